import type { Raster } from '../raster/raster.ts'
import { findBackground, type Rgb } from './ink.ts'

/** Tiles along the longer side whose commonest brightness is looked at. */
const TILES = 24
/** Paper is within this share of its mean brightness. */
const PAPER = 0.25
/** Paper is even when this share of the tiles at the border is within that of their mean. */
const EVEN_SHARE = 0.6
const EVEN = 0.01
/** Median deviation of paper, in levels, from which a picture is noisy. */
const NOISY = 2.5
/** Of the window in which like pixels are averaged. */
const RADIUS = 3

export interface Cleaned {
  /** The same object where nothing had to be done. */
  readonly raster: Raster
  /** Whether it had the traces of a scanner or a camera. */
  readonly isWorn: boolean
}

/** Takes uneven light and noise off the paper of a scan or photo: what programs draw has neither, and stays as it is. */
export function clean(raster: Raster): Cleaned {
  const even = evened(raster)
  const background = findBackground(even)
  const noise = noiseOf(even, background)
  const out = noise < NOISY ? even : smoothed(even, 1.5 * noise)
  return { raster: out, isWorn: out !== raster }
}

/** Divided by a quadratic surface through the brightness of the paper. */
function evened(raster: Raster): Raster {
  const { width, height, data } = raster
  const background = findBackground(raster)
  const mean = brightness(background[0], background[1], background[2])
  const tile = Math.max(8, Math.ceil(Math.max(width, height) / TILES))
  const tiles: { x: number; y: number; light: number }[] = []
  const border: number[] = []
  for (let top = 0; top < height; top += tile) {
    for (let left = 0; left < width; left += tile) {
      const light = commonest(raster, left, top, Math.min(width, left + tile), Math.min(height, top + tile)) / mean
      if (Math.abs(light - 1) >= PAPER) continue
      if (left === 0 || top === 0 || left + tile >= width || top + tile >= height) border.push(light)
      tiles.push({ x: (2 * left + tile) / width - 1, y: (2 * top + tile) / height - 1, light })
    }
  }
  // What a program draws has even paper around it, whatever it maps inside.
  const rim = border.sort((p, q) => p - q)[border.length >> 1] ?? 1
  const even = border.filter((light) => Math.abs(light - rim) <= EVEN).length
  if (tiles.length < 20 || even >= EVEN_SHARE * border.length) return raster
  let surface = surfaceOf(tiles)
  // Pale fills are no paper.
  const near = tiles.filter(({ x, y, light }) => Math.abs(light - at(surface, x, y)) < 0.04)
  const paper = near.length >= 20 ? near : tiles
  if (paper === near) surface = surfaceOf(near)
  // All of it as bright as where the light is best.
  const best = Math.max(...paper.map(({ x, y }) => at(surface, x, y)))
  const out = new Uint8Array(data.length)
  for (let row = 0, p = 0; row < height; row++) {
    const y = (2 * row + 1) / height - 1
    for (let column = 0; column < width; column++, p += 3) {
      const light = Math.max(0.3, at(surface, (2 * column + 1) / width - 1, y)) / best
      for (let c = 0; c < 3; c++) out[p + c] = Math.min(255, Math.round(data[p + c]! / light))
    }
  }
  return { width, height, data: out }
}

function brightness(r: number, g: number, b: number): number {
  return Math.max(1, (r + g + b) / 3)
}

/** The middle of the fullest of 64 bins, by its mean. */
function commonest({ width, data }: Raster, x0: number, y0: number, x1: number, y1: number): number {
  const [counts, sums] = [new Uint32Array(64), new Float64Array(64)]
  for (let y = y0; y < y1; y += 2) {
    for (let x = x0; x < x1; x += 2) {
      const p = (y * width + x) * 3
      const light = brightness(data[p]!, data[p + 1]!, data[p + 2]!)
      counts[light >> 2]!++
      sums[light >> 2]! += light
    }
  }
  let best = 0
  const around = (values: ArrayLike<number>, i: number) => (values[i - 1] ?? 0) + values[i]! + (values[i + 1] ?? 0)
  for (let i = 1; i < 64; i++) if (around(counts, i) > around(counts, best)) best = i
  return around(sums, best) / Math.max(1, around(counts, best))
}

