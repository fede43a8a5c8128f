import { BufferPool } from '../../gpu/buffers.ts'
import type { Gpu } from '../../gpu/device.ts'
import { attention } from '../../gpu/kernels/attention.ts'
import { linear } from '../../gpu/kernels/linear.ts'
import { matvec } from '../../gpu/kernels/matvec.ts'
import { PlanBuilder, type StepSpec } from '../../gpu/plan.ts'
import type { AttentionCase } from './attention.ts'
import type { MatmulCase } from './matmul.ts'
import { randomFloats, randomQ4, uploadQ4 } from './q4.ts'
import { nmse, type Race, race, readFloats } from './race.ts'

/** A thread an output and nothing shared: where no other engine runs, our kernels are measured against this. */
const PRODUCT = /* wgsl */ `
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read> weight: array<u32>;
@group(0) @binding(3) var<storage, read> scales: array<u32>;
override K: u32;
override N: u32;
override FIRST: u32;
override PART: u32;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let n = id.x;
  let row = id.y;
  if (n >= PART) { return; }
  var sum = 0.0;
  for (var k = 0u; k < K; k++) {
    let word = weight[(n * K + k) / 8u];
    let at = k % 8u;
    let nibble = (word >> select(at * 8u, at * 8u - 28u, at > 3u)) & 15u;
    let scale = ((n / 8u) * (K / 32u) + k / 32u) * 8u + n % 8u;
    let pair = unpack2x16float(scales[scale / 2u]);
    sum += x[row * K + k] * (f32(nibble) - 8.0) * select(pair.x, pair.y, scale % 2u == 1u);
  }
  y[row * N + FIRST + n] = sum;
}`

/** A thread a row and head. */
const ATTENTION = /* wgsl */ `
@group(0) @binding(0) var<storage, read> q: array<f32>;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;
@group(0) @binding(2) var<storage, read> keys: array<f32>;
@group(0) @binding(3) var<storage, read> values: array<f32>;
override ROWS: u32;
override TOTAL: u32;
const HEAD = 128u;
const HEADS = 32u;
const GROUP = 4u;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let row = id.x;
  let head = id.y;
  if (row >= ROWS) { return; }
  let from_q = (row * HEADS + head) * HEAD;
  let cache = head / GROUP * TOTAL * HEAD;
  var sums: array<f32, 128>;
  var top = -3e38;
  var total = 0.0;
  for (var p = 0u; p <= TOTAL - ROWS + row; p++) {
    var score = 0.0;
    for (var d = 0u; d < HEAD; d++) { score += q[from_q + d] * keys[cache + p * HEAD + d]; }
    score *= 0.08838834764831845;
    let next = max(top, score);
    let shrink = exp(top - next);
    let weight = exp(score - next);
    top = next;
    total = total * shrink + weight;
    for (var d = 0u; d < HEAD; d++) { sums[d] = sums[d] * shrink + weight * values[cache + p * HEAD + d]; }
  }
  for (var d = 0u; d < HEAD; d++) { out[from_q + d] = sums[d] / total; }
}`

const [HEADS, KV_HEADS, HEAD] = [32, 8, 128]

/** As `raceMatmul`, against the naive kernel. */
export async function raceNaiveMatmul(gpu: Gpu, { k, n, rows }: MatmulCase, budgetMs: number): Promise<Race> {
  const pool = new BufferPool(gpu)
  const { matrix, dispose } = uploadQ4(gpu, randomQ4(n, k, 1))
  try {
    const x = upload(gpu, pool, randomFloats(rows * k, 2))
    const [ours, naive] = [pool.storage('ours', rows * n), pool.storage('naive', rows * n)]
    const params = paramsOf(gpu, pool, rows, 0)
    const { lanes, team, matmul } = gpu.kernels
    const steps =
      rows === 1
        ? matvec({ name: 'matvec', x, y: ours, weight: matrix, lanes, team, finish: 'store' })
        : linear({ name: 'matmul', params, x, y: ours, weight: matrix, kernel: matmul })
    const peer = await Promise.all(
      matrix.parts.map(({ from, to, data, scales }) =>
        dispatch(
          gpu,
          PRODUCT,
          { K: k, N: n, FIRST: from, PART: to - from },
          [x, naive, data, scales!],
          [Math.ceil((to - from) / 64), rows],
        ),
      ),
    )
    const run = await plan(gpu, steps, rows, 0)
    const times = await race(run, async () => Promise.all(peer.map((part) => part())), budgetMs)
    const floats = rows * n
    return {
      ...times,
      nmse: nmse(await readFloats(gpu.device, ours, floats), await readFloats(gpu.device, naive, floats)),
    }
  } finally {
    dispose()
    pool.dispose()
  }
}

