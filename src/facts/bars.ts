import type { Ledger } from './fact.ts'
import { tidy } from './plane.ts'
import type { Polygon, Scene } from './scene.ts'
import { addData, placeName, unitOf } from './values.ts'

interface Bar {
  readonly polygon: Polygon
  /** Along the axis of categories: middle and width; along that of values: from and to. */
  readonly at: number
  readonly width: number
  readonly from: number
  readonly to: number
}

/**
 * Reads upright or lying rectangles of one width as bars. Each starts at zero or on another bar; null where the
 * rectangles of the axes are none. A series is a legend's entry, else a colour.
 */
export function barsOf(scene: Scene): ((ledger: Ledger, name: (label: string) => string) => void) | null {
  const boxes = scene.polygons.filter(isBox)
  const called = boxes.every(({ group }) => group)
  if (!scene.axes.decorated || boxes.length < (called ? 1 : 2) || boxes.length !== scene.polygons.length) return null
  if (!called && (scene.axes.aspect === 1 || isBoard(boxes) || isStrip(boxes))) return null
  const upright = read(boxes, 0)
  const lying = read(boxes, 1)
  const fits = upright && lying ? fitsTicks(scene, upright) : upright !== null
  const bars = fits ? upright : lying
  return bars ? (ledger, name) => addBars(ledger, scene, bars, bars === lying, name) : null
}

/** Bars of a call may have no height. */
const isBox = ({ points, group }: Polygon): boolean => {
  const [across, up] = [0, 1].map((axis) => new Set(points.map((point) => point[axis])).size) as [number, number]
  return points.length === 4 && (group ? across + up >= 3 && across <= 2 && up <= 2 : across === 2 && up === 2)
}

/** Equal cells side by side and above each other, as of a chess board. */
function isBoard(boxes: readonly Polygon[]): boolean {
  const sizes = boxes.map(({ points }) =>
    [0, 1].map((axis) => {
      const values = points.map((point) => point[axis] ?? 0)
      return { low: Math.min(...values), size: Math.max(...values) - Math.min(...values) }
    }),
  )
  return [0, 1].every(
    (axis) =>
      sizes.every((one) => Math.abs((one[axis]?.size ?? 0) - (sizes[0]?.[axis]?.size ?? 0)) < 1e-9) &&
      new Set(sizes.map((one) => one[axis]?.low)).size > 1,
  )
}

/** Side by side without gaps and equally high, as the stripes of a flag. */
function isStrip(boxes: readonly Polygon[]): boolean {
  return ([0, 1] as const).some((axis) => {
    const across = axis === 0 ? 1 : 0
    const spans = boxes.map(({ points }) => points.map((point) => point[axis]).sort((a, b) => a - b))
    const heights = boxes.map(({ points }) => points.map((point) => point[across]).sort((a, b) => a - b))
    const [first] = heights
    const sorted = spans.map((span) => [span[0] ?? 0, span.at(-1) ?? 0] as const).sort((a, b) => a[0] - b[0])
    return (
      heights.every((height) => height[0] === first?.[0] && height.at(-1) === first?.at(-1)) &&
      sorted.every(([low], i) => i === 0 || Math.abs(low - (sorted[i - 1]?.[1] ?? 0)) < 1e-9)
    )
  })
}

/** Null unless all have one width and stand on zero or on one another, without overlaps. */
function read(boxes: readonly Polygon[], across: 0 | 1): Bar[] | null {
  const bars = boxes.map((polygon) => {
    const places = polygon.points.map((point) => point[across])
    const values = polygon.points.map((point) => point[across === 0 ? 1 : 0])
    const [low, high] = [Math.min(...places), Math.max(...places)]
    const [from, to] = [Math.min(...values), Math.max(...values)]
    return {
      polygon,
      at: tidy((low + high) / 2),
      width: high - low,
      from: to <= 0 ? to : from,
      to: to <= 0 ? from : to,
    }
  })
  const width = bars[0]?.width ?? 0
  const stacks = [...Map.groupBy(bars, ({ at }) => at).values()]
  const stands = (bar: Bar, stack: readonly Bar[]) =>
    bar.from === 0 || stack.some((other) => Math.abs(other.to - bar.from) < 1e-9 * Math.abs(bar.to))
  const even = bars.every((bar) => Math.abs(bar.width - width) < 1e-6 * width)
  const ats = stacks.map(([first]) => first?.at ?? 0).sort((a, b) => a - b)
  const apart = ats.every((at, i) => i === 0 || at - (ats[i - 1] ?? 0) > width * 0.999)
  const single = stacks.every((stack) =>
    stack.every((bar) => stack.every((o) => o === bar || o.to <= bar.from + 1e-9 || bar.to <= o.from + 1e-9)),
  )
  return even && apart && single && stacks.every((stack) => stack.every((bar) => stands(bar, stack))) ? bars : null
}

/** Bars of equal length can be read both ways: those whose middles the ticks name are right. */
const fitsTicks = (scene: Scene, bars: readonly Bar[]): boolean =>
  bars.some((bar) => scene.axes.x.ticks.some((tick) => Math.abs(tick.value - bar.at) < 1e-6 * bar.width))

