import type { Observation, ReadMark, Side } from '../../../observation.ts'
import type { Point, TracedAxes } from '../../../trace.ts'
import type { Placing } from '../placing.ts'
import type { DrawnSeries } from './drawn.ts'
import { apart, FULL_COLOUR, type Reading, type Readings } from './reading.ts'

/** Pixels by which a corner or a centre is uncertain. */
const ERROR_PX = 0.6
/** Of the size of the axes, by which a shape may have been moved. */
const MOVED = 0.35

interface Outline {
  readonly mark: ReadMark
  /** In data coordinates. */
  readonly points: readonly Point[]
}

type Size = readonly [number, number]

/** Corners of a polygon, centre and radius of a circle, corner and sides of a rectangle, as measured in pixels. */
export function shapeReadings(
  series: DrawnSeries,
  all: readonly DrawnSeries[],
  placing: Placing,
  { marks }: Observation,
): Readings {
  const axes = placing.frames.get(series.axes)
  if (axes?.x.scale !== 'linear' || axes.y.scale !== 'linear') return {}
  const { at, units } = scaleOf(placing, axes)
  const size: Size = [Math.abs(axes.x.limits[1] - axes.x.limits[0]), Math.abs(axes.y.limits[1] - axes.y.limits[0])]
  const round = series.shape === 'circle'
  const outlines = marks
    .filter(({ kind }) => kind === (round ? 'circle' : 'polygon'))
    .map((mark): Outline => ({ mark, points: cornersOf(mark).map(at) }))
  const rivals = all.filter(
    ({ axes: own, shape }) => own === series.axes && isShape(shape) && (shape === 'circle') === round,
  )
  const own = paired(series, rivals, outlines, size)
  if (!own) return {}
  const told = (values: readonly number[], axis: 0 | 1): Reading[] =>
    values.map((value) => ({ value, se: ERROR_PX * units[axis]! }))
  const [x, y] = [0, 1].map((axis) => own.points.map((point) => point[axis]!)) as [number[], number[]]
  if (round) return { x: told(x, 0), y: told(y, 1), radius: told([own.mark.px[2]! * units[0]!], 0) }
  if (series.shape === 'rectangle') {
    const [left, low] = [Math.min(...x), Math.min(...y)]
    const [width, height] = [Math.max(...x) - left, Math.max(...y) - low]
    return { x: told([left], 0), y: told([low], 1), width: told([width], 0), height: told([height], 1) }
  }
  const { order } = meeting(series, own.points, size)
  return {
    x: told(
      order.map((i) => x[i]!),
      0,
    ),
    y: told(
      order.map((i) => y[i]!),
      1,
    ),
  }
}

const isShape = (shape: DrawnSeries['shape']) => shape === 'circle' || shape === 'polygon' || shape === 'rectangle'

/** From pixels of the picture to data: by its own sides where they are calibrated, else as the drawing's axes lie. */
function scaleOf(placing: Placing, axes: TracedAxes): { at: (point: Point) => Point; units: Point } {
  const { x, y } = placing.panels.get(axes.id)?.axes ?? { x: null, y: null }
  if (x?.kind !== 'linear' || y?.kind !== 'linear') {
    return { at: (point) => placing.dataAt(point, axes).at, units: placing.dataAt([0, 0], axes).units }
  }
  const value = ({ a, b }: Side, px: number) => a * px + b
  return { at: (point) => [value(x, point[0]!), value(y, point[1]!)], units: [Math.abs(x.a), Math.abs(y.a)] }
}

function cornersOf({ kind, px }: ReadMark): Point[] {
  if (kind === 'circle') return [[px[0]!, px[1]!]]
  return Array.from({ length: px.length >> 1 }, (_, i) => [px[2 * i]!, px[2 * i + 1]!])
}

/** The outline that is this shape rather than any other. */
function paired(
  series: DrawnSeries,
  rivals: readonly DrawnSeries[],
  outlines: readonly Outline[],
  size: Size,
): Outline | undefined {
  const costs = rivals.flatMap((rival) =>
    outlines.map((outline) => ({
      rival,
      outline,
      cost: cost(rival, outline.points, size) + apart(rival.artists[0]!, outline.mark) / FULL_COLOUR,
    })),
  )
  const [taken, used] = [new Set<DrawnSeries>(), new Set<Outline>()]
  for (const { rival, outline, cost } of costs.sort((a, b) => a.cost - b.cost)) {
    if (cost === Infinity || taken.has(rival) || used.has(outline)) continue
    if (rival === series) return outline
    taken.add(rival)
    used.add(outline)
  }
  return undefined
}

function cost(series: DrawnSeries, points: readonly Point[], size: Size): number {
  const { x, y, width, height } = series.columns
  if (series.shape === 'circle') return near(points[0]!, [x![0]!, y![0]!], size)
  if (series.shape === 'polygon') return meeting(series, points, size).cost
  if (points.length !== 4) return Infinity
  const middle = [0, 1].map((axis) => {
    const along = points.map((point) => point[axis]!)
    return (Math.min(...along) + Math.max(...along)) / 2
  })
  return near(middle, [x![0]! + width![0]! / 2, y![0]! + height![0]! / 2], size)
}

function near(a: Point, b: Point, size: Size): number {
  const off = Math.hypot((a[0]! - b[0]!) / size[0], (a[1]! - b[1]!) / size[1])
  return off <= MOVED ? off : Infinity
}

/** The turn and the direction in which the corners meet best. */
function meeting({ columns }: DrawnSeries, points: readonly Point[], size: Size) {
  const n = columns.x!.length
  let best: { cost: number; order: number[] } = { cost: Infinity, order: [] }
  if (points.length !== n) return best
  for (const step of [1, n - 1]) {
    for (let start = 0; start < n; start++) {
      const order = Array.from({ length: n }, (_, i) => (start + i * step) % n)
      const cost = order.reduce((sum, at, i) => sum + near(points[at]!, [columns.x![i]!, columns.y![i]!], size) / n, 0)
      if (cost < best.cost) best = { cost, order }
    }
  }
  return best
}
