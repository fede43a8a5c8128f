import type { ReadAxes, Side } from '../../observation.ts'
import type { Box } from '../../trace.ts'
import type { Ink } from '../ink.ts'
import type { FoundText } from '../text.ts'
import { fitAxis, leastSquares, type TickLabel } from './fit.ts'
import { type LabelGroup, labelGroups } from './groups.ts'
import type { Placed } from './placed.ts'
import { sidesOfPowers } from './powers.ts'
import { longStrokes, type Stroke } from './strokes.ts'
import { type Anchor, tickMark, unsnapped } from './ticks.ts'
import { dayOf, isNumeral, numberOf, powerOf, valuesOf } from './values.ts'

/** Pixels by which a tick with a mark, and one that only has its label's place, may lie off the map. */
const WITH_MARK = 1.5
const WITHOUT_MARK = 3
/** Of a map's length, beyond its ends: numbers there that it does not explain speak against it, */
const NEARBY = 1.05
/** unless it explains so many more. */
const LEAST_MORE = 2
/** Of a gap in a spine, that has other ink. */
const BRIDGED = 0.8
/** Pixels between labels and their spine at most, and between the spines of two panels at least. */
const BESIDE = 30
const APART = 6
/** So many days are borne out by each other. */
const MANY = 5
/** Of a side's labels, those that must have a tick mark, or a stroke must run along them. */
const MARKED = 0.5

/** The axes of a picture with their maps from pixels to data; sides that are ambiguous or cannot be told stay out. */
export function calibrate(texts: readonly FoundText[], ink: Ink): ReadAxes[] {
  const strokes = longStrokes(ink)
  const placed = labelGroups(texts)
    .flatMap((group) => sidesOf(group, ink, strokes))
    .sort((a, b) => b.side.ticks.length - a.side.ticks.length)
  const chosen: Placed[] = []
  for (const one of placed) {
    const used = chosen.some(
      (other) =>
        other.direction === one.direction &&
        overlap(one, other) &&
        one.labels.filter((label) => other.labels.includes(label)).length > 1,
    )
    if (!used) chosen.push(one)
  }
  const rest = texts.filter((text) => !chosen.some(({ labels }) => labels.includes(text)))
  const powers = sidesOfPowers(rest, (text) => powerOf(text.text, isRaised(text, ink)), ink, strokes)
  return pairUp([...chosen, ...powers], strokes, ink)
}

/** Whether the last sign of a label stands on a higher line than the first. */
function isRaised({ box: [x0, y0, x1, y1] }: FoundText, { pieces }: Ink): boolean {
  const own = pieces
    .filter((piece) => piece.x0 >= x0 - 1 && piece.x1 <= x1 + 1 && piece.y0 >= y0 - 1 && piece.y1 <= y1 + 1)
    .filter((piece) => piece.y1 - piece.y0 >= 0.35 * (y1 - y0))
    .sort((a, b) => a.x0 - b.x0)
  const [first, last] = [own[0], own.at(-1)]
  return own.length >= 2 && first!.y1 - last!.y1 > 0.2 * (y1 - y0)
}

function overlap(a: Placed, b: Placed): boolean {
  return a.from <= b.to && b.from <= a.to
}

