import type { Ledger, XY } from '../fact.ts'
import { curveNames } from '../functions.ts'
import { tidy } from '../plane.ts'
import { heightAt } from '../samples.ts'
import type { Area, Path, Scene } from '../scene.ts'
import { addData, placeName, unitOf } from '../values.ts'

/** Stacked areas, or areas that stand on zero without a line of their own. */
export function addAreas(ledger: Ledger, scene: Scene): boolean {
  const { areas } = scene
  const stacked = scene.groups.has('stackplot') || isStacked(areas)
  if (areas.length === 0 || scene.polygons.length > 0) return false
  if (!stacked && scene.paths.length + scene.segments.length > 0) return false
  const onZero = areas.every(({ lower }) => lower.every(([, y]) => y === 0))
  if (!stacked && !onZero) return false
  ledger.add('chart', { type: stacked ? 'stacked area' : 'area' }, 'areas over one axis', areas)
  const names = areas.map((area) => area.label || (areas.length === 1 ? '' : area.colour))
  if (new Set(names).size < names.length) return true
  ledger.add('count', { what: 'series', colour: '', count: areas.length }, 'areas', areas)
  areas.forEach((area, i) => {
    const series = names[i] ?? ''
    if (series && series !== area.colour)
      ledger.add('series', { name: series, colour: area.colour, size: area.upper.length }, 'area of a legend entry', [
        area,
      ])
    const data = area.upper.map(([x, high], k) => ({
      artists: area.artists,
      lines: area.lines,
      at: placeName(scene.axes.x, x),
      value: tidy(high - (area.lower[k]?.[1] ?? 0)),
    }))
    addData(ledger, series, data, { unit: unitOf(scene.axes.y.label), ordered: true })
  })
  return true
}

/** Each stands on the one before it, the first on zero. */
const isStacked = (areas: readonly Area[]): boolean =>
  areas.length > 1 &&
  areas.every(({ lower }, i) =>
    lower.every(([x, y], k) => {
      const below = areas[i - 1]?.upper[k] ?? [x, 0]
      return below[0] === x && Math.abs(below[1] - y) <= 1e-9 * Math.max(1, Math.abs(y))
    }),
  )

/** Shading whose borders are two curves drawn, or a curve and a level. */
export function addRegions(ledger: Ledger, scene: Scene): void {
  if (scene.areas.length > 12 || scene.paths.length > 12) return
  const names = curveNames(scene, scene.paths)
  for (const area of scene.areas) {
    const [below, above] = [borderOf(area.lower, scene.paths, names), borderOf(area.upper, scene.paths, names)]
    const [from, to] = [area.upper[0]?.[0], area.upper.at(-1)?.[0]]
    if (!below || !above || below === above || from === undefined || to === undefined) continue
    // Two levels bound no curve.
    if (below.startsWith('y = ') && above.startsWith('y = ') && !names.includes(below) && !names.includes(above))
      continue
    ledger.add(
      'region',
      { name: area.label, between: [above, below], from, to, colour: area.colour },
      'borders of the shading on curves',
      [area],
      { tolerance: Number((1e-3 * (to - from)).toPrecision(3)) },
    )
  }
}

function borderOf(border: readonly XY[], paths: readonly Path[], names: readonly string[]): string {
  const [first] = border
  if (first && border.every(([, y]) => y === first[1])) return `y = ${tidy(first[1])}`
  const i = paths.findIndex(({ points }) => {
    const heights = points.map((point) => point[1])
    const span = Math.max(...heights) - Math.min(...heights)
    return border.every(([x, y]) => Math.abs(heightAt(points, x) - y) <= 1e-3 * span)
  })
  return names[i] ?? ''
}
