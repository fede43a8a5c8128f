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
  // Most of a drawing is plain: what follows looks only at these.
  const steps = new Int32Array(width * height)
  let count = 0
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, at = y * stride + 3; x < width - 1; x++, at += 3) {
      const rx = data[at + 3]! - data[at - 3]!
      const ry = data[at + stride]! - data[at - stride]!
      const greenX = data[at + 4]! - data[at - 2]!
      const greenY = data[at + stride + 1]! - data[at - stride + 1]!
      const bx = data[at + 5]! - data[at - 1]!
      const by = data[at + stride + 2]! - data[at - stride + 2]!
      if ((rx | ry | greenX | greenY | bx | by) === 0) continue
      let bestX = rx
      let bestY = ry
      let best = rx * rx + ry * ry
      const green = greenX * greenX + greenY * greenY
      if (green > best) {
        best = green
        bestX = greenX
        bestY = greenY
      }
      const blue = bx * bx + by * by
      if (blue > best) {
        best = blue
        bestX = bx
        bestY = by
      }
      if (best < STEP * STEP) continue
      const i = y * width + x
      gx[i] = bestX
      gy[i] = bestY
      // At most 2·255², in units that keep order and fit 16 bits.
      size[i] = best >> 1
      steps[count++] = i
    }
  }
  const map = new Uint8Array(width * height)
  let kept = 0
  for (let k = 0; k < count; k++) {
    const i = steps[k]!
    const here = size[i]!
    const dx = gx[i]!
    const dy = gy[i]!
    const ax = Math.abs(dx)
    const ay = Math.abs(dy)
    // Nearest of the four neighbour axes: tan 22.5° = 0.414.
    const next = ay < 0.414 * ax ? 1 : ax < 0.414 * ay ? width : dx > 0 === dy > 0 ? width + 1 : width - 1
    // Greater on one side, greater or equal on the other: of two equal neighbours one stays.
    if (here < size[i - next]! || here <= size[i + next]!) continue
    map[i] = 1 + direction(dx, dy)
    steps[kept++] = i
  }
  return { width, height, map, points: steps.slice(0, kept) }
}

function direction(dx: number, dy: number): number {
  const steps = Math.round((Math.atan2(dy, dx) / Math.PI) * DIRECTIONS)
  return (steps + 2 * DIRECTIONS) % (2 * DIRECTIONS)
}
