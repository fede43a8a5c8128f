import { connectedComponents } from '../../raster/components.ts'
import type { Point } from '../../trace.ts'

export interface FoundLine {
  readonly from: Point
  readonly to: Point
  /** Those that lie on it. */
  readonly points: readonly Point[]
}

type Ends = Pick<FoundLine, 'from' | 'to'>

export interface FoundCircle {
  readonly centre: Point
  readonly radius: number
}

/** Of its box that a disc fills; less are rings and letters. */
const DISC = 0.62
const ROUND = 0.25

/** Most points that are looked at; of more, evenly some. */
const MOST = 4000
const ANGLES = 180
/** Pixels from its middle that belong to a stroke, and by which parts of it may be apart (dashes, what crosses it). */
const HALF = 1.6
const GAP = 14
const THICKEST = 9
/** Share of a line's length that is inked: dots are mostly gaps. */
const FILLED = 0.3
/** Other ink beside a line, for its own: letters and areas have much. */
const CLUTTER = 0.7
const BESIDE = 6
const SECTORS = 72
const SECTORS_MET = 52
const TRIALS = 500

/** Straight strokes among points, longest first, each at least as long as told. */
export function findLines(points: readonly Point[], least: number): readonly FoundLine[] {
  const all = thinned(points)
  let rest = all
  const found: FoundLine[] = []
  for (let turn = 0; turn < 12 && rest.length >= least / 3; turn++) {
    const line = strongest(rest, least)
    if (!line) break
    const own = rest.filter((point) => isOn(point, line, THICKEST / 2))
    // What other lines have taken counts too: areas are full of lines.
    const beside = all.filter((point) => isOn(point, line, THICKEST / 2 + BESIDE)).length - own.length
    if (beside <= CLUTTER * own.length && thickness(all, line) <= THICKEST) found.push({ ...line, points: own })
    rest = rest.filter((point) => !isOn(point, line, THICKEST / 2))
  }
  return found.map((line, i) => meeting(line, found.toSpliced(i, 1))).sort((a, b) => lengthOf(b) - lengthOf(a))
}

/** The circle that most points of rims lie on, with ink almost all around; null without one. */
export function findCircle(points: readonly Point[], least: number, most: number): FoundCircle | null {
  const some = thinned(points)
  if (some.length < 12) return null
  let best: { centre: Point; radius: number; met: number } | null = null
  let seed = 1
  const pick = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return some[Math.floor((seed / 2 ** 32) * some.length)]!
  }
  for (let trial = 0; trial < TRIALS; trial++) {
    const circle = through(pick(), pick(), pick())
    if (!circle || circle.radius < least || circle.radius > most) continue
    const met = sectorsMet(some, circle.centre, circle.radius, HALF)
    if (!best || met > best.met) best = { ...circle, met }
  }
  if (!best || best.met < 0.6 * SECTORS_MET) return null
  const { centre, radius } = refined(some, best)
  if (sectorsMet(some, centre, radius, HALF) < SECTORS_MET) return null
  return { centre, radius }
}

/** Pieces that fill a box about as wide as high, as markers do; radii in cells. */
export function findDiscs(
  mask: Uint8Array,
  width: number,
  height: number,
  least: number,
  most: number,
): readonly FoundCircle[] {
  return connectedComponents(mask, width, height).list.flatMap(({ x0, y0, x1, y1, size }) => {
    const [w, h] = [x1 - x0, y1 - y0]
    if (Math.abs(w - h) > Math.max(1, ROUND * Math.max(w, h)) || size < DISC * w * h) return []
    const radius = (w + h) / 4
    return radius < least || radius > most ? [] : [{ centre: [(x0 + x1) / 2, (y0 + y1) / 2], radius }]
  })
}

function lengthOf({ from, to }: Ends): number {
  return Math.hypot(to[0]! - from[0]!, to[1]! - from[1]!)
}

