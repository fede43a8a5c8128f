import type { Raster } from '../../raster/raster.ts'
import type { Box } from '../../trace.ts'
import type { Layer } from './layers.ts'

/** How much of each pixel of an area a colour covers, 0–255. */
export interface Cover {
  readonly colour: Layer['colour']
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly share: Uint8Array
}

/** Levels by which a pixel may lie off the mix of its layer's colour with the background. */
const OFF = 60
/** Of a pixel, that is covered at least. */
const LEAST_SHARE = 0.2
/** A pixel counts as ink of its layer from here on. */
export const HALF = 115
const GREY = 36

/** How far grids stand out, levels; a grey layer that is as faint may be what is plotted. */
const GRID = 80
const PLOTTED = 130
/** How much nearer to a grey than to a colour a pixel must be: JPEG fades thin strokes of colour. */
const NEARER = 0.5
/** Of a colour's chroma: what has that much of it is that colour's, however grey. */
const TINTED = 0.2

/**
 * Each pixel goes to the colour whose mixes with the background it is nearest to: thin strokes have few pure pixels.
 * The last cover is that of greys near the background, as grids have, where there may be one (`hasGrid`).
 */
export function coversOf(
  { data, width }: Raster,
  layers: readonly Layer[],
  background: readonly [number, number, number],
  skip: readonly Box[],
  hasGrid = true,
): { readonly covers: Cover[]; readonly grid: Cover | null } {
  const [first] = layers
  if (!first) return { covers: [], grid: null }
  const { left, top, width: w, height: h } = first
  const sign = background[0] + background[1] + background[2] > 384 ? -1 : 1
  const grey = background.map((value) => value + sign * GRID) as unknown as Layer['colour']
  const contrast = (colour: Layer['colour']) => Math.max(...colour.map((value, c) => Math.abs(value - background[c]!)))
  const isPlotted = !hasGrid || layers.some(({ colour }) => isGrey(colour) && contrast(colour) < PLOTTED)
  // Greys last: colours go before them.
  const order = [...layers.keys()].sort((a, b) => Number(isGrey(layers[a]!.colour)) - Number(isGrey(layers[b]!.colour)))
  const colours = [...order.map((i) => layers[i]!.colour), grey]
  const covers = colours.map((colour) => ({ colour, left, top, width: w, height: h, share: new Uint8Array(w * h) }))
  const ways = colours.map((colour) => colour.map((value, c) => value - background[c]!))
  const greys = colours.map(isGrey)
  const squares = ways.map((way) => way.reduce((sum, value) => sum + value * value, 0))
  const closed = new Uint8Array(w * h)
  for (const [a, b, c, d] of skip) {
    const [from, to] = [Math.max(0, Math.floor(a) - left), Math.min(w, Math.max(0, Math.ceil(c) - left))]
    for (let y = Math.max(0, Math.floor(b) - top); y < Math.min(h, Math.ceil(d) - top); y++)
      if (to > from) closed.fill(1, y * w + from, y * w + to)
  }
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      if (closed[y * w + x]) continue
      const at = ((top + y) * width + left + x) * 3
      const [r, g, b] = [data[at]! - background[0], data[at + 1]! - background[1], data[at + 2]! - background[2]]
      if (Math.max(Math.abs(r), Math.abs(g), Math.abs(b)) < 24) continue
      let [best, part, least] = [-1, 0, OFF]
      for (let k = 0; k < ways.length - (isPlotted ? 1 : 0); k++) {
        const way = ways[k]!
        const along = Math.min(1, (r * way[0]! + g * way[1]! + b * way[2]!) / squares[k]!)
        if (along < LEAST_SHARE) continue
        const off = Math.max(
          Math.abs(r - along * way[0]!),
          Math.abs(g - along * way[1]!),
          Math.abs(b - along * way[2]!),
        )
        const overColour = best >= 0 && greys[k] && !greys[best]
        if (overColour && tintOf(r, g, b, ways[best]!) > TINTED) continue
        const nearer = overColour ? NEARER : 1
        if (off < nearer * least) [best, part, least] = [k, along, off]
      }
      if (best >= 0) covers[best]!.share[y * w + x] = Math.round(255 * part)
    }
  }
  const grid = covers.pop()!
  return { covers: layers.map((_, i) => covers[order.indexOf(i)]!), grid }
}

/** Chroma along that of a way from the background, as a share of its own. */
function tintOf(r: number, g: number, b: number, way: readonly number[]): number {
  const mean = (way[0]! + way[1]! + way[2]!) / 3
  const [u, v, w] = [way[0]! - mean, way[1]! - mean, way[2]! - mean]
  return (r * u + g * v + b * w) / (u * u + v * v + w * w)
}

export function isGrey([r, g, b]: Layer['colour']): boolean {
  return Math.max(r, g, b) - Math.min(r, g, b) < GREY
}

/** Whether a layer's colour is a grid's: a grey not far from the background. */
export function isFaint(
  colour: Layer['colour'],
  background: readonly [number, number, number],
  faint: number,
): boolean {
  return isGrey(colour) && Math.max(...colour.map((value, c) => Math.abs(value - background[c]!))) < faint
}
