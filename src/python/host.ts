/** Engine side of the sandbox: boots interpreters, runs programs in them, and keeps the clock. */
import {
  MemoryCapError,
  OutputError,
  PythonError,
  SandboxError,
  TimeoutError,
  UnavailableImportError,
} from '../errors.ts'
import type { Trace } from '../trace.ts'
import { type Ending, type HostMessage, LIMITS, LONG_SIDE, type SandboxMessage } from './protocol.ts'
import { loadRuntime } from './runtime.ts'
import { readTrace } from './trace.ts'
import { parseMessage } from './validate.ts'

/** Who makes frames for the engine: the page (frame.ts). */
export interface SandboxBroker {
  open(): Promise<{ id: number; port: MessagePort }>
  kill(id: number): void
}

export interface RunFigure {
  /** Order in which the figures came. */
  readonly index: number
  /** Header checked; decode it with `createImageBitmap` alone. */
  readonly png: Uint8Array
  readonly width: number
  readonly height: number
}

export interface RunNotice {
  readonly code: string
  readonly message: string
  readonly line?: number
}

export interface RunOutcome {
  readonly figures: readonly RunFigure[]
  /** Index of the scored figure, -1 when the program made none. */
  readonly scored: number
  /** The scored figure shows nothing but empty axes. */
  readonly empty: boolean
  readonly stdout: string
  readonly notices: readonly RunNotice[]
  /** Of the figures sent; null when the sandbox sent none, or one that does not hold together. */
  readonly trace: Trace | null
}

export interface RunOptions {
  /** Soft limit in seconds, at most 120. */
  readonly timeout: number
  /** Long side of the figures in pixels, kept in 200–1600. */
  readonly longSide: number
  readonly signal: AbortSignal
  readonly onNotice?: (notice: RunNotice) => void
  readonly onFigure?: (figure: RunFigure) => void
}

/** Milliseconds. No browser tells that a frame's process is gone: a dead sandbox is one that does not answer. */
const LIMIT = {
  frame: 20_000,
  hello: 20_000,
  /** Between two steps of the boot. */
  step: 60_000,
  /** From the order to the program's first statement. */
  start: 10_000,
  /** From the soft limit to the end of the sandbox. */
  grace: 2000,
  /** A program that has run may have left code behind; it is not kept for long. */
  idle: 60_000,
}
const MOST_SECONDS = 120
/** Share of the boot that fetching the files stands for, in percent. */
const FILES_SHARE = 40

interface Sandbox {
  readonly id: number
  readonly port: MessagePort
  /** A program has run in it. */
  used: boolean
}

/** One exchange with the sandbox: boot or run. */
interface Exchange {
  take(message: SandboxMessage): void
  fail(error: unknown): void
}

export class PythonHost {
  readonly #broker: SandboxBroker
  readonly #runtimeSrc: string
  #sandbox: Sandbox | null = null
  #exchange: Exchange | null = null
  #idle: ReturnType<typeof setTimeout> | undefined

  /** `runtimeSrc`: address of the runtime folder, ending in a slash. */
  constructor(broker: SandboxBroker, runtimeSrc: string) {
    this.#broker = broker
    this.#runtimeSrc = runtimeSrc
  }

  /** Whether `run` can be called. */
  get ready(): boolean {
    return this.#sandbox !== null && this.#exchange === null
  }

