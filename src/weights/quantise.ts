import { fromF16, toF16 } from './half.ts'
import { alignUp, dataBytes, GROUP, ROW_BLOCK, rowBytes, scaleBytes } from './layout.ts'

export interface Quantised {
  /** Rows padded to whole groups, row count padded to a multiple of 8; padding has the value 0. */
  readonly data: Uint8Array
  /** f16 bits, [rows/8][groups][8]; zero for padding rows. */
  readonly scales: Uint16Array
}

/** Levels that the q4 search tries for the largest weight of a group: 8 meets it exactly, above 8 clips it. */
const Q4_LEVELS = [8, 7, 7.35, 7.7, 8.35, 8.7, 9.1, 9.6] as const

/**
 * Quantises a row-major matrix of f32, symmetric, in groups of 32 along the columns.
 * The scale is rounded to f16 first and the weights are quantised with the rounded scale.
 * A q4 scale is negative where that lets the largest weight fall on level −8.
 * @throws RangeError when a weight is not finite or a scale exceeds f16.
 */
export function quantise(dtype: 'q4g32' | 'q8g32', values: Float32Array, rows: number, cols: number): Quantised {
  const groups = alignUp(cols, GROUP) / GROUP
  const stride = rowBytes(dtype, cols)
  const data = new Uint8Array(dataBytes(dtype, rows, cols))
  const scales = new Uint16Array(scaleBytes(dtype, rows, cols) / 2)
  const group = new Float32Array(GROUP)
  const pack = dtype === 'q8g32' ? packQ8 : packQ4
  if (dtype === 'q4g32') data.fill(0x88, rows * stride)
  for (let row = 0; row < rows; row++) {
    const scaleRow = (row - (row % ROW_BLOCK)) * groups + (row % ROW_BLOCK)
    for (let g = 0; g < groups; g++) {
      const from = row * cols + g * GROUP
      const count = Math.min(GROUP, cols - g * GROUP)
      if (count < GROUP) group.fill(0)
      for (let i = 0; i < count; i++) group[i] = values[from + i]!
      scales[scaleRow + g * ROW_BLOCK] = pack(group, data, row * stride + (g * stride) / groups)
    }
  }
  return { data, scales }
}

/** The f32 matrix that quantised bytes stand for. */
export function dequantise(
  dtype: 'q4g32' | 'q8g32',
  { data, scales }: Quantised,
  rows: number,
  cols: number,
): Float32Array {
  const groups = alignUp(cols, GROUP) / GROUP
  const stride = rowBytes(dtype, cols)
  const out = new Float32Array(rows * cols)
  for (let row = 0; row < rows; row++) {
    const scaleRow = (row - (row % ROW_BLOCK)) * groups + (row % ROW_BLOCK)
    for (let col = 0; col < cols; col++) {
      const g = Math.floor(col / GROUP)
      const scale = fromF16(scales[scaleRow + g * ROW_BLOCK]!)
      const i = col % GROUP
      const level =
        dtype === 'q8g32'
          ? (data[row * stride + col]! << 24) >> 24
          : ((data[row * stride + g * 16 + (i >> 3) * 4 + (i & 3)]! >> (i & 4)) & 15) - 8
      out[row * cols + col] = level * scale
    }
  }
  return out
}

/** The weight of largest magnitude, with its sign. */
function extreme(group: Float32Array): number {
  let best = 0
  let bestAbs = 0
  for (let i = 0; i < GROUP; i++) {
    const v = group[i]!
    const abs = v < 0 ? -v : v
    if (!(abs < Infinity)) throw new RangeError('it holds a weight that is not finite')
    if (abs > bestAbs) {
      bestAbs = abs
      best = v
    }
  }
  return best
}

function scaleBits(scale: number): number {
  const bits = toF16(scale)
  if ((bits & 0x7fff) === 0x7c00) throw new RangeError('its weights are too large for f16 scales')
  return bits
}

/** Writes 32 signed bytes; returns the scale. */
function packQ8(group: Float32Array, out: Uint8Array, at: number): number {
  const bits = scaleBits(Math.abs(extreme(group)) / 127)
  const scale = fromF16(bits)
  if (scale === 0) return 0
  const inverse = 1 / scale
  for (let i = 0; i < GROUP; i++) {
    out[at + i] = Math.max(-127, Math.min(127, Math.floor(group[i]! * inverse + 0.5)))
  }
  return bits
}

/** Squared error of the group when quantised to 16 levels of `scale`, of which level 8 is zero. */
function q4Error(group: Float32Array, scale: number): number {
  const inverse = 1 / scale
  let error = 0
  for (let i = 0; i < GROUP; i++) {
    const v = group[i]!
    const t = v * inverse + 8.5
    const level = t < 0 ? 0 : t > 15 ? 15 : t | 0
    const d = v - scale * (level - 8)
    error += d * d
  }
  return error
}

/** The scale that fits best the levels which `scale` gives (least squares). */
function q4Refit(group: Float32Array, scale: number): number {
  const inverse = 1 / scale
  let products = 0
  let squares = 0
  for (let i = 0; i < GROUP; i++) {
    const v = group[i]!
    const t = v * inverse + 8.5
    const level = (t < 0 ? 0 : t > 15 ? 15 : t | 0) - 8
    products += v * level
    squares += level * level
  }
  return squares === 0 ? scale : products / squares
}

/** Writes 16 bytes: byte 4w + b holds element 8w + b in its low nibble, 8w + 4 + b in its high one. Returns the scale. */
function packQ4(group: Float32Array, out: Uint8Array, at: number): number {
  const largest = extreme(group)
  let bits = 0
  let best = Infinity
  const attempt = (candidate: number) => {
    const candidateBits = scaleBits(candidate)
    const scale = fromF16(candidateBits)
    if (scale === 0) return
    const error = q4Error(group, scale)
    if (error < best) {
      best = error
      bits = candidateBits
    }
  }
  for (const level of Q4_LEVELS) attempt(-largest / level)
  if (best !== Infinity) attempt(q4Refit(group, fromF16(bits)))
  if (best === Infinity) {
    out.fill(0x88, at, at + 16)
    return 0
  }
  const inverse = 1 / fromF16(bits)
  for (let i = 0; i < GROUP; i++) {
    const t = group[i]! * inverse + 8.5
    const level = t < 0 ? 0 : t > 15 ? 15 : t | 0
    const byte = at + (i >> 3) * 4 + (i & 3)
    out[byte] = (i & 4) === 0 ? level : out[byte]! | (level << 4)
  }
  return bits
}
