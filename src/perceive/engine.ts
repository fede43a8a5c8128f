import type { Observation } from '../observation.ts'
import { Ocr } from '../ocr/ocr.ts'
import { PythonHost, type SandboxBroker } from '../python/host.ts'
import type { Raster } from '../raster/raster.ts'
import { IdleSpare } from './idle-spare.ts'
import { IdleTuning } from './idle-tuning.ts'
import { perceive } from './pipeline.ts'
import type { EngineConfig, PerceiveEvent, RunRequest } from './protocol.ts'
import { Reader } from './reader.ts'

/** What the engine asks of the page. */
export interface PageServices {
  openSandbox(src: string): Promise<{ id: number; port: MessagePort }>
  killSandbox(id: number): void
}

/** Runs requests one after the other: there is one model on the device and one sandbox. */
export class Engine {
  readonly #page: PageServices
  readonly #reader = new Reader()
  readonly #tuning = new IdleTuning(this.#reader)
  readonly #spare = new IdleSpare()
  #python: { readonly config: EngineConfig; readonly host: PythonHost } | undefined
  #ocr: { readonly src: string; readonly ocr: Ocr } | undefined
  /** What the last picture said, by its checksum. */
  #seen: { readonly picture: string; readonly observation: Observation } | undefined
  /** Picture whose programs the interpreter has run, by checksum. */
  #picture = ''
  #tail: Promise<void> = Promise.resolve()
  #waiting = 0

  constructor(page: PageServices) {
    this.#page = page
  }

  /** Queues a run; its events go to `emit`. */
  async run(
    request: RunRequest,
    config: EngineConfig,
    signal: AbortSignal,
    emit: (event: PerceiveEvent) => void,
  ): Promise<void> {
    const before = this.#tail
    let leave = () => {}
    const left = new Promise<void>((resolve) => {
      leave = resolve
    })
    // A run that is stopped in the queue ends at once, but its place in the queue stays until those before it are done.
    this.#tail = before.then(() => left)
    if (this.#waiting > 0) emit({ type: 'phase', phase: 'queue', loaded: 0, total: this.#waiting, unit: 'steps' })
    this.#waiting++
    this.#tuning.pause()
    this.#spare.pause()
    try {
      await Promise.race([before, aborted(signal)])
      const picture = signal.aborted ? '' : await checksum(request.picture)
      const mayShareInterpreter = request.code !== undefined && picture === this.#picture
      if (!signal.aborted) this.#picture = picture
      const python = this.#pythonFor(config)
      const parts = {
        reader: this.#reader,
        python,
        modelSrc: config.modelSrc,
        mayShareInterpreter,
        observe: (raster: Raster, stop: AbortSignal) => this.#observe(picture, raster, config.ocrSrc, stop),
      }
      await perceive(request, parts, signal, emit)
    } finally {
      this.#waiting--
      leave()
      if (this.#waiting === 0) this.#rest(config)
    }
  }

  /** A picture's edited programs are held against what was read the first time. */
  async #observe(picture: string, raster: Raster, src: string, signal: AbortSignal): Promise<Observation> {
    if (this.#seen?.picture === picture) return this.#seen.observation
    if (this.#ocr?.src !== src) {
      this.#ocr?.ocr.dispose()
      this.#ocr = { src, ocr: new Ocr(src) }
    }
    const observation = await this.#ocr.ocr.observe(raster, signal)
    this.#seen = { picture, observation }
    return observation
  }

  /** Whether a person sees the page: what waits for idle time waits for that too. */
  setVisible(visible: boolean): void {
    this.#spare.setVisible(visible)
  }

  /** First the spare, then the kernels: a boot beside them would spoil their times. */
  #rest(config: EngineConfig): void {
    this.#spare.resume(this.#pythonFor(config), () => {
      if (this.#waiting === 0) this.#tuning.resume(config.tune)
    })
  }

  #pythonFor(config: EngineConfig): PythonHost {
    const now = this.#python
    if (now?.config.runtimeSrc === config.runtimeSrc && now.config.sandboxSrc === config.sandboxSrc) return now.host
    now?.host.dispose()
    const broker: SandboxBroker = {
      open: () => this.#page.openSandbox(config.sandboxSrc),
      kill: (id) => this.#page.killSandbox(id),
    }
    this.#python = { config, host: new PythonHost(broker, config.runtimeSrc) }
    return this.#python.host
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

async function checksum(picture: Blob): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await picture.arrayBuffer())
  return new Uint8Array(hash).join(',')
}
