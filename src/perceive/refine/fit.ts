import { across } from '../../fidelity/across.ts'
import { isSeen, type Placing, placed, traceOutlines } from '../../fidelity/outlines.ts'
import { limitSide } from '../../raster/area.ts'
import { type Edges, findEdges } from '../../raster/edges.ts'
import type { TracedArtist, TracedFigure } from '../../trace.ts'
import type { Drawing, Target } from './proposal.ts'
import { Sight } from './sight.ts'

/** Longer side that is enough to tell variants of a drawing apart. */
const LONGEST = 800
/** An outline meets an edge within this share of the diagonal; whole up to half of it. */
const REACH = 0.008
/** Furniture is alike in any two charts. */
const ROLES: Readonly<Record<TracedArtist['role'], number>> = {
  data: 1,
  title: 0.5,
  label: 0.5,
  legend: 0.5,
  colourbar: 0.5,
  frame: 0.2,
  grid: 0.1,
  tick: 0.1,
}
/** Share of a text's box that edges fill at least. */
const LETTERS = 0.06

/**
 * How well a traced figure explains the source's edges, without being drawn: many variants of a program are told apart
 * in the time that drawing one takes. Not the score: what it puts first is still to be drawn and scored.
 */
export class Fit {
  readonly #edges: Edges
  readonly #far: number
  readonly #place: Omit<Placing, 'scale'> & { readonly scale: number }
  readonly #size: readonly [number, number]
  /** Edges of letters that were read: no outline explains them. */
  readonly #letters: Uint8Array

  constructor(drawing: Drawing, target: Target) {
    const picture = limitSide(target.picture, LONGEST)
    const shrunk = picture.width / target.picture.width
    this.#edges = findEdges(picture)
    this.#far = Math.max(2, REACH * Math.hypot(picture.width, picture.height))
    const sight = new Sight(drawing, target)
    const [dx, dy] = sight.toSource([0, 0])
    this.#place = {
      scale: sight.scale * shrunk,
      dx: dx * shrunk,
      dy: dy * shrunk,
      width: picture.width,
      height: picture.height,
    }
    this.#size = [drawing.trace.width, drawing.trace.height]
    this.#letters = new Uint8Array(picture.width * picture.height)
    for (const { box } of target.observation?.texts ?? []) this.#cover(box.map((side) => side * shrunk))
  }

  /** F1 of outlines and edges, 0 to 1. */
  value(figure: TracedFigure): number {
    const place = this.#placeOf(figure)
    const { width, height, map, points } = this.#edges
    const outlines = traceOutlines(figure, place)
    const drawn = new Uint8Array(width * height)
    let [met, unmet] = [0, 0]
    for (const { artist, from, to, edges } of outlines.instances) {
      const weight = ROLES[figure.artists[artist]!.role]
      let [seen, sum] = [0, 0]
      for (let i = from; i < to; i++) {
        const [x, y, direction, half] = [outlines.x[i]!, outlines.y[i]!, outlines.direction[i]!, outlines.half[i]!]
        seen++
        sum += this.#credit(across(map, width, height, x, y, direction, half + this.#far) - half)
        for (const side of half > 1 ? [-half, half] : [0]) {
          const angle = (direction * Math.PI) / 16
          const [column, row] = [Math.floor(x + side * Math.cos(angle)), Math.floor(y + side * Math.sin(angle))]
          if (column >= 0 && row >= 0 && column < width && row < height) drawn[row * width + column] = 1 + direction
        }
      }
      // A root, as in the score, so that one long curve does not outweigh ten markers.
      const mass = weight * Math.sqrt(seen * edges)
      // What crosses other ink meets some of it.
      const share = Math.max(0, sum / Math.max(1, seen) - 0.25) / 0.75
      met += mass * share
      unmet += mass * (1 - share)
    }
    for (const artist of figure.artists) {
      if (artist.kind !== 'text' || !isSeen(artist)) continue
      const [x0, y0, x1, y1] = placed(artist.path.box!, place)
      const mass = ROLES[artist.role] * Math.sqrt(2 * Math.max(0, x1 - x0 + y1 - y0))
      if (this.#edgesIn(x0, y0, x1, y1) > LETTERS * (x1 - x0) * (y1 - y0)) met += mass
      else unmet += mass
    }
    let lost = 0
    let all = 0
    for (const point of points) {
      if (this.#letters[point]) continue
      all++
      const y = Math.floor(point / width)
      const distance = across(drawn, width, height, point - y * width + 0.5, y + 0.5, (map[point]! - 1) % 16, this.#far)
      lost += 1 - this.#credit(distance)
    }
    const whole = met + unmet
    const unexplained = (whole * lost) / Math.max(1, all)
    return whole === 0 ? 0 : (2 * met) / (2 * met + unmet + unexplained)
  }

  #credit(distance: number): number {
    return Math.min(1, Math.max(0, 2 - (2 * Math.max(0, distance)) / this.#far))
  }

  /** A figure of another shape fills the picture anew. */
  #placeOf({ width, height }: TracedFigure): Placing {
    if (width === this.#size[0] && height === this.#size[1]) return this.#place
    const scale = Math.max(this.#place.width, this.#place.height) / Math.max(width, height)
    return { ...this.#place, scale, dx: 0, dy: 0 }
  }

  #edgesIn(x0: number, y0: number, x1: number, y1: number): number {
    const { width, height, map } = this.#edges
    let count = 0
    for (let y = Math.max(0, Math.floor(y0)); y < Math.min(height, y1); y++)
      for (let x = Math.max(0, Math.floor(x0)); x < Math.min(width, x1); x++) if (map[y * width + x]) count++
    return count
  }

  #cover([x0 = 0, y0 = 0, x1 = 0, y1 = 0]: readonly number[]): void {
    const { width, height } = this.#edges
    const [left, right] = [Math.max(0, Math.floor(x0) - 1), Math.min(width, Math.ceil(x1) + 1)]
    for (let y = Math.max(0, Math.floor(y0) - 1); y < Math.min(height, y1 + 1); y++)
      if (left < right) this.#letters.fill(1, y * width + left, y * width + right)
  }
}
