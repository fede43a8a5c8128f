import { Gpu } from '../../src/gpu/device.ts'
import type { Matrix, WeightDtype } from '../../src/gpu/matrix.ts'
import { PlanBuilder, type StepSpec } from '../../src/gpu/plan.ts'

let shared: Promise<Gpu> | undefined

/** One device for all kernel tests of a file. */
export function openGpu(): Promise<Gpu> {
  shared ??= Gpu.open()
  return shared
}

export function storage(gpu: Gpu, data: Float32Array | Uint32Array | Uint8Array, padTo = 0): GPUBuffer {
  const size = Math.max(16, Math.ceil(Math.max(data.byteLength, padTo) / 4) * 4)
  const buffer = gpu.device.createBuffer({
    size,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
  })
  const bytes = new Uint8Array(Math.ceil(data.byteLength / 4) * 4)
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  gpu.device.queue.writeBuffer(buffer, 0, bytes)
  return buffer
}

/** A buffer full of NaN, so that what a kernel leaves out or reads too much shows. */
export function canary(gpu: Gpu, floats: number): GPUBuffer {
  return storage(gpu, new Float32Array(floats).fill(Number.NaN))
}

export function params(gpu: Gpu, rows: number, past = 0): GPUBuffer {
  const buffer = gpu.device.createBuffer({ size: 16, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST })
  gpu.device.queue.writeBuffer(buffer, 0, new Uint32Array([rows, past, 0, 0]))
  return buffer
}

export async function readBack(gpu: Gpu, buffer: GPUBuffer, floats: number): Promise<Float32Array> {
  const copy = gpu.device.createBuffer({ size: floats * 4, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ })
  const encoder = gpu.device.createCommandEncoder()
  encoder.copyBufferToBuffer(buffer, 0, copy, 0, floats * 4)
  gpu.device.queue.submit([encoder.finish()])
  await copy.mapAsync(GPUMapMode.READ)
  return new Float32Array(copy.getMappedRange().slice(0))
}

/** Runs steps once and gives the first `floats` values of `out`; WebGPU's own errors fail the test. */
export async function runSteps(
  gpu: Gpu,
  steps: readonly StepSpec[],
  rows: number,
  past: number,
  out: GPUBuffer,
  floats: number,
): Promise<Float32Array> {
  gpu.device.pushErrorScope('validation')
  const builder = new PlanBuilder(gpu)
  for (const step of steps) builder.step(step)
  const plan = await builder.build()
  plan.submit(rows, past)
  const error = await gpu.device.popErrorScope()
  if (error) throw new Error(error.message)
  return readBack(gpu, out, floats)
}

/** Numbers in [−1, 1) that depend on the seed alone. */
export function random(count: number, seed: number): Float32Array {
  let state = seed >>> 0 || 1
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state >>> 8) / 2 ** 23 - 1
  })
}

/** Largest difference over the root mean square of the reference: the gate of kernels.md 9 for f32 outputs. */
export function maxOverRms(actual: ArrayLike<number>, reference: ArrayLike<number>): number {
  let largest = 0
  let squares = 0
  for (let i = 0; i < reference.length; i++) {
    const difference = Math.abs(actual[i]! - reference[i]!)
    // NaN must not pass.
    if (!(difference <= largest)) largest = difference
    squares += reference[i]! ** 2
  }
  return largest / Math.sqrt(squares / reference.length)
}

/** Normalised mean squared error. */
export function nmse(actual: ArrayLike<number>, reference: ArrayLike<number>): number {
  let error = 0
  let power = 0
  for (let i = 0; i < reference.length; i++) {
    error += (actual[i]! - reference[i]!) ** 2
    power += reference[i]! ** 2
  }
  return error / power
}

export interface TestMatrix {
  readonly matrix: Matrix
  /** The values that the stored bytes stand for, [rows][cols], decoded here bit by bit. */
  readonly values: Float64Array
}

/** Random bytes in a weight format, cut into parts at `cuts`, with their exact values. */
export function testMatrix(
  gpu: Gpu,
  dtype: WeightDtype,
  rows: number,
  cols: number,
  seed: number,
  cuts: readonly number[] = [],
): TestMatrix {
  const values = new Float64Array(rows * cols)
  const edges = [0, ...cuts, rows]
  const parts = edges.slice(0, -1).map((from, i) => {
    const to = edges[i + 1]!
    return encodePart(gpu, dtype, from, to, cols, seed + i, values)
  })
  return { matrix: { rows, cols, dtype, parts }, values }
}

function encodePart(
  gpu: Gpu,
  dtype: WeightDtype,
  from: number,
  to: number,
  cols: number,
  seed: number,
  values: Float64Array,
) {
  const count = (to - from) * cols
  const source = random(count, seed)
  const put = (i: number, value: number) => {
    values[from * cols + i] = value
  }
  if (dtype === 'f32') {
    for (const [i, v] of source.entries()) put(i, v)
    return { from, to, data: storage(gpu, source), scales: null }
  }
  if (dtype === 'bf16' || dtype === 'f16') {
    const half = new Uint8Array(count * 2)
    const view = new DataView(half.buffer)
    const single = new DataView(new ArrayBuffer(4))
    source.forEach((v, i) => {
      if (dtype === 'bf16') {
        single.setFloat32(0, v)
        const bits = single.getUint32(0) & 0xffff0000
        single.setUint32(0, bits)
        view.setUint16(i * 2, bits >>> 16, true)
        put(i, single.getFloat32(0))
      } else {
        // Eleven significant bits, exponent −1: m/2048 with m in ±[1024, 2047].
        const m = 1024 + Math.floor(Math.abs(v) * 1023)
        const negative = v < 0
        view.setUint16(i * 2, (negative ? 0x8000 : 0) | (14 << 10) | (m - 1024), true)
        put(i, ((negative ? -1 : 1) * m) / 2048)
      }
    })
    return { from, to, data: storage(gpu, half), scales: null }
  }
  const bits = dtype === 'q4g32' ? 4 : 8
  const groups = Math.ceil(cols / 32)
  const blocks = Math.ceil((to - from) / 8)
  const data = new Uint8Array(((to - from) * groups * 32 * bits) / 8)
  const scaleBits = new Uint16Array(blocks * groups * 8)
  for (let row = 0; row < to - from; row++) {
    for (let group = 0; group < groups; group++) {
      // A power of two times 1.5: exact in f16.
      const exponent = ((row * 7 + group * 3) % 5) - 7
      scaleBits[(Math.floor(row / 8) * groups + group) * 8 + (row % 8)] = ((exponent + 15) << 10) | (1 << 9)
      const scale = 1.5 * 2 ** exponent
      for (let k = 0; k < 32; k++) {
        const column = group * 32 + k
        // Padding columns hold garbage on purpose: no kernel may use them.
        const v = column < cols ? source[row * cols + column]! : 0.9
        if (bits === 8) {
          const q = Math.max(-127, Math.floor(v * 128))
          data[row * groups * 32 + column] = q & 255
          if (column < cols) put(row * cols + column, q * scale)
        } else {
          const q = Math.floor((v + 1) * 8)
          const word = (row * groups + group) * 4 + Math.floor(k / 8)
          const element = k % 8
          const byte = word * 4 + (element % 4)
          data[byte] = data[byte]! | (element < 4 ? q : q << 4)
          if (column < cols) put(row * cols + column, (q - 8) * scale)
        }
      }
    }
  }
  const scales = new Uint8Array(scaleBits.buffer)
  return { from, to, data: storage(gpu, data), scales: storage(gpu, scales) }
}
