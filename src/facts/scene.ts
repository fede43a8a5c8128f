import type { ArtistStyle, Box, TracedArtist, TracedAxes, TracedFigure } from '../trace.ts'
import { colourName } from './colours.ts'
import type { Source, XY } from './fact.ts'
import { distance, tidyPoint } from './plane.ts'

/** What lies in one axes, whichever call drew it. Data coordinates; `z` is the order of drawing, colours are names. */
export interface Scene {
  readonly axes: TracedAxes
  readonly markers: readonly Marker[]
  readonly segments: readonly Segment[]
  readonly paths: readonly Path[]
  readonly polygons: readonly Polygon[]
  readonly circles: readonly Circle[]
  readonly wedges: readonly Wedge[]
  readonly texts: readonly Label[]
  readonly images: readonly Picture[]
  readonly groups: ReadonlySet<string>
  /** Lines across the axes are drawn (axhline), which have no ends of their own. */
  readonly references: boolean
  /** Something is drawn that none of the lists holds. */
  readonly others: boolean
  /** Data to pixels, linear scales only. */
  readonly toPixels: (p: XY) => XY
}

export interface Element extends Source {
  readonly colour: string
  readonly z: number
  readonly label: string
}

export interface Marker extends Element {
  readonly at: XY
  readonly artist: string
  readonly size: number
}
export interface Segment extends Element {
  readonly from: XY
  readonly to: XY
  readonly dashed: boolean
  readonly arrow: boolean
}
export interface Path extends Element {
  readonly points: readonly XY[]
  readonly whole: boolean
}
export interface Polygon extends Element {
  readonly points: readonly XY[]
  readonly group: string
  readonly hatch: string
}
export interface Circle extends Element {
  readonly centre: XY
  readonly radius: number
}
export interface Wedge extends Element {
  readonly centre: XY
  readonly angles: readonly [number, number]
  readonly names: readonly string[]
}
export interface Label extends Source {
  readonly text: string
  readonly at: XY
  readonly box: Box | null
}
export interface Picture extends Source {
  readonly id: string
  readonly rows: number
  readonly columns: number
  readonly range: readonly [number, number] | null
}

/** Outlines of more are areas, not polygons. */
const MAX_VERTICES = 12

/** One scene an axes, colour scales apart. */
export function scenesOf(figure: TracedFigure): Scene[] {
  return figure.axes
    .filter((axes) => axes.visible && axes.colourbar === undefined)
    .map((axes) => sceneOf(axes, figure.artists))
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] }

function sceneOf(axes: TracedAxes, all: readonly TracedArtist[]): Scene {
  const scene: Mutable<Omit<Scene, 'groups'>> & { groups: Set<string> } = {
    axes,
    markers: [],
    segments: [],
    paths: [],
    polygons: [],
    circles: [],
    wedges: [],
    texts: [],
    images: [],
    groups: new Set(),
    references: false,
    others: false,
    toPixels: pixelsOf(axes),
  }
  const legend = legendOf(axes, all)
  all.forEach((artist, order) => {
    if (artist.axes !== axes.id || !artist.visible || artist.clipped === 'wholly' || artist.role !== 'data') return
    if (artist.group) scene.groups.add(artist.group.kind)
    // Areas under curves and bars of errors belong to what they accompany.
    if (artist.type.startsWith('FillBetween') || (artist.group?.kind === 'errorbar' && artist.kind === 'collection'))
      return
    const { data, style } = artist
    const source: Source = { artists: [artist.id], lines: artist.line === null ? [] : [artist.line] }
    const label =
      plainText(artist.label.startsWith('_') ? '' : artist.label) ||
      (artist.group ? (legend.get(style.fill) ?? '') : '')
    const element = { ...source, colour: colourOf(style), z: order, label }
    if (artist.kind === 'text') {
      const at = xys(data.points)[0]
      if (at && data.text?.trim()) scene.texts.push({ ...source, text: plainText(data.text), at, box: artist.path.box })
      return
    }
    if (data.image) {
      scene.images.push({
        ...source,
        id: artist.id,
        rows: data.image.rows,
        columns: data.image.columns,
        range: data.image.range,
      })
      return
    }
    if (data.system !== 'data') {
      // A line across the axes (axhline) has one coordinate of each system: no statement about its ends.
      if (data.system === 'mixed') scene.references = true
      else scene.others = true
      return
    }
    const points = xys(data.points)
    const whole = data.count === undefined || data.count === data.points?.length
    if (artist.kind === 'line') {
      const { marker } = style
      if (marker && marker.shape !== 'none' && marker.shape !== 'None' && marker.shape !== '') {
        const colour = colourName(marker.face) || colourName(marker.edge) || element.colour
        for (const at of points) scene.markers.push({ ...element, colour, at, artist: artist.id, size: marker.size })
      }
      if (style.dash !== 'none' && style.dash !== 'None')
        addStroke(scene, element, points, style, whole, data.closed === true)
    } else if (artist.kind === 'polygon') {
      addPatch(scene, element, artist, points)
    } else if (
      artist.kind === 'collection' &&
      data.shapes?.length &&
      data.shapes.length === (data.count ?? data.shapes.length)
    ) {
      data.shapes.forEach((shape, i) => {
        const drawn = artist.path.shapes[i]
        const colour =
          (drawn && (colourName(drawn.fill ?? 'none') || colourName(drawn.stroke?.colour ?? 'none'))) || element.colour
        const filled = style.fill !== 'none' || drawn?.fill !== undefined
        const outline = withoutEnd(xys(shape))
        if (filled && outline.length > 2)
          scene.polygons.push({ ...element, colour, points: outline, group: '', hatch: '' })
        else addStroke(scene, { ...element, colour }, xys(shape), style, true, false)
      })
    } else if (artist.kind === 'collection' && data.points && /^(Path|Regular|Circle)/.test(artist.type)) {
      points.forEach((at, i) => {
        const drawn = artist.path.shapes.length === points.length ? artist.path.shapes[i] : undefined
        const colour = colourName(drawn?.fill ?? 'none') || element.colour
        scene.markers.push({ ...element, colour, at, artist: artist.id, size: style.marker?.size ?? 6 })
      })
    } else scene.others = true
  })
  return scene
}

