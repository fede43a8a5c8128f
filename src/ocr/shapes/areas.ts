import type { ReadMark } from '../../observation.ts'
import { connectedComponents } from '../../raster/components.ts'
import { distanceTransform } from '../../raster/distance.ts'
import type { Raster } from '../../raster/raster.ts'
import type { Box } from '../../trace.ts'
import { areaOf, cornersOf, distance, outerContour, type Place } from './contour.ts'
import { apart, hexOf, pixelAt, type Rgb } from './pixels.ts'
import { halfWidth } from './strokes.ts'

/** Half the width of the thickest stroke, pixels, and of the thinnest: what is deeper is an area. */
const MOST_STROKE = 4.5
const LEAST_DEEP = 2.3
/** Of a round piece, by how much its radius varies. */
const ROUND = 0.04
/** Pixels by which an outline may lie off its corners' polygon. */
const OFF = 1.6
const MOST_CORNERS = 24
const LEAST_DOT = 16

/** Filled pieces of a mask, which they leave: circles and polygons. */
export function areasOf(
  mask: Uint8Array,
  picture: Raster,
  colour: Rgb,
  background: Rgb,
  texts: readonly Box[],
): ReadMark[] {
  const { width, height } = picture
  const depth = distanceTransform(
    Uint8Array.from(mask, (value) => 1 - value),
    width,
    height,
  )
  // Strokes that touch an area are cut off: what lies near deep pixels is the area.
  const deepest = Math.min(MOST_STROKE, Math.max(LEAST_DEEP, 2 * halfWidth(mask, width, height) + 0.4))
  const core = Uint8Array.from(depth, (value) => (value > deepest ? 1 : 0))
  const near = distanceTransform(core, width, height)
  const thick = Uint8Array.from(mask, (value, i) => (value && near[i]! <= deepest + 1 ? 1 : 0))
  const { labels, list } = connectedComponents(thick, width, height)
  const found: ReadMark[] = []
  for (const [i, piece] of list.entries()) {
    const isText = texts.some(
      ([x0, y0, x1, y1]) => piece.x0 > x0 - 2 && piece.y0 > y0 - 2 && piece.x1 < x1 + 2 && piece.y1 < y1 + 2,
    )
    if (piece.size < LEAST_DOT || isText) continue
    let deep = false
    for (let y = piece.y0; y < piece.y1 && !deep; y++)
      for (let x = piece.x0; x < piece.x1 && !deep; x++)
        deep = labels[y * width + x] === i + 1 && core[y * width + x] === 1
    if (!deep) continue
    const isIn = (x: number, y: number) =>
      x >= 0 && y >= 0 && x < width && y < height && labels[y * width + x] === i + 1
    let startX = piece.x0
    while (!isIn(startX, piece.y0)) startX++
    const contour = outerContour(isIn, startX, piece.y0)
    const shape = shapeOf(contour)
    if (!shape) continue
    for (let y = piece.y0; y < piece.y1; y++)
      for (let x = piece.x0; x < piece.x1; x++) if (labels[y * width + x] === i + 1) mask[y * width + x] = 0
    found.push({ ...shape, ...outlined(picture, shape, colour, background), colour: hexOf(colour), filled: true })
  }
  return found
}

type Shape = Pick<ReadMark, 'kind' | 'px' | 'data' | 'se' | 'axis'>

const PLAIN = { data: [], se: [], axis: -1 } as const

/** A circle where the outline is round, else the polygon of its corners. */
export function shapeOf(contour: readonly Place[]): Shape | null {
  const { area, x, y } = areaOf(contour)
  if (area < LEAST_DOT) return null
  const radii = contour.map((place) => distance(place, [x, y]))
  const mean = radii.reduce((sum, one) => sum + one, 0) / radii.length
  const spread = Math.sqrt(radii.reduce((sum, one) => sum + (one - mean) ** 2, 0) / radii.length)
  // The contour runs through the middles of the outermost pixels.
  if (spread < Math.max(0.5, ROUND * mean)) return { ...PLAIN, kind: 'circle', px: [x, y, mean + 0.5] }
  const corners = cornersOf(contour, OFF).map((i) => contour[i]!)
  if (corners.length < 3 || corners.length > MOST_CORNERS) return null
  const middle = areaOf(corners)
  const grown = corners.map(([u, v]) => [u + 0.5 * Math.sign(u - middle.x), v + 0.5 * Math.sign(v - middle.y)])
  return { ...PLAIN, kind: 'polygon', px: grown.flat() }
}

const OUTLINE = 60

/** Colour and width of the stroke around an area, where there is one. */
function outlined(
  picture: Raster,
  { kind, px }: Shape,
  colour: Rgb,
  background: Rgb,
): Pick<ReadMark, 'edge' | 'width'> {
  const places: { at: Place; out: Place }[] = []
  if (kind === 'circle') {
    for (let i = 0; i < 24; i++) {
      const out: Place = [Math.cos((i * Math.PI) / 12), Math.sin((i * Math.PI) / 12)]
      places.push({ at: [px[0]! + px[2]! * out[0], px[1]! + px[2]! * out[1]], out })
    }
  } else {
    const corners = placesOf(px)
    const middle = areaOf(corners)
    for (const [i, [x, y]] of corners.entries()) {
      const [u, v] = corners[(i + 1) % corners.length]!
      const length = Math.hypot(u - x, v - y) || 1
      const normal: Place = [(v - y) / length, -(u - x) / length]
      const outward = normal[0] * ((x + u) / 2 - middle.x) + normal[1] * ((y + v) / 2 - middle.y) >= 0 ? 1 : -1
      for (const share of [0.2, 0.4, 0.6, 0.8])
        places.push({ at: [x + share * (u - x), y + share * (v - y)], out: [normal[0] * outward, normal[1] * outward] })
    }
  }
  const seen: Rgb[] = []
  let wide = 0
  for (const { at, out } of places) {
    let [best, run]: [Rgb | null, number] = [null, 0]
    for (let off = 0; off < 6; off += 0.5) {
      const pixel = pixelAt(picture, at[0] + off * out[0], at[1] + off * out[1])
      const isOther = apart(pixel, background) > OUTLINE && apart(pixel, colour) > OUTLINE
      if (!isOther) {
        if (best) break
        continue
      }
      run += 0.5
      if (!best || apart(pixel, background) > apart(best, background)) best = pixel
    }
    if (!best) continue
    seen.push(best)
    wide += run
  }
  if (seen.length < 0.7 * places.length) return {}
  const strongest = [...seen].sort((a, b) => apart(b, background) - apart(a, background))[seen.length >> 2]!
  return { edge: hexOf(strongest), width: Math.max(1, wide / seen.length) }
}
/** Corners of numbers x, y, x, y … */
export function placesOf(px: readonly number[]): Place[] {
  return Array.from({ length: px.length / 2 }, (_, i): Place => [px[2 * i]!, px[2 * i + 1]!])
}
