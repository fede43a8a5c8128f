/** What is tuned. */
export interface Tunable {
  /** Measures kernels for at most `budget` milliseconds; ends early when the signal is aborted. */
  tune(options: { readonly budget: number; readonly signal: AbortSignal; readonly software: boolean }): Promise<void>
}

/** Milliseconds of a visit. */
const BUDGET_MS = 2000
/** After a run, before tuning: another run often follows at once. */
const DELAY_MS = 1000

/** Tunes kernels while no run wants the device. A run waits for no more than the measurement that is under way. */
export class IdleTuning {
  readonly #tunable: Tunable
  readonly #now: () => number
  #left = BUDGET_MS
  #timer: ReturnType<typeof setTimeout> | undefined
  #stop: AbortController | undefined

  constructor(tunable: Tunable, now: () => number = () => performance.now()) {
    this.#tunable = tunable
    this.#now = now
  }

  /** A run begins. */
  pause(): void {
    clearTimeout(this.#timer)
    this.#stop?.abort()
  }

  /** No run is left. `software`: also on software adapters. */
  resume(software: boolean): void {
    this.pause()
    if (this.#left <= 0) return
    this.#timer = setTimeout(() => void this.#tune(software), DELAY_MS)
  }

  async #tune(software: boolean): Promise<void> {
    const stop = new AbortController()
    this.#stop = stop
    const start = this.#now()
    // Nobody waits for it; a device that is lost is told by the run that needs it.
    await this.#tunable.tune({ budget: this.#left, signal: stop.signal, software }).catch(() => {})
    // By the clock: before a model is loaded, or when all is measured, a call takes no time and costs nothing.
    this.#left -= this.#now() - start
  }
}
