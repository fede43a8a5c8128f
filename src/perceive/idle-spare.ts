/** What keeps a spare interpreter. */
export interface SpareKeeper {
  keepSpare(): Promise<void>
}

/** Milliseconds after a run: another one often follows at once, and is not to share the processor with a boot. */
const DELAY_MS = 500

/** Has the spare interpreter booted while no run wants the machine and the page is seen. */
export class IdleSpare {
  #visible = true
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Since the last run ended, when the page was hidden then. */
  #waiting: (() => void) | undefined

  /** A run begins. A boot that is under way goes on: the run may need it. */
  pause(): void {
    clearTimeout(this.#timer)
    this.#waiting = undefined
  }

  /** No run is left. `onDone` is called when the spare is there, or cannot be had; not when a run comes before. */
  resume(keeper: SpareKeeper, onDone: () => void): void {
    this.pause()
    const begin = () => {
      this.#timer = setTimeout(async () => {
        await keeper.keepSpare()
        onDone()
      }, DELAY_MS)
    }
    if (this.#visible) begin()
    else this.#waiting = begin
  }

  /** Whether a person sees the page. */
  setVisible(visible: boolean): void {
    this.#visible = visible
    if (!visible) return
    this.#waiting?.()
    this.#waiting = undefined
  }
}
