import type { TracedArtist, TracedFigure } from '../trace.ts'
import { listed, MOST_LISTED, nameByKind, parts, textOf, wholeOf } from './artist-names.ts'
import { of, type Words } from './caption.ts'
import type { Fact } from './fact.ts'
import type { Letters } from './letters.ts'
import { plainText } from './scene.ts'

/** Artists that make one element, with the facts that are about it. */
export interface Gathered {
  readonly artists: readonly TracedArtist[]
  readonly facts: readonly Fact[]
  readonly figure: TracedFigure
  readonly letters: Letters
}

/** The axis that a tick or label belongs to: below or above the box, or beside it; `''` where it has no such axes. */
export function sideOf(artist: TracedArtist, figure: TracedFigure): 'x' | 'y' | '' {
  const axes = figure.axes.find(({ id }) => id === artist.axes)
  const drawn = artist.path.box
  if (!axes || !drawn || axes.projection !== 'rectilinear') return ''
  const outside = (k: 0 | 1) => {
    const middle = (drawn[k] + drawn[k + 2]!) / 2
    return Math.max(axes.box[k] - middle, middle - axes.box[k + 2]!)
  }
  return outside(1) > outside(0) ? 'x' : 'y'
}

/** What an element is called: by its facts, else by what its artists say of themselves. */
export function nameOf({ artists, facts, figure, letters }: Gathered, words: Words): string {
  // An arrow to a text is drawn before it.
  const artist = artists.find(({ kind, group }) => kind === 'text' && group?.kind === 'annotate') ?? artists[0]
  if (!artist) return ''
  if (artist.role !== 'data') return byRole(artist, artists, figure, words)
  if (artist.group && wholeOf(artist.group.kind)) return nameByKind(artist, figure, letters, words)
  return byFacts(artist, artists, facts, words) ?? nameByKind(artist, figure, letters, words)
}

function byRole(artist: TracedArtist, artists: readonly TracedArtist[], figure: TracedFigure, words: Words): string {
  const { elements: say } = words.table
  const thing = (key: string) => say.things[key] ?? key
  const axes = figure.axes.find(({ id }) => id === artist.axes)
  switch (artist.role) {
    case 'title':
      return say.quoted(thing('title'), textOf(artist))
    case 'legend': {
      const entries = artists.flatMap((part) => (part.kind === 'text' ? textOf(part) : []))
      return listed(thing('legend'), entries, words)
    }
    case 'colourbar': {
      if (!axes) return thing('colourbar')
      const [low, high] = axes.y.ticks.length >= axes.x.ticks.length ? axes.y.limits : axes.x.limits
      return parts(thing('colourbar'), say.range(words.number(low), words.number(high)))
    }
    default: {
      const side = sideOf(artist, figure)
      if (!axes) return say.quoted(thing('label'), textOf(artist))
      if (side === '') return thing('axes')
      const { label, limits, scale } = axes[side]
      const axis = label ? say.quoted(say.axis(side), plainText(label)) : say.axis(side)
      const head = figure.axes.length > 1 && axes.title ? say.of(axis, plainText(axes.title)) : axis
      // The ends of an axis of categories or dates are numbers of matplotlib's own.
      const plain = scale !== 'category' && scale !== 'date' && !isInWords(axes[side].ticks)
      return parts(head, plain ? say.range(words.number(limits[0]), words.number(limits[1])) : '')
    }
  }
}

const isInWords = (ticks: readonly { readonly text: string }[]): boolean =>
  ticks.some(({ text }) => /\p{L}{2}/u.test(text) && !text.includes('\\'))

/** Reads what facts say an element is; null where they do not. */
type Reading = (facts: readonly Fact[], ids: ReadonlySet<string>, words: Words) => string | null

const one = (words: Words, countable: string): string => words.table.countables[countable]?.one ?? countable

const slice: Reading = (facts, _, words) => {
  const [share] = of(facts, 'share')
  const { elements: say } = words.table
  return share
    ? parts(say.named(one(words, 'slice'), share.value.name), `${words.number(share.value.percent)} %`)
    : null
}

const bar: Reading = (facts, _, words) => {
  const [datum, another] = of(facts, 'datum')
  // The bin of a histogram is called by its ends.
  if (!datum || another || /[–…]/.test(datum.value.at)) return null
  const { elements: say } = words.table
  const { series, at, value } = datum.value
  const name = say.named(one(words, 'bar'), at)
  return parts(series ? say.of(name, words.colour(series)) : name, say.value(words.value(value, datum.unit)))
}

