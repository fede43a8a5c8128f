import type { Ledger } from './fact.ts'
import { tidy } from './plane.ts'
import type { Picture, Scene } from './scene.ts'
import { placeName } from './values.ts'

/** Wedges round one centre that together make a full turn. */
export function addPie(ledger: Ledger, scene: Scene): boolean {
  const { wedges } = scene
  const [first] = wedges
  if (!first || wedges.length < 2) return false
  const spans = wedges.map(({ angles }) => Math.abs(angles[1] - angles[0]))
  const whole = spans.reduce((sum, span) => sum + span, 0)
  if (Math.abs(whole - 360) > 0.01) return false
  ledger.add('chart', { type: 'pie' }, 'wedges of a full turn', wedges)
  ledger.add('count', { what: 'slice', colour: '', count: wedges.length }, 'wedges', wedges)
  const single = new Set(wedges.map(({ colour }) => colour)).size === wedges.length
  const bare = wedges.every((wedge) => !wedge.label && wedge.names.length === 0)
  const shares = wedges.map((wedge, i) => ({
    wedge,
    name:
      bare && single
        ? wedge.colour
        : wedge.label || (wedge.names.length === wedges.length ? (wedge.names[i] ?? '') : (wedge.names[0] ?? '')),
    percent: Number((((spans[i] ?? 0) / 360) * 100).toFixed(2)),
  }))
  for (const { wedge, name, percent } of shares) {
    if (name)
      ledger.add('share', { name, percent, colour: wedge.colour }, 'angle of the wedge', [wedge], {
        unit: '%',
        tolerance: 0.01,
      })
  }
  if (shares.some(({ name }) => !name)) return true
  for (const which of ['highest', 'lowest'] as const) {
    const sorted = shares.toSorted((a, b) => (which === 'highest' ? b.percent - a.percent : a.percent - b.percent))
    const [best, second] = sorted
    if (best && second && Math.abs(best.percent - second.percent) > 0.01) {
      ledger.add(
        'extreme',
        { series: '', which, at: best.name, value: best.percent },
        'one share beyond all others',
        wedges,
        { unit: '%' },
      )
    }
  }
  const sorted = shares.toSorted((a, b) => b.percent - a.percent)
  if (
    shares.length > 2 &&
    sorted.every((share, i) => i === 0 || (sorted[i - 1]?.percent ?? 0) - share.percent > 0.01)
  ) {
    ledger.add('order', { series: '', names: sorted.map(({ name }) => name) }, 'sorted shares', wedges)
  }
  return true
}

/** A picture of values, not of colours. */
export function addHeatMap(ledger: Ledger, scene: Scene): boolean {
  const [image, ...more] = scene.images
  if (!image?.range || more.length > 0) return false
  ledger.add('chart', { type: 'heat map' }, 'picture of values', [image])
  const [low, high] = image.range
  ledger.add('grid', { rows: image.rows, columns: image.columns, low, high }, 'size and range of the values', [image])
  addCells(ledger, scene, image)
  return true
}

const MOST_CELLS = 30

/** Each value by the names that ticks give to rows and columns. */
function addCells(ledger: Ledger, { axes, artists, texts }: Scene, image: Picture): void {
  const artist = artists.find(({ id }) => id === image.id)
  const values = artist?.data.values ?? []
  const [corner, opposite] = artist?.data.points ?? []
  const [left, bottom, right, top] = [...(corner ?? []), ...(opposite ?? [])]
  // Only where a cell's place is its number does either origin put row 0 at 0.
  const plain = left === -0.5 && right === image.columns - 0.5 && Math.min(bottom ?? 0, top ?? 0) === -0.5
  if (!plain || values.length !== image.rows * image.columns || values.length > MOST_CELLS) return
  const rows = Array.from({ length: image.rows }, (_, i) => placeName(axes.y, i))
  const columns = Array.from({ length: image.columns }, (_, i) => placeName(axes.x, i))
  const named = (names: readonly string[]) =>
    names.every((name) => Number.isNaN(Number(name))) && new Set(names).size === names.length
  if (!named(rows) || !named(columns)) return
  // Other numbers written in the cells are what a reader takes for their values.
  const differs = texts.some(({ text, at }) => {
    const value = values[Math.round(at[1]) * image.columns + Math.round(at[0])] ?? Number.NaN
    const written = Number(text.replace('−', '-').replace('%', ''))
    return text !== '' && Number.isFinite(written) && Math.abs(written - value) > 0.05 * Math.abs(value) + 0.05
  })
  if (differs) return
  values.forEach((value, i) => {
    const series = rows[Math.floor(i / image.columns)] ?? ''
    ledger.add('datum', { series, at: columns[i % image.columns] ?? '', value: tidy(value) }, 'value of the cell', [
      image,
    ])
  })
}
