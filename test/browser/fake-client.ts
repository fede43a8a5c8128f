import type { ErrorRecord } from '../../src/errors.ts'
import type { PerceiveClient, PerceiveEvent, ReconstructionResult, RunRequest } from '../../src/perceive/protocol.ts'

/** What the engine is told to do: events in order; a number pauses for so many milliseconds. */
export type Script = readonly (PerceiveEvent | number)[]

export const CODE = `import matplotlib.pyplot as plt

fig, ax = plt.subplots(figsize=(5, 4))
ax.bar(['F', 'G', 'H'], [20, 12, 6], color='purple')
ax.set_title('Data')  # the heading
ax.grid(True)
`

export const SCORE: NonNullable<ReconstructionResult['score']> = {
  total: 0.87,
  reason: null,
  components: {
    geometry: { value: 0.83, weight: 20 },
    colour: { value: 0.94, weight: 15 },
    clarity: { value: 0.71, weight: 10 },
    layout: { value: 0.99, weight: 10 },
  },
  missing: ['elements', 'text'],
}

export function result(parts: Partial<ReconstructionResult> = {}): ReconstructionResult {
  return {
    format: 1,
    model: 'fake',
    answer: '',
    code: '',
    modelCode: null,
    modelScore: null,
    steps: [],
    candidates: [],
    figures: [],
    observation: null,
    trace: null,
    facts: null,
    caption: null,
    elements: null,
    score: null,
    timings: {},
    notices: [],
    error: null,
    stopped: false,
    ...parts,
  }
}

/** A PNG of one colour. */
export async function picture(colour = 'purple', width = 40, height = 30): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')!
  context.fillStyle = colour
  context.fillRect(0, 0, width, height)
  return canvas.convertToBlob({ type: 'image/png' })
}

export const phase = (phase: Extract<PerceiveEvent, { type: 'phase' }>['phase'], loaded = 1, total = 1) =>
  ({ type: 'phase', phase, loaded, total, unit: phase === 'load' ? 'bytes' : 'tokens' }) as const

/** Events while the model writes `code` line by line. */
export function writing(code: string, pause = 0): Script {
  const lines = code.split('\n')
  return lines.flatMap((line, index) => [
    phase('decode', index + 1, 512),
    { type: 'token', text: `${line}\n`, count: 12 * (index + 1) } as const,
    { type: 'code', text: lines.slice(0, index + 1).join('\n'), complete: index === lines.length - 1 } as const,
    ...(pause > 0 ? [pause] : []),
  ])
}

/** A run that goes well. */
export function success(png: Blob, options: { code?: string; pause?: number } = {}): Script {
  const code = options.code ?? CODE
  const pause = options.pause ?? 0
  return [
    phase('load', 0, 5_000_000),
    pause,
    phase('load', 5_000_000, 5_000_000),
    phase('boot', 0, 1),
    phase('image'),
    phase('vision', 36, 36),
    phase('prefill', 48, 48),
    ...writing(code, pause),
    phase('boot'),
    phase('run'),
    { type: 'figure', index: 0, png, width: 40, height: 30 },
    phase('score'),
    { type: 'score', score: SCORE },
    {
      type: 'done',
      result: result({
        answer: code,
        code,
        figures: [png],
        score: SCORE,
        timings: {
          load: 812,
          image: 40,
          vision: 1210,
          prefill: 940,
          decode: 5400,
          tokens: 74,
          boot: 3900,
          run: 610,
          score: 160,
        },
      }),
    },
  ]
}

export function failure(error: ErrorRecord, parts: Partial<ReconstructionResult> = {}): Script {
  return [{ type: 'error', error, result: result({ ...parts, error }) }]
}

/** An engine that follows a script for each run; the last script serves all further runs. */
export class FakeClient implements PerceiveClient {
  readonly requests: RunRequest[] = []
  readonly signals: AbortSignal[] = []
  readonly #scripts: Script[]
  /** Goes on with its script after an abort, as an engine does whose last messages are under way. */
  readonly deaf: boolean

  constructor(scripts: readonly Script[], { deaf = false } = {}) {
    this.#scripts = [...scripts]
    this.deaf = deaf
  }

  async *run(request: RunRequest, { signal }: { readonly signal: AbortSignal }): AsyncIterable<PerceiveEvent> {
    this.requests.push(request)
    this.signals.push(signal)
    const script = this.#scripts.length > 1 ? this.#scripts.shift()! : this.#scripts[0]!
    let code = ''
    for (const step of script) {
      if (signal.aborted && !this.deaf) {
        yield { type: 'stopped', result: result({ code, stopped: true }) }
        return
      }
      if (typeof step === 'number') {
        await wait(step, this.deaf ? undefined : signal)
        continue
      }
      if (step.type === 'code') code = step.text
      yield step
    }
  }
}

/** Waits, or until the run is stopped. */
function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.min(ms, 2 ** 31 - 1))
    signal?.addEventListener('abort', () => resolve())
  })
}
