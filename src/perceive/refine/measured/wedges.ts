import type { ReadMark } from '../../../observation.ts'
import type { DrawnSeries } from './drawn.ts'
import { apart, type Readings } from './reading.ts'

/** Levels by which a wedge's colour may be off. */
const SAME_COLOUR = 60
/** Degrees by which the first wedge may begin before its place. */
const EARLY = 4

/** Shares of the one pie: wedges by their colours, else by their order from where the first begins. */
export function wedgeReadings(
  { artists }: DrawnSeries,
  all: readonly DrawnSeries[],
  marks: readonly ReadMark[],
): Readings {
  const own = marks.filter(({ kind }) => kind === 'wedge')
  if (own.length !== artists.length || all.filter(({ shape }) => shape === 'pie').length !== 1) return {}
  const told = (found: readonly ReadMark[]): Readings => ({
    share: found.map(({ data, se }) => ({
      value: turn(data[1]! - data[0]!) / 360,
      se: Math.hypot(se[0]!, se[1]!) / 360,
    })),
  })
  const coloured = artists.map((artist) => [...own].sort((a, b) => apart(artist, a) - apart(artist, b))[0]!)
  const isClear = coloured.every((mark, i) => apart(artists[i]!, mark) <= SAME_COLOUR)
  if (isClear && new Set(coloured).size === own.length) return told(coloured)
  const angles = artists.map(({ data }) => data.angles ?? ([0, 0] as const))
  const rising = artists.length < 2 || angles[1]![0] >= angles[0]![0]
  const from = ({ data }: ReadMark) =>
    rising ? (data[0]! - angles[0]![0] + EARLY + 720) % 360 : (angles[0]![1] - data[1]! + EARLY + 720) % 360
  return told([...own].sort((a, b) => from(a) - from(b)))
}

/** 0 < degrees ≤ 360. */
const turn = (degrees: number) => ((degrees % 360) + 360) % 360 || 360
