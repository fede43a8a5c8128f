import { changedPlaces, type Span } from './changed-places.ts'
import { totalsOf } from './climb.ts'
import type { History, Run } from './run.ts'

/** The program of a step, where that is on show. */
export interface ShownStep {
  /** Steps that it stands after: 0 is the first program. */
  readonly at: number
  readonly count: number
  /** It is the program that drew. */
  readonly drew: boolean
  /** What it drew, where that is known and another drawing than the run's. */
  readonly drawing: Blob | null
  /** 0..1; null where it was not scored. */
  readonly total: number | null
  readonly code: string
  /** By the lines that the step changed. */
  readonly changes: ReadonlyMap<number, readonly Span[]>
}

/** Which program of a run is on show. While it is refined that is the best so far, unless a person has chosen another. */
export class StepView {
  readonly #changed: () => void
  #run: Run | null = null
  /** Null: the run's own, as it comes. */
  #chosen: number | null = null
  #at = 0
  #shown: ShownStep | null = null

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** Steps that the program on show stands after. */
  get at(): number {
    return this.#at
  }

  /** Null where the program of the run itself is on show, without marks. */
  get shown(): ShownStep | null {
    return this.#shown
  }

  /** Takes up what a run has told; another run begins without a choice. */
  follow(run: Run | null): void {
    if (run !== this.#run) this.#chosen = null
    this.#run = run
    if (run === null) {
      this.#shown = null
      return
    }
    const { history, code, state } = run
    const count = history.steps.length
    const own = programsOf(history).lastIndexOf(code)
    const chosen = this.#chosen ?? (state === 'refining' ? count : null)
    this.#at = chosen ?? (own < 0 ? count : own)
    if (chosen === null || count === 0) this.#shown = null
    else if (!this.#isShown(chosen, history, code)) this.#shown = shownStep(chosen, history, code)
  }

  readonly choose = (at: number | null): void => {
    this.#chosen = at
    this.#changed()
  }

  /** Spares the work, and keeps what follows the program on show from following it twice. */
  #isShown(at: number, history: History, code: string): boolean {
    const shown = this.#shown
    if (shown?.at !== at || shown.count !== history.steps.length) return false
    const program = programsOf(history)[at]
    return shown.code === program && shown.drew === (program === code)
  }
}

const programsOf = ({ start, steps }: History): string[] => [start, ...steps.map((step) => step.code)]

function shownStep(at: number, history: History, drawn: string): ShownStep {
  const programs = programsOf(history)
  const step = history.steps[at - 1]
  const code = programs[at] ?? ''
  const changes = step === undefined ? new Map() : changedPlaces(programs[at - 1]!, step)
  const drew = code === drawn
  const drawing = drew ? null : (history.drawings.get(code) ?? null)
  return { at, count: history.steps.length, drew, drawing, total: totalsOf(history.steps)[at] ?? null, code, changes }
}
