import type { ReadAxes, Side } from '../../observation.ts'
import { fitAxis, leastSquares, type TickLabel } from '../axes/fit.ts'
import { labelGroups } from '../axes/groups.ts'
import { numberOf, valuesOf } from '../axes/values.ts'
import type { FoundText } from '../text.ts'

/** Pixels by which labels without marks lie off their map. */
const OFF = 2
/** Numbers without marks that make a scale. */
const LEAST_NUMBERS = 4
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
  if (axes.some(({ x, y }) => x && y) || axes.length > 1) return axes
  const [known] = axes
  const groups = labelGroups(texts)
  const numbers = (direction: 'x' | 'y'): Loose[] =>
    groups.filter((group) => group.direction === direction).flatMap(({ labels }) => scaleOf(labels, direction))
  const ys = known?.y ? [looseOf(known.y, texts, 'y')] : numbers('y')
  const xs = known?.x ? [looseOf(known.x, texts, 'x')] : numbers('x')
  const words = groups.map((group) => ({ ...group, side: bandsOf(group.labels, group.direction) }))
  const found: ReadAxes[] = []
  for (const y of ys) {
    const x = [
      ...xs.filter(({ labels }) => isUnder(labels, y)),
      ...words.flatMap(({ direction, labels, side }) =>
        side && direction === 'x' && isUnder(labels, y) ? [{ side, labels }] : [],
      ),
    ][0]
    if (x) found.push(areaOf(x.side, y.side))
  }
  if (found.length === 0) {
    for (const x of xs) {
      const y = words.find(({ direction, labels, side }) => side && direction === 'y' && isBeside(labels, x))
      if (y?.side) found.push(areaOf(x.side, y.side))
    }
  }
  return found.length === 1 ? found : axes
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
  const fit = fitAxis(ticks, OFF)
  if (fit?.kind !== 'linear' || fit.ticks.length < LEAST_NUMBERS) return []
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

/** Names in the middles of equal bands. */
function bandsOf(labels: readonly FoundText[], direction: 'x' | 'y'): Side | null {
  if (labels.some(({ text }) => numberOf(text) !== null)) return null
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
    return y0 > lowest - high && y0 < lowest + BELOW * high && (x0 + x1) / 2 > right - 4
  })
}

function isBeside(labels: readonly FoundText[], { side, labels: row }: Loose): boolean {
  if (labels.some((label) => row.includes(label)) || labels.length === 0) return false
  const first = Math.min(...side.ticks.map(({ px }) => px))
  const top = Math.min(...row.map(({ box }) => box[1]))
  return labels.every(({ box: [, y0, x1, y1] }) => x1 < first + 4 && x1 > first - BELOW * (y1 - y0) && y1 < top + 4)
}

/** As far as the ticks reach, and half a band beyond names. */
function areaOf(x: Side, y: Side): ReadAxes {
  const reach = ({ kind, a, ticks }: Side) => {
    const pixels = ticks.map(({ px }) => px)
    const beyond = kind === 'category' ? 0.5 / Math.abs(a) : 0
    return [Math.min(...pixels) - beyond, Math.max(...pixels) + beyond] as const
  }
  const [x0, x1] = reach(x)
  const [y0, y1] = reach(y)
  return { box: [x0, y0, x1, y1], x, y }
}
