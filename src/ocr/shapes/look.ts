import type { AxesLook, ReadAxes, Side } from '../../observation.ts'
import type { Raster } from '../../raster/raster.ts'
import { apart, commonOf, hexOf, medianOf, pixelAt, type Rgb } from './pixels.ts'

/** Places along a stroke that are looked at, and the share of them that must have it. */
const PLACES = 48
const SPINE = 0.85
const GRID = 0.5
/** Levels by which a spine stands out, and a stroke of a grid, which is faint. */
const STANDS_OUT = 48
const FAINT = 9

/** Levels by which a colour is that of marks. */
const SAME = 24

/** Face, spines and grid of an area of data. `drawn`: colours of what is drawn in it, which may fill most of it. */
export function lookOf(picture: Raster, { box, x, y }: ReadAxes, drawn: readonly Rgb[], background: Rgb): AxesLook {
  const [x0, y0, x1, y1] = box
  const inside: Rgb[] = []
  for (let i = 1; i < 40; i++)
    for (let k = 1; k < 40; k++) inside.push(pixelAt(picture, x0 + ((x1 - x0) * i) / 40, y0 + ((y1 - y0) * k) / 40))
  const free = inside.filter((pixel) => !drawn.some((colour) => apart(pixel, colour) < SAME))
  const face = free.length > 0.03 * inside.length ? commonOf(free) : background
  const spines = (
    [
      ['left', 'y', x0, -1],
      ['right', 'y', x1, 1],
      ['top', 'x', y0, -1],
      ['bottom', 'x', y1, 1],
    ] as const
  ).flatMap(([name, along, at, outward]) => (hasSpine(picture, box, along, at, outward, face) ? [name] : []))
  return { face: hexOf(face), spines, grid: { x: gridOf(picture, box, x, 'x'), y: gridOf(picture, box, y, 'y') } }
}

type Box = ReadAxes['box']

/** Pixel at a place along a side (share of it) and across. */
function look(picture: Raster, [x0, y0, x1, y1]: Box, along: 'x' | 'y', share: number, across: number): Rgb {
  return along === 'x'
    ? pixelAt(picture, x0 + share * (x1 - x0), across)
    : pixelAt(picture, across, y0 + share * (y1 - y0))
}

function hasSpine(picture: Raster, box: Box, along: 'x' | 'y', at: number, outward: 1 | -1, face: Rgb): boolean {
  let inked = 0
  for (let i = 0; i < PLACES; i++) {
    const share = (i + 0.5) / PLACES
    const outside = look(picture, box, along, share, at + 5 * outward)
    for (let off = -2; off <= 2; off++) {
      const here = look(picture, box, along, share, at + off)
      if (apart(here, face) < STANDS_OUT || apart(here, outside) < STANDS_OUT) continue
      inked++
      break
    }
  }
  return inked >= SPINE * PLACES
}

/** Colour of strokes through the ticks of a side across the area, where most ticks have one. */
function gridOf(picture: Raster, box: Box, side: Side | null, way: 'x' | 'y'): string | null {
  if (!side) return null
  const [low, high] = way === 'x' ? [box[0], box[2]] : [box[1], box[3]]
  const inner = side.ticks.filter(({ px }) => px > low + 4 && px < high - 4)
  const along = way === 'x' ? 'y' : 'x'
  const colours: Rgb[] = []
  let found = 0
  for (const { px } of inner) {
    const own: Rgb[] = []
    for (let i = 0; i < PLACES; i++) {
      const share = (i + 0.5) / PLACES
      const [before, after] = [-4, 4].map((off) => look(picture, box, along, share, px + off)) as [Rgb, Rgb]
      if (apart(before, after) > FAINT) continue
      const here = [-1, 0, 1]
        .map((off) => look(picture, box, along, share, px + off))
        .sort((a, b) => apart(b, before) - apart(a, before))[0]!
      if (apart(here, before) >= FAINT) own.push(here)
    }
    if (own.length < GRID * PLACES) continue
    found++
    colours.push(...own)
  }
  if (found === 0 || found < 0.6 * inner.length) return null
  const middle = (c: 0 | 1 | 2) => medianOf(colours.map((colour) => colour[c]))
  return hexOf([middle(0), middle(1), middle(2)])
}
