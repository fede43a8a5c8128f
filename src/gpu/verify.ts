import { BufferPool } from './buffers.ts'
import type { Gpu } from './device.ts'
import { type AttentionSpec, attention } from './kernels/attention.ts'
import { linear } from './kernels/linear.ts'
import { matvec } from './kernels/matvec.ts'
import type { Matrix } from './matrix.ts'
import { PlanBuilder, type StepSpec } from './plan.ts'
import { type AttentionKernel, canRun, type KernelChoice, type MatmulKernel, REFERENCE, type Team } from './table.ts'

/** A variant that this device computes wrongly or cannot compile. */
export interface Excluded {
  readonly variant: string
  /** Normalised mean squared error against the reference variant; NaN where the result or the pipeline failed. */
  readonly error: number
  readonly limit: number
}

/**
 * Largest normalised mean squared errors: those of rounding to f16, of rounding x to 8-bit integers, and of another
 * order of adding.
 */
const LIMITS = { f16: 3e-6, int8: 1e-3, f32: 1e-10 } as const

/** Sizes that leave no tile full: rows, outputs, inputs. Of the inputs the largest teams take two turns. */
const SHAPE = { rows: 70, n: 72, k: 2080 } as const

/** Keeps of `wanted` what this device computes as the reference does, and uses it. Resolves to what it left out. */
export async function useVerified(gpu: Gpu, wanted: KernelChoice): Promise<Excluded[]> {
  const excluded: Excluded[] = []
  let choice = REFERENCE
  // What is taken of each axis: the first that is right.
  const axes: readonly (readonly Partial<KernelChoice>[])[] = [
    [{ matmul: wanted.matmul }, ...(wanted.matmul === 'square' ? [] : [{ matmul: 'square' } as const])],
    [{ attention: wanted.attention }],
    [{ team: wanted.team, lanes: wanted.lanes }],
  ]
  for (const axis of axes) {
    for (const part of axis) {
      const wrong = await verifyVariant(gpu, { ...REFERENCE, ...part })
      if (wrong) excluded.push(wrong)
      else {
        choice = { ...choice, ...part }
        break
      }
    }
  }
  gpu.use(choice)
  return excluded
}

/**
 * Compares the parts of `choice` that differ from the reference with it, on small random data. Undefined when it
 * computes the same. @throws DeviceLostError
 */
export async function verifyVariant(gpu: Gpu, choice: KernelChoice): Promise<Excluded | undefined> {
  if (choice.matmul !== REFERENCE.matmul) {
    const limit =
      choice.matmul === 'square-f16' ? LIMITS.f16 : choice.matmul === 'square-int8' ? LIMITS.int8 : LIMITS.f32
    const error = canRun(gpu.facts, choice.matmul)
      ? await difference(gpu, { kernel: choice.matmul }, { kernel: REFERENCE.matmul }, SHAPE.rows)
      : Number.NaN
    if (!(error <= limit)) return { variant: choice.matmul, error, limit }
  }
  if (choice.attention !== REFERENCE.attention) {
    const error = canRun(gpu.facts, choice.attention)
      ? await attentionDifference(gpu, choice.attention, REFERENCE.attention)
      : Number.NaN
    if (!(error <= LIMITS.f32)) return { variant: `attention-${choice.attention}`, error, limit: LIMITS.f32 }
  }
  const { team, lanes } = choice
  if (team !== REFERENCE.team || lanes !== REFERENCE.lanes) {
    const error = canRun(gpu.facts, team)
      ? await difference(gpu, { lanes, team }, { lanes: REFERENCE.lanes, team: REFERENCE.team }, 1)
      : Number.NaN
    if (!(error <= LIMITS.f32)) return { variant: `${team}-${lanes}`, error, limit: LIMITS.f32 }
  }
  return undefined
}

/** `kernel`: a product of many rows; else one of a single row. */
type Options = { readonly kernel: MatmulKernel } | { readonly lanes: number; readonly team: Team }

/** NMSE of one variant against another over both weight formats that are quantised. */
async function difference(gpu: Gpu, variant: Options, reference: Options, rows: number): Promise<number> {
  let worst = 0
  for (const dtype of ['q4g32', 'q8g32'] as const) {
    const [a, b] = [await run(gpu, variant, dtype, rows), await run(gpu, reference, dtype, rows)]
    if (!a || !b) return Number.NaN
    const error = nmse(a, b)
    // NaN must not pass.
    if (!(error <= worst)) worst = error
  }
  return worst
}

