/** Engine side of one sandbox's port: one exchange at a time, bounded in time and in messages. */
import { OutputError, SandboxError } from '../errors.ts'
import { type HostMessage, LIMITS, type SandboxMessage } from './protocol.ts'
import { parseMessage } from './validate.ts'

export interface Turn<T> {
  readonly resolve: (value: T) => void
  readonly reject: (error: unknown) => void
  /** Sets the clock anew, in milliseconds; null stops it. */
  readonly limit: (milliseconds: number | null, onLate: () => void) => void
}

interface Exchange {
  take(message: SandboxMessage): void
  fail(error: unknown): void
  /** Messages so far. */
  count: number
}

export class Conversation {
  readonly #port: MessagePort
  readonly #onEnd: () => void
  #exchange: Exchange | null = null
  #ended = false

  /** `onEnd` is called once, when the sandbox is no longer to be used. */
  constructor(port: MessagePort, onEnd: () => void) {
    this.#port = port
    this.#onEnd = onEnd
    port.onmessage = (event) => this.#receive(event.data)
    port.onmessageerror = () => this.#end(new SandboxError('it sent something unreadable'))
  }

  get busy(): boolean {
    return this.#exchange !== null
  }

  get ended(): boolean {
    return this.#ended
  }

  post(message: HostMessage): void {
    this.#port.postMessage(message)
  }

  /** One exchange: `begin` gives what takes the answers. A failure ends the sandbox unless `survives` says otherwise. */
  async exchange<T>(
    signal: AbortSignal,
    begin: (turn: Turn<T>) => (message: SandboxMessage) => void,
    survives: (error: unknown) => boolean = () => false,
  ): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const onAbort = () => this.#exchange?.fail(signal.reason)
    try {
      return await new Promise<T>((resolve, reject) => {
        const limit = (milliseconds: number | null, onLate: () => void) => {
          clearTimeout(timer)
          // Twice, so that messages that waited while this thread was busy are read before the verdict.
          if (milliseconds !== null) timer = setTimeout(() => (timer = setTimeout(onLate, 50)), milliseconds)
        }
        const exchange: Exchange = { take: () => {}, fail: reject, count: 0 }
        this.#exchange = exchange
        signal.addEventListener('abort', onAbort)
        if (signal.aborted) reject(signal.reason)
        else exchange.take = begin({ resolve, reject, limit })
      })
    } catch (error) {
      if (!survives(error)) this.end()
      throw error
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      this.#exchange = null
    }
  }

  /** Ends the sandbox, and what it is doing. */
  end(): void {
    this.#end(new SandboxError('it was ended'))
  }

  #end(error: Error): void {
    if (this.#ended) return
    this.#ended = true
    // What still waits in the port is never read.
    this.#port.onmessage = null
    this.#port.close()
    this.#onEnd()
    this.#exchange?.fail(error)
  }

  #receive(data: unknown): void {
    const exchange = this.#exchange
    if (exchange !== null && ++exchange.count > LIMITS.messages) {
      this.#end(new OutputError(`it sent more than ${LIMITS.messages} messages`))
      return
    }
    const message = exchange && parseMessage(data)
    // Malformed, or out of turn: no honest sandbox does that.
    if (message) exchange?.take(message)
    else this.#end(new SandboxError('it sent something that was not asked for'))
  }
}
