import { type Component, connectedComponents } from '../../raster/components.ts'
import type { Raster } from '../../raster/raster.ts'
import type { Layer } from './layers.ts'

/** A filled rectangle in pixels of the picture, its sides to fractions. */
export interface Bar {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
  /** It stands on the x axis's direction (`up`), or lies along it. */
  readonly upright: boolean
}

/** Share of a bar's box that it fills: outlines and a grid on top take some. */
const FILLED = 0.86
const LEAST_SIDE = 3
/** Of a layer, that its bars take up. */
const MOST = 0.6

/** Rectangles of a colour that start from a common line: bars of a chart. */
export function barsOf(layer: Layer, picture: Raster): Bar[] {
  const { list } = connectedComponents(layer.mask, layer.width, layer.height)
  const solid = list.filter(({ x0, y0, x1, y1, size }) => {
    const [w, h] = [x1 - x0, y1 - y0]
    return (
      w >= LEAST_SIDE &&
      h >= LEAST_SIDE &&
      size >= FILLED * w * h &&
      !(w > 0.97 * layer.width && h > 0.97 * layer.height)
    )
  })
  const up = standing(solid, 'x')
  const along = standing(solid, 'y')
  const [chosen, upright] = up.length >= along.length ? [up, true] : [along, false]
  // Markers are rectangles too, of a few pixels: bars are most of what has their colour.
  if (chosen.reduce((sum, { size }) => sum + size, 0) < MOST * layer.size) return []
  return chosen.map((piece) => ({ ...exactSides(piece, layer, picture), upright }))
}

/** Rectangles as wide as each other whose ends share a line; a lone one stands too when it is higher than wide. */
function standing(pieces: readonly Component[], across: 'x' | 'y'): Component[] {
  const width = (piece: Component) => (across === 'x' ? piece.x1 - piece.x0 : piece.y1 - piece.y0)
  const ends = (piece: Component) => (across === 'x' ? [piece.y0, piece.y1] : [piece.x0, piece.x1])
  let best: Component[] = []
  for (const base of pieces) {
    for (const line of ends(base)) {
      const group = pieces.filter(
        (piece) =>
          Math.abs(width(piece) - width(base)) <= Math.max(2, 0.06 * width(base)) &&
          ends(piece).some((end) => Math.abs(end - line) <= 2),
      )
      if (group.length > best.length) best = group
    }
  }
  return best
}

/** Sides where the colour is half way between inside and outside, along the middle of the piece. */
function exactSides(piece: Component, layer: Layer, picture: Raster): Omit<Bar, 'upright'> {
  const [x0, y0, x1, y1] = [piece.x0 + layer.left, piece.y0 + layer.top, piece.x1 + layer.left, piece.y1 + layer.top]
  const [mx, my] = [(x0 + x1) / 2, (y0 + y1) / 2]
  const side = (at: number, along: 'x' | 'y', outward: 1 | -1) =>
    edge(picture, layer.colour, at, along === 'x' ? my : mx, along, outward)
  return { x0: side(x0, 'x', -1), y0: side(y0, 'y', -1), x1: side(x1, 'x', 1), y1: side(y1, 'y', 1) }
}

/** Lines beside the middle over which an edge is averaged. */
const LINES = 5

function edge(
  { data, width, height }: Raster,
  colour: Layer['colour'],
  at: number,
  middle: number,
  along: 'x' | 'y',
  outward: 1 | -1,
): number {
  const length = along === 'x' ? width : height
  const read = (i: number, line: number) => {
    const k = Math.min(length - 1, Math.max(0, i))
    const l = Math.min((along === 'x' ? height : width) - 1, Math.max(0, line))
    const index = (along === 'x' ? l * width + k : k * width + l) * 3
    return Math.max(...[0, 1, 2].map((c) => Math.abs(data[index + c]! - colour[c]!)))
  }
  // Two pixels inside to three outside: the covered share of each, summed, is where the edge lies.
  let covered = 0
  const inner = outward === 1 ? at - 2 : at + 1
  const lines = Array.from({ length: LINES }, (_, i) => Math.floor(middle) + i - (LINES >> 1))
  for (const line of lines) {
    const outside = Math.max(48, read(inner + outward * 4, line))
    for (let step = 0; step < 4; step++) covered += 1 - Math.min(1, read(inner + outward * step, line) / outside)
  }
  covered /= LINES
  return outward === 1 ? inner + covered : inner + 1 - covered
}
