import { connectedComponents } from '../../raster/components.ts'
import { type Cover, HALF } from './cover.ts'

export interface Corner {
  readonly x: number
  readonly y: number
}

/** Of the area's width, that a curve spans. */
const LEAST_SPAN = 0.15
/** Of the columns it spans, that have it once. */
const LEAST_ONCE = 0.3
/** Of the columns with ink, those with two strokes. */
const MOST_TWICE = 0.35
/** Pixels by which a curve may lie beside the straight pieces it is cut into. */
const BESIDE = 0.9
/** Pixels of a stroke's width at most, across its direction. */
const MOST_WIDE = 12
const SPECK = 4
/** A corner at most in so many columns. */
const COLUMNS = 6

interface Sample {
  readonly x: number
  readonly y: number
  /** Height of the ink in its column. */
  readonly high: number
}

/**
 * Corners of the polyline that a colour draws as a function of x, in pixels of the picture, from left to right; of a
 * smooth curve as many as follow it. Empty when the colour draws anything else.
 */
export function curveOf(cover: Cover): Corner[] {
  const { width, left, top } = cover
  const { samples, twice } = sampled(cover)
  if (samples.length < 8 || twice > MOST_TWICE * (samples.length + twice)) return []
  const kept = linked(samples)
  const [first, last] = [kept[0], kept.at(-1)]
  if (!first || !last || last.x - first.x < LEAST_SPAN * width) return []
  if (kept.length < LEAST_ONCE * (last.x - first.x)) return []
  if (thickness(kept) > MOST_WIDE) return []
  const corners = straightened(kept)
  // Specks are joined by corners all the way.
  if (corners.length > 2 + kept.length / COLUMNS) return []
  return corners.map(({ x, y }) => ({ x: left + x, y: top + y }))
}

/** Middle of the stroke in each column that has one. */
function sampled({ width, height, share }: Cover): { samples: Sample[]; twice: number } {
  const mask = Uint8Array.from(share, (value) => (value >= HALF ? 1 : 0))
  const { labels, list } = connectedComponents(mask, width, height)
  const samples: Sample[] = []
  let twice = 0
  for (let x = 0; x < width; x++) {
    const runs: Sample[] = []
    for (let y = 0; y < height; y++) {
      if (share[y * width + x]! < 50) continue
      let [sum, weight, real, high] = [0, 0, false, 0]
      for (; y < height && share[y * width + x]! >= 50; y++) {
        const at = y * width + x
        sum += share[at]! * (y + 0.5)
        weight += share[at]!
        high++
        if (mask[at] && list[labels[at]! - 1]!.size > SPECK) real = true
      }
      if (real) runs.push({ x: x + 0.5, y: sum / weight, high })
    }
    if (runs.length === 1) samples.push(runs[0]!)
    else if (runs.length > 1) twice++
  }
  return { samples, twice }
}

/** Without columns that no neighbour leads to: mixed colours of other strokes. */
function linked(samples: readonly Sample[]): Sample[] {
  const chains: Sample[][] = []
  for (const sample of samples) {
    const chain = chains.at(-1)
    const before = chain?.at(-1)
    const near =
      before &&
      sample.x - before.x <= 2 &&
      Math.abs(sample.y - before.y) <= (sample.high + before.high) / 2 + 1
    if (near) chain.push(sample)
    else chains.push([sample])
  }
  return chains.filter(({ length }) => length >= 3).flat()
}

/** Usual width of the stroke across its direction. */
function thickness(samples: readonly Sample[]): number {
  const wide = samples.slice(1).map(({ x, y, high }, i) => {
    const before = samples[i]!
    const slope = (y - before.y) / (x - before.x)
    return high / Math.hypot(1, slope)
  })
  return wide.sort((a, b) => a - b)[wide.length >> 1] ?? 0
}

/** Cuts samples into straight pieces (Douglas and Peucker), fits each, and takes corners where neighbours meet. */
function straightened(samples: readonly Sample[]): Corner[] {
  const cuts = cut(samples, 0, samples.length - 1)
  const trim = Math.max(1, Math.round(thickness(samples) / 2))
  const pieces = cuts.slice(1).flatMap((to, i) => {
    const from = cuts[i]!
    const own = samples.slice(from + (i > 0 ? trim : 0), to + 1 - (i < cuts.length - 2 ? trim : 0))
    const line = own.length >= 4 ? fitLine(own) : null
    return line ? [{ ...line, from: samples[from]!, to: samples[to]! }] : []
  })
  if (pieces.length === 0) return cuts.map((i) => samples[i]!)
  const corners: Corner[] = []
  const [first, last] = [pieces[0]!, pieces.at(-1)!]
  // Strokes reach past their ends by half their width.
  const past = (slope: number) => thickness(samples) / 2 / Math.hypot(1, slope)
  const start = first.from.x - 0.5 + past(first.slope)
  corners.push({ x: start, y: first.at(start) })
  for (const [i, piece] of pieces.slice(1).entries()) {
    const before = pieces[i]!
    const meet = (piece.offset - before.offset) / (before.slope - piece.slope)
    const [low, high] = [before.to.x - 4, piece.from.x + 4]
    if (meet >= low && meet <= high) corners.push({ x: meet, y: piece.at(meet) })
    else {
      corners.push({ x: before.to.x, y: before.at(before.to.x) })
      if (piece.from.x > before.to.x + 1) corners.push({ x: piece.from.x, y: piece.at(piece.from.x) })
    }
  }
  const end = last.to.x + 0.5 - past(last.slope)
  corners.push({ x: end, y: last.at(end) })
  return corners
}

function fitLine(samples: readonly Sample[]) {
  const n = samples.length
  const mx = samples.reduce((sum, { x }) => sum + x, 0) / n
  const my = samples.reduce((sum, { y }) => sum + y, 0) / n
  const xy = samples.reduce((sum, { x, y }) => sum + (x - mx) * (y - my), 0)
  const xx = samples.reduce((sum, { x }) => sum + (x - mx) ** 2, 0)
  const slope = xy / xx
  const offset = my - slope * mx
  return { slope, offset, at: (x: number) => slope * x + offset }
}

function cut(samples: readonly Sample[], from: number, to: number): number[] {
  const stack: [number, number][] = [[from, to]]
  const kept = new Set([from, to])
  while (stack.length > 0) {
    const [a, b] = stack.pop()!
    const [p, q] = [samples[a]!, samples[b]!]
    const length = Math.hypot(q.x - p.x, q.y - p.y)
    let [most, at] = [BESIDE, -1]
    for (let i = a + 1; i < b; i++) {
      const { x, y } = samples[i]!
      const off = Math.abs((q.x - p.x) * (y - p.y) - (q.y - p.y) * (x - p.x)) / length
      if (off > most) [most, at] = [off, i]
    }
    if (at < 0) continue
    kept.add(at)
    stack.push([a, at], [at, b])
  }
  return [...kept].sort((a, b) => a - b)
}
