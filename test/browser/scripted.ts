import { expect } from 'vitest'
import type { Observation } from '../../src/observation.ts'
import { type Parts, perceive } from '../../src/perceive/pipeline.ts'
import type { PerceiveEvent, RunRequest } from '../../src/perceive/protocol.ts'
import type { FailedAnswer, ReadOptions } from '../../src/perceive/reader.ts'
import type { Repair, RunOptions, RunOutcome } from '../../src/python/host.ts'
import type { TracedArtist, TracedAxes, TracedFigure } from '../../src/trace.ts'

// A scripted model and interpreter for the pipeline.

export const GOOD = 'Sure.\n```python\nplot()\n```'

export async function png(colour: string, width = 220, height = 200): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')!
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  context.fillStyle = colour
  context.fillRect(40, 40, 80, 90)
  context.fillRect(150, 20, 30, 150)
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
}

/** A figure with one text, at the place in which it was drawn. */
export function traced(index: number, title: string): TracedFigure {
  const axis = { label: '', limits: [0, 1] as const, scale: 'linear', grid: false, ticks: [] }
  const axes: TracedAxes = {
    id: `${index}.axes0`,
    box: [20, 20, 200, 180],
    projection: 'rectilinear',
    visible: true,
    decorated: true,
    aspect: 'auto',
    title,
    x: axis,
    y: axis,
  }
  const heading: TracedArtist = {
    id: `${index}.0`,
    kind: 'text',
    type: 'Text',
    axes: axes.id,
    line: index + 3,
    call: 'ax.set_title',
    role: 'title',
    label: '',
    z: 3,
    visible: true,
    clipped: 'no',
    style: { colour: '#000000ff', fill: 'none', width: 0, dash: 'none', alpha: null },
    data: { system: 'axes', points: [[0.5, 1]], text: title },
    path: { box: [90, 5, 130, 17], shapes: [] },
  }
  return { index, width: 220, height: 200, dpi: 100, face: '#ffffffff', axes: [axes], artists: [heading] }
}

export interface Script {
  readonly answer?: string
  /** Of further answers, from the second on. */
  readonly others?: readonly string[]
  readonly load?: () => Promise<void>
  readonly boot?: () => Promise<void>
  readonly run?: (program: string, options: RunOptions) => Promise<RunOutcome>
  readonly repair?: (program: string, error: unknown) => Promise<Repair | null>
  readonly onToken?: (count: number) => void
  readonly hasExcluded?: boolean
  /** Its second turn, after a program that failed; without it the model has no prompt for that. */
  readonly again?: (failed: FailedAnswer) => Promise<string>
  /** What the model says of the picture; without it the model has no prompt for that. */
  readonly draft?: (options: ReadOptions) => Promise<string>
  readonly observe?: (signal: AbortSignal) => Promise<Observation>
}

/** A picture of which nothing is read. */
export const NOTHING: Observation = { version: 1, width: 220, height: 200, texts: [], axes: [], marks: [] }

async function parts(script: Script, log: string[] = []): Promise<Parts> {
  const figure = await png('blue')
  const reader = {
    model: 'scripted',
    hasExcluded: script.hasExcluded ?? false,
    canCaption: script.draft !== undefined,
    async caption(_: unknown, options: ReadOptions) {
      log.push('caption')
      return script.draft?.(options)
    },
    canRepair: script.again !== undefined,
    async repair(_: unknown, failed: FailedAnswer) {
      log.push('ask again')
      return script.again?.(failed)
    },
    async load() {
      log.push('load')
      await script.load?.()
    },
    async read(_: unknown, { signal, onText, variant = 0 }: ReadOptions) {
      log.push('read')
      const answer = variant === 0 ? (script.answer ?? GOOD) : script.others![variant - 1]!
      let count = 0
      for (const piece of answer.match(/.{1,4}/gs) ?? []) {
        await new Promise((resolve) => setTimeout(resolve))
        signal.throwIfAborted()
        onText(piece, ++count)
        script.onToken?.(count)
      }
      return answer
    },
  }
  const python = {
    ready: false,
    async boot() {
      log.push('boot')
      await script.boot?.()
      log.push('booted')
    },
    async run(program: string, options: RunOptions): Promise<RunOutcome> {
      log.push('run')
      if (script.run) return script.run(program, options)
      const drawn = { index: 0, png: figure, width: 220, height: 200 }
      options.onFigure?.(drawn)
      return { figures: [drawn], scored: 0, empty: false, stdout: '', notices: [], trace: null }
    },
    async repair(program: string, error: unknown): Promise<Repair | null> {
      log.push('repair')
      return script.repair?.(program, error) ?? null
    },
  }
  return {
    reader,
    python,
    modelSrc: 'model.json',
    mayShareInterpreter: false,
    async observe(_: unknown, signal: AbortSignal) {
      return (await script.observe?.(signal)) ?? NOTHING
    },
  } as unknown as Parts
}

export async function events(script: Script, request: Partial<RunRequest> = {}, signal = new AbortController().signal) {
  const log: string[] = []
  const all: PerceiveEvent[] = []
  const picture = request.picture ?? new Blob([await png('blue')])
  await perceive({ ...request, picture }, await parts(script, log), signal, (event) => all.push(event))
  const last = all.at(-1)!
  if (last.type !== 'done' && last.type !== 'stopped' && last.type !== 'error') throw new Error('the run did not end')
  expect(all.filter((e) => e.type === 'done' || e.type === 'stopped' || e.type === 'error')).toHaveLength(1)
  return { all, last, log, types: all.map((event) => event.type).filter((type) => type !== 'phase') }
}
