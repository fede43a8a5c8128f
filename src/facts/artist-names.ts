import type { ArtistData, Point, TracedArtist, TracedFigure } from '../trace.ts'
import type { Words } from './caption.ts'
import { colourName, shapeColour } from './colours.ts'
import type { XY } from './fact.ts'
import type { Letters } from './letters.ts'
import { distance, shapeOf } from './plane.ts'
import { plainText } from './scene.ts'

/** Names, corners and the like that a name lists before it only counts them. */
export const MOST_LISTED = 6
const LONGEST_TEXT = 60

/** Parts of a name; what is empty is left out. */
export const parts = (...all: readonly string[]): string => all.filter(Boolean).join(', ')

/** What an artist is called by its own data, where no fact is about it. */
export function nameByKind(artist: TracedArtist, figure: TracedFigure, letters: Letters, words: Words): string {
  const { elements: say } = words.table
  const { kind, data, group, path } = artist
  const thing = (key: string) => say.things[key] ?? key
  if (artist.line === null && artist.axes !== null) return thing('axes')
  const whole = group ? wholeOf(group.kind) : ''
  if (whole) return headed(artist, words, thing(whole), '')
  switch (kind) {
    case 'text':
      return say.quoted(thing('text'), textOf(artist))
    case 'line':
      return lineName(artist, letters, words)
    case 'polygon':
      return patchName(artist, figure, letters, words)
    case 'collection':
    case 'image': {
      const { image } = data
      if (image) return parts(thing('image'), say.grid(words.number(image.rows), words.number(image.columns)))
      return kind === 'image' ? thing('image') : collectionName(artist, words)
    }
    case 'quiver':
      return counted(artist, words, data.count ?? data.points?.length ?? 0, 'arrow')
    case 'contour':
      return parts(thing('contour'), data.levels ? say.levels(words.number(data.levels.length)) : '')
    case 'table':
    case 'legend':
      return thing(kind)
    case 'other':
      return thing(path.shapes.length > 1 ? 'shapes' : 'shape')
    default:
      kind satisfies never
      return artist.type
  }
}

/** What a group is called that is one thing to a person; `''` where each of its artists is one. */
export function wholeOf(kind: string): string {
  if (kind === 'bxp') return 'boxplot'
  if (kind === 'violin') return 'violinplot'
  return ['errorbar', 'stem', 'boxplot', 'violinplot', 'streamplot', 'table'].includes(kind) ? kind : ''
}

const colourOf = ({ style }: TracedArtist): string => shapeColour(style.fill, style.colour)
const labelOf = ({ label }: TracedArtist): string => (label.startsWith('_') ? '' : plainText(label))

/** A thing by its legend entry, else by its colour. */
function headed(artist: TracedArtist, words: Words, thing: string, colour = colourOf(artist)): string {
  const label = labelOf(artist)
  return label ? words.table.elements.named(thing, label) : words.coloured(thing, colour)
}

/** One or several of a kind, by its name among countables or things. */
function counted(artist: TracedArtist, words: Words, count: number, kind: string, colour = colourOf(artist)): string {
  const { elements: say, countables } = words.table
  const noun = countables[kind] ?? { one: say.things[kind] ?? '', many: say.things[`${kind}s`] ?? '' }
  if (count === 1) return headed(artist, words, noun.one, colour)
  const label = labelOf(artist)
  const number = words.number(count)
  return label
    ? parts(say.named(noun.many, label), say.values(number))
    : words.table.count(number, noun.many, words.colour(colour))
}

function lineName(artist: TracedArtist, letters: Letters, words: Words): string {
  const { elements: say } = words.table
  const { data, style } = artist
  const points = data.points ?? []
  const count = data.count ?? points.length
  const [from, to] = [points[0], points.at(-1)]
  const marked = style.marker !== undefined && !/^(none)?$/i.test(style.marker.shape)
  if (marked && /^none$/i.test(style.dash)) {
    const colour = colourName(style.marker?.face ?? 'none') || colourOf(artist)
    const dots = counted(artist, words, count, 'point', colour)
    return count === 1 && data.system === 'data' ? `${dots} ${say.at(placeOf(from, words))}` : dots
  }
  const ends = count <= MOST_LISTED ? letters.of(artist, points) : ''
  const line = ends ? say.named(say.things.line ?? '', ends) : headed(artist, words, say.things.line ?? '')
  const dashed = /^(-|none)$/i.test(style.dash) ? '' : say.dashed
  if (data.system === 'mixed' && count === 2 && from && to) {
    // A line across the axes: the coordinate that stays the same is of the data.
    const place = from[1] === to[1] ? `y = ${words.number(from[1] ?? 0)}` : `x = ${words.number(from[0] ?? 0)}`
    return from[1] === to[1] || from[0] === to[0] ? parts(`${line} ${say.at(place)}`, dashed) : parts(line, dashed)
  }
  if (data.system !== 'data' || count < 2) return parts(line, dashed)
  const course = count === 2 ? say.between(placeOf(from, words), placeOf(to, words)) : say.through(words.number(count))
  return parts(`${line} ${course}`, dashed)
}

