import { type ErrorRecord, toErrorRecord } from '../errors.ts'
import type { Score } from '../fidelity/types.ts'
import type { Observation } from '../observation.ts'
import type { RunFigure, RunOutcome } from '../python/outcome.ts'
import { stringsFor } from '../strings/index.ts'
import type { Trace } from '../trace.ts'
import { codeOf } from './answer.ts'
import type { Described } from './describe.ts'
import type { Candidate, Notice, PerceiveEvent, Phase, ReconstructionResult, Step, Timings, Unit } from './protocol.ts'

const { texts } = stringsFor('en').notices

/** What a run has come to so far. Each change is told as an event; the result is what they add up to. */
export class RunRecord {
  readonly timings: Timings = {}
  readonly #emit: (event: PerceiveEvent) => void
  readonly #notices: Notice[] = []
  readonly #figures: Blob[] = []
  readonly #steps: Step[] = []
  readonly #candidates: Candidate[] = []
  #answer = ''
  #code: string
  #modelCode: string | null = null
  #modelScore: number | null = null
  #score: Score | null = null
  #observation: Observation | null = null
  #trace: Trace | null = null
  #told: Described | null = null

  /** `code`: the program that was given, if one was. */
  constructor(code: string | undefined, emit: (event: PerceiveEvent) => void) {
    this.#code = code ?? ''
    this.#emit = emit
  }

  get answer(): string {
    return this.#answer
  }

  get code(): string {
    return this.#code
  }

  get modelCode(): string | null {
    return this.#modelCode
  }

  get observation(): Observation | null {
    return this.#observation
  }

  get trace(): Trace | null {
    return this.#trace
  }

  get told(): Described | null {
    return this.#told
  }

  get hasFigures(): boolean {
    return this.#figures.length > 0
  }

  get stepCount(): number {
    return this.#steps.length
  }

  phase(phase: Phase, loaded: number, total: number, unit: Unit): void {
    this.#emit({ type: 'phase', phase, loaded, total, unit })
  }

  notice(notice: Notice): void {
    this.#notices.push(notice)
    this.#emit({ type: 'notice', ...notice })
  }

  /** One of the engine's own, once, in English; who shows it has other languages by its code. */
  say(code: keyof typeof texts): void {
    if (this.#notices.some((notice) => notice.code === code)) return
    this.notice({ code, message: texts[code] })
  }

  /** Those that have not been told yet. */
  noticesOf({ notices }: RunOutcome): void {
    const told = new Set(this.#notices.map(({ message }) => message))
    for (const notice of notices) if (!told.has(notice.message)) this.notice(notice)
  }

  observe(observation: Observation): void {
    this.#observation = observation
    this.#emit({ type: 'observation', observation })
  }

  /** More of the model's answer, and the program in it. */
  stream(text: string, count: number): void {
    this.#answer += text
    this.#emit({ type: 'token', text, count })
    const found = codeOf(this.#answer)
    if (!found || found.code === this.#code) return
    this.#code = found.code
    this.#emit({ type: 'code', text: found.code, complete: false })
  }

  setModelCode(code: string): void {
    this.#modelCode = code
    this.setCode(code)
  }

  setCode(code: string): void {
    this.#code = code
    this.#emit({ type: 'code', text: code, complete: true })
  }

  addStep(step: Step): void {
    this.#steps.push(step)
    this.#emit({ type: 'step', ...step })
  }

  addCandidate(candidate: Candidate): void {
    this.#candidates.push(candidate)
  }

  addFigure(index: number, { png, width, height }: RunFigure): void {
    const blob = new Blob([png as Uint8Array<ArrayBuffer>], { type: 'image/png' })
    this.#figures[index] = blob
    this.#emit({ type: 'figure', index, png: blob, width, height })
  }

  /** The scored figure comes first. */
  showFigures({ scored, figures }: Pick<RunOutcome, 'scored' | 'figures'>): void {
    for (const [index, figure] of scoredFirst(figures, scored).entries()) this.addFigure(index, figure)
  }

  /** In place of all figures so far. */
  replaceFigures(outcome: RunOutcome): void {
    this.#figures.length = 0
    this.#trace = null
    this.showFigures(outcome)
  }

  /** Its figures in the order of the result's. */
  keepTrace({ trace, scored }: Pick<RunOutcome, 'trace' | 'scored'>): void {
    if (!trace) return
    const figures = scoredFirst(trace.figures, scored).map((figure, index) => ({ ...figure, index }))
    this.#trace = { ...trace, figures }
    this.#emit({ type: 'trace', trace: this.#trace })
  }

  setScore(score: Score): void {
    this.#score = score
    this.#emit({ type: 'score', score })
  }

  setModelScore(total: number): void {
    this.#modelScore = total
  }

  tell(told: Described): void {
    this.#told = told
    this.#emit({ type: 'facts', ...told })
  }

  /** Ends the run; nothing may be told after it. */
  end(as: 'done' | 'stopped', model: string | null): void {
    this.#emit({ type: as, result: this.#result(model, null, as === 'stopped') })
  }

  fail(thrown: unknown, model: string | null): void {
    const error = toErrorRecord(thrown)
    this.#emit({ type: 'error', error, result: this.#result(model, error, false) })
  }

  #result(model: string | null, error: ErrorRecord | null, stopped: boolean): ReconstructionResult {
    return {
      format: 1,
      model,
      answer: this.#answer,
      code: this.#code,
      modelCode: this.#modelCode,
      modelScore: this.#modelScore,
      steps: this.#steps,
      candidates: this.#candidates,
      figures: this.#figures.filter((figure) => figure !== undefined),
      observation: this.#observation,
      trace: this.#trace,
      facts: this.#told?.facts ?? null,
      caption: this.#told?.caption ?? null,
      elements: this.#told?.elements ?? null,
      score: this.#score,
      timings: this.timings,
      notices: this.#notices,
      error,
      stopped,
    }
  }
}

function scoredFirst<T>(figures: readonly T[], scored: number): readonly T[] {
  const first = figures[scored]
  return first === undefined ? figures : [first, ...figures.filter((figure) => figure !== first)]
}
