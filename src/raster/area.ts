import type { Raster } from './raster.ts'

/** Box-filter down-scaling: each new pixel is the mean of the area it covers, fractions of pixels included. Never for enlarging. */
export function resizeArea(source: Raster, width: number, height: number): Raster {
  const across = spans(source.width, width)
  const down = spans(source.height, height)
  const stride = source.width * 3
  const pixels = source.data
  const sums = new Float32Array(stride)
  const data = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    sums.fill(0)
    for (let k = down.starts[y]!, w = y * down.taps; k < down.ends[y]!; k++, w++) {
      const weight = down.weights[w]!
      for (let i = 0, from = k * stride; i < stride; i++, from++) sums[i] = sums[i]! + weight * pixels[from]!
    }
    averageRow(sums, across, data, y * width * 3)
  }
  return { width, height, data }
}

/** The picture with its longer side at most `limit` pixels; the same object when it is already. */
export function limitSide(source: Raster, limit: number): Raster {
  const scale = limit / Math.max(source.width, source.height)
  if (scale >= 1) return source
  const side = (length: number) => Math.max(1, Math.round(length * scale))
  return resizeArea(source, side(source.width), side(source.height))
}

interface Spans {
  readonly taps: number
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly weights: Float32Array
}

function spans(from: number, to: number): Spans {
  const scale = from / to
  const taps = Math.ceil(scale) + 1
  const starts = new Int32Array(to)
  const ends = new Int32Array(to)
  const weights = new Float32Array(to * taps)
  for (let index = 0; index < to; index++) {
    const low = index * scale
    const high = Math.min(from, low + scale)
    starts[index] = Math.floor(low)
    ends[index] = Math.min(from, Math.ceil(high))
    for (let k = starts[index]!; k < ends[index]!; k++) {
      weights[index * taps + k - starts[index]!] = (Math.min(high, k + 1) - Math.max(low, k)) / scale
    }
  }
  return { taps, starts, ends, weights }
}

function averageRow(row: Float32Array, { taps, starts, ends, weights }: Spans, out: Uint8Array, to: number): void {
  for (let x = 0; x < starts.length; x++, to += 3) {
    // 0.5 rounds where the bytes are stored.
    let r = 0.5
    let g = 0.5
    let b = 0.5
    for (let k = starts[x]!, w = x * taps; k < ends[x]!; k++, w++) {
      const weight = weights[w]!
      r += weight * row[k * 3]!
      g += weight * row[k * 3 + 1]!
      b += weight * row[k * 3 + 2]!
    }
    out[to] = r
    out[to + 1] = g
    out[to + 2] = b
  }
}
