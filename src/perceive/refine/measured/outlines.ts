import type { ReadMark } from '../../../observation.ts'
import type { Point } from '../../../trace.ts'

/** Pixels within which corners that were read are one: a thick outline's are cut off. */
const ONE_CORNER = 16

/** The corners of a polygon mark, as many as are wanted; null where it has others. */
export function cornersOf({ px }: ReadMark, wanted: number): Point[] | null {
  const corners = Array.from({ length: px.length >> 1 }, (_, i): Point => [px[2 * i]!, px[2 * i + 1]!])
  while (corners.length > wanted) {
    const gaps = corners.map((corner, i) => apart(corner, corners[(i + 1) % corners.length]!))
    const at = gaps.indexOf(Math.min(...gaps))
    if (gaps[at]! > ONE_CORNER) return null
    const next = (at + 1) % corners.length
    corners[at] = middle(corners[at]!, corners[next]!)
    corners.splice(next, 1)
  }
  return corners.length === wanted ? corners : null
}

/** The corners of a closed outline whose sides were read as strokes; null where these do not close so. */
export function closed(segments: readonly ReadMark[], wanted: number): Point[] | null {
  if (segments.length !== wanted || wanted < 3) return null
  const left = segments.map(({ px }): [Point, Point] => [
    [px[0]!, px[1]!],
    [px[2]!, px[3]!],
  ])
  const [first] = left.splice(0, 1)
  let end = first![1]
  const corners: Point[] = []
  while (left.length > 0) {
    const ends = left.flatMap(([from, to], i) => [
      { i, near: from, far: to },
      { i, near: to, far: from },
    ])
    const next = ends.reduce((best, one) => (apart(end, one.near) < apart(end, best.near) ? one : best))
    if (apart(end, next.near) > ONE_CORNER) return null
    corners.push(middle(end, next.near))
    end = next.far
    left.splice(next.i, 1)
  }
  if (apart(end, first![0]) > ONE_CORNER) return null
  return [...corners, middle(end, first![0])]
}

const apart = (a: Point, b: Point) => Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!)
const middle = (a: Point, b: Point): Point => [(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2]
