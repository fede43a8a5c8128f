/** Limits inside the worker. They give good messages; a hostile guest can undo them, and the host's clock then decides. */

/** After it fired, the interrupt rests this long, so that `finally` and `except` of the program can end. */
const REST_MS = 200

/**
 * A time limit without shared memory: Pyodide reads `buffer[0]` between bytecodes, and 2 raises KeyboardInterrupt.
 * `performance.now` is read on every 64th poll, which costs 1 % of a busy loop.
 */
export class Interrupt {
  #deadline = Number.POSITIVE_INFINITY
  #polls = 0
  #signal = 0
  #fired = false
  readonly #now = performance.now.bind(performance)

  /** Whether the interrupt has been raised since `arm`. */
  get fired(): boolean {
    return this.#fired
  }

  /** What `pyodide.setInterruptBuffer` is given: it only ever reads and clears element 0. */
  get buffer(): { 0: number } {
    const self = this
    return {
      get 0() {
        return self.#poll()
      },
      set 0(_value) {
        self.#signal = 0
      },
    }
  }

  arm(milliseconds: number): void {
    this.#fired = false
    this.#signal = 0
    this.#deadline = this.#now() + milliseconds
  }

  disarm(): void {
    this.#deadline = Number.POSITIVE_INFINITY
    this.#signal = 0
  }

  #poll(): number {
    this.#polls++
    if ((this.#polls & 63) === 0) {
      const now = this.#now()
      if (now > this.#deadline) {
        this.#fired = true
        this.#signal = 2
        this.#deadline = now + REST_MS
      }
    }
    return this.#signal
  }
}

/** Lets the interpreter's memory grow to `mebibytes` and no further: Python then sees a MemoryError and lives on. */
export function capMemory(mebibytes: number): void {
  const most = mebibytes * 2 ** 20
  const grow = WebAssembly.Memory.prototype.grow
  WebAssembly.Memory.prototype.grow = function (pages: number) {
    if (this.buffer.byteLength + pages * 65_536 > most) throw new RangeError('memory limit')
    return grow.call(this, pages)
  }
}

/** What a program prints, up to a number of lines and characters. */
export class Output {
  #text = ''
  #lines = 0
  #over: string | null = null
  readonly #limits: { readonly outputLines: number; readonly outputChars: number }
  #decoder = new TextDecoder()
  readonly #onOver: () => void

  constructor(limits: { readonly outputLines: number; readonly outputChars: number }, onOver: () => void) {
    this.#limits = limits
    this.#onOver = onOver
  }

  get text(): string {
    return this.#text
  }

  /** Which limit was passed, in words. */
  get over(): string | null {
    return this.#over
  }

  clear(): void {
    this.#decoder = new TextDecoder()
    this.#text = ''
    this.#lines = 0
    this.#over = null
  }

  /** Takes what Python writes; returns the number of bytes taken. */
  write(bytes: Uint8Array): number {
    if (this.#over !== null) return bytes.length
    const text = this.#decoder.decode(bytes, { stream: true })
    for (const letter of text) if (letter === '\n') this.#lines++
    this.#text += text
    if (this.#text.length > this.#limits.outputChars)
      this.#over = `it printed more than ${this.#limits.outputChars} characters`
    else if (this.#lines > this.#limits.outputLines)
      this.#over = `it printed more than ${this.#limits.outputLines} lines`
    if (this.#over !== null) {
      this.#text = this.#text.slice(0, this.#limits.outputChars)
      this.#onOver()
    }
    return bytes.length
  }
}
