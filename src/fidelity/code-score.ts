import { differenceCiede2000, modeLab65, modeRgb, modeXyz65, parseHex, useMode } from 'culori/fn'
import { munkres } from 'munkres'
import type { Point, TracedArtist, TracedFigure } from '../trace.ts'
import { isSeen } from './outlines.ts'

useMode(modeRgb)
useMode(modeXyz65)
useMode(modeLab65)
const ciede2000 = differenceCiede2000()

/** How alike two programs draw, by their traces alone; each part and the total 0..1. */
export interface CodeScore {
  /** Mean of the parts present. */
  readonly total: number
  /** F1 of the texts shown. */
  readonly text: number
  /** Axes in the same places: intersection over union of their boxes. */
  readonly layout: number
  /** F1 of the kinds of artists. */
  readonly type: number
  /** F1 of the colours of data, each met within a few steps of CIEDE2000. */
  readonly colour: number
  /** F1 of points within 1 % of the axis range. */
  readonly coordinates: number
  /** Kendall's τ of the drawing order of artists that both have, as (1 + τ) / 2. */
  readonly order: number
}

/** Share of the range of an axis within which two coordinates are the same. */
const NEAR = 0.01
/** Colours up to this difference are the same. */
const SAME_COLOUR = 5
/** The assignment is cubic: of more points as many are taken, evenly. */
const MOST = 150

export function codeScore(truth: TracedFigure, found: TracedFigure): CodeScore {
  const [a, b] = [truth.artists.filter(isSeen), found.artists.filter(isSeen)]
  const data = (artists: readonly TracedArtist[]) =>
    artists.filter(({ role, kind }) => role === 'data' && kind !== 'text')
  const parts = {
    text: f1OfNames(textsOf(a), textsOf(b)),
    layout: layoutOf(truth, found),
    type: f1OfNames(data(a).map(typeOf), data(b).map(typeOf)),
    colour: f1OfColours(data(a).flatMap(coloursOf), data(b).flatMap(coloursOf)),
    coordinates: coordinates(truth, data(a), found, data(b)),
    order: order(data(a), data(b)),
  }
  const values = Object.values(parts)
  return { total: values.reduce((sum, value) => sum + value, 0) / values.length, ...parts }
}

function textsOf(artists: readonly TracedArtist[]): string[] {
  return artists.flatMap(({ kind, data }) =>
    kind === 'text' && data.text ? [data.text.replace(/\s+/g, ' ').trim()] : [],
  )
}

function typeOf({ kind, data, style }: TracedArtist): string {
  return [kind, data.shape ?? '', style.dash === 'none' && style.marker ? 'markers' : ''].join(' ')
}

function coloursOf({ style, path }: TracedArtist): string[] {
  const own = [style.fill, ...(style.width > 0 ? [style.colour] : [])].filter((colour) => colour !== 'none')
  const drawn = path.shapes.flatMap(({ fill, stroke }) =>
    [fill, stroke?.colour].filter((colour) => colour !== undefined),
  )
  return [...new Set(drawn.length > 0 ? drawn : own)].filter((colour) => !colour.endsWith('00') || colour.length < 9)
}

/** F1 of two lists in which a name may stand more than once; two empty lists are alike. */
function f1OfNames(a: readonly string[], b: readonly string[]): number {
  if (a.length + b.length === 0) return 1
  const left = new Map<string, number>()
  for (const name of a) left.set(name, (left.get(name) ?? 0) + 1)
  let both = 0
  for (const name of b) {
    const count = left.get(name) ?? 0
    if (count === 0) continue
    left.set(name, count - 1)
    both++
  }
  return (2 * both) / (a.length + b.length)
}

function f1OfColours(a: readonly string[], b: readonly string[]): number {
  const [p, q] = [thinned(a, MOST), thinned(b, MOST)]
  return matchedF1(p, q, (one, other) => {
    const [x, y] = [parseHex(one.slice(0, 7)), parseHex(other.slice(0, 7))]
    return x !== undefined && y !== undefined && ciede2000(x, y) <= SAME_COLOUR
  })
}

interface Placed {
  readonly x: number
  readonly y: number
  readonly type: string
  readonly axes: number
}