/** A line whose ends, which others have covered, reach to where it meets them. */
function meeting(line: FoundLine, others: readonly Ends[]): FoundLine {
  const reach = (end: Point, start: Point): Point => {
    const [ux, uy] = [end[0]! - start[0]!, end[1]! - start[1]!]
    for (const { from, to } of others) {
      const [vx, vy] = [to[0]! - from[0]!, to[1]! - from[1]!]
      const cross = ux * vy - uy * vx
      if (Math.abs(cross) < 0.1 * Math.hypot(ux, uy) * Math.hypot(vx, vy)) continue
      const t = ((from[0]! - start[0]!) * vy - (from[1]! - start[1]!) * vx) / cross
      const place: Point = [start[0]! + t * ux, start[1]! + t * uy]
      const isNear = Math.hypot(place[0]! - end[0]!, place[1]! - end[1]!) <= THICKEST
      if (isNear && isOn(place, { from, to }, THICKEST)) return place
    }
    return end
  }
  return { ...line, from: reach(line.from, line.to), to: reach(line.to, line.from) }
}

function thinned(points: readonly Point[]): readonly Point[] {
  const step = Math.max(1, points.length / MOST)
  return points.length <= MOST ? points : Array.from({ length: MOST }, (_, i) => points[Math.floor(i * step)]!)
}

/** By Hough's transform, then least squares over what is near. */
function strongest(points: readonly Point[], least: number): Ends | null {
  const far = Math.ceil(Math.max(...points.map(([x, y]) => Math.hypot(x!, y!)))) + 1
  const counts = new Uint16Array(ANGLES * 2 * far)
  for (let a = 0; a < ANGLES; a++) {
    const [c, s] = [Math.cos((a * Math.PI) / ANGLES), Math.sin((a * Math.PI) / ANGLES)]
    for (const [x, y] of points) counts[a * 2 * far + Math.round(x! * c + y! * s) + far]!++
  }
  let peak = 0
  for (let i = 1; i < counts.length; i++) if (counts[i]! > counts[peak]!) peak = i
  const angle = (Math.floor(peak / (2 * far)) * Math.PI) / ANGLES
  let [nx, ny] = [Math.cos(angle), Math.sin(angle)]
  let offset = (peak % (2 * far)) - far
  let run: Ends | null = null
  for (let round = 0; round < 3; round++) {
    const near = points.filter(([x, y]) => Math.abs(x! * nx + y! * ny - offset) <= HALF + (round === 0 ? 1 : 0))
    run = longestRun(near, nx, ny, offset, least)
    if (!run) return null
    const own = near.filter((point) => isOn(point, run!, HALF + 1))
    ;({ nx, ny, offset } = fitted(own, nx, ny))
  }
  return run
}

function fitted(points: readonly Point[], nx: number, ny: number): { nx: number; ny: number; offset: number } {
  const mean = [0, 1].map((c) => points.reduce((sum, point) => sum + point[c]!, 0) / points.length)
  let [xx, xy, yy] = [0, 0, 0]
  for (const [x, y] of points) {
    const [u, v] = [x! - mean[0]!, y! - mean[1]!]
    xx += u * u
    xy += u * v
    yy += v * v
  }
  // The direction across is that of the least spread.
  const along = 0.5 * Math.atan2(2 * xy, xx - yy)
  let [ax, ay] = [-Math.sin(along), Math.cos(along)]
  if (ax * nx + ay * ny < 0) [ax, ay] = [-ax, -ay]
  return { nx: ax, ny: ay, offset: mean[0]! * ax + mean[1]! * ay }
}

function longestRun(points: readonly Point[], nx: number, ny: number, offset: number, least: number): Ends | null {
  const along = points.map(([x, y]) => -x! * ny + y! * nx).sort((a, b) => a - b)
  let best: [number, number] | null = null
  for (let i = 0; i < along.length; ) {
    let j = i
    const bins = new Set([Math.floor(along[i]!)])
    while (j + 1 < along.length && along[j + 1]! - along[j]! <= GAP) bins.add(Math.floor(along[++j]!))
    const length = along[j]! - along[i]!
    if (length >= least && bins.size >= FILLED * length && (!best || length > best[1] - best[0]))
      best = [along[i]!, along[j]!]
    i = j + 1
  }
  if (!best) return null
  const at = (t: number): Point => [nx * offset - ny * t, ny * offset + nx * t]
  return { from: at(best[0] - 0.5), to: at(best[1] + 0.5) }
}

