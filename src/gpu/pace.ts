/** What pacing needs to know of a step of a plan. */
export interface PacedStep {
  /** Steps of one pipeline cost the same for the same work. */
  readonly pipeline: object
  /** Grows with the time that the step takes; 0 where it is left out. */
  readonly work: (rows: number, past: number) => number
}

/** Rows of prefill chunks, the largest first. */
const CHUNKS = [256, 128, 64, 32, 16] as const

/**
 * Keeps submissions within a time budget: drivers reset a GPU that is busy for seconds, a page stops responding before,
 * and a Stop waits for what is submitted. Learns from every submission what a pipeline costs on this device; what was
 * never timed goes alone.
 */
export class Pace {
  /** Milliseconds of a submission; a step is never cut. */
  budget: number
  /** Milliseconds to the device and back, once measured. */
  latency: number | undefined
  /** Milliseconds a unit of work. */
  readonly #rates = new Map<object, number>()
  constructor(budget = 150) {
    this.budget = budget
  }

  knows(step: PacedStep, rows: number, past: number): boolean {
    return step.work(rows, past) === 0 || this.#rates.has(step.pipeline)
  }

  /** Rows of a chunk, at most `most`: as many as keep every step within the budget; the fewest while one is unknown. */
  rows(steps: readonly PacedStep[], past: number, most: number): number {
    const fits = CHUNKS.find((rows) => steps.every((step) => this.#cost(step, rows, past) <= this.budget))
    return Math.min(most, fits ?? CHUNKS.at(-1)!)
  }

  /** Step after the last of the submission that starts with step `begin`. */
  end(steps: readonly PacedStep[], begin: number, rows: number, past: number): number {
    let sum = 0
    for (let i = begin; i < steps.length; i++) {
      sum += this.#cost(steps[i]!, rows, past)
      if (sum > this.budget) return Math.max(i, begin + 1)
    }
    return steps.length
  }

  /** Takes in that the device was busy with these steps for `ms`. */
  learn(steps: readonly PacedStep[], rows: number, past: number, ms: number): void {
    const live = steps.filter((step) => step.work(rows, past) > 0)
    const expected = live.reduce((sum, step) => sum + (this.#rates.get(step.pipeline) ?? 0) * step.work(rows, past), 0)
    const ratio = ms / expected
    for (const { pipeline, work } of new Map(live.map((step) => [step.pipeline, step])).values()) {
      const known = this.#rates.get(pipeline)
      // Nothing to go by: an equal share. Else slower is believed at once, faster by half: one can be fast by chance.
      const rate =
        known === undefined || expected === 0
          ? ms / live.length / work(rows, past)
          : known * (ratio > 1 ? ratio : (1 + ratio) / 2)
      this.#rates.set(pipeline, rate)
    }
  }

  #cost(step: PacedStep, rows: number, past: number): number {
    const work = step.work(rows, past)
    return work === 0 ? 0 : (this.#rates.get(step.pipeline) ?? Number.POSITIVE_INFINITY) * work
  }
}
