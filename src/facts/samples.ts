import type { Formula } from './expressions.ts'
import type { XY } from './fact.ts'
import { tidy } from './plane.ts'

/** What even samples of a curve show; with its formula to the digits of floats, else within one step. */
export interface Samples {
  readonly points: readonly XY[]
  /** Distance of two neighbours along x. */
  readonly step: number
  readonly formula: Formula | null
}

export interface Turn {
  readonly which: 'maximum' | 'minimum'
  readonly at: XY
}

/** Most common distance along x; where values are not finite, samples are missing. */
export function stepOf(points: readonly XY[]): number {
  const steps = points.slice(1).map((point, i) => point[0] - (points[i]?.[0] ?? 0))
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0
}

export const round = (value: number, step: number): number => {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(step)))
  return Number(value.toFixed(Math.min(digits, 12))) + 0
}

/** Where a formula changes its sign between two places. */
function bisect(f: Formula, from: number, to: number): number {
  let [a, b] = [from, to]
  const sign = Math.sign(f(a))
  for (let i = 0; i < 80 && b - a > 0; i++) {
    const middle = (a + b) / 2
    if (middle === a || middle === b) break
    if (Math.sign(f(middle)) === sign) a = middle
    else b = middle
  }
  return clean((a + b) / 2)
}

/** A turn of a formula between two places, by golden sections. */
function turnIn(f: Formula, from: number, to: number, sign: number): XY {
  const golden = (Math.sqrt(5) - 1) / 2
  let [a, b] = [from, to]
  for (let i = 0; i < 100; i++) {
    const [left, right] = [b - golden * (b - a), a + golden * (b - a)]
    if (sign * f(left) > sign * f(right)) b = right
    else a = left
  }
  const x = Number(((a + b) / 2).toFixed(6)) + 0
  return [x, clean(f(x))]
}

/** Eight digits after the point: more than golden sections give. */
const clean = (value: number): number => Number(value.toFixed(8)) + 0

/** Changes of sign, and places where the curve touches zero. */
export function zerosOf({ points, step, formula }: Samples): number[] {
  const span = spanOf(points)
  const found: number[] = []
  const tiny = 1e-9 * span
  points.forEach(([x, y], i) => {
    const next = points[i + 1]
    const before = points[i - 1]
    if (Math.abs(y) <= tiny) {
      // A tail that dies away (e^-x) is near zero without being it.
      const flat = [before, next].some((other) => other && Math.abs(other[1]) <= 1e-6 * span)
      if (!flat) found.push(round(x, step))
    } else if (next && y * next[1] < 0 && Math.abs(next[1]) > tiny && next[0] - x < 1.5 * step) {
      const line = x - (y * (next[0] - x)) / (next[1] - y)
      const curve = formula ?? cubicAt(points, i + 1, span)
      const zero = curve ? bisect(curve, x, next[0]) : line
      found.push(formula ? zero : round(zero, step))
    }
  })
  for (const { which, at, exact } of turnsIn({ points, step, formula })) {
    const towards = which === 'minimum' ? 1 : -1
    const beside = points.filter(([x]) => Math.abs(x - at[0]) < 1.5 * step)
    if (exact && Math.abs(at[1]) < 1e-6 * span && beside.every(([, y]) => y * towards >= -tiny)) found.push(at[0])
  }
  found.sort((a, b) => a - b)
  return found.filter((x, i) => i === 0 || x - (found[i - 1] ?? 0) > 0.5 * step)
}

const spanOf = (points: readonly XY[]): number => {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const [, y] of points) [low, high] = [Math.min(low, y), Math.max(high, y)]
  return high - low
}

export const turnsOf = (samples: Samples): Turn[] => turnsIn(samples).filter(({ exact }) => exact)

