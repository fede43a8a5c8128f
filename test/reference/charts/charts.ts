import type { Look } from './looks.ts'
import { fixed, type Random, Svg } from './svg.ts'
import type { ChartTruth } from './truth.ts'

const WORDS = ['Sales', 'Output', 'Rainfall', 'Visitors', 'Energy', 'Exports', 'Demand', 'Income', 'Votes', 'Orders']
const THINGS = [
  'Oslo',
  'Rome',
  'Paris',
  'Lima',
  'Cairo',
  'Delhi',
  'Tokyo',
  'Quito',
  'Berlin',
  'Madrid',
  'Accra',
  'Perth',
]
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const GROUPS = ['North', 'South', 'East', 'West', 'Online', 'Retail']

/** An area of data being drawn, with its two scales. */
interface Frame {
  readonly svg: Svg
  readonly look: Look
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

function frameOf(random: Random, look: Look, right = 24): Frame {
  const width = random.pick([560, 640, 720, 800])
  const height = random.pick([360, 420, 480])
  const svg = new Svg(width, height, look.font, look.paper)
  const frame = { svg, look, x0: 78, y0: 56, x1: width - right, y1: height - 64 }
  if (look.panel !== look.paper)
    svg.element('rect', {
      x: frame.x0,
      y: frame.y0,
      width: frame.x1 - frame.x0,
      height: frame.y1 - frame.y0,
      fill: look.panel,
    })
  return frame
}

/** Steps of 1, 2 or 5 that reach past the largest value. */
function niceTicks(low: number, high: number): number[] {
  const raw = (high - low) / 5
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 5, 10].find((one) => one * power >= raw)! * power
  const first = Math.floor(low / step + 1e-9) * step
  const count = Math.ceil((high - first) / step - 1e-9)
  return Array.from({ length: count + 1 }, (_, i) => Number((first + i * step).toPrecision(12)))
}

function tickText(value: number, ticks: readonly number[]): string {
  const step = ticks[1]! - ticks[0]!
  return value.toFixed(Math.max(0, -Math.floor(Math.log10(step) + 1e-9)))
}

type Scale = (value: number) => number

/** A scale of numbers along a side, with its labels, ticks and grid. */
function numberSide({ svg, look, x0, y0, x1, y1 }: Frame, side: 'x' | 'y', ticks: readonly number[]): Scale {
  const [low, high] = [ticks[0]!, ticks.at(-1)!]
  const share = (value: number) => (value - low) / (high - low)
  const scale: Scale = (value) => (side === 'x' ? x0 + share(value) * (x1 - x0) : y1 - share(value) * (y1 - y0))
  const dash = look.gridDash ? { 'stroke-dasharray': look.gridDash } : {}
  for (const value of ticks) {
    const at = scale(value)
    const text = tickText(value, ticks)
    const gap = 4 + look.tick
    if (side === 'y') {
      if (look.grid !== 'none') svg.line(x0, at, x1, at, look.gridColour, dash)
      if (look.tick > 0) svg.line(x0 - look.tick, at, x0, at, look.ink)
      svg.text(x0 - gap, at + 0.36 * look.size, look.size, 'end', look.ink, text)
    } else {
      if (look.grid === 'both') svg.line(at, y0, at, y1, look.gridColour, dash)
      if (look.tick > 0) svg.line(at, y1, at, y1 + look.tick, look.ink)
      svg.text(at, y1 + gap + 0.8 * look.size, look.size, 'middle', look.ink, text)
    }
  }
  return scale
}

/** Bands of one width with names under or beside them; gives the middle of each. */
function bandSide({ svg, look, x0, y0, x1, y1 }: Frame, side: 'x' | 'y', names: readonly string[]): Scale {
  const band = (side === 'x' ? x1 - x0 : y1 - y0) / names.length
  const scale: Scale = (i) => (side === 'x' ? x0 : y0) + band * (i + 0.5)
  const gap = 4 + look.tick
  for (const [i, name] of names.entries()) {
    const at = scale(i)
    if (side === 'x') {
      if (look.tick > 0) svg.line(at, y1, at, y1 + look.tick, look.ink)
      svg.text(at, y1 + gap + 0.8 * look.size, look.size, 'middle', look.ink, name)
    } else {
      if (look.tick > 0) svg.line(x0 - look.tick, at, x0, at, look.ink)
      svg.text(x0 - gap, at + 0.36 * look.size, look.size, 'end', look.ink, name)
    }
  }
  return scale
}