/** Names of fills by the legend: the label of a call's bars belongs to their container, which nobody draws. */
function legendOf(axes: TracedAxes, all: readonly TracedArtist[]): Map<string, string> {
  const parts = all.filter((artist) => artist.axes === axes.id && artist.role === 'legend' && artist.group)
  const names = new Map<string, string>()
  for (const { kind, data, style, group } of parts) {
    const text = parts.find((other) => other.kind === 'text' && other.group?.index === group?.index)?.data.text
    if (kind !== 'polygon' || data.shape !== 'rectangle' || !text) continue
    // Two entries of one fill name neither.
    names.set(style.fill, names.has(style.fill) ? '' : plainText(text))
  }
  return names
}

type Sink = {
  segments: Segment[]
  paths: Path[]
  polygons: Polygon[]
  circles: Circle[]
  wedges: Wedge[]
  others: boolean
}

function addStroke(
  scene: Sink,
  element: Element,
  points: readonly XY[],
  style: ArtistStyle,
  whole: boolean,
  closed: boolean,
): void {
  const colour = colourName(style.colour) || element.colour
  const [from, to] = points
  if (points.length === 2 && from && to) {
    if (distance(from, to) > 0) {
      scene.segments.push({ ...element, colour, from, to, dashed: isDashed(style), arrow: style.arrow !== undefined })
    }
    return
  }
  const outline = withoutEnd(points)
  const ring = whole && (closed || outline.length < points.length) && outline.length > 2
  const round = ring || whole ? circleOf(outline, ring) : null
  if (round) scene.circles.push({ ...element, colour, ...round })
  else if (ring && outline.length <= MAX_VERTICES)
    scene.polygons.push({ ...element, colour, points: outline, group: '', hatch: '' })
  else if (points.length > 2) scene.paths.push({ ...element, colour, points, whole })
}

function addPatch(scene: Sink, element: Element, artist: TracedArtist, points: readonly XY[]): void {
  const { data, style } = artist
  const centre = data.centre ? xys([data.centre])[0] : undefined
  const width = data.size?.[0]
  const round = data.radius ?? (width !== undefined && width === data.size?.[1] ? width / 2 : undefined)
  if (data.shape === 'wedge' && centre && data.angles) {
    scene.wedges.push({ ...element, centre, angles: data.angles, names: data.names ?? [] })
  } else if (artist.type === 'Arc') {
    // An ellipse by its shape, of which only a part is drawn.
    scene.others = true
  } else if ((data.shape === 'circle' || data.shape === 'ellipse') && centre && round !== undefined) {
    scene.circles.push({ ...element, centre, radius: round })
  } else if (data.shape === 'arrow') {
    const [from] = points
    const to = points.at(-1)
    if (points.length === 2 && from && to)
      scene.segments.push({ ...element, from, to, dashed: isDashed(style), arrow: true })
    else scene.others = true
  } else if (
    (data.shape === 'rectangle' || data.shape === 'polygon' || data.shape === undefined) &&
    points.length > 2
  ) {
    const outline = withoutEnd(points)
    const fine = circleOf(outline, true)
    if (fine) scene.circles.push({ ...element, ...fine })
    else if (outline.length > MAX_VERTICES) scene.others = true
    else scene.polygons.push({ ...element, points: outline, group: artist.group?.id ?? '', hatch: style.hatch ?? '' })
  } else scene.others = true
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

function withoutEnd(points: readonly XY[]): readonly XY[] {
  const first = points[0]
  const last = points.at(-1)
  return points.length > 2 && first && last && distance(first, last) < 1e-9 ? points.slice(0, -1) : points
}

const isDashed = (style: ArtistStyle): boolean => style.dash !== '-' && style.dash !== 'none'
const colourOf = (style: ArtistStyle): string => colourName(style.fill) || colourName(style.colour)

const xys = (points: readonly (readonly number[])[] | undefined): XY[] =>
  (points ?? []).flatMap(([x, y]) =>
    x !== undefined && y !== undefined && Number.isFinite(x) && Number.isFinite(y) ? [tidyPoint([x, y])] : [],
  )

/** Takes mathtext's dollars, braces and simplest commands away: `$x_{1}$` → `x_1`. */
export function plainText(text: string): string {
  return text
    .replace(/\$|\\(?:,|;|!|:| |left|right|mathrm|text|mathbf)/g, '')
    .replace(/\\(sin|cos|tan|ln|log|exp|sqrt|pi|alpha|beta|gamma|theta)/g, '$1')
    .replace(/[{}]/g, '')
    .trim()
}

function pixelsOf(axes: TracedAxes): (p: XY) => XY {
  const [x0, y0, x1, y1] = axes.box
  const along = (value: number, [low, high]: readonly [number, number]) => (value - low) / (high - low)
  return ([x, y]) => [x0 + along(x, axes.x.limits) * (x1 - x0), y1 - along(y, axes.y.limits) * (y1 - y0)]
}
