import type { Gpu } from '../../gpu/device.ts'
import type { Matrix } from '../../gpu/matrix.ts'
import { fromF16, packF16 } from '../../weights/half.ts'
import { cutRows, GROUP, MAX_PART_BYTES, ROW_BLOCK } from '../../weights/layout.ts'
import { MICROSOFT, type OnnxGraph } from './onnx.ts'

/** A q4g32 matrix [rows][cols] in the bytes of a model folder; rows a multiple of 8, cols of 32. */
export interface Q4 {
  readonly rows: number
  readonly cols: number
  readonly data: Uint32Array
  /** f16 bits, [rows/8][cols/32][8]. */
  readonly scales: Uint16Array
}

/** Random levels and scales; the seed decides. */
export function randomQ4(rows: number, cols: number, seed: number): Q4 {
  const data = new Uint32Array((rows * cols) / 8)
  let state = seed | 1
  for (let i = 0; i < data.length; i++) {
    // xorshift32
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    data[i] = state
  }
  const scales = packF16(randomFloats((rows * cols) / GROUP, seed + 1).map((v) => 0.01 + 0.005 * v))
  return { rows, cols, data, scales }
}

/** Numbers in [−1, 1). */
export function randomFloats(count: number, seed: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(count)
  let state = seed >>> 0 || 1
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    values[i] = (state >>> 8) / 2 ** 23 - 1
  }
  return values
}

/** The matrix on our device, cut into parts as a model folder's would be. */
export function uploadQ4(gpu: Gpu, { rows, cols, data, scales }: Q4): { matrix: Matrix; dispose(): void } {
  const buffers: GPUBuffer[] = []
  const upload = (bytes: Uint32Array | Uint16Array) => {
    const buffer = gpu.device.createBuffer({
      size: bytes.byteLength,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
      mappedAtCreation: true,
    })
    new Uint8Array(buffer.getMappedRange()).set(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    buffer.unmap()
    buffers.push(buffer)
    return buffer
  }
  const parts = cutRows('q4g32', rows, cols, MAX_PART_BYTES).map(([from, to]) => ({
    from,
    to,
    data: upload(data.subarray((from * cols) / 8, (to * cols) / 8)),
    scales: upload(scales.subarray((from * cols) / GROUP, (to * cols) / GROUP)),
  }))
  const dispose = () => {
    for (const buffer of buffers) buffer.destroy()
  }
  return { matrix: { rows, cols, dtype: 'q4g32', parts }, dispose }
}

/**
 * The same matrix in MatMulNBits' layout: levels as [rows][cols/32][16] with element 2i in the low nibble of byte i,
 * scales as f32 [rows][cols/32]; zero point 8 by default. `pick` chooses rows.
 */
export function peerQ4(source: Q4, pick?: readonly number[]): { data: Uint32Array; scales: Float32Array } {
  const { cols } = source
  const rows = pick?.length ?? source.rows
  const words = cols / 8
  const groups = cols / GROUP
  const data = new Uint32Array(rows * words)
  const scales = new Float32Array(rows * groups)
  for (let r = 0; r < rows; r++) {
    const row = pick ? pick[r]! : r
    for (let i = 0; i < words; i++) {
      const word = source.data[row * words + i]!
      // Ours has elements 0 to 3 in the low nibbles and 4 to 7 in the high ones.
      data[r * words + i] = squeeze(word & 0x0f0f0f0f) | (squeeze((word >>> 4) & 0x0f0f0f0f) << 16)
    }
    const block = (row - (row % ROW_BLOCK)) * groups + (row % ROW_BLOCK)
    for (let g = 0; g < groups; g++) scales[r * groups + g] = fromF16(source.scales[block + g * ROW_BLOCK]!)
  }
  return { data, scales }
}

/** Four nibbles, one a byte, side by side. */
function squeeze(nibbles: number): number {
  const pairs = (nibbles | (nibbles >>> 4)) & 0x00ff00ff
  return (pairs | (pairs >>> 8)) & 0xffff
}

/** y = x·Wᵀ as a MatMulNBits node of 4 bits in blocks of 32. `pick` chooses rows of `weight`. */
export function matMulNBits(graph: OnnxGraph, name: string, x: string, weight: Q4, pick?: readonly number[]): string {
  const rows = pick?.length ?? weight.rows
  const groups = weight.cols / GROUP
  const { data, scales } = peerQ4(weight, pick)
  const b = graph.constant(`${name}.q4`, 'uint8', [rows, groups, GROUP / 2], data)
  const s = graph.constant(`${name}.scales`, 'float', [rows * groups], scales)
  return graph.node(
    'MatMulNBits',
    [x, b, s],
    [name],
    { K: weight.cols, N: rows, bits: 4, block_size: GROUP },
    MICROSOFT,
  )
}
