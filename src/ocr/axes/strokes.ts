import type { Ink } from '../ink.ts'

/** A straight stroke along an axis direction. Pixels; `to` exclusive. */
export interface Stroke {
  readonly direction: 'x' | 'y'
  /** Across it: its middle, and how thick it is. */
  readonly at: number
  readonly thick: number
  readonly from: number
  readonly to: number
}

/** Spines and frames are this long at least, as a share of the picture's shorter side. */
const LEAST_SHARE = 0.15
const MOST_THICK = 6

/** Long thin strokes: spines, frames, zero lines, grids. */
export function longStrokes(ink: Ink): Stroke[] {
  return [...strokesAlong(ink, 'x'), ...strokesAlong(ink, 'y')]
}

function strokesAlong({ mask, width, height }: Ink, direction: 'x' | 'y'): Stroke[] {
  const [length, lines] = direction === 'x' ? [width, height] : [height, width]
  const [step, stride] = direction === 'x' ? [1, width] : [width, 1]
  const least = LEAST_SHARE * Math.min(width, height)
  const open: { from: number; to: number; first: number; last: number }[] = []
  const strokes: Stroke[] = []
  for (let line = 0; line <= lines; line++) {
    const runs: { from: number; to: number }[] = []
    for (let i = 0; line < lines && i < length; i++) {
      if (!mask[line * stride + i * step]) continue
      const from = i
      // A speck of lighter ink does not end a stroke.
      while (i < length && (mask[line * stride + i * step] || mask[line * stride + (i + 1) * step])) i++
      if (i - from >= least) runs.push({ from, to: i })
    }
    for (let k = open.length - 1; k >= 0; k--) {
      const one = open[k]!
      if (one.last === line - 1 && line < lines) continue
      const thick = one.last - one.first + 1
      if (thick <= MOST_THICK)
        strokes.push({ direction, at: (one.first + one.last + 1) / 2, thick, from: one.from, to: one.to })
      open.splice(k, 1)
    }
    for (const run of runs) {
      const above = open.find((one) => one.last === line - 1 && run.from < one.to && one.from < run.to)
      if (above) {
        above.last = line
        above.from = Math.min(above.from, run.from)
        above.to = Math.max(above.to, run.to)
      } else open.push({ ...run, first: line, last: line })
    }
  }
  return strokes
}
