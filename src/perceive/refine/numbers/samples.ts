/** Points along what is drawn, and how they move when a number of the program does. */
import type { DrawnShape, Point, TracedArtist, TracedFigure } from '../../../trace.ts'
import { type Rgb, shownColour } from './ink.ts'

/** Pixels between samples of an outline. */
const SPACING = 3
const MOST_OF_ARTIST = 240
const MOST_PLACES = 60

/** One of the outlines of an artist, at one of its places. */
interface Outline {
  readonly points: readonly Point[]
  readonly shape: DrawnShape
}

export interface Sample {
  /** Pixels of the drawing. */
  readonly x: number
  readonly y: number
  /** Unit vector across the line; of a filled shape and of an end outwards. */
  readonly nx: number
  readonly ny: number
  /** What to look for: the middle of a stroke, the border of a filling, or where a stroke ends. */
  readonly kind: 'stroke' | 'edge' | 'end'
  readonly colour: Rgb
  /** Of the stroke; of a border: how far outside of the outline it lies, doubled. */
  readonly width: number
  /** Which outline of which artist, and where on it: index of a point and the share of the way to the next. */
  readonly key: string
  readonly outline: number
  readonly at: number
  readonly along: number
}

export interface Text {
  readonly key: string
  readonly box: readonly [number, number, number, number]
}

/** x and y of each in turn, pixels. */
export interface Ways {
  readonly samples: Float64Array
  readonly texts: Float64Array
}

/** What can be compared with artists by the same statement and group, in their order, in whatever trace. */
export class Sampled {
  readonly samples: readonly Sample[]
  readonly texts: readonly Text[]
  readonly #outlines = new Map<string, readonly Outline[]>()
  readonly #boxes = new Map<string, readonly [number, number, number, number]>()

  constructor(figure: TracedFigure, paper: Rgb) {
    const samples: Sample[] = []
    const texts: Text[] = []
    for (const [key, artist] of keyed(figure)) {
      if (!artist.visible || artist.clipped === 'wholly' || !artist.path.box) continue
      if (artist.kind === 'text') {
        texts.push({ key, box: artist.path.box })
        this.#boxes.set(key, artist.path.box)
      } else if (artist.role === 'data') {
        const outlines = outlinesOf(artist)
        this.#outlines.set(key, outlines)
        samples.push(...sampled(key, outlines, artist, figure, paper))
      }
    }
    this.samples = samples
    this.texts = texts
  }

  /** How far each sample and the middle of each text of another figure lies in this one; null where it is not there. */
  movesOf(base: Sampled): Ways | null {
    const samples = new Float64Array(2 * base.samples.length)
    const texts = new Float64Array(2 * base.texts.length)
    let lost = 0
    base.samples.forEach(({ key, outline, at, along }, i) => {
      const one = base.#outlines.get(key)?.[outline]
      const two = this.#outlines.get(key)?.[outline]
      if (!one || !two) {
        lost++
        return
      }
      const [x0, y0] = pointAt(one.points, at, along)
      const same = one.points.length === two.points.length
      const [x1, y1] = same ? pointAt(two.points, at, along) : pointBy(two.points, shareOf(one.points, at, along))
      samples[2 * i] = x1 - x0
      samples[2 * i + 1] = y1 - y0
    })
    base.texts.forEach(({ key, box }, i) => {
      const other = this.#boxes.get(key)
      if (!other) return
      texts[2 * i] = (other[0] + other[2] - box[0] - box[2]) / 2
      texts[2 * i + 1] = (other[1] + other[3] - box[1] - box[3]) / 2
    })
    return lost > base.samples.length / 2 ? null : { samples, texts }
  }
}

function keyed(figure: TracedFigure): [string, TracedArtist][] {
  const counts = new Map<string, number>()
  return figure.artists.map((artist) => {
    const { role, kind, type, axes, line, call, group, data, path } = artist
    const words = kind === 'text' && role === 'tick' ? `${data.text}${sideOf(figure, axes, path.box)}` : ''
    const name = JSON.stringify([role, kind, type, axes, line, call, group?.kind, group?.index, words])
    const count = counts.get(name) ?? 0
    counts.set(name, count + 1)
    return [`${name}${count}`, artist]
  })
}

/** Which side of its axes a tick's label stands at. */
function sideOf(figure: TracedFigure, id: string | null, box: readonly number[] | null): string {
  const axes = figure.axes.find((one) => one.id === id)
  if (!axes || !box) return ''
  return (box[1]! + box[3]!) / 2 > axes.box[3] ? 'x' : 'y'
}

