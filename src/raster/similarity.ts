import type { Raster } from './raster.ts'

/** Uniform scale and shift between two pictures: a point p (pixel centres at +0.5) of one lies at scale·p + (dx, dy) in the other. */
export interface Similarity {
  readonly scale: number
  readonly dx: number
  readonly dy: number
}

/** Draws `source` into a picture of the given size, bilinearly; `map` leads from the new picture's points to the source's. */
export function resampleSimilar(
  source: Raster,
  width: number,
  height: number,
  map: Similarity,
  outside: readonly [number, number, number],
): Raster {
  if (map.scale === 1 && map.dx === 0 && map.dy === 0 && width === source.width && height === source.height)
    return source
  const data = new Uint8Array(width * height * 3)
  const across = axisSamples(width, source.width, map.scale, map.dx)
  const down = axisSamples(height, source.height, map.scale, map.dy)
  const stride = source.width * 3
  const pixels = source.data
  for (let y = 0, to = 0; y < height; y++) {
    const top = down.index[y]!
    const fy = down.part[y]!
    for (let x = 0; x < width; x++, to += 3) {
      const left = across.index[x]!
      if (top < 0 || left < 0) {
        data[to] = outside[0]
        data[to + 1] = outside[1]
        data[to + 2] = outside[2]
        continue
      }
      const fx = across.part[x]!
      const a = top * stride + left * 3
      const right = left + 1 < source.width ? 3 : 0
      const below = top + 1 < source.height ? stride : 0
      for (let c = 0; c < 3; c++) {
        const p = a + c
        const upper = pixels[p]! + (pixels[p + right]! - pixels[p]!) * fx
        const lower = pixels[p + below]! + (pixels[p + below + right]! - pixels[p + below]!) * fx
        data[to + c] = upper + (lower - upper) * fy + 0.5
      }
    }
  }
  return { width, height, data }
}

/** Left neighbour and fraction for each pixel of an axis; −1 where the point falls outside the source. */
function axisSamples(length: number, sourceLength: number, scale: number, shift: number) {
  const index = new Int32Array(length)
  const part = new Float64Array(length)
  for (let i = 0; i < length; i++) {
    const at = (i + 0.5) * scale + shift
    if (at < 0 || at > sourceLength) {
      index[i] = -1
      continue
    }
    const clamped = Math.min(Math.max(at - 0.5, 0), sourceLength - 1)
    index[i] = Math.floor(clamped)
    part[i] = clamped - index[i]!
  }
  return { index, part }
}