type Surface = readonly number[]

function terms(x: number, y: number): number[] {
  return [1, x, y, x * x, x * y, y * y]
}

function at(surface: Surface, x: number, y: number): number {
  return (
    surface[0]! + surface[1]! * x + surface[2]! * y + surface[3]! * x * x + surface[4]! * x * y + surface[5]! * y * y
  )
}

/** Least squares. */
function surfaceOf(tiles: readonly { x: number; y: number; light: number }[]): Surface {
  const rows = Array.from({ length: 6 }, () => new Array<number>(7).fill(0))
  for (const { x, y, light } of tiles) {
    const t = terms(x, y)
    for (let i = 0; i < 6; i++) {
      for (let j = 0; j < 6; j++) rows[i]![j]! += t[i]! * t[j]!
      rows[i]![6]! += t[i]! * light
    }
  }
  return solve(rows) ?? [1, 0, 0, 0, 0, 0]
}

/** Gauss's elimination of n rows of n + 1; undefined where the equations do not settle it. */
function solve(rows: number[][]): number[] | undefined {
  const n = rows.length
  for (let k = 0; k < n; k++) {
    let pivot = k
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = i
    if (Math.abs(rows[pivot]![k]!) < 1e-9) return undefined
    ;[rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!]
    for (let i = 0; i < n; i++) {
      if (i === k) continue
      const share = rows[i]![k]! / rows[k]![k]!
      for (let j = k; j <= n; j++) rows[i]![j]! -= share * rows[k]![j]!
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!)
}

/** Median difference of neighbours on paper, in the channel that differs most, less what two of them add up to. */
function noiseOf({ data }: Raster, [r, g, b]: Rgb): number {
  const counts = new Uint32Array(64)
  let all = 0
  for (let p = 0; p + 5 < data.length; p += 21) {
    const far = Math.max(Math.abs(data[p]! - r), Math.abs(data[p + 1]! - g), Math.abs(data[p + 2]! - b))
    if (far >= 64) continue
    const [dr, dg, db] = [data[p + 3]! - data[p]!, data[p + 4]! - data[p + 1]!, data[p + 5]! - data[p + 2]!]
    const off = Math.max(Math.abs(dr), Math.abs(dg), Math.abs(db))
    if (off >= 64) continue
    counts[off]!++
    all++
  }
  for (let off = 0, below = 0; off < 64; off++) {
    below += counts[off]!
    if (2 * below >= all) return off / Math.SQRT2
  }
  return 0
}

/** Bilateral filter: means of the pixels around that differ by no more than noise does. */
function smoothed({ width, height, data }: Raster, noise: number): Raster {
  const alike = Float64Array.from({ length: 766 }, (_, off) => Math.exp(-((off / 3 / noise) ** 2) / 8))
  const out = new Uint8Array(data.length)
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - RADIUS), Math.min(height - 1, y + RADIUS)]
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - RADIUS), Math.min(width - 1, x + RADIUS)]
      const p = (y * width + x) * 3
      const [r, g, b] = [data[p]!, data[p + 1]!, data[p + 2]!]
      let [sum, sr, sg, sb] = [0, 0, 0, 0]
      for (let row = top; row <= bottom; row++) {
        for (let q = (row * width + left) * 3; q <= (row * width + right) * 3; q += 3) {
          const [qr, qg, qb] = [data[q]!, data[q + 1]!, data[q + 2]!]
          const weight = alike[Math.abs(qr - r) + Math.abs(qg - g) + Math.abs(qb - b)]!
          sum += weight
          sr += weight * qr
          sg += weight * qg
          sb += weight * qb
        }
      }
      out[p] = Math.round(sr / sum)
      out[p + 1] = Math.round(sg / sum)
      out[p + 2] = Math.round(sb / sum)
    }
  }
  return { width, height, data: out }
}
