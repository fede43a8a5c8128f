import type { XY } from './fact.ts'

export const sub = (a: XY, b: XY): XY => [a[0] - b[0], a[1] - b[1]]
export const dot = (a: XY, b: XY): number => a[0] * b[0] + a[1] * b[1]
export const cross = (a: XY, b: XY): number => a[0] * b[1] - a[1] * b[0]
export const distance = (a: XY, b: XY): number => Math.hypot(a[0] - b[0], a[1] - b[1])
export const middle = (a: XY, b: XY): XY => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]

/** Whether two directions are within 1e-6 of parallel or square. */
export const areParallel = (a: XY, b: XY): boolean => Math.abs(cross(a, b)) <= 1e-6 * size(a) * size(b)
export const areSquare = (a: XY, b: XY): boolean => Math.abs(dot(a, b)) < 1e-6 * size(a) * size(b)

const size = (a: XY): number => Math.hypot(a[0], a[1])

/** Where the inner parts of two segments cross; null where they only touch or miss. */
export function crossing(a: XY, b: XY, c: XY, d: XY): XY | null {
  const u = sub(b, a)
  const v = sub(d, c)
  const det = cross(u, v)
  if (Math.abs(det) < 1e-9 * size(u) * size(v)) return null
  const s = cross(sub(c, a), v) / det
  const t = cross(sub(c, a), u) / det
  const inner = (value: number) => value > 1e-6 && value < 1 - 1e-6
  return inner(s) && inner(t) ? [a[0] + s * u[0], a[1] + s * u[1]] : null
}

/** Foot of the perpendicular from `p` on the line through `a` and `b`, and its place along it (0 at a, 1 at b). */
export function foot(p: XY, a: XY, b: XY): { at: XY; t: number } {
  const u = sub(b, a)
  const t = dot(sub(p, a), u) / dot(u, u)
  return { at: [a[0] + t * u[0], a[1] + t * u[1]], t }
}

export function isInside(p: XY, polygon: readonly XY[]): boolean {
  let inside = false
  polygon.forEach((a, i) => {
    const b = polygon[(i + 1) % polygon.length] ?? a
    if (a[1] > p[1] !== b[1] > p[1] && p[0] < a[0] + ((p[1] - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) inside = !inside
  })
  return inside
}

/** Rounds away float noise: 10 significant digits, no negative zero. */
export function tidy(value: number): number {
  if (value === 0 || Number.isInteger(value)) return value + 0
  const scale = POWERS[9 - Math.floor(Math.log10(Math.abs(value)))]
  // A whole number over an exact power of ten is the float that its decimals stand for.
  return scale === undefined ? Number(value.toPrecision(10)) : Math.round(value * scale) / scale + 0
}
const POWERS = Array.from({ length: 23 }, (_, k) => 10 ** k)
export const tidyPoint = (p: XY): XY => [noiseless(p[0]), noiseless(p[1])]
const noiseless = (value: number): number => (Math.abs(value) < 1e-12 ? 0 : tidy(value))

/** Sides of a closed polygon as pairs of vertices. */
export const sidesOf = (vertices: readonly XY[]): (readonly [XY, XY])[] =>
  vertices.map((a, i) => [a, vertices[(i + 1) % vertices.length] ?? a])

/** What a polygon is called; the strictest name that holds. */
export function shapeOf(vertices: readonly XY[]): string {
  const sides = sidesOf(vertices).map(([a, b]) => sub(b, a))
  const lengths = sides.map(size)
  const [first = 0] = lengths
  const regular = lengths.every((length) => Math.abs(length - first) < 1e-6 * first)
  const square = sides.every((side, i) => areSquare(side, sides[(i + 1) % sides.length] ?? side))
  if (sides.length === 3) return 'triangle'
  if (sides.length !== 4)
    return ['', '', '', '', '', 'pentagon', 'hexagon', 'heptagon', 'octagon'][sides.length] ?? 'polygon'
  const [a = [0, 0], b = [0, 0], c = [0, 0], d = [0, 0]] = sides
  if (square) return regular ? 'square' : 'rectangle'
  if (areParallel(a, c) && areParallel(b, d)) return regular ? 'rhombus' : 'parallelogram'
  return areParallel(a, c) || areParallel(b, d) ? 'trapezoid' : 'quadrilateral'
}
