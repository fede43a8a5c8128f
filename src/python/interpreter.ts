/** Engine side of one interpreter: a sandbox of its own that is booted once and then runs programs. */
import { CodePerceptError, SandboxError, TimeoutError } from '../errors.ts'
import type { TracedFigure } from '../trace.ts'
import { askLiterals, askRepair, askTraces } from './asking.ts'
import { Conversation } from './conversation.ts'
import { Ended, endingError } from './ending.ts'
import { importedModules } from './imports.ts'
import type { RunOptions, RunOutcome, TraceOptions } from './outcome.ts'
import { type Literal, LONG_SIDE, type RepairEdit } from './protocol.ts'
import { random, receiver } from './receiver.ts'
import { loadPacks, loadRuntime, type Pack } from './runtime.ts'

/** Who makes frames for the engine: the page (frame.ts). */
export interface SandboxBroker {
  open(): Promise<{ id: number; port: MessagePort }>
  kill(id: number): void
}

/** Milliseconds. No browser tells that a frame's process is gone: a dead sandbox is one that does not answer. */
const LIMIT = {
  frame: 20_000,
  hello: 20_000,
  /** Between two steps of the boot. */
  step: 60_000,
  /** From the order to the program's first statement; a pack is installed in between. */
  start: 10_000,
  startWithPack: 60_000,
  /** From the soft limit to the end of the sandbox. */
  grace: 2000,
}
const MOST_SECONDS = 120
/** Share of the boot that fetching the files stands for, in percent. */
const FILES_SHARE = 40

export class Interpreter {
  readonly #broker: SandboxBroker
  readonly #runtimeSrc: string
  readonly #stop = new AbortController()
  #conversation: Conversation | null = null
  #packs: readonly Pack[] = []
  readonly #installed = new Set<Pack>()
  #booted = false
  #used = false

  /** `runtimeSrc`: address of the runtime folder, ending in a slash. */
  constructor(broker: SandboxBroker, runtimeSrc: string) {
    this.#broker = broker
    this.#runtimeSrc = runtimeSrc
  }

  /** Whether `run` can be called. */
  get ready(): boolean {
    return this.#booted && this.#conversation !== null && !this.#conversation.ended && !this.#conversation.busy
  }

  /** A program has run in it. */
  get used(): boolean {
    return this.#used
  }

