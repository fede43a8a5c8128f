import type { TracedArtist, TracedFigure } from '../trace.ts'
import type { Ledger, XY } from './fact.ts'
import { crossing, distance, middle } from './plane.ts'
import { plainText, type Scene } from './scene.ts'
import { nameOf, type Skeleton } from './solid-names.ts'
import { sourcesOf } from './values.ts'

interface Edge {
  readonly from: string
  readonly to: string
  readonly hidden: boolean
}

/** A solid drawn by its edges: in 3-D axes, or in a plane with some of them dashed. False where it is none. */
export function addSolid(ledger: Ledger, scene: Scene, figure: TracedFigure): boolean {
  const spatial = scene.axes.projection === '3d'
  const artists = figure.artists.filter(
    (artist) => artist.axes === scene.axes.id && artist.role === 'data' && artist.visible,
  )
  if (spatial && addFaces(ledger, artists)) return true
  const strokes = artists.filter((artist) => artist.kind === 'line')
  const edges = new Map<string, Edge>()
  for (const artist of strokes)
    for (const edge of edgesOf(artist)) edges.set([edge.from, edge.to].sort().join('|'), edge)
  // Sides of polygons drawn in a plane are edges too: a cuboid's front face.
  if (!spatial) {
    for (const { points } of scene.polygons) {
      points.forEach((p, i) => {
        const [from, to] = [keyOf(p), keyOf(points[(i + 1) % points.length] ?? p)].sort() as [string, string]
        if (!edges.has(`${from}|${to}`)) edges.set(`${from}|${to}`, { from, to, hidden: false })
      })
    }
  }
  const list = [...edges.values()]
  const skeleton = skeletonOf(list)
  const hidden = list.filter((edge) => edge.hidden).length
  const meets = [...skeleton.neighbours.values()].every((others) => others.length >= 3)
  if (list.length < 6 || !meets || (!spatial && hidden === 0)) return spatial && addSpatialChart(ledger, artists)
  const from = spatial ? sourcesOf(strokes) : [...sourcesOf(strokes), ...scene.polygons]
  const shape = nameOf(skeleton, spatial ? 'space' : scene.even ? 'plane' : 'uneven plane')
  // In a plane, dashed strokes may be diagonals as well as hidden edges: only what can be named is a solid.
  if (!spatial && (!shape || !isSeen(skeleton, list))) return false
  ledger.add('chart', { type: 'solid' }, 'edges that meet three at each vertex', from)
  ledger.add(
    'solid',
    {
      shape,
      vertices: skeleton.neighbours.size,
      visible: list.length - hidden,
      hidden,
    },
    'lengths and angles of the edges',
    from,
  )
  ledger.add('count', { what: 'edge', colour: '', count: list.length }, 'edges', from)
  // In a plane the drawing is one of points and segments too, where letters name them.
  return spatial || scene.texts.filter(({ text }) => /^[A-Z]['′]?(?:_?\d)?$/.test(text)).length < 4
}

/** Hidden edges end in corners that are drawn; of a quadrilateral with its diagonals, or a centre, they do not tell. */
function isSeen({ neighbours, places }: Skeleton, edges: readonly Edge[]): boolean {
  const hidden = edges.filter((edge) => edge.hidden)
  if (neighbours.size === 4) {
    const at = (key: string): XY => (places.get(key) ?? [0, 0]) as unknown as XY
    const crossed = hidden.some((one) =>
      hidden.some(
        (other) => one !== other && crossing(at(one.from), at(one.to), at(other.from), at(other.to)) !== null,
      ),
    )
    const [p, q, r, s] = [...places.values()] as unknown as [XY, XY, XY, XY]
    // Opposite corners of a parallelogram have one middle.
    const level = [
      [p, q, r, s],
      [p, r, q, s],
      [p, s, q, r],
    ].some(([a = p, b = p, c = p, d = p]) => distance(middle(a, b), middle(c, d)) < 1e-6 * distance(a, b))
    return !crossed && !level
  }
  const apex = [...neighbours].find(([, ends]) => ends.length === 4)?.[0]
  return neighbours.size !== 5 || hidden.some(({ from, to }) => from !== apex && to !== apex)
}

/** A closed solid by its faces; of opaque ones nobody sees which edges are hidden. */
function addFaces(ledger: Ledger, artists: readonly TracedArtist[]): boolean {
  const bodies = artists.filter(
    ({ type, data, call }) => type === 'Poly3DCollection' && data.shapes && !data.count && !/bar3d/.test(call ?? ''),
  )
  const faces = bodies.flatMap(({ data }) => data.shapes ?? [])
  if (faces.length < 4 || faces.length > 20) return false
  const count = new Map<string, number>()
  for (const face of faces) {
    const keys = face.map(keyOf).filter((key, i, all) => key !== all[i - 1] && (i === 0 || key !== all[0]))
    keys.forEach((key, i) => {
      const edge = [key, keys[(i + 1) % keys.length] ?? key].sort().join('|')
      count.set(edge, (count.get(edge) ?? 0) + 1)
    })
  }
  // Of a closed surface each edge belongs to two faces.
  if (![...count.values()].every((faces) => faces === 2)) return false
  const list = [...count.keys()].map((key): Edge => {
    const [from = '', to = ''] = key.split('|')
    return { from, to, hidden: false }
  })
  const skeleton = skeletonOf(list)
  const shape = nameOf(skeleton, 'space')
  ledger.add('chart', { type: 'solid' }, 'faces that close', sourcesOf(bodies))
  const clear = bodies.every(({ style }) => Number.parseInt(style.fill.slice(7) || 'ff', 16) < 235)
  if (clear) {
    ledger.add(
      'solid',
      { shape, vertices: skeleton.neighbours.size, visible: list.length, hidden: 0 },
      'lengths and angles of the edges of translucent faces',
      sourcesOf(bodies),
    )
    ledger.add('count', { what: 'edge', colour: '', count: list.length }, 'edges of faces', sourcesOf(bodies))
  } else if (shape) ledger.add('polyhedron', { shape, faces: faces.length }, 'faces that close', sourcesOf(bodies))
  return true
}

/** Surfaces and clouds of points in space. */
function addSpatialChart(ledger: Ledger, artists: readonly TracedArtist[]): boolean {
  const surfaces = artists.filter(
    ({ type, call }) => type === 'Poly3DCollection' && /plot_(?:tri)?surf/.test(call ?? ''),
  )
  const clouds = artists.filter(({ type }) => type === 'Path3DCollection')
  const bars = artists.filter(({ type, call }) => type === 'Poly3DCollection' && /bar3d/.test(call ?? ''))
  if (bars.length > 0) {
    const faces = bars.reduce((sum, { data }) => sum + (data.count ?? data.shapes?.length ?? 0), 0)
    ledger.add('chart', { type: 'bar' }, 'calls of bar3d', sourcesOf(bars))
    ledger.add('count', { what: 'bar', colour: '', count: faces / 6 }, 'six faces a bar', sourcesOf(bars))
  }
  const [surface] = surfaces
  if (surface) {
    const ball = surfaces.length === 1 ? ballOf(surface) : null
    ledger.add('chart', { type: ball ? 'solid' : 'surface' }, 'calls of plot_surface', sourcesOf(surfaces))
    if (ball)
      ledger.add('sphere', ball, 'all corners of the surface at one distance', [...sourcesOf([surface])], {
        tolerance: 1e-6,
      })
  }
  if (clouds.length > 0) {
    const count = clouds.reduce((sum, { data }) => sum + (data.count ?? data.points?.length ?? 0), 0)
    if (surfaces.length === 0) ledger.add('chart', { type: 'scatter' }, 'points in space', sourcesOf(clouds))
    ledger.add('count', { what: 'point', colour: '', count }, 'points in space', sourcesOf(clouds))
    for (const cloud of clouds) {
      const name = cloud.label.startsWith('_') ? '' : plainText(cloud.label)
      const size = cloud.data.count ?? cloud.data.points?.length ?? 0
      if (name) ledger.add('series', { name, colour: '', size }, 'legend entry', sourcesOf([cloud]))
    }
  }
  return surfaces.length + clouds.length + bars.length > 0
}

/** The sphere that a whole surface makes. */
function ballOf({ data }: TracedArtist): { centre: readonly number[]; radius: number } | null {
  const corners = (data.shapes ?? []).flat()
  if (data.count !== undefined || corners.length < 100) return null
  const ends = [0, 1, 2].map((k) => {
    const values = corners.map((corner) => corner[k] ?? 0)
    return [Math.min(...values), Math.max(...values)] as const
  })
  const radius = Math.max(...ends.map(([low, high]) => high - low)) / 2
  // The poles lie on the axis of turning, whose ends are met exactly.
  for (const axis of [2, 1, 0]) {
    const centre = ends.map(([low, high], k) => (k === axis ? (low + high) / 2 : Number.NaN))
    const [low, high] = ends[axis] ?? [0, 0]
    const pole = corners.find((corner) => corner[axis] === high)
    const foot = corners.find((corner) => corner[axis] === low)
    const at = centre.map((value, k) => (Number.isNaN(value) ? (pole?.[k] ?? 0) : value))
    const round = corners.every(
      (corner) => Math.abs(Math.hypot(...corner.map((value, k) => value - (at[k] ?? 0))) - radius) < 1e-6 * radius,
    )
    const whole = ends.every(([a, b]) => b - a > 1.95 * radius) && foot !== undefined
    if (round && whole) {
      const clean = (value: number) => Number(value.toFixed(6)) + 0
      return { centre: at.map(clean), radius: clean(radius) }
    }
  }
  return null
}

const keyOf = (point: readonly number[]): string =>
  point.map((value) => (Number(value.toFixed(6)) + 0).toString()).join(',')

function skeletonOf(edges: readonly Edge[]): Skeleton {
  const places = new Map<string, readonly number[]>()
  const neighbours = new Map<string, string[]>()
  for (const { from, to } of edges) {
    for (const key of [from, to]) places.set(key, key.split(',').map(Number))
    neighbours.set(from, [...(neighbours.get(from) ?? []), to])
    neighbours.set(to, [...(neighbours.get(to) ?? []), from])
  }
  return { places, neighbours, edges: edges.map(({ from, to }) => [from, to] as const) }
}

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
