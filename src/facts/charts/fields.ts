import type { Ledger } from '../fact.ts'
import { tidy } from '../plane.ts'
import type { Scene } from '../scene.ts'
import { sourcesOf } from '../values.ts'

/** Contour lines or filled contours with their levels. */
export function addContours(ledger: Ledger, scene: Scene): boolean {
  const sets = scene.artists.filter(({ kind, data }) => kind === 'contour' && data.levels)
  if (sets.length === 0) return false
  ledger.add('chart', { type: 'contour' }, 'sets of contours', sourcesOf(sets))
  for (const set of sets) {
    const levels = set.data.levels?.map(tidy) ?? []
    const filled = set.style.fill !== 'none'
    // Of lines, each level has a shape where it is met at all.
    const [lowest, highest] = [Math.min(...levels), Math.max(...levels)]
    if (levels.length > 0 && (filled || set.path.shapes.length >= levels.length) && lowest <= highest)
      ledger.add('levels', { levels, filled }, 'levels of the set', sourcesOf([set]))
    for (const text of filled ? [] : scene.texts)
      if (levels.includes(Number(text.text.replace('−', '-'))))
        ledger.add('label', { text: text.text, of: `level ${text.text}` }, 'text that is a level', [text])
  }
  return true
}

/** Fields of arrows: how many, the longest, and the direction where it is one. */
export function addArrows(ledger: Ledger, scene: Scene): boolean {
  const fields = scene.artists.filter(({ kind, data }) => kind === 'quiver' && data.vectors)
  const streams = scene.artists.filter(({ group }) => group?.kind === 'streamplot')
  if (fields.length + streams.length === 0) return false
  ledger.add('chart', { type: 'vector field' }, 'arrows of a field', sourcesOf([...fields, ...streams]))
  for (const field of fields) {
    const vectors = (field.data.vectors ?? []).map(([u = 0, v = 0]) => ({ u, v, length: Math.hypot(u, v) }))
    if (field.data.count !== undefined && field.data.count !== vectors.length) continue
    const long = vectors.filter(({ length }) => length > 0)
    const [first] = long
    if (!first) continue
    const same = long.every(
      ({ u, v, length }) =>
        Math.abs(u * first.v - v * first.u) < 1e-6 * length * first.length && u * first.u + v * first.v > 0,
    )
    const degrees = (Math.atan2(first.v, first.u) * 180) / Math.PI
    const longest = tidy(Math.max(...long.map(({ length }) => length)))
    ledger.add(
      'arrows',
      { count: long.length, longest, direction: same ? Number(((degrees + 360) % 360).toFixed(2)) : null },
      'vectors of the field',
      sourcesOf([field]),
    )
  }
  return true
}
