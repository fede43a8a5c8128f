import type { TracedArtist, TracedFigure } from '../../../trace.ts'

export type Shape = 'bar' | 'barh' | 'line' | 'points' | 'pie' | 'circle' | 'polygon' | 'rectangle'
export type Name = 'x' | 'y' | 'width' | 'height' | 'radius' | 'share'

/** What one call draws, as the numbers that a program gives for it. */
export interface DrawnSeries {
  /** The same in the traces of variants of the program. */
  readonly key: string
  readonly shape: Shape
  readonly axes: string
  readonly artists: readonly TracedArtist[]
  /**
   * Numbers in their order: of bars their middles and lengths, of lines, points and polygons x and y, of a pie's wedges
   * their shares (0–1), of a rectangle its lower left corner and its sides.
   */
  readonly columns: { readonly [name in Name]?: readonly number[] }
}

/** Of more nobody has written the numbers down. */
const MOST = 60

/** All series of data in data coordinates whose numbers may stand in the program. */
export function drawnSeries({ artists }: TracedFigure): DrawnSeries[] {
  const grouped = new Map<string, TracedArtist[]>()
  const found: DrawnSeries[] = []
  for (const artist of artists) {
    const { data, role, visible, axes, group, line } = artist
    if (role !== 'data' || !visible || axes === null || line === null || data.count !== undefined) continue
    if (group && ['bar', 'barh', 'pie'].includes(group.kind)) {
      if (data.shape === 'rectangle' || data.shape === 'wedge')
        grouped.set(group.id, [...(grouped.get(group.id) ?? []), artist])
    } else if (!group && data.system === 'data') {
      const series = seriesOf(artist, axes)
      if (series) found.push(series)
    }
  }
  for (const [key, own] of grouped) {
    if (own.length > MOST) continue
    const sorted = own.sort((a, b) => a.group!.index - b.group!.index)
    const { kind } = own[0]!.group!
    const columns = kind === 'pie' ? { share: sorted.map(shareOf) } : barColumns(sorted, kind === 'bar')
    found.push({ key, shape: kind as Shape, axes: own[0]!.axes!, artists: sorted, columns })
  }
  return found
}

function seriesOf(artist: TracedArtist, axes: string): DrawnSeries | null {
  const { kind, data, call, id: key } = artist
  const points = data.points ?? []
  const of = (shape: Shape, columns: DrawnSeries['columns']) => ({ key, shape, axes, artists: [artist], columns })
  if (data.shape === 'circle' && data.centre && data.radius !== undefined)
    return of('circle', { x: [data.centre[0]!], y: [data.centre[1]!], radius: [data.radius] })
  const xy = { x: points.map((point) => point[0]!), y: points.map((point) => point[1]!) }
  if (points.length === 0 || points.length > MOST) return null
  if (kind === 'line') return of('line', xy)
  if (kind === 'collection' && /\bscatter$/.test(call ?? '')) return of('points', xy)
  if (data.shape === 'rectangle' && points.length === 4) {
    const [x, y] = [Math.min(...xy.x), Math.min(...xy.y)]
    return of('rectangle', { x: [x], y: [y], width: [Math.max(...xy.x) - x], height: [Math.max(...xy.y) - y] })
  }
  return data.shape === 'polygon' && points.length > 2 ? of('polygon', withoutEnd(xy)) : null
}

/** A closed outline may end where it began. */
function withoutEnd({ x, y }: { readonly x: readonly number[]; readonly y: readonly number[] }) {
  const closed = x[0] === x.at(-1) && y[0] === y.at(-1)
  return closed ? { x: x.slice(0, -1), y: y.slice(0, -1) } : { x, y }
}

function shareOf({ data }: TracedArtist): number {
  return data.angles ? Math.abs(data.angles[1] - data.angles[0]) / 360 : 0
}

function barColumns(bars: readonly TracedArtist[], upright: boolean): DrawnSeries['columns'] {
  const spans = bars.map(({ data }) => {
    const [x, y] = [0, 1].map((axis) => (data.points ?? []).map((point) => point[axis]!)) as [number[], number[]]
    const [along, across] = upright ? [x, y] : [y, x]
    const low = Math.min(...across)
    const length = Math.max(...across) - low
    // Of bars below zero the lower end is the value.
    const value = low < -1e-12 && Math.abs(low + length) < 1e-12 ? -length : length
    return { middle: (Math.min(...along) + Math.max(...along)) / 2, value }
  })
  const [middles, values] = [spans.map(({ middle }) => middle), spans.map(({ value }) => value)]
  return upright ? { x: middles, y: values } : { x: values, y: middles }
}
