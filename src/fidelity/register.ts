import { distanceTransform } from '../raster/distance.ts'
import type { Edges } from '../raster/edges.ts'
import type { Similarity } from '../raster/similarity.ts'

/** Both lead from points of the small source to points of the small render. */
export interface Registration {
  /** As they lie, each at its own relative size. */
  readonly still: Similarity
  /** The best found; the same object as `still` when moving gains nothing. */
  readonly best: Similarity
}

/** Longer side of the small pictures that registration works on. */
export const LEVEL = 256
/** Distances count up to this many pixels of the small pictures while searching; farther is simply "not there". */
const REACH = 5
/** The same for the last choice: what meets within the components' tolerance counts, a compromise between two halves does not. */
const CLOSE = 1.5
const MAX_ZOOM = 1.25
const MAX_SHIFT = 0.1
/** Cost of the farthest zoom or shift, so that a doubtful gain does not move what already lies well. */
const INERTIA = 0.04

/** Scale and shift from points of the small render to points of the small source. */
interface Pose {
  readonly scale: number
  readonly dx: number
  readonly dy: number
}

interface Level {
  readonly width: number
  readonly height: number
  readonly distance: Float32Array
  readonly points: Int32Array
}

/**
 * Registers a render to its source by a uniform scale and a shift, on distance transforms of their edges: candidates from
 * the profiles of rows and columns, then a pattern search on the truncated chamfer distance of both directions.
 * Takes the edges of the two pictures at a longer side of at most LEVEL; right to about a pixel of these.
 */
export function register(source: Edges, render: Edges): Registration {
  const a = level(source)
  const b = level(render)
  const still: Pose = { scale: 1, dx: 0, dy: 0 }
  const cost = (pose: Pose, reach: number, count: number) => chamfer(a, b, pose, count, reach) / reach + inertia(pose)
  if (a.points.length === 0 || b.points.length === 0 || cost(still, CLOSE, Infinity) === 0)
    return { still, best: still }
  const rough = candidates(a, b)
    .map((pose) => ({ pose, cost: cost(pose, REACH, 120) }))
    .sort((p, q) => p.cost - q.cost)
    .slice(0, 5)
  const refined = [still, ...rough.map(({ pose }) => pose)]
    .map((start) => search(start, 0.02, 2, 0.2, (pose) => cost(pose, REACH, 250)))
    .map((start) => search(start, 0.005, 1.3, 0.2, (pose) => cost(pose, CLOSE, 250)))
    .map((pose) => ({ pose, cost: cost(pose, CLOSE, 1000) }))
    .sort((p, q) => p.cost - q.cost)
  const pose = search(refined[0]!.pose, 0.004, 1, 0.03, (pose) => cost(pose, CLOSE, 1000))
  if (cost(still, CLOSE, 1000) <= cost(pose, CLOSE, 1000) + 0.01) return { still, best: still }
  return { still, best: { scale: 1 / pose.scale, dx: -pose.dx / pose.scale, dy: -pose.dy / pose.scale } }
}

function level({ width, height, map, points }: Edges): Level {
  return { width, height, distance: distanceTransform(map, width, height), points }
}

function inertia({ scale, dx, dy }: Pose): number {
  // The shift of the middle, not of the corner: a zoom about the middle is no shift.
  const middle = (LEVEL / 2) * (scale - 1)
  const zoom = Math.abs(Math.log(scale)) / Math.log(MAX_ZOOM)
  const shift = Math.hypot(dx + middle, dy + middle) / (MAX_SHIFT * LEVEL)
  if (zoom > 1 || shift > 1.5) return 10
  return INERTIA * Math.max(zoom, shift)
}

/** Mean truncated distance, both ways added, of at most `count` edge points each. */
function chamfer(a: Level, b: Level, pose: Pose, count: number, reach: number): number {
  return (
    meanDistance(b, a, pose.scale, pose.dx, pose.dy, count, reach) +
    meanDistance(a, b, 1 / pose.scale, -pose.dx / pose.scale, -pose.dy / pose.scale, count, reach)
  )
}

