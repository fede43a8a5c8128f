import type { Ledger } from './fact.ts'
import type { Path, Scene, Segment } from './scene.ts'
import { addData, placeName, unitOf } from './values.ts'

/** One series a line; named by the legend, else by its colour where that is its own. */
export function addSeries(ledger: Ledger, scene: Scene, lines: readonly Path[], name: (label: string) => string): void {
  const names = lines.map((line) => line.label || (lines.length === 1 ? name('') : line.colour))
  if (new Set(names).size < names.length) return
  ledger.add('count', { what: 'series', colour: '', count: lines.length }, 'lines', lines)
  if (scene.rules.length === 0) ledger.add('count', { what: 'line', colour: '', count: lines.length }, 'lines', lines)
  lines.forEach((line, i) => {
    const series = names[i] ?? ''
    ledger.add(
      'series',
      { name: series, colour: line.colour, size: line.points.length },
      'line of a legend entry or colour',
      [line],
    )
    if (!line.whole) return
    const data = line.points.map(([x, value]) => ({
      artists: line.artists,
      lines: line.lines,
      at: placeName(scene.axes.x, x),
      value,
    }))
    addData(ledger, series, data, { unit: unitOf(scene.axes.y.label), ordered: true })
  })
}

/** Clouds of markers, one series a call: a legend's entry; with `name` also their values. */
export function addMarkers(ledger: Ledger, scene: Scene, name: ((label: string) => string) | null): void {
  const clouds = [...Map.groupBy(scene.markers, ({ artist }) => artist).values()]
  for (const markers of clouds) {
    const [first] = markers
    const colours = new Set(markers.map((marker) => marker.colour))
    if (!first || colours.size !== 1) continue
    const series = first.label || (name && clouds.length === 1 ? name('') : '')
    if (series)
      ledger.add('series', { name: series, colour: first.colour, size: markers.length }, 'legend entry', markers)
    if (!name || (clouds.length > 1 && !series)) continue
    const data = markers.map((marker) => ({
      artists: marker.artists,
      lines: marker.lines,
      at: placeName(scene.axes.x, marker.at[0]),
      value: marker.at[1],
    }))
    addData(ledger, series, data, { unit: unitOf(scene.axes.y.label), ordered: true })
  }
}

/** Named straight strokes through a cloud: a model, a fit. Their ends are no data. */
export function addModels(ledger: Ledger, segments: readonly Segment[]): void {
  for (const segment of segments.filter(({ label }) => label)) {
    const { label: name, colour, from, to } = segment
    ledger.add('series', { name, colour, size: 2 }, 'straight line of a legend entry', [segment])
    const rise = Math.sign((to[1] - from[1]) * (to[0] - from[0]))
    const direction = rise > 0 ? 'rising' : rise < 0 ? 'falling' : 'constant'
    if (from[0] !== to[0]) ledger.add('trend', { series: name, direction }, 'ends of a straight line', [segment])
  }
}

/** Named lines over bars. */
export function addOverlay(ledger: Ledger, scene: Scene): void {
  const lines = scene.paths.filter(
    ({ label, points, whole }) =>
      label && whole && points.length <= 30 && points.every((p, i) => i === 0 || p[0] > (points[i - 1]?.[0] ?? p[0])),
  )
  if (lines.length === 0 || new Set(lines.map(({ label }) => label)).size < lines.length) return
  ledger.add('chart', { type: 'line' }, 'named lines over bars', lines)
  for (const line of lines) {
    ledger.add('series', { name: line.label, colour: line.colour, size: line.points.length }, 'legend entry', [line])
    const data = line.points.map(([x, value]) => ({
      artists: line.artists,
      lines: line.lines,
      at: placeName(scene.axes.x, x),
      value,
    }))
    addData(ledger, line.label, data, { unit: unitOf(scene.axes.y.label), ordered: true })
  }
}
