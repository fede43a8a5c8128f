import type { ReadAxes, Side } from '../../observation.ts'
import type { Box } from '../../trace.ts'
import type { Ink } from '../ink.ts'
import { longStrokes, type Stroke } from './strokes.ts'

/** Of a side, that a stroke of the frame runs along. */
const ALONG = 0.9
const NEAR = 2

/**
 * An area that ends at its outermost ticks reaches to its frame, where there is one: less than a step beyond, since
 * the next tick would stand there.
 */
export function framed(axes: ReadAxes, ink: Ink): ReadAxes {
  if (!axes.x || !axes.y) return axes
  const strokes = longStrokes(ink)
  const box = [...axes.box] as [number, number, number, number]
  for (const [side, direction, low, high] of [
    [axes.x, 'y', 0, 2],
    [axes.y, 'x', 1, 3],
  ] as const) {
    const step = stepOf(side)
    const frames = strokes.filter((one) => one.direction === direction && runsAlong(one, axes.box)).map(({ at }) => at)
    box[low] = Math.min(box[low], ...frames.filter((at) => at > box[low] - step && at < box[low] + NEAR))
    box[high] = Math.max(box[high], ...frames.filter((at) => at < box[high] + step && at > box[high] - NEAR))
  }
  return { ...axes, box }
}

function runsAlong({ direction, from, to }: Stroke, [x0, y0, x1, y1]: Box): boolean {
  const [low, high] = direction === 'x' ? [x0, x1] : [y0, y1]
  return Math.min(to, high) - Math.max(from, low) >= ALONG * (high - low)
}

/** Pixels between two neighbours of a side's ticks. */
function stepOf({ ticks }: Side): number {
  const pixels = ticks.map(({ px }) => px).sort((a, b) => a - b)
  return Math.min(...pixels.slice(1).map((px, i) => px - pixels[i]!))
}
