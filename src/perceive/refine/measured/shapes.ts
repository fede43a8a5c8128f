import type { Panel } from '../../../facts/index.ts'
import type { Observation, ReadMark, Side } from '../../../observation.ts'
import type { Point, TracedAxes } from '../../../trace.ts'
import type { Placing } from '../placing.ts'
import type { DrawnSeries } from './drawn.ts'
import { closed, cornersOf } from './outlines.ts'
import { apart, FULL_COLOUR, type Reading, type Readings } from './reading.ts'

/** Pixels by which a centre or a radius is uncertain, and a corner, whose point a stroke cuts off or draws out. */
const ERROR_PX = 0.6
const CORNER_PX = 4
/** Pixels beside a frame. */
const RIM_PX = 8
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
  const panel = placing.panels.get(series.axes)
  const own = marks.filter(({ axis }) => axis === (panel?.axis ?? -1))
  const circles = own.filter(({ kind }) => kind === 'circle')
  // Of a circle that is cut off the reader sees arcs, each as another one.
  if (round && circles.some((mark) => isCut(mark, panel))) return {}
  const corners = series.shape === 'rectangle' ? 4 : series.columns.x!.length
  const found = round ? circles.map((mark) => ({ mark, px: [mark.px.slice(0, 2)] })) : polygonsIn(own, corners)
  const outlines = found.map(({ mark, px }): Outline => ({ mark, points: px.map(at) }))
  const rivals = all.filter(
    ({ axes: own, shape }) => own === series.axes && isShape(shape) && (shape === 'circle') === round,
  )
  const outline = paired(series, rivals, outlines, size)
  if (!outline) return {}
  const error = round ? ERROR_PX : CORNER_PX
  const told = (values: readonly number[], axis: 0 | 1): Reading[] =>
    values.map((value) => ({ value, se: error * units[axis]! }))
  const [x, y] = [0, 1].map((axis) => outline.points.map((point) => point[axis]!)) as [number[], number[]]
  if (round) return { x: told(x, 0), y: told(y, 1), radius: told([outline.mark.px[2]! * units[0]!], 0) }
  if (series.shape === 'rectangle') {
    const [left, low] = [Math.min(...x), Math.min(...y)]
    const [width, height] = [Math.max(...x) - left, Math.max(...y) - low]
    return { x: told([left], 0), y: told([low], 1), width: told([width], 0), height: told([height], 1) }
  }
  const { order } = meeting(series, outline.points, size)
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

/** Areas with so many corners, and strokes of one colour that close around so many. */
function polygonsIn(marks: readonly ReadMark[], corners: number): { mark: ReadMark; px: readonly Point[] }[] {
  const strokes = new Map<string | undefined, ReadMark[]>()
  for (const mark of marks) {
    if (mark.kind === 'segment') strokes.set(mark.colour, [...(strokes.get(mark.colour) ?? []), mark])
  }
  const found = [
    ...marks.filter(({ kind }) => kind === 'polygon').map((mark) => ({ mark, px: cornersOf(mark, corners) })),
    ...[...strokes.values()].map((sides) => ({ mark: sides[0]!, px: closed(sides, corners) })),
  ]
  return found.flatMap(({ mark, px }) => (px ? [{ mark, px }] : []))
}

/** Whether a circle reaches to a side of its axes: it may be cut off there. */
function isCut({ px: [x, y, radius] }: ReadMark, panel: Panel | undefined): boolean {
  if (!panel) return false
  const [x0, y0, x1, y1] = panel.axes.box
  return Math.min(x! - x0, x1 - x!, y! - y0, y1 - y!) < radius! + RIM_PX
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
