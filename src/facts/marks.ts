import type { XY } from './fact.ts'
import { areSquare, distance, foot, middle, shapeOf, sidesOf, sub } from './plane.ts'
import type { Polygon, Scene, Segment } from './scene.ts'

/** A short stroke through the middle of a longer one says which are equal. */
export function isTick({ from, to }: Segment, scene: Scene): boolean {
  const [at, length] = [middle(from, to), distance(from, to)]
  const straight = scene.segments.filter(({ curved }) => !curved)
  const sides = [
    ...straight.map((one) => [one.from, one.to] as const),
    ...scene.polygons.flatMap(({ points }) => sidesOf(points)),
  ]
  const host = sides.find(
    ([a, b]) => length < 0.2 * distance(a, b) && distance(middle(a, b), at) < 0.02 * distance(a, b),
  )
  if (!host) return false
  // Of more it is a scale.
  const marks = straight.filter((one) => {
    const center = middle(one.from, one.to)
    return (
      distance(one.from, one.to) < 0.2 * distance(...host) &&
      distance(foot(center, ...host).at, center) < 0.02 * distance(...host)
    )
  })
  return marks.length <= 3
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