/** Points of both are matched within axes of the same number and artists of the same type. */
function coordinates(
  truth: TracedFigure,
  a: readonly TracedArtist[],
  found: TracedFigure,
  b: readonly TracedArtist[],
): number {
  const ranges = truth.axes.map(({ x, y }) => [
    Math.abs(x.limits[1] - x.limits[0]),
    Math.abs(y.limits[1] - y.limits[0]),
  ])
  const [p, q] = [pointsOf(truth, a), pointsOf(found, b)]
  return matchedF1(thinned(p, MOST), thinned(q, MOST), (one, other) => {
    const [width, height] = ranges[one.axes] ?? [truth.width, truth.height]
    return (
      one.axes === other.axes &&
      one.type === other.type &&
      Math.abs(one.x - other.x) <= NEAR * width! &&
      Math.abs(one.y - other.y) <= NEAR * height!
    )
  })
}

function pointsOf({ axes }: TracedFigure, artists: readonly TracedArtist[]): Placed[] {
  return artists.flatMap((artist) => {
    const at = axes.findIndex(({ id }) => id === artist.axes)
    return corners(artist).map(([x, y]) => ({ x: x!, y: y!, type: typeOf(artist), axes: at }))
  })
}

function corners({ data }: TracedArtist): readonly Point[] {
  const { points, shapes, centre, radius, size, angles } = data
  if (points && points.length > 0) return points
  if (shapes && shapes.length > 0) return shapes.flat()
  if (!centre) return []
  const [x, y] = [centre[0]!, centre[1]!]
  const far = radius ?? 0
  if (angles) return [centre, ...angles.map((angle) => around(x, y, far, angle))]
  const [width, height] = [size?.[0] ?? 2 * far, size?.[1] ?? 2 * far]
  return [centre, [x + width / 2, y], [x, y + height / 2]]
}

function around(x: number, y: number, radius: number, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180
  return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
}

/** F1 of the best one-to-one matching. */
function matchedF1<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): number {
  if (a.length + b.length === 0) return 1
  if (a.length === 0 || b.length === 0) return 0
  const costs = a.map((one) => b.map((other) => (same(one, other) ? 0 : 1)))
  const both = munkres(costs).reduce((sum, [i, j]) => sum + 1 - costs[i]![j]!, 0)
  return (2 * both) / (a.length + b.length)
}

function layoutOf(truth: TracedFigure, found: TracedFigure): number {
  const boxes = ({ axes, width, height }: TracedFigure) =>
    axes.map(({ box: [x0, y0, x1, y1] }) => [x0 / width, y0 / height, x1 / width, y1 / height])
  const [a, b] = [boxes(truth), boxes(found)]
  if (a.length + b.length === 0) return 1
  if (a.length === 0 || b.length === 0) return 0
  const costs = a.map((one) => b.map((other) => 1 - overUnion(one, other)))
  const both = munkres(costs).reduce((sum, [i, j]) => sum + 1 - costs[i]![j]!, 0)
  return (2 * both) / (a.length + b.length)
}

function overUnion(a: readonly number[], b: readonly number[]): number {
  const width = Math.min(a[2]!, b[2]!) - Math.max(a[0]!, b[0]!)
  const height = Math.min(a[3]!, b[3]!) - Math.max(a[1]!, b[1]!)
  if (width <= 0 || height <= 0) return 0
  const area = (box: readonly number[]) => (box[2]! - box[0]!) * (box[3]! - box[1]!)
  return (width * height) / (area(a) + area(b) - width * height)
}

/** Artists are paired by type, the first with the first; fewer than two pairs have no order that could differ. */
function order(a: readonly TracedArtist[], b: readonly TracedArtist[]): number {
  const places = new Map<string, number[]>()
  b.forEach((artist, place) => {
    const key = orderKey(artist)
    places.set(key, [...(places.get(key) ?? []), place])
  })
  const ranks = a.flatMap((artist) => places.get(orderKey(artist))?.splice(0, 1) ?? [])
  if (ranks.length < 2) return a.length > 0 === b.length > 0 ? 1 : 0
  let tau = 0
  for (let i = 0; i < ranks.length; i++) {
    for (let j = 0; j < i; j++) tau += Math.sign(ranks[i]! - ranks[j]!)
  }
  const pairs = (ranks.length * (ranks.length - 1)) / 2
  return (1 + tau / pairs) / 2
}

function orderKey(artist: TracedArtist): string {
  return `${typeOf(artist)} ${coloursOf(artist).join(' ')}`
}

function thinned<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list
  return Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))]!)
}
