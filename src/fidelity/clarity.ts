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
  const rgba = new Uint8ClampedArray(w * h * 4).fill(255)
  const inside = (value: number, length: number) => Math.min(Math.max(value, 0), length - 1)
  const columns = Int32Array.from({ length: w + 2 }, (_, x) => inside(x - 1 - MARGIN, width) * 3)
  for (let y = 0, to = 0; y < h; y++) {
    const row = inside(y - MARGIN, height)
    const up = inside(row - 1, height) * width * 3
    const here = row * width * 3
    const down = inside(row + 1, height) * width * 3
    for (let x = 0; x < w; x++, to += 4) {
      const left = columns[x]!
      const middle = columns[x + 1]!
      const right = columns[x + 2]!
      for (let c = 0; c < 3; c++) {
        const sides =
          data[here + left + c]! + data[here + right + c]! + data[up + middle + c]! + data[down + middle + c]!
        const corners = data[up + left + c]! + data[up + right + c]! + data[down + left + c]! + data[down + right + c]!
        rgba[to + c] = (4 * data[here + middle + c]! + 2 * sides + corners) / 16
      }
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
