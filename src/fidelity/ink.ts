import type { Raster } from '../raster/raster.ts'

export type Rgb = readonly [number, number, number]

/** How far a colour must be from the background, in the channel that differs most (0..255), to count as ink. */
export const INK = 32

/** A picture, its background colour, and each pixel's distance from it. */
export interface Drawing {
  readonly raster: Raster
  readonly background: Rgb
  /** Largest difference of a channel from the background, 0..255. */
  readonly ink: Uint8Array
}

export function readDrawing(raster: Raster, background: Rgb = findBackground(raster)): Drawing {
  const { data } = raster
  const [r, g, b] = background
  const ink = new Uint8Array(raster.width * raster.height)
  for (let i = 0, p = 0; i < ink.length; i++, p += 3) {
    const dr = Math.abs(data[p]! - r)
    const dg = Math.abs(data[p + 1]! - g)
    const db = Math.abs(data[p + 2]! - b)
    ink[i] = Math.max(dr, dg, db)
  }
  return { raster, background, ink }
}

/** Near-blank: fewer ink pixels than a single short tick. Nothing drawn can be compared then. */
export function isBlank({ ink }: Drawing): boolean {
  const needed = Math.max(8, ink.length * 5e-5)
  let count = 0
  for (const value of ink) if (value > INK && ++count >= needed) return false
  return true
}

/** Pixels that the search for the paper looks at. */
const SAMPLES = 300_000

/** The colour of the paper: the commonest colour (mean of the fullest of 16³ bins), light or dark. */
export function findBackground({ data }: Raster): Rgb {
  const counts = new Uint32Array(4096)
  // A step that shares no factor with common widths, so that it does not walk down columns.
  const step = data.length / 3 > SAMPLES ? 3 * 7 : 3
  for (let p = 0; p < data.length; p += step) counts[binOf(data, p)]!++
  let best = 0
  for (let bin = 1; bin < counts.length; bin++) if (counts[bin]! > counts[best]!) best = bin
  const sums: [number, number, number] = [0, 0, 0]
  for (let p = 0; p < data.length; p += step) {
    if (binOf(data, p) !== best) continue
    sums[0] += data[p]!
    sums[1] += data[p + 1]!
    sums[2] += data[p + 2]!
  }
  const count = Math.max(1, counts[best]!)
  return [Math.round(sums[0] / count), Math.round(sums[1] / count), Math.round(sums[2] / count)]
}

function binOf(data: Uint8Array, p: number): number {
  return ((data[p]! >> 4) << 8) | ((data[p + 1]! >> 4) << 4) | (data[p + 2]! >> 4)
}
