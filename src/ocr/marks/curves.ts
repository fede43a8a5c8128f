import { connectedComponents } from '../../raster/components.ts'
import { type Cover, HALF } from './cover.ts'
import type { Marker } from './markers.ts'

export interface Corner {
  readonly x: number
  readonly y: number
}

/** Of the area's width, that a curve spans. */
const LEAST_SPAN = 0.15
/** Of the columns it spans, that have it once. */
const LEAST_ONCE = 0.2
/** Of the columns with ink, those with two strokes. */
const MOST_TWICE = 0.35
/** Pixels by which a curve may lie beside the straight pieces it is cut into. */
const BESIDE = 0.9
/** Pixels of a stroke's width at most, across its direction. */
const MOST_WIDE = 12
const SPECK = 4
/** Short pieces at a sharp corner. */
const MOST_BLUNT = 4
/** Of a stroke's columns, those that lie between its markers. */
const JOINED = 0.92
/** More pieces than that are dashes. */
const MOST_CHAINS = 8
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
 * smooth curve as many as follow it; `markers` where they stand at its corners. Empty when the colour draws anything else.
 */
export function curveOf(cover: Cover, markers: readonly Marker[]): Corner[] {
  const { width, left, top } = cover
  const { samples, twice } = sampled(cover)
  if (samples.length < 8 || twice > MOST_TWICE * (samples.length + twice)) return []
  const kept = linked(samples)
  const [first, last] = [kept[0], kept.at(-1)]
  if (!first || !last || last.x - first.x < LEAST_SPAN * width) return []
  if (kept.length < LEAST_ONCE * (last.x - first.x)) return []
  if (thickness(kept) > MOST_WIDE) return []
  const own = markers.map(({ x, y, radius }) => ({ x: x - left, y: y - top, radius })).sort((a, b) => a.x - b.x)
  const corners = joins(own, kept) ? own : straightened(besides(own, kept))
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
      chain &&
      before &&
      sample.x - before.x <= 2 &&
      Math.abs(sample.y - before.y) <= (sample.high + before.high) / 2 + 1
    if (near) chain.push(sample)
    else chains.push([sample])
  }
  const whole = chains.filter(({ length }) => length >= 3)
  // The ends of dashes are cut slantwise.
  const trim = whole.length > MOST_CHAINS ? Math.round(thickness(whole.flat()) / 2) : 0
  return whole.flatMap((chain) => (chain.length > 2 * trim + 1 ? chain.slice(trim, chain.length - trim) : []))
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
  const half = thickness(samples) / 2
  const trim = Math.max(1, Math.round(half))
  const fitted = (from: number, to: number) => {
    const own = samples.slice(from + (from > 0 ? trim : 0), to + 1 - (to < samples.length - 1 ? trim : 0))
    return own.length >= 4 ? fitLine(own) : null
  }
  const corners: Corner[] = []
  let before: Line | null = null
  for (let i = 0; i < cuts.length; i++) {
    const { x, y } = samples[cuts[i]!]!
    const after = i < cuts.length - 1 ? fitted(cuts[i]!, cuts[i + 1]!) : null
    // Short pieces between two long ones are a sharp corner, blunt by the stroke's width.
    const sharp: Sharp | null = before ? sharpCorner(samples, cuts, i, before, half, fitted) : null
    if (sharp) {
      corners.push(sharp.corner)
      before = sharp.beyond
      i = sharp.last
      continue
    }
    const meet = before && after ? meeting(before, after) : null
    const only = i === 0 ? after : i === cuts.length - 1 ? before : null
    if (meet && Math.abs(meet.x - x) <= 2 + half && Math.abs(meet.y - y) <= 3 * half + BESIDE) corners.push(meet)
    else if (only) {
      // Strokes reach past their ends by half their width.
      const past = half / Math.hypot(1, only.slope)
      const end = i === 0 ? x - 0.5 + past : x + 0.5 - past
      corners.push({ x: end, y: only.at(end) })
    } else corners.push({ x, y })
    before = after
  }
  return corners
}

interface Sharp {
  readonly corner: Corner
  readonly beyond: Line
  readonly last: number
}

/** Where a line meets the next long one, past short pieces from cut `i` on to cut `last`. */
function sharpCorner(
  samples: readonly Sample[],
  cuts: readonly number[],
  i: number,
  before: Line,
  half: number,
  fitted: (from: number, to: number) => Line | null,
): Sharp | null {
  const { x, y } = samples[cuts[i]!]!
  for (let last = Math.min(cuts.length - 2, i + MOST_BLUNT); last > i; last--) {
    const end = samples[cuts[last]!]!
    if (end.x - x > 2 * half + 4) continue
    const beyond = fitted(cuts[last]!, cuts[last + 1]!)
    const corner = beyond && meeting(before, beyond)
    if (!beyond || !corner || corner.x < x - 2 || corner.x > end.x + 2) continue
    const ys = [y, ...cuts.slice(i + 1, last + 1).map((cut) => samples[cut]!.y)]
    const reach = 0.7 * half * Math.hypot(1, Math.max(Math.abs(before.slope), Math.abs(beyond.slope))) + 1.5
    if (corner.y > Math.min(...ys) - reach && corner.y < Math.max(...ys) + reach) return { corner, beyond, last }
  }
  return null
}

function meeting(before: Line, after: Line): Corner | null {
  const x = (after.offset - before.offset) / (before.slope - after.slope)
  return Number.isFinite(x) ? { x, y: after.at(x) } : null
}

interface Line {
  readonly slope: number
  readonly offset: number
  at(x: number): number
}

/** Samples that no marker widens, and the markers. */
function besides(markers: readonly Marker[], samples: readonly Sample[]): readonly Sample[] {
  const left = samples.filter(({ x }) => !markers.some((one) => Math.abs(one.x - x) <= one.radius + 1))
  if (left.length < 8) return samples
  const middles = markers.map(({ x, y }) => ({ x, y, high: 2 }))
  return [...left, ...middles].sort((a, b) => a.x - b.x)
}

/** Whether straight lines from marker to marker are what the samples show. */
function joins(markers: readonly Marker[], samples: readonly Sample[]): boolean {
  if (markers.length < 3) return false
  let [on, all, at] = [0, 0, 1]
  for (const { x, y, high } of samples) {
    while (at < markers.length - 1 && markers[at]!.x < x) at++
    const [p, q] = [markers[at - 1]!, markers[at]!]
    // Markers are wider than their line.
    if (Math.min(Math.abs(x - p.x), Math.abs(x - q.x)) <= p.radius + 1) continue
    all++
    const line = p.y + ((x - p.x) / (q.x - p.x)) * (q.y - p.y)
    if (Math.abs(line - y) <= Math.max(1.5, high / 2)) on++
  }
  return all > 0 && on >= JOINED * all
}

function fitLine(samples: readonly Sample[]): Line {
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