function sidesOf({ direction, labels }: LabelGroup, ink: Ink, strokes: readonly Stroke[]): Placed[] {
  const hanging = labels.some(({ angle }) => angle > 10 && angle < 80)
  const ways: readonly (readonly ['above' | 'right' | 'left', Anchor])[] =
    direction === 'y'
      ? [
          ['right', 'middle'],
          ['left', 'middle'],
        ]
      : hanging
        ? [
            ['above', 'end'],
            ['above', 'middle'],
          ]
        : [['above', 'middle']]
  return ways.flatMap(([way, anchor]) => {
    const marks = unsnapped(labels.map((label) => tickMark(label, way, anchor, ink)))
    const marked = marks.filter((mark) => mark !== null).length >= MARKED * labels.length
    const edges = labels.map(({ box }) => (way === 'above' ? box[1] : way === 'right' ? box[2] : box[0]))
    const edge = way === 'right' ? Math.max(...edges) : Math.min(...edges)
    const along = strokes.find(
      (stroke) =>
        stroke.direction === direction &&
        (way === 'right'
          ? stroke.at > edge && stroke.at < edge + BESIDE
          : stroke.at < edge && stroke.at > edge - BESIDE),
    )
    if (!marked && !along) return []
    const tolerance = marked ? WITH_MARK : hanging ? 0 : WITHOUT_MARK
    if (tolerance === 0) return []
    const ticks = labels.flatMap((label, i): TickLabel[] => {
      const mark = marks[i]
      if (marked && !mark) return []
      const { box, text, alternatives } = label
      const px = mark?.px ?? (direction === 'x' ? (box[0] + box[2]) / 2 : (box[1] + box[3]) / 2)
      return [{ px, text, values: valuesOf(text, alternatives, isRaised(label, ink)) }]
    })
    const numeric = bySpine(ticks, strokes, direction, edge).flatMap((own) => numericSides(own, tolerance))
    // Two scales along one spine are one that starts anew: hours, months, a broken axis.
    const spine = (side: Side) =>
      strokes.find(
        (stroke) =>
          stroke.direction === direction &&
          Math.abs(stroke.at - edge) < BESIDE &&
          side.ticks.every(({ px }) => px > stroke.from - 3 && px < stroke.to + 3),
      )
    const anew = numeric.some((side) =>
      numeric.some((other) => other !== side && spine(side) && spine(other) === spine(side)),
    )
    const sides = anew ? [] : numeric
    if (sides.length === 0) {
      // Words beside strokes may be a legend's: categories have marks on a spine.
      const categories = marked && (way === 'above' || (way === 'right' && along !== undefined))
      const isTick = (px: number) => {
        const [box, middle] = [labels[0]!.box, px - ticks[0]!.px]
        const there: Box =
          direction === 'x'
            ? [box[0] + middle, box[1], box[2] + middle, box[3]]
            : [box[0], box[1] + middle, box[2], box[3] + middle]
        const isAlong = along && px > along.from - 3 && px < along.to + 3
        return isAlong === true && tickMark({ ...labels[0]!, box: there }, way, anchor, ink) !== null
      }
      const side =
        dateSide(ticks, labels, tolerance) ?? (categories ? categorySide(ticks, labels, direction, isTick) : null)
      if (side) sides.push(side)
    }
    const data = way === 'right' ? 1 : -1
    return sides.map((side): Placed => {
      const pixels = side.ticks.map(({ px }) => px)
      return { direction, side, edge, data, from: Math.min(...pixels), to: Math.max(...pixels), labels }
    })
  })
}

/** Ticks of each spine apart, where labels of several panels share a row or column; else all of them. */
function bySpine(
  ticks: readonly TickLabel[],
  strokes: readonly Stroke[],
  direction: 'x' | 'y',
  edge: number,
): (readonly TickLabel[])[] {
  const near = strokes
    .filter((stroke) => stroke.direction === direction && Math.abs(stroke.at - edge) < BESIDE)
    .sort((a, b) => Math.abs(a.at - edge) - Math.abs(b.at - edge))
  const groups = new Map<Stroke, TickLabel[]>()
  for (const tick of ticks) {
    const spine = near.find(({ from, to }) => tick.px > from - 3 && tick.px < to + 3)
    if (spine) groups.set(spine, [...(groups.get(spine) ?? []), tick])
  }
  const spines = [...groups.keys()].sort((a, b) => a.from - b.from)
  const isApart = spines.length > 1 && spines.every((one, i) => i === 0 || one.from > spines[i - 1]!.to + APART)
  return isApart && [...groups.values()].every(({ length }) => length > 1) ? [...groups.values()] : [ticks]
}

/** One map for each panel whose labels share a row or column. */
function numericSides(ticks: readonly TickLabel[], tolerance: number): Side[] {
  const sides: Side[] = []
  let rest = ticks
  for (let fit = fitAxis(rest, tolerance); fit; fit = fitAxis(rest, tolerance)) {
    const { kind, a, b, residualPx, ticks: used } = fit
    sides.push({ kind, a, b, residualPx, ticks: used })
    rest = rest.filter(({ px }) => !used.some((tick) => tick.px === px))
  }
  const left = rest.filter(({ values }) => values.some(({ cost }) => cost === 0))
  return sides.filter(({ ticks: used }) => {
    const [from, to] = [Math.min(...used.map(({ px }) => px)), Math.max(...used.map(({ px }) => px))]
    const reach = NEARBY * (to - from)
    return left.filter(({ px }) => px > from - reach && px < to + reach).length <= used.length - LEAST_MORE
  })
}

