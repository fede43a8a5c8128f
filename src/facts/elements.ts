import type { Strings } from '../strings/index.ts'
import type { Point, Trace, TracedArtist, TracedFigure } from '../trace.ts'
import { wholeOf } from './artist-names.ts'
import { Words } from './caption.ts'
import { type Gathered, nameOf, sideOf } from './element-names.ts'
import { type Part, partsOf } from './element-parts.ts'
import type { Fact } from './fact.ts'
import { Letters } from './letters.ts'
import { plainText } from './scene.ts'

/** What a person would point at in a drawing. */
export interface DrawnElement {
  readonly id: string
  /** In the language of the strings: `segment AB, length 5`. */
  readonly name: string
  /** Ids of the artists that draw it; none belongs to two elements. */
  readonly artists: readonly string[]
  /** Lines of the program that made it. */
  readonly lines: readonly number[]
  /** Ids of the facts that are about it. */
  readonly facts: readonly string[]
  /** It is only a part of what this artist draws, which is marked along `outline` (pixels of the figure): a side, a point. */
  readonly part?: { readonly artist: string; readonly outline: readonly Point[] }
}

/** More would be read by nobody: the rest is one element. */
const MOST = 300

/** What holds of all that is drawn, or of many elements against each other. */
const OF_MANY: ReadonlySet<string> = new Set([
  'chart',
  'count',
  'extreme',
  'order',
  'trend',
  'graph',
  'solid',
  'layers',
  'symmetry',
])

/** Those of them that say what the whole is. */
const WHOLES: ReadonlySet<string> = new Set(['chart', 'count', 'graph', 'solid'])

const RANKS: { readonly [role in TracedArtist['role']]?: number } = { title: 1, tick: 2, label: 2, legend: 3 }

/**
 * The elements of a figure, the last one unless told: what shows data in the order of drawing, then title, axes and
 * legends. Every artist that can be seen is in one, but for frames and grids.
 */
export function elementsOf(
  facts: readonly Fact[],
  trace: Trace,
  strings: Strings,
  figureIndex?: number,
): DrawnElement[] {
  const figure =
    figureIndex === undefined ? trace.figures.at(-1) : trace.figures.find(({ index }) => index === figureIndex)
  if (!figure) return []
  const words = new Words(strings)
  const byArtist = new Map<string, Fact[]>()
  for (const fact of facts) for (const id of fact.artists) push(byArtist, id, fact)
  const joined = joinedByFacts(figure, byArtist)
  const groups = Map.groupBy(figure.artists.filter(isSeen), (artist) => joined.get(artist.id) ?? keyOf(artist, figure))
  const letters = new Letters(figure)
  const gathered = [...groups.values()]
    .map((artists) => ({ artists, figure, letters, facts: factsAbout(artists, figure, facts, byArtist) }))
    .toSorted((a, b) => rankOf(a) - rankOf(b))
  const listed = gathered.length > MOST ? gathered.slice(0, MOST - 1) : withParts(gathered, facts, words)
  const elements = listed.map((one, i) =>
    'outline' in one ? partElement(`e${i + 1}`, one, figure) : element(`e${i + 1}`, nameOf(one, words), one),
  )
  if (gathered.length <= MOST) return elements
  const rest = gathered.slice(listed.length)
  const more = words.table.elements.more(words.number(rest.length))
  return [...elements, element('rest', more, { artists: rest.flatMap(({ artists }) => artists), facts: [] })]
}

/** Each followed by its parts; what only names a part goes to it. Where they were too many, without parts. */
function withParts(gathered: readonly Gathered[], facts: readonly Fact[], words: Words): (Gathered | Part)[] {
  const parts = new Map(gathered.map((one) => [one, partsOf(one, facts, words)]))
  const all = [...parts.values()].flat()
  if (gathered.length + all.length > MOST) return [...gathered]
  const taken = new Set(all.flatMap(({ texts }) => texts))
  return gathered
    .filter(({ artists }) => !artists.every(({ id }) => taken.has(id)))
    .flatMap((one) => [one, ...(parts.get(one) ?? [])])
}

const linesOf = (artists: readonly TracedArtist[]): number[] =>
  [...new Set(artists.flatMap(({ line }) => line ?? []))].sort((a, b) => a - b)

function element(id: string, name: string, { artists, facts }: Pick<Gathered, 'artists' | 'facts'>): DrawnElement {
  return {
    id,
    name,
    artists: artists.map((artist) => artist.id),
    lines: linesOf(artists),
    facts: facts.map((fact) => fact.id),
  }
}

function partElement(id: string, { name, artist, outline, facts, texts }: Part, figure: TracedFigure): DrawnElement {
  const named = figure.artists.filter((one) => texts.includes(one.id))
  const lines = linesOf([artist, ...named])
  return {
    id,
    name,
    artists: [...texts],
    lines,
    facts: facts.map((fact) => fact.id),
    part: { artist: artist.id, outline },
  }
}

