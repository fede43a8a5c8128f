import { type Formula, formulaOf } from './expressions.ts'
import type { Ledger, XY } from './fact.ts'
import { tidy } from './plane.ts'
import {
  cubicAt,
  heightAt,
  periodOf,
  polesOf,
  round,
  type Samples,
  stepOf,
  turnsOf,
  valueAtZero,
  zerosOf,
} from './samples.ts'
import type { Path, Scene } from './scene.ts'

/** Densely sampled: at least 40 points evenly apart, of a line that turns seldom. Others are a chart of data. */
export function isCurve({ points }: Path): boolean {
  if (points.length < 40) return false
  const step = stepOf(points)
  const steps = points.slice(1).map((point, i) => point[0] - (points[i]?.[0] ?? 0))
  if (steps.filter((one) => Math.abs(one - step) < 1e-3 * step).length <= 0.9 * steps.length) return false
  let turns = 0
  points.forEach((point, i) => {
    const before = points[i - 1]
    const after = points[i + 1]
    if (before && after && (point[1] - before[1]) * (after[1] - point[1]) < 0) turns++
  })
  return turns <= points.length / 8
}

const EQUATION = /^(?:(?:y|[a-zA-Z]\([a-z]\))\s*=\s*)(.+)$/
const TERM =
  /^[-+*/^().\d\sxte]*(?:(?:sin|cos|tan|exp|ln|log|sqrt|pi|π|(?<![a-z])t(?![a-z])|[x²³·])[-+*/^().\d\sxte]*)+$/

/** What each curve is called: its label, the equation in the title, its colour; `''` where nothing tells it apart. */
export function curveNames(scene: Scene, curves: readonly Path[], only = 'curve'): string[] {
  const colours = Map.groupBy(curves, ({ colour }) => colour)
  const names = curves.map((curve) => {
    const given = curve.label || (curves.length === 1 ? (expressionIn(scene.axes.title) ?? '') : '')
    const same = (colours.get(curve.colour)?.length ?? 0) > 1
    return given || (curves.length === 1 ? only : same ? '' : curve.colour)
  })
  const known = Map.groupBy(names, (name) => name)
  return names.map((name) => (known.get(name)?.length === 1 ? name : ''))
}

/** Expressions the program gives, what the samples show of each curve, and where curves cross. */
export function addExpressions(ledger: Ledger, scene: Scene, curves: readonly Path[], only?: string): void {
  const whole = joinBranches(curves)
  // Whether two branches are one curve or two, nobody can say.
  if (whole.length === curves.length)
    ledger.add('count', { what: 'curve', colour: '', count: curves.length }, 'smooth curves', curves)
  const names = curveNames(scene, whole, only || undefined)
  const read = whole.map((curve, i) => {
    const name = names[i] ?? ''
    const text = name === only ? null : expressionIn(name)
    const given = text ? formulaOf(text) : null
    // `log` is the natural one or that of ten.
    const readings = text ? [given, formulaOf(text, Math.log10)] : []
    const formula = readings.find((one) => one && fits(one, curve.points)) ?? null
    // An equation that the samples contradict is not what is drawn.
    if (name && text && (formula || (!given && text.includes('='))))
      ledger.add('expression', { name, text, colour: curve.colour }, 'equation in its label or title', [curve])
    return { curve, name, samples: { points: curve.points, step: stepOf(curve.points), formula } }
  })
  for (const { curve, name, samples } of read) if (name && curve.whole) addShape(ledger, curve, name, samples)
  addCrossings(ledger, read)
}

/** Pieces of one colour and step beside each other, of which one at most has a label: branches at a pole or a gap. */
function joinBranches(curves: readonly Path[]): readonly Path[] {
  if (curves.length < 2 || curves.length > 12) return curves
  const joined: Path[] = []
  for (const curve of curves) {
    const step = stepOf(curve.points)
    const i = joined.findIndex((other) => {
      const near = other.colour === curve.colour && Math.abs(stepOf(other.points) - step) < 0.05 * step
      const one = !other.label || !curve.label || other.label === curve.label
      return near && one && (isBefore(other, curve, step) || isBefore(curve, other, step))
    })
    const other = joined[i]
    if (!other) joined.push(curve)
    else
      joined[i] = {
        ...other,
        label: other.label || curve.label,
        points: [...other.points, ...curve.points].sort((a, b) => a[0] - b[0]),
        whole: other.whole && curve.whole,
        artists: [...other.artists, ...curve.artists],
        lines: [...other.lines, ...curve.lines],
      }
  }
  return joined
}

/** With a gap between them, in which a pole or a hole may be. */
const isBefore = (a: Path, b: Path, step: number): boolean => {
  const gap = (b.points[0]?.[0] ?? 0) - (a.points.at(-1)?.[0] ?? 0)
  const range = (b.points.at(-1)?.[0] ?? 0) - (a.points[0]?.[0] ?? 0)
  return gap > 0.5 * step && gap < 0.05 * range
}

/** Whether a formula gives the samples. */
function fits(formula: Formula, points: readonly XY[]): boolean {
  const sizes = points.map(([, y]) => Math.abs(y))
  const scale = Math.max(...sizes.slice(0, 5000), 1e-300)
  return points.every(([x, y]) => Math.abs(formula(x) - y) <= 1e-6 * Math.abs(y) + 1e-7 * scale)
}

/** The equation in a text, as written but for dollars; null where none is. */
export function expressionIn(text: string, polar = false): string | null {
  const plain = text.replace(/\$|\\/g, '').replace(/[{}]/g, '').trim()
  if (polar) return /(?<!\w)r\s*(?:\([^)]*\)\s*)?=\s*\S.*$/.exec(plain)?.[0] ?? null
  if (EQUATION.test(plain)) return plain
  if (TERM.test(plain)) return plain
  const inside = /(?<![\w\\])(?:y|[a-zA-Z]\([a-z]\))\s*=\s*[^,;:]+$/.exec(plain)
  return inside ? inside[0].trim() : null
}

