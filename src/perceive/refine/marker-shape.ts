import type { Point } from '../../trace.ts'
import { inkOf, type Sight } from './sight.ts'

/** Half of the patch that is looked at around a marker, in its own half sizes. */
const PATCH = 1.5
/** Steps of a patch's side. */
const CELLS = 21
/** Levels of ink that are surely some. */
const SURE = 40
const MOST = 60

type Inside = (x: number, y: number) => boolean

const near = (x: number, y: number, size: number) => Math.abs(x) < size && Math.abs(y) < size
/** In half sizes from the middle, y upwards, as matplotlib draws them. */
const SHAPES: Readonly<Record<string, Inside>> = {
  o: (x, y) => x * x + y * y <= 1,
  s: (x, y) => near(x, y, 1),
  D: (x, y) => Math.abs(x) + Math.abs(y) <= Math.SQRT2,
  '^': (x, y) => y >= -1 && y <= 1 - 2 * Math.abs(x),
  v: (x, y) => y <= 1 && y >= -1 + 2 * Math.abs(x),
  '*': (x, y) => inStar(x, y),
  x: (x, y) => near(x, y, 1) && Math.abs(Math.abs(x) - Math.abs(y)) < 0.3,
  '+': (x, y) => near(x, y, 1) && Math.min(Math.abs(x), Math.abs(y)) < 0.2,
}

/** Whether markers sit on points of a line: ink around them, and none so wide between them. `half` in pixels of the trace. */
export function hasMarkers(sight: Sight, points: readonly Point[], half: number): boolean {
  const between = points.slice(1).map((to, i) => [0, 1].map((c) => (points[i]![c]! + to[c]!) / 2))
  const wide = (at: readonly Point[]) => {
    const shares = at.slice(0, MOST).map((point) => discShare(sight, point, 0.5 * half))
    return shares.filter((share) => share > 0.85).length / Math.max(1, shares.length)
  }
  return points.length >= 2 && wide(points) > 0.8 && wide(between) < 0.3
}

/** Shapes that markers at these points have, likeliest first, of the source or the render; none without clear ink. */
export function shapesOf(
  sight: Sight,
  which: 'source' | 'render',
  points: readonly Point[],
  half: number,
): readonly string[] {
  const paper = which === 'source' ? sight.paper : sight.drawnPaper
  const sums = new Float64Array(CELLS * CELLS)
  let used = 0
  for (const [x = 0, y = 0] of points.slice(0, MOST)) {
    const patch = new Float64Array(CELLS * CELLS)
    for (let i = 0; i < patch.length; i++) {
      const [u, v] = placeOf(i)
      const look = sight.look([x + u * half, y - v * half])
      patch[i] = look ? inkOf(look[which], paper) : 0
    }
    const top = Math.max(...patch)
    if (top < SURE) continue
    used++
    for (let i = 0; i < patch.length; i++) sums[i]! += patch[i]! / top
  }
  if (used < 0.5 * Math.min(MOST, points.length)) return []
  return Object.entries(SHAPES)
    .map(([name, inside]) => ({ name, overlap: overlap(sums, used, inside) }))
    .sort((a, b) => b.overlap - a.overlap)
    .map(({ name }) => name)
}

function overlap(sums: Float64Array, used: number, inside: Inside): number {
  let [both, either] = [0, 0]
  for (let i = 0; i < sums.length; i++) {
    const seen = sums[i]! / used > 0.5
    const wanted = inside(...placeOf(i))
    if (seen && wanted) both++
    if (seen || wanted) either++
  }
  return both / Math.max(1, either)
}

function placeOf(cell: number): [number, number] {
  const at = (i: number) => (i / (CELLS - 1)) * 2 * PATCH - PATCH
  return [at(cell % CELLS), -at(Math.floor(cell / CELLS))]
}

function discShare(sight: Sight, [x = 0, y = 0]: Point, radius: number): number {
  let [inked, all] = [0, 0]
  for (let dy = -radius; dy <= radius; dy++) {
    for (let dx = -radius; dx <= radius; dx++) {
      if (dx * dx + dy * dy > radius * radius) continue
      const look = sight.look([x + dx, y + dy])
      all++
      if (look && inkOf(look.source, sight.paper) > SURE) inked++
    }
  }
  return inked / Math.max(1, all)
}

function inStar(x: number, y: number): boolean {
  const turn = (Math.atan2(x, y) / (2 * Math.PI)) * 5
  const away = Math.abs(turn - Math.round(turn)) * 2
  // Between the tips the rim runs straight to .38 of their distance.
  return Math.hypot(x, y) <= 1 - 0.618 * away
}
