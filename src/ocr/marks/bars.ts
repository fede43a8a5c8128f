import { type Component, connectedComponents } from '../../raster/components.ts'
import { opened } from '../../raster/opening.ts'
import type { Raster } from '../../raster/raster.ts'
import type { Layer } from './layers.ts'

/** A filled rectangle in pixels of the picture, its sides to fractions. */
export interface Bar {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
  /** It stands on the x axis's direction, or lies along it. */
  readonly upright: boolean
  /** Its base is the side of smaller pixels: it hangs, or points left. */
  readonly turned: boolean
}

/** Share of a bar's box that it fills: outlines and a grid on top take some. */
const FILLED = 0.86
const LEAST_SIDE = 3
/** Of a layer, that its bars take up. */
const MOST = 0.6
/** Pixels by which sides of bars that belong together may differ. */
const REACH = 2.5

/** Pixels of a marker's side. */
const LARGEST_MARKER = 32

type Rgb = Layer['colour']

interface Standing {
  readonly piece: Component
  readonly layer: number
  readonly turned: boolean
}

/** Rectangles of one width that start from a common line, by layer; others of that width that stack on them. */
export function barsOf(layers: readonly Layer[], picture: Raster, background: Rgb): Bar[][] {
  const solid = layers.map((layer) => solidsOf(layer, picture, background))
  const groups = layers.map((layer, k) => {
    const up = standing(solid[k]!, 'x')
    const along = standing(solid[k]!, 'y')
    const [chosen, upright] = up.length >= along.length ? [up, true] : [along, false]
    // Markers are rectangles too, of a few pixels: bars are most of what has their colour.
    const enough = chosen.reduce((sum, { piece }) => sum + piece.size, 0) >= MOST * layer.size
    return { chosen: enough && !areMarkers(chosen) ? chosen : [], upright }
  })
  const placed = groups.flatMap(({ chosen, upright }, layer) => chosen.map((one) => ({ ...one, layer, upright })))
  const upright = placed.filter((one) => one.upright).length * 2 >= placed.length
  const all: Standing[] = placed.filter((one) => one.upright === upright)
  for (const [k, pieces] of solid.entries()) {
    if (groups[k]!.chosen.length > 0) continue
    const stacked = stackedOn(all, pieces, upright, k)
    if (stacked.reduce((sum, { piece }) => sum + piece.size, 0) >= MOST * layers[k]!.size) all.push(...stacked)
  }
  return layers.map((layer, k) =>
    all
      .filter((one) => one.layer === k)
      .map(({ piece, turned }) => ({ ...exactSides(piece, layer, picture, background), upright, turned })),
  )
}

/** Whether pieces are squares of one size: markers in a row. */
function areMarkers(chosen: readonly Pick<Standing, 'piece'>[]): boolean {
  const sides = chosen.flatMap(({ piece: { x0, y0, x1, y1 } }) => [x1 - x0, y1 - y0])
  const [least, most] = [Math.min(...sides), Math.max(...sides)]
  return chosen.length > 1 && most <= LARGEST_MARKER && most - least <= 2 + 0.1 * most
}

function solidsOf(layer: Layer, picture: Raster, background: Rgb): Component[] {
  // Strokes of a like colour would join the bars that they touch.
  const solid = opened(withoutGrid(layer, picture, background), layer.width, layer.height)
  const { list } = connectedComponents(solid, layer.width, layer.height)
  return list.filter(({ x0, y0, x1, y1, size }) => {
    const [w, h] = [x1 - x0, y1 - y0]
    return (
      w >= LEAST_SIDE &&
      h >= LEAST_SIDE &&
      size >= FILLED * w * h &&
      !(w > 0.97 * layer.width && h > 0.97 * layer.height)
    )
  })
}

/** Closes the strokes that a grid draws over bars: on a light background lighter or as light, where outlines are darker. */
function withoutGrid({ mask, width, height, left, top, colour }: Layer, picture: Raster, background: Rgb): Uint8Array {
  const out = mask.slice()
  const widest = Math.max(2, Math.round(Math.min(width, height) / 150))
  const light = (at: number) => picture.data[at]! + picture.data[at + 1]! + picture.data[at + 2]!
  const own = colour[0] + colour[1] + colour[2]
  const below = background[0] + background[1] + background[2]
  const isGrid = (x: number, y: number) => {
    const at = ((top + y) * picture.width + left + x) * 3
    const here = light(at)
    return Math.abs(here - below) > 90 && (below <= own || here > own - 60)
  }
  for (const across of [false, true]) {
    const [lines, length] = across ? [width, height] : [height, width]
    for (let line = 0; line < lines; line++) {
      const at = (i: number) => (across ? i * width + line : line * width + i)
      let last = -1
      for (let i = 0; i < length; i++) {
        if (!out[at(i)]) continue
        const gap = i - last - 1
        if (last >= 0 && gap > 0 && gap <= widest) {
          let grid = true
          for (let k = last + 1; k < i && grid; k++) grid = across ? isGrid(line, k) : isGrid(k, line)
          for (let k = last + 1; k < i && grid; k++) out[at(k)] = 1
        }
        last = i
      }
    }
  }
  return out
}

