import { refine } from '../facts/index.ts'
import { unsupportedAxes } from '../ocr/unsupported.ts'
import type { Raster } from '../raster/raster.ts'
import { stringsFor } from '../strings/index.ts'
import { describe } from './describe.ts'
import type { Reader } from './reader.ts'
import type { RunRecord } from './record.ts'

/** Facts of the drawing at hand and their words. What cannot be described stands without. */
export function tellFacts(record: RunRecord, lang: string): void {
  const { trace, observation, timings } = record
  if (!trace || !record.hasFigures) return
  const start = performance.now()
  record.phase('facts', 0, 1, 'steps')
  let told: ReturnType<typeof describe> | null = null
  try {
    told = describe(trace, observation, lang)
    if (unsupportedAxes(observation, trace).length > 0) record.say('axis-unsupported')
  } catch {
    // What a program draws is its own affair; drawing and score stand without a description.
    record.say('no-description')
  }
  timings.facts = performance.now() - start
  record.phase('facts', 1, 1, 'steps')
  if (told) record.tell(told)
}

export interface CaptionOptions {
  readonly lang: string
  readonly maxTokens: number | undefined
  readonly signal: AbortSignal
}

/** Asks a model that can for its own words about the picture, and corrects them by the facts. @throws the signal's reason */
export async function tellDraft(
  record: RunRecord,
  reader: Reader,
  picture: Raster,
  { lang, maxTokens, signal }: CaptionOptions,
): Promise<void> {
  const { told, timings } = record
  if (!told || told.facts.length === 0 || !reader.canCaption) return
  const start = performance.now()
  record.phase('caption', 0, 1, 'tokens')
  let original = ''
  let refined: ReturnType<typeof refine> | null = null
  try {
    original = await reader.caption(picture, {
      signal,
      maxTokens,
      // Those of the program's answer stand.
      timings: {},
      onPhase: (phase, loaded, total, unit) => {
        if (phase === 'decode') record.phase('caption', loaded, total, unit)
      },
      onText: () => {},
    })
    refined = refine(original, told.facts, stringsFor(lang))
  } catch (thrown) {
    if (signal.aborted) throw thrown
    record.say('no-draft')
  } finally {
    timings.caption = performance.now() - start
  }
  if (!refined || original.trim() === '') return
  const { text, edits, unverified } = refined
  record.tell({ ...told, caption: { ...told.caption, edits, draft: { text, original, unverified } } })
}
