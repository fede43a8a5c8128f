import type { Side } from '../../observation.ts'
import type { Ink } from '../ink.ts'
import type { FoundText } from '../text.ts'
import { leastSquares } from './fit.ts'
import type { Placed } from './placed.ts'
import type { Stroke } from './strokes.ts'
import { tickMark } from './ticks.ts'

/** A power of ten: what its label says, and where its tick is. */
export interface Power {
  readonly px: number
  readonly text: string
  readonly exponent: number
}

/** Pixels by which a tick may lie off the map. */
const OFF = 1.2
/** Of the ticks, those that the map must explain; of those that the map says, those that must be there. */
const EXPLAINED = 0.9
const PRESENT = 0.85
/** Fewer ticks may lie so by chance. */
const LEAST_MARKS = 8
/** Pixels of a decade in which nine ticks can be told apart. */
const LEAST_DECADE = 60
/** Labels lie this near to their spine, pixels. */
const NEAR = 30
/** Of a lone power's label; others bear each other out. */
const LEAST_CONFIDENCE = 0.9

/** Sides with fewer powers of ten than a map needs, told by their minor ticks. `power` tells a label's exponent. */
export function sidesOfPowers(
  texts: readonly FoundText[],
  power: (text: FoundText) => number | null,
  ink: Ink,
  strokes: readonly Stroke[],
): Placed[] {
  const labels = texts.flatMap((text) => {
    const exponent = text.angle === 0 ? power(text) : null
    return exponent === null ? [] : [{ text, exponent }]
  })
  const sides: Placed[] = []
  for (const way of ['above', 'right'] as const) {
    const direction = way === 'above' ? 'x' : 'y'
    const bySpine = new Map<Stroke, { label: FoundText; power: Power }[]>()
    for (const { text, exponent } of labels) {
      const mark = tickMark(text, way, 'middle', ink)
      const edge = way === 'above' ? text.box[1] : text.box[2]
      const spine = strokes
        .filter((stroke) => {
          const apart = way === 'above' ? edge - stroke.at : stroke.at - edge
          return stroke.direction === direction && apart > 0 && apart < NEAR && mark && isOn(stroke, mark.px)
        })
        .sort((a, b) => Math.abs(a.at - edge) - Math.abs(b.at - edge))[0]
      if (!mark || !spine) continue
      const own = bySpine.get(spine) ?? []
      bySpine.set(spine, [...own, { label: text, power: { px: mark.px, text: text.text, exponent } }])
    }
    for (const [spine, own] of bySpine) {
      if (own.length === 1 && own[0]!.label.confidence < LEAST_CONFIDENCE) continue
      const side = fitPowers(
        own.map((one) => one.power),
        marksAlong(spine, direction === 'x' ? 1 : -1, ink),
        spine,
      )
      if (!side) continue
      const edges = own.map(({ label }) => (way === 'above' ? label.box[1] : label.box[2]))
      const edge = way === 'above' ? Math.min(...edges) : Math.max(...edges)
      const data = way === 'right' ? 1 : -1
      const named = own.map(({ label }) => label)
      sides.push({ direction, side, edge, data, from: spine.from, to: spine.to, labels: named })
    }
  }
  return sides
}

function isOn({ from, to }: Stroke, px: number): boolean {
  return px > from - 3 && px < to + 3
}

/** Where ink leaves a spine on one side (`outward`: 1 towards larger pixels), in narrow strokes. Pixels, to fractions. */
function marksAlong({ direction, at, thick, from, to }: Stroke, outward: 1 | -1, ink: Ink): number[] {
  const line = Math.floor(at + outward * (thick / 2 + 1))
  if (line < 0 || line >= (direction === 'x' ? ink.height : ink.width)) return []
  const profile = Array.from({ length: to - from }, (_, i) => {
    return ink.contrast[direction === 'x' ? line * ink.width + from + i : (from + i) * ink.width + line]!
  })
  const least = 0.3 * Math.max(...profile)
  const marks: number[] = []
  for (let i = 0; i < profile.length; i++) {
    if (profile[i]! <= least) continue
    let [sum, weight] = [0, 0]
    for (; i < profile.length && profile[i]! > least; i++) {
      sum += profile[i]! * (from + i + 0.5)
      weight += profile[i]!
    }
    marks.push(sum / weight)
  }
  return marks
}

/**
 * The logarithmic map through powers of ten (one is enough) that ticks at twice to nine times each power bear out, or
 * null. `spine`: where ticks may be, pixels.
 */
export function fitPowers(
  powers: readonly Power[],
  marks: readonly number[],
  spine: { readonly from: number; readonly to: number },
): Side | null {
  const [anchor] = powers
  if (!anchor || marks.length < LEAST_MARKS) return null
  let best: { decade: number; matched: [px: number, log: number][] } | undefined
  for (const mark of marks) {
    for (let k = 2; k <= 9; k++) {
      for (const log of [Math.log10(k), Math.log10(k) - 1]) {
        const decade = (mark - anchor.px) / log
        if (Math.abs(decade) < LEAST_DECADE) continue
        const matched = matches(anchor.px, decade, marks, spine)
        if (matched && matched.length > (best?.matched.length ?? 0)) best = { decade, matched }
      }
    }
  }
  if (!best) return null
  const { a, b } = leastSquares(best.matched.map(([px, log]) => [px, log + anchor.exponent]))
  const off = powers.map(({ px, exponent }) => Math.abs((exponent - b) / a - px))
  if (off.some((value) => value > 1.5 * OFF)) return null
  const squares = best.matched.map(([px, log]) => ((log + anchor.exponent - b) / a - px) ** 2)
  const residualPx = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length)
  const ticks = powers.map(({ px, text, exponent }) => ({ px, text, value: 10 ** exponent }))
  return { kind: 'log', a, b, residualPx, ticks }
}

/** The marks with their logs above the anchor, when they are those of the decade's length and hardly any is missing. */
function matches(
  anchor: number,
  decade: number,
  marks: readonly number[],
  { from, to }: { readonly from: number; readonly to: number },
): [number, number][] | null {
  const expected: { px: number; log: number }[] = []
  const ends = [(from + 2 - anchor) / decade, (to - 2 - anchor) / decade]
  for (let n = Math.floor(Math.min(...ends)); n <= Math.max(...ends); n++) {
    for (let k = 1; k <= 9; k++) {
      const log = n + Math.log10(k)
      const px = anchor + log * decade
      if (px > from + 2 && px < to - 2) expected.push({ px, log })
    }
  }
  const matched: [number, number][] = []
  const inside = marks.filter((mark) => mark > from + 2 && mark < to - 2)
  for (const mark of inside) {
    const near = expected.find(({ px }) => Math.abs(px - mark) <= OFF)
    if (near) matched.push([mark, near.log])
  }
  const isBorne =
    matched.length >= LEAST_MARKS - 1 &&
    matched.length >= EXPLAINED * inside.length &&
    matched.length >= PRESENT * expected.length
  return isBorne ? matched : null
}
