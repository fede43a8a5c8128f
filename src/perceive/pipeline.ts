import { CodePerceptError, type ErrorCode, NoCodeError, PythonError } from '../errors.ts'
import { gate } from '../fidelity/score.ts'
import type { GateReason } from '../fidelity/types.ts'
import type { Observation } from '../observation.ts'
import type { PythonHost, RunOutcome } from '../python/host.ts'
import { decodePicture } from '../raster/decode.ts'
import type { Raster } from '../raster/raster.ts'
import { finishedCode } from './answer.ts'
import { type FirstDrawing, improve } from './improve.ts'
import { Judge } from './judge.ts'
import type { PerceiveEvent, RunRequest } from './protocol.ts'
import type { Reader, ReadOptions } from './reader.ts'
import { RunRecord } from './record.ts'
import { type Repaired, repairAndRun } from './repair.ts'
import { tellDraft, tellFacts } from './tell.ts'

export interface Parts {
  readonly reader: Reader
  readonly python: PythonHost
  readonly modelSrc: string
  /** The interpreter has run nothing but programs for this picture. */
  readonly mayShareInterpreter: boolean
  /** Reads texts and axes off the picture, beside all else. */
  readonly observe: (picture: Raster, signal: AbortSignal) => Promise<Observation>
}

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

