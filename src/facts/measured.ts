import type { Observation, ReadAxes, ReadMark } from '../observation.ts'
import type { Trace, TracedArtist, TracedAxes } from '../trace.ts'
import type { Fact, FactOf } from './fact.ts'

/** A value differs when it lies off by more than this many standard errors and this share of the axis range. */
const ERRORS = 3
const RANGE_SHARE = 0.005

/**
 * The facts, each with what the source picture says of it: values of bars against bars measured on the picture's own
 * axes, titles and axis labels against its texts; `not-measured` where the picture does not tell.
 */
export function againstPicture(
  facts: readonly Fact[],
  trace: Trace,
  observation: Observation,
  figureIndex = 0,
): Fact[] {
  const figure = trace.figures.find(({ index }) => index === figureIndex)
  const artists = new Map(figure?.artists.map((artist) => [artist.id, artist]))
  const frames = figure?.axes.filter(
    ({ visible, projection, colourbar }) => visible && projection === 'rectilinear' && !colourbar,
  )
  // Which axes is which is plain only where each side has one.
  const frame = frames?.length === 1 && observation.axes.length === 1 ? frames[0] : undefined
  const texts = new Set(observation.texts.map(({ text }) => plain(text)))
  const held = facts.map((fact) => ({ ...fact, picture: verdictOf(fact, artists, frame, observation, texts) }) as Fact)
  // An extreme rests on all values, and is as true as its own.
  const values = new Map(
    held.flatMap((fact) => (fact.kind === 'datum' ? [[placeOf(fact), fact.picture] as const] : [])),
  )
  return held.map((fact) => {
    const own = fact.kind === 'extreme' ? values.get(placeOf(fact)) : undefined
    return own ? { ...fact, picture: own } : fact
  })
}

const placeOf = ({ panel, value }: FactOf<'datum'> | FactOf<'extreme'>): string =>
  JSON.stringify([panel, value.series, value.at])

function verdictOf(
  fact: Fact,
  artists: ReadonlyMap<string, TracedArtist>,
  frame: TracedAxes | undefined,
  observation: Observation,
  texts: ReadonlySet<string>,
): Fact['picture'] {
  if (fact.kind === 'title' && texts.has(plain(fact.value.text))) return { verdict: 'measured' }
  if (fact.kind === 'axis' && texts.has(plain(fact.value.label))) return { verdict: 'measured' }
  if ((fact.kind === 'datum' || fact.kind === 'extreme') && frame) {
    const drawn = fact.artists.map((id) => artists.get(id)).filter((artist) => artist !== undefined)
    const bar = drawn.length === 1 ? barOf(drawn[0]!, fact.value.value, frame) : null
    const measured = bar && markAt(bar, observation.marks, observation.axes[0]!)
    if (bar && measured) {
      const limit = Math.max(ERRORS * measured.se, RANGE_SHARE * bar.range)
      if (Math.abs(measured.value - bar.value) <= limit) return { verdict: 'measured' }
      return { verdict: 'contradicted', value: measured.value }
    }
  }
  return { verdict: 'not-measured' }
}

interface DrawnBar {
  readonly upright: boolean
  /** Along the axis of categories: middle and width. */
  readonly at: number
  readonly width: number
  readonly value: number
  readonly stands: boolean
  /** Of the axis of values. */
  readonly range: number
}

/** The rectangle whose length or end is the value. */
function barOf({ data }: TracedArtist, value: number, frame: TracedAxes): DrawnBar | null {
  if (data.shape !== 'rectangle' || data.points?.length !== 4) return null
  const span = (axis: 0 | 1) => {
    const along = data.points!.map((point) => point[axis]!)
    return [Math.min(...along), Math.max(...along)] as const
  }
  for (const upright of [true, false]) {
    const [from, to] = span(upright ? 1 : 0)
    const [low, high] = span(upright ? 0 : 1)
    const tip = to <= 0 ? from : to
    const base = to <= 0 ? to : from
    if (!isClose(value, tip - base) && !isClose(value, tip)) continue
    const { limits } = upright ? frame.y : frame.x
    const range = Math.abs(limits[1] - limits[0])
    return { upright, at: (low + high) / 2, width: high - low, value, stands: isClose(value, tip), range }
  }
  return null
}

const isClose = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b))

/** What the one measured bar in that place says. */
function markAt(bar: DrawnBar, marks: readonly ReadMark[], axes: ReadAxes): { value: number; se: number } | null {
  const side = bar.upright ? axes.x : axes.y
  if (!side) return null
  const near = marks.filter(({ kind, data }) => kind === 'bar' && Math.abs(data[0]! - bar.at) < bar.width / 4)
  if (near.length !== 1) return null
  const { data, se } = near[0]!
  const [, base, tip] = data as readonly [number, number, number]
  const end = Math.abs(tip) >= Math.abs(base) ? tip : base
  return { value: bar.stands ? end : tip - base, se: Math.max(se[1]!, se[2]!) }
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[−–—‒]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
}
