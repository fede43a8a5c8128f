import { Gpu } from '../../gpu/device.ts'
import { type AttentionCase, raceAttention } from './attention.ts'
import { raceAttentionRow } from './attention-row.ts'
import { type HostCosts, openHost } from './host.ts'
import { type MatmulCase, raceMatmul } from './matmul.ts'
import { type DecodeRace, raceDecoding } from './nano.ts'
import { loadOrt } from './ort.ts'
import type { Race } from './race.ts'
import { measureStream } from './stream.ts'

/** Against onnxruntime-web's WebGPU provider, whose files are at `ortUrl`, on the same adapter. */
export interface PeerBenches {
  matmul(ortUrl: string, which: MatmulCase, budgetMs: number): Promise<Race>
  attention(ortUrl: string, which: AttentionCase, budgetMs: number): Promise<Race>
  /** Bytes a second that plain kernels read. */
  stream(): Promise<number>
  /** Decodes `tokens` after `prompt`, in rounds until `budgetMs` is spent, with a q4 model folder and with its ONNX form. */
  decoding(
    ortUrl: string,
    modelUrl: string,
    prompt: readonly number[],
    tokens: number,
    budgetMs: number,
  ): Promise<DecodeRace>
  /** Opens a model for `decodeHost` and reads the prompt. */
  openHost(modelUrl: string, prompt: readonly number[]): Promise<void>
  /** Goes on decoding by `tokens` and says what that took of JavaScript. */
  decodeHost(tokens: number): Promise<HostCosts>
}

let host: ((tokens: number) => Promise<HostCosts>) | undefined

export const peers: PeerBenches = {
  matmul: (ortUrl, which, budgetMs) => withGpu(async (gpu) => raceMatmul(gpu, await loadOrt(ortUrl), which, budgetMs)),
  attention: (ortUrl, which, budgetMs) =>
    withGpu(async (gpu) => {
      const ort = await loadOrt(ortUrl)
      return which.rows === 1
        ? raceAttentionRow(gpu, ort, which.total, budgetMs)
        : raceAttention(gpu, ort, which, budgetMs)
    }),
  stream: () => withGpu(measureStream),
  decoding: async (ortUrl, modelUrl, prompt, tokens, budgetMs) =>
    raceDecoding(await loadOrt(ortUrl), modelUrl, prompt, tokens, budgetMs),
  async openHost(modelUrl, prompt) {
    host = await openHost(modelUrl, prompt)
  },
  async decodeHost(tokens) {
    if (!host) throw new Error('openHost comes first')
    return host(tokens)
  },
}

async function withGpu<T>(use: (gpu: Gpu) => Promise<T>): Promise<T> {
  const gpu = await Gpu.open()
  try {
    return await use(gpu)
  } finally {
    gpu.dispose()
  }
}
