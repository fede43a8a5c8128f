import { heightAt } from '../../../facts/index.ts'
import type { ReadMark } from '../../../observation.ts'
import type { Point, TracedArtist } from '../../../trace.ts'
import type { DrawnSeries } from './drawn.ts'
import { apart, FULL_COLOUR, type Reading, type Readings, type Sides } from './reading.ts'

/** Of the ranges, by which a point may have been moved where not all are seen. */
const MOVED = 0.1
/** Of the range of x, within which a marker stands at that x. */
const PLACE = 0.012
/** What it costs that both numbers of a point are wrong. */
const BOTH = 0.25
/** Pixels by which a marker hides the line's height at its place. */
const MARKED_PX = 2.5
/** Times the least error: a curve's ends and corners are blunt. */
const BLUNT = 5
/** Series of one colour share its markers up to this cost. */
const SHARED = 0.6
/** From here on a curve of the picture is not this series at all. */
const STRANGE = 1.2

/** Points of lines and scattered ones: markers and corners by their places, the rest by the height of the curve there. */
export function pointReadings(
  series: DrawnSeries,
  all: readonly DrawnSeries[],
  marks: readonly ReadMark[],
  sides: Sides,
  grow: number,
): Readings {
  const owners = ownersOf(series, all, marks, sides)
  const shown = owners.get(series)
  if (!shown) return {}
  const pool = [...owners].flatMap(([one, set]) => (set === shown ? [one] : []))
  const { least, ranges } = sides
  const x = series.columns.x!
  const y = series.columns.y!
  const lean = leanOf(series.artists[0]!)
  const told = (found: readonly (ReadMark | null)[], axis: 0 | 1): (Reading | null)[] =>
    found.map((mark) => {
      if (!mark) return null
      const off = mark.kind === 'marker' ? lean[axis]! * grow * (axis === 0 ? sides.x : sides.y).a : 0
      const error = (mark.kind === 'marker' ? 1 : BLUNT) * least[axis]
      return { value: mark.data[axis]! - off, se: Math.max(mark.se[axis]!, error) }
    })
  const rising = x.every((value, i) => i === 0 || value > x[i - 1]!)
  if (
    rising &&
    pool.length === 1 &&
    shown.length === x.length &&
    (shown[0]!.kind === 'marker' || !isMarked(series.artists[0]!))
  ) {
    const sorted = [...shown].sort((a, b) => a.data[0]! - b.data[0]!)
    return { x: told(sorted, 0), y: told(sorted, 1) }
  }
  if (shown[0]!.kind === 'marker') {
    const points = pool.flatMap(({ columns }) => columns.x!.map((at, i): Point => [at, columns.y![i]!]))
    const from = pool.slice(0, pool.indexOf(series)).reduce((sum, { columns }) => sum + columns.x!.length, 0)
    const found = nearest(points, shown, ranges).slice(from, from + x.length)
    return { x: told(found, 0), y: told(found, 1) }
  }
  const blunt = isMarked(series.artists[0]!) ? MARKED_PX * Math.abs(sides.y.a) : 0
  return {
    y: x.map((at, i) => {
      const found = heightAt(shown, at, sides.x, y[i]!, ranges[1])
      return found && { value: found.value, se: Math.max(found.se, least[1], blunt) }
    }),
  }
}

/** The marks of one kind and colour for each series of these axes; several share the markers of their colour. */
function ownersOf(
  { axes }: DrawnSeries,
  all: readonly DrawnSeries[],
  marks: readonly ReadMark[],
  sides: Sides,
): ReadonlyMap<DrawnSeries, readonly ReadMark[]> {
  const rivals = all.filter((one) => one.axes === axes && (one.shape === 'line' || one.shape === 'points'))
  const sets = new Map<string, ReadMark[]>()
  for (const mark of marks) {
    if (mark.kind !== 'marker' && mark.kind !== 'vertex') continue
    const name = `${mark.kind} ${mark.series}`
    sets.set(name, [...(sets.get(name) ?? []), mark])
  }
  const costs = rivals.flatMap((rival) =>
    [...sets.values()].map((set) => ({ rival, set, cost: costOf(rival, set, sides) })),
  )
  const owners = new Map<DrawnSeries, readonly ReadMark[]>()
  const used = new Map<number | undefined, readonly ReadMark[]>()
  for (const { rival, set, cost } of costs.sort((a, b) => a.cost - b.cost)) {
    const { kind, series } = set[0]!
    const free = !used.has(series) || (kind === 'marker' && used.get(series) === set && cost <= SHARED)
    if (cost > STRANGE || owners.has(rival) || !free) continue
    owners.set(rival, set)
    used.set(series, set)
  }
  return owners
}

