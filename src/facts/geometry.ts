import { addAngles } from './angles.ts'
import type { Figure, Line, Ring, Spot } from './drawing.ts'
import type { Ledger, Source, XY } from './fact.ts'
import { addIncidence } from './incidence.ts'
import { isAngleMark, isCornerMark, isTick } from './marks.ts'
import { addMeasures } from './measures.ts'
import { gap, inWords, Names } from './names.ts'
import { addOverlaps } from './overlaps.ts'
import { distance, shapeOf, sidesOf, tidy } from './plane.ts'
import type { Circle, Marker, Polygon, Scene, Segment } from './scene.ts'
import { addCaptions, addLabels, vectorName } from './texts.ts'

const EXACT = { tolerance: 1e-6 }

/** States points, segments, polygons and circles with what holds between them; false where there are none. */
export function addGeometry(ledger: Ledger, scene: Scene, solid = false): boolean {
  const polygons = dropDoubles(scene.polygons).filter((polygon) => !isAngleMark(polygon, scene))
  // In uneven axes a circle of the data is drawn as an ellipse.
  const circles = scene.even ? scene.circles : []
  // An arc between two places is no segment.
  const segments = joinDoubles(scene.segments.filter((one) => !one.curved && !isTick(one, scene)))
  // Chains of strokes are taken apart: a triangle drawn side by side is three segments, as it is by one call with gaps.
  const chains = scene.paths.filter((path) => path.whole && path.points.length <= 12 && !isCornerMark(path, scene))
  for (const chain of chains) {
    chain.points.slice(1).forEach((to, i) => {
      const from = chain.points[i]
      if (from) segments.push({ ...chain, from, to, dashed: false, arrow: false, curved: false })
    })
  }
  const found = polygons.length + circles.length + segments.length
  if (found === 0 && scene.markers.length === 0) return false
  const places = [
    ...scene.markers.map((marker) => marker.at),
    ...polygons.flatMap((polygon) => polygon.points),
    // What stands beside the head of an arrow names the arrow.
    ...segments.flatMap((segment) => (segment.arrow ? [] : [segment.from, segment.to])),
    // A text inside a disc names the disc, one far from the centre of a circle not its centre.
    ...circles.filter((circle) => !circle.filled && hasTextAtCentre(circle, scene)).map((circle) => circle.centre),
  ]
  const names = new Names(scene, places)
  if (!solid)
    ledger.add('chart', { type: 'geometry' }, 'shapes in a plane', [
      ...polygons,
      ...circles,
      ...segments,
      ...scene.markers,
    ])
  const figures = polygons.map((polygon) => addPolygon(ledger, polygon, names, scene))
  const rings = circles.map((circle, i) => addCircle(ledger, circle, names, circles.length > 1 ? i + 1 : 0))
  const spots = addPoints(ledger, scene.markers, places, names)
  const lines: Line[] = figures.flatMap((figure) =>
    sidesOf(figure.vertices).map(([from, to]) => ({
      artists: figure.artists,
      lines: figure.lines,
      name: names.ofSegment(from, to),
      from,
      to,
      side: figure.name || 'polygon',
      arrow: false,
    })),
  )
  const ends = (line: { from: XY; to: XY }) => [inWords(line.from), inWords(line.to)].sort().join()
  const known = new Set(lines.map(ends))
  for (const segment of segments) {
    const vector = segment.arrow ? vectorName(segment, segments, names, scene) : ''
    const name = vector || segment.label || names.ofSegment(segment.from, segment.to)
    if (known.has(ends(segment))) continue
    known.add(ends(segment))
    lines.push({
      artists: segment.artists,
      lines: segment.lines,
      name,
      from: segment.from,
      to: segment.to,
      side: '',
      arrow: segment.arrow,
    })
    const { from, to, colour, dashed, arrow } = segment
    const length = tidy(distance(from, to))
    const value = { name, from, to, length, colour, dashed, ...(arrow ? { arrow } : {}) }
    ledger.add('segment', value, 'ends of a stroke', [segment], EXACT)
  }
  addCounts(ledger, figures, circles, segments, scene.markers)
  addLabels(ledger, scene, names, lines)
  const drawing = { lines, spots, rings, figures, names, scene, true: scene.even }
  addMeasures(ledger, drawing)
  addIncidence(ledger, drawing)
  addOverlaps(ledger, drawing)
  addAngles(ledger, drawing)
  addCaptions(ledger, scene, names, figures, rings)
  return true
}

function addPolygon(ledger: Ledger, polygon: Polygon, names: Names, scene: Scene): Figure {
  // By what is seen: a square of the data is none in uneven axes.
  const shape = shapeOf(scene.even ? polygon.points : polygon.points.map(scene.toPixels))
  const name = polygon.label || names.ofPolygon(polygon.points)
  const vertices = polygon.points
  ledger.add(
    'polygon',
    { name, shape, vertices, colour: polygon.colour },
    'vertices of a closed outline',
    [polygon],
    EXACT,
  )
  return { artists: polygon.artists, lines: polygon.lines, name, shape, vertices, colour: polygon.colour }
}

