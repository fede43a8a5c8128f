import type { TracedArtist, TracedFigure } from '../trace.ts'
import type { Ledger } from './fact.ts'
import type { Scene } from './scene.ts'

interface Edge {
  readonly from: string
  readonly to: string
  readonly hidden: boolean
}

/** A solid drawn by its edges: in 3-D axes, or in a plane with some of them dashed. False where it is none. */
export function addSolid(ledger: Ledger, scene: Scene, figure: TracedFigure): boolean {
  const spatial = scene.axes.projection === '3d'
  const artists = figure.artists.filter(
    (artist) => artist.axes === scene.axes.id && artist.role === 'data' && artist.visible && artist.kind === 'line',
  )
  const edges = new Map<string, Edge>()
  for (const artist of artists)
    for (const edge of edgesOf(artist)) edges.set([edge.from, edge.to].sort().join('|'), edge)
  // Sides of polygons drawn in a plane are edges too: a cuboid's front face.
  if (!spatial) {
    for (const { points } of scene.polygons) {
      points.forEach((p, i) => {
        const q = points[(i + 1) % points.length] ?? p
        const [from, to] = [keyOf(p), keyOf(q)].sort() as [string, string]
        if (!edges.has(`${from}|${to}`)) edges.set(`${from}|${to}`, { from, to, hidden: false })
      })
    }
  }
  const list = [...edges.values()]
  const degrees = new Map<string, number>()
  for (const { from, to } of list) for (const end of [from, to]) degrees.set(end, (degrees.get(end) ?? 0) + 1)
  const hidden = list.filter((edge) => edge.hidden).length
  if (list.length < 6 || [...degrees.values()].some((degree) => degree < 3) || (!spatial && hidden === 0)) return false
  const shape = nameOf([...degrees.values()], list.length)
  const sources = artists.map((artist) => ({ artists: [artist.id], lines: artist.line === null ? [] : [artist.line] }))
  const from = spatial ? sources : [...sources, ...scene.polygons]
  ledger.add('chart', { type: 'solid' }, 'edges that meet three at each vertex', from)
  ledger.add(
    'solid',
    { shape, vertices: degrees.size, visible: list.length - hidden, hidden },
    'degrees of the vertices',
    from,
  )
  return true
}

/** By the degrees alone: what these numbers of vertices and edges can be for a convex solid, else `''`. */
function nameOf(degrees: readonly number[], edges: number): string {
  const vertices = degrees.length
  const cubic = degrees.every((degree) => degree === 3)
  if (vertices === 4 && edges === 6) return 'tetrahedron'
  if (cubic && vertices === 8 && edges === 12) return 'cuboid'
  if (cubic && vertices === 6 && edges === 9) return 'triangular prism'
  if (vertices === 5 && edges === 8) return 'square pyramid'
  if (vertices === 6 && edges === 12 && degrees.every((degree) => degree === 4)) return 'octahedron'
  return ''
}

const keyOf = (point: readonly number[]): string =>
  point.map((value) => (Number(value.toFixed(6)) + 0).toString()).join(',')

function edgesOf({ data, style }: TracedArtist): Edge[] {
  const points = data.points ?? []
  if (points.length > 12 || style.dash === 'none' || style.dash === 'None') return []
  return points.slice(1).flatMap((to, i) => {
    const from = points[i]
    if (!from || keyOf(from) === keyOf(to)) return []
    const [first, second] = [keyOf(from), keyOf(to)].sort() as [string, string]
    return [{ from: first, to: second, hidden: style.dash !== '-' }]
  })
}
