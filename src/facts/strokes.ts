import type { ArtistStyle, TracedArtist, TracedAxes, TracedFigure } from '../trace.ts'
import { colourName } from './colours.ts'
import type { XY } from './fact.ts'
import { distance, tidyPoint } from './plane.ts'
import type { Arc, Area, Box, Circle, Element, Oval, Path, Polygon, Rule, Segment, Wedge } from './shapes.ts'

/** Where a line or a patch goes by its shape. */
export type Sink = {
  segments: Segment[]
  paths: Path[]
  polygons: Polygon[]
  circles: Circle[]
  wedges: Wedge[]
  areas: Area[]
  arcs: Arc[]
  boxes: Box[]
  ovals: Oval[]
  rules: Rule[]
  others: boolean
}

/** Outlines of more are areas, not polygons. */
const MAX_VERTICES = 12

export function addStroke(
  scene: Sink,
  element: Element,
  points: readonly XY[],
  style: ArtistStyle,
  { whole, closed, steps = false }: { whole: boolean; closed: boolean; steps?: boolean },
): void {
  const colour = colourName(style.colour) || element.colour
  const [from, to] = points
  if (points.length === 2 && from && to && !steps) {
    if (distance(from, to) > 0) {
      const arrow = style.arrow !== undefined
      scene.segments.push({ ...element, colour, from, to, dashed: isDashed(style), arrow, curved: false })
    }
    return
  }
  const outline = withoutEnd(points)
  const ring = whole && (closed || outline.length < points.length) && outline.length > 2
  const round = ring || whole ? circleOf(outline, ring) : null
  if (round) scene.circles.push({ ...element, colour, ...round, filled: false })
  else if (ring && outline.length <= MAX_VERTICES)
    scene.polygons.push({ ...element, colour, points: outline, group: '', hatch: '' })
  else if (points.length > 1) scene.paths.push({ ...element, colour, points, whole, steps })
}

export function addPatch(scene: Sink, element: Element, artist: TracedArtist, points: readonly XY[]): void {
  const { data, style } = artist
  const centre = data.centre ? xys([data.centre])[0] : undefined
  const width = data.size?.[0]
  const filled = style.fill !== 'none'
  const round = data.radius ?? (width !== undefined && width === data.size?.[1] ? width / 2 : undefined)
  if (data.shape === 'ellipse' && centre && data.size && round === undefined && !(data.angle ?? 0))
    scene.ovals.push({ ...element, centre, size: [data.size[0] ?? 0, data.size[1] ?? 0] })
  if (data.shape === 'wedge' && centre && data.angles) {
    scene.wedges.push({ ...element, centre, angles: data.angles, names: data.names ?? [] })
  } else if (artist.type === 'Arc') {
    // An ellipse by its shape, of which only a part is drawn.
    const [from, to] = (data.angles ?? [0, 0]).map((angle) => angle + (data.angle ?? 0))
    if (centre && round !== undefined && from !== undefined && to !== undefined) {
      const span = (((to - from) % 360) + 360) % 360
      scene.arcs.push({ ...element, centre, radius: round, angles: [from, from + span] })
    }
    scene.others = true
  } else if (data.shape === 'box' && centre && data.size) {
    const [w = 0, h = 0] = data.size
    scene.boxes.push({ ...element, centre, size: [w, h] })
    scene.others = true
  } else if ((data.shape === 'circle' || data.shape === 'ellipse') && centre && round !== undefined) {
    scene.circles.push({ ...element, centre, radius: round, filled })
  } else if (data.shape === 'arrow') {
    const [from] = points
    const to = points.at(-1)
    if (points.length === 2 && from && to && distance(from, to) > 0)
      scene.segments.push({ ...element, from, to, dashed: isDashed(style), arrow: true, curved: isCurved(artist) })
    else scene.others = true
  } else if (
    (data.shape === 'rectangle' || data.shape === 'polygon' || data.shape === undefined) &&
    points.length > 2
  ) {
    const outline = data.shape === 'rectangle' ? points : withoutEnd(points)
    const fine = circleOf(outline, true)
    if (fine) scene.circles.push({ ...element, ...fine, filled })
    else if (outline.length > MAX_VERTICES) scene.others = true
    else scene.polygons.push({ ...element, points: outline, group: artist.group?.id ?? '', hatch: style.hatch ?? '' })
  } else scene.others = true
}

/** The two borders of what fill_between draws: there along one, back along the other. */
export function addArea(scene: Sink, element: Element, shape: readonly XY[]): void {
  // Of more nobody would read what they shade.
  if (scene.areas.length > 40) return
  const outline = withoutEnd(shape)
  const lows = new Map<number, number>()
  const highs = new Map<number, number>()
  for (const [x, y] of outline) {
    lows.set(x, Math.min(y, lows.get(x) ?? y))
    highs.set(x, Math.max(y, highs.get(x) ?? y))
  }
  const border = (values: Map<number, number>): XY[] =>
    [...values].map(([x, y]): XY => [x, y]).sort((a, b) => a[0] - b[0])
  if (lows.size > 1) scene.areas.push({ ...element, lower: border(lows), upper: border(highs) })
}

