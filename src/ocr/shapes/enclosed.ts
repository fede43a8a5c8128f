import type { ReadMark } from '../../observation.ts'
import { connectedComponents } from '../../raster/components.ts'
import type { Raster } from '../../raster/raster.ts'
import type { Box } from '../../trace.ts'
import type { Ink } from '../ink.ts'
import { shapeOf } from './areas.ts'
import { outerContour } from './contour.ts'
import { apart, commonOf, hexOf, pixelAt, type Rgb } from './pixels.ts'
import { strokeLook } from './strokes.ts'

/** Pixels of a region. */
const LEAST_AREA = 40
/** Levels by which a pale fill differs from the paper. */
const PALE = 8

/** Regions that strokes enclose: circles, and polygons with a pale fill; plain polygons are told by their strokes. */
export function enclosed(
  picture: Raster,
  { mask, background }: Ink,
  texts: readonly Box[],
  known: readonly ReadMark[],
  strokes: readonly { readonly mask: Uint8Array; readonly colour: Rgb }[],
): ReadMark[] {
  const { width, height } = picture
  const open = Uint8Array.from(mask, (value) => 1 - value)
  for (const [x0, y0, x1, y1] of texts)
    for (let y = Math.max(0, Math.floor(y0) - 1); y < Math.min(height, y1 + 1); y++)
      open.fill(1, y * width + Math.max(0, Math.floor(x0) - 1), y * width + Math.min(width, Math.ceil(x1) + 1))
  const { labels, list } = connectedComponents(open, width, height)
  return list.flatMap((piece, i): ReadMark[] => {
    const { x0, y0, x1, y1, size } = piece
    if (size < LEAST_AREA || x0 === 0 || y0 === 0 || x1 === width || y1 === height) return []
    const isIn = (x: number, y: number) =>
      x >= 0 && y >= 0 && x < width && y < height && labels[y * width + x] === i + 1
    let startX = x0
    while (!isIn(startX, y0)) startX++
    const contour = outerContour(isIn, startX, y0)
    const shape = shapeOf(contour)
    if (!shape) return []
    const inside: Rgb[] = []
    for (let y = y0; y < y1; y += 2)
      for (let x = x0; x < x1; x += 2) if (isIn(x, y) && mask[y * width + x] === 0) inside.push(pixelAt(picture, x, y))
    const fill = commonOf(inside)
    const filled = apart(fill, background) >= PALE
    if (shape.kind !== 'circle' && !filled) return []
    // What surrounds it: the stroke, whose middle is the shape's edge.
    const around = contour.filter((_, k) => k % 3 === 0).map(([x, y]) => nearestStroke(strokes, x, y, width, height))
    const colours = around.filter((one) => one !== null)
    if (colours.length < 0.6 * around.length) return []
    const edge = commonOf(colours)
    const { width: wide } = strokeLook(picture, contour, edge, fill)
    const thick = Math.min(8, Math.max(1, wide ?? 1.5))
    const grown = shape.kind === 'circle' ? [shape.px[0]!, shape.px[1]!, shape.px[2]! + thick / 2] : shape.px
    if (known.some(({ px }) => Math.hypot(px[0]! - grown[0]!, px[1]! - grown[1]!) < 3 && px.length === grown.length))
      return []
    const common = { ...shape, px: grown, width: thick }
    return [
      filled
        ? { ...common, colour: hexOf(fill), edge: hexOf(edge), filled }
        : { ...common, colour: hexOf(edge), filled },
    ]
  })
}

/** Colour of the stroke that lies within three pixels of a place. */
function nearestStroke(
  strokes: readonly { readonly mask: Uint8Array; readonly colour: Rgb }[],
  x: number,
  y: number,
  width: number,
  height: number,
): Rgb | null {
  for (let off = 1; off <= 3; off++) {
    for (const [dx, dy] of [
      [off, 0],
      [-off, 0],
      [0, off],
      [0, -off],
    ] as const) {
      const [u, v] = [Math.floor(x) + dx, Math.floor(y) + dy]
      if (u < 0 || v < 0 || u >= width || v >= height) continue
      const own = strokes.find(({ mask }) => mask[v * width + u] === 1)
      if (own) return own.colour
    }
  }
  return null
}
