import { isUpright } from '../../../measured/bars.ts'
import type { ReadMark } from '../../../observation.ts'
import type { TracedArtist } from '../../../trace.ts'
import type { DrawnSeries } from './drawn.ts'
import { apart, type Reading, type Readings } from './reading.ts'
import type { Sides } from './readings.ts'

/** Share of a bar's width by which it may stand off its place. */
const BESIDE = 0.45
/** A colour further off by this factor, and these levels, is another one's. */
const CLEARLY = 1.4
/** Pixels by which a base may look moved that is not. */
const HIDDEN_PX = 1.6
const LEVELS = 10

/** Bars by their places, those that stand on each other by their colours. */
export function barReadings(
  { shape, artists, columns, axes, key }: DrawnSeries,
  all: readonly DrawnSeries[],
  marks: readonly ReadMark[],
  { x, y, least }: Sides,
): Readings {
  const upright = shape === 'bar'
  const own = marks.filter((mark) => mark.kind === 'bar' && isUpright(mark, x) === upright)
  const middles = (upright ? columns.x : columns.y)!
  const others = all.filter((one) => one.shape === shape && one.axes === axes && one.key !== key)
  const [along, across] = upright ? ([0, 1] as const) : ([1, 0] as const)
  // Where its bars alone stand there, and not at names, their order tells which is which.
  const side = upright ? x : y
  const byOrder = side.kind === 'linear' && others.length === 0 && own.length === middles.length
  const ordered = [...own].sort((a, b) => a.data[0]! - b.data[0]!)
  const found = middles.map((middle, i) => {
    if (byOrder) return ordered[middles.filter((other) => other < middle).length]!
    const reach = BESIDE * widthOf(artists[i]!, along)
    return firstOf(
      own.filter(({ data }) => Math.abs(data[0]! - middle) <= reach),
      artists[i]!,
    )
  })
  const unit = Math.abs((upright ? y : x).a)
  const told = (reading: (mark: ReadMark, i: number) => Reading, error: number) =>
    found.map((mark, i) => {
      const one = mark && reading(mark, i)
      return one && { value: one.value, se: Math.max(one.se, error) }
    })
  const bases = artists.map((artist) => spanOf(artist, across)[0])
  const values = told(({ data, se }, i) => {
    // A base is under the frame, or under the bar below: where it is drawn there or nearly so, its tip alone tells.
    const isDrawn = Math.abs(data[1]! - bases[i]!) <= HIDDEN_PX * unit
    return isDrawn
      ? { value: data[2]! - bases[i]!, se: se[2]! }
      : { value: data[2]! - data[1]!, se: Math.hypot(se[1]!, se[2]!) }
  }, least[across])
  const places = byOrder ? told(({ data, se }) => ({ value: data[0]!, se: se[0]! }), least[along]) : undefined
  return upright ? { y: values, ...(places && { x: places }) } : { x: values, ...(places && { y: places }) }
}

function spanOf({ data }: TracedArtist, axis: 0 | 1): readonly [number, number] {
  const along = data.points!.map((point) => point[axis]!)
  return [Math.min(...along), Math.max(...along)]
}

function widthOf(artist: TracedArtist, axis: 0 | 1): number {
  const [low, high] = spanOf(artist, axis)
  return high - low
}

/** The nearest in colour, when it is so clearly. */
function firstOf(marks: readonly ReadMark[], artist: TracedArtist): ReadMark | null {
  const [first, second] = [...marks].sort((a, b) => apart(artist, a) - apart(artist, b))
  if (!first || (second && apart(artist, second) < CLEARLY * apart(artist, first) + LEVELS)) return null
  return first
}
