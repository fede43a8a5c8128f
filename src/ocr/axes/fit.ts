import type { LabelValue } from './values.ts'

/** A tick: where it is along the axis, pixels, and what its label may say. */
export interface TickLabel {
  readonly px: number
  readonly text: string
  readonly values: readonly LabelValue[]
}

export interface Fit {
  readonly kind: 'linear' | 'log'
  /** value (log: its log10) = a · pixel + b. */
  readonly a: number
  readonly b: number
  readonly residualPx: number
  readonly ticks: readonly { readonly px: number; readonly text: string; readonly value: number }[]
  /** Sum over the ticks of 1 − cost. */
  readonly weight: number
  /** Ticks whose labels say so as they were read first. */
  readonly plain: number
  /** Those, and ticks whose labels have lost no more than a point that others have. */
  readonly sound: number
}

/** Fewer labels allow a linear and a logarithmic map alike. */
const LEAST_TICKS = 3
/** Of a map's weight, that one has which speaks against it. */
const RIVAL = 0.7
/** Cost from which a label was mended by what it may have lost. */
const MENDED = 0.5
/** Ticks whose labels are sound, at least, and as a share of a map's ticks. */
const LEAST_SOUND = 2
const SOUND = 0.4
/** Cost of a lost point where other labels of the axis have theirs, and of a number without one there. */
const LOST_HERE = 0.2
const WITHOUT = 0.45
/** Ratio of the largest value to the least below which an axis is linear. */
const NARROW = 1.5
/** Of the tolerance, that the fewest ticks may lie off. */
const JUST = 1 / 3
/** Steps of an axis by which its next label lies off, at most. */
const NEXT = 1.2
/** Labels that must agree, as a share of the numbers between the outermost of them. */
const AGREEING = 0.6

/**
 * The map from pixels to data that most labels agree on within `tolerance` pixels, or null: two labels and one value of
 * each propose a map, the others vote (ocr.md, Axes). A map that another one of the other kind equals is refused.
 */
export function fitAxis(labels: readonly TickLabel[], tolerance: number): Fit | null {
  const numeric = withLostPoints(labels.filter(({ values }) => values.length > 0))
  if (numeric.length < LEAST_TICKS) return null
  const linear = bestFit(numeric, 'linear', tolerance, null)
  const log = bestFit(numeric, 'log', tolerance, null)
  // Over a narrow range both maps say the same, and no one labels a logarithmic axis so.
  const isNarrow = linear && log && linear.ticks.length >= log.ticks.length && widthOf(linear) < NARROW
  const [best, other] = isNarrow
    ? [linear, null]
    : (log?.weight ?? 0) > (linear?.weight ?? 0)
      ? [log, linear]
      : [linear, log]
  if (!best || best.ticks.length < LEAST_TICKS) return null
  const pixels = best.ticks.map(({ px }) => px)
  const between = numeric.filter(({ px }) => px >= Math.min(...pixels) && px <= Math.max(...pixels))
  if (best.ticks.length < AGREEING * between.length) return null
  if (other && other.weight > best.weight - 0.5) return null
  // Digits lost or gained by several labels alike make another map of the same kind.
  const rival = bestFit(numeric, best.kind, tolerance, best)
  if (rival && rival.plain > best.plain && rival.weight > RIVAL * best.weight) return null
  if (best.sound < Math.max(LEAST_SOUND, SOUND * best.ticks.length)) return null
  // Two ticks make any map: the third must stand just there.
  if (best.ticks.length === LEAST_TICKS && best.residualPx > JUST * tolerance) return null
  // Points get lost but are hardly ever made up: a map in which one must not be there is that of labels without them.
  if (numeric.some((label) => isPointless(label, best, tolerance))) return null
  // 05 is 0.5 without its point as well as five.
  if (best.ticks.some(({ text, value }) => value !== 0 && /^[-−]?0\d+$/.test(text))) return null
  return best
}

/** How many times its least value a map's largest one is; endless where it passes zero. */
function widthOf({ ticks }: Fit): number {
  const values = ticks.map(({ value }) => value)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return least > 0 ? most / least : Infinity
}

/** Labels of an axis, most of which lost their points: where two have one, the others are likelier to have lost it. */
function withLostPoints(labels: readonly TickLabel[]): readonly TickLabel[] {
  const isPointed = (text: string) => /^[-−]?\d+\.\d+$/.test(text)
  if (labels.filter(({ text }) => isPointed(text)).length < 2) return labels
  return labels.map((label) => {
    if (isPointed(label.text) || !/^[-−]?\d{2,}$/.test(label.text)) return label
    const values = label.values.map((one) => {
      if (one.cost === 0) return { ...one, cost: WITHOUT }
      return isPointed(one.text) && one.cost > LOST_HERE ? { ...one, cost: LOST_HERE } : one
    })
    return { ...label, values }
  })
}

