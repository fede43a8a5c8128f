import type { ArtistStyle, TracedArtist, TracedAxes, TracedFigure } from '../trace.ts'
import { colourName, shapeColour } from './colours.ts'
import type { Source, XY } from './fact.ts'
import { plainText } from './plain-text.ts'
import type {
  Arc,
  Area,
  Box,
  Circle,
  Element,
  Label,
  Marker,
  Oval,
  Path,
  Picture,
  Polygon,
  Rule,
  Segment,
  Wedge,
} from './shapes.ts'
import { addArea, addPatch, addStroke, arrowsOf, isDashed, withoutEnd, xys } from './strokes.ts'

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
  readonly rules: readonly Rule[]
  readonly areas: readonly Area[]
  readonly arcs: readonly Arc[]
  readonly boxes: readonly Box[]
  readonly ovals: readonly Oval[]
  readonly groups: ReadonlySet<string>
  /** What the program drew in these axes, in order; what has a group of its own is in no list above. */
  readonly artists: readonly TracedArtist[]
  /** Something is drawn that none of the lists holds. */
  readonly others: boolean
  /** Legend's names of calls whose artists have none themselves (errorbar, stem), by group. */
  readonly containers: ReadonlyMap<string, string>
  /** Data to pixels, linear scales only. */
  readonly toPixels: (p: XY) => XY
  /** Both directions are drawn alike, so that angles and circles look as they are. */
  readonly even: boolean
}

export { plainText } from './plain-text.ts'
export type * from './shapes.ts'

/** One scene an axes, colour scales apart. */
export function scenesOf(figure: TracedFigure): Scene[] {
  const arrows = arrowsOf(figure)
  return figure.axes
    .filter((axes) => axes.visible && axes.colourbar === undefined)
    .map((axes) => {
      const scene = sceneOf(axes, figure.artists)
      return { ...scene, segments: [...scene.segments, ...(arrows.get(axes.id) ?? [])] }
    })
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
    rules: [],
    areas: [],
    arcs: [],
    boxes: [],
    ovals: [],
    artists: [],
    groups: new Set(),
    others: false,
    containers: new Map(),
    toPixels: pixelsOf(axes),
    even: isEven(axes),
  }
  const legend = legendOf(axes, all)
  const containers = containersOf(axes, all)
  // `legend(['a', 'b'])` names lines that have no label themselves.
  const listed = !all.some(({ axes: id, role, label }) => id === axes.id && role === 'data' && /^[^_]/.test(label))
  all.forEach((artist, order) => {
    if (artist.axes !== axes.id || !artist.visible || artist.clipped === 'wholly' || artist.role !== 'data') return
    if (artist.group) scene.groups.add(artist.group.kind)
    scene.artists.push(artist)
    if (isApart(artist)) return
    const { data, style } = artist
    const source: Source = { artists: [artist.id], lines: artist.line === null ? [] : [artist.line] }
    const label =
      plainText(artist.label.startsWith('_') ? '' : artist.label) ||
      (artist.group ? (containers.get(artist.group.id) ?? legend.get(style.fill) ?? '') : '') ||
      (artist.kind === 'line' && !artist.group && listed ? (legend.get(strokeOf(style)) ?? '') : '')
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
    if (data.system !== 'data' || data.shape === 'endless') {
      if (data.system === 'mixed' || data.shape === 'endless') scene.rules.push(ruleOf(artist, element))
      else scene.others = true
      return
    }
    if (artist.type.startsWith('FillBetween')) {
      for (const shape of data.shapes ?? []) addArea(scene, { ...element, colour: colourName(style.fill) }, xys(shape))
      return
    }
    const points = xys(data.points)
    const whole = data.count === undefined || data.count === data.points?.length
    if (artist.kind === 'line') {
      const { marker } = style
      if (marker && marker.shape !== 'none' && marker.shape !== 'None' && marker.shape !== '') {
        const colour = colourName(marker.face) || colourName(marker.edge) || element.colour
        const hollow = ['', 'white'].includes(colourName(marker.face)) && colourName(marker.edge) !== 'white'
        const own = { ...element, colour: hollow ? colourName(marker.edge) : colour, artist: artist.id, hollow }
        for (const at of points) scene.markers.push({ ...own, at, size: marker.size })
      }
      if (style.dash !== 'none' && style.dash !== 'None')
        addStroke(scene, element, points, style, { whole, closed: data.closed === true, steps: isStepped(artist) })
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
          scene.polygons.push({ ...element, colour, points: outline, group: artist.group?.id ?? '', hatch: '' })
        else addStroke(scene, { ...element, colour }, xys(shape), style, { whole: true, closed: false })
      })
    } else if (artist.kind === 'collection' && data.points && /^(Path|Regular|Circle)/.test(artist.type)) {
      points.forEach((at, i) => {
        const drawn = artist.path.shapes.length === points.length ? artist.path.shapes[i] : undefined
        const colour = colourName(drawn?.fill ?? 'none') || element.colour
        scene.markers.push({ ...element, colour, at, artist: artist.id, size: style.marker?.size ?? 6, hollow: false })
      })
    } else scene.others = true
  })
  return { ...scene, containers }
}