function dress({ svg, look, x0, y0, x1, y1 }: Frame, random: Random, xLabel?: string, yLabel?: string): void {
  const at = look.title === 'start' ? x0 : (x0 + x1) / 2
  const title = `${random.pick(WORDS)} by ${random.pick(['city', 'region', 'year', 'month'])}`
  svg.text(at, 32, look.size + 5, look.title, look.ink, title, random.next() < 0.5 ? { 'font-weight': 'bold' } : {})
  if (look.frame === 'bottom' || look.frame === 'corner') svg.line(x0, y1, x1, y1, look.ink)
  if (look.frame === 'corner') svg.line(x0, y0, x0, y1, look.ink)
  if (look.frame === 'box')
    svg.element('rect', { x: x0, y: y0, width: x1 - x0, height: y1 - y0, fill: 'none', stroke: look.ink })
  if (xLabel) svg.text((x0 + x1) / 2, svg.height - 14, look.size, 'middle', look.ink, xLabel)
  if (yLabel) {
    const y = (y0 + y1) / 2
    svg.text(22, y, look.size, 'middle', look.ink, yLabel, { transform: `rotate(-90 22 ${y})` })
  }
}

/** Entries one below the other on the right. */
function legend(
  { svg, look, y0, x1 }: Frame,
  names: readonly string[],
  swatch: (x: number, y: number, i: number) => void,
): void {
  for (const [i, name] of names.entries()) {
    const y = y0 + 12 + 22 * i
    swatch(x1 + 14, y, i)
    svg.text(x1 + 38, y + 0.36 * look.size, look.size, 'start', look.ink, name)
  }
}

/** A magnitude as data have it. */
function magnitude(random: Random): number {
  return random.pick([5, 20, 50, 100, 400, 1000, 8000])
}

function valuesOf(random: Random, count: number, most: number): number[] {
  const step = 10 ** (Math.floor(Math.log10(most)) - 2)
  return Array.from({ length: count }, () => Math.round(random.between(0.15, 1) * (most / step)) * step).map((value) =>
    Number(value.toPrecision(6)),
  )
}

function bar({ svg, look }: Frame, x: number, y: number, width: number, height: number, fill: string): void {
  const outline = look.outline ? { stroke: look.outline } : {}
  svg.element('rect', { x: fixed(x), y: fixed(y), width: fixed(width), height: fixed(height), fill, ...outline })
}

export function bars(random: Random, look: Look): [Svg, ChartTruth] {
  const frame = frameOf(random, look)
  const names = random.some(random.next() < 0.5 ? THINGS : MONTHS, random.whole(4, 8))
  const values = valuesOf(random, names.length, magnitude(random))
  const ticks = niceTicks(0, Math.max(...values))
  const y = numberSide(frame, 'y', ticks)
  const x = bandSide(frame, 'x', names)
  const width = (x(1) - x(0)) * random.between(0.5, 0.85)
  const colour = random.pick(look.colours)
  for (const [i, value] of values.entries()) {
    bar(frame, x(i) - width / 2, y(value), width, y(0) - y(value), colour)
    if (look.name === 'web') frame.svg.text(x(i), y(value) - 5, look.size - 1, 'middle', look.ink, String(value))
  }
  dress(frame, random, undefined, random.pick(WORDS))
  return [
    frame.svg,
    { bars: values.map((value, i) => ({ place: i, from: 0, to: value })), range: [ticks[0]!, ticks.at(-1)!] },
  ]
}