/** 0 (the same colour in the same places) to about 3. */
function costOf({ artists, columns }: DrawnSeries, set: readonly ReadMark[], { x: side, ranges }: Sides): number {
  const [artist] = artists as [TracedArtist]
  const { kind } = set[0]!
  const scattered = artist.kind === 'collection'
  const marked = isMarked(artist)
  if (kind === 'vertex' ? scattered || artist.style.dash === 'none' : !marked) return Infinity
  const off = columns.x!.map((x, i) => {
    const y = columns.y![i]!
    if (kind === 'marker') return Math.min(1, ...set.map(({ data }) => far(x, y, data, ranges)))
    const found = heightAt(set, x, side, y, ranges[1])
    return found ? Math.min(1, Math.abs(found.value - y) / ranges[1]) : 1
  })
  const mean = off.reduce((sum, one) => sum + one, 0) / off.length
  // Corners of a line with markers are those of its markers: the markers themselves tell more.
  return mean + (2 * apart(artist, set[0]!)) / FULL_COLOUR + (kind === 'vertex' && marked ? 0.1 : 0)
}

/** Pixels of the drawing by which the middle of a marker's ink lies off its place, as of a triangle's. */
function leanOf({ path }: TracedArtist): Point {
  const outline = path.shapes.find(({ at, closed }) => at && closed)?.lines[0] ?? []
  let [area, x, y] = [0, 0, 0]
  outline.forEach((point, i) => {
    const next = outline[(i + 1) % outline.length]!
    const part = point[0]! * next[1]! - next[0]! * point[1]!
    area += part
    x += (part * (point[0]! + next[0]!)) / 3
    y += (part * (point[1]! + next[1]!)) / 3
  })
  return Math.abs(area) < 1e-9 ? [0, 0] : [x / area, y / area]
}

function isMarked({ kind, style }: TracedArtist): boolean {
  return kind === 'collection' || (style.marker?.shape ?? 'none') !== 'none'
}

/** Points with the markers nearest to them, one to one; a marker far away is one's only where all are seen. */
function nearest(
  points: readonly Point[],
  marks: readonly ReadMark[],
  ranges: readonly [number, number],
): (ReadMark | null)[] {
  const whole = marks.length === points.length
  const costs = points.flatMap(([x, y], i) =>
    marks.map((mark) => {
      const off = far(x!, y!, mark.data, ranges)
      // One number is wrong sooner than two.
      const near = Math.min(Math.abs(x! - mark.data[0]!) / ranges[0], Math.abs(y! - mark.data[1]!) / ranges[1])
      return { i, mark, off, cost: off + (near > PLACE ? BOTH : 0) }
    }),
  )
  const found: (ReadMark | null)[] = points.map(() => null)
  const used = new Set<ReadMark>()
  for (const { i, mark, off } of costs.sort((a, b) => a.cost - b.cost)) {
    const upright = Math.abs(mark.data[0]! - points[i]![0]!) <= PLACE * ranges[0]
    if (found[i] || used.has(mark) || (!whole && !upright && off > MOVED)) continue
    found[i] = mark
    used.add(mark)
  }
  return found
}

function far(x: number, y: number, data: readonly number[], ranges: readonly [number, number]): number {
  return Math.hypot((data[0]! - x) / ranges[0], (data[1]! - y) / ranges[1])
}
