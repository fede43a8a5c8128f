import { NetworkError } from '../errors.ts'
import type { EngineConfig, PerceiveClient } from '../perceive/protocol.ts'

/** Addresses as a host gave them; null stands for the standard one. */
export interface EngineAddresses {
  readonly modelSrc: string | null
  readonly runtimeSrc: string | null
  readonly sandboxSrc: string | null
  readonly ocrSrc: string | null
  /** Kernels are tuned on software adapters too. */
  readonly tune: boolean
}

/** Absolute addresses: given ones start from `document`, the standard ones from `assets`. */
export function engineConfig(given: EngineAddresses, document: string, assets: string): EngineConfig {
  const address = (own: string | null, standard: string) =>
    own === null ? new URL(standard, assets).href : new URL(own, document).href
  return {
    modelSrc: address(given.modelSrc, 'models/nano/model.json'),
    runtimeSrc: address(given.runtimeSrc, 'runtime/'),
    ocrSrc: address(given.ocrSrc, 'ocr/'),
    sandboxSrc: address(given.sandboxSrc, 'sandbox.html'),
    tune: given.tune,
  }
}

/** Loads the engine's program, which no page needs before its first picture, and gives its client. */
export async function loadEngine(config: EngineConfig): Promise<PerceiveClient> {
  const { getClient } = await import('../perceive/client.ts').catch((error: unknown) => {
    throw new NetworkError('The engine', 'its program did not arrive', error)
  })
  return getClient(config)
}
