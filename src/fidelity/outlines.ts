import { DIRECTIONS, type Edges } from '../raster/edges.ts'
import type { Similarity } from '../raster/similarity.ts'
import type { Box, DrawnShape, TracedArtist, TracedFigure } from '../trace.ts'

/** Points of the outlines of a traced figure, about a pixel apart, where they lie in the registered picture. */
export interface Outlines {
  readonly count: number
  readonly x: Float32Array
  readonly y: Float32Array
  /** Of the normal, in steps of 180/16 degrees. */
  readonly direction: Uint8Array
  /** Half the stroke: how far off its edges lie. */
  readonly half: Float32Array
  readonly instances: readonly Instance[]
}

/** One shape, or one marker of many. */
export interface Instance {
  readonly artist: number
  readonly from: number
  readonly to: number
  /** A stroke has an edge on both sides, a fill one. */
  readonly edges: 1 | 2
  readonly dashed: boolean
}

/** From pixels of the traced figure to those of the registered picture: x · scale + dx. */
export interface Placing extends Similarity {
  readonly width: number
  readonly height: number
}

/** Steps between points grow with an artist's length, so that none has more than about this many. */
const MOST = 20_000

/** `source` leads from the registered picture to the render, whose width may differ from the traced figure's. */
export function placing(figure: TracedFigure, source: Similarity, renderWidth: number, size: Edges): Placing {
  return {
    scale: renderWidth / figure.width / source.scale,
    dx: -source.dx / source.scale,
    dy: -source.dy / source.scale,
    width: size.width,
    height: size.height,
  }
}

export function placed([x0, y0, x1, y1]: Box, { scale, dx, dy }: Placing): Box {
  return [x0 * scale + dx, y0 * scale + dy, x1 * scale + dx, y1 * scale + dy]
}

/** Artists that leave ink of their own, other than text. */
export function isSeen(artist: TracedArtist): boolean {
  return artist.visible && artist.clipped !== 'wholly' && artist.path.box !== null
}

export function traceOutlines(figure: TracedFigure, place: Placing): Outlines {
  const to = new Growing()
  const instances: Instance[] = []
  figure.artists.forEach((artist, index) => {
    if (artist.kind === 'text' || !isSeen(artist)) return
    const length = artist.path.shapes.reduce((sum, shape) => sum + lengthOf(shape) * (shape.at?.length ?? 1), 0)
    const step = Math.max(1, (length * place.scale) / MOST)
    const clip = placed(artist.path.clip ?? [0, 0, figure.width, figure.height], place)
    for (const shape of artist.path.shapes) {
      if (shape.png !== undefined) continue
      const dashed = shape.stroke?.dash !== undefined
      const half = ((shape.stroke?.width ?? 0) * place.scale) / 2
      for (const [x, y] of shape.at ?? [[0, 0]]) {
        const from = to.count
        for (const line of shape.lines) walk(line, shape.closed, x!, y!, place, step, clip, half, to)
        if (to.count > from) instances.push({ artist: index, from, to: to.count, edges: half > 0 ? 2 : 1, dashed })
      }
    }
  })
  return { ...to.cut(), instances }
}

function lengthOf({ lines }: DrawnShape): number {
  let length = 0
  for (const line of lines) {
    for (let i = 1; i < line.length; i++)
      length += Math.hypot(line[i]![0]! - line[i - 1]![0]!, line[i]![1]! - line[i - 1]![1]!)
  }
  return length
}

function walk(
  line: DrawnShape['lines'][number],
  closed: boolean,
  atX: number,
  atY: number,
  { scale, dx, dy, width, height }: Placing,
  step: number,
  [left, top, right, bottom]: Box,
  half: number,
  to: Growing,
): void {
  const segments = closed ? line.length : line.length - 1
  // How far into the segment the next point lies; carried on, so that curves of tiny segments are no denser.
  let next = 0
  for (let i = 0; i < segments; i++) {
    const a = line[i]!
    const b = line[(i + 1) % line.length]!
    const x = (a[0]! + atX) * scale + dx
    const y = (a[1]! + atY) * scale + dy
    const [ux, uy] = [(b[0]! - a[0]!) * scale, (b[1]! - a[1]!) * scale]
    const length = Math.hypot(ux, uy)
    if (length === 0) continue
    const direction = directionOf(-uy, ux)
    for (; next < length; next += step) {
      const px = x + (ux * next) / length
      const py = y + (uy * next) / length
      if (px < left || py < top || px > right || py > bottom || px < 0 || py < 0 || px >= width || py >= height)
        continue
      to.add(px, py, direction, half)
    }
    next -= length
  }
}

/** Of a normal, modulo half a turn. */
function directionOf(x: number, y: number): number {
  return (Math.round((Math.atan2(y, x) / Math.PI) * DIRECTIONS) + 2 * DIRECTIONS) % DIRECTIONS
}

class Growing {
  count = 0
  #x = new Float32Array(4096)
  #y = new Float32Array(4096)
  #direction = new Uint8Array(4096)
  #half = new Float32Array(4096)

  add(x: number, y: number, direction: number, half: number): void {
    if (this.count === this.#x.length) {
      const room = this.count * 2
      this.#x = grown(this.#x, new Float32Array(room))
      this.#y = grown(this.#y, new Float32Array(room))
      this.#direction = grown(this.#direction, new Uint8Array(room))
      this.#half = grown(this.#half, new Float32Array(room))
    }
    this.#x[this.count] = x
    this.#y[this.count] = y
    this.#direction[this.count] = direction
    this.#half[this.count++] = half
  }

  cut(): Omit<Outlines, 'instances'> {
    return { count: this.count, x: this.#x, y: this.#y, direction: this.#direction, half: this.#half }
  }
}

function grown<A extends Float32Array | Uint8Array>(from: A, to: A): A {
  to.set(from)
  return to
}