  /**
   * Boots an interpreter that no program has used; at once when there is one already. Progress counts to 100.
   * Throws NetworkError, MissingFileError, IntegrityError, SandboxError, or the signal's reason.
   */
  async boot(options: { signal: AbortSignal; onProgress?: (loaded: number, total: number) => void }): Promise<void> {
    const { signal, onProgress } = options
    signal.throwIfAborted()
    if (this.ready && this.#sandbox?.used === false) {
      onProgress?.(100, 100)
      return
    }
    this.dispose()
    const loading = loadRuntime(this.#runtimeSrc, {
      signal,
      onProgress: (loaded, total) => onProgress?.((FILES_SHARE * loaded) / total, 100),
    })
    // Waited for below; until then the frame's failure must not leave this one unheard.
    loading.catch(() => {})
    const sandbox = await this.#open(signal)
    let rearm = () => {}
    await this.#converse<void>(sandbox, signal, ({ resolve, reject, limit }) => {
      const late = () => reject(new SandboxError('it does not answer'))
      rearm = () => limit(LIMIT.step, late)
      limit(LIMIT.hello, late)
      return (message) => {
        if (message.type === 'hello') {
          // No limit on the files' way here: a slow network is not a broken sandbox.
          limit(null, late)
          loading.then((files) => {
            rearm()
            post(sandbox.port, { type: 'boot', files })
          }, reject)
        } else if (message.type === 'step') {
          rearm()
          onProgress?.(FILES_SHARE + ((100 - FILES_SHARE) * message.done) / (message.total + 1), 100)
        } else if (message.type === 'ready') resolve()
        else if (message.type === 'failed') reject(new SandboxError(message.why))
        else reject(new SandboxError('it sent something that was not asked for'))
      }
    })
    onProgress?.(100, 100)
  }

  /**
   * Runs one program in the booted interpreter. A picture's re-runs may share it; another picture's may not.
   * Throws PythonError, TimeoutError, MemoryCapError, OutputError, UnavailableImportError, SandboxError, or the
   * signal's reason; what was drawn before has gone to `onFigure`. After a hard time-out or an abort, boot again.
   */
  async run(program: string, options: RunOptions): Promise<RunOutcome> {
    const sandbox = this.#sandbox
    if (sandbox === null || this.#exchange !== null) throw new SandboxError('it has not been started')
    clearTimeout(this.#idle)
    sandbox.used = true
    const seconds = Math.min(Math.max(options.timeout, 0.1), MOST_SECONDS)
    const longSide = Math.round(Math.min(Math.max(options.longSide, LONG_SIDE.least), LONG_SIDE.most))
    const run = crypto.getRandomValues(new Uint32Array(1))[0] as number
    const figures: RunFigure[] = []
    const notices: RunNotice[] = []
    let started = false
    try {
      return await this.#converse<RunOutcome>(sandbox, options.signal, ({ resolve, reject, limit }) => {
        limit(LIMIT.start, () => reject(new SandboxError('it does not answer')))
        post(sandbox.port, { type: 'run', run, program, timeout: seconds * 1000, longSide })
        return (message) => {
          if (!('run' in message) || message.run !== run) {
            reject(new SandboxError('it sent something that was not asked for'))
            return
          }
          switch (message.type) {
            case 'started':
              if (started) break
              started = true
              limit(seconds * 1000 + LIMIT.grace, () => reject(new TimeoutError(seconds)))
              break
            case 'notice': {
              if (notices.length === LIMITS.notices) break
              const { code, message: text, line } = message
              const notice = line === undefined ? { code, message: text } : { code, message: text, line }
              notices.push(notice)
              options.onNotice?.(notice)
              break
            }
            case 'figure': {
              if (figures.length === LIMITS.figures) {
                reject(new OutputError(`it drew more than ${LIMITS.figures} figures`))
                break
              }
              const figure = { index: figures.length, png: message.png, width: message.width, height: message.height }
              figures.push(figure)
              options.onFigure?.(figure)
              break
            }
            case 'end': {
              if (message.ending.kind !== 'done')
                reject(new Ended(endingError(message.ending, seconds), message.ending))
              else if (message.scored >= figures.length) reject(new SandboxError('it names a figure it did not send'))
              else {
                const { scored, empty, stdout } = message
                const trace = message.trace === null ? null : readTrace(message.trace)
                const isOfThese = trace?.figures.length === figures.length
                resolve({ figures, scored, empty, stdout, notices, trace: isOfThese ? trace : null })
              }
            }
          }
        }
      })
    } catch (error) {
      throw error instanceof Ended ? error.error : error
    } finally {
      if (this.#sandbox === sandbox) this.#idle = setTimeout(() => this.dispose(), LIMIT.idle)
    }
  }

  /** Ends this interpreter, and what it is doing with it; the next `boot` makes a new sandbox. */
  dispose(): void {
    clearTimeout(this.#idle)
    const exchange = this.#exchange
    this.#drop()
    exchange?.fail(new SandboxError('it was ended'))
  }

  #drop(): void {
    const sandbox = this.#sandbox
    this.#sandbox = null
    this.#exchange = null
    if (sandbox === null) return
    sandbox.port.onmessage = null
    sandbox.port.close()
    this.#broker.kill(sandbox.id)
  }

  /** Asks the page for a frame; one that comes too late is ended when it comes. */
  async #open(signal: AbortSignal): Promise<Sandbox> {
    let wanted = true
    const opening = this.#broker.open().then((opened) => {
      if (!wanted) this.#broker.kill(opened.id)
      return opened
    })
    try {
      const { id, port } = await within(opening, LIMIT.frame, signal)
      const sandbox: Sandbox = { id, port, used: false }
      this.#sandbox = sandbox
      port.onmessage = (event) => this.#receive(event.data)
      port.onmessageerror = () => this.#exchange?.fail(new SandboxError('it sent something unreadable'))
      return sandbox
    } catch (error) {
      wanted = false
      throw error
    }
  }

  #receive(data: unknown): void {
    const message = parseMessage(data)
    if (message !== null && this.#exchange !== null) {
      this.#exchange.take(message)
      return
    }
    // Malformed, or out of turn: no honest sandbox does that.
    const exchange = this.#exchange
    this.#drop()
    exchange?.fail(new SandboxError('it sent something that was not asked for'))
  }

  /** One exchange, bounded in time; any failure but the program's own ending ends the sandbox. */
  async #converse<T>(
    sandbox: Sandbox,
    signal: AbortSignal,
    begin: (turn: {
      resolve: (value: T) => void
      reject: (error: unknown) => void
      limit: (milliseconds: number | null, onLate: () => void) => void
    }) => (message: SandboxMessage) => void,
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
        const exchange: Exchange = { take: () => {}, fail: reject }
        this.#exchange = exchange
        signal.addEventListener('abort', onAbort)
        if (signal.aborted) reject(signal.reason)
        else exchange.take = begin({ resolve, reject, limit })
      })
    } catch (error) {
      const survives = error instanceof Ended && error.ending.kind !== 'fatal'
      if (!survives && this.#sandbox === sandbox) this.#drop()
      throw error
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      if (this.#sandbox === sandbox) this.#exchange = null
    }
  }
}

/** A program ended by itself, though not well: the interpreter lives. */
class Ended {
  readonly error: Error
  readonly ending: Ending

  constructor(error: Error, ending: Ending) {
    this.error = error
    this.ending = ending
  }
}

function endingError(ending: Exclude<Ending, { kind: 'done' }>, seconds: number): Error {
  switch (ending.kind) {
    case 'error':
      return new PythonError(ending.message, ending.line, ending.traceback)
    case 'unavailable-import':
      return new UnavailableImportError(ending.module, ending.line)
    case 'timeout':
      return new TimeoutError(seconds, ending.line)
    case 'memory':
      return new MemoryCapError(LIMITS.memoryMiB, ending.line)
    case 'output':
      return new OutputError(ending.what)
    case 'fatal':
      return new PythonError(`the interpreter stopped: ${ending.message}`, undefined)
  }
}

function post(port: MessagePort, message: HostMessage): void {
  port.postMessage(message)
}

/** A promise's value, unless the signal or the time limit (milliseconds) comes first. */
function within<T>(promise: Promise<T>, milliseconds: number, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new SandboxError('its frame does not answer')), milliseconds)
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort)
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
    })
  })
}
