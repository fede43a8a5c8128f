import type { PictureTruth } from '../reading/truth.ts'
import type { ChartTruth } from './truth.ts'

/** Values of a chart, and those that a drawing shows right. */
export interface Share {
  readonly total: number
  readonly right: number
}

/** Share of an axis range, and degrees, by which a value may be off; the place of a bar, in categories. */
const RIGHT = 0.01
const DEGREES = 1
const PLACE = 0.1

/** Each true value of a chart that the drawing of a program has: bars by place and ends, points, corners of lines, wedges. */
export function compareDrawn(truth: ChartTruth, drawn: PictureTruth | null): Share {
  const frames = drawn?.axes ?? []
  const within = (a: number, b: number, range: readonly [number, number] | undefined) =>
    range !== undefined && Math.abs(a - b) <= RIGHT * Math.abs(range[1] - range[0])
  const flags: boolean[] = []
  const bars = frames.flatMap((frame) => [...frame.bars])
  for (const { place, from, to } of truth.bars ?? []) {
    const at = bars.findIndex(([cx, cy, w, h]) => {
      const [middle, centre, long] = truth.across ? [cy, cx, w] : [cx, cy, h]
      return (
        Math.abs(middle - place) <= PLACE &&
        within(centre - long / 2, from, truth.range) &&
        within(centre + long / 2, to, truth.range)
      )
    })
    flags.push(at >= 0)
    if (at >= 0) bars.splice(at, 1)
  }
  const points = frames.flatMap((frame) => [...frame.markers])
  for (const [x, y] of truth.points ?? []) {
    const at = points.findIndex(([u, v]) => within(u, x, truth.xRange) && within(v, y, truth.range))
    flags.push(at >= 0)
    if (at >= 0) points.splice(at, 1)
  }
  const curves = frames.flatMap((frame) => [...frame.curves])
  for (const line of truth.lines ?? []) {
    // One curve must show the whole line: the one that shows most of it.
    const shown = curves.map((curve) => line.map((point) => passes(curve, point, truth)))
    const best = shown.reduce(
      (most, one) => (count(one) > count(most) ? one : most),
      line.map(() => false),
    )
    flags.push(...best)
    const used = shown.indexOf(best)
    if (used >= 0) curves.splice(used, 1)
  }
  const wedges = frames.flatMap((frame) => [...frame.wedges])
  for (const [from, to] of truth.wedges ?? []) {
    const at = wedges.findIndex(([a, b]) => turn(a - from) <= DEGREES && turn(b - to) <= DEGREES)
    flags.push(at >= 0)
    if (at >= 0) wedges.splice(at, 1)
  }
  return { total: flags.length, right: count(flags) }
}

function count(flags: readonly boolean[]): number {
  return flags.filter(Boolean).length
}

const turn = (degrees: number) => Math.abs(((((degrees + 180) % 360) + 360) % 360) - 180)

/** Whether a polyline comes within 1 % of the ranges of a point. */
function passes(
  curve: readonly (readonly [number, number])[],
  point: readonly [number, number],
  { xRange, range }: ChartTruth,
): boolean {
  const scaled = ([x, y]: readonly [number, number]) =>
    [x / (xRange![1] - xRange![0]), y / (range![1] - range![0])] as const
  const [px, py] = scaled(point)
  return curve.some((end, i) => {
    if (i === 0) return false
    const [ax, ay] = scaled(curve[i - 1]!)
    const [bx, by] = scaled(end)
    const [dx, dy] = [bx - ax, by - ay]
    const along = Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)))
    return Math.hypot(px - ax - along * dx, py - ay - along * dy) <= RIGHT
  })
}
