/** Vertices and edges of a solid, with coordinates in space or as drawn in a plane. */
export interface Skeleton {
  readonly places: ReadonlyMap<string, readonly number[]>
  readonly neighbours: ReadonlyMap<string, readonly string[]>
  readonly edges: readonly (readonly [string, string])[]
}

type Vector = readonly number[]

/** What a solid is called by the lengths and angles of its edges; `''` where they do not tell it. */
export function nameOf(solid: Skeleton, drawn: 'space' | 'plane' | 'uneven plane'): string {
  const degrees = [...solid.neighbours.values()].map(({ length }) => length)
  const [vertices, edges] = [degrees.length, solid.edges.length]
  const all = (degree: number) => degrees.every((one) => one === degree)
  if (vertices === 4 && edges === 6) return 'tetrahedron'
  if (vertices === 8 && edges === 12 && all(3)) return boxName(solid, drawn)
  if (vertices === 6 && edges === 9 && all(3)) return isPrism(solid) ? 'triangular prism' : ''
  if (vertices === 5 && edges === 8) return pyramidName(solid, drawn)
  if (vertices === 6 && edges === 12 && all(4)) return drawn !== 'space' || isEven(solid) ? 'octahedron' : ''
  return ''
}

const between = ({ places }: Skeleton, from: string, to: string): Vector =>
  (places.get(from) ?? []).map((value, k) => (places.get(to)?.[k] ?? 0) - value)
const size = (v: Vector): number => Math.hypot(...v)
const dot = (a: Vector, b: Vector): number => a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0)
const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-5 * Math.max(a, b)
const areSquare = (a: Vector, b: Vector): boolean => Math.abs(dot(a, b)) < 1e-5 * size(a) * size(b)
const areAlike = (a: Vector, b: Vector): boolean =>
  near(size(a), size(b)) && Math.abs(Math.abs(dot(a, b)) - size(a) * size(b)) < 1e-6 * size(a) * size(b)

const vectors = (solid: Skeleton): Vector[] => solid.edges.map(([from, to]) => between(solid, from, to))
const isEven = (solid: Skeleton): boolean => vectors(solid).every((v, _, all) => near(size(v), size(all[0] ?? v)))

/** Three families of four equal parallel edges; in space with right angles, in a plane with one right-angled face. */
function boxName(solid: Skeleton, drawn: 'space' | 'plane' | 'uneven plane'): string {
  const all = vectors(solid)
  if (!all.every((v) => all.filter((other) => areAlike(v, other)).length >= 4)) return ''
  const corners = [...solid.neighbours].map(([at, ends]) => ends.map((end) => between(solid, at, end)))
  const pairs = corners.map(([a = [], b = [], c = []]) => [areSquare(a, b), areSquare(b, c), areSquare(a, c)])
  if (drawn === 'space') {
    if (!pairs.every((corner) => corner.every(Boolean))) return 'parallelepiped'
    return isEven(solid) ? 'cube' : 'cuboid'
  }
  return drawn === 'uneven plane' || pairs.every((corner) => corner.some(Boolean)) ? 'cuboid' : ''
}

/** Two triangles joined by equal parallel edges. */
function isPrism(solid: Skeleton): boolean {
  const all = vectors(solid)
  const inTriangle = ([a, b]: readonly [string, string]) =>
    (solid.neighbours.get(a) ?? []).some((c) => c !== b && solid.neighbours.get(b)?.includes(c))
  const joints = solid.edges.flatMap((edge, i) => (inTriangle(edge) ? [] : [all[i] ?? []]))
  return joints.length === 3 && joints.every((v) => areAlike(v, joints[0] ?? v))
}

/** A quadrilateral with one apex; in a plane the base is seen from the side, so that only its drawing is known. */
function pyramidName(solid: Skeleton, drawn: 'space' | 'plane' | 'uneven plane'): string {
  const apex = [...solid.neighbours].find(([, ends]) => ends.length === 4)?.[0]
  if (apex === undefined) return ''
  const base = solid.edges.filter((edge) => !edge.includes(apex))
  const sides = base.map(([from, to]) => between(solid, from, to))
  if (sides.length !== 4) return ''
  if (drawn !== 'space') return 'pyramid'
  const corners = [...solid.neighbours].filter(([at]) => at !== apex)
  const square = corners.every(([at, ends]) => {
    const [a, b] = ends.filter((end) => end !== apex)
    return a !== undefined && b !== undefined && areSquare(between(solid, at, a), between(solid, at, b))
  })
  if (!square) return 'pyramid'
  return sides.every((side) => near(size(side), size(sides[0] ?? side))) ? 'square pyramid' : 'rectangular pyramid'
}
