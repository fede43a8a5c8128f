import type { XY } from './fact.ts'
import { areSquare, distance, foot, middle, shapeOf, sidesOf, sub } from './plane.ts'
import type { Polygon, Scene, Segment } from './scene.ts'

/** A short stroke across a longer one: through its middle it says which are equal, in a row it is a scale. */
export function isTick({ from, to }: Segment, scene: Scene): boolean {
  const [at, length] = [middle(from, to), distance(from, to)]
  const straight = scene.segments.filter(({ curved }) => !curved)
  const sides = [
    ...straight.map((one) => [one.from, one.to] as const),
    ...scene.polygons.flatMap(({ points }) => sidesOf(points)),
  ]
  return sides.some((host) => {
    const size = distance(...host)
    const lies = (mark: XY) => distance(foot(mark, ...host).at, mark) < 0.02 * size
    if (length >= 0.2 * size || !lies(at)) return false
    const marks = straight.filter((one) => distance(one.from, one.to) < 0.2 * size && lies(middle(one.from, one.to)))
    if (marks.length <= 3) return distance(middle(...host), at) < 0.02 * size
    return isScale(
      marks.map((one) => ({ at: distance(host[0], middle(one.from, one.to)), length: distance(one.from, one.to) })),
    )
  })
}

/** Marks that make a scale, of one length at even steps. */
const SCALE_MARKS = 5

function isScale(marks: readonly { readonly at: number; readonly length: number }[]): boolean {
  const sorted = marks.toSorted((a, b) => a.at - b.at)
  const [first, second] = sorted
  if (sorted.length < SCALE_MARKS || !first || !second) return false
  const step = second.at - first.at
  return sorted.every(
    ({ at, length }, i) =>
      Math.abs(at - first.at - i * step) < 0.02 * step && Math.abs(length - first.length) < 0.02 * first.length,
  )
}

/** Two small strokes between the legs of a right angle. */
export function isCornerMark({ points }: { readonly points: readonly XY[] }, scene: Scene): boolean {
  const [a, b, c, ...more] = points
  if (!a || !b || !c || more.length > 0 || !areSquare(sub(b, a), sub(c, b))) return false
  const width = Math.abs(scene.axes.x.limits[1] - scene.axes.x.limits[0])
  const corner: XY = [a[0] + c[0] - b[0], a[1] + c[1] - b[1]]
  const ends = [
    ...scene.segments.flatMap(({ from, to }) => [from, to]),
    ...scene.polygons.flatMap((polygon) => polygon.points),
    ...scene.paths.flatMap((path) => (path.points === points ? [] : path.points)),
  ]
  return distance(a, b) < 0.1 * width && ends.some((end) => distance(end, corner) < 1e-6 * width)
}

/** A small square in the corner of two strokes or of a larger polygon says that the angle is right. */
export function isAngleMark({ points, colour }: Polygon, scene: Scene): boolean {
  const [first] = points
  if (!first || shapeOf(points) !== 'square' || !colour) return false
  const side = distance(first, points[1] ?? first)
  const corners = [
    ...scene.segments.flatMap(({ from, to }) => [from, to]),
    ...scene.polygons.filter((other) => other.points !== points).flatMap((other) => other.points),
  ]
  const width = Math.abs(scene.axes.x.limits[1] - scene.axes.x.limits[0])
  return side < 0.1 * width && points.some((point) => corners.some((corner) => distance(point, corner) < 1e-9))
}
