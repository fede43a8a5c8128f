import type { DrawnShape } from '../../trace.ts'
import { inkOf, over, type Sight, walk } from './sight.ts'

/** How a stroke may be parted, as matplotlib names it. */
export const DASHES = ['-', '--', ':', '-.'] as const
export type Dash = (typeof DASHES)[number]

/** Looks along a stroke; more of them say the same. */
const MOST = 1600
/** Pixels from which a stroke tells how it is parted. */
const SHORTEST = 30
/** Levels of ink that are surely some. */
const SURE = 40
/** Channels that differ by less are one colour. */
const ALIKE = 25
/** Share of a stroke's own ink that counts as on. */
const ON = 0.45
/** Share of looks that are on in what has no gaps. */
const WHOLE = 0.965
/** matplotlib's patterns repeat after 2.65 (dotted), 5.3 (dashed) and 10.6 widths, the last with two gaps. */
const DOTTED_BELOW = 3.9
/** Spread of the lengths of strokes of which some are dots. */
const MIXED = 0.42

/**
 * How the source parts a stroke, likeliest first; null where it is too short, hidden by others or hardly there.
 * `width` in pixels of the trace.
 */
export function dashOf(sight: Sight, shape: DrawnShape, width: number): readonly Dash[] | null {
  const looks = walk(shape, MOST)
  const step = (looks[1]?.along ?? 0) - (looks[0]?.along ?? 0)
  const length = looks.length * step
  if (length < SHORTEST || step <= 0 || step > 1.5) return null
  const on = inked(sight, shape, looks)
  if (!on) return null
  const share = on.filter((value) => value).length / on.length
  if (share >= WHOLE) return ['-']
  const runs = runsOf(on, true).map((count) => count * step)
  const gaps = runsOf(on, false)
  if (gaps.length < 3 || runs.length < 3 || share < 0.15) return null
  // Gaps of one pattern are alike; those of other lines' crossings and of a stroke elsewhere are not.
  if (spread(gaps) > 0.6) return null
  const period = length / gaps.length / Math.max(0.8, width)
  if (spread(runs) > MIXED && period > DOTTED_BELOW) return ['-.', '--']
  return period < DOTTED_BELOW ? [':', '--'] : ['--', '-.']
}

/** Where along it the source shows a stroke: by its own colour where it has that, else by ink; null where there is hardly any. */
function inked(sight: Sight, shape: DrawnShape, looks: ReturnType<typeof walk>): readonly boolean[] | null {
  const own = over(shape.stroke!.colour, sight.paper)
  const contrast = inkOf(own, sight.paper)
  const off = looks.map(({ point, normal }) => sight.differenceAcross(point, normal, own))
  if (contrast > SURE && tenth(off, (a, b) => a - b) < 0.25 * contrast) {
    return looks.flatMap(({ point }, i) => {
      const isOn = off[i]! < (1 - ON) * contrast
      const look = sight.look(point)
      // What lies over it in both pictures hides how it goes on there.
      const isHidden = look && inkOf(look.source, look.render) < ALIKE && inkOf(look.source, sight.paper) > SURE
      return isHidden && !isOn ? [] : [isOn]
    })
  }
  const ink = looks.map(({ point, normal }) => {
    const look = sight.across(point, normal)
    return look ? inkOf(look.source, sight.paper) : 0
  })
  const typical = tenth(ink, (a, b) => b - a)
  return typical < SURE ? null : ink.map((value) => value > ON * typical)
}

function tenth(values: readonly number[], order: (a: number, b: number) => number): number {
  return [...values].sort(order)[Math.floor(values.length * 0.1)]!
}

/** Of the source's stroke for the render's, both across at the same places; null where that is not clear. */
export function widthRatio(sight: Sight, shape: DrawnShape, width: number): number | null {
  const ratios: number[] = []
  const reach = 2 * width + 3
  for (const { point, normal } of walk(shape, 120)) {
    const sums = { source: 0, render: 0 }
    const peaks = { source: 0, render: 0 }
    for (let along = -reach; along <= reach; along += 0.5) {
      const look = sight.look([point[0] + normal[0] * along, point[1] + normal[1] * along])
      if (!look) continue
      const [there, here] = [inkOf(look.source, sight.paper), inkOf(look.render, sight.drawnPaper)]
      sums.source += there
      sums.render += here
      peaks.source = Math.max(peaks.source, there)
      peaks.render = Math.max(peaks.render, here)
    }
    if (Math.min(peaks.source, peaks.render) < SURE) continue
    const [there, here] = [sums.source / peaks.source / 2, sums.render / peaks.render / 2]
    // Where the render shows more than the stroke alone, others cross.
    if (Math.abs(here - width) < 0.35 * width + 0.6) ratios.push(there / Math.max(0.5, here))
  }
  if (ratios.length < 8) return null
  ratios.sort((a, b) => a - b)
  const middle = ratios[ratios.length >> 1]!
  const [low, high] = [ratios[Math.floor(ratios.length * 0.3)]!, ratios[Math.floor(ratios.length * 0.7)]!]
  return high / low < 1.35 ? middle : null
}

/** Lengths of what is on, or off, between two changes. */
function runsOf(on: readonly boolean[], which: boolean): number[] {
  const runs: number[] = []
  let from = on.indexOf(!which)
  for (let i = from; i >= 0 && i < on.length; i++) {
    if (on[i] !== which) {
      if (i - from > 1) runs.push(i - from - 1)
      from = i
    }
  }
  return runs
}

function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) / mean
}
