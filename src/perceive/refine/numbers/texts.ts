/** Where the picture shows what is written in the drawing: offsets by correlation. */
import type { Raster } from '../../../raster/raster.ts'
import type { Text } from './samples.ts'

const ALIKE = 0.8
/** What a pixel of way costs in correlation, so that the nearest of equals is taken. */
const WAY = 0.0008
const STEP = 2

/** x and y for each text in turn, pixels; NaN where it is not found. `reach`: pixels. */
export function offsetsOf(texts: readonly Text[], drawing: Raster, picture: Raster, reach: number): Float64Array {
  const offsets = new Float64Array(2 * texts.length).fill(Number.NaN)
  const [from, to] = [grey(drawing), grey(picture)]
  texts.forEach(({ box }, i) => {
    const found = find(from, to, drawing.width, drawing.height, picture.width, picture.height, box, reach)
    if (found) [offsets[2 * i], offsets[2 * i + 1]] = found
  })
  return offsets
}

function find(
  from: Float32Array,
  to: Float32Array,
  fromWidth: number,
  fromHeight: number,
  width: number,
  height: number,
  box: readonly number[],
  reach: number,
): [number, number] | null {
  const x0 = Math.max(0, Math.floor(box[0]!) - 1)
  const y0 = Math.max(0, Math.floor(box[1]!) - 1)
  const x1 = Math.min(fromWidth, Math.ceil(box[2]!) + 1)
  const y1 = Math.min(fromHeight, Math.ceil(box[3]!) + 1)
  if (x1 - x0 < 4 || y1 - y0 < 4) return null
  const alike = (dx: number, dy: number, step: number) => {
    let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0]
    for (let y = y0; y < y1; y += step) {
      const row = y + dy
      if (row < 0 || row >= height) return -1
      for (let x = x0; x < x1; x += step) {
        const column = x + dx
        if (column < 0 || column >= width) return -1
        const p = from[y * fromWidth + x]!
        const q = to[row * width + column]!
        n++
        a += p
        b += q
        aa += p * p
        bb += q * q
        ab += p * q
      }
    }
    const spread = (n * aa - a * a) * (n * bb - b * b)
    return spread <= 0 ? -1 : (n * ab - a * b) / Math.sqrt(spread) - WAY * Math.hypot(dx, dy)
  }
  let best = alike(0, 0, 1)
  let [bestX, bestY] = [0, 0]
  if (best < 0.97) {
    const coarse: [number, number, number][] = []
    for (let dy = -reach; dy <= reach; dy += STEP) {
      for (let dx = -reach; dx <= reach; dx += STEP) {
        const value = alike(dx, dy, STEP)
        if (value > 0.3) coarse.push([value, dx, dy])
      }
    }
    coarse.sort((one, two) => two[0] - one[0])
    for (const [, cx, cy] of coarse.slice(0, 6)) {
      for (let dy = cy - 1; dy <= cy + 1; dy++) {
        for (let dx = cx - 1; dx <= cx + 1; dx++) {
          const value = alike(dx, dy, 1)
          if (value > best) [best, bestX, bestY] = [value, dx, dy]
        }
      }
    }
  }
  return best >= ALIKE ? [bestX, bestY] : null
}

function grey({ data }: Raster): Float32Array {
  const out = new Float32Array(data.length / 3)
  for (let i = 0, p = 0; i < out.length; i++, p += 3)
    out[i] = 0.3 * data[p]! + 0.59 * data[p + 1]! + 0.11 * data[p + 2]!
  return out
}
