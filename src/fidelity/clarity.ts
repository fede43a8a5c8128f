import { ssim } from 'ssim.js'
import { resizeArea } from '../raster/area.ts'
import { INK, readDrawing, type Drawing } from './ink.ts'

/** Structural similarity is defined for pictures of about this size (Wang et al., 2004, suggest 256 for the shorter side). */
const LEVEL = 256
/** Half of the 11×11 window that the index is computed on. */
const MARGIN = 5
/** How far around ink the index is averaged. */
const DILATE = 2

/** Mean structural similarity where either picture has ink, dilated; never below 0. Both pictures have the same size. */
export function clarity(source: Drawing, render: Drawing): number {
  const scale = Math.min(1, LEVEL / Math.max(source.raster.width, source.raster.height))
  const width = Math.max(1, Math.round(source.raster.width * scale))
  const height = Math.max(1, Math.round(source.raster.height * scale))
  const small = (drawing: Drawing) =>
    scale === 1 ? drawing : readDrawing(resizeArea(drawing.raster, width, height), drawing.background)
  const [a, b] = [small(source), small(render)]
  // With a margin of paper the map has one value for each pixel.
  const map = ssim(framed(a), framed(b), { ssim: 'weber', downsample: false }).ssim_map.data
  const mask = dilatedUnion(a.ink, b.ink, width, height)
  let [sum, count] = [0, 0]
  for (let i = 0; i < mask.length; i++) {
    if (!mask[i]) continue
    sum += map[i]!
    count++
  }
  return count === 0 ? 0 : Math.max(0, sum / count)
}

function framed({ raster, background }: Drawing) {
  const width = raster.width + 2 * MARGIN
  const height = raster.height + 2 * MARGIN
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 4) {
      const [sx, sy] = [x - MARGIN, y - MARGIN]
      const inside = sx >= 0 && sy >= 0 && sx < raster.width && sy < raster.height
      const from = (sy * raster.width + sx) * 3
      for (let c = 0; c < 3; c++) data[to + c] = inside ? raster.data[from + c]! : background[c as 0 | 1 | 2]
      data[to + 3] = 255
    }
  }
  return { width, height, data }
}

function dilatedUnion(a: Uint8Array, b: Uint8Array, width: number, height: number): Uint8Array {
  const mask = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      if (a[i]! <= INK && b[i]! <= INK) continue
      const [left, right] = [Math.max(0, x - DILATE), Math.min(width - 1, x + DILATE)]
      for (let ny = Math.max(0, y - DILATE); ny <= Math.min(height - 1, y + DILATE); ny++) {
        mask.fill(1, ny * width + left, ny * width + right + 1)
      }
    }
  }
  return mask
}
