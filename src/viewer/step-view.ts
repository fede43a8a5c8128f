import { changedPlaces, type Span } from './changed-places.ts'
import type { History, Run } from './run.ts'

/** The program of a step, where that is on show. */
export interface ShownStep {
  /** Steps that it stands after: 0 is the first program. */
  readonly at: number
  readonly count: number
  readonly code: string
  /** By the lines that the step changed. */
  readonly changes: ReadonlyMap<number, readonly Span[]>
}

/** Which program of a run is on show. While it is refined that is the best so far, unless a person has chosen another. */
export class StepView {
  readonly #changed: () => void
  #run: Run | null = null
  /** Null: the last, as it comes. */
  #chosen: number | null = null
  #shown: ShownStep | null = null

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** Null where the program of the run itself is on show, without marks. */
  get shown(): ShownStep | null {
    return this.#shown
  }

  /** Another run begins at its last step. */
  follow(run: Run | null): void {
    if (run !== this.#run) {
      this.#chosen = null
      this.#shown = null
    }
    this.#run = run
    const count = run?.history.steps.length ?? 0
    const at = this.#chosen ?? (run?.state === 'refining' ? count : null)
    if (run === null || at === null || count === 0) this.#shown = null
    else if (this.#shown?.at !== at || this.#shown.count !== count) this.#shown = shownStep(run.history, at)
  }

  readonly choose = (at: number | null): void => {
    this.#chosen = at
    this.#changed()
  }
}

function shownStep({ start, steps }: History, at: number): ShownStep {
  const step = steps[at - 1]
  const count = steps.length
  if (step === undefined) return { at: 0, count, code: start, changes: new Map() }
  return { at, count, code: step.code, changes: changedPlaces(steps[at - 2]?.code ?? start, step) }
}
