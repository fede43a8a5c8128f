import type { Raster } from './raster.ts'

/**
 * Bicubic resize with antialiasing on 8-bit data, byte for byte what torchvision's uint8 path gives:
 * width first, then height, rounded to 8 bits in between, fixed-point weights.
 */
export function resizeBicubic(source: Raster, width: number, height: number): Raster {
  const narrowed =
    width === source.width
      ? source.data
      : resizeRows(source.data, source.width, source.height, axisWeights(source.width, width))
  const data = height === source.height ? narrowed : resizeColumns(narrowed, width, axisWeights(source.height, height))
  return { width, height, data: data === source.data ? source.data.slice() : data }
}

/** For each output index: `count` weights from `start` on, at `index * taps`; a weight stands for value / 2^shift. */
interface AxisWeights {
  readonly size: number
  readonly taps: number
  readonly starts: Int32Array
  readonly counts: Int32Array
  readonly weights: Int32Array
  readonly shift: number
}

function axisWeights(from: number, to: number): AxisWeights {
  const scale = from / to
  const stretch = Math.max(scale, 1)
  const support = 2 * stretch
  const taps = Math.ceil(support) * 2 + 1
  const starts = new Int32Array(to)
  const counts = new Int32Array(to)
  const exact = new Float64Array(to * taps)
  let largest = 0
  for (let index = 0; index < to; index++) {
    const centre = (index + 0.5) * scale
    const start = Math.max(0, Math.trunc(centre - support + 0.5))
    const count = Math.min(from, Math.trunc(centre + support + 0.5)) - start
    let sum = 0
    for (let k = 0; k < count; k++) {
      const weight = cubic((start + k - centre + 0.5) / stretch)
      exact[index * taps + k] = weight
      sum += weight
    }
    for (let k = 0; k < count; k++) {
      const weight = exact[index * taps + k]! / sum
      exact[index * taps + k] = weight
      largest = Math.max(largest, weight)
    }
    starts[index] = start
    counts[index] = count
  }
  // torchvision keeps weights in 16 bits: the finest fixed point in which the largest still fits.
  let shift = 22
  while (Math.trunc(largest * 2 ** shift + 0.5) >= 32768) shift--
  const one = 2 ** shift
  const weights = Int32Array.from(exact, (weight) => Math.trunc(weight * one + (weight < 0 ? -0.5 : 0.5)))
  return { size: to, taps, starts, counts, weights, shift }
}

/** Cubic convolution kernel, a = −0.5. */
function cubic(u: number): number {
  const a = -0.5
  const t = Math.abs(u)
  if (t < 1) return ((a + 2) * t - (a + 3)) * t * t + 1
  if (t < 2) return (((t - 5) * t + 8) * t - 4) * a
  return 0
}

function resizeRows(data: Uint8Array, width: number, height: number, axis: AxisWeights): Uint8Array {
  const { size, taps, starts, counts, weights, shift } = axis
  const half = 1 << (shift - 1)
  // The clamped array does the clamping to 0..255.
  const out = new Uint8ClampedArray(size * height * 3)
  let to = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < size; x++) {
      let from = (y * width + starts[x]!) * 3
      let r = half
      let g = half
      let b = half
      const end = x * taps + counts[x]!
      for (let k = x * taps; k < end; k++, from += 3) {
        const weight = weights[k]!
        r += weight * data[from]!
        g += weight * data[from + 1]!
        b += weight * data[from + 2]!
      }
      out[to++] = r >> shift
      out[to++] = g >> shift
      out[to++] = b >> shift
    }
  }
  return new Uint8Array(out.buffer)
}

function resizeColumns(data: Uint8Array, width: number, axis: AxisWeights): Uint8Array {
  const { size, taps, starts, counts, weights, shift } = axis
  const stride = width * 3
  const half = 1 << (shift - 1)
  const out = new Uint8ClampedArray(size * stride)
  // Row by row into a sum, so that memory is read in order.
  const sums = new Int32Array(stride)
  for (let y = 0; y < size; y++) {
    sums.fill(half)
    for (let k = 0; k < counts[y]!; k++) {
      const weight = weights[y * taps + k]!
      const row = (starts[y]! + k) * stride
      for (let i = 0; i < stride; i++) sums[i] = sums[i]! + weight * data[row + i]!
    }
    const to = y * stride
    for (let i = 0; i < stride; i++) out[to + i] = sums[i]! >> shift
  }
  return new Uint8Array(out.buffer)
}
