/** The engine's side of the OCR. */
import * as Comlink from 'comlink'
import { CodePerceptError, type ErrorRecord } from '../errors.ts'
import type { Observation } from '../observation.ts'
import type { Raster } from '../raster/raster.ts'
import type { OcrApi } from './protocol.ts'

/** Milliseconds. Its networks hold some 300 MB: a worker that has nothing to do is ended. */
const IDLE = 60_000

/** Reads pictures in a worker that lives while it is needed. */
export class Ocr {
  readonly #src: string
  #worker: { readonly worker: Worker; readonly api: Comlink.Remote<OcrApi> } | undefined
  #idle: ReturnType<typeof setTimeout> | undefined
  #reading = 0

  /** `src`: address of the OCR's folder, ending in a slash. */
  constructor(src: string) {
    this.#src = src
  }

  /**
   * What a picture says by itself. Throws NetworkError, MissingFileError, IntegrityError, an Error when the worker dies,
   * or the signal's reason; an aborted reading ends the worker, since nothing else stops it.
   */
  async observe(picture: Raster, signal: AbortSignal): Promise<Observation> {
    signal.throwIfAborted()
    clearTimeout(this.#idle)
    const { worker, api } = this.#connect()
    this.#reading++
    let onAbort = () => {}
    try {
      const ended = new Promise<never>((_, reject) => {
        onAbort = () => reject(signal.reason)
        signal.addEventListener('abort', onAbort)
        worker.onerror = (event) => reject(new Error(event.message || 'its program did not load'))
      })
      const observed = await Promise.race([api.observe(this.#src, picture), ended])
      if ('error' in observed) throw new ReadingError(observed.error)
      return observed.observation
    } catch (error) {
      this.dispose()
      throw error
    } finally {
      signal.removeEventListener('abort', onAbort)
      this.#reading--
      if (this.#reading === 0) this.#idle = setTimeout(() => this.dispose(), IDLE)
    }
  }

  /** Ends the worker; the next picture starts a new one. */
  dispose(): void {
    clearTimeout(this.#idle)
    this.#worker?.worker.terminate()
    this.#worker = undefined
  }

  #connect() {
    if (!this.#worker) {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'codepercept ocr' })
      this.#worker = { worker, api: Comlink.wrap<OcrApi>(worker) }
    }
    return this.#worker
  }
}

/** What went wrong in the worker, with its code. */
class ReadingError extends CodePerceptError {
  constructor({ code, message }: ErrorRecord) {
    super(code, message)
  }
}
