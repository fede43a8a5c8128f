import type { Phase, Unit } from '../perceive/protocol.ts'

/** The steps that a person sees; several phases of the engine make one. */
export const STEPS = ['load', 'read', 'write', 'python', 'draw', 'score', 'refine'] as const
export type StepName = (typeof STEPS)[number]

export type StepStatus = 'pending' | 'active' | 'done' | 'skipped' | 'stopped' | 'failed'

export interface Progress {
  readonly phase: Phase
  readonly loaded: number
  readonly total: number
  readonly unit: Unit
}

const STEP_OF: { readonly [phase in Phase]: StepName } = {
  queue: 'load',
  load: 'load',
  verify: 'load',
  image: 'read',
  vision: 'read',
  prefill: 'read',
  decode: 'write',
  boot: 'python',
  run: 'draw',
  score: 'score',
  ocr: 'score',
  facts: 'score',
  caption: 'score',
  refine: 'refine',
}

/** One after the other. Python starts beside them, while the model reads. */
const CHAIN: readonly StepName[] = ['load', 'read', 'write', 'draw', 'score', 'refine']

/** Where a run stands. The step a person waits for is `current`; of it, `progress` is the last that was heard. */
export class Steps {
  readonly #status = new Map<StepName, StepStatus>()
  #progress: Progress | null = null

  status(step: StepName): StepStatus {
    return this.#status.get(step) ?? 'pending'
  }

  get progress(): Progress | null {
    return this.#progress
  }

  /** The step a person waits for: the furthest active one of the chain, else the start of Python. */
  get current(): StepName | null {
    const chain = CHAIN.findLast((step) => this.status(step) === 'active')
    return chain ?? (this.status('python') === 'active' ? 'python' : null)
  }

  advance(progress: Progress): void {
    const step = this.#stepOf(progress.phase)
    if (step === 'python') {
      this.#status.set('python', progress.loaded >= progress.total && progress.total > 0 ? 'done' : 'active')
    } else {
      const at = CHAIN.indexOf(step)
      // A late report of a step that is over must not lead the display back.
      if (this.status(step) === 'done') return
      // A step can begin out of turn: the picture is decoded before the model is loaded.
      for (const later of CHAIN.slice(at + 1)) this.#status.delete(later)
      for (const earlier of CHAIN.slice(0, at)) this.#leave(earlier)
      if (at >= CHAIN.indexOf('draw')) this.#leave('python')
      this.#status.set(step, 'active')
    }
    if (this.current === step) this.#progress = progress
  }

  /** Everything that ran is done; what never began was not needed. */
  finish(): void {
    for (const step of STEPS) this.#leave(step)
  }

  /** The step that was under way did not come to its end. */
  end(as: 'stopped' | 'failed'): void {
    for (const step of STEPS) if (this.status(step) === 'active') this.#status.set(step, as)
  }

  /** The best program is drawn, scored and described anew within the step that found it. */
  #stepOf(phase: Phase): StepName {
    const step = STEP_OF[phase]
    return step === 'score' && this.status('refine') === 'active' ? 'refine' : step
  }

  #leave(step: StepName): void {
    if (this.status(step) === 'active') this.#status.set(step, 'done')
    else if (this.status(step) === 'pending') this.#status.set(step, 'skipped')
  }
}
