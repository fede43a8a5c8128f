import { BufferPool } from '../../gpu/buffers.ts'
import type { Gpu } from '../../gpu/device.ts'
import { decodeAttention, splitFloats } from '../../gpu/kernels/decode-attention.ts'
import { PlanBuilder } from '../../gpu/plan.ts'
import { splitOf } from '../../model/decode-plan.ts'
import { mropeAxes, ropeTable } from '../../model/positions.ts'
import { groupQuery, groupQueryInputs } from './group-query.ts'
import { OnnxGraph } from './onnx.ts'
import { gpuTensor, type OrtModule, openSession } from './ort.ts'
import { randomFloats } from './q4.ts'
import { nmse, type Race, race, readFloats } from './race.ts'

/** The 4B's. */
const SHAPE = { heads: 32, kvHeads: 8, headDim: 128, ropeTheta: 5_000_000, eps: 1e-6 } as const
const SECTION = [24, 20, 20] as const
const QUERIES = SHAPE.heads * SHAPE.headDim
const KEYS = SHAPE.kvHeads * SHAPE.headDim

/**
 * The newest of `total` positions, from its raw q, k and v: q/k norm, rotary embedding, cache and attention. Our steps
 * of a decoded token against the same nodes of onnxruntime-web, f32, the cache in place on both sides.
 */
export async function raceAttentionRow(gpu: Gpu, ort: OrtModule, total: number, budgetMs: number): Promise<Race> {
  const qkv = randomFloats(QUERIES + 2 * KEYS, 3)
  const keys = randomFloats(KEYS * total, 4)
  const values = randomFloats(KEYS * total, 5)
  const gains = { q: randomFloats(SHAPE.headDim, 6), k: randomFloats(SHAPE.headDim, 7) }

  const { session, device } = await openSession(ort, model(gains, total))
  const row = (from: number, width: number) => gpuTensor(ort, device, [1, 1, width], qkv.slice(from, from + width))
  const cache = [1, SHAPE.kvHeads, total, SHAPE.headDim]
  const tensors = {
    q: row(0, QUERIES),
    k: row(QUERIES, KEYS),
    v: row(QUERIES + KEYS, KEYS),
    past_k: gpuTensor(ort, device, cache, keys),
    past_v: gpuTensor(ort, device, cache, values),
  }
  const out = gpuTensor(ort, device, [1, 1, QUERIES])
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
  const upload = (label: string, data: Float32Array<ArrayBuffer>) => {
    const buffer = pool.storage(label, data.length)
    gpu.device.queue.writeBuffer(buffer, 0, data)
    return buffer
  }
  const params = pool.uniform('params', 16)
  gpu.device.queue.writeBuffer(params, 0, new Uint32Array([1, total - 1, 0, 0]))
  const positions = pool.storage('positions', 4)
  gpu.device.queue.writeBuffer(positions, 0, new Uint32Array(3).fill(total - 1))
  const { heads, kvHeads, headDim: head, ropeTheta, eps } = SHAPE
  const size = { heads, head, capacity: total, split: splitOf(gpu.lanes) }
  const mixed = pool.storage('out', splitFloats(size))
  const builder = new PlanBuilder(gpu)
  const steps = decodeAttention({
    ...size,
    name: 'attention',
    params,
    qkv: upload('qkv', qkv),
    cache: 'f32',
    kCache: upload('keys', keys),
    vCache: upload('values', values),
    qGain: upload('q gain', gains.q),
    kGain: upload('k gain', gains.k),
    positions,
    table: upload('rope', ropeTable(ropeTheta, head, total) as Float32Array<ArrayBuffer>),
    out: mixed,
    kvHeads,
    eps,
    axes: mropeAxes(SECTION, head),
  })
  for (const step of steps) builder.step(step)
  const plan = await builder.build()
  const ours = async () => {
    plan.submit(1, total - 1)
    await gpu.device.queue.onSubmittedWorkDone()
  }

  try {
    const times = await race(ours, peer, budgetMs)
    const theirs = await readFloats(device, out.gpuBuffer as GPUBuffer, QUERIES)
    return { ...times, nmse: nmse(await readFloats(gpu.device, mixed, QUERIES), theirs) }
  } finally {
    for (const tensor of [...Object.values(tensors), out]) tensor.dispose()
    await session.release()
    pool.dispose()
  }
}

function model(gains: { q: Float32Array; k: Float32Array }, total: number): Uint8Array<ArrayBuffer> {
  const graph = new OnnxGraph()
  const row = (name: string, width: number) => graph.input(name, 'float', [1, 'rows', width])
  const gain = (name: string, values: Float32Array) => graph.constant(name, 'float', [SHAPE.headDim], values)
  const raw = { q: row('q', QUERIES), k: row('k', KEYS), v: row('v', KEYS) }
  groupQuery(graph, {
    name: 'out',
    raw,
    gains: { q: gain('q gain', gains.q), k: gain('k gain', gains.k) },
    cache: { k: 'past_k', v: 'past_v' },
    present: { k: 'present_k', v: 'present_v' },
    shared: groupQueryInputs(graph, SHAPE, total),
  })
  graph.output('out', 'float', [1, 'rows', QUERIES])
  return graph.finish()
}
