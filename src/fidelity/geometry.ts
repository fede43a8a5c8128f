import { DIRECTIONS, type Edges } from '../raster/edges.ts'

/** Directions of matching edges may differ by this many steps of 180/16 degrees. */
const TURN = 3

/**
 * Edge F1 in both directions, mean of the tolerances 0.2 % and 0.4 % of the diagonal (never under 1 px).
 * An edge is matched by an edge of about the same direction; `weights` says how much each pixel's edge tells.
 */
export function geometry(source: Edges, render: Edges, weights: Float32Array): number {
  const diagonal = Math.hypot(source.width, source.height)
  const near = Math.max(1, 0.002 * diagonal)
  const far = Math.max(1, 0.004 * diagonal)
  const recall = matched(source, render, weights, near, far)
  const precision = matched(render, source, weights, near, far)
  const f1 = (k: 0 | 1) => (2 * recall[k] * precision[k]) / Math.max(1e-12, recall[k] + precision[k])
  return (f1(0) + f1(1)) / 2
}

/** Share, by weight, of `from`'s edges that `to` has within `near`, and within `far`. */
function matched(from: Edges, to: Edges, weights: Float32Array, near: number, far: number): [number, number] {
  const { width, height } = from
  const reach = Math.floor(far)
  const offsets: { x: number; y: number; squared: number }[] = []
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      if (x * x + y * y <= far * far) offsets.push({ x, y, squared: x * x + y * y })
    }
  }
  offsets.sort((p, q) => p.squared - q.squared)
  const xs = Int32Array.from(offsets, ({ x }) => x)
  const ys = Int32Array.from(offsets, ({ y }) => y)
  const nearCount = offsets.filter(({ squared }) => squared <= near * near).length
  let [all, atNear, atFar] = [0, 0, 0]
  for (const point of from.points) {
    const weight = weights[point]!
    all += weight
    const y = Math.floor(point / width)
    const x = point - y * width
    const direction = from.map[point]!
    for (let k = 0; k < xs.length; k++) {
      const [nx, ny] = [x + xs[k]!, y + ys[k]!]
      if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue
      const other = to.map[ny * width + nx]!
      if (other === 0) continue
      // Light on dark is as good as dark on light: directions count modulo half a turn.
      const turn = Math.abs(other - direction) % DIRECTIONS
      if (Math.min(turn, DIRECTIONS - turn) > TURN) continue
      atFar += weight
      if (k < nearCount) atNear += weight
      break
    }
  }
  return all === 0 ? [0, 0] : [atNear / all, atFar / all]
}