function dateSide(ticks: readonly TickLabel[], labels: readonly FoundText[], tolerance: number): Side | null {
  const days = ticks.flatMap(({ px, text }) => {
    const other = labels.find((label) => label.text === text)?.alternatives ?? []
    const readings = [text, ...other].flatMap((reading) => {
      const value = dayOf(reading)
      return value === null ? [] : [{ px, text: reading, value }]
    })
    const [first] = readings
    // Of readings of one day the one with its hyphens: dots are specks of them.
    return first ? [readings.find(({ text: one, value }) => value === first.value && !one.includes('.')) ?? first] : []
  })
  if (days.length < 3 || days.length < 0.6 * labels.length) return null
  let kept = days
  for (let turn = 0; turn < 3; turn++) {
    const line = leastSquares(kept.map(({ px, value }) => [px, value]))
    const off = kept.map(({ px, value }) => Math.abs((value - line.b) / line.a - px))
    const worst = off.indexOf(Math.max(...off))
    // A day is a small part of a pixel on long axes, and months differ in length: the ticks' own days are exact.
    if (off[worst]! <= (kept.length < MANY ? 0.6 : 1.5) * tolerance) {
      const residualPx = Math.sqrt(off.reduce((sum, value) => sum + value * value, 0) / off.length)
      return { kind: 'date', ...line, residualPx, ticks: kept }
    }
    kept = kept.filter((_, i) => i !== worst)
    if (kept.length < Math.max(3, 0.6 * labels.length)) return null
  }
  return null
}

/** `isTick`: whether a tick mark stands at a pixel; one more at either end has a label that was not read. */
function categorySide(
  ticks: readonly TickLabel[],
  labels: readonly FoundText[],
  direction: 'x' | 'y',
  isTick: (px: number) => boolean,
): Side | null {
  if (ticks.length < 2 || ticks.length < labels.length || ticks.some(({ text }) => numberOf(text) !== null)) return null
  if (ticks.filter(({ text }) => isNumeral(text)).length > 1) return null
  const step = (ticks.at(-1)!.px - ticks[0]!.px) / (ticks.length - 1)
  if (isTick(ticks[0]!.px - step) || isTick(ticks.at(-1)!.px + step)) return null
  // As figures count: from the left, from the bottom.
  const up = direction === 'y'
  const named = ticks.map(({ px, text }, i) => ({ px, text, value: up ? ticks.length - 1 - i : i }))
  const line = leastSquares(named.map(({ px, value }) => [px, value]))
  const off = named.map(({ px, value }) => (value - line.b) / line.a - px)
  const residualPx = Math.sqrt(off.reduce((sum, value) => sum + value * value, 0) / off.length)
  return residualPx > WITH_MARK ? null : { kind: 'category', ...line, residualPx, ticks: named }
}

/** Sides that share a data area: an x side below, a y side left, perhaps another right. */
function pairUp(placed: readonly Placed[], strokes: readonly Stroke[], ink: Ink): ReadAxes[] {
  const xs = placed.filter(({ direction }) => direction === 'x')
  const ys = placed.filter(({ direction }) => direction === 'y')
  const left = new Set(ys)
  const axes: ReadAxes[] = []
  for (const x of xs) {
    // Nearest on either side whose pixels end above the x side's labels.
    const beside = ys.filter((y) => left.has(y) && y.to < x.edge + 4)
    const near = (y: Placed) => (y.data === 1 ? x.from - y.edge : y.edge - x.to)
    const own = (data: 1 | -1) =>
      beside.filter((y) => y.data === data && near(y) > -20 && !between(y, x, xs)).sort((a, b) => near(a) - near(b))[0]
    const [first, second] = [own(1), own(-1)]
    if (first) left.delete(first)
    if (second) left.delete(second)
    const main = first ?? second
    axes.push({
      box: areaOf(x, first, second, strokes, ink),
      x: x.side,
      y: main?.side ?? null,
      ...(first && second ? { twin: second.side } : {}),
    })
  }
  for (const y of left)
    axes.push({
      box: areaOf(null, y.data === 1 ? y : undefined, y.data === -1 ? y : undefined, strokes, ink),
      x: null,
      y: y.side,
    })
  return axes
}