const isSeen = (artist: TracedArtist): boolean =>
  artist.visible &&
  artist.clipped !== 'wholly' &&
  artist.path.box !== null &&
  artist.role !== 'frame' &&
  artist.role !== 'grid' &&
  !(artist.kind === 'text' && !artist.data.text?.trim())

const rankOf = ({ artists }: Gathered): number => RANKS[artists[0]?.role ?? 'data'] ?? 0

/** What artists have in common that are one element by the way they were made. */
function keyOf(artist: TracedArtist, figure: TracedFigure): string {
  const { id, role, axes, group, line } = artist
  if (role === 'legend' || role === 'colourbar') return `${role} ${axes}`
  if ((role === 'tick' || role === 'label') && axes !== null) return `axis ${axes} ${sideOf(artist, figure)}`
  // What matplotlib made for itself, as the ticks of a second scale.
  if (line === null) return `made ${axes}`
  // Cells and their texts are two groups of one call.
  if (group?.kind === 'table') return `table ${line}`
  return group && (group.kind === 'annotate' || wholeOf(group.kind)) ? group.id : id
}

/** Artists that facts know as one: fill and outline of a polygon, a point and its letter, a node and its name. */
function joinedByFacts(figure: TracedFigure, byArtist: ReadonlyMap<string, readonly Fact[]>): Map<string, string> {
  const keys = new Map<string, string>()
  const seen = new Map(figure.artists.map((artist) => [artist.id, artist]))
  const join = (...ids: readonly string[]) => {
    const key = ids.map((id) => keys.get(id)).find(Boolean) ?? `joined ${ids[0]}`
    for (const id of ids) keys.set(id, key)
  }
  for (const fact of new Set([...byArtist.values()].flat())) {
    const [first, second] = fact.artists
    if (fact.kind === 'polygon' && second !== undefined) join(...fact.artists)
    if (fact.kind === 'point' && first !== undefined && second !== undefined) {
      // A marker of its own; one artist with several points keeps them all.
      const own = byArtist
        .get(first)
        ?.filter(({ kind }) => kind === 'point' || kind === 'segment' || kind === 'polygon')
      if (own?.length === 1) join(first, second)
    }
    const name = fact.kind === 'degree' && first !== undefined ? seen.get(first) : undefined
    const round = name && nodeAround(name, figure)
    if (round) join(round.id, name.id)
  }
  return keys
}

/** The smallest circle or single marker around a text. */
function nodeAround({ id, path: { box } }: TracedArtist, { artists }: TracedFigure): TracedArtist | undefined {
  if (!box) return undefined
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  const size = ({ path }: TracedArtist) => (path.box ? path.box[2] - path.box[0] : Number.POSITIVE_INFINITY)
  return artists
    .filter(({ id: other, role, kind, data, path: { box: b } }) => {
      const single = data.shape === 'circle' || data.shape === 'ellipse' || data.points?.length === 1
      const around = b !== null && b[0] <= x && x <= b[2] && b[1] <= y && y <= b[3]
      return other !== id && role === 'data' && kind !== 'text' && single && around
    })
    .sort((a, b) => size(a) - size(b))[0]
}

function factsAbout(
  artists: readonly TracedArtist[],
  figure: TracedFigure,
  facts: readonly Fact[],
  byArtist: ReadonlyMap<string, readonly Fact[]>,
): Fact[] {
  const [first] = artists
  const ids = new Set(artists.map(({ id }) => id))
  const near = [...new Set(artists.flatMap(({ id }) => byArtist.get(id) ?? []))]
  if (first?.role === 'title') return facts.filter((fact) => fact.kind === 'title' && isText(first, fact.value.text))
  if (first?.role === 'tick' || first?.role === 'label') {
    const side = sideOf(first, figure)
    return facts.filter(
      (fact) =>
        fact.kind === 'axis' && fact.value.axis === side && artists.some((artist) => isText(artist, fact.value.label)),
    )
  }
  const data = near.filter((fact) => fact.kind === 'datum' || fact.kind === 'share')
  const [only] = data.length === 1 ? data : []
  const own = near.filter((fact) => {
    if (!OF_MANY.has(fact.kind) || fact.artists.every((id) => ids.has(id))) return true
    // Of all bars or slices one has the extreme.
    if (fact.kind !== 'extreme') return false
    if (only?.kind === 'datum') return only.value.series === fact.value.series && only.value.at === fact.value.at
    return only?.kind === 'share' && only.value.name === fact.value.at
  })
  // Of an edge of a solid or a bar of a histogram is said only what it is a part of.
  return own.length > 0 ? own : near.filter(({ kind }) => WHOLES.has(kind))
}

const isText = (artist: TracedArtist, text: string): boolean => plainText(artist.data.text ?? '') === text

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
