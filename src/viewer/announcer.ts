const QUIET_MS = 200

/** Hands on the last of several announcements that come close together, so that a screen reader is not flooded. */
export class Announcer {
  readonly #say: (text: string) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #last = ''

  constructor(say: (text: string) => void) {
    this.#say = say
  }

  announce(text: string): void {
    if (text === this.#last) return
    this.#last = text
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#say(text), QUIET_MS)
  }

  dispose(): void {
    clearTimeout(this.#timer)
    this.#last = ''
  }
}
