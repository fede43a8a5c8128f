import type { ReadMark } from '../../observation.ts'
import { connectedComponents } from '../../raster/components.ts'
import type { Raster } from '../../raster/raster.ts'
import type { Place } from './contour.ts'
import { hexOf, type Rgb } from './pixels.ts'
import { fitted, type Ring, ringsIn } from './rings.ts'
import { segmentsIn } from './segments.ts'
import { halfWidth, strokeLook } from './strokes.ts'

/** More pieces of one colour are a texture. */
const MOST_OF_COLOUR = 400
const PLAIN = { data: [], se: [], axis: -1 } as const
/** Pixels by which two rings differ at least. */
const SAME_RING = 6

/** Circles and straight pieces that the strokes of a mask draw. */
export function linesOf(mask: Uint8Array, picture: Raster, colour: Rgb, background: Rgb): ReadMark[] {
  const { width, height } = picture
  const { labels, list } = connectedComponents(mask, width, height)
  if (list.length > MOST_OF_COLOUR) return []
  const isInk = (x: number, y: number) => x >= 0 && y >= 0 && x < width && y < height && mask[y * width + x] === 1
  const all: Place[] = []
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (mask[y * width + x]) all.push([x + 0.5, y + 0.5])
  const rings: Ring[] = []
  for (const [i, { x0, y0, x1, y1, size }] of list.entries()) {
    if (size < 30) continue
    const pixels: Place[] = []
    for (let y = y0; y < y1; y++)
      for (let x = x0; x < x1; x++) if (labels[y * width + x] === i + 1) pixels.push([x + 0.5, y + 0.5])
    // Arcs of one circle are pieces of their own where something crosses it.
    const free = pixels.filter(([x, y]) =>
      rings.every((ring) => Math.abs(Math.hypot(x - ring.x, y - ring.y) - ring.radius) > 3),
    )
    for (const found of ringsIn(free, isInk)) {
      const ring = fitted(found, all)
      if (
        rings.every((other) => Math.hypot(ring.x - other.x, ring.y - other.y, ring.radius - other.radius) > SAME_RING)
      )
        rings.push(ring)
    }
  }
  const marks: ReadMark[] = rings.map(({ x, y, radius }): ReadMark => {
    const places = Array.from({ length: 49 }, (_, i): Place => {
      const turn = (i * Math.PI) / 24
      return [x + radius * Math.cos(turn), y + radius * Math.sin(turn)]
    })
    const look = strokeLook(picture, places, colour, background)
    return { ...PLAIN, kind: 'circle', px: [x, y, radius], colour: hexOf(colour), filled: false, ...look }
  })
  const rest = all.filter(([x, y]) =>
    marks.every(({ px, width: wide }) => Math.abs(Math.hypot(x - px[0]!, y - px[1]!) - px[2]!) > (wide ?? 2) / 2 + 1.2),
  )
  for (const { from, to } of segmentsIn(rest, width, height, halfWidth(mask, width, height))) {
    const look = strokeLook(picture, [from, to], colour, background)
    marks.push({ ...PLAIN, kind: 'segment', px: [...from, ...to], colour: hexOf(colour), ...look })
  }
  return marks
}
