import type { ReadMark } from '../../observation.ts'
import { connectedComponents } from '../../raster/components.ts'
import { distanceTransform } from '../../raster/distance.ts'
import type { Raster } from '../../raster/raster.ts'
import { smooth } from '../../raster/smooth.ts'
import type { Box } from '../../trace.ts'
import { type Ink, NOISY } from '../ink.ts'
import { coversOf, HALF } from '../marks/cover.ts'
import { colourLayers, strokeLayers } from '../marks/layers.ts'
import { withoutStraights } from '../marks/straight.ts'
import { areaOf, beside, cornersOf, distance, outerContour, type Place } from './contour.ts'
import { apart, commonOf, hexOf, pixelAt, type Rgb } from './pixels.ts'
import { fitted, type Ring, ringsIn } from './rings.ts'
import { segmentsIn } from './segments.ts'
import { strokeLook } from './strokes.ts'

/** Half the width of the thickest stroke, pixels: what is deeper is an area. */
const MOST_STROKE = 4.5
/** More shapes than this are a photograph, or a texture. */
const MOST = 150
/** Pieces of ink, and of one colour. */
const MOST_PIECES = 2000
const MOST_OF_COLOUR = 400
/** Of a round piece, by how much its radius varies. */
const ROUND = 0.04
/** Pixels by which an outline may lie off its corners' polygon. */
const OFF = 1.6
const MOST_CORNERS = 24
const LEAST_AREA = 40
const LEAST_DOT = 16
const LEAST_DEEP = 2.3
const FAINT = 60

/**
 * Straight strokes, circles and areas of a picture without axes, areas first. `texts`: boxes that hold text; `gridded`:
 * strokes along the sides all the way are no shapes.
 */
export function shapesIn(source: Raster, ink: Ink, texts: readonly Box[], gridded = false): ReadMark[] {
  const { background } = ink
  const { width, height } = source
  if (ink.pieces.length > MOST_PIECES) return []
  const picture = ink.noise > NOISY ? { width, height, data: smooth(source.data, width, height, 3) } : source
  const layers = colourLayers(picture, [0, 0, width, height], background, [])
  const strokes = strokeLayers(layers, background, FAINT)
  const { covers: all, grid } = coversOf(picture, strokes, background, [], gridded)
  const covers = gridded ? all.map((cover) => withoutStraights(cover, grid ? [grid] : [])) : all
  const areas: ReadMark[] = []
  const lines: ReadMark[] = []
  const left: { mask: Uint8Array; colour: Rgb }[] = []
  for (const { share, colour } of covers) {
    const mask = Uint8Array.from(share, (value) => (value >= HALF ? 1 : 0))
    const found = areasOf(mask, picture, colour, background, texts)
    areas.push(...found)
    left.push({ mask, colour })
  }
  if (!gridded) areas.push(...enclosed(picture, ink, texts, areas, left))
  for (const { mask, colour } of left) {
    withoutTexts(mask, width, texts)
    withoutOutlines(mask, width, height, areas)
    lines.push(...linesOf(mask, picture, colour, background))
    if (areas.length + lines.length > MOST) return []
  }
  const sorted = areas.sort((a, b) => sizeOf(b) - sizeOf(a))
  return [...sorted, ...lines]
}

function sizeOf({ kind, px }: ReadMark): number {
  if (kind === 'circle') return Math.PI * px[2]! ** 2
  return areaOf(placesOf(px)).area
}

function placesOf(px: readonly number[]): Place[] {
  return Array.from({ length: px.length / 2 }, (_, i): Place => [px[2 * i]!, px[2 * i + 1]!])
}

function withoutTexts(mask: Uint8Array, width: number, texts: readonly Box[]): void {
  for (const [x0, y0, x1, y1] of texts)
    for (let y = Math.max(0, Math.floor(y0) - 1); y <= y1 + 1; y++)
      mask.fill(0, y * width + Math.max(0, Math.floor(x0) - 1), y * width + Math.min(width, Math.ceil(x1) + 1))
}

/** Takes out what lies along the outlines of areas. */
function withoutOutlines(mask: Uint8Array, width: number, height: number, areas: readonly ReadMark[]): void {
  for (const area of areas) {
    const reach = 2 + (area.width ?? 0)
    const round = area.kind === 'circle'
    const corners = round ? [] : placesOf(area.px)
    const [cx, cy, radius] = area.px as [number, number, number]
    const xs = round ? [cx - radius, cx + radius] : corners.map(([x]) => x)
    const ys = round ? [cy - radius, cy + radius] : corners.map(([, y]) => y)
    for (let y = Math.max(0, Math.floor(Math.min(...ys) - reach)); y < Math.min(height, Math.max(...ys) + reach); y++) {
      for (
        let x = Math.max(0, Math.floor(Math.min(...xs) - reach));
        x < Math.min(width, Math.max(...xs) + reach);
        x++
      ) {
        if (!mask[y * width + x]) continue
        const place: Place = [x + 0.5, y + 0.5]
        const off = round
          ? Math.abs(Math.hypot(place[0] - cx, place[1] - cy) - radius)
          : Math.min(...corners.map((corner, i) => beside(place, corner, corners[(i + 1) % corners.length]!)))
        if (off <= reach) mask[y * width + x] = 0
      }
    }
  }
}

