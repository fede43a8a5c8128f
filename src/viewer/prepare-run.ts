import { BadPictureError } from '../errors.ts'
import type { EngineConfig, PerceiveClient, RunRequest } from '../perceive/protocol.ts'
import { type EngineAddresses, engineConfig } from './engine.ts'
import { painted } from './paint.ts'
import { type Picture, pictureBytes } from './picture.ts'

/** What the element says of a run: where its engine is, and its limits. */
interface Wishes extends EngineAddresses {
  readonly baseURI: string
  readonly maxTokens: number | null
  readonly timeout: number | null
  readonly ocr: 'on' | 'off'
}

interface Means {
  readonly lang: string
  /** Address that the default addresses start from. */
  readonly assets: string
  readonly clientFactory: (config: EngineConfig) => PerceiveClient | Promise<PerceiveClient>
  readonly signal: AbortSignal
}

/** Gathers engine and picture for a run, once the page is seen. */
export async function prepareRun(
  wishes: Wishes,
  picture: Picture | null,
  { lang, assets, clientFactory, signal }: Means,
): Promise<{ client: PerceiveClient; request: RunRequest }> {
  if (picture === null) throw new BadPictureError('none was chosen')
  await painted()
  signal.throwIfAborted()
  const { baseURI, maxTokens, timeout, ocr } = wishes
  const [client, bytes] = await Promise.all([
    clientFactory(engineConfig(wishes, baseURI, assets)),
    pictureBytes(picture, baseURI, signal),
  ])
  const request: RunRequest = {
    picture: bytes,
    lang,
    ...(maxTokens !== null && { maxTokens }),
    ...(timeout !== null && { timeout }),
    ...(ocr === 'off' && { ocr: false }),
  }
  return { client, request }
}