/** As `raceAttention`, of many rows, against the naive kernel. */
export async function raceNaiveAttention(gpu: Gpu, { rows, total }: AttentionCase, budgetMs: number): Promise<Race> {
  const pool = new BufferPool(gpu)
  try {
    const floats = rows * HEADS * HEAD
    const q = upload(gpu, pool, randomFloats(floats, 3))
    const keys = upload(gpu, pool, randomFloats(KV_HEADS * total * HEAD, 4))
    const values = upload(gpu, pool, randomFloats(KV_HEADS * total * HEAD, 5))
    const [ours, naive] = [pool.storage('ours', floats), pool.storage('naive', floats)]
    const step = attention({
      name: 'attention',
      params: paramsOf(gpu, pool, rows, total - rows),
      q,
      qRow: HEADS * HEAD,
      keys,
      values,
      keyOffset: 0,
      valueOffset: 0,
      kvRow: HEAD,
      kvHeadStride: total * HEAD,
      out: ours,
      heads: HEADS,
      kvHeads: KV_HEADS,
      head: HEAD,
      causal: true,
      kernel: gpu.kernels.attention,
    })
    const grid = [Math.ceil(rows / 64), HEADS] as const
    const peer = await dispatch(gpu, ATTENTION, { ROWS: rows, TOTAL: total }, [q, naive, keys, values], grid)
    const times = await race(await plan(gpu, [step], rows, total - rows), peer, budgetMs)
    return {
      ...times,
      nmse: nmse(await readFloats(gpu.device, ours, floats), await readFloats(gpu.device, naive, floats)),
    }
  } finally {
    pool.dispose()
  }
}

function upload(gpu: Gpu, pool: BufferPool, data: Float32Array<ArrayBuffer>): GPUBuffer {
  const buffer = pool.storage('input', data.length)
  gpu.device.queue.writeBuffer(buffer, 0, data)
  return buffer
}

function paramsOf(gpu: Gpu, pool: BufferPool, rows: number, past: number): GPUBuffer {
  const params = pool.uniform('params', 16)
  gpu.device.queue.writeBuffer(params, 0, new Uint32Array([rows, past, 0, 0]))
  return params
}

async function plan(gpu: Gpu, steps: readonly StepSpec[], rows: number, past: number): Promise<() => Promise<void>> {
  const builder = new PlanBuilder(gpu)
  for (const step of steps) builder.step(step)
  const built = await builder.build()
  return async () => {
    built.submit(rows, past)
    await gpu.device.queue.onSubmittedWorkDone()
  }
}

async function dispatch(
  gpu: Gpu,
  code: string,
  constants: Record<string, number>,
  buffers: readonly GPUBuffer[],
  grid: readonly [number, number],
): Promise<() => Promise<void>> {
  const { device } = gpu
  const module = device.createShaderModule({ code })
  const compute = { module, entryPoint: 'main', constants }
  const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute })
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }))
  const bindGroup = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries })
  return async () => {
    const encoder = device.createCommandEncoder()
    const pass = encoder.beginComputePass()
    pass.setPipeline(pipeline)
    pass.setBindGroup(0, bindGroup)
    pass.dispatchWorkgroups(...grid)
    pass.end()
    device.queue.submit([encoder.finish()])
    await device.queue.onSubmittedWorkDone()
  }
}
