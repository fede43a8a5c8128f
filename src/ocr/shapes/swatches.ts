import type { ReadAxes, ReadText } from '../../observation.ts'
import type { Raster } from '../../raster/raster.ts'
import { apart, hexOf, pixelAt, type Rgb } from './pixels.ts'

/** A legend shows its mark this many of the text's heights left of it. */
const REACH = 4.2
/** Levels from a colour of the marks, and from the paper. */
const NEAR = 60
const INK = 40
/** Pixels of it at least, and its share of all ink there. */
const LEAST = 4
const MOSTLY = 0.5

/** Texts with the colour, among those of the marks, that stands free left of them: the entries of a legend. */
export function withSwatches(
  picture: Raster,
  texts: readonly ReadText[],
  axes: readonly ReadAxes[],
  colours: readonly Rgb[],
  ground: Rgb,
): ReadText[] {
  return texts.map((read) => {
    const text = withoutHandle(picture, read, colours)
    const { box, angle } = text
    if (angle !== 0 || !/\p{L}|\d/u.test(text.text) || isTickLabel(text, axes)) return text
    const [x0, y0, , y1] = box
    const high = y1 - y0
    const left = Math.floor(x0 - REACH * Math.max(10, high))
    const others = texts.filter((other) => other !== read && other.box[2] > left && other.box[0] < x0)
    const counts = colours.map(() => 0)
    let [ink, end] = [0, 0]
    for (let y = Math.floor(y0); y < y1; y++) {
      for (let x = Math.max(0, left); x < x0 - 1; x++) {
        if (others.some((other) => isIn(other.box, x, y))) continue
        const pixel = pixelAt(picture, x, y)
        if (apart(pixel, ground) < INK) continue
        ink++
        const nearest = nearestOf(pixel, colours)
        if (nearest < 0) continue
        counts[nearest]!++
        // What goes on to the left is no swatch.
        if (x <= left + 1) end++
      }
    }
    const most = counts.indexOf(Math.max(...counts))
    if (most < 0 || counts[most]! < LEAST || counts[most]! < MOSTLY * ink || end > 0) return text
    return { ...text, swatch: hexOf(colours[most]!) }
  })
}

/** Signs that a stroke or a swatch at the head of a text is read as. */
const HANDLE = /^(?:[1|—–_-]\s?|[lI]\s)(?=\p{L})/u

/** A text without the legend's mark that was read as its first sign. */
function withoutHandle(picture: Raster, text: ReadText, colours: readonly Rgb[]): ReadText {
  const shorter = text.text.replace(HANDLE, '')
  const [x0, y0, x1, y1] = text.box
  if (shorter === text.text) return text
  // What has a mark's colour, as far as it reaches from the left.
  let [end, gap] = [x0, 0]
  for (let x = Math.floor(x0); x < Math.min(x1, x0 + REACH * (y1 - y0)) && gap < 3; x++) {
    let own = false
    for (let y = Math.floor(y0); y < y1 && !own; y++) own = nearestOf(pixelAt(picture, x, y), colours) >= 0
    if (own) end = x + 1
    gap = own ? 0 : gap + 1
  }
  if (end - x0 < LEAST || end > x1 - 4) return text
  return { ...text, text: shorter, alternatives: [text.text, ...text.alternatives], box: [end + 2, y0, x1, y1] }
}

function nearestOf(pixel: Rgb, colours: readonly Rgb[]): number {
  let [best, far] = [-1, NEAR]
  for (const [i, colour] of colours.entries()) {
    const here = apart(pixel, colour)
    if (here < far) [best, far] = [i, here]
  }
  return best
}

function isIn([x0, y0, x1, y1]: ReadText['box'], x: number, y: number): boolean {
  return x > x0 - 2 && x < x1 + 2 && y > y0 - 2 && y < y1 + 2
}

function isTickLabel({ text, box }: ReadText, axes: readonly ReadAxes[]): boolean {
  return axes.some(({ x, y, twin }) =>
    [x, y, twin].some((side) =>
      side?.ticks.some(
        (tick) =>
          tick.text === text &&
          Math.min(Math.abs(tick.px - (box[0] + box[2]) / 2), Math.abs(tick.px - (box[1] + box[3]) / 2)) < 8,
      ),
    ),
  )
}
