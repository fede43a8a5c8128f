import type { ReadMark } from '../../observation.ts'
import type { Raster } from '../../raster/raster.ts'
import { smooth } from '../../raster/smooth.ts'
import type { Box } from '../../trace.ts'
import { type Ink, NOISY } from '../ink.ts'
import { coversOf, HALF } from '../marks/cover.ts'
import { colourLayers, strokeLayers } from '../marks/layers.ts'
import { withoutStraights } from '../marks/straight.ts'
import { areasOf, placesOf } from './areas.ts'
import { areaOf, beside, type Place } from './contour.ts'
import { enclosed } from './enclosed.ts'
import { linesOf } from './lines.ts'
import type { Rgb } from './pixels.ts'

/** More shapes than this are a photograph, or a texture. */
const MOST = 150
const MOST_PIECES = 2000
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