function meanDistance(
  from: Level,
  to: Level,
  scale: number,
  dx: number,
  dy: number,
  count: number,
  reach: number,
): number {
  const step = Math.max(1, from.points.length / count)
  let sum = 0
  let used = 0
  for (let k = 0; k < from.points.length; k += step, used++) {
    const point = from.points[Math.floor(k)]!
    const row = Math.floor(point / from.width)
    const x = (point - row * from.width + 0.5) * scale + dx - 0.5
    const y = (row + 0.5) * scale + dy - 0.5
    const left = Math.floor(x)
    const top = Math.floor(y)
    if (left < 0 || top < 0 || left >= to.width - 1 || top >= to.height - 1) {
      sum += reach
      continue
    }
    const i = top * to.width + left
    const d = to.distance
    const fx = x - left
    const fy = y - top
    const upper = d[i]! + (d[i + 1]! - d[i]!) * fx
    const lower = d[i + to.width]! + (d[i + to.width + 1]! - d[i + to.width]!) * fx
    const distance = upper + (lower - upper) * fy
    sum += Math.min(distance, reach)
  }
  return sum / Math.max(1, used)
}

/** Pattern search: steps in each parameter, halved when none helps, until the shift's step is below `finest`. */
function search(start: Pose, zoomStep: number, shiftStep: number, finest: number, cost: (pose: Pose) => number): Pose {
  let best = start
  let bestCost = cost(start)
  for (let zoom = zoomStep, shift = shiftStep; shift >= finest; ) {
    let moved = false
    for (const [dz, sx, sy] of [
      [zoom, 0, 0],
      [-zoom, 0, 0],
      [0, shift, 0],
      [0, -shift, 0],
      [0, 0, shift],
      [0, 0, -shift],
    ] as const) {
      const scale = best.scale * Math.exp(dz)
      // A change of scale turns about the middle.
      const middle = (LEVEL / 2) * (best.scale - scale)
      const pose = { scale, dx: best.dx + middle + sx, dy: best.dy + middle + sy }
      const value = cost(pose)
      if (value < bestCost) {
        best = pose
        bestCost = value
        moved = true
      }
    }
    if (!moved) {
      zoom /= 2
      shift /= 2
    }
  }
  return best
}

/** For each scale, the two best shifts of each axis by correlation of the edge profiles. */
function candidates(a: Level, b: Level): Pose[] {
  const [ax, ay] = [profile(a, true), profile(a, false)]
  const [bx, by] = [profile(b, true), profile(b, false)]
  const poses: Pose[] = []
  for (let k = -11; k <= 11; k++) {
    const scale = 1.02 ** k
    const middle = (LEVEL / 2) * (1 - scale)
    for (const dx of bestShifts(ax, stretched(bx, scale), middle)) {
      for (const dy of bestShifts(ay, stretched(by, scale), middle)) poses.push({ scale, dx, dy })
    }
  }
  return poses
}

/** Edge pixels in each column (or row), smoothed over three. */
function profile({ width, height, points }: Level, columns: boolean): Float64Array {
  const counts = new Float64Array(columns ? width : height)
  for (const point of points) counts[columns ? point % width : Math.floor(point / width)]!++
  return counts.map((v, i) => ((counts[i - 1] ?? 0) + 2 * v + (counts[i + 1] ?? 0)) / 4)
}

function stretched(values: Float64Array, scale: number): Float64Array {
  const out = new Float64Array(Math.ceil(values.length * scale) + 1)
  values.forEach((value, i) => {
    const at = Math.max(0, (i + 0.5) * scale - 0.5)
    const left = Math.floor(at)
    out[left]! += value * (1 - at + left)
    out[left + 1]! += value * (at - left)
  })
  return out
}

function bestShifts(a: Float64Array, b: Float64Array, middle: number): number[] {
  const span = Math.round(MAX_SHIFT * LEVEL)
  const found: { shift: number; value: number }[] = []
  for (let shift = Math.round(middle) - span; shift <= Math.round(middle) + span; shift++) {
    let value = 0
    for (let i = Math.max(0, -shift); i < b.length && i + shift < a.length; i++) value += b[i]! * a[i + shift]!
    found.push({ shift, value })
  }
  found.sort((p, q) => q.value - p.value)
  const first = found[0]!.shift
  const second = found.find(({ shift }) => Math.abs(shift - first) > 2)
  return second ? [first, second.shift] : [first]
}