/** Undefined when WebGPU refuses the pipeline. */
async function run(
  gpu: Gpu,
  options: Options,
  dtype: 'q4g32' | 'q8g32',
  rows: number,
): Promise<Float32Array | undefined> {
  const { n, k } = SHAPE
  const { queue } = gpu.device
  const pool = new BufferPool(gpu)
  try {
    const params = pool.uniform('params', 16)
    queue.writeBuffer(params, 0, new Uint32Array([rows, 0, 0, 0]))
    const x = pool.storage('x', rows * k)
    queue.writeBuffer(x, 0, numbers(rows * k, 1))
    const gain = pool.storage('gain', k)
    queue.writeBuffer(gain, 0, numbers(k, 3))
    const y = pool.storage('y', rows * n)
    const bytes = (n * k * (dtype === 'q4g32' ? 4 : 8)) / 8
    const data = pool.storage('weights', bytes / 4)
    queue.writeBuffer(
      data,
      0,
      Uint8Array.from(numbers(bytes, 2), (v) => Math.floor((v + 1) * 127)),
    )
    const scales = pool.storage('scales', (n * k) / 64)
    // f16 of 2⁻⁷ and 1.5·2⁻⁷ in turn.
    queue.writeBuffer(
      scales,
      0,
      Uint16Array.from({ length: (n * k) / 32 }, (_, i) => 0x2000 | ((i & 1) << 9)),
    )
    const weight: Matrix = { rows: n, cols: k, dtype, parts: [{ from: 0, to: n, data, scales }] }
    const steps =
      'kernel' in options
        ? linear({ name: 'verify', params, x, y, weight, normed: true, ...options })
        : matvec({ name: 'verify', x, y, weight, norm: { gain, eps: 1e-6 }, finish: 'store', ...options })
    return await output(gpu, steps, rows, 0, y, rows * n)
  } finally {
    pool.dispose()
  }
}

/** NMSE of one attention of many rows against another. */
async function attentionDifference(gpu: Gpu, kernel: AttentionKernel, reference: AttentionKernel): Promise<number> {
  const [rows, past, heads, kvHeads, head] = [19, 70, 4, 2, 20]
  const capacity = past + rows
  const pool = new BufferPool(gpu)
  const filled = (label: string, floats: number, seed: number) => {
    const buffer = pool.storage(label, floats)
    gpu.device.queue.writeBuffer(buffer, 0, numbers(floats, seed))
    return buffer
  }
  try {
    const params = pool.uniform('params', 16)
    gpu.device.queue.writeBuffer(params, 0, new Uint32Array([rows, past, 0, 0]))
    const spec: Omit<AttentionSpec, 'out'> = {
      name: 'verify',
      params,
      q: filled('q', rows * heads * head, 1),
      qRow: heads * head,
      keys: filled('keys', kvHeads * capacity * head, 2),
      values: filled('values', kvHeads * capacity * head, 3),
      keyOffset: 0,
      valueOffset: 0,
      kvRow: head,
      kvHeadStride: capacity * head,
      heads,
      kvHeads,
      head,
      causal: true,
    }
    const floats = rows * heads * head
    const outs: (Float32Array | undefined)[] = []
    for (const which of [kernel, reference]) {
      const out = pool.storage('out', floats)
      outs.push(await output(gpu, [attention({ ...spec, out, kernel: which })], rows, past, out, floats))
    }
    const [a, b] = outs
    return a && b ? nmse(a, b) : Number.NaN
  } finally {
    pool.dispose()
  }
}

function nmse(values: Float32Array, reference: Float32Array): number {
  let [error, power] = [0, 0]
  reference.forEach((value, i) => {
    error += (values[i]! - value) ** 2
    power += value ** 2
  })
  return error / power
}

/** What the steps leave in `buffer`. Undefined when WebGPU refuses a pipeline. */
async function output(
  gpu: Gpu,
  steps: readonly StepSpec[],
  rows: number,
  past: number,
  buffer: GPUBuffer,
  floats: number,
): Promise<Float32Array | undefined> {
  const plan = new PlanBuilder(gpu)
  for (const step of steps) plan.step(step)
  plan.tap('y', buffer, () => floats)
  const built = await plan.build().catch((error: unknown) => {
    gpu.check()
    // What a driver cannot compile is left out as what it computes wrongly.
    if (error instanceof Error) return undefined
    throw error
  })
  return built && (await built.runTapped(rows, past, ['y'])).get('y')
}

/** Numbers in [−1, 1) that depend on the seed alone. */
function numbers(count: number, seed: number): Float32Array<ArrayBuffer> {
  let state = seed
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state >>> 8) / 2 ** 23 - 1
  })
}
