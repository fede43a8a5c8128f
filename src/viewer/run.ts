import type { ErrorRecord } from '../errors.ts'
import type { Candidate, Notice, PerceiveEvent, ReconstructionResult, Step } from '../perceive/protocol.ts'
import { Steps } from './steps.ts'

export type ViewerState = 'idle' | 'loading' | 'generating' | 'running' | 'refining' | 'done' | 'stopped' | 'error'

export const VIEWER_STATES: readonly ViewerState[] = [
  'idle',
  'loading',
  'generating',
  'running',
  'refining',
  'done',
  'stopped',
  'error',
]

/** States in which a run is under way. */
export function isBusy(state: ViewerState): boolean {
  return state === 'loading' || state === 'generating' || state === 'running' || state === 'refining'
}

/** How a program came from another. */
export interface History {
  /** The program before the first step. */
  readonly start: string
  readonly steps: readonly Step[]
  /** Programs that were tried; known at the end of a run. */
  readonly candidates: readonly Candidate[]
  /** What programs drew, by their text: the first and the last of a run. */
  readonly drawings: ReadonlyMap<string, Blob>
}

/** A run without the model. */
export interface GivenProgram {
  readonly code: string
  /** Seconds for which it may be refined; absent: it is drawn as it is. */
  readonly refine?: number
  /** Of the program, where a run goes on with what another came to. */
  readonly history?: History
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
  /** Null before the model's is whole, and where the program was given. */
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
  readonly #given: GivenProgram | null
  readonly #changes: Step[] = []
  readonly #drawings: Map<string, Blob>
  /** The programs that trace and facts are of: the best one may come without them. */
  #tracedCode: string | null = null
  #toldCode: string | null = null
  #resolve!: (result: ReconstructionResult) => void

  /** With a given program the model is skipped. */
  constructor(given: GivenProgram | null = null) {
    this.#given = given
    this.#drawings = new Map(given?.history?.drawings)
    this.code = given?.code ?? ''
    this.state = given === null ? 'loading' : 'running'
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve
    })
  }

  /** How the program on show came from the first one. */
  get history(): History {
    const { history, code } = this.#given ?? {}
    return {
      start: history?.start ?? code ?? this.modelCode ?? '',
      steps: [...(history?.steps ?? []), ...this.#changes],
      candidates: this.result?.candidates.length ? this.result.candidates : (history?.candidates ?? []),
      drawings: this.#drawings,
    }
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
        if (event.complete && this.#given === null) this.modelCode ??= event.text
        return
      case 'step': {
        const { type: _, ...step } = event
        this.#changes.push(step)
        return
      }
      case 'figure':
        this.figures[event.index] = event.png
        if (event.index === 0) this.#drawings.set(this.code, event.png)
        return
      case 'observation':
        this.observation = event.observation
        return
      case 'trace':
        this.trace = event.trace
        this.#tracedCode = this.code
        return
      case 'score':
        this.score = event.score
        return
      case 'facts':
        this.facts = event.facts
        this.caption = event.caption
        this.elements = event.elements
        this.#toldCode = this.code
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
      steps: [...this.#changes],
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
    if (step === 'refine') this.state = 'refining'
    else if (step === 'draw' || step === 'score') this.state = 'running'
    else if ((step === 'read' || step === 'write') && this.state === 'loading') this.state = 'generating'
  }

  #end(state: 'done' | 'stopped' | 'error', result: ReconstructionResult): void {
    this.state = state
    this.result = result
    this.code = result.code === '' ? this.code : result.code
    // A run that was stopped while it refined brings its best drawing with its end alone.
    const [drawing] = result.figures
    if (drawing !== undefined) {
      this.figures.splice(0, this.figures.length, ...result.figures)
      this.#drawings.set(this.code, drawing)
    }
    this.score = result.score ?? this.score
    const traced = this.#tracedCode === this.code
    const told = this.#toldCode === this.code
    this.trace = result.trace ?? (traced ? this.trace : null)
    this.facts = result.facts ?? (told ? this.facts : null)
    this.caption = result.caption ?? (told ? this.caption : null)
    this.elements = result.elements ?? (told ? this.elements : null)
    if (state === 'done') this.steps.finish()
    else this.steps.end(state === 'stopped' ? 'stopped' : 'failed')
    this.#resolve(result)
  }
}