/** Whether a label was read with a point, and fits a map only without it. */
function isPointless({ px, text }: TickLabel, { kind, a, b, ticks }: Fit, tolerance: number): boolean {
  if (!/^[-−]?\d+\.\d+$/.test(text) || ticks.some((tick) => tick.px === px && tick.text === text)) return false
  const value = scaled(Number(text.replace('−', '-').replace('.', '')), kind)
  return value !== null && value !== 0 && Math.abs((value - b) / a - px) <= tolerance
}

/** `unlike`: of other slopes than this one's. */
function bestFit(labels: readonly TickLabel[], kind: Fit['kind'], tolerance: number, unlike: Fit | null): Fit | null {
  let best: Fit | null = null
  for (let i = 0; i < labels.length; i++) {
    for (let j = i + 1; j < labels.length; j++) {
      const span = labels[j]!.px - labels[i]!.px
      if (Math.abs(span) < 4 * tolerance) continue
      for (const first of labels[i]!.values) {
        for (const second of labels[j]!.values) {
          if (first.cost + second.cost > 0.7) continue
          const [u, v] = [scaled(first.value, kind), scaled(second.value, kind)]
          if (u === null || v === null || u === v) continue
          const a = (v - u) / span
          if (unlike && Math.abs(a / unlike.a - 1) < 0.2) continue
          const fit = supported(labels, kind, a, u - a * labels[i]!.px, tolerance)
          if (fit && (!best || isBetter(fit, best))) best = fit
        }
      }
    }
  }
  return best
}

function isBetter(fit: Fit, best: Fit): boolean {
  const more = fit.weight - best.weight
  return more > 1e-9 || (more > -1e-9 && fit.residualPx < best.residualPx)
}

/** The map through all labels that a proposed one explains, by least squares. */
function supported(
  labels: readonly TickLabel[],
  kind: Fit['kind'],
  a: number,
  b: number,
  tolerance: number,
): Fit | null {
  const ticks: { px: number; text: string; value: number; cost: number }[] = []
  for (const { px, values } of labels) {
    let chosen: LabelValue | undefined
    for (const one of values) {
      const u = scaled(one.value, kind)
      if (u === null || Math.abs((u - b) / a - px) > tolerance || (chosen && chosen.cost <= one.cost)) continue
      chosen = one
    }
    if (chosen) ticks.push({ px, text: chosen.text, value: chosen.value, cost: chosen.cost })
  }
  const kept = ticks.filter((tick) => tick.cost < MENDED || isBracketed(tick.px, ticks))
  if (kept.length < 2 || !isOneStyle(kept)) return null
  const line = leastSquares(kept.map(({ px, value }) => [px, scaled(value, kind)!]))
  const residuals = kept.map(({ px, value }) => ((scaled(value, kind)! - line.b) / line.a - px) ** 2)
  const residualPx = Math.sqrt(residuals.reduce((sum, square) => sum + square, 0) / kept.length)
  const weight = kept.reduce((sum, { cost }) => sum + 1 - cost, 0)
  const plain = kept.filter(({ cost }) => cost === 0).length
  const sound = kept.filter(({ cost }) => cost <= LOST_HERE).length
  return {
    kind,
    ...line,
    residualPx,
    weight,
    plain,
    sound,
    ticks: kept.map(({ px, text, value }) => ({ px, text, value })),
  }
}

/** Whether labels that needed no mending stand on both sides, or it is the next one after them. */
function isBracketed(px: number, ticks: readonly { readonly px: number; readonly cost: number }[]): boolean {
  const sound = ticks.filter(({ cost }) => cost < MENDED).map((tick) => tick.px)
  if (sound.some((other) => other < px) && sound.some((other) => other > px)) return true
  const sorted = sound.toSorted((a, b) => a - b)
  const step = Math.min(...sorted.slice(1).map((other, i) => other - sorted[i]!))
  return sorted.some((other) => Math.abs(other - px) < NEXT * step)
}

function scaled(value: number, kind: Fit['kind']): number | null {
  if (kind === 'linear') return value
  return value > 0 ? Math.log10(value) : null
}

/** An axis writes all its labels with as many decimals: a point that was put in must stand where it is in the others. */
function isOneStyle(
  ticks: readonly { readonly text: string; readonly value: number; readonly cost: number }[],
): boolean {
  const decimals = (text: string) => /\.(\d+)$/.exec(text)?.[1]?.length ?? 0
  const asRead = new Set(ticks.filter(({ cost, value }) => cost === 0 && value !== 0).map(({ text }) => decimals(text)))
  return (
    asRead.size === 0 ||
    ticks.every(({ text, cost }) => cost < MENDED || decimals(text) === 0 || asRead.has(decimals(text)))
  )
}

/** v = a · u + b through pairs (u, v). */
export function leastSquares(pairs: readonly (readonly [number, number])[]): { a: number; b: number } {
  const n = pairs.length
  const u = pairs.reduce((sum, pair) => sum + pair[0], 0) / n
  const v = pairs.reduce((sum, pair) => sum + pair[1], 0) / n
  const uv = pairs.reduce((sum, pair) => sum + (pair[0] - u) * (pair[1] - v), 0)
  const uu = pairs.reduce((sum, pair) => sum + (pair[0] - u) ** 2, 0)
  const a = uv / uu
  return { a, b: v - a * u }
}
