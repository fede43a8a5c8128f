import type { Box } from '../trace.ts'
import { type Drawing, INK } from './ink.ts'

/** How far a label may have moved, as a share of the longer side. */
const REACH = 0.02
/** A correlation that ends the search. */
const ENOUGH = 0.95
/** Lines of pixels across and along a label that the first pass looks at. */
const ACROSS = 8
const ALONG = 48

/**
 * Largest normalised cross-correlation (0..1) of the render's ink in a box with the source's ink nearby; `drawn` says
 * whether the render has any. Undefined when neither picture has ink in the box.
 */
export function correlate(source: Drawing, render: Drawing, box: Box): { value: number; drawn: boolean } | undefined {
  const drawn = hasInk(render, box)
  if (!drawn) return hasInk(source, box) ? { value: 0, drawn } : undefined
  const far = Math.max(1, Math.round(REACH * Math.max(source.raster.width, source.raster.height)))
  const still = correlation(source, render, box, 0, 0, 1, 1)
  if (still >= ENOUGH) return { value: still, drawn }
  const [width, height] = [box[2] - box[0], box[3] - box[1]]
  const upright = width >= height
  const over = Math.max(1, Math.floor(width / (upright ? ALONG : ACROSS)))
  const down = Math.max(1, Math.floor(height / (upright ? ACROSS : ALONG)))
  const step = Math.max(1, Math.min(3, Math.floor(Math.min(width, height) / ACROSS / 2) + 1))
  let [best, bestX, bestY] = [still, 0, 0]
  for (let y = -far; y <= far; y += step) {
    for (let x = -far; x <= far; x += step) {
      const value = correlation(source, render, box, x, y, over, down)
      if (value > best) [best, bestX, bestY] = [value, x, y]
    }
  }
  let fine = still
  for (let y = bestY - step + 1; y < bestY + step; y++) {
    for (let x = bestX - step + 1; x < bestX + step; x++) {
      fine = Math.max(fine, correlation(source, render, box, x, y, 1, 1))
    }
  }
  return { value: Math.max(0, fine), drawn }
}

function hasInk({ ink, raster }: Drawing, [x0, y0, x1, y1]: Box): boolean {
  for (let y = y0; y < y1; y++) {
    for (let i = y * raster.width + x0; i < y * raster.width + x1; i++) if (ink[i]! > INK) return true
  }
  return false
}

/** Of the render's box with the source's, moved by whole pixels; each `over`th column and `down`th row. */
function correlation(
  { ink: a, raster: { width, height } }: Drawing,
  { ink: b }: Drawing,
  [x0, y0, x1, y1]: Box,
  dx: number,
  dy: number,
  over: number,
  down: number,
): number {
  let [n, sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0, 0]
  for (let y = y0; y < y1; y += down) {
    const row = y + dy
    if (row < 0 || row >= height) continue
    for (let x = x0; x < x1; x += over) {
      const column = x + dx
      if (column < 0 || column >= width) continue
      const p = a[row * width + column]!
      const q = b[y * width + x]!
      n++
      sa += p
      sb += q
      saa += p * p
      sbb += q * q
      sab += p * q
    }
  }
  const spread = (n * saa - sa * sa) * (n * sbb - sb * sb)
  return spread <= 0 ? 0 : (n * sab - sa * sb) / Math.sqrt(spread)
}
