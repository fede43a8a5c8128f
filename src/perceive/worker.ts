/** The engine worker: one a page, shared by all viewers on it. */
import * as Comlink from 'comlink'
import { CodePerceptError, SandboxError } from '../errors.ts'
import { Engine } from './engine.ts'
import type { EngineConfig, RunRequest } from './protocol.ts'
import type { EngineApi, PageApi, StopMessage } from './worker-protocol.ts'

let page: Comlink.Remote<PageApi> | undefined

const engine = new Engine({
  async openSandbox(src) {
    if (!page) throw new SandboxError('the page is not attached')
    try {
      return await page.openSandbox(src)
    } catch (error) {
      // An error that crossed threads has its sentence, and its class no more.
      throw new CodePerceptError('sandbox', error instanceof Error ? error.message : String(error))
    }
  },
  killSandbox(id) {
    void page?.killSandbox(id)
  },
})

const api: EngineApi = {
  attach(services) {
    page = services as Comlink.Remote<PageApi>
  },
  setVisible(visible) {
    engine.setVisible(visible)
  },
  run(request: RunRequest, config: EngineConfig, port: MessagePort) {
    const stop = new AbortController()
    port.onmessage = ({ data }: MessageEvent<StopMessage>) => {
      if (data.type === 'stop') stop.abort()
    }
    void engine
      .run(request, config, stop.signal, (event) => port.postMessage(event))
      .finally(() => {
        port.onmessage = null
      })
  },
}

Comlink.expose(api)