function addBars(ledger: Ledger, scene: Scene, bars: Bar[], lying: boolean, name: (label: string) => string): void {
  const axis = lying ? scene.axes.y : scene.axes.x
  const valueAxis = lying ? scene.axes.x : scene.axes.y
  bars.sort((a, b) => a.at - b.at || a.from - b.from)
  const all = bars.map((bar) => bar.polygon)
  const series = Map.groupBy(
    bars,
    ({ polygon }) => polygon.label || (polygon.group ? `group ${polygon.group}` : polygon.colour),
  )
  const stacked = bars.some((bar) => bar.from !== 0)
  const ats = [...new Set(bars.map((bar) => bar.at))]
  const width = bars[0]?.width ?? 0
  const touching =
    ats.length >= 4 && ats.every((at, i) => i === 0 || Math.abs(at - (ats[i - 1] ?? 0) - width) < 1e-6 * width)
  const words =
    axis.scale === 'category' ||
    axis.ticks.some((tick) => tick.text && Number.isNaN(Number(tick.text.replace('−', '-'))))
  const horizontal = lying ? { horizontal: true } : {}
  if (scene.groups.has('hist') || (touching && !words && !stacked && series.size === 1)) {
    ledger.add('chart', { type: 'histogram', ...horizontal }, 'touching bars over numbers', all)
    // Several histograms side by side share their bins.
    if (series.size === 1) {
      ledger.add('count', { what: 'bin', colour: '', count: ats.length }, 'bars', all)
      addBins(ledger, bars, axis.scale === 'date')
    }
    return
  }
  const several = series.size > 1 && [...series.values()].every((one) => one.length > 1)
  const named = [...series.values()].every((one) => one[0]?.polygon.label)
  const grouped =
    several &&
    (named || series.size * 2 <= bars.length) &&
    (stacked || ats.length > Math.max(...[...series.values()].map((s) => s.length)))
  const type = stacked ? 'stacked bar' : grouped ? 'grouped bar' : 'bar'
  ledger.add('chart', { type, ...horizontal }, 'bars of one width over one axis', all)
  const seen = bars.filter((bar) => bar.from !== bar.to)
  ledger.add('count', { what: 'bar', colour: '', count: seen.length }, 'bars of some length', all)
  const unit = unitOf(valueAxis.label)
  if (type === 'bar') {
    const data = bars.map((bar) => ({ ...sourceOf(bar), at: placeName(axis, bar.at), value: tidy(bar.to) }))
    ledger.add('count', { what: 'category', colour: '', count: ats.length }, 'places of bars', all)
    addColours(ledger, seen)
    const years = data.every((datum) => /^\d+(\.\d+)?$/.test(datum.at))
    addData(ledger, name(''), data, { unit, ordered: years })
    return
  }
  // The tick of a cluster stands nearest to all its bars.
  const range = Math.abs(axis.limits[1] - axis.limits[0])
  const ticks = axis.ticks.filter((tick) => tick.text.trim() !== '')
  const nearest = (at: number) => ticks.toSorted((a, b) => Math.abs(a.value - at) - Math.abs(b.value - at))[0]
  const categories = new Set(bars.map((bar) => nearest(bar.at)?.text))
  const even = [...series.values()].every((one) => one.length === categories.size)
  ledger.add('count', { what: 'series', colour: '', count: series.size }, 'legend entries or colours', all)
  if (even && range > 0)
    ledger.add('count', { what: 'category', colour: '', count: categories.size }, 'ticks under bars', all)
  for (const [key, one] of series) {
    const label = one[0]?.polygon.label || (key.startsWith('group ') ? (one[0]?.polygon.colour ?? '') : key)
    const colours = new Set(one.map((bar) => bar.polygon.colour))
    const colour = colours.size === 1 ? (one[0]?.polygon.colour ?? '') : ''
    ledger.add(
      'series',
      { name: label, colour, size: one.length },
      'bars of one legend entry or colour',
      one.map((bar) => bar.polygon),
    )
    if (!even) continue
    const data = one.map((bar) => ({
      ...sourceOf(bar),
      at: nearest(bar.at)?.text ?? '',
      value: tidy(bar.to - bar.from),
    }))
    addData(ledger, label, data, { unit, ordered: data.every((datum) => /^\d+$/.test(datum.at)) })
  }
}

const edge = (value: number): string => String(Number(value.toPrecision(4)))

/** Each bin by its ends, with what stands in it. */
function addBins(ledger: Ledger, bars: readonly Bar[], dates: boolean): void {
  if (dates || bars.length > 20) return
  const data = bars.map((bar) => ({
    ...sourceOf(bar),
    at: [bar.at - bar.width / 2, bar.at + bar.width / 2].map(edge).join(bars.some(({ at }) => at < 0) ? ' … ' : '–'),
    value: tidy(bar.to - bar.from),
  }))
  addData(ledger, '', data, { ordered: true })
}

function addColours(ledger: Ledger, bars: readonly Bar[]): void {
  for (const [colour, same] of Map.groupBy(bars, ({ polygon }) => polygon.colour)) {
    if (colour)
      ledger.add(
        'count',
        { what: 'bar', colour, count: same.length },
        'bars of one colour',
        same.map((bar) => bar.polygon),
      )
  }
}

const sourceOf = ({ polygon }: Bar) => ({ artists: polygon.artists, lines: polygon.lines })