function addCircle(ledger: Ledger, circle: Circle, names: Names, number: number): Ring {
  const name = circle.label || names.at(circle.centre) || (number ? String(number) : '')
  const { centre, radius, colour } = circle
  ledger.add('circle', { name, centre, radius, colour }, 'centre and radius', [circle], EXACT)
  return { artists: circle.artists, lines: circle.lines, name, centre, radius, colour }
}

/** Markers, and places that a text names. */
function addPoints(ledger: Ledger, markers: readonly Marker[], places: readonly XY[], names: Names): Spot[] {
  const spots: Spot[] = []
  const add = (at: XY, colour: string, source: Source) => {
    if (spots.some((spot) => distance(spot.at, at) < 1e-9)) return
    const text = names.labelAt(at)
    const name = names.at(at)
    const from = text ? [source, text] : [source]
    ledger.add('point', { name, at, colour }, text ? 'nearest text of a capital' : 'marker', from, EXACT)
    if (text) ledger.add('label', { text: name, of: `point ${inWords(at)}` }, 'nearest place', [text])
    spots.push({ ...source, name, at })
  }
  for (const marker of markers) add(marker.at, marker.colour, marker)
  for (const at of places) {
    const text = names.labelAt(at)
    if (text) add(at, '', text)
  }
  return spots
}

function addCounts(
  ledger: Ledger,
  figures: readonly Figure[],
  circles: readonly Circle[],
  segments: readonly Segment[],
  markers: readonly Marker[],
): void {
  const triangles = figures.filter((figure) => figure.shape === 'triangle')
  const rectangles = figures.filter((figure) => figure.shape === 'rectangle' || figure.shape === 'square')
  if (triangles.length > 0)
    ledger.add(
      'count',
      { what: 'triangle', colour: '', count: triangles.length },
      'polygons of three vertices',
      triangles,
    )
  if (rectangles.length > 1)
    ledger.add(
      'count',
      { what: 'rectangle', colour: '', count: rectangles.length },
      'polygons of four right angles',
      rectangles,
    )
  if (figures.length > 1)
    ledger.add('count', { what: 'polygon', colour: '', count: figures.length }, 'closed outlines', figures)
  if (segments.length > 1 && figures.length === 0)
    ledger.add('count', { what: 'segment', colour: '', count: segments.length }, 'strokes', segments)
  const strokes = Map.groupBy(segments, (segment) => segment.colour)
  for (const [colour, same] of strokes.size > 1 ? strokes : []) {
    if (colour) ledger.add('count', { what: 'segment', colour, count: same.length }, 'strokes of one colour', same)
  }
  // A closed line marks its first point twice.
  const places = new Set(markers.map(({ at }) => inWords(at))).size
  if (places > 1) ledger.add('count', { what: 'point', colour: '', count: places }, 'places of markers', markers)
  if (circles.length > 0) ledger.add('count', { what: 'circle', colour: '', count: circles.length }, 'circles', circles)
  const shades = Map.groupBy(rectangles.length > 2 ? rectangles : [], (figure) => figure.colour)
  for (const [colour, same] of shades.size > 1 ? shades : []) {
    if (colour) ledger.add('count', { what: 'rectangle', colour, count: same.length }, 'rectangles of one colour', same)
  }
  const colours = Map.groupBy(circles, (circle) => circle.colour)
  for (const [colour, same] of colours.size > 1 ? colours : []) {
    if (colour) ledger.add('count', { what: 'circle', colour, count: same.length }, 'circles of one colour', same)
  }
}

/** As near to the centre as a third of the radius. */
const hasTextAtCentre = ({ centre, radius }: Circle, scene: Scene): boolean => {
  const [middleX] = scene.toPixels(centre)
  const [right] = scene.toPixels([centre[0] + radius, centre[1]])
  const reach = Math.max(Math.abs(right - middleX) / 3, 6)
  return scene.texts.some((text) => gap(text, centre, scene) < reach)
}

/** Fill and outline of one polygon drawn by two calls are one polygon; the filled one gives its colour. */
function dropDoubles(polygons: readonly Polygon[]): Polygon[] {
  const kept: Polygon[] = []
  const key = (polygon: Polygon) => polygon.points.map(inWords).sort().join()
  for (const polygon of polygons) {
    const i = kept.findIndex((other) => key(other) === key(polygon))
    const old = kept[i]
    if (!old) kept.push(polygon)
    else kept[i] = { ...old, artists: [...old.artists, ...polygon.artists], lines: [...old.lines, ...polygon.lines] }
  }
  return kept
}

function joinDoubles(segments: readonly Segment[]): Segment[] {
  const kept = new Map<string, Segment>()
  for (const segment of segments) {
    const key = [inWords(segment.from), inWords(segment.to)].sort().join()
    if (!kept.has(key)) kept.set(key, segment)
  }
  return [...kept.values()]
}
