import { PythonHost, type SandboxBroker } from '../python/host.ts'
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
  /** The interpreter that is booted at once in place of one that was killed. */
  #fresh: Promise<void> = Promise.resolve()
  #python: { readonly config: EngineConfig; readonly host: PythonHost } | undefined
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
    try {
      await Promise.race([before, aborted(signal)])
      const picture = signal.aborted ? '' : await checksum(request.picture)
      const mayShareInterpreter = request.code !== undefined && picture === this.#picture
      if (!signal.aborted) this.#picture = picture
      const parts = this.#parts(config, mayShareInterpreter)
      await perceive(request, parts, signal, emit)
      if (picture !== '') this.#replaceKilled(parts.python)
    } finally {
      this.#waiting--
      leave()
      if (this.#waiting === 0) this.#tuning.resume(config.tune)
    }
  }

  #parts(config: EngineConfig, mayShareInterpreter: boolean) {
    return {
      reader: this.#reader,
      python: this.#pythonFor(config),
      modelSrc: config.modelSrc,
      mayShareInterpreter,
      fresh: this.#fresh,
    }
  }

  /** After a kill the next program must not wait for a boot from nothing. */
  #replaceKilled(python: PythonHost): void {
    if (python.ready) return
    // A boot that fails now is tried again, and told, by the run that needs it.
    this.#fresh = python.boot({ signal: new AbortController().signal }).catch(() => {})
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