/** Zeros, extrema, intercept, poles and period; without a formula each within one step of the samples. */
function addShape(ledger: Ledger, curve: Path, name: string, samples: Samples): void {
  const { step, formula } = samples
  const poles = polesOf(samples)
  const extra = { tolerance: formula ? 1e-6 : tidy(step) }
  const check = (what: string) => (formula ? `${what} of the formula that gives the samples` : `${what} of the samples`)
  const clear = (x: number) => poles.every((pole) => Math.abs(pole - x) > 2 * step)
  for (const x of poles)
    ledger.add('asymptote', { name, x }, 'huge values on both sides', [curve], { tolerance: tidy(step) })
  const zeros = zerosOf(samples).filter(clear)
  if (zeros.length <= MOST) for (const x of zeros) ledger.add('zero', { name, x }, check('zero'), [curve], extra)
  const turns = turnsOf(samples).filter(({ at }) => clear(at[0]))
  if (turns.length <= MOST)
    for (const { which, at } of turns) ledger.add('extremum', { name, which, at }, check('turn'), [curve], extra)
  const intercept = valueAtZero(samples)
  if (intercept !== null && clear(0))
    ledger.add('intercept', { name, y: intercept }, check('value at x = 0'), [curve], extra)
  const axis = mirrorOf(
    samples.points,
    turns.map(({ at }) => at[0]),
  )
  if (axis !== null)
    ledger.add('symmetry', { of: name, axis: 'vertical', at: axis }, 'mirrored samples', [curve], {
      tolerance: tidy(step),
    })
  const period = periodOf(samples)
  if (period !== null && poles.length === 0)
    ledger.add('period', { name, length: period }, 'shift that gives the same samples', [curve], extra)
}

/** The only turn, about which the samples are mirrored over most of their range. */
function mirrorOf(points: readonly XY[], turns: readonly number[]): number | null {
  const [at] = turns
  if (at === undefined || turns.length > 1) return null
  const [low, high] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0]
  const reach = Math.min(at - low, high - at)
  if (reach < 0.35 * (high - low)) return null
  const heights = points.map((point) => point[1])
  const span = Math.max(...heights) - Math.min(...heights)
  const even = points.every(
    ([x, y]) => Math.abs(x - at) > reach || Math.abs(heightAt(points, 2 * at - x) - y) < 0.005 * span,
  )
  return even ? at : null
}

/** Of zeros or turns of one curve; nobody reads more. */
const MOST = 20

/** Where two curves that share their samples cross, their distance being all but straight between two of them. */
function addCrossings(
  ledger: Ledger,
  read: readonly { readonly curve: Path; readonly name: string; readonly samples: Samples }[],
): void {
  const named = read.filter(({ name, curve }) => name && curve.whole)
  if (named.length > 4) return
  named.forEach((one, i) => {
    for (const other of named.slice(i + 1)) {
      const values = new Map(other.curve.points)
      const apart = one.curve.points.flatMap(([x, y]): XY[] => {
        const value = values.get(x)
        return value === undefined ? [] : [[x, y - value]]
      })
      if (apart.length < 0.9 * Math.min(one.curve.points.length, values.size)) continue
      const [f, g] = [one.samples.formula, other.samples.formula]
      const formula = f && g ? (x: number) => f(x) - g(x) : null
      const { step } = one.samples
      const poles = [...polesOf(one.samples), ...polesOf(other.samples)]
      const meetings = zerosOf({ points: apart, step, formula }).filter(
        (x) =>
          poles.every((pole) => Math.abs(pole - x) > 2 * step) &&
          crosses(apart, x, step) &&
          (formula || isClear(apart, x)),
      )
      if (meetings.length > 6) continue
      for (const x of meetings) {
        const y = f ? tidy(f(x)) : valueAt(one.curve.points, x)
        ledger.add(
          'intersection',
          { a: one.name, b: other.name, at: [x, Number(y.toFixed(6)) + 0] },
          formula ? 'zero of the difference of both formulas' : 'change of sign of the difference of the samples',
          [one.curve, other.curve],
          { tolerance: formula ? 1e-6 : tidy(step) },
        )
      }
    }
  })
}

/** Not where one only touches the other, as a tangent does. */
function crosses(apart: readonly XY[], x: number, step: number): boolean {
  const before = apart.findLast(([at]) => at < x - 0.5 * step)
  const after = apart.find(([at]) => at > x + 0.5 * step)
  if (before && after) return before[1] * after[1] < 0
  // At an end: straight towards each other, not as a parabola.
  const [near, far] = before ? apart.slice(0, -1).toReversed() : apart.slice(1)
  return near !== undefined && far !== undefined && Math.abs(far[1]) < 3 * Math.abs(near[1])
}

/** No corner or jump of either curve is between the samples beside. */
function isClear(apart: readonly XY[], x: number): boolean {
  const i = apart.findIndex(([at]) => at >= x - 1e-12)
  return Math.abs((apart[i]?.[0] ?? 0) - x) < 1e-9 || i < 2 || i > apart.length - 2 || cubicAt(apart, i) !== null
}

function valueAt(points: readonly XY[], x: number): number {
  const i = Math.max(
    1,
    points.findIndex(([at]) => at >= x),
  )
  const [a, b] = [points[i - 1], points[i]]
  if (!a || !b) return points.at(-1)?.[1] ?? 0
  const value = cubicAt(points, i)?.(x) ?? a[1] + ((x - a[0]) / (b[0] - a[0])) * (b[1] - a[1])
  return round(value, b[0] - a[0])
}