/** Levels by which a pale fill differs from the paper. */
const PALE = 8

/** Regions that strokes enclose: circles, and polygons with a pale fill; plain polygons are told by their strokes. */
function enclosed(
  picture: Raster,
  { mask, background }: Ink,
  texts: readonly Box[],
  known: readonly ReadMark[],
  strokes: readonly { readonly mask: Uint8Array; readonly colour: Rgb }[],
): ReadMark[] {
  const { width, height } = picture
  const open = Uint8Array.from(mask, (value) => 1 - value)
  for (const [x0, y0, x1, y1] of texts)
    for (let y = Math.max(0, Math.floor(y0) - 1); y < Math.min(height, y1 + 1); y++)
      open.fill(1, y * width + Math.max(0, Math.floor(x0) - 1), y * width + Math.min(width, Math.ceil(x1) + 1))
  const { labels, list } = connectedComponents(open, width, height)
  return list.flatMap((piece, i): ReadMark[] => {
    const { x0, y0, x1, y1, size } = piece
    if (size < LEAST_AREA || x0 === 0 || y0 === 0 || x1 === width || y1 === height) return []
    const isIn = (x: number, y: number) =>
      x >= 0 && y >= 0 && x < width && y < height && labels[y * width + x] === i + 1
    let startX = x0
    while (!isIn(startX, y0)) startX++
    const contour = outerContour(isIn, startX, y0)
    const shape = shapeOf(contour)
    if (!shape) return []
    const inside: Rgb[] = []
    for (let y = y0; y < y1; y += 2)
      for (let x = x0; x < x1; x += 2) if (isIn(x, y) && mask[y * width + x] === 0) inside.push(pixelAt(picture, x, y))
    const fill = commonOf(inside)
    const filled = apart(fill, background) >= PALE
    if (shape.kind !== 'circle' && !filled) return []
    // What surrounds it: the stroke, whose middle is the shape's edge.
    const around = contour.filter((_, k) => k % 3 === 0).map(([x, y]) => nearestStroke(strokes, x, y, width, height))
    const colours = around.filter((one) => one !== null)
    if (colours.length < 0.6 * around.length) return []
    const edge = commonOf(colours)
    const { width: wide } = strokeLook(picture, contour, edge, fill)
    const thick = Math.min(8, Math.max(1, wide ?? 1.5))
    const grown = shape.kind === 'circle' ? [shape.px[0]!, shape.px[1]!, shape.px[2]! + thick / 2] : shape.px
    if (known.some(({ px }) => Math.hypot(px[0]! - grown[0]!, px[1]! - grown[1]!) < 3 && px.length === grown.length))
      return []
    const common = { ...shape, px: grown, width: thick }
    return [
      filled
        ? { ...common, colour: hexOf(fill), edge: hexOf(edge), filled }
        : { ...common, colour: hexOf(edge), filled },
    ]
  })
}

/** Colour of the stroke that lies within three pixels of a place. */
function nearestStroke(
  strokes: readonly { readonly mask: Uint8Array; readonly colour: Rgb }[],
  x: number,
  y: number,
  width: number,
  height: number,
): Rgb | null {
  for (let off = 1; off <= 3; off++) {
    for (const [dx, dy] of [
      [off, 0],
      [-off, 0],
      [0, off],
      [0, -off],
    ] as const) {
      const [u, v] = [Math.floor(x) + dx, Math.floor(y) + dy]
      if (u < 0 || v < 0 || u >= width || v >= height) continue
      const own = strokes.find(({ mask }) => mask[v * width + u] === 1)
      if (own) return own.colour
    }
  }
  return null
}

/** Filled pieces of a mask, which they leave: circles and polygons. */
function areasOf(mask: Uint8Array, picture: Raster, colour: Rgb, background: Rgb, texts: readonly Box[]): ReadMark[] {
  const { width, height } = picture
  const depth = distanceTransform(
    Uint8Array.from(mask, (value) => 1 - value),
    width,
    height,
  )
  // Strokes that touch an area are cut off: what lies near deep pixels is the area.
  const deepest = Math.min(MOST_STROKE, Math.max(LEAST_DEEP, 2 * halfOf(mask, width, height) + 0.4))
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
function shapeOf(contour: readonly Place[]): Shape | null {
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

/** Pixels by which two rings differ at least. */
const SAME_RING = 6

/** Circles and straight pieces that the strokes of a mask draw. */
function linesOf(mask: Uint8Array, picture: Raster, colour: Rgb, background: Rgb): ReadMark[] {
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
  for (const { from, to } of segmentsIn(rest, width, height, halfOf(mask, width, height))) {
    const look = strokeLook(picture, [from, to], colour, background)
    marks.push({ ...PLAIN, kind: 'segment', px: [...from, ...to], colour: hexOf(colour), ...look })
  }
  return marks
}

/** Usual half width of a mask's strokes. */
function halfOf(mask: Uint8Array, width: number, height: number): number {
  const depth = distanceTransform(
    Uint8Array.from(mask, (value) => 1 - value),
    width,
    height,
  )
  const inner = depth.filter((value) => value > 0).sort()
  return inner[Math.floor(0.8 * inner.length)] ?? 1
}
