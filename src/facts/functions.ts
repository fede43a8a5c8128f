import type { Ledger, XY } from './fact.ts'
import { tidy } from './plane.ts'
import type { Path, Scene } from './scene.ts'

/** Densely sampled: at least 40 points evenly apart. Fewer are a chart of data. */
export function isCurve({ points }: Path): boolean {
  if (points.length < 40) return false
  const steps = points.slice(1).map((point, i) => point[0] - (points[i]?.[0] ?? 0))
  const mean = ((points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0)) / (points.length - 1)
  return steps.filter((step) => Math.abs(step - mean) < 1e-3 * mean).length > 0.9 * steps.length
}

const EQUATION = /^(?:(?:y|[a-zA-Z]\(x\))\s*=\s*)(.+)$/
const TERM = /^[-+*/^().\d\sxe]*(?:(?:sin|cos|tan|exp|ln|log|sqrt|pi|π|[x²³·])[-+*/^().\d\sxe]*)+$/

/** What each curve is called: its label, the equation in the title, its colour; `''` where nothing tells it apart. */
export function curveNames(scene: Scene, curves: readonly Path[]): string[] {
  const names = curves.map((curve) => {
    const given = curve.label || (curves.length === 1 ? (expressionIn(scene.axes.title) ?? '') : '')
    const same = curves.filter((other) => other.colour === curve.colour).length > 1
    return given || (curves.length === 1 ? 'curve' : same ? '' : curve.colour)
  })
  return names.map((name) => (names.indexOf(name) === names.lastIndexOf(name) ? name : ''))
}

/** Expressions the program gives, and what the samples show of each curve. */
export function addExpressions(ledger: Ledger, scene: Scene, curves: readonly Path[]): void {
  ledger.add('count', { what: 'curve', colour: '', count: curves.length }, 'smooth curves', curves)
  const names = curveNames(scene, curves)
  curves.forEach((curve, i) => {
    const name = names[i]
    if (!name) return
    const text = expressionIn(name)
    if (text) ledger.add('expression', { name, text, colour: curve.colour }, 'equation in its label or title', [curve])
    addShape(ledger, curve, name)
  })
}

/** The equation in a text, as written but for dollars; null where none is. */
export function expressionIn(text: string, polar = false): string | null {
  const plain = text.replace(/\$|\\/g, '').replace(/[{}]/g, '').trim()
  if (polar) return /^r\s*(?:\([^)]*\)\s*)?=\s*\S.*$/.exec(plain)?.[0] ?? null
  if (EQUATION.test(plain)) return plain
  if (TERM.test(plain)) return plain
  const inside = /(?:y|[a-zA-Z]\(x\))\s*=\s*[^,;:]+$/.exec(plain)
  return inside ? inside[0].trim() : null
}

/** Zeros, extrema, intercept, poles and period, each within one step of the samples. */
function addShape(ledger: Ledger, curve: Path, name: string): void {
  const { points } = curve
  if (!curve.whole) return
  const step = (points[1]?.[0] ?? 0) - (points[0]?.[0] ?? 0)
  const values = points.map((point) => point[1])
  const sizes = values.map(Math.abs).sort((a, b) => a - b)
  const median = sizes[Math.floor(sizes.length / 2)] ?? 0
  const poles = polesOf(points, median)
  const extra = { tolerance: tidy(step) }
  for (const x of poles)
    ledger.add('asymptote', { name, x }, 'values beyond 20 medians that change sign', [curve], extra)
  for (const x of zerosOf(points, median)) {
    if (poles.every((pole) => Math.abs(pole - x) > 2 * step))
      ledger.add('zero', { name, x }, 'change of sign', [curve], extra)
  }
  const turns = turnsOf(points).filter(({ at }) => poles.every((pole) => Math.abs(pole - at[0]) > 2 * step))
  if (turns.length <= 12) {
    for (const turn of turns)
      ledger.add('extremum', { name, which: turn.which, at: turn.at }, 'turn of the samples', [curve], extra)
  }
  const intercept = valueAtZero(points)
  if (intercept !== null && poles.every((pole) => Math.abs(pole) > 2 * step)) {
    ledger.add('intercept', { name, y: intercept }, 'value between the samples at x = 0', [curve], extra)
  }
  const period = periodOf(points)
  if (period !== null && poles.length === 0)
    ledger.add('period', { name, length: period }, 'shift that gives the same samples', [curve], extra)
}

const round = (value: number, step: number): number => {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(step)))
  return Number(value.toFixed(Math.min(digits, 12))) + 0
}

function zerosOf(points: readonly XY[], median: number): number[] {
  const step = (points[1]?.[0] ?? 0) - (points[0]?.[0] ?? 0)
  const found: number[] = []
  points.forEach(([x, y], i) => {
    const next = points[i + 1]
    const before = points[i - 1]
    if (Math.abs(y) < 1e-9 * Math.max(median, 1e-300)) found.push(round(x, step))
    else if (next && y * next[1] < 0 && Math.abs(next[1]) > 1e-9 * median) {
      found.push(round(x - (y * (next[0] - x)) / (next[1] - y), step))
    } else if (
      before &&
      next &&
      Math.abs(y) < 1e-4 * median &&
      Math.abs(y) < Math.abs(before[1]) &&
      Math.abs(y) < Math.abs(next[1])
    ) {
      const top = vertexOf(before, [x, y], next)
      // Touches the axis without crossing it, as far as the samples tell.
      if (Math.abs(top[1]) < 1e-6 * median) found.push(round(top[0], step))
    }
  })
  return found.filter((x, i) => i === 0 || x - (found[i - 1] ?? 0) > 0.5 * step)
}

