import { CodePerceptError, type ErrorCode, NoCodeError, toErrorRecord } from '../errors.ts'
import { refine } from '../facts/index.ts'
import { gate, scoreFigure } from '../fidelity/score.ts'
import type { GateReason, Score } from '../fidelity/types.ts'
import type { Observation } from '../observation.ts'
import type { PythonHost, RunFigure, RunOptions, RunOutcome } from '../python/host.ts'
import { decodePicture } from '../raster/decode.ts'
import type { Raster } from '../raster/raster.ts'
import { stringsFor } from '../strings/index.ts'
import type { Trace } from '../trace.ts'
import { codeOf, finishedCode } from './answer.ts'
import { type Described, describe } from './describe.ts'
import type { Notice, PerceiveEvent, Phase, ReconstructionResult, RunRequest, Step, Timings, Unit } from './protocol.ts'
import type { Reader } from './reader.ts'
import { repairAndRun } from './repair.ts'

export interface Parts {
  readonly reader: Reader
  readonly python: PythonHost
  readonly modelSrc: string
  /** The interpreter has run nothing but programs for this picture. */
  readonly mayShareInterpreter: boolean
  /** Reads texts and axes off the picture, beside all else. */
  readonly observe: (picture: Raster, signal: AbortSignal) => Promise<Observation>
}

const { texts } = stringsFor('en').notices

/** Soft time limit of a program in seconds (sandbox.md A.3.6). */
const DEFAULT_TIMEOUT = 20

/** Failures of an answer, which score 0; all others say nothing about it and leave the score open. */
const GATES: ReadonlySet<ErrorCode> = new Set<GateReason & ErrorCode>([
  'no-code',
  'python',
  'timeout',
  'memory',
  'output',
  'unavailable-import',
])

/**
 * One picture from file to score. Emits the events of CONTRACTS.md and ends with done, stopped or error; it never
 * throws. Python boots while the model loads and reads.
 */
export async function perceive(
  request: RunRequest,
  parts: Parts,
  signal: AbortSignal,
  emit: (event: PerceiveEvent) => void,
): Promise<void> {
  const run = new Run(request, parts, signal, emit)
  await run.go()
}

class Run {
  readonly #request: RunRequest
  readonly #parts: Parts
  readonly #signal: AbortSignal
  readonly #emit: (event: PerceiveEvent) => void
  readonly #timings: Timings = {}
  readonly #notices: Notice[] = []
  readonly #figures: Blob[] = []
  readonly #steps: Step[] = []
  #answer = ''
  #code: string
  #modelCode: string | null = null
  /** Why the program that the model wrote is not whole. */
  #brokenOff: NoCodeError | null = null
  #score: Score | null = null
  #observation: Observation | null = null
  #trace: Trace | null = null
  #facts: Described | null = null

  constructor(request: RunRequest, parts: Parts, signal: AbortSignal, emit: (event: PerceiveEvent) => void) {
    this.#request = request
    this.#parts = parts
    this.#signal = signal
    this.#emit = emit
    this.#code = request.code ?? ''
  }

  async go(): Promise<void> {
    try {
      await this.#goThrough()
      this.#emit({ type: 'done', result: this.#result(null, false) })
    } catch (thrown) {
      if (this.#signal.aborted) {
        this.#emit({ type: 'stopped', result: this.#result(null, true) })
        return
      }
      const error = toErrorRecord(thrown)
      // What was drawn before a program failed is described all the same.
      this.#tellFacts()
      if (thrown instanceof CodePerceptError && GATES.has(error.code)) this.#setScore(gate(error.code as GateReason))
      this.#emit({ type: 'error', error, result: this.#result(error, false) })
    }
  }

  async #goThrough(): Promise<void> {
    const { picture, code } = this.#request
    this.#signal.throwIfAborted()
    this.#phase('image', 0, 1, 'steps')
    const start = performance.now()
    const decoded = await decodePicture(picture, { signal: this.#signal })
    this.#timings.image = performance.now() - start
    this.#phase('image', 1, 1, 'steps')
    if (decoded.animated) {
      this.#ownNotice('first-frame')
    }
    const booting = this.#boot()
    // Awaited below; a model that fails first must not leave this one unheard.
    booting.catch(() => {})
    const reading = this.#observe(decoded.raster)
    reading.catch(() => {})
    if (code === undefined) await this.#write(decoded.raster)
    await booting
    const outcome = await this.#draw(decoded.raster)
    this.#keepTrace(outcome)
    this.#phase('ocr', 0, 1, 'steps')
    await reading
    this.#phase('ocr', 1, 1, 'steps')
    await this.#judge(decoded.raster, outcome)
    this.#tellFacts()
    if (code === undefined) await this.#caption(decoded.raster)
  }

  async #boot(): Promise<void> {
    const { python, mayShareInterpreter } = this.#parts
    if (mayShareInterpreter && python.ready) return
    const start = performance.now()
    this.#phase('boot', 0, 100, 'steps')
    await python.boot({
      signal: this.#signal,
      onProgress: (loaded, total) => this.#phase('boot', loaded, total, 'steps'),
    })
    this.#timings.boot = performance.now() - start
  }

