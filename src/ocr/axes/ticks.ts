import type { Ink } from '../ink.ts'
import type { FoundText } from '../text.ts'

/** Where the tick that a label belongs to lies along its axis, pixels, to fractions; `null` without a mark. */
export interface TickMark {
  readonly px: number
  /** Across the axis: where the mark begins, seen from the label. */
  readonly start: number
}

/** Pixels from the middle of one, on the average, that crisp marks lie off at most; others lie off by a quarter. */
const CRISP = 0.12

/** Which part of a label stands at its tick: turned labels of an x axis often end there. */
export type Anchor = 'middle' | 'end'

/**
 * The tick mark of a label: the nearest narrow ink beyond the label's end towards the data, near its anchor.
 * `side`: where the data lies, seen from the label.
 */
export function tickMark(
  label: FoundText,
  side: 'above' | 'right' | 'left',
  anchor: Anchor,
  ink: Ink,
): TickMark | null {
  const [x0, y0, x1, y1] = label.box
  const along = side === 'above'
  const high = Math.min(x1 - x0, y1 - y0)
  const middle = along ? (anchor === 'end' ? x1 : (x0 + x1) / 2) : (y0 + y1) / 2
  const reach = anchor === 'end' ? 9 : Math.max(3, along ? 0.5 * (y1 - y0) : 0.4 * (y1 - y0))
  const [begin, direction] =
    side === 'above' ? [Math.floor(y0) - 1, -1] : side === 'right' ? [Math.ceil(x1) + 1, 1] : [Math.floor(x0) - 2, -1]
  const most = Math.max(14, 1.6 * high)
  const lines = along ? ink.height : ink.width
  const length = along ? ink.width : ink.height
  for (let step = 0; step < most; step++) {
    const line = begin + direction * step
    if (line < 1 || line >= lines - 1) return null
    const mark = markIn(ink, along, line, middle, reach, length)
    if (!mark) continue
    // The same mark one step further on: a lone speck is none.
    const next = markIn(ink, along, line + direction, middle, reach, length)
    if (next) return { px: (mark.px * mark.weight + next.px * next.weight) / (mark.weight + next.weight), start: line }
  }
  return null
}

/**
 * Marks where their axis has them. Crisp ones, whole pixels wide, were moved to the nearest pixel: what was drawn at
 * n − ½ to n + ½ fills pixel n, whose middle is n + ½.
 */
export function unsnapped(marks: readonly (TickMark | null)[]): (TickMark | null)[] {
  const off = marks.flatMap((mark) => (mark ? [Math.abs(mark.px - Math.floor(mark.px) - 0.5)] : []))
  const isCrisp = off.length > 2 && off.reduce((sum, value) => sum + value, 0) < CRISP * off.length
  return isCrisp ? marks.map((mark) => mark && { ...mark, px: mark.px - 0.5 }) : [...marks]
}

/** The ink across one line nearest to the middle, when it is narrow. */
function markIn(ink: Ink, along: boolean, line: number, middle: number, reach: number, length: number) {
  const at = (i: number) => (along ? line * ink.width + i : i * ink.width + line)
  const from = Math.max(0, Math.floor(middle - reach))
  const to = Math.min(length - 1, Math.ceil(middle + reach))
  let best: { px: number; weight: number } | null = null
  for (let i = from; i <= to; i++) {
    if (!ink.mask[at(i)]) continue
    let [low, high] = [i, i]
    while (low > 0 && ink.mask[at(low - 1)] && high - low < 12) low--
    while (high < length - 1 && ink.mask[at(high + 1)] && high - low < 12) high++
    if (high - low >= 8) return null
    let [sum, weight] = [0, 0]
    // With the fainter pixels beside it, which hold the fractions.
    for (let k = Math.max(0, low - 1); k <= Math.min(length - 1, high + 1); k++) {
      const contrast = ink.contrast[at(k)]!
      sum += contrast * (k + 0.5)
      weight += contrast
    }
    const px = sum / weight
    if (!best || Math.abs(px - middle) < Math.abs(best.px - middle)) best = { px, weight }
    i = high
  }
  return best
}
