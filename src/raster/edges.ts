import type { Raster } from './raster.ts'

/** Where colours change: thinned to chains one pixel wide. */
export interface Edges {
  readonly width: number
  readonly height: number
  /** 0 where there is no edge, else 1 + direction of the gradient in steps of 180/16 degrees (0..31). */
  readonly map: Uint8Array
  /** Index of each edge pixel, ascending. */
  readonly points: Int32Array
}

/** Steps in half a turn. */
export const DIRECTIONS = 16

/** Smallest colour step, in levels of 0..255, that counts as an edge. */
const STEP = 24

/** Gradient of the channel that changes most, kept where it is largest along its own direction. The outermost pixels hold no edge. */
export function findEdges({ width, height, data }: Raster): Edges {
  const stride = width * 3
  const size = new Uint16Array(width * height)
  const gx = new Int16Array(width * height)
  const gy = new Int16Array(width * height)
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * stride + x * 3
      let bestX = 0
      let bestY = 0
      let best = STEP * STEP - 1
      for (let c = at; c < at + 3; c++) {
        const dx = data[c + 3]! - data[c - 3]!
        const dy = data[c + stride]! - data[c - stride]!
        if ((dx | dy) === 0) continue
        const length = dx * dx + dy * dy
        if (length > best) {
          best = length
          bestX = dx
          bestY = dy
        }
      }
      if (bestX === 0 && bestY === 0) continue
      const i = y * width + x
      gx[i] = bestX
      gy[i] = bestY
      // At most 2·255², in units that keep order and fit 16 bits.
      size[i] = best >> 1
    }
  }
  const map = new Uint8Array(width * height)
  const found: number[] = []
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      const here = size[i]!
      if (here === 0) continue
      const dx = gx[i]!
      const dy = gy[i]!
      const [ax, ay] = [Math.abs(dx), Math.abs(dy)]
      // Nearest of the four neighbour axes: tan 22.5° = 0.414.
      const next = ay < 0.414 * ax ? 1 : ax < 0.414 * ay ? width : dx > 0 === dy > 0 ? width + 1 : width - 1
      // Greater on one side, greater or equal on the other: of two equal neighbours one stays.
      if (here < size[i - next]! || here <= size[i + next]!) continue
      map[i] = 1 + direction(dx, dy)
      found.push(i)
    }
  }
  return { width, height, map, points: Int32Array.from(found) }
}

function direction(dx: number, dy: number): number {
  const steps = Math.round((Math.atan2(dy, dx) / Math.PI) * DIRECTIONS)
  return (steps + 2 * DIRECTIONS) % (2 * DIRECTIONS)
}
