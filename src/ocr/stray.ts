import type { ReadAxes } from '../observation.ts'
import type { FoundText } from './text.ts'

/** Texts lower than this share of the usual height are strokes of the drawing, such as ticks. */
const LOW = 0.6
/** Signs that markers, crossings and ends of lines look like come alone or in pairs. */
const FEW = 2
/** Less sure ones inside of axes are drawn. */
const SURE = 0.75
/** Signs that markers are read as, and how often at least when they are markers. */
const MARKER = /^[0OoQ°●+×x*]$/
const SEVERAL = 4

/** Texts without those that are drawn: lone signs inside of calibrated axes that touch other ink, are unsure or come again and again, and strokes lower than any label. */
export function withoutStrays(texts: readonly FoundText[], axes: readonly ReadAxes[]): FoundText[] {
  const heights = texts.map(heightOf).sort((a, b) => a - b)
  const usual = heights[heights.length >> 1] ?? 0
  const calibrated = axes.filter(({ x, y }) => x && y)
  return texts.filter((text) => {
    if (text.text.length > FEW) return true
    if (heightOf(text) < LOW * usual) return false
    const isInside = calibrated.some((one) => isIn(text, one))
    return !isInside || (text.isFree && text.confidence >= SURE && !isMarker(text, texts))
  })
}

/** A sign of a marker's shape that comes several times. */
function isMarker({ text }: FoundText, texts: readonly FoundText[]): boolean {
  return MARKER.test(text) && texts.filter((other) => other.text === text).length >= SEVERAL
}

function isIn({ box }: FoundText, { box: [x0, y0, x1, y1] }: ReadAxes): boolean {
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  return x > x0 && x < x1 && y > y0 && y < y1
}

/** Across the line of text, pixels; of one sign its height. */
function heightOf({ text, box: [x0, y0, x1, y1] }: FoundText): number {
  return text.length > 1 ? Math.min(x1 - x0, y1 - y0) : y1 - y0
}
