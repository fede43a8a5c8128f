import { barsOf } from './bars.ts'
import { addAreas, addRegions } from './charts/areas.ts'
import { addBoxes, addViolins } from './charts/boxes.ts'
import { addArrows, addContours } from './charts/fields.ts'
import { addPolar } from './charts/polar.ts'
import { addErrors, addEvents, addLollipops, addStems } from './charts/stems.ts'
import { addHexagons, addTables } from './charts/tables.ts'
import type { Ledger, XY } from './fact.ts'
import { addExpressions, curveNames, isCurve } from './functions.ts'
import { inWords } from './names.ts'
import { distance, tidy } from './plane.ts'
import { type Marker, type Path, type Polygon, plainText, type Scene, type Segment } from './scene.ts'
import { addMarkers, addModels, addOverlay, addSeries } from './series.ts'
import { addHeatMap, addPie } from './shares.ts'
import { xys } from './strokes.ts'
import { placeName } from './values.ts'

/** What calls of one kind draw, which no shape tells. */
const OWN = [addBoxes, addViolins, addStems, addEvents, addContours, addArrows, addTables, addHexagons]

/** States what a chart shows; false where the axes hold no chart. */
export function addChart(ledger: Ledger, scene: Scene, name: (label: string) => string): boolean {
  if (scene.axes.projection === 'polar') return addPolar(ledger, scene)
  if (scene.axes.projection !== 'rectilinear') return false
  const own = OWN.filter((add) => add(ledger, scene)).length > 0
  const plain = addPlain(ledger, scene, name)
  if (own && !plain && scene.markers.length <= MOST_SPOTS) addSpots(ledger, scene, [], scene.markers)
  const found = plain || own
  addErrors(ledger, scene)
  if (found) addAnnotations(ledger, scene)
  if (found) addRules(ledger, scene)
  return found
}

function addPlain(ledger: Ledger, scene: Scene, name: (label: string) => string): boolean {
  if (addPie(ledger, scene)) return true
  if (addHeatMap(ledger, scene)) return true
  const bars = barsOf(scene)
  if (bars) {
    bars(ledger, name)
    addOverlay(ledger, scene)
    return true
  }
  const calls = ['bar', 'barh', 'broken_barh'].filter((call) => scene.groups.has(call))
  if (calls.length > 0 && scene.polygons.length > 1 && scene.polygons.every(isFromCall)) {
    // Bars that stand on no common line: of spans, or of several widths.
    const lying = !calls.includes('bar')
    const value = { type: 'bar', ...(lying ? { horizontal: true } : {}) } as const
    ledger.add('chart', value, 'calls of bars', scene.polygons)
    ledger.add('count', { what: 'bar', colour: '', count: scene.polygons.length }, 'bars', scene.polygons)
    return true
  }
  if (scene.groups.has('hist')) {
    ledger.add('chart', { type: 'histogram' }, 'calls of hist', [...scene.polygons, ...scene.paths])
    return true
  }
  if (!scene.axes.decorated || scene.polygons.length > 0 || scene.circles.length > 0) return false
  if (addAreas(ledger, scene)) return true
  // A line may be given from right to left.
  const forward = scene.paths.map((path) =>
    isMonotone(path.points) ? path : { ...path, points: path.points.toReversed() },
  )
  const lines = forward.filter((path) => isMonotone(path.points))
  if (lines.length !== scene.paths.length) return false
  return lines.length > 0 ? addLines(ledger, scene, lines, name) : addPoints(ledger, scene, name)
}

const isFromCall = ({ group }: Polygon): boolean => group !== ''

/** Curves of functions, lines of data, and points beside them. */
function addLines(ledger: Ledger, scene: Scene, lines: readonly Path[], name: (label: string) => string): boolean {
  const curves = lines.filter((line) => !line.steps && isCurve(line))
  const series = lines.filter((line) => !curves.includes(line))
  if (curves.length > 0) {
    ledger.add('chart', { type: 'function' }, 'smooth curves of one value for each x', curves)
    addExpressions(ledger, scene, curves, name(''))
  }
  if (series.length > 0 && (curves.length === 0 || series.every((line) => line.label))) {
    const stepped = series.every((line) => line.steps)
    ledger.add('chart', { type: stepped ? 'step' : 'line' }, 'lines of rising x', series)
    // A line of two points is one more; strokes that go back or straight up are no series.
    const strokes = scene.segments.map((one) => ({ ...one, points: [one.from, one.to], whole: true, steps: false }))
    const all = curves.length > 0 ? series : [...series, ...strokes]
    if (all.every(({ points }) => isMonotone(points))) addSeries(ledger, scene, all, name)
  }
  addRegions(ledger, scene)
  const straight = scene.segments.filter(({ curved }) => !curved)
  if (curves.length > 0 && straight.length <= 6) for (const one of straight) addStroke(ledger, one)
  const drawn = new Set(lines.flatMap((line) => line.artists))
  const loose = scene.markers.filter((marker) => !drawn.has(marker.artist))
  if (loose.length > MOST_SPOTS) ledger.add('chart', { type: 'scatter' }, 'markers without lines', loose)
  else if (curves.length > 0) addSpots(ledger, scene, curves, loose)
  if (loose.length > 1) ledger.add('count', { what: 'point', colour: '', count: loose.length }, 'markers', loose)
  return true
}

