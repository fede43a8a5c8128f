import { ssim } from 'ssim.js'
import type { Edges } from '../raster/edges.ts'
import type { Raster } from '../raster/raster.ts'

/** Half of the 11×11 window that the index is computed on. */
const MARGIN = 5
/** How far around outlines the index is averaged. */
const DILATE = 2

/**
 * Mean structural similarity around what either picture draws, never below 0: ssim.js's map, averaged by `weights` over
 * the dilated outlines of both. Paper and the inside of fills, on which any two pictures agree, stay out.
 * The pictures are small (the index is meant for about 256 pixels) and of the same size.
 */
export function clarity(
  source: Raster,
  render: Raster,
  sourceEdges: Edges,
  renderEdges: Edges,
  weights: Float32Array,
): number {
  // With a margin the map has one value for each pixel.
  const map = ssim(framed(source), framed(render), { ssim: 'weber', downsample: false }).ssim_map.data
  const mask = new Uint8Array(source.width * source.height)
  dilate(sourceEdges, mask)
  dilate(renderEdges, mask)
  let [sum, count] = [0, 0]
  for (let i = 0; i < mask.length; i++) {
    if (!mask[i]) continue
    sum += weights[i]! * map[i]!
    count += weights[i]!
  }
  return count === 0 ? 0 : Math.max(0, sum / count)
}

/** The picture as RGBA with its border repeated outwards, smoothed a little: phases of antialiasing are no matter of clarity. */
function framed({ width, height, data }: Raster) {
  const [w, h] = [width + 2 * MARGIN, height + 2 * MARGIN]
  const rgba = new Uint8ClampedArray(w * h * 4)
  const inside = (value: number, length: number) => Math.min(Math.max(value, 0), length - 1)
  for (let y = 0, to = 0; y < h; y++) {
    const row = inside(y - MARGIN, height)
    const [up, down] = [inside(row - 1, height) * width, inside(row + 1, height) * width]
    for (let x = 0; x < w; x++, to += 4) {
      const column = inside(x - MARGIN, width)
      const [left, right] = [inside(column - 1, width), inside(column + 1, width)]
      for (let c = 0; c < 3; c++) {
        const at = (y: number, x: number) => data[(y + x) * 3 + c]!
        const sum = (y: number) => at(y, left) + 2 * at(y, column) + at(y, right)
        rgba[to + c] = (sum(up) + 2 * sum(row * width) + sum(down)) / 16
      }
      rgba[to + 3] = 255
    }
  }
  return { width: w, height: h, data: rgba }
}

function dilate({ width, height, points }: Edges, mask: Uint8Array): void {
  for (const point of points) {
    const y = Math.floor(point / width)
    const x = point - y * width
    for (let ny = Math.max(0, y - DILATE); ny <= Math.min(height - 1, y + DILATE); ny++) {
      mask.fill(1, ny * width + Math.max(0, x - DILATE), ny * width + Math.min(width - 1, x + DILATE) + 1)
    }
  }
}
