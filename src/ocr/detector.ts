import type { Network } from '../backends/onnx.ts'
import { resizeBicubic } from '../raster/bicubic.ts'
import { connectedComponents } from '../raster/components.ts'
import type { Raster } from '../raster/raster.ts'
import { leastRectangle } from './rectangle.ts'
import type { Region } from './region.ts'

/** DBPostProcess of PP-OCRv6's tiny detector: probability of a text pixel, mean over a box, and how far the shrunken box grows back. */
const THRESHOLD = 0.2
const BOX_THRESHOLD = 0.4
const UNCLIP = 1.4
const MEAN = [0.406, 0.456, 0.485]
const DEVIATION = [0.225, 0.224, 0.229]
/** Smaller pieces are specks. Pixels of the network's map. */
const LEAST_SIZE = 12

/** PP-OCRv6's detector: where lines of text stand in a picture. */
export class Detector {
  readonly #network: Network

  constructor(network: Network) {
    this.#network = network
  }

  /** Regions in pixels of `picture`, which is shown to the network scaled by about `scale`. */
  async find(picture: Raster, scale: number): Promise<Region[]> {
    const side = (length: number) => Math.max(32, Math.round((length * scale) / 32) * 32)
    const [width, height] = [side(picture.width), side(picture.height)]
    const shown = resizeBicubic(picture, width, height)
    const { data } = await this.#network.run(toPlanes(shown), [1, 3, height, width])
    const mask = Uint8Array.from(data, (p) => (p > THRESHOLD ? 1 : 0))
    const { labels, list } = connectedComponents(mask, width, height)
    const [sx, sy] = [picture.width / width, picture.height / height]
    return list.flatMap((component, index) => {
      if (component.size < LEAST_SIZE) return []
      const points: [number, number][] = []
      let sum = 0
      for (let y = component.y0; y < component.y1; y++) {
        let [first, last] = [-1, -1]
        for (let x = component.x0; x < component.x1; x++) {
          if (labels[y * width + x] !== index + 1) continue
          if (first < 0) first = x
          last = x
          sum += data[y * width + x]!
        }
        // The corners of the row's outermost pixels are enough for a hull.
        if (first >= 0) points.push([first, y], [first, y + 1], [last + 1, y], [last + 1, y + 1])
      }
      if (sum / component.size < BOX_THRESHOLD) return []
      const { cx, cy, width: w, height: h, angle } = leastRectangle(points)
      const grow = (w * h * UNCLIP) / (2 * (w + h))
      return [{ cx: cx * sx, cy: cy * sy, width: (w + 2 * grow) * sx, height: (h + 2 * grow) * sy, angle }]
    })
  }
}

/** BGR planes, (v / 255 − mean) / deviation. */
function toPlanes({ data, width, height }: Raster): Float32Array {
  const size = width * height
  const out = new Float32Array(3 * size)
  for (let plane = 0; plane < 3; plane++) {
    const scale = 1 / (255 * DEVIATION[plane]!)
    const shift = MEAN[plane]! / DEVIATION[plane]!
    for (let i = 0; i < size; i++) out[plane * size + i] = data[i * 3 + 2 - plane]! * scale - shift
  }
  return out
}
