import { BufferPool } from '../../gpu/buffers.ts'
import type { Gpu } from '../../gpu/device.ts'
import { attention } from '../../gpu/kernels/attention.ts'
import { PlanBuilder } from '../../gpu/plan.ts'
import { MICROSOFT, OnnxGraph } from './onnx.ts'
import { gpuTensor, type OrtModule, openSessionWithoutSubgroups } from './ort.ts'
import { randomFloats } from './q4.ts'
import { nmse, type Race, race, readFloats } from './race.ts'

/** `rows` queries at the end of `total` positions. */
export interface AttentionCase {
  readonly rows: number
  readonly total: number
}

/** The 4B's. */
const [HEADS, KV_HEADS, HEAD] = [32, 8, 128]

/**
 * Our plan's causal attention of many rows against GroupQueryAttention, f32. The peer's cache is bound as its own output, so it
 * copies no more than the new rows; ours has them in the cache already (the step before writes them).
 */
export async function raceAttention(
  gpu: Gpu,
  ort: OrtModule,
  { rows, total }: AttentionCase,
  budgetMs: number,
): Promise<Race> {
  const q = randomFloats(rows * HEADS * HEAD, 3)
  const keys = randomFloats(KV_HEADS * total * HEAD, 4)
  const values = randomFloats(KV_HEADS * total * HEAD, 5)
  // With subgroups of 4, as software adapters have them, the provider's many-row kernel computes wrongly.
  const { session, device } = await openSessionWithoutSubgroups(ort, model())
  const cache = [1, KV_HEADS, total, HEAD]
  const tensors = {
    q: gpuTensor(ort, device, [1, rows, HEADS * HEAD], q),
    k: gpuTensor(ort, device, [1, rows, KV_HEADS * HEAD], newest(keys, rows, total)),
    v: gpuTensor(ort, device, [1, rows, KV_HEADS * HEAD], newest(values, rows, total)),
    past_k: gpuTensor(ort, device, cache, keys),
    past_v: gpuTensor(ort, device, cache, values),
  }
  const out = gpuTensor(ort, device, [1, rows, HEADS * HEAD])
  const feeds = {
    ...tensors,
    seqlens_k: new ort.Tensor('int32', Int32Array.of(total - 1), [1]),
    total: new ort.Tensor('int32', Int32Array.of(total), [1]),
  }
  const peer = async () => {
    await session.run(feeds, { out, present_k: tensors.past_k, present_v: tensors.past_v })
    await device.queue.onSubmittedWorkDone()
  }

  const pool = new BufferPool(gpu)
  const params = pool.uniform('params', 16)
  const upload = (label: string, data: Float32Array<ArrayBuffer>) => {
    const buffer = pool.storage(label, data.length)
    gpu.device.queue.writeBuffer(buffer, 0, data)
    return buffer
  }
  gpu.device.queue.writeBuffer(params, 0, new Uint32Array([rows, total - rows, 0, 0]))
  const mixed = pool.storage('out', rows * HEADS * HEAD)
  const builder = new PlanBuilder(gpu)
  builder.step(
    attention({
      name: 'attention',
      params,
      q: upload('q', q),
      qRow: HEADS * HEAD,
      keys: upload('keys', keys),
      values: upload('values', values),
      keyOffset: 0,
      valueOffset: 0,
      kvRow: HEAD,
      kvHeadStride: total * HEAD,
      out: mixed,
      heads: HEADS,
      kvHeads: KV_HEADS,
      head: HEAD,
      causal: true,
      kernel: gpu.kernels.attention,
    }),
  )
  const plan = await builder.build()
  const ours = async () => {
    plan.submit(rows, total - rows)
    await gpu.device.queue.onSubmittedWorkDone()
  }

  try {
    const times = await race(ours, peer, budgetMs)
    const floats = rows * HEADS * HEAD
    const theirs = await readFloats(device, out.gpuBuffer as GPUBuffer, floats)
    return { ...times, nmse: nmse(await readFloats(gpu.device, mixed, floats), theirs) }
  } finally {
    for (const tensor of [...Object.values(tensors), out]) tensor.dispose()
    await session.release()
    pool.dispose()
  }
}

function model(): Uint8Array<ArrayBuffer> {
  const graph = new OnnxGraph()
  const row = (name: string, width: number) => graph.input(name, 'float', [1, 'rows', width])
  const cache = [1, KV_HEADS, 'capacity', HEAD]
  const inputs = [
    row('q', HEADS * HEAD),
    row('k', KV_HEADS * HEAD),
    row('v', KV_HEADS * HEAD),
    graph.input('past_k', 'float', cache),
    graph.input('past_v', 'float', cache),
    graph.input('seqlens_k', 'int32', [1]),
    graph.input('total', 'int32', [1]),
  ]
  const attributes = { num_heads: HEADS, kv_num_heads: KV_HEADS }
  graph.node('GroupQueryAttention', inputs, ['out', 'present_k', 'present_v'], attributes, MICROSOFT)
  graph.output('out', 'float', [1, 'rows', HEADS * HEAD])
  graph.output('present_k', 'float', cache)
  graph.output('present_v', 'float', cache)
  return graph.finish()
}

/** The last rows of a cache [heads][total][head] as [rows][heads·head]. */
function newest(cache: Float32Array, rows: number, total: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(rows * KV_HEADS * HEAD)
  for (let h = 0; h < KV_HEADS; h++) {
    for (let r = 0; r < rows; r++) {
      const at = (h * total + total - rows + r) * HEAD
      out.set(cache.subarray(at, at + HEAD), (r * KV_HEADS + h) * HEAD)
    }
  }
  return out
}