/** Names in the legend that no artist has belong to such calls, in their order. */
function containersOf(axes: TracedAxes, all: readonly TracedArtist[]): Map<string, string> {
  const own = all.filter((artist) => artist.axes === axes.id)
  const legend = own.find(({ kind }) => kind === 'legend')?.data.names ?? []
  const labels = new Set(own.filter(({ role }) => role === 'data').map(({ label }) => label))
  const names = legend.filter((name) => !labels.has(name))
  const groups = new Set(
    own.flatMap(({ group }) => (group && (group.kind === 'errorbar' || group.kind === 'stem') ? [group.id] : [])),
  )
  if (names.length !== groups.size) return new Map()
  return new Map([...groups].map((id, i) => [id, plainText(names[i] ?? '')]))
}

/** By what the sample of a legend shows of a line. */
const strokeOf = ({ colour, dash, marker }: ArtistStyle): string => [colour, dash, marker?.shape ?? ''].join(' ')

/** Calls whose artists have detectors of their own. */
const OWN_GROUPS =
  'boxplot bxp violin violinplot stem eventplot quiver barbs quiverkey contour contourf tricontour tricontourf streamplot table hexbin'.split(
    ' ',
  )

/** Of no list: artists of calls with a detector of their own, bars of errors with their caps. */
function isApart({ group, kind, style }: TracedArtist): boolean {
  if (!group) return kind === 'contour' || kind === 'quiver' || kind === 'table'
  if (OWN_GROUPS.includes(group.kind)) return true
  const error = group.kind === 'errorbar' || group.kind === 'bar' || group.kind === 'barh'
  return error && (kind === 'collection' || (kind === 'line' && ['_', '|'].includes(style.marker?.shape ?? '')))
}

/** A line across the axes has one coordinate of each system. */
function ruleOf({ data, kind, path, style }: TracedArtist, element: Element): Rule {
  const [from, to] = path.shapes[0]?.lines[0] ?? []
  const axis = [1, 0].find((one) => Math.abs((from?.[one] ?? 0) - (to?.[one] ?? 9)) < 0.15)
  const at = axis === undefined ? undefined : data.points?.[0]?.[axis]
  const rule = { ...element, colour: colourName(style.colour), dashed: isDashed(style) }
  if (kind !== 'line' || axis === undefined || at === undefined) return { ...rule, axis: null, at: 0 }
  return { ...rule, axis: axis === 0 ? 'x' : 'y', at }
}

/** Names of fills by the legend: the label of a call's bars belongs to their container, which nobody draws. */
function legendOf(axes: TracedAxes, all: readonly TracedArtist[]): Map<string, string> {
  const parts = all.filter((artist) => artist.axes === axes.id && artist.role === 'legend')
  const texts = parts.filter(({ kind, data }) => kind === 'text' && data.text)
  const names = new Map<string, string>()
  for (const { kind, data, style, path } of parts) {
    const box = path.box
    if ((kind !== 'line' && (kind !== 'polygon' || data.shape !== 'rectangle')) || !box) continue
    // An entry's text stands to the right of its sample, level with it; a title does not.
    const level = texts.filter(
      ({ path: { box: own } }) =>
        own && own[0] >= box[2] - 1 && own[0] < box[2] + 40 && Math.abs(own[1] + own[3] - box[1] - box[3]) < 16,
    )
    const [text] = level.toSorted((p, q) => (p.path.box?.[0] ?? 0) - (q.path.box?.[0] ?? 0))
    // Two entries of one fill name neither.
    const key = kind === 'line' ? strokeOf(style) : style.fill
    if (text) names.set(key, names.has(key) ? '' : plainText(text.data.text ?? ''))
  }
  return names
}

const colourOf = (style: ArtistStyle): string => shapeColour(style.fill, style.colour)

/** Drawn in steps: every stroke of the drawn line is level or upright, those of its data are not. */
function isStepped({ data, path }: TracedArtist): boolean {
  const count = data.points?.length ?? 0
  const drawn = path.shapes[0]?.lines[0] ?? []
  return (
    count > 1 &&
    drawn.length > count &&
    drawn.every(
      (point, i) => i === 0 || [0, 1].some((axis) => Math.abs((point[axis] ?? 0) - (drawn[i - 1]?.[axis] ?? 0)) < 0.15),
    )
  )
}

function isEven({ aspect, box, x, y }: TracedAxes): boolean {
  if (x.scale === 'log' || y.scale === 'log') return false
  const [across, up] = [x, y].map(({ limits }) => Math.abs(limits[1] - limits[0])) as [number, number]
  const ratio = ((box[3] - box[1]) / up) * (across / (box[2] - box[0]))
  return aspect === 1 || Math.abs(ratio - 1) < 0.01
}

function pixelsOf(axes: TracedAxes): (p: XY) => XY {
  const [x0, y0, x1, y1] = axes.box
  const along = (value: number, [low, high]: readonly [number, number]) => (value - low) / (high - low)
  return ([x, y]) => [x0 + along(x, axes.x.limits) * (x1 - x0), y1 - along(y, axes.y.limits) * (y1 - y0)]
}
