import { connectedComponents } from '../../raster/components.ts'
import { distanceTransform } from '../../raster/distance.ts'
import type { Layer } from './layers.ts'

/** Centre of a marker, pixels of the picture, and its radius. */
export interface Marker {
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** Half widths in pixels: a line's is less, a bar's more. */
const LEAST_RADIUS = 1.9
const MOST_RADIUS = 14

/** Blobs of one size that stand out from lines of the same colour. */
export function markersOf(layer: Layer): Marker[] {
  const { mask, width, height, left, top } = layer
  const outside = Uint8Array.from(mask, (value) => 1 - value)
  const depth = distanceTransform(outside, width, height)
  const deep = Uint8Array.from(depth, (value) => (value > LEAST_RADIUS ? 1 : 0))
  const { labels, list } = connectedComponents(deep, width, height)
  const found = list.flatMap((piece, index): Marker[] => {
    let [sx, sy, n, most] = [0, 0, 0, 0]
    for (let y = piece.y0; y < piece.y1; y++) {
      for (let x = piece.x0; x < piece.x1; x++) {
        const at = y * width + x
        if (labels[at] !== index + 1) continue
        sx += x + 0.5
        sy += y + 0.5
        n++
        most = Math.max(most, depth[at]!)
      }
    }
    const [w, h] = [piece.x1 - piece.x0, piece.y1 - piece.y0]
    // The core of a round or square blob is as wide as high; a stroke's is longer.
    if (most > MOST_RADIUS || Math.abs(w - h) > 2 + 0.3 * most || Math.max(w, h) > 2.6 * most) return []
    return [{ x: left + sx / n, y: top + sy / n, radius: most }]
  })
  if (found.length < 2) return []
  const radii = found.map(({ radius }) => radius).sort((a, b) => a - b)
  const usual = radii[radii.length >> 1]!
  return found.filter(({ radius }) => Math.abs(radius - usual) <= 0.75 + 0.15 * usual)
}