function isOn([x = 0, y = 0]: Point, { from, to }: Ends, half: number): boolean {
  const [ux, uy] = [to[0]! - from[0]!, to[1]! - from[1]!]
  const length = Math.hypot(ux, uy)
  const along = ((x - from[0]!) * ux + (y - from[1]!) * uy) / length
  const aside = Math.abs((x - from[0]!) * uy - (y - from[1]!) * ux) / length
  return aside <= half && along >= -half && along <= length + half
}

/** Mean number of points across a line, for each pixel that has some. */
function thickness(points: readonly Point[], line: Ends): number {
  const counts = new Map<number, number>()
  const length = lengthOf(line)
  const [ux, uy] = [(line.to[0]! - line.from[0]!) / length, (line.to[1]! - line.from[1]!) / length]
  for (const [x = 0, y = 0] of points.filter((point) => isOn(point, line, THICKEST))) {
    const bin = Math.floor((x - line.from[0]!) * ux + (y - line.from[1]!) * uy)
    counts.set(bin, (counts.get(bin) ?? 0) + 1)
  }
  const sorted = [...counts.values()].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

function through([ax = 0, ay = 0]: Point, [bx = 0, by = 0]: Point, [cx = 0, cy = 0]: Point) {
  const d = 2 * (ax * (by - cy) + bx * (cy - ay) + cx * (ay - by))
  if (Math.abs(d) < 1) return null
  const [a, b, c] = [ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy]
  const centre: Point = [
    (a * (by - cy) + b * (cy - ay) + c * (ay - by)) / d,
    (a * (cx - bx) + b * (ax - cx) + c * (bx - ax)) / d,
  ]
  return { centre, radius: Math.hypot(ax - centre[0]!, ay - centre[1]!) }
}

function sectorsMet(points: readonly Point[], [x0 = 0, y0 = 0]: Point, radius: number, half: number): number {
  const met = new Set<number>()
  for (const [x = 0, y = 0] of points) {
    if (Math.abs(Math.hypot(x - x0, y - y0) - radius) > half) continue
    met.add(Math.floor(((Math.atan2(y - y0, x - x0) / (2 * Math.PI) + 1) % 1) * SECTORS))
  }
  return met.size
}

/** Kåsa's fit of the points near the rim, in some rounds. */
function refined(points: readonly Point[], start: { readonly centre: Point; readonly radius: number }) {
  let { centre, radius } = start
  for (let round = 0; round < 4; round++) {
    const [x0, y0] = [centre[0]!, centre[1]!]
    // The outer half alone: of an area only the rim tells the radius.
    const near = points.filter(([x, y]) => Math.abs(Math.hypot(x! - x0, y! - y0) - radius) <= HALF + 1)
    const directions = near.map(([x, y]) => {
      const far = Math.hypot(x! - x0, y! - y0)
      return { ux: (x! - x0) / far, uy: (y! - y0) / far, off: far - radius }
    })
    // far ≈ radius + u·shift: least squares of shift, the mean of what is left goes to the radius.
    let [xx, xy, yy, xo, yo, o] = [0, 0, 0, 0, 0, 0]
    for (const { ux, uy, off } of directions) {
      xx += ux * ux
      xy += ux * uy
      yy += uy * uy
      xo += ux * off
      yo += uy * off
      o += off
    }
    const det = xx * yy - xy * xy
    if (directions.length < 8 || Math.abs(det) < 1e-9) break
    centre = [x0 + (xo * yy - yo * xy) / det, y0 + (yo * xx - xo * xy) / det]
    radius += o / directions.length
  }
  return { centre, radius }
}