const curve: Reading = (facts, _, words) => {
  const [expression] = of(facts, 'expression')
  return expression ? parts(words.coloured(one(words, 'curve'), expression.value.colour), expression.value.text) : null
}

const polygon: Reading = (facts, _, words) => {
  const all = of(facts, 'polygon')
  const [fact, another] = all
  if (!fact) return null
  const { elements: say } = words.table
  const { shape, name, vertices, colour } = fact.value
  if (another) {
    const triangles = all.every(({ value }) => value.shape === 'triangle')
    const many = words.table.countables[triangles ? 'triangle' : 'polygon']?.many ?? ''
    const same = all.every(({ value }) => value.colour === colour)
    return words.table.count(words.number(all.length), many, same ? words.colour(colour) : '')
  }
  if (name) return say.named(words.shape(shape), name)
  const corners = vertices.length > MOST_LISTED ? '' : words.list(vertices.map((at) => words.place(at)))
  return parts(words.coloured(words.shape(shape), colour), corners && say.corners(corners))
}

const node: Reading = (facts, ids, words) => {
  const fact = of(facts, 'degree').find(({ artists: [text = ''] }) => ids.has(text))
  const { elements: say } = words.table
  return fact
    ? parts(say.named(one(words, 'node'), fact.value.node), say.degree(words.number(fact.value.degree)))
    : null
}

const circle: Reading = (facts, _, words) => {
  const [fact] = of(facts, 'circle')
  if (!fact) return null
  const { elements: say } = words.table
  const { name, centre, radius, colour } = fact.value
  const thing = words.shape('circle')
  // A number only tells circles without names apart.
  const head = name && !/^\d+$/.test(name) ? say.named(thing, name) : words.coloured(thing, colour)
  return parts(head, say.round(words.place(centre), words.number(radius)))
}

const edge: Reading = (facts, ids, words) => {
  const fact = of(facts, 'edge').find(({ artists: [stroke = ''] }) => ids.has(stroke))
  return fact ? words.table.elements.named(one(words, 'edge'), `${fact.value.from}–${fact.value.to}`) : null
}

const segment: Reading = (facts, _, words) => {
  const { elements: say, countables } = words.table
  const all = of(facts, 'segment')
  const [fact, another] = all
  if (!fact) return null
  const { name, from, to, length, colour, dashed } = fact.value
  const lettered = (text: string) => !text.includes('(')
  if (another) {
    const many = countables.segment?.many ?? ''
    const names = all.map(({ value }) => value.name)
    return names.length <= MOST_LISTED && names.every(lettered)
      ? listed(many, names, words)
      : words.table.count(words.number(names.length), many, words.colour(colour))
  }
  const thing = one(words, 'segment')
  const ends = say.between(words.place(from), words.place(to))
  return parts(
    lettered(name) ? say.named(thing, name) : `${words.coloured(thing, colour)} ${ends}`,
    say.length(words.number(length)),
    dashed ? say.dashed : '',
  )
}

const point: Reading = (facts, _, words) => {
  const { elements: say } = words.table
  const all = of(facts, 'point')
  const [fact, another] = all
  if (!fact) return null
  const { name, at, colour } = fact.value
  if (another) {
    const names = all.map(({ value }) => value.name || words.place(value.at))
    return listed(say.things.points ?? '', names, words)
  }
  const thing = one(words, 'point')
  return `${name ? say.named(thing, name) : words.coloured(thing, colour)} ${say.at(words.place(at))}`
}

const label: Reading = (facts, ids, words) => {
  const { elements: say } = words.table
  const fact = of(facts, 'label').find(({ artists: [text = ''] }) => ids.has(text))
  const what = /^segment (.+)$/.exec(fact?.value.of ?? '')?.[1]
  return fact && what
    ? say.of(say.quoted(say.things.label ?? '', fact.value.text), say.named(one(words, 'segment'), what))
    : null
}

const READINGS: readonly Reading[] = [slice, curve, polygon, node, circle, edge, segment, point, label]

/** Null where no fact says what it is. */
function byFacts(
  artist: TracedArtist,
  artists: readonly TracedArtist[],
  facts: readonly Fact[],
  words: Words,
): string | null {
  const ids = new Set(artists.map(({ id }) => id))
  for (const read of artist.kind === 'polygon' ? [bar, ...READINGS] : READINGS) {
    const name = read(facts, ids, words)
    if (name) return name
  }
  return null
}
