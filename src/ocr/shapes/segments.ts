import { beside, type Place } from './contour.ts'

export interface Segment {
  readonly from: Place
  readonly to: Place
}

const ANGLES = 360
/** Pixels of a stroke at least. */
const LEAST = 14
/** Pixels of a gap in a solid stroke, and in a dashed one. */
const GAP = 3
const DASH_GAP = 12
const MOST = 60
/** Pixels beside the middle of a line. */
const BESIDE = 1.6

/** Straight strokes among pixels, longest first (Hough): each takes its pixels with it. `half`: of a stroke's width. */
export function segmentsIn(pixels: readonly Place[], width: number, height: number, half: number): Segment[] {
  const found: Segment[] = []
  let left = [...pixels]
  const diagonal = Math.ceil(Math.hypot(width, height))
  const cos = Array.from({ length: ANGLES }, (_, i) => Math.cos((i * Math.PI) / ANGLES))
  const sin = Array.from({ length: ANGLES }, (_, i) => Math.sin((i * Math.PI) / ANGLES))
  while (found.length < MOST && left.length >= LEAST) {
    // Many pixels vote by a part of them.
    const stride = Math.max(1, Math.floor(left.length / 1200))
    const votes = new Uint16Array(ANGLES * 2 * diagonal)
    for (let k = 0; k < left.length; k += stride) {
      const [x, y] = left[k]!
      for (let i = 0; i < ANGLES; i++) votes[i * 2 * diagonal + Math.round(x * cos[i]! + y * sin[i]!) + diagonal]!++
    }
    let best = 0
    for (let i = 1; i < votes.length; i++) if (votes[i]! > votes[best]!) best = i
    if (votes[best]! * stride < LEAST) break
    const angle = Math.floor(best / (2 * diagonal))
    const rho = (best % (2 * diagonal)) - diagonal
    const [u, v] = [cos[angle]!, sin[angle]!]
    const on = left.filter(([x, y]) => Math.abs(x * u + y * v - rho) <= BESIDE + half)
    const segment = longestRun(on, u, v)
    if (!segment) {
      // Specks in a row.
      left = left.filter(([x, y]) => Math.abs(x * u + y * v - rho) > 0.6)
      continue
    }
    found.push(segment)
    const before = left.length
    left = left.filter((pixel) => beside(pixel, segment.from, segment.to) > half + 1.2)
    if (left.length === before) break
  }
  return found
}

/** The longest stretch of pixels along a line, fitted to them. */
function longestRun(pixels: readonly Place[], u: number, v: number): Segment | null {
  const along = ([x, y]: Place) => y * u - x * v
  const sorted = [...pixels].sort((a, b) => along(a) - along(b))
  const stretch = (gap: number) => {
    let [best, from] = [[0, 0] as [number, number], 0]
    for (let i = 1; i <= sorted.length; i++) {
      if (i < sorted.length && along(sorted[i]!) - along(sorted[i - 1]!) <= gap) continue
      const length = along(sorted[i - 1]!) - along(sorted[from]!)
      if (length > along(sorted[best[1]]!) - along(sorted[best[0]]!)) best = [from, i - 1]
      from = i
    }
    return sorted.slice(best[0], best[1] + 1)
  }
  const solid = stretch(GAP)
  const dashed = stretch(DASH_GAP)
  const span = (run: readonly Place[]) => (run.length > 1 ? along(run.at(-1)!) - along(run[0]!) : 0)
  const run = span(dashed) > 2.2 * span(solid) ? dashed : solid
  if (span(run) < LEAST) return null
  // Principal direction of the pixels.
  const mx = run.reduce((sum, [x]) => sum + x, 0) / run.length
  const my = run.reduce((sum, [, y]) => sum + y, 0) / run.length
  let [xx, xy, yy] = [0, 0, 0]
  for (const [x, y] of run) {
    xx += (x - mx) ** 2
    xy += (x - mx) * (y - my)
    yy += (y - my) ** 2
  }
  const turn = 0.5 * Math.atan2(2 * xy, xx - yy)
  const [dx, dy] = [Math.cos(turn), Math.sin(turn)]
  const places = run.map(([x, y]) => (x - mx) * dx + (y - my) * dy)
  let [low, high] = [Infinity, -Infinity]
  for (const place of places) {
    low = Math.min(low, place)
    high = Math.max(high, place)
  }
  return { from: [mx + low * dx, my + low * dy], to: [mx + high * dx, my + high * dy] }
}