/** The circle on which at least 24 points of a closed ring lie. */
function circleOf(points: readonly XY[], ring: boolean): { centre: XY; radius: number } | null {
  if (!ring || points.length < 24) return null
  // Of three points a third of the ring apart: works for any even or uneven spacing.
  const [a, b, c] = [0, 1, 2].map((k) => points[Math.floor((k * points.length) / 3)])
  if (!a || !b || !c) return null
  const d = 2 * (a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1]))
  if (d === 0) return null
  const [sa, sb, sc] = [a, b, c].map((p) => p[0] ** 2 + p[1] ** 2) as [number, number, number]
  const centre: XY = [
    (sa * (b[1] - c[1]) + sb * (c[1] - a[1]) + sc * (a[1] - b[1])) / d,
    (sa * (c[0] - b[0]) + sb * (a[0] - c[0]) + sc * (b[0] - a[0])) / d,
  ]
  const radius = distance(centre, a)
  const fits = points.every((p) => Math.abs(distance(centre, p) - radius) < 1e-6 * radius)
  const clean = (v: number) => Number(v.toFixed(9)) + 0
  return fits ? { centre: [clean(centre[0]), clean(centre[1])], radius: clean(radius) } : null
}

export function withoutEnd(points: readonly XY[]): readonly XY[] {
  const first = points[0]
  const last = points.at(-1)
  return points.length > 2 && first && last && distance(first, last) < 1e-9 ? points.slice(0, -1) : points
}

export const isDashed = (style: ArtistStyle): boolean => style.dash !== '-' && style.dash !== 'none'

export function xys(points: readonly (readonly number[])[] | undefined): XY[] {
  const found: XY[] = []
  for (const [x, y] of points ?? [])
    if (x !== undefined && y !== undefined && Number.isFinite(x) && Number.isFinite(y)) found.push(tidyPoint([x, y]))
  return found
}

/** The drawn line leaves the straight one between its ends by more than 2 pixels. */
function isCurved({ path }: TracedArtist): boolean {
  const line = path.shapes[0]?.lines[0] ?? []
  const [a, b] = [xys([line[0] ?? []])[0], xys([line.at(-1) ?? []])[0]]
  if (!a || !b || path.shapes[0]?.closed) return false
  const length = distance(a, b)
  const off = ([x = 0, y = 0]: readonly number[]) =>
    Math.abs((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])) / length
  return length > 0 && line.some((point) => off(point) > 2)
}

/** Arrows of annotations without a text, whose ends are pixels from the bottom, by the axes that hold them. */
export function arrowsOf({ artists, axes, height }: TracedFigure): Map<string, Segment[]> {
  const found = new Map<string, Segment[]>()
  const texts = new Set(artists.flatMap(({ kind, group }) => (kind === 'text' && group ? [group.id] : [])))
  artists.forEach((artist, z) => {
    const { data, group, style, visible, id, line } = artist
    const [from, to] = xys(data.points).map(([x, y]): XY => [x, height - y])
    if (group?.kind !== 'annotate' || data.shape !== 'arrow' || texts.has(group.id) || !visible || !from || !to) return
    const owner = axes.find(
      ({ box, colourbar }) =>
        colourbar === undefined &&
        [from, to].every(([x, y]) => x > box[0] - 2 && x < box[2] + 2 && y > box[1] - 2 && y < box[3] + 2),
    )
    if (!owner || owner.x.scale === 'log' || owner.y.scale === 'log') return
    const [start, end] = [dataAt(owner, from), dataAt(owner, to)]
    if (distance(start, end) === 0) return
    const arrow = /[>|]/.test(style.arrow ?? '')
    const segment = {
      artists: [id],
      lines: line === null ? [] : [line],
      z,
      label: '',
      colour: colourName(style.colour),
      curved: isCurved(artist),
    }
    found.set(owner.id, [
      ...(found.get(owner.id) ?? []),
      // `<-` has its head at the text.
      style.arrow === '<-'
        ? { ...segment, from: end, to: start, dashed: isDashed(style), arrow: true }
        : { ...segment, from: start, to: end, dashed: isDashed(style), arrow },
    ])
  })
  return found
}

/** Pixels to data, to a thousandth of the axis: more than boxes rounded to a hundredth of a pixel give. */
function dataAt({ box, x, y }: TracedAxes, [px, py]: XY): XY {
  const at = (share: number, [low, high]: readonly [number, number]) => {
    const digits = 3 - Math.floor(Math.log10(Math.abs(high - low)))
    return Number((low + share * (high - low)).toFixed(Math.min(12, Math.max(0, digits)))) + 0
  }
  return [at((px - box[0]) / (box[2] - box[0]), x.limits), at((box[3] - py) / (box[3] - box[1]), y.limits)]
}