function turnsOf(points: readonly XY[]): { which: 'maximum' | 'minimum'; at: XY }[] {
  const step = (points[1]?.[0] ?? 0) - (points[0]?.[0] ?? 0)
  const span = Math.max(...points.map((p) => p[1])) - Math.min(...points.map((p) => p[1]))
  return points.flatMap((point, i) => {
    const before = points[i - 1]
    const after = points[i + 1]
    if (!before || !after) return []
    const up = point[1] - before[1]
    const down = point[1] - after[1]
    // Flat pairs of samples around a turn: the first of them stands for both.
    const isTop = up > 0 && down >= 0 && (down > 0 || (points[i + 2]?.[1] ?? Number.POSITIVE_INFINITY) < after[1])
    const isLow = up < 0 && down <= 0 && (down < 0 || (points[i + 2]?.[1] ?? Number.NEGATIVE_INFINITY) > after[1])
    if ((!isTop && !isLow) || span === 0) return []
    // A corner, as of |x|, has no parabola: the sample itself is the turn.
    const bend = Math.abs(up) + Math.abs(down)
    const wide =
      points[i - 2] && points[i + 2]
        ? Math.abs((points[i - 2]?.[1] ?? 0) - before[1]) + Math.abs((points[i + 2]?.[1] ?? 0) - after[1])
        : 0
    const smooth = wide > 1.5 * bend
    const [x, y] = smooth ? vertexOf(before, point, after) : point
    const which: 'maximum' | 'minimum' = isTop ? 'maximum' : 'minimum'
    return [{ which, at: [round(x, step), round(y, Math.max(span / 1000, 1e-9))] as const }]
  })
}

/** Vertex of the parabola through three even samples. */
function vertexOf(a: XY, b: XY, c: XY): XY {
  const h = (c[0] - a[0]) / 2
  const bend = a[1] - 2 * b[1] + c[1]
  if (bend === 0) return b
  const shift = (a[1] - c[1]) / (2 * bend)
  return [b[0] + shift * h, b[1] - ((a[1] - c[1]) * shift) / 4]
}

function valueAtZero(points: readonly XY[]): number | null {
  const i = points.findIndex(([x]) => x >= 0)
  const b = points[i]
  const a = points[i - 1]
  if (!b) return null
  if (Math.abs(b[0]) < 1e-12) return tidy(b[1])
  const c = points[i + 1]
  const before = points[i - 2]
  if (!a || !c || !before) return null
  // Cubic through four samples.
  const four = [before, a, b, c]
  const y = four.reduce(
    (sum, [x, value]) => sum + value * four.reduce((p, [other]) => (other === x ? p : (p * -other) / (x - other)), 1),
    0,
  )
  return round(y, b[0] - a[0])
}

/** Sign changes between two huge samples. */
function polesOf(points: readonly XY[], median: number): number[] {
  const step = (points[1]?.[0] ?? 0) - (points[0]?.[0] ?? 0)
  return points.flatMap(([x, y], i) => {
    const next = points[i + 1]
    if (!next) return []
    const gap = next[0] - x > 1.5 * step
    const huge = Math.min(Math.abs(y), Math.abs(next[1])) > 20 * median
    return (huge && y * next[1] < 0) || (gap && huge) ? [round((x + next[0]) / 2, step)] : []
  })
}

/** Smallest shift after which at least two whole turns agree within 1e-3 of the range. */
function periodOf(points: readonly XY[]): number | null {
  const values = points.map((point) => point[1])
  const span = Math.max(...values) - Math.min(...values)
  const tops = turnsOf(points).filter(({ which }) => which === 'maximum')
  const [first] = tops
  const step = (points[1]?.[0] ?? 0) - (points[0]?.[0] ?? 0)
  if (!first || tops.length < 2 || span === 0) return null
  const at = (x: number): number | null => {
    const i = (x - (points[0]?.[0] ?? 0)) / step
    const low = Math.floor(i)
    const a = values[low]
    const b = values[low + 1]
    return a === undefined || b === undefined || i < 0 ? null : a + (i - low) * (b - a)
  }
  for (const top of tops.slice(1)) {
    const shift = top.at[0] - first.at[0]
    const pairs = points.flatMap(([x, y]) => {
      const other = at(x + shift)
      return other === null ? [] : [Math.abs(other - y)]
    })
    const bent = 4 * (Math.max(...values.slice(1).map((v, i) => Math.abs(v - (values[i] ?? v)))) / 10)
    if (pairs.length >= 0.45 * points.length && Math.max(...pairs) < Math.max(0.005 * span, 0.1 * bent))
      return round(shift, step)
  }
  return null
}
