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
  // Where its bars alone stand there, and not at names, their order tells which is which.
  const side = upright ? x : y
  const byOrder = side.kind === 'linear' && others.length === 0 && own.length === middles.length
  const ordered = [...own].sort((a, b) => a.data[0]! - b.data[0]!)
  const found = middles.map((middle, i) => {
    if (byOrder) return ordered[middles.filter((other) => other < middle).length]!
    const reach = BESIDE * widthOf(artists[i]!, upright ? 0 : 1)
    return firstOf(
      own.filter(({ data }) => Math.abs(data[0]! - middle) <= reach),
      artists[i]!,
    )
  })
  const [along, across] = upright ? ([0, 1] as const) : ([1, 0] as const)
  const told = (value: (mark: ReadMark) => Reading, error: number) =>
    found.map((mark) => mark && { value: value(mark).value, se: Math.max(value(mark).se, error) })
  const values = told(({ data, se }) => ({ value: data[2]! - data[1]!, se: Math.hypot(se[1]!, se[2]!) }), least[across])
  const places = byOrder ? told(({ data, se }) => ({ value: data[0]!, se: se[0]! }), least[along]) : undefined
  return upright ? { y: values, ...(places && { x: places }) } : { x: values, ...(places && { y: places }) }
}

function widthOf({ data }: TracedArtist, axis: 0 | 1): number {
  const along = data.points!.map((point) => point[axis]!)
  return Math.max(...along) - Math.min(...along)
}

/** The nearest in colour, when it is so clearly. */
function firstOf(marks: readonly ReadMark[], artist: TracedArtist): ReadMark | null {
  const [first, second] = [...marks].sort((a, b) => apart(artist, a) - apart(artist, b))
  if (!first || (second && apart(artist, second) < CLEARLY * apart(artist, first) + LEVELS)) return null
  return first
}