  /**
   * Called once; progress counts to 100. Throws NetworkError, MissingFileError, IntegrityError, SandboxError, or the
   * reason of `end`.
   */
  async boot(onProgress: (loaded: number, total: number) => void): Promise<void> {
    const { signal } = this.#stop
    const loading = loadRuntime(this.#runtimeSrc, {
      signal,
      onProgress: (loaded, total) => onProgress((FILES_SHARE * loaded) / total, 100),
    })
    // Waited for below; until then the frame's failure must not leave this one unheard.
    loading.catch(() => {})
    const conversation = await this.#open(signal)
    let rearm = () => {}
    await conversation.exchange<void>(signal, ({ resolve, reject, limit }) => {
      const late = () => reject(new SandboxError('it does not answer'))
      rearm = () => limit(LIMIT.step, late)
      limit(LIMIT.hello, late)
      return (message) => {
        if (message.type === 'hello') {
          // No limit on the files' way here: a slow network is not a broken sandbox.
          limit(null, late)
          loading.then(({ files, packs }) => {
            this.#packs = packs
            rearm()
            conversation.post({ type: 'boot', files })
          }, reject)
        } else if (message.type === 'step') {
          rearm()
          onProgress(FILES_SHARE + ((100 - FILES_SHARE) * message.done) / (message.total + 1), 100)
        } else if (message.type === 'ready') resolve()
        else if (message.type === 'failed') reject(new SandboxError(message.why))
        else reject(new SandboxError('it sent something that was not asked for'))
      }
    })
    this.#booted = true
    onProgress(100, 100)
  }

  /** Runs one program; its errors are those of PythonHost.run. */
  async run(program: string, options: RunOptions): Promise<RunOutcome> {
    const conversation = this.#conversation
    if (conversation === null || !this.ready) throw new SandboxError('it has not been started')
    this.#used = true
    const seconds = Math.min(Math.max(options.timeout, 0.1), MOST_SECONDS)
    const longSide = sideOf(options.longSide)
    const run = random()
    const packs = this.#packsFor(program)
    try {
      return await conversation.exchange<RunOutcome>(
        options.signal,
        ({ resolve, reject, limit }) => {
          loadPacks(this.#runtimeSrc, packs).then((files) => {
            const start = packs.length > 0 ? LIMIT.startWithPack : LIMIT.start
            limit(start, () => reject(new SandboxError('it does not answer')))
            const packages = packs.flatMap((pack) => pack.packages)
            const needs = { packages, files }
            conversation.post({ type: 'run', run, program, timeout: seconds * 1000, longSide, packs: needs })
          }, reject)
          const onStart = () => limit(seconds * 1000 + LIMIT.grace, () => reject(new TimeoutError(seconds)))
          return receiver(run, options, { resolve, reject, onStart })
        },
        (error) => error instanceof Ended && error.ending.kind !== 'fatal',
      )
    } catch (error) {
      if (!(error instanceof Ended)) throw error
      throw endingError(error.ending, seconds, this.#unserved)
    } finally {
      for (const pack of packs) this.#installed.add(pack)
    }
  }

  /** One repair of a program that ended with this error, in order of the text; null when there is none. Never throws but for the signal. */
  async repair(
    program: string,
    message: string,
    line: number,
    signal: AbortSignal,
  ): Promise<readonly RepairEdit[] | null> {
    return this.#ask((conversation) => askRepair(conversation, { program, message, line }, signal), null)
  }

  /** In the order of the text; none where it cannot be read. Never throws but for the signal. */
  async literals(program: string, signal: AbortSignal): Promise<readonly Literal[]> {
    return this.#ask((conversation) => askLiterals(conversation, program, signal), [])
  }

  /** The scored figure of each of at most `LIMITS.programs`, null where there is none. Never throws but for the signal. */
  async trace(programs: readonly string[], options: TraceOptions): Promise<readonly (TracedFigure | null)[]> {
    const packs = this.#packsFor(programs.join('\n'))
    this.#used = true
    return this.#ask(
      async (conversation) => {
        const files = await loadPacks(this.#runtimeSrc, packs)
        const needs = { packages: packs.flatMap((pack) => pack.packages), files }
        const traces = await askTraces(
          conversation,
          { programs, packs: needs, longSide: sideOf(options.longSide) },
          options,
        )
        for (const pack of packs) this.#installed.add(pack)
        return traces
      },
      programs.map(() => null),
    )
  }

  /** An answer, or `none` where the sandbox is busy, gone or breaks over the question. */
  async #ask<T>(question: (conversation: Conversation) => Promise<T>, none: T): Promise<T> {
    const conversation = this.#conversation
    if (conversation === null || !this.ready) return none
    try {
      return await question(conversation)
    } catch (error) {
      if (!(error instanceof CodePerceptError)) throw error
      return none
    }
  }

  /** Packs that a program imports and that are not installed yet. */
  #packsFor(program: string): readonly Pack[] {
    const imported = importedModules(program)
    const isMissing = (pack: Pack) => pack.files !== null && !this.#installed.has(pack)
    return this.#packs.filter((pack) => isMissing(pack) && pack.imports.some((name) => imported.has(name)))
  }

  /** Modules of the packs that the runtime's folder was made without. */
  get #unserved(): ReadonlySet<string> {
    return new Set(this.#packs.flatMap((pack) => (pack.files === null ? pack.imports : [])))
  }

  /** Ends it, whatever it is doing. */
  end(reason: unknown = new SandboxError('it was ended')): void {
    this.#stop.abort(reason)
    this.#conversation?.end()
  }

  /** Asks the page for a frame; one that comes too late is ended when it comes. */
  async #open(signal: AbortSignal): Promise<Conversation> {
    let wanted = true
    const opening = this.#broker.open().then((opened) => {
      if (!wanted) this.#broker.kill(opened.id)
      return opened
    })
    try {
      const { id, port } = await within(opening, LIMIT.frame, signal)
      this.#conversation = new Conversation(port, () => this.#broker.kill(id))
      return this.#conversation
    } catch (error) {
      wanted = false
      throw error
    }
  }
}

/** The nearest long side that is drawn. */
function sideOf(longSide: number): number {
  return Math.round(Math.min(Math.max(longSide, LONG_SIDE.least), LONG_SIDE.most))
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