const isOfAnswer = (thrown: unknown): thrown is CodePerceptError =>
  thrown instanceof CodePerceptError && GATES.has(thrown.code)

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
  readonly #record: RunRecord
  /** Why the program that the model wrote is not whole. */
  #brokenOff: NoCodeError | null = null

  constructor(request: RunRequest, parts: Parts, signal: AbortSignal, emit: (event: PerceiveEvent) => void) {
    this.#request = request
    this.#parts = parts
    this.#signal = signal
    this.#record = new RunRecord(request.code, emit)
  }

  async go(): Promise<void> {
    const record = this.#record
    try {
      await this.#goThrough()
      record.end('done', this.#model)
    } catch (thrown) {
      if (this.#signal.aborted) return record.end('stopped', this.#model)
      // What was drawn before a program failed is described all the same.
      tellFacts(record, this.#lang)
      if (isOfAnswer(thrown)) record.setScore(gate(thrown.code as GateReason))
      record.fail(thrown, this.#model)
    }
  }

  async #goThrough(): Promise<void> {
    const { picture, code } = this.#request
    const record = this.#record
    const signal = this.#signal
    signal.throwIfAborted()
    record.phase('image', 0, 1, 'steps')
    const start = performance.now()
    const decoded = await decodePicture(picture, { signal })
    record.timings.image = performance.now() - start
    record.phase('image', 1, 1, 'steps')
    if (decoded.animated) record.say('first-frame')
    const booting = this.#boot()
    // Awaited below; a model that fails first must not leave this one unheard.
    booting.catch(() => {})
    const reading = this.#observe(decoded.raster)
    reading.catch(() => {})

    const judge = new Judge(this.#parts.python, decoded.raster, signal)
    const first = await this.#drawFirst(judge, decoded.raster, booting, reading)
    const best = await improve(first, {
      record,
      judge,
      python: this.#parts.python,
      request: this.#request,
      picture: decoded.raster,
      signal,
      answer: (variant, onTokens) => this.#answerAgain(decoded.raster, variant, onTokens),
    })
    if (first.failure && !best) throw first.failure
    if (code === undefined) {
      const { maxTokens } = this.#request
      await tellDraft(record, this.#parts.reader, decoded.raster, { lang: this.#lang, maxTokens, signal })
    }
  }

  get #model(): string | null {
    return this.#request.code === undefined ? this.#parts.reader.model : null
  }

  get #lang(): string {
    return this.#request.lang ?? 'en'
  }

  async #boot(): Promise<void> {
    const { python, mayShareInterpreter } = this.#parts
    if (mayShareInterpreter && python.ready) return
    const start = performance.now()
    this.#record.phase('boot', 0, 100, 'steps')
    await python.boot({
      signal: this.#signal,
      onProgress: (loaded, total) => this.#record.phase('boot', loaded, total, 'steps'),
    })
    this.#record.timings.boot = performance.now() - start
  }

  /** What the picture says by itself; the run goes on without it. Rejects with the signal's reason alone. */
  async #observe(picture: Raster): Promise<void> {
    if (this.#request.ocr === false) return
    const start = performance.now()
    try {
      const observation = await this.#parts.observe(picture, this.#signal)
      this.#record.timings.ocr = performance.now() - start
      this.#record.observe(observation)
    } catch (thrown) {
      if (this.#signal.aborted) throw thrown
      this.#record.say('ocr-unavailable')
    }
  }

  /** The first program and what it draws, scored and told. A failure of the answer comes back; all others are thrown. */
  async #drawFirst(
    judge: Judge,
    picture: Raster,
    booting: Promise<void>,
    reading: Promise<void>,
  ): Promise<FirstDrawing> {
    const record = this.#record
    const fromModel = this.#request.code === undefined
    let outcome: RunOutcome
    try {
      if (fromModel) await this.#write(picture)
      await booting
      outcome = await this.#draw(judge, picture)
    } catch (thrown) {
      this.#signal.throwIfAborted()
      if (!isOfAnswer(thrown)) throw thrown
      await booting
      await this.#read(reading)
      if (fromModel) record.addCandidate({ source: 'model', code: record.code, score: null })
      return { drawing: null, failure: thrown }
    }
    record.keepTrace(outcome)
    await this.#read(reading)
    const start = performance.now()
    record.phase('score', 0, 1, 'steps')
    if (!record.hasFigures) record.say('no-figure')
    const { score, drawing } = await judge.judge(record.code, outcome, record.observation)
    record.setScore(score)
    record.timings.score = performance.now() - start
    record.phase('score', 1, 1, 'steps')
    if (fromModel) {
      record.setModelScore(score.total)
      record.addCandidate({ source: 'model', code: record.code, score: score.total })
    }
    tellFacts(record, this.#lang)
    return { drawing, failure: null }
  }

  async #read(reading: Promise<void>): Promise<void> {
    this.#record.phase('ocr', 0, 1, 'steps')
    await reading
    this.#record.phase('ocr', 1, 1, 'steps')
  }

  async #write(picture: Raster): Promise<void> {
    const { reader, modelSrc } = this.#parts
    const { maxTokens } = this.#request
    const record = this.#record
    const signal = this.#signal
    const onPhase: ReadOptions['onPhase'] = (phase, loaded, total, unit) => record.phase(phase, loaded, total, unit)
    const start = performance.now()
    await reader.load(modelSrc, { signal, maxTokens, onPhase })
    record.timings.load = performance.now() - start
    if (reader.hasExcluded) record.say('kernel-excluded')
    const onText = (text: string, count: number) => record.stream(text, count)
    const answer = await reader.read(picture, { signal, maxTokens, timings: record.timings, onPhase, onText })
    const { code, complete } = finishedCode(answer)
    if (!complete) this.#brokenOff = new NoCodeError('unfinished', answer)
    record.setModelCode(code)
  }

  /** Another answer's program; null when it has none. @throws as `Reader.read` */
  async #answerAgain(picture: Raster, variant: number, onTokens: (share: number) => void): Promise<string | null> {
    const answer = await this.#parts.reader.read(picture, {
      signal: this.#signal,
      maxTokens: this.#request.maxTokens,
      variant,
      // Those of the first answer stand.
      timings: {},
      onPhase: (phase, loaded, total) => {
        if (phase === 'decode') onTokens(loaded / total)
      },
      onText: () => {},
    })
    try {
      return finishedCode(answer).code
    } catch {
      return null
    }
  }

  async #draw(judge: Judge, picture: Raster): Promise<RunOutcome> {
    const record = this.#record
    const start = performance.now()
    record.phase('run', 0, 1, 'steps')
    let outcome: RunOutcome
    try {
      outcome = await judge.run(record.code, this.#timeout, {
        onNotice: (notice) => record.notice(notice),
        onFigure: (figure) => record.addFigure(figure.index, figure),
        onTrace: (trace) => record.keepTrace({ trace, scored: 0 }),
      })
      // The scored figure is the first of the result; mostly it also was the first that came.
      if (outcome.scored > 0) record.showFigures(outcome)
    } catch (error) {
      outcome = await this.#repair(judge, picture, error)
    } finally {
      record.timings.run = performance.now() - start - (record.timings.repair ?? 0)
    }
    if (this.#brokenOff) record.say('unfinished')
    record.phase('run', 1, 1, 'steps')
    return outcome
  }

  get #timeout(): number {
    return this.#request.timeout ?? DEFAULT_TIMEOUT
  }

  /** What the model's program draws once it is repaired; a person's is left as it is. @throws the error */
  async #repair(judge: Judge, picture: Raster, error: unknown): Promise<RunOutcome> {
    this.#signal.throwIfAborted()
    const record = this.#record
    if (record.modelCode === null) throw error
    const start = performance.now()
    const repaired = await repairAndRun(record.code, error, {
      repair: (program, failure) => this.#parts.python.repair(program, failure, this.#signal),
      // Told below, when it is sure that this is what the person gets.
      run: (program) => judge.run(program, this.#timeout),
      signal: this.#signal,
    })
    const mended = repaired ?? (await this.#askAgain(judge, picture, error))
    record.timings.repair = performance.now() - start
    if (!mended) throw this.#brokenOff ?? error
    const { steps, outcome } = mended
    for (const step of steps) record.addStep(step)
    record.setCode(steps.at(-1)!.code)
    record.say('repaired')
    record.noticesOf(outcome)
    record.replaceFigures(outcome)
    return outcome
  }

  /** One more turn of a model that has a prompt for it, where no rule helps. Null where that draws nothing either. */
  async #askAgain(judge: Judge, picture: Raster, error: unknown): Promise<Repaired | null> {
    const { python, reader } = this.#parts
    const record = this.#record
    const signal = this.#signal
    if (!reader.canRepair || !(error instanceof PythonError)) return null
    const start = performance.now()
    const { maxTokens } = this.#request
    const failed = { answer: record.answer, error: error.reason, line: error.line ?? 0 }
    try {
      const answer = await reader.repair(picture, failed, {
        signal,
        maxTokens,
        // Those of the first answer stand.
        timings: {},
        onPhase: (phase, loaded, total, unit) => record.phase(phase, loaded, total, unit),
        onText: () => {},
      })
      const { code } = finishedCode(answer)
      if (!python.ready) await python.boot({ signal })
      const outcome = await judge.run(code, this.#timeout)
      if (outcome.scored < 0 || outcome.empty) return null
      const step = { index: 0, kind: 'repair', edits: [], gain: null, score: null, renders: 1, code } as const
      return { steps: [{ ...step, ms: performance.now() - start }], outcome }
    } catch (thrown) {
      signal.throwIfAborted()
      if (isOfAnswer(thrown)) return null
      throw thrown
    }
  }
}
