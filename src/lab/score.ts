import { CodePerceptError, type ErrorRecord } from '../errors.ts'
import { type CodeScore, codeScore } from '../fidelity/code-score.ts'
import { gate, scoreFigure } from '../fidelity/score.ts'
import type { GateReason, Score } from '../fidelity/types.ts'
import type { Observation } from '../observation.ts'
import { decodePicture } from '../raster/decode.ts'
import type { Raster } from '../raster/raster.ts'
import type { TracedFigure } from '../trace.ts'
import { observePicture } from './read.ts'

/** A program's run: its scored figure, null when it drew none. */
export interface ProgramRun {
  readonly trace: TracedFigure | null
  readonly error: ErrorRecord | null
}

export interface ScoredPair extends Score {
  /** Against the reference program; null without both programs, or where one drew nothing. */
  readonly codeScore: CodeScore | null
  /** Why the program did not run through. */
  readonly error: ErrorRecord | null
  /** Why the source was not read. */
  readonly unread: string | null
}

/**
 * Scores a picture file against a source; with the program that drew it, by its trace and by what the source says too.
 * @throws CodePerceptError for a picture that cannot be decoded; its message says which
 */
export async function scorePictures(
  source: Blob,
  render: Blob,
  program: ProgramRun | null,
  reference: TracedFigure | null,
): Promise<ScoredPair> {
  const a = await decode('The source', source)
  const b = await decode('The drawing', render)
  const trace = program?.trace ?? null
  const compared = { codeScore: reference && trace ? codeScore(reference, trace) : null, error: program?.error ?? null }
  if (program?.error) return { ...gate(program.error.code as GateReason), ...compared, unread: null }
  if (program && !trace) return { ...gate('empty'), ...compared, unread: null }
  if (!trace) return { ...scoreFigure(a, b), ...compared, unread: null }
  const { observation, unread } = await read(a)
  return { ...scoreFigure(a, b, { trace, ...(observation && { observation }) }), ...compared, unread }
}

/** A failure of the reading costs the reading alone. */
async function read(raster: Raster): Promise<{ observation: Observation | null; unread: string | null }> {
  try {
    return { observation: await observePicture(raster), unread: null }
  } catch (error) {
    return { observation: null, unread: error instanceof Error ? error.message : String(error) }
  }
}

async function decode(which: string, picture: Blob): Promise<Raster> {
  try {
    return (await decodePicture(picture)).raster
  } catch (error) {
    if (!(error instanceof CodePerceptError)) throw error
    throw new CodePerceptError(error.code, `${which}: ${error.message}`, { cause: error })
  }
}
