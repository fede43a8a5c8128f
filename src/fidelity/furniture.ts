import type { Box, TracedFigure } from '../trace.ts'
import type { Labels } from './labels.ts'
import { type Outlines, type Placing, placed } from './outlines.ts'

/** Weight of a legend that stands elsewhere, and of grids. */
const FADED = 0.1
/** A larger one is no legend. */
const MOST = 0.2
/** How far keys and frame reach beyond the words, in heights of a line. */
const KEYS = 4
const FRAME = 0.8

/**
 * Where a legend stands says little, as long as it says the same: when its words were read at another place of the source,
 * both places weigh a tenth. `scale` leads from the registered picture to that of the weights.
 */
export function fadeLegend(
  weights: Float32Array,
  size: { readonly width: number; readonly height: number },
  scale: number,
  { artists }: TracedFigure,
  place: Placing,
  { moved }: Labels,
): void {
  const words = moved.filter(({ artist }) => artists[artist]!.role === 'legend').map(({ box }) => box)
  if (words.length === 0) return
  const line = Math.min(...words.map(([, y0, , y1]) => y1 - y0))
  const [x0, y0, x1, y1] = around(words)
  const there = [x0 - KEYS * line, y0 - FRAME * line, x1 + FRAME * line, y1 + FRAME * line] as const
  const here = around(
    artists.flatMap(({ role, path, visible }) =>
      role === 'legend' && visible && path.box ? [placed(path.box, place)] : [],
    ),
  )
  for (const box of [there, here]) fade(weights, size, box.map((side) => side * scale) as unknown as Box)
}

/** Grids are alike in any two charts, and faint. */
export function fadeGrid(
  weights: Float32Array,
  { width, height }: { readonly width: number; readonly height: number },
  scale: number,
  { artists }: TracedFigure,
  { instances, x, y }: Outlines,
): void {
  for (const { artist, from, to } of instances) {
    if (artists[artist]!.role !== 'grid') continue
    for (let i = from; i < to; i++) {
      const [column, row] = [Math.floor(x[i]! * scale), Math.floor(y[i]! * scale)]
      for (let v = Math.max(0, row - 1); v <= Math.min(height - 1, row + 1); v++) {
        for (let u = Math.max(0, column - 1); u <= Math.min(width - 1, column + 1); u++) {
          weights[v * width + u] = Math.min(weights[v * width + u]!, FADED)
        }
      }
    }
  }
}

function around(boxes: readonly Box[]): Box {
  return boxes.reduce((a, b) => [
    Math.min(a[0], b[0]),
    Math.min(a[1], b[1]),
    Math.max(a[2], b[2]),
    Math.max(a[3], b[3]),
  ])
}

function fade(
  weights: Float32Array,
  { width, height }: { readonly width: number; readonly height: number },
  [x0, y0, x1, y1]: Box,
): void {
  if ((x1 - x0) * (y1 - y0) > MOST * width * height) return
  const [left, right] = [Math.max(0, Math.floor(x0)), Math.min(width, Math.ceil(x1) + 1)]
  for (let y = Math.max(0, Math.floor(y0)); y < Math.min(height, y1 + 1); y++) {
    for (let i = y * width + left; i < y * width + right; i++) weights[i] = Math.min(weights[i]!, FADED)
  }
}
