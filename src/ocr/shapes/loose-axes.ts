import type { ReadAxes, Side } from '../../observation.ts'
import { type Fit, fitAxis, leastSquares, type TickLabel } from '../axes/fit.ts'
import { labelGroups } from '../axes/groups.ts'
import { isNumeral, numberOf, valuesOf } from '../axes/values.ts'
import type { FoundText } from '../text.ts'

/** Pixels by which labels without marks lie off their map. */
const OFF = 2
/** Numbers without marks that make a scale; one fewer where they were read plainly and the other side has as many. */
const LEAST_NUMBERS = 4
const FEWEST = 3
/** Heights of a label between a row of them and the scale above. */
const BELOW = 4
/** Of the bands, how unequal they may be. */
const UNEVEN = 0.04

interface Loose {
  readonly side: Side
  readonly labels: readonly FoundText[]
}

/**
 * Axes whose labels alone make them: of charts without tick marks and strokes along their sides. Only where no area was
 * calibrated whole, the numbers of a column (or a row) make one linear map in equal steps, and the labels of the other side
 * stand where that side must be.
 */
export function looseAxes(axes: readonly ReadAxes[], texts: readonly FoundText[]): readonly ReadAxes[] {
  if (axes.some(({ x, y }) => x && y) || axes.length > 1) return axes.map(withBands)
  const [known] = axes
  const groups = labelGroups(texts)
  const numbers = (direction: 'x' | 'y'): Loose[] =>
    groups.filter((group) => group.direction === direction).flatMap(({ labels }) => scaleOf(labels, direction))
  const ys = known?.y ? [looseOf(known.y, texts, 'y')] : numbers('y')
  const xs = known?.x ? [looseOf(known.x, texts, 'x')] : numbers('x')
  const words = groups.map((group) => ({ ...group, side: bandsOf(group.labels, group.direction) }))
  const mostTicks = (a: Loose, b: Loose) => b.side.ticks.length - a.side.ticks.length
  const found: ReadAxes[] = []
  for (const y of ys.sort(mostTicks)) {
    const x = [
      ...xs.filter(({ side, labels }) => isUnder(labels, y) && (known || isEnough(side) || isEnough(y.side))),
      ...words.flatMap(({ direction, labels, side }) =>
        side && direction === 'x' && isUnder(labels, y) && (known || isEnough(y.side)) ? [{ side, labels }] : [],
      ),
    ][0]
    if (x) found.push(areaOf(x.side, y.side, x.labels))
  }
  if (found.length === 0) {
    for (const x of xs.filter(({ side }) => known || isEnough(side)).sort(mostTicks)) {
      const y = words.find(({ direction, labels, side }) => side && direction === 'y' && isBeside(labels, x))
      if (y?.side) found.push(areaOf(x.side, y.side, x.labels))
    }
  }
  return found.length > 0 ? found.slice(0, 1) : axes
}

function isEnough({ ticks }: Side): boolean {
  return ticks.length >= LEAST_NUMBERS
}

function looseOf(side: Side, texts: readonly FoundText[], direction: 'x' | 'y'): Loose {
  const at = ({ box }: FoundText) => (direction === 'x' ? (box[0] + box[2]) / 2 : (box[1] + box[3]) / 2)
  const labels = texts.filter((text) =>
    side.ticks.some((tick) => tick.text === text.text && Math.abs(tick.px - at(text)) < 6),
  )
  return { side, labels }
}

function scaleOf(labels: readonly FoundText[], direction: 'x' | 'y'): Loose[] {
  const ticks = labels.map(({ box, text, alternatives }): TickLabel => {
    const px = direction === 'x' ? (box[0] + box[2]) / 2 : (box[1] + box[3]) / 2
    return { px, text, values: valuesOf(text, alternatives, false) }
  })
  const even = evenScale(ticks)
  const fit = even ?? fitAxis(ticks, OFF)
  if (fit?.kind !== 'linear' || fit.ticks.length < (even ? FEWEST : LEAST_NUMBERS)) return []
  if (fit.ticks.length < 0.8 * labels.filter(({ text }) => numberOf(text) !== null).length) return []
  const { kind, a, b, residualPx, ticks: used } = fit
  const values = used.map(({ value }) => value)
  const step = Math.min(...values.slice(1).map((value, i) => Math.abs(value - values[i]!)))
  if (!values.every((value) => Math.abs((value - values[0]!) / step - Math.round((value - values[0]!) / step)) < 0.01))
    return []
  // Values grow upwards and to the right: a column that grows downwards is a table's.
  if (direction === 'y' ? a > 0 : a < 0) return []
  const own = labels.filter((_, i) => used.some(({ px }) => px === ticks[i]!.px))
  return [{ side: { kind, a, b, residualPx, ticks: used }, labels: own }]
}

/** Pixels by which labels of equal steps may lie off their map. */
const EVEN = 1.2

