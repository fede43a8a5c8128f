import type { Box, DrawnShape, Point, TracedArtist, TracedFigure } from '../trace.ts'

interface Part {
  readonly box: Box
  /** x and y by turns, a polyline each. */
  readonly lines: readonly Float64Array[]
  readonly closed: boolean
  readonly filled: boolean
  readonly opaque: boolean
  /** Half the width of its stroke. */
  readonly half: number
  /** What a person sees of it, in pixels²: the smaller goes first. */
  readonly size: number
}

interface Hittable {
  readonly id: string
  readonly box: Box
  readonly clip: Box | undefined
  readonly clipLines: readonly Float64Array[]
  readonly parts: readonly Part[]
}

/** Finds the artist under a pixel of a figure. Built once a figure; looking is a walk over boxes. */
export class HitIndex {
  /** From top to bottom. */
  readonly #artists: readonly Hittable[]

  constructor(figure: TracedFigure) {
    this.#artists = figure.artists.filter(isPointable).map(hittable).reverse()
  }

  /** Id of the smallest artist within `reach` pixels of (x, y) that nothing opaque hides; null where there is none. */
  at(x: number, y: number, reach: number): string | null {
    let best: { id: string; size: number } | null = null
    for (const artist of this.#artists) {
      if (!isNear(artist.box, x, y, reach) || !isSeenAt(artist, x, y, reach)) continue
      let hides = false
      for (const part of artist.parts) {
        if (!isNear(part.box, x, y, reach + part.half)) continue
        const hit = touches(part, x, y, reach)
        if (hit === 'no') continue
        if (best === null || part.size < best.size) best = { id: artist.id, size: part.size }
        if (hit === 'inside' && part.opaque) hides = true
      }
      if (hides) return best?.id ?? null
    }
    return best?.id ?? null
  }
}

/** Frames and grids are nothing to point at. */
const isPointable = ({ visible, role, path }: TracedArtist): boolean =>
  visible && path.box !== null && role !== 'frame' && role !== 'grid'

function hittable({ id, kind, path }: TracedArtist): Hittable {
  const box = path.box!
  const whole = kind === 'text' || kind === 'image' || path.shapes.every((shape) => shape.lines.length === 0)
  return {
    id,
    box: path.clip ? inside(box, path.clip) : box,
    clip: path.clip,
    clipLines: (path.clipLines ?? []).map(flat),
    parts: whole ? [boxPart(box, kind === 'image')] : path.shapes.flatMap(partsOf),
  }
}

/** A text is pointed at anywhere in its box. */
const boxPart = (box: Box, opaque: boolean): Part => ({
  box,
  lines: [Float64Array.of(box[0], box[1], box[2], box[1], box[2], box[3], box[0], box[3])],
  closed: true,
  filled: true,
  opaque,
  half: 0,
  size: area(box),
})

function partsOf(shape: DrawnShape): Part[] {
  if (shape.png) return shape.box ? [boxPart(shape.box, true)] : []
  const filled = shape.fill !== undefined && shape.fill !== 'none'
  const half = (shape.stroke?.width ?? 0) / 2
  return (shape.at ?? [[0, 0]]).map((at) => {
    const lines = shape.lines.map((line) => flat(line, at))
    const box = boxOf(lines)
    const size = filled ? area(box) : lines.reduce((sum, line) => sum + lengthOf(line), 0) * Math.max(1, 2 * half)
    return { box, lines, closed: shape.closed, filled, opaque: filled && /ff$/.test(shape.fill ?? ''), half, size }
  })
}

/** A stroke is touched within reach; a filled shape inside, and within reach where it is too small to meet. */
function touches(part: Part, x: number, y: number, reach: number): 'no' | 'near' | 'inside' {
  if (part.filled && isInside(part.lines, x, y)) return 'inside'
  const [x0, y0, x1, y1] = part.box
  const small = Math.min(x1 - x0, y1 - y0) < 2 * reach
  const far = part.half + (part.filled && !small ? 0 : reach)
  return part.lines.some((line) => isWithin(line, part.closed, x, y, far)) ? 'near' : 'no'
}

/** Walks hundreds of thousands of points for one move of the pointer: plain numbers alone. */
function isWithin(line: Float64Array, closed: boolean, x: number, y: number, far: number): boolean {
  const n = line.length
  let ax = line[closed ? n - 2 : 0]!
  let ay = line[closed ? n - 1 : 1]!
  if (n === 2) return Math.hypot(ax - x, ay - y) <= far
  for (let i = closed ? 0 : 2; i < n; i += 2) {
    const bx = line[i]!
    const by = line[i + 1]!
    const apart =
      (ax - far > x && bx - far > x) ||
      (ax + far < x && bx + far < x) ||
      (ay - far > y && by - far > y) ||
      (ay + far < y && by + far < y)
    if (!apart && distanceTo(ax, ay, bx, by, x, y) <= far) return true
    ax = bx
    ay = by
  }
  return false
}

/** From (x, y) to the segment from a to b. */
export function distanceTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  const ux = bx - ax
  const uy = by - ay
  const length = ux * ux + uy * uy
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * ux + (y - ay) * uy) / length))
  return Math.hypot(ax + t * ux - x, ay + t * uy - y)
}

/** Even and odd crossings, so that holes are holes. */
function isInside(lines: readonly Float64Array[], x: number, y: number): boolean {
  let found = false
  for (const line of lines) {
    let ax = line.at(-2) ?? 0
    let ay = line.at(-1) ?? 0
    for (let i = 0; i < line.length; i += 2) {
      const bx = line[i]!
      const by = line[i + 1]!
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) found = !found
      ax = bx
      ay = by
    }
  }
  return found
}

const isSeenAt = ({ clip, clipLines }: Hittable, x: number, y: number, reach: number): boolean =>
  (clip === undefined || isNear(clip, x, y, reach)) && (clipLines.length === 0 || isInside(clipLines, x, y))

const isNear = ([x0, y0, x1, y1]: Box, x: number, y: number, reach: number): boolean =>
  x >= x0 - reach && x <= x1 + reach && y >= y0 - reach && y <= y1 + reach

const area = ([x0, y0, x1, y1]: Box): number => Math.max(1, x1 - x0) * Math.max(1, y1 - y0)

const inside = (a: Box, b: Box): Box => [
  Math.max(a[0], b[0]),
  Math.max(a[1], b[1]),
  Math.min(a[2], b[2]),
  Math.min(a[3], b[3]),
]

function flat(line: readonly Point[], at: Point | number = 0): Float64Array {
  const [dx = 0, dy = 0] = typeof at === 'number' ? [] : at
  const out = new Float64Array(line.length * 2)
  for (let i = 0; i < line.length; i++) {
    out[2 * i] = (line[i]![0] ?? 0) + dx
    out[2 * i + 1] = (line[i]![1] ?? 0) + dy
  }
  return out
}

function boxOf(lines: readonly Float64Array[]): Box {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const line of lines) {
    for (let i = 0; i < line.length; i += 2) {
      x0 = Math.min(x0, line[i]!)
      x1 = Math.max(x1, line[i]!)
      y0 = Math.min(y0, line[i + 1]!)
      y1 = Math.max(y1, line[i + 1]!)
    }
  }
  return [x0, y0, x1, y1]
}

function lengthOf(line: Float64Array): number {
  let length = 0
  for (let i = 2; i < line.length; i += 2) length += Math.hypot(line[i]! - line[i - 2]!, line[i + 1]! - line[i - 1]!)
  return length
}
