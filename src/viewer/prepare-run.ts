import { BadPictureError } from '../errors.ts'
import type { EngineConfig, PerceiveClient, RunRequest } from '../perceive/protocol.ts'
import { type EngineAddresses, engineConfig } from './engine.ts'
import { painted } from './paint.ts'
import { type Picture, pictureBytes } from './picture.ts'
import type { GivenProgram } from './run.ts'

/** Seconds, where the element does not say. */
export const REFINE_SECONDS = 10

/** What the element says of a run: where its engine is, and its limits. */
interface Wishes extends EngineAddresses {
  readonly baseURI: string
  readonly maxTokens: number | null
  readonly timeout: number | null
  readonly ocr: 'on' | 'off'
  /** Seconds; of the model's program alone. */
  readonly refine: number | null
  readonly refineRenders: number | null
  readonly candidates: number | null
}

interface Means {
  readonly lang: string
  /** Address that the default addresses start from. */
  readonly assets: string
  readonly clientFactory: (config: EngineConfig) => PerceiveClient | Promise<PerceiveClient>
  readonly signal: AbortSignal
  readonly given: GivenProgram | null
}

/** Gathers engine and picture for a run, once the page is seen. */
export async function prepareRun(
  wishes: Wishes,
  picture: Picture | null,
  { lang, assets, clientFactory, signal, given }: Means,
): Promise<{ client: PerceiveClient; request: RunRequest }> {
  if (picture === null) throw new BadPictureError('none was chosen')
  await painted()
  signal.throwIfAborted()
  const { baseURI, maxTokens, timeout, ocr, refineRenders } = wishes
  // A program that a person wrote or changed is refined when they ask for it, and never else.
  const refine = given === null ? (wishes.refine ?? REFINE_SECONDS) : (given.refine ?? 0)
  const candidates = given === null ? Math.floor(wishes.candidates ?? 1) : 1
  const [client, bytes] = await Promise.all([
    clientFactory(engineConfig(wishes, baseURI, assets)),
    pictureBytes(picture, baseURI, signal),
  ])
  const request: RunRequest = {
    picture: bytes,
    lang,
    ...(maxTokens !== null && { maxTokens }),
    ...(timeout !== null && { timeout }),
    ...(given && { code: given.code }),
    ...(ocr === 'off' && { ocr: false }),
    ...(refine > 0 && { refine: { seconds: refine, ...(refineRenders !== null && { renders: refineRenders }) } }),
    ...(candidates > 1 && { candidates }),
  }
  return { client, request }
}
