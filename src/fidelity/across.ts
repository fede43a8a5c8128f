import { DIRECTIONS } from '../raster/edges.ts'

/** Directions that meet may differ by this many steps. */
const TURN = 3
/** Chains of edges are a pixel wide and may hang together by corners: whole steps could slip through. */
const STEP = 0.7

/** Cosine and sine of each direction. */
const COS = Float64Array.from({ length: DIRECTIONS }, (_, k) => Math.cos((k * Math.PI) / DIRECTIONS))
const SIN = Float64Array.from({ length: DIRECTIONS }, (_, k) => Math.sin((k * Math.PI) / DIRECTIONS))

/**
 * Distance from a point, along the normal of `direction` (0..15) to both sides, to the nearest pixel of `map` (0, or 1 +
 * direction) that runs about the same way; Infinity when there is none within `far`.
 */
export function across(
  map: Uint8Array,
  width: number,
  height: number,
  x: number,
  y: number,
  direction: number,
  far: number,
): number {
  const [nx, ny] = [COS[direction]!, SIN[direction]!]
  for (let along = 0; along <= far; along += STEP) {
    if (meets(map, width, height, x + nx * along, y + ny * along, direction)) return along
    if (meets(map, width, height, x - nx * along, y - ny * along, direction)) return along
  }
  return Infinity
}

function meets(map: Uint8Array, width: number, height: number, x: number, y: number, direction: number): boolean {
  if (x < 0 || y < 0 || x >= width || y >= height) return false
  const there = map[Math.trunc(y) * width + Math.trunc(x)]!
  if (there === 0) return false
  const turn = Math.abs(there - 1 - direction) % DIRECTIONS
  return turn <= TURN || turn >= DIRECTIONS - TURN
}
