import type { EngineConfig, RunRequest } from './protocol.ts'

/** What the engine worker offers the page, through Comlink. */
export interface EngineApi {
  /** Gives the engine its services; called once. */
  attach(services: PageApi): void
  /** Whether a person sees the page; until told otherwise it is so. */
  setVisible(visible: boolean): void
  /** Starts a run. `port` carries PerceiveEvents (protocol.ts) one way and `StopMessage` the other. */
  run(request: RunRequest, config: EngineConfig, port: MessagePort): void
}

/** What the page offers the engine, through Comlink: a worker cannot make a frame. */
export interface PageApi {
  openSandbox(src: string): Promise<{ readonly id: number; readonly port: MessagePort }>
  killSandbox(id: number): void
}

export interface StopMessage {
  readonly type: 'stop'
}
