/**
 * Engine side of Python: the interpreter of the picture at hand, and at most one spare that no program has used, for
 * the next picture or in place of an interpreter that had to be ended. Never do two boot at once.
 */
import { PythonError, SandboxError, UnavailableImportError } from '../errors.ts'
import type { TracedFigure } from '../trace.ts'
import { applyEdits } from './edits.ts'
import { Interpreter, type SandboxBroker } from './interpreter.ts'
import type { Repair, RunOptions, RunOutcome, TraceOptions } from './outcome.ts'
import { LIMITS, type Literal } from './protocol.ts'

export type { SandboxBroker } from './interpreter.ts'
export type { Repair, RunFigure, RunNotice, RunOptions, RunOutcome, TraceOptions } from './outcome.ts'

/** Milliseconds after which an interpreter that nobody asks for is ended. */
const IDLE = {
  /** A program that has run may have left code behind. */
  used: 60_000,
  /** Nothing but memory. */
  spare: 300_000,
}

type Progress = (loaded: number, total: number) => void

/** An interpreter on its way, or there, that no program has used. */
interface Boot {
  readonly interpreter: Interpreter
  readonly done: Promise<void>
  /** Of 100. */
  loaded: number
  onProgress: Progress | undefined
}

export class PythonHost {
  readonly #broker: SandboxBroker
  readonly #runtimeSrc: string
  #current: Interpreter | null = null
  #spare: Boot | null = null
  #usedTimer: ReturnType<typeof setTimeout> | undefined
  #spareTimer: ReturnType<typeof setTimeout> | undefined

  /** `runtimeSrc`: address of the runtime folder, ending in a slash. */
  constructor(broker: SandboxBroker, runtimeSrc: string) {
    this.#broker = broker
    this.#runtimeSrc = runtimeSrc
  }

  /** Whether `run` can be called. */
  get ready(): boolean {
    return this.#current?.ready ?? false
  }

  /**
   * Gives the next program an interpreter that no other has used: at once when there is one, else by a boot. Progress
   * counts to 100. Throws NetworkError, MissingFileError, IntegrityError, SandboxError, or the signal's reason.
   */
  async boot({ signal, onProgress }: { signal: AbortSignal; onProgress?: Progress }): Promise<void> {
    signal.throwIfAborted()
    if (this.ready && this.#current?.used === false) {
      onProgress?.(100, 100)
      return
    }
    this.#endCurrent()
    const boot = this.#spare ?? this.#begin()
    this.#spare = null
    clearTimeout(this.#spareTimer)
    this.#current = boot.interpreter
    boot.onProgress = onProgress
    onProgress?.(boot.loaded, 100)
    const onAbort = () => boot.interpreter.end(signal.reason)
    signal.addEventListener('abort', onAbort)
    try {
      await boot.done
    } catch (error) {
      if (this.#current === boot.interpreter) this.#current = null
      throw error
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
  }

  /**
   * Sees to it that the next `boot` need not wait: boots an interpreter to spare, unless there is one. Call it while
   * the machine has nothing else to do. Resolves when it is there, or failed: the `boot` that needs one tells why.
   */
  async keepSpare(): Promise<void> {
    const unused = this.#current
    if (unused?.ready && !unused.used) {
      // Booted for a run that needed none in the end.
      this.#current = null
      this.#spare = { interpreter: unused, done: Promise.resolve(), loaded: 100, onProgress: undefined }
    }
    this.#spare ??= this.#begin()
    const spare = this.#spare
    try {
      await spare.done
      if (this.#spare !== spare) return
      clearTimeout(this.#spareTimer)
      this.#spareTimer = setTimeout(() => this.#endSpare(), IDLE.spare)
    } catch {
      if (this.#spare === spare) this.#spare = null
    }
  }

  /**
   * Runs one program in the booted interpreter. A picture's re-runs may share it; another picture's may not.
   * Throws PythonError, TimeoutError, MemoryCapError, OutputError, UnavailableImportError, SandboxError, or the
   * signal's reason; what was drawn before has gone to `onFigure`. After a hard time-out or an abort, boot again.
   */
  async run(program: string, options: RunOptions): Promise<RunOutcome> {
    const interpreter = this.#current
    if (interpreter === null) throw new SandboxError('it has not been started')
    clearTimeout(this.#usedTimer)
    try {
      return await interpreter.run(program, options)
    } finally {
      if (this.#current === interpreter) this.#usedTimer = setTimeout(() => this.#endCurrent(), IDLE.used)
    }
  }

  /**
   * Asks the interpreter that a program failed in for a repair: the program with it in, and its edits in the order of
   * the text. Null when there is none, the error is of another kind, or the interpreter is gone. Throws the signal's reason.
   */
  async repair(program: string, error: unknown, signal: AbortSignal): Promise<Repair | null> {
    const said =
      error instanceof PythonError
        ? error.reason
        : error instanceof UnavailableImportError
          ? `ModuleNotFoundError: No module named '${error.module}'`
          : null
    const interpreter = this.#current
    if (said === null || interpreter === null) return null
    const { line = 0 } = error as PythonError | UnavailableImportError
    const edits = await interpreter.repair(program, said, line, signal)
    const repaired = edits && applyEdits(program, edits)
    return edits && repaired !== null && repaired !== program ? { program: repaired, edits } : null
  }

  /** Literals of a program, in the order of its text; none where it cannot be read. Throws the signal's reason alone. */
  async literals(program: string, signal: AbortSignal): Promise<readonly Literal[]> {
    return (await this.#current?.literals(program, signal)) ?? []
  }

  /**
   * The scored figure of each program, traced without a pixel; null for one that fails, draws nothing or takes too
   * long. What is traced runs in the interpreter of `run`: call `boot` before. Throws the signal's reason alone.
   */
  async traceAll(programs: readonly string[], options: TraceOptions): Promise<readonly (TracedFigure | null)[]> {
    const figures: (TracedFigure | null)[] = []
    const interpreter = this.#current
    clearTimeout(this.#usedTimer)
    try {
      for (let at = 0; at < programs.length; at += LIMITS.programs) {
        const some = programs.slice(at, at + LIMITS.programs)
        figures.push(...((await interpreter?.trace(some, options)) ?? some.map(() => null)))
      }
    } finally {
      if (this.#current === interpreter) this.#usedTimer = setTimeout(() => this.#endCurrent(), IDLE.used)
    }
    return figures
  }

  /** Ends every interpreter, and what they are doing. */
  dispose(): void {
    this.#endCurrent()
    this.#endSpare()
  }

  #begin(): Boot {
    const interpreter = new Interpreter(this.#broker, this.#runtimeSrc)
    let boot: Boot
    const done = interpreter.boot((loaded, total) => {
      boot.loaded = loaded
      boot.onProgress?.(loaded, total)
    })
    boot = { interpreter, done, loaded: 0, onProgress: undefined }
    return boot
  }

  #endCurrent(): void {
    clearTimeout(this.#usedTimer)
    const interpreter = this.#current
    this.#current = null
    interpreter?.end()
  }

  #endSpare(): void {
    clearTimeout(this.#spareTimer)
    const spare = this.#spare
    this.#spare = null
    spare?.interpreter.end()
  }
}
