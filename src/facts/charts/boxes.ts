import type { TracedArtist } from '../../trace.ts'
import type { FactValues, Ledger, XY } from '../fact.ts'
import { tidy } from '../plane.ts'
import type { Scene } from '../scene.ts'
import { xys } from '../strokes.ts'
import { placeName, sourcesOf, unitOf } from '../values.ts'

/** An artist with its points, and its middle in both directions. */
interface Part {
  readonly artist: TracedArtist
  readonly points: readonly XY[]
  readonly middle: XY
}

/** Box plots: each box with its quartiles, whiskers and outliers, read from the strokes of one call. */
export function addBoxes(ledger: Ledger, scene: Scene): boolean {
  const artists = scene.artists.filter(({ group }) => group?.kind === 'boxplot' || group?.kind === 'bxp')
  if (artists.length === 0) return false
  const groups = [...Map.groupBy(artists.map(partOf), ({ artist }) => artist.group?.id).values()]
  const upright = groups.every((group) => isAlong(group, 0))
  const across = upright ? 0 : 1
  const sources = sourcesOf(artists)
  ledger.add('chart', { type: 'box', ...(upright ? {} : { horizontal: true }) }, 'calls of box plots', sources)
  const boxes = groups.flatMap((group) => group.filter(isBox).map((box) => ({ group, at: box.middle[across] })))
  if (boxes.length > 0) ledger.add('count', { what: 'box', colour: '', count: boxes.length }, 'boxes', sources)
  const axis = upright ? scene.axes.x : scene.axes.y
  const unit = unitOf((upright ? scene.axes.y : scene.axes.x).label)
  if ((!upright && !groups.every((group) => isAlong(group, 1))) || boxes.length > 12) return true
  for (const { group, at } of boxes) {
    if (boxes.filter((other) => other.at === at).length > 1) continue
    const own = group.filter(({ points, middle }) => points.length > 0 && middle[across] === at)
    const numbers = read(own, across)
    if (numbers)
      ledger.add(
        'box',
        { name: placeName(axis, at), ...numbers },
        'strokes of the box',
        sourcesOf(own.map(({ artist }) => artist)),
        { ...(unit ? { unit } : {}) },
      )
  }
  return true
}

function partOf(artist: TracedArtist): Part {
  const points = xys(artist.data.points)
  const middle = ([0, 1] as const).map((axis) => {
    const values = points.map((point) => point[axis])
    return tidy((Math.min(...values) + Math.max(...values)) / 2)
  })
  return { artist, points, middle: [middle[0] ?? 0, middle[1] ?? 0] }
}

const isBox = ({ artist, points }: Part): boolean => points.length >= 5 && artist.style.dash !== 'none'
const isStroke = ({ artist, points }: Part): boolean => artist.kind === 'line' && points.length === 2

/** Whether every stroke has its middle where a box has its own, across the values. */
function isAlong(group: readonly Part[], across: 0 | 1): boolean {
  const places = new Set(group.filter(isBox).map(({ middle }) => middle[across]))
  return places.size > 0 && group.filter(isStroke).every(({ middle }) => places.has(middle[across]))
}

function read(own: readonly Part[], across: 0 | 1): Omit<FactValues['box'], 'name'> | null {
  const along = across === 0 ? 1 : 0
  const strokes = own.filter(isStroke)
  const [whiskers, bars] = [
    strokes.filter(({ points: [a, b] }) => a?.[across] === b?.[across]),
    strokes.filter(({ points: [a, b] }) => a?.[across] !== b?.[across]),
  ]
  // Two caps and the median, which is drawn last; or the median alone.
  const last = bars.length === 3 || bars.length === 1 ? bars.at(-1) : undefined
  const middle = last?.points[0]?.[along]
  const ends = whiskers
    .flatMap(({ points: [a, b] }) => (a && b ? [{ start: a[along], end: b[along] }] : []))
    .sort((a, b) => a.start - b.start || a.end - b.end)
  const [lower, upper] = ends
  if (!last || middle === undefined || !lower || !upper || ends.length !== 2) return null
  const [q1, q3, low, high] = [lower.start, upper.start, lower.end, upper.end]
  if (!(low <= q1 && q1 <= middle && middle <= q3 && q3 <= high)) return null
  // Marks of means come after the median.
  const beyond = own
    .slice(0, own.indexOf(last))
    .filter(({ artist }) => artist.style.dash === 'none' && artist.kind === 'line')
    .flatMap(({ points }) => points)
    .filter((point) => point[along] < low || point[along] > high)
  return { median: middle, q1, q3, low, high, outliers: beyond.length }
}

/** Violins: the ends of each body, which are those of its data. */
export function addViolins(ledger: Ledger, scene: Scene): boolean {
  const artists = scene.artists.filter(({ group }) => group?.kind === 'violinplot' || group?.kind === 'violin')
  const bodies = artists
    .filter((artist) => artist.style.fill !== 'none' && artist.data.shapes)
    .flatMap((artist) => (artist.data.shapes ?? []).map((shape) => ({ artist, outline: xys(shape) })))
  if (bodies.length === 0) return false
  const across = ([0, 1] as const).find((axis) => bodies.every(({ outline }) => mirrorOf(outline, axis) !== null))
  const sources = sourcesOf(artists)
  ledger.add('chart', { type: 'violin', ...(across === 1 ? { horizontal: true } : {}) }, 'calls of violins', sources)
  ledger.add('count', { what: 'violin', colour: '', count: bodies.length }, 'bodies', sources)
  if (across === undefined) return true
  const unit = unitOf((across === 0 ? scene.axes.y : scene.axes.x).label)
  for (const { artist, outline } of bodies) {
    const values = outline.map((point) => point[across === 0 ? 1 : 0])
    const name = placeName(across === 0 ? scene.axes.x : scene.axes.y, mirrorOf(outline, across) ?? 0)
    ledger.add(
      'violin',
      { name, low: tidy(Math.min(...values)), high: tidy(Math.max(...values)) },
      'ends of the body',
      sourcesOf([artist]),
      { ...(unit ? { unit } : {}) },
    )
  }
  return true
}

/** The value of one coordinate about which an outline is mirrored; null where it is not. */
function mirrorOf(outline: readonly XY[], axis: 0 | 1): number | null {
  const values = outline.map((point) => point[axis])
  const at = (Math.min(...values) + Math.max(...values)) / 2
  const width = Math.max(...values) - Math.min(...values)
  const rows = Map.groupBy(outline, (point) => point[axis === 0 ? 1 : 0].toPrecision(8))
  const even = [...rows.values()].every((row) => {
    const own = row.map((point) => point[axis])
    return Math.abs((Math.min(...own) + Math.max(...own)) / 2 - at) < 1e-6 * width
  })
  return even && rows.size > 2 ? tidy(at) : null
}