/** A straight stroke beside curves: an asymptote, a chord, the leg of a slope. */
function addStroke(ledger: Ledger, segment: Segment): void {
  const { from, to, colour, dashed, arrow } = segment
  const name = segment.label || `${inWords(from)}–${inWords(to)}`
  const length = tidy(distance(from, to))
  const value = { name, from, to, length, colour, dashed, ...(arrow ? { arrow } : {}) }
  ledger.add('segment', value, 'ends of a stroke', [segment], { tolerance: 1e-6 })
}

/** Marks on curves; of more it is a cloud of data. */
const MOST_SPOTS = 10

function addSpots(ledger: Ledger, scene: Scene, curves: readonly Path[], markers: readonly Marker[]): void {
  const names = curveNames(scene, curves)
  for (const marker of markers) {
    const { at, colour } = marker
    const on = curves.flatMap((curve, i) => (isOn(at, curve) ? [{ curve, name: names[i] ?? '' }] : []))
    if (marker.hollow && on.length > 0) {
      const name = on.length === 1 ? (on[0]?.name ?? '') : ''
      const from = [marker, ...on.map(({ curve }) => curve)]
      ledger.add('hole', { name, at }, 'empty circle on a curve', from, { tolerance: 1e-6 })
    } else ledger.add('point', { name: '', at, colour }, 'marker', [marker], { tolerance: 1e-6 })
  }
}

/** Within a thousandth of the curve's height of its samples, or at one of its ends. */
function isOn([x, y]: XY, { points }: Path): boolean {
  const heights = points.map((point) => point[1])
  const span = Math.max(...heights) - Math.min(...heights)
  const i = points.findIndex((point) => point[0] >= x)
  const [a, b] = [points[i - 1] ?? points[i], points[i]]
  if (!a || !b) return false
  const value = b[0] === a[0] ? b[1] : a[1] + ((x - a[0]) / (b[0] - a[0])) * (b[1] - a[1])
  return Math.abs(value - y) <= 1e-3 * span
}

function addPoints(ledger: Ledger, scene: Scene, name: (label: string) => string): boolean {
  const { markers } = scene
  const segments = scene.segments.filter(({ curved }) => !curved)
  if (addLollipops(ledger, scene)) return true
  if (markers.length < 3 || scene.others || hasPointNames(scene)) return false
  const errors = scene.groups.has('errorbar')
  // A straight line through a cloud is a trend; among few points it may be a side of a drawing.
  if (segments.length > 0 && !errors && (segments.length > 2 || markers.length <= MOST_SPOTS)) return false
  ledger.add('chart', { type: errors ? 'error bar' : 'scatter' }, 'markers without lines', markers)
  addMarkers(ledger, scene, errors ? name : null)
  addModels(ledger, segments)
  ledger.add('count', { what: 'point', colour: '', count: markers.length }, 'markers', markers)
  return true
}

/** Words that stand apart from the place they are about, as an annotation with an arrow does. */
function addAnnotations(ledger: Ledger, scene: Scene): void {
  for (const { type, data, id, line, group } of scene.artists) {
    const [at, text] = xys(data.points)
    const words = plainText(data.text ?? '').replace(/\s+/g, ' ')
    if (type !== 'Annotation' || group?.kind !== 'annotate' || data.system !== 'data') continue
    if (!at || !text || distance(at, text) === 0 || !/\p{L}/u.test(words)) continue
    const source = { artists: [id], lines: line === null ? [] : [line] }
    ledger.add('label', { text: words, of: `point ${inWords(at)}` }, 'what an annotation points at', [source])
  }
}

/** Lines across the axes; those of zero without a name are the axes' own. */
function addRules(ledger: Ledger, scene: Scene): void {
  const rules = scene.rules.filter((rule) => rule.axis !== null && (rule.at !== 0 || rule.label))
  if (rules.length > 6) return
  for (const rule of rules) {
    const { axis, at, label, colour, dashed } = rule
    if (!axis) continue
    const place = placeName(scene.axes[axis], at)
    ledger.add('reference', { axis, at, place, name: label, colour, dashed }, 'line across the axes', [rule])
  }
}

/** Single capitals beside markers name points: a drawing, not a scatter chart. */
const hasPointNames = (scene: Scene): boolean =>
  scene.texts.some(({ text }) => /^[A-Z]['′]?(_?\d)?(?:\s*\([^)]*\))?$/.test(text))

const isMonotone = (points: readonly XY[]): boolean =>
  points.every((point, i) => i === 0 || point[0] > (points[i - 1]?.[0] ?? Number.NEGATIVE_INFINITY))