/** Whether another x side stands between a y side and this x side. */
function between(y: Placed, x: Placed, xs: readonly Placed[]): boolean {
  return xs.some((other) => {
    if (other === x) return false
    const inRow = Math.abs(other.edge - x.edge) < 20
    return inRow && (y.data === 1 ? other.from > y.edge && other.to < x.from : other.to < y.edge && other.from > x.to)
  })
}

/** The data area: by spines where they are, else as far as the ticks reach. */
function areaOf(
  x: Placed | null,
  left: Placed | undefined,
  right: Placed | undefined,
  strokes: readonly Stroke[],
  ink: Ink,
): Box {
  const y = left ?? right
  const nearest = (direction: 'x' | 'y', from: number, sign: 1 | -1) => {
    const found = strokes.filter(
      (stroke) => stroke.direction === direction && (stroke.at - from) * sign > 0 && (stroke.at - from) * sign < 40,
    )
    const first = found.sort((a, b) => (a.at - b.at) * sign)[0]
    return first && { ...first, ...wholeSpine(first, found, direction === 'x' ? x! : y!, ink) }
  }
  const bottom = x ? nearest('x', x.edge, -1) : undefined
  const leftSpine = left ? nearest('y', left.edge, 1) : undefined
  const rightSpine = right ? nearest('y', right.edge, -1) : undefined
  const x0 = leftSpine?.at ?? bottom?.from ?? x?.from ?? 0
  // The spine at the top is whole where bars hide parts of the one below.
  const top = strokes.filter(
    ({ direction, at, from, to }) =>
      direction === 'x' && x && leftSpine && Math.abs(at - leftSpine.from) <= 3 && from <= x.from + 3 && to >= x.to - 3,
  )
  const x1 = rightSpine?.at ?? Math.max(bottom?.to ?? x?.to ?? x0, ...top.map(({ to }) => to))
  const spine = leftSpine ?? rightSpine
  // The spine opposite is whole where bars hide parts of this one.
  const opposite = strokes.filter(
    (stroke) => stroke.direction === 'y' && (Math.abs(stroke.at - x0) <= 3 || Math.abs(stroke.at - x1) <= 3),
  )
  const y0 = Math.min(...[spine, ...opposite].map((stroke) => stroke?.from ?? Infinity), y?.from ?? Infinity)
  const y1 = bottom?.at ?? spine?.to ?? y?.to ?? y0
  return [x0, Number.isFinite(y0) ? y0 : 0, x1, y1]
}

/** How far a spine reaches along a side: in pieces where bars stand on it, with ink between them all the way. */
function wholeSpine(
  { at, direction }: Stroke,
  strokes: readonly Stroke[],
  side: Placed,
  { mask, width, height }: Ink,
): { from: number; to: number } {
  const pieces = strokes.filter((stroke) => Math.abs(stroke.at - at) <= 2).sort((a, b) => a.from - b.from)
  const isInked = (i: number) => {
    for (let line = Math.floor(at) - 3; line <= at + 3; line++) {
      if (line < 0 || line >= (direction === 'x' ? height : width)) continue
      if (mask[direction === 'x' ? line * width + i : i * width + line]) return true
    }
    return false
  }
  const joined: { from: number; to: number }[] = []
  for (const { from, to } of pieces) {
    const last = joined.at(-1)
    let inked = 0
    if (last) for (let i = last.to; i < from; i++) if (isInked(i)) inked++
    if (last && inked >= BRIDGED * (from - last.to)) last.to = Math.max(last.to, to)
    else joined.push({ from, to })
  }
  const own = joined.filter(({ from, to }) => from <= side.to + 3 && to >= side.from - 3)
  return {
    from: Math.min(...own.map(({ from }) => from), side.from),
    to: Math.max(...own.map(({ to }) => to), side.to),
  }
}
