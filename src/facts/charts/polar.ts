import type { Ledger, XY } from '../fact.ts'
import { expressionIn } from '../functions.ts'
import { tidy } from '../plane.ts'
import type { Scene } from '../scene.ts'
import { plainText } from '../scene.ts'
import { withoutEnd } from '../strokes.ts'
import { addData, unitOf } from '../values.ts'

/** Angles and radii: lines (radar charts) and bars, each place named by its tick or in degrees. */
export function addPolar(ledger: Ledger, scene: Scene): boolean {
  const { paths, polygons, markers, segments, axes } = scene
  const sources = [...paths, ...polygons, ...markers, ...segments]
  if (sources.length === 0) return false
  ledger.add('chart', { type: 'polar' }, 'polar axes', sources)
  const bars = polygons.filter(({ points }) => points.length === 4 && points.some(([, r]) => r === 0))
  if (bars.length > 1 && bars.length === polygons.length && paths.length === 0) {
    ledger.add('count', { what: 'bar', colour: '', count: bars.length }, 'bars', bars)
    const data = bars.map((bar) => {
      const angles = bar.points.map(([angle]) => angle)
      const at = (Math.min(...angles) + Math.max(...angles)) / 2
      return { ...bar, at: angleName(scene, at), value: tidy(Math.max(...bar.points.map(([, r]) => r))) }
    })
    addData(ledger, '', data, { unit: unitOf(axes.y.label), ordered: false })
    return true
  }
  // A closed line is an outline too; its shading repeats it.
  const key = (points: readonly XY[]) => points.map(([x, y]) => `${x} ${y}`).join()
  const drawn = new Set(paths.map(({ points }) => key(withoutEnd(points))))
  const rings = [...Map.groupBy(polygons, ({ points }) => key(points))].flatMap(([own, same]) => {
    const [first] = same
    return first && !drawn.has(own) ? [same.find(({ label }) => label) ?? first] : []
  })
  const lines = [
    ...paths.map((path) => ({ ...path, ring: withoutEnd(path.points) })),
    ...rings.map((polygon) => ({ ...polygon, ring: polygon.points, whole: true })),
  ]
  if (lines.length === 0 && markers.length > 0)
    ledger.add('count', { what: 'point', colour: '', count: markers.length }, 'markers', markers)
  if (lines.length === 0) return true
  const names = lines.map((line) => line.label || (lines.length === 1 ? '' : line.colour))
  if (new Set(names).size < names.length) return true
  const curved = lines.every(({ ring }) => ring.length >= 40)
  ledger.add('count', { what: curved ? 'curve' : 'series', colour: '', count: lines.length }, 'lines', lines)
  lines.forEach((line, i) => {
    const name = names[i] ?? ''
    const text = expressionIn(line.label, true) ?? (lines.length === 1 ? expressionIn(axes.title, true) : null)
    if (text && curved)
      ledger.add('expression', { name: name || text, text, colour: line.colour }, 'equation in its label or title', [
        line,
      ])
    if (curved || !line.whole) return
    if (name)
      ledger.add('series', { name, colour: line.colour, size: line.ring.length }, 'line of a legend entry or colour', [
        line,
      ])
    const data = line.ring.map(([angle, radius]) => ({ ...line, at: angleName(scene, angle), value: tidy(radius) }))
    addData(ledger, name, data, { unit: undefined, ordered: false })
  })
  return true
}

function angleName({ axes }: Scene, angle: number): string {
  const turn = 2 * Math.PI
  const apart = (other: number) => Math.abs(((angle - other + 1.5 * turn) % turn) - turn / 2)
  const tick = axes.x.ticks.find(({ value }) => apart(value) < 1e-6)
  const text = plainText(tick?.text ?? '')
  return text || `${Number(((angle * 180) / Math.PI).toFixed(2))}°`
}
