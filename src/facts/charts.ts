import { barsOf } from './bars.ts'
import type { Ledger, XY } from './fact.ts'
import { addExpressions, isCurve } from './functions.ts'
import type { Scene } from './scene.ts'
import { addSeries } from './series.ts'
import { addHeatMap, addPie } from './shares.ts'

/** States what a chart shows; false where the axes hold no chart. */
export function addChart(ledger: Ledger, scene: Scene, name: (label: string) => string): boolean {
  if (scene.axes.projection !== 'rectilinear') return false
  if (addPie(ledger, scene)) return true
  if (addHeatMap(ledger, scene)) return true
  if (scene.groups.has('boxplot') || scene.groups.has('bxp')) {
    ledger.add('chart', { type: 'box' }, 'group of a box plot', sources(scene))
    return true
  }
  const bars = barsOf(scene)
  if (bars) {
    bars(ledger, name)
    return true
  }
  if (!scene.axes.decorated || scene.polygons.length > 0 || scene.circles.length > 0) return false
  const curves = scene.paths.filter((path) => isMonotone(path.points))
  if (curves.length !== scene.paths.length) return false
  if (curves.length > 0) {
    if (curves.every((curve) => isCurve(curve))) {
      ledger.add('chart', { type: 'function' }, 'smooth curves of one value for each x', curves)
      addExpressions(ledger, scene, curves)
    } else {
      ledger.add('chart', { type: 'line' }, 'lines of rising x', curves)
      // A line of two points is one more; strokes that go back or straight up are no series.
      const strokes = scene.segments.map((segment) => ({ ...segment, points: [segment.from, segment.to], whole: true }))
      if (strokes.every(({ points }) => isMonotone(points))) addSeries(ledger, scene, [...curves, ...strokes], name)
    }
    return true
  }
  if (scene.segments.length === 0 && scene.markers.length > 2 && !scene.others && !hasPointNames(scene)) {
    ledger.add('chart', { type: 'scatter' }, 'markers without lines', scene.markers)
    const series = new Map<string, typeof scene.markers>()
    for (const marker of scene.markers) series.set(marker.artist, [...(series.get(marker.artist) ?? []), marker])
    for (const markers of series.values()) {
      const [first] = markers
      const colours = new Set(markers.map((marker) => marker.colour))
      if (first?.label && colours.size === 1) {
        ledger.add('series', { name: first.label, colour: first.colour, size: markers.length }, 'legend entry', markers)
      }
    }
    ledger.add('count', { what: 'point', colour: '', count: scene.markers.length }, 'markers', scene.markers)
    return true
  }
  return false
}

/** Single capitals beside markers name points: a drawing, not a scatter chart. */
const hasPointNames = (scene: Scene): boolean => scene.texts.some(({ text }) => /^[A-Z]['′]?(_?\d)?$/.test(text))

const isMonotone = (points: readonly XY[]): boolean =>
  points.every((point, i) => i === 0 || point[0] > (points[i - 1]?.[0] ?? Number.NEGATIVE_INFINITY))

const sources = (scene: Scene) => [...scene.polygons, ...scene.segments, ...scene.paths]
