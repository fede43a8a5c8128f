import type { Edges } from '../raster/edges.ts'
import { across } from './across.ts'

const SAMPLES = 1000
/** Edges farther off than this share of the diagonal do not meet. */
const REACH = 0.004

/** Mean distance, along the normal, of the source's edges to those of the registered render that meet them, as a share of the diagonal. */
export function residual(source: Edges, { map }: Edges): number {
  const { width, height, points } = source
  const diagonal = Math.hypot(width, height)
  const far = Math.max(1, REACH * diagonal)
  const step = Math.max(1, points.length / SAMPLES)
  let [sum, met] = [0, 0]
  for (let k = 0; k < points.length; k += step) {
    const point = points[Math.floor(k)]!
    const y = Math.floor(point / width)
    const x = point - y * width
    const distance = across(map, width, height, x + 0.5, y + 0.5, (source.map[point]! - 1) % 16, far)
    if (distance === Infinity) continue
    sum += distance
    met++
  }
  return met === 0 ? 0 : sum / met / diagonal
}
