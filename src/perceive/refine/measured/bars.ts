import { isUpright } from '../../../measured/bars.ts'
import type { ReadMark, Side } from '../../../observation.ts'
import type { TracedArtist } from '../../../trace.ts'
import type { Placing } from '../placing.ts'
import type { DrawnSeries } from './drawn.ts'
import { apart, type Reading, type Readings, type Sides } from './reading.ts'

/** Share of a bar's width by which it may stand off its place. */
const BESIDE = 0.45
/** A colour further off by this factor, and these levels, is another one's. */
const CLEARLY = 1.4
/** Pixels by which a base may look moved that is not. */
const HIDDEN_PX = 2.5
/** Times the least error: a bar's sides are drawn on whole pixels. */
const SNAPPED = 2
const LEVELS = 10

/** Bars by their places, those that stand on each other by their colours. */
export function barReadings(
  { shape, artists, columns, axes, key }: DrawnSeries,
  all: readonly DrawnSeries[],
  marks: readonly ReadMark[],
  { x, y, least }: Sides,
  placing: Placing,
): Readings {
  const upright = shape === 'bar'
  const own = marks.filter((mark) => mark.kind === 'bar' && isUpright(mark, x) === upright)
  const middles = (upright ? columns.x : columns.y)!
  const others = all.filter((one) => one.shape === shape && one.axes === axes && one.key !== key)
  const [along, across] = upright ? ([0, 1] as const) : ([1, 0] as const)
  const [side, scale] = upright ? [x, y] : [y, x]
  // Where its bars alone stand there, and not at names, their order tells which is which.
  const byOrder = side.kind === 'linear' && others.length === 0 && own.length === middles.length
  const ordered = [...own].sort((a, b) => a.data[0]! - b.data[0]!)
  const found = artists.map((artist, i) => {
    if (byOrder) return ordered[middles.filter((other) => other < middles[i]!).length]!
    const near = own.filter((mark) => standsAt(mark, artist, side, along, placing))
    return firstOf(near, artist)
  })
  const told = (reading: (mark: ReadMark, i: number) => Reading, error: number) =>
    found.map((mark, i) => {
      const one = mark && reading(mark, i)
      return one && { value: one.value, se: Math.max(one.se, SNAPPED * error) }
    })
  const values = told(({ data, se }, i) => {
    const [, one, other] = data as readonly [number, number, number]
    const drawn = baseOf(artists[i]!, across)
    // Of a bar alone in its colour the reader does not tell which end it stands on.
    const [base, tip] = Math.abs(one - drawn) <= Math.abs(other - drawn) ? [one, other] : [other, one]
    // A base is under the frame, or under the bar below: where it is drawn there or nearly so, its tip alone tells.
    const isDrawn = Math.abs(base - drawn) <= HIDDEN_PX * Math.abs(scale.a)
    return isDrawn ? { value: tip - drawn, se: se[2]! } : { value: tip - base, se: Math.hypot(se[1]!, se[2]!) }
  }, least[across])
  const places = byOrder ? told(({ data, se }) => ({ value: data[0]!, se: se[0]! }), least[along]) : undefined
  return upright ? { y: values, ...(places && { x: places }) } : { x: values, ...(places && { y: places }) }
}

/** Names stand in any order on a side, so that only its place in the picture tells which bar is whose. */
function standsAt(mark: ReadMark, artist: TracedArtist, side: Side, along: 0 | 1, placing: Placing): boolean {
  if (side.kind !== 'category') {
    const [low, high] = spanOf(artist, along)
    return Math.abs(mark.data[0]! - (low + high) / 2) <= BESIDE * (high - low)
  }
  const box = artist.path.box && placing.boxes(artist, artist.path.box).at(-1)!
  if (!box) return false
  const off = (mark.px[along]! + mark.px[along + 2]!) / 2 - (box[along] + box[along + 2]!) / 2
  return Math.abs(off) <= BESIDE * (box[along + 2]! - box[along])
}

/** Of a bar below zero the upper end. */
function baseOf(artist: TracedArtist, axis: 0 | 1): number {
  const [low, high] = spanOf(artist, axis)
  return high <= 1e-12 ? high : low
}

function spanOf({ data }: TracedArtist, axis: 0 | 1): readonly [number, number] {
  const along = data.points!.map((point) => point[axis]!)
  return [Math.min(...along), Math.max(...along)]
}

/** The nearest in colour, when it is so clearly. */
function firstOf(marks: readonly ReadMark[], artist: TracedArtist): ReadMark | null {
  const [first, second] = [...marks].sort((a, b) => apart(artist, a) - apart(artist, b))
  if (!first || (second && apart(artist, second) < CLEARLY * apart(artist, first) + LEVELS)) return null
  return first
}