function collectionName(artist: TracedArtist, words: Words): string {
  const { things } = words.table.elements
  const { data, style, path, type } = artist
  // One colour for all, or none: colours that tell values have no name.
  const colours = new Set(path.shapes.map(({ fill, stroke }) => colourName(fill ?? stroke?.colour ?? 'none')))
  const colour = colours.size > 1 ? '' : colourOf(artist)
  if (/^FillBetween/.test(type)) return headed(artist, words, things.area ?? '')
  if (/^(Path|Regular|Circle|Ellipse)/.test(type) && !data.shapes?.length)
    return counted(artist, words, data.count ?? data.points?.length ?? 1, 'point', colour)
  const count = data.count ?? (data.shapes?.length || path.shapes.length)
  const open = style.fill === 'none' && path.shapes.every(({ fill }) => fill === undefined)
  if (count === 1) return headed(artist, words, (open ? things.line : things.area) ?? '', colour)
  return counted(artist, words, count, open ? 'line' : 'shape', colour)
}

function barName(
  kind: string,
  { centre, size, names }: ArtistData & { readonly centre: Point; readonly size: Point },
  value: number,
  words: Words,
): string {
  const { elements: say, countables } = words.table
  const bar = countables.bar?.one ?? ''
  const said = say.value(words.number(value))
  const lies = kind === 'barh' || (size[0] === value && size[1] !== value)
  const [middle = 0, width = 0] = lies ? [centre[1], size[1]] : [centre[0], size[0]]
  if (kind === 'hist')
    return parts(`${bar} ${say.range(words.number(middle - width / 2), words.number(middle + width / 2))}`, said)
  const [category] = names ?? []
  if (category) return parts(say.named(bar, category), said)
  return parts(bar, say.valueAt(words.number(value), lies ? 'y' : 'x', words.number(middle)))
}

function patchName(artist: TracedArtist, figure: TracedFigure, letters: Letters, words: Words): string {
  const { elements: say } = words.table
  const { data, group } = artist
  const points = data.points ?? []
  const [from, to] = [points[0], points.at(-1)]
  const [value] = data.values ?? []
  if (group && /^(bar|barh|hist)$/.test(group.kind) && value !== undefined && data.centre && data.size)
    return barName(group.kind, { ...data, centre: data.centre, size: data.size }, value, words)
  const inData = data.system === 'data' && figure.axes.some(({ id }) => id === artist.axes)
  const named = (thing: string) => headed(artist, words, thing)
  if (artist.type === 'Arc') return named(say.things.arc ?? '')
  switch (data.shape) {
    case 'wedge':
      return named(say.things.wedge ?? '')
    case 'arrow': {
      const arrow = named(say.things.arrow ?? '')
      return inData && points.length === 2 ? `${arrow} ${say.between(placeOf(from, words), placeOf(to, words))}` : arrow
    }
    case 'circle':
    case 'ellipse': {
      const radius = data.radius ?? (data.size && data.size[0] === data.size[1] ? (data.size[0] ?? 0) / 2 : undefined)
      if (radius === undefined) return named(say.things.ellipse ?? '')
      const at = inData && data.centre ? say.round(placeOf(data.centre, words), words.number(radius)) : ''
      return parts(named(words.shape('circle')), at)
    }
    case 'rectangle':
    case 'polygon': {
      const closes = from && to && points.length > 2 && distance(xy(from), xy(to)) < 1e-9
      const corners = closes ? points.slice(0, -1) : points
      if (!inData || corners.length < 3 || corners.length > MOST_LISTED) return named(words.shape(data.shape))
      const shape = words.shape(shapeOf(corners.map(xy)))
      const vertices = letters.of(artist, corners)
      if (vertices) return say.named(shape, vertices)
      return parts(named(shape), say.corners(words.list(corners.map((at) => placeOf(at, words)))))
    }
    default:
      return named((data.shape === 'box' ? say.things.box : say.things.shape) ?? '')
  }
}

/** `legend: A and B`; of many only how many there are. */
export function listed(thing: string, items: readonly string[], words: Words): string {
  const { elements: say } = words.table
  if (items.length === 0) return thing
  return items.length > MOST_LISTED ? `${words.number(items.length)} ${thing}` : say.named(thing, words.list(items))
}

export function textOf({ data }: TracedArtist): string {
  const text = plainText(data.text ?? '').replace(/\s+/g, ' ')
  const letters = [...text]
  return letters.length > LONGEST_TEXT ? `${letters.slice(0, LONGEST_TEXT - 1).join('')}…` : text
}

const xy = (point: readonly number[]): XY => [point[0] ?? 0, point[1] ?? 0]

/** Two coordinates or three. */
export function placeOf(point: readonly number[] | undefined, words: Words): string {
  if (!point) return ''
  const [x = 0, y = 0, z] = point
  if (z === undefined) return words.place([x, y])
  return words.table.elements.spot(words.number(x), words.number(y), words.number(z))
}