export function barsAcross(random: Random, look: Look): [Svg, ChartTruth] {
  const frame = frameOf(random, look)
  const names = random.some(THINGS, random.whole(3, 7))
  const values = valuesOf(random, names.length, magnitude(random))
  const ticks = niceTicks(0, Math.max(...values))
  const x = numberSide({ ...frame, look: { ...look, grid: look.grid === 'none' ? 'none' : 'both' } }, 'x', ticks)
  const y = bandSide(frame, 'y', names)
  const height = (y(1) - y(0)) * random.between(0.5, 0.8)
  const colour = random.pick(look.colours)
  for (const [i, value] of values.entries()) bar(frame, x(0), y(i) - height / 2, x(value) - x(0), height, colour)
  dress(frame, random, random.pick(WORDS))
  // matplotlib counts from the bottom.
  const last = values.length - 1
  return [
    frame.svg,
    {
      bars: values.map((value, i) => ({ place: last - i, from: 0, to: value })),
      across: true,
      range: [ticks[0]!, ticks.at(-1)!],
    },
  ]
}

export function manyBars(random: Random, look: Look): [Svg, ChartTruth] {
  const frame = frameOf(random, look, 120)
  const stacked = random.next() < 0.5
  const names = random.some(THINGS, random.whole(3, 6))
  const groups = random.some(GROUPS, random.whole(2, 3))
  const most = magnitude(random)
  const series = groups.map(() => valuesOf(random, names.length, most))
  const sums = names.map((_, i) => series.reduce((sum, values) => sum + values[i]!, 0))
  const ticks = niceTicks(0, stacked ? Math.max(...sums) : Math.max(...series.flat()))
  const y = numberSide(frame, 'y', ticks)
  const x = bandSide(frame, 'x', names)
  const band = (x(1) - x(0)) * 0.75
  const width = stacked ? band : band / groups.length
  const told: { place: number; from: number; to: number }[] = []
  for (const i of names.keys()) {
    let base = 0
    for (const [k, values] of series.entries()) {
      const value = values[i]!
      const left = stacked ? x(i) - band / 2 : x(i) - band / 2 + k * width
      bar(frame, left, y(base + value), width, y(base) - y(base + value), look.colours[k]!)
      told.push({ place: i + (left + width / 2 - x(i)) / (x(1) - x(0)), from: base, to: base + value })
      if (stacked) base += value
    }
  }
  legend(frame, groups, (u, v, i) => bar(frame, u, v - 6, 16, 12, look.colours[i]!))
  dress(frame, random, undefined, random.pick(WORDS))
  return [frame.svg, { bars: told, range: [ticks[0]!, ticks.at(-1)!] }]
}

export function lines(random: Random, look: Look): [Svg, ChartTruth] {
  const count = random.whole(1, 3)
  const frame = frameOf(random, look, count > 1 ? 120 : 24)
  const years = random.next() < 0.6
  const n = years ? random.whole(6, 12) : random.whole(5, 9)
  const first = years ? random.whole(1990, 2012) : 0
  const most = magnitude(random)
  const series = Array.from({ length: count }, () => valuesOf(random, n, most))
  const ticks = niceTicks(0, Math.max(...series.flat()))
  const y = numberSide(frame, 'y', ticks)
  const places = Array.from({ length: n }, (_, i) => first + i)
  const xTicks = niceTicks(first, first + n - 1)
  const x = years ? numberSide(frame, 'x', xTicks) : bandSide(frame, 'x', MONTHS.slice(0, n))
  const dots = random.next() < 0.5
  for (const [k, values] of series.entries()) {
    const points = values.map((value, i) => `${fixed(x(places[i]!))},${fixed(y(value))}`)
    const stroke = { stroke: look.colours[k]!, 'stroke-width': random.pick([1.5, 2, 3]), fill: 'none' }
    const dash = k === 2 ? { 'stroke-dasharray': '7 4' } : {}
    frame.svg.element('polyline', { points: points.join(' '), ...stroke, ...dash })
    if (dots)
      for (const [i, value] of values.entries())
        frame.svg.element('circle', { cx: fixed(x(places[i]!)), cy: fixed(y(value)), r: 4.5, fill: look.colours[k]! })
  }
  if (count > 1)
    legend(frame, random.some(GROUPS, count), (u, v, i) =>
      frame.svg.line(u, v, u + 18, v, look.colours[i]!, { 'stroke-width': 3 }),
    )
  dress(frame, random, years ? 'Year' : undefined, random.pick(WORDS))
  const ranges = years ? ([xTicks[0]!, xTicks.at(-1)!] as const) : ([-0.5, n - 0.5] as const)
  return [
    frame.svg,
    {
      lines: series.map((values) => values.map((value, i) => [places[i]!, value] as const)),
      xRange: ranges,
      range: [ticks[0]!, ticks.at(-1)!],
    },
  ]
}

