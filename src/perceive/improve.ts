/** What comes after the first score: other candidates, and refinement of the best one. */
import { CodePerceptError } from '../errors.ts'
import { measuredProgram } from '../measured/program.ts'
import type { PythonHost } from '../python/host.ts'
import type { Raster } from '../raster/raster.ts'
import type { Judge } from './judge.ts'
import type { Candidate, RunRequest, Step } from './protocol.ts'
import type { RunRecord } from './record.ts'
import { refineDrawing } from './refine/driver.ts'
import { labOf } from './refine/lab.ts'
import type { Drawing } from './refine/proposal.ts'
import { PROPOSERS } from './refine/proposers.ts'
import { repairAndRun } from './repair.ts'
import { tellFacts } from './tell.ts'

/** A candidate this good needs no rival. */
const GOOD = 0.97
/** Seconds that a program may take which has no forerunner. */
const CANDIDATE_TIMEOUT = 10
/** Seconds that any step may take, and how many times as long as the first program. */
const LEAST_PROBE = 1
const SLOWER = 3

/** What the first program came to. */
export interface FirstDrawing {
  /** Null where it drew nothing, or its trace did not come. */
  readonly drawing: Drawing | null
  readonly failure: CodePerceptError | null
}

export interface Improving {
  readonly record: RunRecord
  readonly judge: Judge
  readonly python: PythonHost
  readonly request: RunRequest
  readonly picture: Raster
  readonly signal: AbortSignal
  /** The program of another answer of the model; null when it has none. `onTokens`: share of the longest answer. */
  readonly answer: (variant: number, onTokens: (share: number) => void) => Promise<string | null>
}

/**
 * The best drawing that the request's budgets allow, told when it is another than the first; null when there is none.
 * A stop keeps the best so far. @throws the signal's reason, and what is no fault of a program
 */
export async function improve(first: FirstDrawing, improving: Improving): Promise<Drawing | null> {
  const { seconds = 0 } = improving.request.refine ?? {}
  if (seconds <= 0 && (improving.request.candidates ?? 1) <= 1) return first.drawing
  const start = performance.now()
  const improver = new Improver(first, improving)
  improving.record.phase('refine', 0, 100, 'steps')
  try {
    await improver.choose()
    if (seconds > 0) await improver.refine()
  } finally {
    improver.tell()
    improving.record.timings.refine = performance.now() - start
  }
  return improver.best
}

class Improver {
  readonly #first: FirstDrawing
  readonly #of: Improving
  readonly #tried: Set<string>
  /** When the last step was kept, or the first score came. */
  #since = performance.now()
  #best: Drawing | null

  constructor(first: FirstDrawing, improving: Improving) {
    this.#first = first
    this.#best = first.drawing
    this.#of = improving
    this.#tried = new Set([improving.record.code])
  }

  get best(): Drawing | null {
    return this.#best
  }

  /** Further answers of the model. */
  async choose(): Promise<void> {
    const { answer, record, request } = this.#of
    const wanted = request.code === undefined ? (request.candidates ?? 1) : 1
    for (let variant = 1; variant < wanted && !this.#isGood; variant++) {
      const onTokens = (share: number) =>
        record.phase('refine', Math.round((100 * (variant - 1 + share)) / (wanted - 1)), 100, 'steps')
      await this.#try('model', await answer(variant, onTokens))
    }
  }

  /** The program measured from the picture alone against the best answer, then steps from the better one on. */
  async refine(): Promise<void> {
    const { picture, python, record, request, signal } = this.#of
    const { observation } = record
    const since = performance.now()
    if (request.code === undefined && observation && !this.#isGood) {
      await this.#try('measured', measuredProgram(observation))
    }
    if (!this.#best) return
    const seconds = Math.max(LEAST_PROBE, (SLOWER * (record.timings.run ?? 0)) / 1000)
    await refineDrawing(
      this.#best,
      { picture, observation },
      {
        proposers: PROPOSERS,
        budget: request.refine!,
        since,
        draw: async (code) => (await this.#draw(code, seconds, false))?.drawing ?? null,
        lab: labOf(python, picture, seconds, signal),
        signal,
        onStep: (step, drawing) => {
          this.#best = drawing
          this.#keep(step)
        },
        onProgress: (share) => record.phase('refine', Math.round(100 * share), 100, 'steps'),
        onError: (error) => console.warn('A proposer of refinement failed.', error),
      },
    )
  }

  /** Once more what there is, when it is another than the first. */
  tell(): void {
    const best = this.#best
    if (!best || best === this.#first.drawing) return
    const { record, request } = this.#of
    if (this.#first.failure) record.say('model-failed')
    record.setCode(best.code)
    record.noticesOf(best.outcome)
    record.replaceFigures(best.outcome)
    record.keepTrace(best.outcome)
    record.setScore(best.score)
    tellFacts(record, request.lang ?? 'en')
  }

  get #isGood(): boolean {
    return (this.#best?.score.total ?? 0) >= GOOD
  }

  async #try(source: Candidate['source'], code: string | null): Promise<void> {
    if (code === null || this.#tried.has(code)) return
    this.#tried.add(code)
    const { record } = this.#of
    const drawn = await this.#draw(code, CANDIDATE_TIMEOUT, true)
    const total = drawn?.drawing?.score.total ?? null
    record.addCandidate({ source, code: drawn?.code ?? code, score: total })
    if (!drawn?.drawing || total === null) return
    const before = this.#best?.score.total ?? null
    if (total <= (before ?? 0)) return
    this.#best = drawn.drawing
    const gain = before === null ? null : total - before
    this.#keep({ kind: 'candidate', edits: [], gain, score: total, renders: 1, code: drawn.code })
  }

  #keep(step: Omit<Step, 'index' | 'ms'>): void {
    const { record } = this.#of
    const now = performance.now()
    record.addStep({ ...step, index: record.stepCount, ms: now - this.#since })
    this.#since = now
  }

  /** What a program draws, repaired where it may be and does not run; null where it draws nothing. */
  async #draw(code: string, seconds: number, mayRepair: boolean): Promise<Drawn | null> {
    const { judge, python, record, signal } = this.#of
    const run = (program: string) => judge.run(program, seconds)
    try {
      // A program that had to be killed took its interpreter with it.
      if (!python.ready) await python.boot({ signal })
      const ran = await run(code).then(
        (outcome) => ({ code, outcome }),
        async (error) => {
          signal.throwIfAborted()
          const repair = (program: string, failure: unknown) => python.repair(program, failure, signal)
          const repaired = mayRepair ? await repairAndRun(code, error, { repair, run, signal }) : null
          if (!repaired) throw error
          return { code: repaired.steps.at(-1)!.code, outcome: repaired.outcome }
        },
      )
      return { code: ran.code, drawing: (await judge.judge(ran.code, ran.outcome, record.observation)).drawing }
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof CodePerceptError) return null
      throw error
    }
  }
}

interface Drawn {
  readonly code: string
  readonly drawing: Drawing | null
}