/** Numbers in equal steps at equal distances, as they were read: years, whose map a logarithmic one would do for as well. */
function evenScale(ticks: readonly TickLabel[]): Omit<Fit, 'weight' | 'plain' | 'sound'> | null {
  const read = ticks.map(({ px, text }) => ({ px, text, value: numberOf(text) ?? Number.NaN }))
  const steps = read.slice(1).map(({ value }, i) => value - read[i]!.value)
  const isEven = steps.every((step) => step !== 0 && Math.abs(step - steps[0]!) < 1e-6 * Math.abs(steps[0]!))
  // 05 has lost its point.
  if (read.length < FEWEST || !isEven || read.some(({ text }) => /^[-−]?0\d/.test(text))) return null
  const line = leastSquares(read.map(({ px, value }) => [px, value]))
  const off = read.map(({ px, value }) => (value - line.b) / line.a - px)
  if (off.some((one) => Math.abs(one) > EVEN)) return null
  const residualPx = Math.sqrt(off.reduce((sum, value) => sum + value * value, 0) / off.length)
  return { kind: 'linear', ...line, residualPx, ticks: read }
}

/** Names in the middles of equal bands. */
function bandsOf(labels: readonly FoundText[], direction: 'x' | 'y'): Side | null {
  if (labels.some(({ text }) => numberOf(text) !== null || isNumeral(text))) return null
  const up = direction === 'y'
  const named = labels.map(({ box, text }, i) => ({
    px: up ? (box[1] + box[3]) / 2 : (box[0] + box[2]) / 2,
    text,
    value: up ? labels.length - 1 - i : i,
  }))
  const line = leastSquares(named.map(({ px, value }) => [px, value]))
  const off = named.map(({ px, value }) => (value - line.b) / line.a - px)
  const band = 1 / Math.abs(line.a)
  if (off.some((one) => Math.abs(one) > Math.max(OFF, UNEVEN * band))) return null
  const residualPx = Math.sqrt(off.reduce((sum, value) => sum + value * value, 0) / off.length)
  return { kind: 'category', ...line, residualPx, ticks: named }
}

function isUnder(labels: readonly FoundText[], { side, labels: column }: Loose): boolean {
  if (labels.some((label) => column.includes(label)) || labels.length === 0) return false
  const lowest = Math.max(...side.ticks.map(({ px }) => px))
  const right = Math.max(...column.map(({ box }) => box[2]))
  return labels.every(({ box: [x0, y0, x1, y1] }) => {
    const high = y1 - y0
    return y0 > lowest - high && y0 < lowest + stepOf(side) + BELOW * high && (x0 + x1) / 2 > right - 4
  })
}

function isBeside(labels: readonly FoundText[], { side, labels: row }: Loose): boolean {
  if (labels.some((label) => row.includes(label)) || labels.length === 0) return false
  const first = Math.min(...side.ticks.map(({ px }) => px))
  const top = Math.min(...row.map(({ box }) => box[1]))
  return labels.every(({ box: [, y0, x1, y1] }) => x1 < first + 4 && x1 > first - BELOW * (y1 - y0) && y1 < top + 4)
}

/** Pixels between two neighbours of a side's ticks. */
function stepOf({ ticks }: Side): number {
  const pixels = ticks.map(({ px }) => px).sort((a, b) => a - b)
  return Math.min(...pixels.slice(1).map((px, i) => px - pixels[i]!))
}

/** As far as the ticks reach, half a band beyond names, and down to the row of labels where that hides the lowest tick. */
function areaOf(x: Side, y: Side, row: readonly FoundText[]): ReadAxes {
  const reach = ({ kind, a, ticks }: Side) => {
    const pixels = ticks.map(({ px }) => px)
    const beyond = kind === 'category' ? 0.5 / Math.abs(a) : 0
    return [Math.min(...pixels) - beyond, Math.max(...pixels) + beyond] as const
  }
  const [x0, x1] = reach(x)
  const [y0, y1] = reach(y)
  const next = y1 + stepOf(y)
  const tops = row.map(({ box }) => box[1]).sort((a, b) => a - b)
  const isHidden = y.kind === 'linear' && next < tops[tops.length >> 1]! + 2
  return { box: [x0, y0, x1, isHidden ? next : y1], x, y }
}

/** Pixels by which an area that ends at a tick ends there. */
const AT_TICK = 6

/** An area whose sides were told by its outermost names reaches half a band beyond them. */
function withBands(axes: ReadAxes): ReadAxes {
  const box = [...axes.box] as [number, number, number, number]
  for (const [side, low, high] of [
    [axes.x, 0, 2],
    [axes.y, 1, 3],
  ] as const) {
    if (side?.kind !== 'category') continue
    const pixels = side.ticks.map(({ px }) => px)
    const beyond = 0.5 / Math.abs(side.a)
    if (Math.abs(box[low] - Math.min(...pixels)) < AT_TICK) box[low] = Math.max(0, box[low] - beyond)
    if (Math.abs(box[high] - Math.max(...pixels)) < AT_TICK) box[high] += beyond
  }
  return { ...axes, box }
}