export function scatter(random: Random, look: Look): [Svg, ChartTruth] {
  const frame = frameOf(random, look)
  const n = random.whole(12, 36)
  const [across, up] = [magnitude(random), magnitude(random)]
  const points = Array.from({ length: n }, () => {
    const t = random.between(0.05, 0.95)
    return [t * across, Math.min(0.98, Math.max(0.03, t * 0.7 + 0.15 + 0.12 * random.normal())) * up] as const
  })
  const [xTicks, yTicks] = [niceTicks(0, across), niceTicks(0, up)]
  const y = numberSide(frame, 'y', yTicks)
  const x = numberSide(frame, 'x', xTicks)
  const colour = random.pick(look.colours)
  const r = random.pick([3, 4, 5])
  const outline = look.outline ? { stroke: look.outline, 'stroke-width': 0.7 } : {}
  for (const [u, v] of points)
    frame.svg.element('circle', { cx: fixed(x(u)), cy: fixed(y(v)), r, fill: colour, ...outline })
  dress(frame, random, random.pick(WORDS), random.pick(WORDS))
  return [frame.svg, { points, xRange: [xTicks[0]!, xTicks.at(-1)!], range: [yTicks[0]!, yTicks.at(-1)!] }]
}

export function pie(random: Random, look: Look): [Svg, ChartTruth] {
  const keyed = random.next() < 0.4
  const frame = frameOf(random, look, keyed ? 140 : 24)
  const { svg } = frame
  const n = random.whole(3, 5)
  const names = random.some(GROUPS, n)
  const raw = Array.from({ length: n }, () => random.between(0.5, 2))
  const sum = raw.reduce((a, b) => a + b, 0)
  const [cx, cy] = [(frame.x0 + frame.x1) / 2 - 20, (svg.height + 30) / 2]
  const r = (svg.height - 130) / 2
  const line = random.next() < 0.5 ? { stroke: look.paper, 'stroke-width': 1.5 } : {}
  const wedges: [number, number][] = []
  // Clockwise from the top, as is usual on the web.
  let start = 90
  for (const [i, part] of raw.entries()) {
    const end = start - (part / sum) * 360
    const at = (degrees: number, far: number) =>
      [cx + far * Math.cos((degrees * Math.PI) / 180), cy - far * Math.sin((degrees * Math.PI) / 180)] as const
    const [a, b] = [at(start, r), at(end, r)]
    const large = start - end > 180 ? 1 : 0
    const path = `M${fixed(cx)} ${fixed(cy)}L${fixed(a[0])} ${fixed(a[1])}A${fixed(r)} ${fixed(r)} 0 ${large} 1 ${fixed(b[0])} ${fixed(b[1])}Z`
    svg.element('path', { d: path, fill: look.colours[i]!, ...line })
    const middle = (start + end) / 2
    const [u, v] = at(middle, r + 12)
    if (!keyed) svg.text(u, v + 4, look.size, u > cx ? 'start' : 'end', look.ink, names[i]!)
    const [p, q] = at(middle, 0.62 * r)
    if (look.name !== 'script') svg.text(p, q + 4, look.size, 'middle', '#ffffff', `${Math.round((part / sum) * 100)}%`)
    wedges.push([end, start])
    start = end
  }
  if (keyed)
    legend(frame, names, (u, v, i) =>
      svg.element('rect', { x: u, y: v - 6, width: 12, height: 12, fill: look.colours[i]! }),
    )
  dress({ ...frame, look: { ...look, frame: 'none' } }, random)
  return [svg, { wedges }]
}
