import type { ReadAxes } from '../observation.ts'
import type { FoundText } from './text.ts'

/** Texts lower than this share of the usual height are strokes of the drawing, such as ticks. */
const LOW = 0.6
/** Signs that markers, crossings and ends of lines look like come alone or in pairs. */
const FEW = 2

/** Texts without those that are drawn: signs that touch other ink inside of calibrated axes, and strokes lower than any label. */
export function withoutStrays(texts: readonly FoundText[], axes: readonly ReadAxes[]): FoundText[] {
  const heights = texts.map(heightOf).sort((a, b) => a - b)
  const usual = heights[heights.length >> 1] ?? 0
  const calibrated = axes.filter(({ x, y }) => x && y)
  return texts.filter((text) => {
    if (text.text.length > FEW) return true
    if (heightOf(text) < LOW * usual) return false
    if (text.isFree) return true
    const [x, y] = [(text.box[0] + text.box[2]) / 2, (text.box[1] + text.box[3]) / 2]
    return !calibrated.some(({ box: [x0, y0, x1, y1] }) => x > x0 && x < x1 && y > y0 && y < y1)
  })
}

/** Across the line of text, pixels; of one sign its height. */
function heightOf({ text, box: [x0, y0, x1, y1] }: FoundText): number {
  return text.length > 1 ? Math.min(x1 - x0, y1 - y0) : y1 - y0
}
