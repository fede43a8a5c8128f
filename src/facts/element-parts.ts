import type { Point, TracedArtist } from '../trace.ts'
import { parts as joined, placeOf } from './artist-names.ts'
import { of, type Words } from './caption.ts'
import type { Gathered } from './element-names.ts'
import type { Fact, XY } from './fact.ts'
import { distance, sidesOf } from './plane.ts'

/** A side of a polygon, a piece of a chain, one of several points: what one artist draws together with others. */
export interface Part {
  readonly name: string
  readonly artist: TracedArtist
  /** Pixels of the figure: two ends or one place. */
  readonly outline: readonly Point[]
  readonly facts: readonly Fact[]
  /** Texts that name it and nothing else. */
  readonly texts: readonly string[]
}

/** Parts of an element that a person would name: those with letters. `all` are the facts of the figure. */
export function partsOf({ artists, facts, letters }: Gathered, all: readonly Fact[], words: Words): Part[] {
  const [artist] = artists
  if (artist?.role !== 'data' || artist.data.system !== 'data') return []
  const place = pixelsOf(artist)
  const say = words.table.elements
  const about = (name: string) => all.filter((fact) => fact.artists.includes(artist.id) && mentions(fact, name))
  const stroke = (from: XY, to: XY, whole?: Fact): Part[] => {
    const name = letters.of(artist, [from, to])
    const [a, b] = [place(from), place(to)]
    if (!name || !a || !b) return []
    const thing = say.named(words.table.countables.segment?.one ?? '', name)
    const length = say.length(words.number(distance(from, to)))
    const own = about(name)
    // Of some sides nothing is said but what they are sides of.
    const told = own.length === 0 && whole ? [whole] : own
    return [{ name: joined(thing, length), artist, outline: [a, b], facts: told, texts: [] }]
  }
  const [polygon, another] = of(facts, 'polygon')
  if (polygon) return another ? [] : sidesOf(polygon.value.vertices).flatMap(([from, to]) => stroke(from, to, polygon))
  const segments = of(facts, 'segment')
  if (segments.length > 1) return segments.flatMap(({ value }) => stroke(value.from, value.to))
  const points = of(facts, 'point').filter((fact) => fact.artists[0] === artist.id && fact.value.name)
  if (points.length < 2) return []
  return points.flatMap((fact) => {
    const { name, at } = fact.value
    const pixel = place(at)
    if (!pixel) return []
    const thing = say.named(words.table.countables.point?.one ?? '', name)
    const texts = fact.artists.slice(1)
    const labels = all.filter((one) => one.kind === 'label' && texts.includes(one.artists[0] ?? ''))
    return [
      {
        name: `${thing} ${say.at(placeOf(at, words))}`,
        artist,
        outline: [pixel],
        facts: [fact, ...labels, ...about(name).filter((one) => one !== fact)],
        texts,
      },
    ]
  })
}

/** Where an artist drew one of its points; nowhere where some of them were left out or cut. */
function pixelsOf({ data, path }: TracedArtist): (at: XY) => Point | undefined {
  const points = data.points ?? []
  const drawn = path.shapes.flatMap(({ at, lines }) => at ?? lines.flat())
  const places = path.shapes.flatMap(({ at }) => at ?? [])
  const pixels = places.length === points.length ? places : drawn
  return (at) => {
    if (pixels.length < points.length) return undefined
    const index = points.findIndex(([x = 0, y = 0]) => distance([x, y], at) < 1e-9)
    return pixels[index]
  }
}

/** Whether a fact speaks of a segment or point of that name. */
function mentions({ kind, value }: Fact, name: string): boolean {
  switch (kind) {
    case 'segment':
    case 'point':
      return value.name === name
    case 'equal-lengths':
      return value.names.includes(name)
    case 'right-angle':
      return value.at === name || value.between.includes(name)
    case 'parallel':
    case 'perpendicular':
    case 'intersection':
      return value.a === name || value.b === name
    case 'midpoint':
      return value.point === name || value.of === name
    case 'tangent':
      return value.line === name
    case 'collinear':
    case 'concyclic':
      return value.points.includes(name)
    case 'label':
      return value.of === `segment ${name}`
    default:
      return false
  }
}
