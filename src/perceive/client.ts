/** The page's side of the engine: all that the viewer sees of it. */
import * as Comlink from 'comlink'
import { SandboxError } from '../errors.ts'
import { killSandbox, openSandbox } from '../python/frame.ts'
import type { EngineConfig, PerceiveClient, PerceiveEvent, ReconstructionResult, RunRequest } from './protocol.ts'
import type { EngineApi, PageApi, StopMessage } from './worker-protocol.ts'

/** A client of the page's one engine, with the addresses of `config`. */
export function getClient(config: EngineConfig): PerceiveClient {
  return { run: (request, { signal }) => run(request, config, signal) }
}

interface Connection {
  readonly engine: Comlink.Remote<EngineApi>
  /** Called when the worker dies. */
  readonly deaths: Set<(why: string) => void>
}

let connection: Connection | undefined

function connect(): Connection {
  if (connection) return connection
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'codepercept engine' })
  const engine = Comlink.wrap<EngineApi>(worker)
  const deaths = new Set<(why: string) => void>()
  const gone = new AbortController()
  const made: Connection = { engine, deaths }
  worker.onerror = (event) => {
    // The next run gets a new worker.
    if (connection === made) connection = undefined
    worker.terminate()
    gone.abort()
    for (const die of [...deaths]) die(event.message || 'its program did not load')
  }
  const services: PageApi = {
    async openSandbox(src) {
      const opened = await openSandbox({ src })
      return Comlink.transfer(opened, [opened.port])
    },
    killSandbox,
  }
  void engine.attach(Comlink.proxy(services))
  const tellVisible = () => void engine.setVisible(!document.hidden)
  tellVisible()
  document.addEventListener('visibilitychange', tellVisible, { signal: gone.signal })
  connection = made
  return made
}

async function* run(
  request: RunRequest,
  config: EngineConfig,
  signal: AbortSignal,
): AsyncGenerator<PerceiveEvent, void, undefined> {
  const { engine, deaths } = connect()
  const { port1: port, port2: far } = new MessageChannel()
  const arrived: PerceiveEvent[] = []
  let wake = () => {}
  const take = (event: PerceiveEvent) => {
    arrived.push(event)
    wake()
  }
  const die = (why: string) => {
    const error = new SandboxError(`the engine stopped (${why})`).toRecord()
    take({ type: 'error', error, result: emptyResult(request, error) })
  }
  const stop = () => port.postMessage({ type: 'stop' } satisfies StopMessage)
  deaths.add(die)
  port.onmessage = ({ data }: MessageEvent<PerceiveEvent>) => take(data)
  signal.addEventListener('abort', stop)
  let ended = false
  try {
    void engine.run(request, config, Comlink.transfer(far, [far]))
    if (signal.aborted) stop()
    while (!ended) {
      const event = arrived.shift()
      if (!event) {
        await new Promise<void>((resolve) => {
          wake = resolve
          if (arrived.length > 0) resolve()
        })
        continue
      }
      ended = event.type === 'done' || event.type === 'stopped' || event.type === 'error'
      yield event
    }
  } finally {
    // A caller that stops listening wants the run to end.
    if (!ended) stop()
    deaths.delete(die)
    signal.removeEventListener('abort', stop)
    if (ended) port.close()
  }
}

function emptyResult(request: RunRequest, error: ReconstructionResult['error']): ReconstructionResult {
  return {
    format: 1,
    model: null,
    answer: '',
    code: request.code ?? '',
    modelCode: null,
    modelScore: null,
    steps: [],
    candidates: [],
    figures: [],
    observation: null,
    trace: null,
    facts: null,
    caption: null,
    elements: null,
    score: null,
    timings: {},
    notices: [],
    error,
    stopped: false,
  }
}
