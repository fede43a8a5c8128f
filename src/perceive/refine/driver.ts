/** Keeps the proposals that pay, until the budget is spent or nothing does (refinement.md). */
import { applyEdits } from '../../python/edits.ts'
import type { RefineBudget, Step } from '../protocol.ts'
import type { Drawing, Lab, Proposal, Proposer, Target } from './proposal.ts'

/** What the whole score must gain. */
const LEAST_GAIN = 0.001
/** What a plainer program may lose by rounding errors of the score. */
const NO_LOSS = 1e-9
/** Nothing to be gained from here on. */
const ENOUGH = 0.9995
/** Proposers have their turn again while a round gains this much. */
const ROUND_GAIN = 0.002
const MOST_ROUNDS = 4

/** `renders`: drawings since the step before. */
export type KeptStep = Omit<Step, 'index' | 'ms'>

export interface Refining {
  readonly proposers: readonly Proposer[]
  readonly budget: RefineBudget
  /** `performance.now()` when the clock was started. */
  readonly since: number
  /** Draws and scores a program; null for one that fails, draws nothing or takes too long. @throws the signal's reason */
  readonly draw: (code: string) => Promise<Drawing | null>
  readonly lab: Lab
  readonly signal: AbortSignal
  /** Hears of each step when it is kept. */
  readonly onStep: (step: KeptStep, drawing: Drawing) => void
  /** Share of the budget that is spent, 0 to 1. */
  readonly onProgress: (share: number) => void
  /** Hears of a proposer that stumbled over an odd program, which is no reason to lose the rest. */
  readonly onError: (error: unknown) => void
}

/** The best drawing that the budget allows. What was kept stays kept when the signal ends it. @throws the signal's reason */
export async function refineDrawing(start: Drawing, target: Target, options: Refining): Promise<Drawing> {
  const driver = new Driver(start, target, options)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = driver.best.score.total
    for (const proposer of options.proposers) await driver.turn(proposer)
    if (driver.isSpent || driver.best.score.total - before < ROUND_GAIN) break
  }
  return driver.best
}

class Spent extends Error {}

class Driver {
  readonly #target: Target
  readonly #options: Refining
  /** Programs that were drawn, so that none is drawn twice. */
  readonly #seen: Set<string>
  #best: Drawing
  #renders = 0
  /** Since the last step. */
  #pending = 0

  constructor(start: Drawing, target: Target, options: Refining) {
    this.#best = start
    this.#seen = new Set([start.code])
    this.#target = target
    this.#options = options
  }

  get best(): Drawing {
    return this.#best
  }

  get isSpent(): boolean {
    return this.#share >= 1 || this.#best.score.total >= ENOUGH
  }

  async turn(proposer: Proposer): Promise<void> {
    const { signal, onError } = this.#options
    if (this.isSpent) return
    const proposals = proposer(this.#best, this.#target, this.#lab)
    let reply: Drawing | null = null
    try {
      for (;;) {
        const { value, done } = await proposals.next(reply)
        signal.throwIfAborted()
        if (done || this.isSpent) return
        reply = await this.#try(value)
      }
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof Spent)) onError(error)
    } finally {
      await proposals.return()
    }
  }

  /** Ends a proposer that would go on asking when the budget is spent. */
  get #lab(): Lab {
    const ask =
      <In, Out>(question: (about: In) => Promise<Out>) =>
      async (about: In) => {
        if (this.isSpent) throw new Spent()
        return question(about)
      }
    const { lab } = this.#options
    return { literals: ask((code) => lab.literals(code)), trace: ask((codes) => lab.trace(codes)) }
  }

  get #share(): number {
    const { budget, since } = this.#options
    const bySeconds = (performance.now() - since) / (budget.seconds * 1000)
    return Math.max(bySeconds, budget.renders === undefined ? 0 : this.#renders / budget.renders)
  }

  /** The new drawing when the proposal is kept. */
  async #try({ kind, edits, plainer = false }: Proposal): Promise<Drawing | null> {
    const before = this.#best
    const code = applyEdits(before.code, edits)
    if (code === null || this.#seen.has(code)) return null
    this.#seen.add(code)
    this.#renders++
    this.#pending++
    const drawing = await this.#options.draw(code)
    this.#options.onProgress(Math.min(this.#share, 1))
    if (!drawing) return null
    const gain = drawing.score.total - before.score.total
    if (gain < (plainer ? -NO_LOSS : LEAST_GAIN)) return null
    this.#best = drawing
    const renders = this.#pending
    this.#pending = 0
    this.#options.onStep({ kind, edits, gain, score: drawing.score.total, renders, code }, drawing)
    return drawing
  }
}
