import type { Ledger } from './fact.ts'
import type { Path, Scene } from './scene.ts'
import { addData, placeName, unitOf } from './values.ts'

/** One series a line; named by the legend, else by its colour where that is its own. */
export function addSeries(ledger: Ledger, scene: Scene, lines: readonly Path[], name: (label: string) => string): void {
  const names = lines.map((line) => line.label || (lines.length === 1 ? name('') : line.colour))
  if (new Set(names).size < names.length) return
  ledger.add('count', { what: 'series', colour: '', count: lines.length }, 'lines', lines)
  if (!scene.references) ledger.add('count', { what: 'line', colour: '', count: lines.length }, 'lines', lines)
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
