import { DIRECTIONS, type Edges } from '../raster/edges.ts'
import type { Similarity } from '../raster/similarity.ts'

const SAMPLES = 1500
const ROUNDS = 4
const TURN = 3

/**
 * Brings a similarity that is right within a pixel or two of the small pictures to a fraction of a pixel of the large ones:
 * each edge point of the source moves along its normal towards the nearest edge of the render that runs the same way
 * (iterated closest point, least squares). `reach` is how far off it may be, in the render's pixels.
 */
export function polish(source: Edges, render: Edges, start: Similarity, reach: number): Similarity {
  let best = start
  const step = Math.max(1, source.points.length / SAMPLES)
  for (let round = 0; round < ROUNDS; round++) {
    const sums = new Float64Array(9)
    const far = Math.max(2, Math.ceil(reach / (round + 1)))
    for (let k = 0; k < source.points.length; k += step) {
      const point = source.points[Math.floor(k)]!
      const row = Math.floor(point / source.width)
      // About the middle, so that scale and shift are nearly independent.
      const u = point - row * source.width + 0.5 - source.width / 2
      const v = row + 0.5 - source.height / 2
      const x = best.scale * (u + source.width / 2) + best.dx
      const y = best.scale * (v + source.height / 2) + best.dy
      const angle = ((source.map[point]! - 1) * Math.PI) / DIRECTIONS
      const [nx, ny] = [Math.cos(angle), Math.sin(angle)]
      const along = nearestAlong(render, x, y, nx, ny, source.map[point]!, far)
      if (along !== undefined) accumulate(sums, nx * u + ny * v, nx, ny, along)
    }
    const change = solve(sums)
    if (!change) break
    const [scale, dx, dy] = change
    best = {
      scale: best.scale + scale,
      dx: best.dx + dx - (scale * source.width) / 2,
      dy: best.dy + dy - (scale * source.height) / 2,
    }
  }
  return best
}

/** Signed distance along the normal to the nearest edge of the same direction on it, within `far`. */
function nearestAlong(edges: Edges, x: number, y: number, nx: number, ny: number, direction: number, far: number) {
  for (let k = 0; k <= 2 * far; k++) {
    // 0, +1, −1, +2, −2, …
    const along = k % 2 === 1 ? (k + 1) / 2 : -k / 2
    const column = Math.floor(x + nx * along)
    const row = Math.floor(y + ny * along)
    if (column < 0 || row < 0 || column >= edges.width || row >= edges.height) continue
    const other = edges.map[row * edges.width + column]!
    if (other === 0) continue
    const turn = Math.abs(other - direction)
    if (Math.min(turn, 2 * DIRECTIONS - turn) > TURN) continue
    return (column + 0.5 - x) * nx + (row + 0.5 - y) * ny
  }
  return undefined
}

/** Adds one row (a, b, c | d) to the normal equations: six of the symmetric matrix, three of the right side. */
function accumulate(sums: Float64Array, a: number, b: number, c: number, d: number): void {
  const row = [a * a, a * b, a * c, b * b, b * c, c * c, a * d, b * d, c * d]
  for (let i = 0; i < 9; i++) sums[i]! += row[i]!
}

/** Cramer's rule; undefined when the edges do not settle all three (a single straight line). */
function solve(sums: Float64Array): [number, number, number] | undefined {
  const [aa, ab, ac, bb, bc, cc, ad, bd, cd] = sums as unknown as number[] & { length: 9 }
  const det = (m: readonly number[]) =>
    m[0]! * (m[4]! * m[8]! - m[5]! * m[7]!) -
    m[1]! * (m[3]! * m[8]! - m[5]! * m[6]!) +
    m[2]! * (m[3]! * m[7]! - m[4]! * m[6]!)
  const whole = det([aa!, ab!, ac!, ab!, bb!, bc!, ac!, bc!, cc!])
  if (Math.abs(whole) < 1e-6 * aa! * bb! * cc! || whole === 0) return undefined
  return [
    det([ad!, ab!, ac!, bd!, bb!, bc!, cd!, bc!, cc!]) / whole,
    det([aa!, ad!, ac!, ab!, bd!, bc!, ac!, cd!, cc!]) / whole,
    det([aa!, ab!, ad!, ab!, bb!, bd!, ac!, bc!, cd!]) / whole,
  ]
}
