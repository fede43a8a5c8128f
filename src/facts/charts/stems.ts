import { type Ledger, of } from '../fact.ts'
import { tidy } from '../plane.ts'
import type { Scene } from '../scene.ts'
import { xys } from '../strokes.ts'
import { addData, placeName, sourcesOf, unitOf } from '../values.ts'

/** Stem plots: one series a call, its values at the heads. */
export function addStems(ledger: Ledger, scene: Scene): boolean {
  const artists = scene.artists.filter(({ group }) => group?.kind === 'stem')
  const groups = [...Map.groupBy(artists, ({ group }) => group?.id ?? '')]
  if (groups.length === 0) return false
  ledger.add('chart', { type: 'stem' }, 'calls of stem plots', sourcesOf(artists))
  const heads = groups.map(([id, group]) => ({
    id,
    line: group.find((artist) => artist.kind === 'line' && artist.style.dash === 'none'),
  }))
  const counts = heads.map(({ line }) => line?.data.count ?? line?.data.points?.length ?? 0)
  ledger.add(
    'count',
    { what: 'stem', colour: '', count: counts.reduce((sum, count) => sum + count, 0) },
    'heads',
    sourcesOf(artists),
  )
  for (const { id, line } of heads) {
    const name = scene.containers.get(id) ?? ''
    if (!line || (groups.length > 1 && !name)) continue
    const data = xys(line.data.points).map(([x, value]) => ({
      artists: [line.id],
      lines: line.line === null ? [] : [line.line],
      at: placeName(scene.axes.x, x),
      value,
    }))
    if (line.data.count === undefined || line.data.count === data.length)
      addData(ledger, name, data, { unit: unitOf(scene.axes.y.label), ordered: true })
  }
  return true
}

/** Stems drawn stroke by stroke from zero to a marker, upright or lying. */
export function addLollipops(ledger: Ledger, scene: Scene): boolean {
  const { markers, segments, axes } = scene
  if (markers.length < 3 || segments.length !== markers.length) return false
  const along = ([1, 0] as const).find((axis) =>
    markers.every((marker) => {
      const across = axis === 0 ? 1 : 0
      return segments.some(({ from, to }) => {
        const [foot, head] = from[axis] === 0 ? [from, to] : [to, from]
        return foot[axis] === 0 && foot[across] === head[across] && head[0] === marker.at[0] && head[1] === marker.at[1]
      })
    }),
  )
  if (along === undefined) return false
  const lying = along === 0
  const from = [...markers, ...segments]
  ledger.add('chart', { type: 'stem', ...(lying ? { horizontal: true } : {}) }, 'strokes from zero to markers', from)
  ledger.add('count', { what: 'stem', colour: '', count: markers.length }, 'strokes from zero to markers', from)
  const [place, values] = lying ? [axes.y, axes.x] : [axes.x, axes.y]
  const data = markers.map(({ artists, lines, at }) => ({
    artists,
    lines,
    at: placeName(place, at[lying ? 1 : 0]),
    value: at[along],
  }))
  addData(ledger, '', data, { unit: unitOf(values.label), ordered: data.every((one) => /^-?[\d.]+$/.test(one.at)) })
  return true
}

/** Rows of marks, one an event. */
export function addEvents(ledger: Ledger, scene: Scene): boolean {
  const artists = scene.artists.filter(({ group, data }) => group?.kind === 'eventplot' && data.shapes)
  if (artists.length === 0) return false
  const count = artists.reduce((sum, { data }) => sum + (data.count ?? data.shapes?.length ?? 0), 0)
  const sources = sourcesOf(artists)
  ledger.add('chart', { type: 'event' }, 'calls of event plots', sources)
  if (artists.length > 1) ledger.add('count', { what: 'series', colour: '', count: artists.length }, 'rows', sources)
  ledger.add('count', { what: 'event', colour: '', count }, 'marks', sources)
  return true
}

/** Bars of errors that belong to data already stated in the ledger: one upright or lying stroke through its value. */
export function addErrors(ledger: Ledger, scene: Scene): boolean {
  const kinds = ['errorbar', 'bar', 'barh']
  const bars = scene.artists.filter(
    ({ group, kind, data }) => group && kinds.includes(group.kind) && kind === 'collection' && data.shapes,
  )
  if (bars.length === 0) return false
  const groups = Map.groupBy(scene.artists, ({ group }) => group?.id)
  const facts = Map.groupBy(
    of(ledger.list(), 'datum').flatMap((fact) => fact.artists.map((id) => ({ id, fact }))),
    ({ id, fact }) => `${id} ${fact.value.at}`,
  )
  for (const bar of bars) {
    const lying = bar.group?.kind === 'barh'
    const [across, along] = lying ? [1, 0] : [0, 1]
    const axis = lying ? scene.axes.y : scene.axes.x
    const owners = (groups.get(bar.group?.id) ?? []).map(({ id }) => id)
    for (const [a, b] of (bar.data.shapes ?? []).map(xys)) {
      if (!a || !b || a[across as 0 | 1] !== b[across as 0 | 1]) continue
      const at = placeName(axis, a[across as 0 | 1])
      const [low, high] = [a[along as 0 | 1], b[along as 0 | 1]].sort((p, q) => p - q)
      const own = [...new Set(owners.flatMap((id) => (facts.get(`${id} ${at}`) ?? []).map((one) => one.fact)))]
      const [fact] = own
      if (!fact || own.length > 1 || low === undefined || high === undefined) continue
      const { series, value } = fact.value
      if (low > value || value > high) continue
      ledger.add(
        'error',
        { series, at, value, low: tidy(low), high: tidy(high) },
        'stroke through the value',
        [fact, ...sourcesOf([bar])],
        { ...(fact.unit ? { unit: fact.unit } : {}) },
      )
    }
  }
  return true
}
