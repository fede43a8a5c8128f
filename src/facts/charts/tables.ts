import type { TracedFigure } from '../../trace.ts'
import type { Ledger } from '../fact.ts'
import type { Scene } from '../scene.ts'
import { plainText } from '../scene.ts'
import { sourcesOf } from '../values.ts'

const MOST_CELLS = 60

/** Tables, cell by cell; places of cells tell rows and columns. */
export function addTables(ledger: Ledger, scene: Scene): boolean {
  const tables = scene.artists.filter(({ kind }) => kind === 'table')
  for (const table of tables) {
    const cells = scene.artists.filter(({ type, line }) => type === 'Cell' && line === table.line)
    const texts = table.data.names ?? []
    ledger.add('chart', { type: 'table' }, 'tables', sourcesOf([table]))
    if (cells.length !== texts.length || cells.length > MOST_CELLS) continue
    const places = cells.map(({ data }) => ({ x: data.centre?.[0] ?? 0, y: data.centre?.[1] ?? 0 }))
    const rows = bandsOf(places.map(({ y }) => -y))
    const columns = bandsOf(places.map(({ x }) => x))
    const grid = rows.map(() => columns.map(() => ''))
    places.forEach(({ x, y }, i) => {
      const row = grid[rows.findIndex((at) => Math.abs(at + y) < 1e-6)]
      if (row) row[columns.findIndex((at) => Math.abs(at - x) < 1e-6)] = plainText(texts[i] ?? '')
    })
    ledger.add(
      'table',
      { rows: rows.length, columns: columns.length, cells: grid },
      'places of the cells',
      sourcesOf([table]),
    )
  }
  return tables.length > 0
}

const bandsOf = (values: readonly number[]): number[] =>
  values.toSorted((a, b) => a - b).filter((value, i, all) => i === 0 || value - (all[i - 1] ?? 0) > 1e-6)

/** Scales of colours of what is drawn in these axes. */
export function addColourbars(ledger: Ledger, scene: Scene, figure: TracedFigure): void {
  for (const bar of figure.axes) {
    const artist = scene.artists.find(({ id }) => id === bar.colourbar)
    if (!artist || !bar.visible) continue
    const [x0, y0, x1, y1] = bar.box
    const [axis, other] = y1 - y0 >= x1 - x0 ? [bar.y, bar.x] : [bar.x, bar.y]
    const [from, to] = axis.limits
    const label = plainText(axis.label || other.label || bar.title)
    ledger.add('colourbar', { label, from, to }, 'limits of the scale of colours', sourcesOf([artist]))
  }
}

/** Hexagons over a plane, coloured by a count or value. */
export function addHexagons(ledger: Ledger, scene: Scene): boolean {
  const bins = scene.artists.filter(({ group, kind }) => group?.kind === 'hexbin' && kind === 'collection')
  if (bins.length === 0) return false
  ledger.add('chart', { type: 'hexagonal bins' }, 'calls of hexbin', sourcesOf(bins))
  return true
}
