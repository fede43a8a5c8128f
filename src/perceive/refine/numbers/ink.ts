/** Where a picture shows ink of a colour. */
import { distanceTransform } from '../../../raster/distance.ts'
import type { Raster } from '../../../raster/raster.ts'

export type Rgb = readonly [number, number, number]

/** Share of a pixel's ink from which on it counts. */
const SHOWN = 0.4
/** A colour nearer to the paper says nothing. */
const LEAST_CONTRAST = 40

export class Ink {
  readonly width: number
  readonly height: number
  /** Share of each pixel that the colour covers, 0 to 1. */
  readonly cover: Float32Array
  /** Pixels to the nearest that shows it. */
  readonly toInk: Float32Array
  /** Pixels to the nearest border between what shows it and what does not. */
  readonly toEdge: Float32Array

  private constructor(picture: Raster, cover: Float32Array) {
    const { width, height } = picture
    this.width = width
    this.height = height
    this.cover = cover
    const ink = new Uint8Array(cover.length)
    for (let i = 0; i < ink.length; i++) ink[i] = cover[i]! > SHOWN ? 1 : 0
    const edge = new Uint8Array(ink.length)
    for (let y = 0; y < height; y++) {
      for (let x = 0, i = y * width; x < width; x++, i++) {
        if (!ink[i]) continue
        const open =
          (x > 0 && !ink[i - 1]) ||
          (x < width - 1 && !ink[i + 1]) ||
          (y > 0 && !ink[i - width]) ||
          (y < height - 1 && !ink[i + width])
        if (open) edge[i] = 1
      }
    }
    this.toInk = distanceTransform(ink, width, height)
    this.toEdge = distanceTransform(edge, width, height)
  }

  /** Null where the colour is too near to the paper. `hidden`: pixels that something else explains. */
  static of(picture: Raster, colour: Rgb, paper: Rgb, hidden: Uint8Array): Ink | null {
    const [r, g, b] = paper
    const [cr, cg, cb] = [colour[0] - r, colour[1] - g, colour[2] - b]
    const square = cr * cr + cg * cg + cb * cb
    if (square < LEAST_CONTRAST ** 2) return null
    const most = (0.25 * Math.sqrt(square) + 20) ** 2
    const { data } = picture
    const cover = new Float32Array(picture.width * picture.height)
    for (let i = 0, p = 0; i < cover.length; i++, p += 3) {
      if (hidden[i]) continue
      const [pr, pg, pb] = [data[p]! - r, data[p + 1]! - g, data[p + 2]! - b]
      const share = (pr * cr + pg * cg + pb * cb) / square
      if (share <= 0.05) continue
      const off = (pr - share * cr) ** 2 + (pg - share * cg) ** 2 + (pb - share * cb) ** 2
      if (off < most && share < 1.4) cover[i] = Math.min(share, 1)
    }
    return new Ink(picture, cover)
  }

  /** Points on the borders of what shows it, evenly picked. */
  some(most: number): [number, number][] {
    const all: number[] = []
    for (let i = 0; i < this.toEdge.length; i++) if (this.toEdge[i] === 0) all.push(i)
    const step = Math.max(1, all.length / most)
    const found: [number, number][] = []
    for (let k = 0; k < all.length; k += step) {
      const i = all[Math.floor(k)]!
      found.push([(i % this.width) + 0.5, Math.floor(i / this.width) + 0.5])
    }
    return found
  }

  /** Between pixels, whose centres are at halves; 0 outside. */
  coverAt(x: number, y: number): number {
    return between(this.cover, this.width, this.height, x - 0.5, y - 0.5, 0)
  }

  /** Of the nearest pixel: it is asked for often, and many of them together tell parts of a pixel. */
  distanceAt(isEdge: boolean, x: number, y: number): number {
    if (!(x >= 0 && y >= 0 && x < this.width && y < this.height)) return Number.POSITIVE_INFINITY
    return (isEdge ? this.toEdge : this.toInk)[Math.floor(y) * this.width + Math.floor(x)]!
  }
}

function between(map: Float32Array, width: number, height: number, x: number, y: number, outside: number): number {
  const left = Math.floor(x)
  const top = Math.floor(y)
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return outside
  const [u, v] = [x - left, y - top]
  const i = top * width + left
  const upper = map[i]! * (1 - u) + map[i + 1]! * u
  const lower = map[i + width]! * (1 - u) + map[i + width + 1]! * u
  return upper * (1 - v) + lower * v
}

/** Of `#rrggbbaa` on a paper; null for what is not drawn. */
export function shownColour(colour: string | undefined, paper: Rgb): Rgb | null {
  if (colour === undefined || !/^#[0-9a-f]{8}$/.test(colour)) return null
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16)
  const alpha = part(7) / 255
  if (alpha < 0.05) return null
  const mixed = (value: number, under: number) => Math.round(value * alpha + under * (1 - alpha))
  return [mixed(part(1), paper[0]), mixed(part(3), paper[1]), mixed(part(5), paper[2])]
}
