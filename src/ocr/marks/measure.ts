import type { ReadAxes, ReadMark, Side } from '../../observation.ts'
import type { Raster } from '../../raster/raster.ts'
import { smooth } from '../../raster/smooth.ts'
import type { Box } from '../../trace.ts'
import { type Ink, NOISY } from '../ink.ts'
import { type Bar, barsOf } from './bars.ts'
import { coversOf, isFaint, isGrey } from './cover.ts'
import { curveOf } from './curves.ts'
import { uncovered } from './hidden.ts'
import { colourLayers, type Layer, strokeLayers } from './layers.ts'
import { markersOf } from './markers.ts'
import { piesIn } from './pie.ts'
import { withoutStraights } from './straight.ts'

/** Pixels by which an edge, a centre and a corner are uncertain themselves. */
const EDGE_ERROR = 0.4
const CENTRE_ERROR = 0.5
const CORNER_ERROR = 0.7
/** Of a marker that others touch, as a share of its half width. */
const CROWDED = 0.35
/** A legend shows its mark left of each text, this many of the text's heights away at most. */
const HANDLE = 4.2
/** Labels of a scale. */
const LEAST_SCALE = 3
/** Levels from the background: greys fainter than this are grids and frames of legends. */
const FAINT = 100
/** Of a curve's corners or a colour's markers, that may lie on bars. */
const ON_BARS = 0.5

/** Of an area, that shows the background where marks stand on it; levels from the background. */
const LEAST_BARE = 0.1
const BARE = 30
/** Of a line, to each of its markers. */
const MOST_CORNERS = 3
/** Pixels between the left sides of areas side by side. */
const APART = 20

type Placed = readonly [side: Side, px: number]

/**
 * Bars, markers and curves on calibrated axes with what their places mean, and the wedges of pies. `numbers`: those of the
 * texts that may be a scale's.
 */
export function measureMarks(
  source: Raster,
  ink: Ink,
  axes: readonly ReadAxes[],
  texts: readonly Box[],
  numbers: readonly Box[] = texts,
): ReadMark[] {
  const { width, height } = source
  const picture = ink.noise > NOISY ? { width, height, data: smooth(source.data, width, height, 3) } : source
  const onAxes = axes.flatMap((one, axis) => {
    // Which of two scales a mark belongs to is not told by its place.
    if (!one.x || !one.y || one.twin || hasSecondScale(one.box, numbers, axes)) return []
    if (holdsOther(one.box, axes) || isMisread(one.x) || isMisread(one.y)) return []
    return marksOn({ ...one, x: one.x, y: one.y }, axis, picture, ink, texts)
  })
  const outside = piesIn(picture, ink).filter(
    ({ x, y }) => !axes.some(({ box: [x0, y0, x1, y1] }) => x > x0 && x < x1 && y > y0 && y < y1),
  )
  return [...onAxes, ...outside.flatMap(wedgesOf)]
}

function marksOn(
  { box, x, y }: ReadAxes & { readonly x: Side; readonly y: Side },
  axis: number,
  picture: Raster,
  { background, noise }: Ink,
  texts: readonly Box[],
): ReadMark[] {
  // Evened out, thin strokes fade.
  const faint = noise > NOISY ? 0.5 * FAINT : FAINT
  if (isCovered(picture, box, background)) return []
  const layers = colourLayers(picture, box, background, texts)
  const bars = barsOf(layers, picture, background).map((all) => all.map((bar) => within(bar, box)))
  const solid = layers.flatMap((layer, i): ReadMark[] =>
    bars[i]!.map((bar) => ({ ...barMark(bar, x, y), axis, series: i, colour: hex(layer.colour) })),
  )
  const stood = bars.flat()
  const strokes = strokeLayers(layers, background, faint).filter(({ colour }) => !isFaint(colour, background, faint))
  const handles = texts.map(([x0, y0, x1, y1]): Box => [x0 - HANDLE * (y1 - y0), y0 - 1, x1, y1 + 1])
  const { covers, grid } = coversOf(picture, strokes, background, handles)
  return [
    ...solid,
    ...strokes.flatMap((layer, i): ReadMark[] => {
      const series = layers.indexOf(layer)
      if (bars[series]!.length > 0) return []
      const greys = [...covers.filter((one) => one !== covers[i] && isGrey(one.colour)), ...(grid ? [grid] : [])]
      const cover = withoutStraights(covers[i]!, greys)
      const { markers, joined } = markersOf(cover)
      const others = covers.filter((other) => other !== covers[i])
      const plain = uncovered(markers, others)
      const corners = joined ? curveOf(cover, markers) : []
      // Corners between markers that are not its corners: neither is what it seems.
      if (markers.length > 0 && corners.length > MOST_CORNERS * markers.length) return []
      if (markers.length > 0 && plain.length === 0) return []
      // Greys are taken for the spines' black, thinly laid.
      const colour = hex(markers.length > 0 ? colourAt(picture, markers) : layer.colour)
      const mark = (kind: 'marker' | 'vertex', at: { x: number; y: number }, error: number): ReadMark => ({
        kind,
        px: [at.x, at.y],
        ...valued(error, [x, at.x], [y, at.y]),
        axis,
        series,
        colour,
      })
      return [
        ...free(plain, stood).map((at) => ({
          ...mark('marker', at, at.crowded ? CROWDED * at.radius : CENTRE_ERROR),
          ...(at.untold ? { crowd: 'series' as const } : at.crowded ? { crowd: 'here' as const } : {}),
        })),
        ...free(corners, stood).map((at) => mark('vertex', at, CORNER_ERROR)),
      ]
    }),
  ]
}