  /** What the picture says by itself; the run goes on without it. Rejects with the signal's reason alone. */
  async #observe(picture: Raster): Promise<void> {
    if (this.#request.ocr === false) return
    const start = performance.now()
    try {
      this.#observation = await this.#parts.observe(picture, this.#signal)
      this.#timings.ocr = performance.now() - start
      this.#emit({ type: 'observation', observation: this.#observation })
    } catch (thrown) {
      if (this.#signal.aborted) throw thrown
      this.#ownNotice('ocr-unavailable')
    }
  }

  async #write(picture: Raster): Promise<void> {
    const { reader, modelSrc } = this.#parts
    const signal = this.#signal
    const { maxTokens } = this.#request
    const onPhase = (phase: Phase, loaded: number, total: number, unit: Unit) => this.#phase(phase, loaded, total, unit)
    const start = performance.now()
    await reader.load(modelSrc, { signal, maxTokens, onPhase })
    this.#timings.load = performance.now() - start
    if (reader.hasExcluded) this.#ownNotice('kernel-excluded')
    const answer = await reader.read(picture, {
      signal,
      maxTokens,
      timings: this.#timings,
      onPhase,
      onText: (text, count) => this.#stream(text, count),
    })
    const { code, complete } = finishedCode(answer)
    if (!complete) this.#brokenOff = new NoCodeError('unfinished', answer)
    this.#modelCode = code
    this.#setCode(code)
  }