/** Turns between samples; `exact` where a formula, a parabola or two straight lines tell the place. */
function turnsIn({ points, step, formula }: Samples): (Turn & { exact: boolean })[] {
  const span = spanOf(points)
  return points.flatMap((point, i) => {
    const [before, after] = [points[i - 1], points[i + 1]]
    if (!before || !after || span === 0 || after[0] - before[0] > 2.5 * step) return []
    const up = point[1] - before[1]
    const down = point[1] - after[1]
    // Flat pairs of samples around a turn: the first of them stands for both.
    const isTop = up > 0 && down >= 0 && (down > 0 || (points[i + 2]?.[1] ?? Number.POSITIVE_INFINITY) < after[1])
    const isLow = up < 0 && down <= 0 && (down < 0 || (points[i + 2]?.[1] ?? Number.NEGATIVE_INFINITY) > after[1])
    if (!isTop && !isLow) return []
    const which: 'maximum' | 'minimum' = isTop ? 'maximum' : 'minimum'
    const tall = Math.max(span / 1000, 1e-9)
    if (formula) {
      const at = turnIn(formula, before[0], (down === 0 ? (points[i + 2] ?? after) : after)[0], isTop ? 1 : -1)
      const fits = (at[1] - point[1]) * (isTop ? 1 : -1) >= -1e-9 * span
      return fits ? [{ which, at, exact: true }] : []
    }
    const corner = cornerOf(points, i)
    const [x, y] = corner ?? vertexOf(before, point, after)
    const exact = corner !== null || isSmooth(points, i - 1, i + 1, span)
    return [{ which, at: [round(x, step), round(y, tall)] as const, exact }]
  })
}

/** Second difference at a sample; null at the ends. */
function bendAt(points: readonly XY[], i: number): number | null {
  const [a, b, c] = [points[i - 1], points[i], points[i + 1]]
  return a && b && c ? a[1] - 2 * b[1] + c[1] : null
}

/** Whether some neighbours bend alike: a parabola or less, no corner, jump or pole between them. */
function isSmooth(points: readonly XY[], from: number, to: number, span: number): boolean {
  const bends: number[] = []
  for (let i = from; i <= to; i++) {
    const bend = bendAt(points, i)
    if (bend !== null) bends.push(bend)
  }
  const sizes = bends.map(Math.abs)
  const largest = Math.max(...sizes)
  if (largest <= 1e-9 * span) return true
  // At an inflection they change their sign, but evenly.
  const even = bends.every((bend, k) => {
    const [before, after] = [bends[k - 1], bends[k + 1]]
    return before === undefined || after === undefined || Math.abs(before - 2 * bend + after) <= 0.5 * largest
  })
  return even || (bends.every((bend) => bend * (bends[0] ?? 0) > 0) && largest < 4 * Math.min(...sizes))
}

/** The cubic through the samples around the gap before sample `i`; null where they are not those of a smooth curve. */
export function cubicAt(points: readonly XY[], i: number, span = spanOf(points)): Formula | null {
  const four = points.slice(Math.max(0, i - 2), i + 2)
  if (four.length < 4 || i < 2 || !isSmooth(points, i - 2, i + 1, span)) return null
  return (at) =>
    four.reduce(
      (sum, [x, y]) => sum + y * four.reduce((p, [other]) => (other === x ? p : (p * (at - other)) / (x - other)), 1),
      0,
    )
}

/** Where the straight strokes on both sides of a sample meet, if it is a corner. */
function cornerOf(points: readonly XY[], i: number): XY | null {
  const [a, b, c, d] = [points[i - 3], points[i - 2], points[i + 2], points[i + 3]]
  const [p, q] = [points[i - 1], points[i + 1]]
  if (!a || !b || !c || !d || !p || !q) return null
  const slope = (u: XY, v: XY) => (v[1] - u[1]) / (v[0] - u[0])
  const [m, n] = [slope(a, b), slope(c, d)]
  const size = Math.abs(m) + Math.abs(n)
  // Both sides straight up to the corner.
  if (size === 0 || Math.abs(slope(b, p) - m) > 1e-6 * size || Math.abs(slope(q, c) - n) > 1e-6 * size) return null
  if (Math.abs(m - n) < 1e-3 * size) return null
  const x = (c[1] - n * c[0] - (b[1] - m * b[0])) / (m - n)
  return x >= p[0] && x <= q[0] ? [x, b[1] + m * (x - b[0])] : null
}