function outlinesOf({ path }: TracedArtist): readonly Outline[] {
  const outlines: Outline[] = []
  for (const shape of path.shapes) {
    const places = shape.at && shape.at.length > MOST_PLACES ? shape.at.slice(0, MOST_PLACES) : (shape.at ?? [[0, 0]])
    for (const [dx, dy] of places as readonly [number, number][]) {
      for (const line of shape.lines) {
        if (line.length < 2) continue
        const points = line.map(([x, y]): Point => [x! + dx, y! + dy])
        const [first, last] = [points[0]!, points.at(-1)!]
        if (shape.closed && (first[0] !== last[0] || first[1] !== last[1])) points.push(first)
        outlines.push({ points, shape })
      }
    }
  }
  return outlines
}

function sampled(
  key: string,
  outlines: readonly Outline[],
  { path: { clip } }: TracedArtist,
  { width, height }: TracedFigure,
  paper: Rgb,
): Sample[] {
  const total = outlines.reduce((sum, { points }) => sum + lengthOf(points), 0)
  const spacing = Math.max(SPACING, total / MOST_OF_ARTIST)
  const [x0, y0, x1, y1] = clip ?? [0, 0, width, height]
  const samples: Sample[] = []
  outlines.forEach(({ points, shape }, outline) => {
    const fill = shownColour(shape.fill, paper)
    const stroke = shape.stroke && shape.stroke.width > 0 ? shownColour(shape.stroke.colour, paper) : null
    const isOne = fill !== null && stroke !== null && distance(fill, stroke) < 60
    const isEdge = fill !== null && (stroke === null || isOne)
    const colour = isEdge ? fill : stroke
    if (!colour) return
    const outwards = isEdge && area(points) > 0 ? -1 : 1
    let rest = spacing / 2
    for (let at = 0; at + 1 < points.length; at++) {
      const [ax, ay] = points[at] as [number, number]
      const [bx, by] = points[at + 1] as [number, number]
      const long = Math.hypot(bx - ax, by - ay)
      if (long === 0) continue
      for (; rest < long; rest += spacing) {
        const along = rest / long
        const [x, y] = [ax + along * (bx - ax), ay + along * (by - ay)]
        if (x < x0 || x > x1 || y < y0 || y > y1) continue
        const [nx, ny] = [(-outwards * (by - ay)) / long, (outwards * (bx - ax)) / long]
        const kind = isEdge ? 'edge' : 'stroke'
        samples.push({ x, y, nx, ny, kind, colour, width: shape.stroke?.width ?? 0, key, outline, at, along })
      }
      rest -= long
    }
    const isOpen = points[0]![0] !== points.at(-1)![0] || points[0]![1] !== points.at(-1)![1]
    if (isEdge || !isOpen || shape.stroke?.dash) return
    for (const along of [0, 1]) {
      const at = along * (points.length - 2)
      const [[ax, ay], [bx, by]] = [points[at] as [number, number], points[at + 1] as [number, number]]
      const long = Math.hypot(bx - ax, by - ay) * (along === 0 ? -1 : 1)
      const [x, y] = along === 0 ? [ax, ay] : [bx, by]
      if (long === 0 || x <= x0 + 2 || x >= x1 - 2 || y <= y0 + 2 || y >= y1 - 2) continue
      const [nx, ny] = [(bx - ax) / long, (by - ay) / long]
      const { width = 0, cap } = shape.stroke ?? {}
      samples.push({ x, y, nx, ny, kind: 'end', colour, width: cap === 'butt' ? 0 : width, key, outline, at, along })
    }
  })
  return samples
}

function pointAt(points: readonly Point[], at: number, along: number): [number, number] {
  const [a, b] = [points[at]!, points[at + 1]!]
  return [a[0]! + along * (b[0]! - a[0]!), a[1]! + along * (b[1]! - a[1]!)]
}

/** How far along the whole line a place is, 0 to 1. */
function shareOf(points: readonly Point[], at: number, along: number): number {
  let before = 0
  for (let i = 0; i < at; i++) before += step(points, i)
  const total = lengthOf(points)
  return total === 0 ? 0 : (before + along * step(points, at)) / total
}

function pointBy(points: readonly Point[], share: number): [number, number] {
  let left = share * lengthOf(points)
  for (let i = 0; i + 1 < points.length; i++) {
    const long = step(points, i)
    if (left <= long && long > 0) return pointAt(points, i, left / long)
    left -= long
  }
  return points.at(-1) as [number, number]
}

function step(points: readonly Point[], at: number): number {
  const [a, b] = [points[at]!, points[at + 1]!]
  return Math.hypot(b[0]! - a[0]!, b[1]! - a[1]!)
}

function lengthOf(points: readonly Point[]): number {
  let sum = 0
  for (let i = 0; i + 1 < points.length; i++) sum += step(points, i)
  return sum
}

/** Twice the signed area. */
function area(points: readonly Point[]): number {
  let sum = 0
  points.forEach(([x, y], i) => {
    const [u, v] = points[(i + 1) % points.length]!
    sum += x! * v! - u! * y!
  })
  return sum
}

function distance(a: Rgb, b: Rgb): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}
