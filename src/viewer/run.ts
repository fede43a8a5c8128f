import type { ErrorRecord } from '../errors.ts'
import type { Notice, PerceiveEvent, ReconstructionResult, Step } from '../perceive/protocol.ts'
import { Steps } from './steps.ts'

export type ViewerState = 'idle' | 'loading' | 'generating' | 'running' | 'done' | 'stopped' | 'error'

export const VIEWER_STATES: readonly ViewerState[] = [
  'idle',
  'loading',
  'generating',
  'running',
  'done',
  'stopped',
  'error',
]

/** States in which a run is under way. */
export function isBusy(state: ViewerState): boolean {
  return state === 'loading' || state === 'generating' || state === 'running'
}

/** What is known of one run: the events of the engine, added up. */
export class Run {
  readonly controller = new AbortController()
  readonly steps = new Steps()
  state: ViewerState
  answer = ''
  code: string
  tokens = 0
  /** The program has begun to run. */
  drawing = false
  readonly figures: Blob[] = []
  readonly notices: Notice[] = []
  /** How the program on show came from the model's. */
  readonly changes: Step[] = []
  /** Null before the model's is whole. */
  modelCode: string | null = null
  score: ReconstructionResult['score'] = null
  observation: ReconstructionResult['observation'] = null
  trace: ReconstructionResult['trace'] = null
  facts: ReconstructionResult['facts'] = null
  caption: ReconstructionResult['caption'] = null
  elements: ReconstructionResult['elements'] = null
  /** Set at the end, whatever the end was. */
  result: ReconstructionResult | null = null
  readonly ended: Promise<ReconstructionResult>
  #resolve!: (result: ReconstructionResult) => void

  /** With `code` the model is skipped. */
  constructor(code?: string) {
    this.code = code ?? ''
    this.state = code === undefined ? 'loading' : 'running'
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve
    })
  }

  apply(event: PerceiveEvent): void {
    switch (event.type) {
      case 'phase':
        this.steps.advance(event)
        if (event.phase === 'run') this.drawing = true
        this.#moveOn()
        return
      case 'notice': {
        const { type: _, ...notice } = event
        this.notices.push(notice)
        return
      }
      case 'token':
        this.answer += event.text
        this.tokens = event.count
        return
      case 'code':
        this.code = event.text
        if (event.complete) this.modelCode ??= event.text
        return
      case 'step': {
        const { type: _, ...step } = event
        this.changes.push(step)
        return
      }
      case 'figure':
        this.figures[event.index] = event.png
        return
      case 'observation':
        this.observation = event.observation
        return
      case 'trace':
        this.trace = event.trace
        return
      case 'score':
        this.score = event.score
        return
      case 'facts':
        this.facts = event.facts
        this.caption = event.caption
        this.elements = event.elements
        return
      case 'done':
        this.#end('done', event.result)
        return
      case 'stopped':
        this.#end('stopped', event.result)
        return
      case 'error':
        this.#end('error', event.result)
        return
      default:
        event satisfies never
    }
  }

  /** Ends the run without the engine, with what is there. */
  endAs(state: 'stopped' | 'error', error: ErrorRecord | null): void {
    this.#end(state, {
      format: 1,
      model: null,
      answer: this.answer,
      code: this.code,
      modelCode: this.modelCode,
      modelScore: null,
      steps: [...this.changes],
      candidates: [],
      figures: this.figures.filter((figure) => figure !== undefined),
      observation: this.observation,
      trace: this.trace,
      facts: this.facts,
      caption: this.caption,
      elements: this.elements,
      score: this.score,
      timings: {},
      notices: [...this.notices],
      error,
      stopped: state === 'stopped',
    })
  }

  #moveOn(): void {
    const step = this.steps.current
    if (step === 'draw' || step === 'score') this.state = 'running'
    else if ((step === 'read' || step === 'write') && this.state === 'loading') this.state = 'generating'
  }

  #end(state: 'done' | 'stopped' | 'error', result: ReconstructionResult): void {
    this.state = state
    this.result = result
    this.code = result.code === '' ? this.code : result.code
    this.score = result.score ?? this.score
    if (this.figures.length === 0) this.figures.push(...result.figures)
    if (state === 'done') this.steps.finish()
    else this.steps.end(state === 'stopped' ? 'stopped' : 'failed')
    this.#resolve(result)
  }
}
