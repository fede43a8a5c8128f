import type { ReadAxes, ReadMark } from '../../observation.ts'
import type { Raster } from '../../raster/raster.ts'
import type { Box } from '../../trace.ts'
import { findInk } from '../ink.ts'
import { shapesIn } from './shapes.ts'

/** Pixels inside of an area's frame. */
const INSIDE = 3

/** Shapes on calibrated axes on which nothing else was measured, in pixels of the picture. */
export function shapesOn(picture: Raster, { box, x, y }: ReadAxes, axis: number, texts: readonly Box[]): ReadMark[] {
  if (x?.kind !== 'linear' || y?.kind !== 'linear') return []
  const [left, top] = [Math.ceil(box[0]) + INSIDE, Math.ceil(box[1]) + INSIDE]
  const [width, height] = [Math.floor(box[2]) - INSIDE - left, Math.floor(box[3]) - INSIDE - top]
  if (width < 40 || height < 40) return []
  const data = new Uint8Array(width * height * 3)
  for (let row = 0; row < height; row++) {
    const from = ((top + row) * picture.width + left) * 3
    data.set(picture.data.subarray(from, from + width * 3), row * width * 3)
  }
  const inside = { width, height, data }
  const moved = texts
    .map(([x0, y0, x1, y1]): Box => [x0 - left, y0 - top, x1 - left, y1 - top])
    .filter(([x0, y0, x1, y1]) => x1 > 1 && y1 > 1 && x0 < width - 1 && y0 < height - 1)
    .map(
      ([x0, y0, x1, y1]): Box => [Math.max(1, x0), Math.max(1, y0), Math.min(width - 2, x1), Math.min(height - 2, y1)],
    )
  return shapesIn(inside, findInk(inside), moved, true).map((mark): ReadMark => {
    const lengths = mark.kind === 'circle' ? 2 : mark.px.length
    const px = mark.px.map((value, i) => (i >= lengths ? value : value + (i % 2 ? top : left)))
    return { ...mark, px, axis }
  })
}
