import { Gpu } from '../../gpu/device.ts'
import { type AttentionCase, raceAttention } from './attention.ts'
import { type MatmulCase, raceMatmul } from './matmul.ts'
import { loadOrt } from './ort.ts'
import type { Race } from './race.ts'
import { measureStream } from './stream.ts'

/** Against onnxruntime-web's WebGPU provider, whose files are at `ortUrl`, on the same adapter. */
export interface PeerBenches {
  matmul(ortUrl: string, which: MatmulCase, budgetMs: number): Promise<Race>
  attention(ortUrl: string, which: AttentionCase, budgetMs: number): Promise<Race>
  /** Bytes a second that plain kernels read. */
  stream(): Promise<number>
}

export const peers: PeerBenches = {
  matmul: (ortUrl, which, budgetMs) => withGpu(async (gpu) => raceMatmul(gpu, await loadOrt(ortUrl), which, budgetMs)),
  attention: (ortUrl, which, budgetMs) =>
    withGpu(async (gpu) => raceAttention(gpu, await loadOrt(ortUrl), which, budgetMs)),
  stream: () => withGpu(measureStream),
}

async function withGpu<T>(use: (gpu: Gpu) => Promise<T>): Promise<T> {
  const gpu = await Gpu.open()
  try {
    return await use(gpu)
  } finally {
    gpu.dispose()
  }
}