  #setCode(code: string): void {
    this.#code = code
    this.#emit({ type: 'code', text: code, complete: true })
  }

  #stream(text: string, count: number): void {
    this.#answer += text
    this.#emit({ type: 'token', text, count })
    const found = codeOf(this.#answer)
    if (!found || found.code === this.#code) return
    this.#code = found.code
    this.#emit({ type: 'code', text: found.code, complete: false })
  }

  async #draw(picture: Raster): Promise<RunOutcome> {
    const start = performance.now()
    this.#phase('run', 0, 1, 'steps')
    let outcome: RunOutcome
    try {
      outcome = await this.#runProgram(this.#code, picture, {
        onNotice: (notice) => this.#notice(notice),
        onFigure: (figure) => this.#addFigure(figure.index, figure),
        onTrace: (trace) => this.#keepTrace({ trace, scored: 0 }),
      })
      // The scored figure is the first of the result; mostly it also was the first that came.
      if (outcome.scored > 0) this.#showFigures(outcome)
    } catch (error) {
      outcome = await this.#repair(picture, error)
    } finally {
      this.#timings.run = performance.now() - start - (this.#timings.repair ?? 0)
    }
    if (this.#brokenOff) this.#ownNotice('unfinished')
    this.#phase('run', 1, 1, 'steps')
    return outcome
  }

  #runProgram(
    program: string,
    picture: Raster,
    heard: Pick<RunOptions, 'onNotice' | 'onFigure' | 'onTrace'>,
  ): Promise<RunOutcome> {
    return this.#parts.python.run(program, {
      timeout: this.#request.timeout ?? DEFAULT_TIMEOUT,
      longSide: Math.max(picture.width, picture.height),
      signal: this.#signal,
      ...heard,
    })
  }

  /** What the model's program draws once it is repaired; a person's is left as it is. @throws the error */
  async #repair(picture: Raster, error: unknown): Promise<RunOutcome> {
    this.#signal.throwIfAborted()
    if (this.#modelCode === null) throw error
    const start = performance.now()
    const repaired = await repairAndRun(this.#code, error, {
      repair: (program, failure) => this.#parts.python.repair(program, failure, this.#signal),
      // Told below, when it is sure that this is what the person gets.
      run: (program) => this.#runProgram(program, picture, {}),
      signal: this.#signal,
    })
    this.#timings.repair = performance.now() - start
    if (!repaired) throw this.#brokenOff ?? error
    const { steps, outcome } = repaired
    for (const step of steps) {
      this.#steps.push(step)
      this.#emit({ type: 'step', ...step })
    }
    this.#setCode(steps.at(-1)!.code)
    this.#ownNotice('repaired')
    const told = new Set(this.#notices.map(({ message }) => message))
    for (const notice of outcome.notices) if (!told.has(notice.message)) this.#notice(notice)
    this.#figures.length = 0
    this.#trace = null
    this.#showFigures(outcome)
    return outcome
  }

  #showFigures({ scored, figures }: RunOutcome): void {
    const first = figures[scored]
    const ordered = first ? [first, ...figures.filter((figure) => figure !== first)] : figures
    for (const [index, figure] of ordered.entries()) this.#addFigure(index, figure)
  }

  /** The scored figure comes first, as in the result. */
  #keepTrace({ trace, scored }: Pick<RunOutcome, 'trace' | 'scored'>): void {
    if (!trace) return
    const first = trace.figures[scored]
    const ordered = first ? [first, ...trace.figures.filter((figure) => figure !== first)] : trace.figures
    this.#trace = { ...trace, figures: ordered.map((figure, index) => ({ ...figure, index })) }
    this.#emit({ type: 'trace', trace: this.#trace })
  }

  #tellFacts(): void {
    if (!this.#trace || this.#figures.length === 0) return
    const start = performance.now()
    this.#phase('facts', 0, 1, 'steps')
    try {
      this.#facts = describe(this.#trace, this.#observation, this.#request.lang ?? 'en')
    } catch {
      // What a program draws is its own affair; drawing and score stand without a description.
      this.#ownNotice('no-description')
    }
    this.#timings.facts = performance.now() - start
    this.#phase('facts', 1, 1, 'steps')
    if (this.#facts) this.#emit({ type: 'facts', ...this.#facts })
  }

  /** Asks a model that can for its own words about the picture, and corrects them by the facts. */
  async #caption(picture: Raster): Promise<void> {
    const { reader } = this.#parts
    const told = this.#facts
    if (!told || told.facts.length === 0 || !reader.canCaption) return
    const start = performance.now()
    this.#phase('caption', 0, 1, 'tokens')
    try {
      const original = await reader.caption(picture, {
        signal: this.#signal,
        maxTokens: this.#request.maxTokens,
        // Those of the program's answer stand.
        timings: {},
        onPhase: (phase, loaded, total, unit) => {
          if (phase === 'decode') this.#phase('caption', loaded, total, unit)
        },
        onText: () => {},
      })
      const { text, edits, unverified } = refine(original, told.facts, stringsFor(this.#request.lang ?? 'en'))
      if (original.trim() !== '')
        this.#facts = { ...told, caption: { ...told.caption, edits, draft: { text, original, unverified } } }
    } catch (thrown) {
      if (this.#signal.aborted) throw thrown
      this.#ownNotice('no-draft')
    } finally {
      this.#timings.caption = performance.now() - start
    }
    if (this.#facts && this.#facts !== told) this.#emit({ type: 'facts', ...this.#facts })
  }

  #addFigure(index: number, { png, width, height }: RunFigure): void {
    const blob = new Blob([png as Uint8Array<ArrayBuffer>], { type: 'image/png' })
    this.#figures[index] = blob
    this.#emit({ type: 'figure', index, png: blob, width, height })
  }

  async #judge(picture: Raster, outcome: RunOutcome): Promise<void> {
    const start = performance.now()
    this.#phase('score', 0, 1, 'steps')
    const scored = outcome.scored < 0 ? undefined : this.#figures[0]
    if (!scored) this.#ownNotice('no-figure')
    if (!scored || outcome.empty) {
      this.#setScore(gate('empty'))
    } else {
      const { raster } = await decodePicture(scored, { signal: this.#signal })
      const trace = this.#trace?.figures[0]
      const observation = this.#observation
      this.#setScore(scoreFigure(picture, raster, { ...(trace && { trace }), ...(observation && { observation }) }))
    }
    this.#timings.score = performance.now() - start
    this.#phase('score', 1, 1, 'steps')
  }

  #setScore(score: Score): void {
    this.#score = score
    this.#emit({ type: 'score', score })
  }

  /** In English; who shows it has other languages by its code. */
  #ownNotice(code: keyof typeof texts): void {
    this.#notice({ code, message: texts[code] })
  }

  #notice(notice: Notice): void {
    this.#notices.push(notice)
    this.#emit({ type: 'notice', ...notice })
  }

  #phase(phase: Phase, loaded: number, total: number, unit: Unit): void {
    this.#emit({ type: 'phase', phase, loaded, total, unit })
  }

  #result(error: ReconstructionResult['error'], stopped: boolean): ReconstructionResult {
    return {
      format: 1,
      model: this.#request.code === undefined ? this.#parts.reader.model : null,
      answer: this.#answer,
      code: this.#code,
      modelCode: this.#modelCode,
      modelScore: null,
      steps: this.#steps,
      candidates: [],
      figures: this.#figures.filter((figure) => figure !== undefined),
      observation: this.#observation,
      trace: this.#trace,
      facts: this.#facts?.facts ?? null,
      caption: this.#facts?.caption ?? null,
      elements: this.#facts?.elements ?? null,
      score: this.#score,
      timings: this.#timings,
      notices: this.#notices,
      error,
      stopped,
    }
  }
}