const acrossOf = (piece: Component, upright: boolean) =>
  (upright ? [piece.x0, piece.x1] : [piece.y0, piece.y1]) as [number, number]
const alongOf = (piece: Component, upright: boolean) =>
  (upright ? [piece.y0, piece.y1] : [piece.x0, piece.x1]) as [number, number]

/** Rectangles as wide as each other whose ends share a line. */
function standing(pieces: readonly Component[], across: 'x' | 'y'): Omit<Standing, 'layer'>[] {
  const upright = across === 'x'
  const width = (piece: Component) => acrossOf(piece, upright)[1] - acrossOf(piece, upright)[0]
  let best: Omit<Standing, 'layer'>[] = []
  for (const base of pieces) {
    for (const line of alongOf(base, upright)) {
      const group = pieces.flatMap((piece) => {
        if (Math.abs(width(piece) - width(base)) > Math.max(2, 0.06 * width(base))) return []
        const [low, high] = alongOf(piece, upright)
        const off = Math.min(Math.abs(low - line), Math.abs(high - line))
        // Upright bars grow towards smaller pixels, lying ones towards larger.
        const turned = upright
          ? Math.abs(low - line) < Math.abs(high - line)
          : Math.abs(high - line) < Math.abs(low - line)
        return off <= 2 ? [{ piece, turned }] : []
      })
      if (group.length > best.length) best = group
    }
  }
  return best
}

/** Pieces that go on where a bar of the same sides ends, one on the other. */
function stackedOn(
  below: readonly Standing[],
  pieces: readonly Component[],
  upright: boolean,
  layer: number,
): Standing[] {
  return pieces.flatMap((piece) => {
    const [from, to] = acrossOf(piece, upright)
    const under = below.find((one) => {
      const [a, b] = acrossOf(one.piece, upright)
      if (Math.abs(a - from) > REACH || Math.abs(b - to) > REACH) return false
      const grows = upright !== one.turned
      const tip = alongOf(one.piece, upright)[grows ? 0 : 1]
      return Math.abs(tip - alongOf(piece, upright)[grows ? 1 : 0]) <= REACH
    })
    return under ? [{ piece, layer, turned: under.turned }] : []
  })
}

/** Sides where the colour is half way between inside and outside, along the middle of the piece. */
function exactSides(piece: Component, layer: Layer, picture: Raster, background: Rgb): Omit<Bar, 'upright' | 'turned'> {
  const [x0, y0, x1, y1] = [piece.x0 + layer.left, piece.y0 + layer.top, piece.x1 + layer.left, piece.y1 + layer.top]
  const [mx, my] = [(x0 + x1) / 2, (y0 + y1) / 2]
  const side = (at: number, along: 'x' | 'y', outward: 1 | -1) => {
    const middle = along === 'x' ? my : mx
    const inner = edge(picture, layer.colour, at, middle, along, outward)
    // A bar ends in the middle of its outline, and stands on the middle of a spine.
    return inner + (outward * outline(picture, layer.colour, background, inner, middle, along, outward)) / 2
  }
  return { x0: side(x0, 'x', -1), y0: side(y0, 'y', -1), x1: side(x1, 'x', 1), y1: side(y1, 'y', 1) }
}

const MOST_OUTLINE = 5
/** Levels, of the sum of the channels, by which an outline is darker. */
const DARKER = 60

/** Pixels of a stroke beyond an edge that is darker than the bar and unlike the background. */
function outline(
  { data, width, height }: Raster,
  colour: Rgb,
  background: Rgb,
  from: number,
  middle: number,
  along: 'x' | 'y',
  outward: 1 | -1,
): number {
  const sum = ([r, g, b]: Rgb) => r + g + b
  const start = outward === 1 ? Math.round(from) : Math.round(from) - 1
  for (let n = 0; n <= MOST_OUTLINE; n++) {
    const i = start + outward * n
    const [x, y] = along === 'x' ? [i, Math.floor(middle)] : [Math.floor(middle), i]
    if (x < 0 || y < 0 || x >= width || y >= height) return n
    const at = (y * width + x) * 3
    const here = data[at]! + data[at + 1]! + data[at + 2]!
    if (here > sum(colour) - DARKER || Math.abs(here - sum(background)) < DARKER) return n
  }
  return 0
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