/** Whether an area is filled from side to side, as by the cells of a heat map. */
function isCovered({ data, width }: Raster, [x0, y0, x1, y1]: Box, background: Ink['background']): boolean {
  let [bare, all] = [0, 0]
  for (let y = Math.ceil(y0); y < Math.floor(y1); y++) {
    for (let x = Math.ceil(x0); x < Math.floor(x1); x++) {
      const at = (y * width + x) * 3
      all++
      if (background.every((value, c) => Math.abs(data[at + c]! - value) < BARE)) bare++
    }
  }
  return bare < LEAST_BARE * all
}

/** Whether another scale stands inside: what was taken for one area are several. */
function holdsOther([x0, y0, x1, y1]: Box, axes: readonly ReadAxes[]): boolean {
  return axes.some(({ box }) => {
    const [x, y] = [box[0], (box[1] + box[3]) / 2]
    return x > x0 + APART && x < x1 - APART && y > y0 && y < y1
  })
}

/** Numbers that were not understood are no names. */
function isMisread({ kind, ticks }: Side): boolean {
  if (kind !== 'category') return false
  const numbers = ticks.filter(({ text }) => (text.match(/\d/g) ?? []).length > text.length / 2)
  return numbers.length > ticks.length / 2
}

/** Whether labels stand in a column right of an area: a scale that was not read whole. */
function hasSecondScale([, y0, x1, y1]: Box, texts: readonly Box[], axes: readonly ReadAxes[]): boolean {
  // Of the next panel.
  const ofOther = (right: number, line: number) =>
    axes.some(({ box, y }) => y && box[0] > x1 && box[0] > right - 3 && line > box[1] - 3 && line < box[3] + 3)
  const beside = texts.filter(
    ([a, b, c, d]) =>
      a > x1 && a < x1 + 4 * (d - b) && (b + d) / 2 > y0 - 3 && (b + d) / 2 < y1 + 3 && !ofOther(c, (b + d) / 2),
  )
  return beside.some(([a]) => beside.filter((other) => Math.abs(other[0] - a) <= 3).length >= LEAST_SCALE)
}

/** None where many lie along bars: those are outlines and grids seen through them. */
function free<T extends { readonly x: number; readonly y: number }>(
  places: readonly T[],
  bars: readonly Bar[],
): readonly T[] {
  const onBars = places.filter(({ x, y }) =>
    bars.some(({ x0, y0, x1, y1 }) => x > x0 - 3 && x < x1 + 3 && y > y0 - 3 && y < y1 + 3),
  )
  return onBars.length > ON_BARS * places.length ? [] : places
}

/** Nothing is drawn beyond the area: what seems to be is its frame in the bar's colour. */
function within(bar: Bar, [left, top, right, bottom]: Box): Bar {
  const [x0, x1] = [bar.x0, bar.x1].map((x) => Math.min(Math.max(x, left), right)) as [number, number]
  const [y0, y1] = [bar.y0, bar.y1].map((y) => Math.min(Math.max(y, top), bottom)) as [number, number]
  return { ...bar, x0, y0, x1, y1 }
}

/** Data: the middle along the side it stands on, its base, its tip. */
function barMark(
  { x0, y0, x1, y1, upright, turned }: Bar,
  x: Side,
  y: Side,
): Pick<ReadMark, 'kind' | 'px' | 'data' | 'se'> {
  const [along, across] = upright ? [x, y] : [y, x]
  const middle = upright ? (x0 + x1) / 2 : (y0 + y1) / 2
  const [base, tip] = upright !== turned ? (upright ? [y1, y0] : [x1, x0]) : upright ? [y0, y1] : [x0, x1]
  return { kind: 'bar', px: [x0, y0, x1, y1], ...valued(EDGE_ERROR, [along, middle], [across, base], [across, tip]) }
}

/** The wedges of all pies of a picture. */
export function pieMarks(picture: Raster, ink: Ink): ReadMark[] {
  return piesIn(picture, ink).flatMap(wedgesOf)
}

function wedgesOf({ x, y, radius, starts, colours, se }: ReturnType<typeof piesIn>[number]): ReadMark[] {
  return starts.map((from, i): ReadMark => {
    const next = starts[(i + 1) % starts.length]!
    const to = next <= from ? next + 360 : next
    return {
      kind: 'wedge',
      px: [x, y, radius],
      data: [from, to],
      se: [se, se],
      axis: -1,
      series: i,
      colour: hex(colours[i]!),
    }
  })
}

/** What most of the middles of places show. */
function colourAt(
  { data, width }: Raster,
  places: readonly { readonly x: number; readonly y: number }[],
): Layer['colour'] {
  const middle = (c: 0 | 1 | 2) => {
    const values = places.map(({ x, y }) => data[(Math.floor(y) * width + Math.floor(x)) * 3 + c]!)
    return values.sort((a, b) => a - b)[values.length >> 1]!
  }
  return [middle(0), middle(1), middle(2)]
}

function hex(colour: Layer['colour']): string {
  return `#${colour.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`
}
/** Data and standard errors of places along sides. */
function valued(pixels: number, ...places: readonly Placed[]): Pick<ReadMark, 'data' | 'se'> {
  const all = places.map(([{ kind, a, b, residualPx, ticks }, px]) => {
    const plain = a * px + b
    const error = Math.abs(a) * Math.hypot(pixels, residualPx / Math.sqrt(ticks.length))
    if (kind !== 'log') return { value: plain, se: error }
    const value = 10 ** plain
    return { value, se: value * Math.LN10 * error }
  })
  return { data: all.map(({ value }) => value), se: all.map(({ se }) => se) }
}