/** Vertex of the parabola through three even samples. */
function vertexOf(a: XY, b: XY, c: XY): XY {
  const h = (c[0] - a[0]) / 2
  const bend = a[1] - 2 * b[1] + c[1]
  if (bend === 0) return b
  const shift = (a[1] - c[1]) / (2 * bend)
  return [b[0] + shift * h, b[1] - ((a[1] - c[1]) * shift) / 4]
}

export function valueAtZero({ points, step, formula }: Samples): number | null {
  const i = points.findIndex(([x]) => x >= 0)
  const [a, b] = [points[i - 1], points[i]]
  if (!b) return null
  if (Math.abs(b[0]) < 1e-12) return tidy(b[1])
  if (!a || b[0] - a[0] > 1.5 * step) return null
  if (formula) return Number.isFinite(formula(0)) ? clean(formula(0)) : null
  // Across a corner or a jump no samples tell the value.
  const cubic = cubicAt(points, i)
  return cubic && round(cubic(0), b[0] - a[0])
}

/** Sign changes between two huge samples: there the inverse, all but straight, goes through zero. */
export function polesOf({ points, step, formula }: Samples): number[] {
  const sizes = points.map(([, y]) => Math.abs(y)).sort((a, b) => a - b)
  const median = sizes[Math.floor(sizes.length / 2)] ?? 0
  return points.flatMap(([x, y], i) => {
    const next = points[i + 1]
    if (!next) return []
    const gap = next[0] - x > 1.5 * step
    const big = gap ? 4 : 20
    const huge = Math.min(Math.abs(y), Math.abs(next[1])) > big * median
    const rising =
      Math.abs(y) > Math.abs(points[i - 1]?.[1] ?? 0) && Math.abs(next[1]) > Math.abs(points[i + 2]?.[1] ?? 0)
    if (!huge || !rising || (y * next[1] > 0 && !gap)) return []
    // A formula changes its sign there too.
    if (formula && y * next[1] < 0) return [bisect(formula, x, next[0])]
    const [u, v] = [1 / y, 1 / next[1]]
    return y * next[1] < 0 ? [round(x + (u / (u - v)) * (next[0] - x), step)] : [round((x + next[0]) / 2, step)]
  })
}

/** Smallest shift after which at least two whole turns agree within 1e-3 of the range. */
export function periodOf(samples: Samples): number | null {
  const { points, step } = samples
  const values = points.map((point) => point[1])
  const span = spanOf(points)
  const turns = Map.groupBy(turnsOf(samples), ({ which }) => which)
  const tops = [...turns.values()].toSorted((a, b) => b.length - a.length)[0] ?? []
  const [first] = tops
  if (!first || tops.length < 2 || span === 0) return null
  const at = (x: number): number | null => {
    const i = (x - (points[0]?.[0] ?? 0)) / step
    const low = Math.floor(i)
    const a = values[low]
    const b = values[low + 1]
    return a === undefined || b === undefined || i < 0 ? null : a + (i - low) * (b - a)
  }
  const bent = 0.4 * Math.max(...values.slice(1).map((v, i) => Math.abs(v - (values[i] ?? v))))
  for (const top of tops.slice(1)) {
    const shift = top.at[0] - first.at[0]
    let [pairs, worst] = [0, 0]
    for (const [x, y] of points) {
      const other = at(x + shift)
      if (other === null) continue
      pairs++
      worst = Math.max(worst, Math.abs(other - y))
    }
    if (pairs >= 0.45 * points.length && worst < Math.max(0.005 * span, 0.1 * bent)) return round(shift, step)
  }
  return null
}

/** Between two samples on the straight line; NaN beyond the ends. */
export function heightAt(points: readonly XY[], x: number): number {
  let [low, high] = [0, points.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((points[middle]?.[0] ?? 0) <= x) low = middle
    else high = middle
  }
  const [a, b] = [points[low], points[high]]
  if (!a || !b || x < a[0] - 1e-9 || x > b[0] + 1e-9) return Number.NaN
  return b[0] === a[0] ? a[1] : a[1] + ((x - a[0]) / (b[0] - a[0])) * (b[1] - a[1])
}
