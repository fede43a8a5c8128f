import { connectedComponents } from '../raster/components.ts'
import type { Edges } from '../raster/edges.ts'
import type { Box, TracedArtist, TracedFigure } from '../trace.ts'
import { across } from './across.ts'
import type { Labels } from './labels.ts'
import { isSeen, type Outlines, type Placing, placed } from './outlines.ts'
import type { Verdict } from './types.ts'

/** Support is looked for within this share of the diagonal, and counts whole up to half of it. */
const REACH = 0.008
/** The render's own ink lies where its trace says, but for resampling. */
const OWN = 1.6
/** What the render shows less of an outline is hidden, or meets other ink there by chance. */
const SHOWN = 0.5
const DASHED = 0.2
/** An outline that the render shows as well when it is moved by this share of the diagonal is no outline of its own. */
const ASIDE = 0.03
const ANYWHERE = 0.6
/** Points of an outline that are looked up when it is moved. */
const PROBES = 60
/** Share of an outline that unrelated ink meets. */
const CHANCE = 0.25
/** An element with at least this much of its ink met is supported. */
const SUPPORTED = 0.5
/** Furniture is alike in any two charts. */
const ROLES: Readonly<Record<TracedArtist['role'], number>> = {
  data: 1,
  title: 0.5,
  label: 0.5,
  legend: 0.5,
  colourbar: 0.5,
  frame: 0.1,
  grid: 0.05,
  tick: 0.05,
}
/** Pieces of edges up to this long are specks. */
const SPECK = 8
/** Pieces shorter than this are one of several marks or letters. */
const MARK = 80

/** What counts for or against: an element with its share met, or a piece of ink that nothing explains. */
export interface Term {
  readonly mass: number
  /** 0..1; absent for a piece of ink. */
  readonly met?: number
}

export interface Elements {
  /** Undefined when the trace shows nothing that could be compared. */
  readonly value: number | undefined
  readonly terms: readonly Term[]
  readonly verdicts: readonly { readonly id: string; readonly verdict: Verdict }[]
  /** In pixels of the registered picture. */
  readonly missing: readonly Box[]
  readonly unsupported: readonly Box[]
}

/**
 * F1 of the elements that a program drew against what the source shows. Each shape's outline is looked up among the
 * source's edges, along its normal; what the render itself does not show there (hidden, blank, forged) counts for
 * nothing. Edges of either picture that no element explains and the other picture lacks stand against it, a term for
 * each connected piece. A term weighs by the root of its length, so that one long curve does not outweigh ten bars.
 * `likeness` (0..1) says how much an artist that is met looks like what is there (style.ts).
 */
export function compareElements(
  figure: TracedFigure,
  outlines: Outlines,
  place: Placing,
  source: Edges,
  render: Edges,
  weights: Float32Array,
  { labels, moved }: Labels,
  likeness: (artist: number) => number,
): Elements {
  const far = Math.max(2, REACH * Math.hypot(source.width, source.height))
  const credit = (distance: number) => Math.min(1, Math.max(0, 2 - (2 * distance) / far))
  const explained = new Explained(source, far, credit)
  // What the render has and the trace tells stands as an element already, met or not.
  const told = new Explained(source, far, credit)
  const artists = figure.artists.map(() => ({ mass: 0, met: 0 }))
  const strokes = figure.artists.map(() => ({ seen: 0, met: 0 }))
  const terms: Term[] = []
  const count = (index: number, size: number, met: number) => {
    const mass = ROLES[figure.artists[index]!.role] * size
    terms.push({ mass, met })
    artists[index]!.mass += mass
    artists[index]!.met += mass * met
  }
  for (const { artist, from, to, edges, dashed } of outlines.instances) {
    let [seen, met, shown] = [0, 0, 0]
    for (let i = from; i < to; i++) {
      const [x, y, direction, half] = [outlines.x[i]!, outlines.y[i]!, outlines.direction[i]!, outlines.half[i]!]
      if (across(render.map, render.width, render.height, x, y, direction, half + OWN) === Infinity) continue
      const weight = edges * weights[Math.trunc(y) * source.width + Math.trunc(x)]!
      const distance = across(source.map, source.width, source.height, x, y, direction, half + far)
      shown++
      seen += weight
      met += weight * credit(Math.max(0, distance - half))
    }
    // Faint lines get lost when a picture is drawn smaller; nobody misses them.
    if (figure.artists[artist]!.role === 'grid') explained.draw(outlines, from, to)
    if (shown === 0 || shown < (dashed ? DASHED : SHOWN) * (to - from)) continue
    if (isAnywhere(render, outlines, from, to, shown / (to - from))) continue
    const share = sure(met / seen)
    told.draw(outlines, from, to)
    // What merely crosses the source's ink explains none of it.
    if (share > 0) explained.draw(outlines, from, to)
    strokes[artist]!.seen += seen
    strokes[artist]!.met += seen * share
  }
  // One term an artist: a series of markers is no more than a curve of their length.
  strokes.forEach(({ seen, met }, index) => {
    if (seen > 0) count(index, Math.sqrt(seen), (met / seen) * likeness(index))
  })
  for (const { artist, box, score } of labels) {
    count(artist, Math.sqrt(edgesIn(render, box, weights)), score)
    explained.cover(box, score)
    told.cover(box, score)
  }
  for (const { box } of moved) explained.cover(box, 1)
  figure.artists.forEach((artist, index) => {
    // What the trace tells by its box alone (images, hatches, too many shapes) is compared edge by edge.
    const whole =
      artist.path.more !== undefined || artist.path.shapes.some(({ png, hatch }) => png !== undefined || hatch)
    if (!isSeen(artist) || !whole) return
    const box = placed(artist.path.box!, place)
    explained.compare(box)
    told.compare(box)
    const { seen, met } = metInside(render, source, box, weights, far)
    if (seen > 0) count(index, Math.sqrt(seen), met / seen)
  })
  const missing = pieces(source, render, explained, weights)
  const unsupported = pieces(render, source, told, weights)
  for (const { mass } of [...missing, ...unsupported]) terms.push({ mass })
  const boxes = figure.artists.flatMap((artist, i) =>
    artists[i]!.mass > 0 && artists[i]!.met < SUPPORTED * artists[i]!.mass ? [placed(artist.path.box!, place)] : [],
  )
  return {
    value: f1(terms),
    terms,
    verdicts: figure.artists.flatMap((artist, i) => {
      const { mass, met } = artists[i]!
      // Paper under figure and axes has no ink of its own.
      if (!isSeen(artist) || (mass === 0 && artist.role === 'frame')) return []
      return [{ id: artist.id, verdict: mass > 0 && met >= SUPPORTED * mass ? 'supported' : 'unsupported' } as const]
    }),
    missing: missing.map(({ box }) => box),
    unsupported: [...boxes, ...unsupported.map(({ box }) => box)],
  }
}

/** A share of an outline met, less what crossing ink meets by chance. */
function sure(share: number): number {
  return Math.max(0, (share - CHANCE) / (1 - CHANCE))
}

/** Whether a render of dense marks shows an outline wherever it is put: it tells nothing then. */
function isAnywhere({ map, width, height }: Edges, outlines: Outlines, from: number, to: number, shown: number) {
  const aside = ASIDE * Math.hypot(width, height)
  const step = Math.max(1, Math.floor((to - from) / PROBES))
  for (const [dx, dy] of [
    [aside, aside],
    [aside, -aside],
    [-aside, aside],
    [-aside, -aside],
  ] as const) {
    let [met, all] = [0, 0]
    for (let i = from; i < to; i += step, all++) {
      const [x, y, far] = [outlines.x[i]! + dx, outlines.y[i]! + dy, outlines.half[i]! + OWN]
      if (across(map, width, height, x, y, outlines.direction[i]!, far) !== Infinity) met++
    }
    if (met < ANYWHERE * shown * all) return false
  }
  return true
}

/** 2·met / (2·met + unmet + unexplained); undefined where there is nothing to be met. */
export function f1(terms: readonly Term[]): number | undefined {
  let [met, against] = [0, 0]
  for (const term of terms) {
    const share = term.met ?? 0
    met += term.mass * share
    against += term.mass * (1 - share)
  }
  return terms.length === 0 ? undefined : (2 * met) / Math.max(1e-12, 2 * met + against)
}

/** What the trace says about each place of the picture. */
class Explained {
  readonly #map: Uint8Array
  /** 0: outlines alone; 1: edge by edge; from 2 on a label's score in steps of 1/253. */
  readonly #areas: Uint8Array

  readonly size: Edges
  readonly far: number
  readonly credit: (distance: number) => number

  constructor(size: Edges, far: number, credit: (distance: number) => number) {
    this.size = size
    this.far = far
    this.credit = credit
    this.#map = new Uint8Array(size.width * size.height)
    this.#areas = new Uint8Array(size.width * size.height)
  }

  draw({ x, y, direction, half }: Outlines, from: number, to: number): void {
    const { width, height } = this.size
    for (let i = from; i < to; i++) {
      // A thick stroke shows its two sides.
      for (const side of half[i]! > 1 ? [-half[i]!, half[i]!] : [0]) {
        const angle = (direction[i]! * Math.PI) / 16
        const column = Math.floor(x[i]! + side * Math.cos(angle))
        const row = Math.floor(y[i]! + side * Math.sin(angle))
        if (column >= 0 && row >= 0 && column < width && row < height)
          this.#map[row * width + column] = 1 + direction[i]!
      }
    }
  }

  cover(box: Box, score: number): void {
    this.#fill(box, this.far / 2, 2 + Math.round(score * 253))
  }

  compare(box: Box): void {
    this.#fill(box, 1, 1)
  }

  /** How much of an edge that `other` does not have is nevertheless explained. */
  share(point: number, x: number, y: number, direction: number): number {
    const area = this.#areas[point]!
    const { width, height } = this.size
    const drawn = this.credit(across(this.#map, width, height, x, y, direction, this.far))
    return area < 2 ? drawn : Math.max(drawn, (area - 2) / 253)
  }

  isComparedHere(point: number): boolean {
    return this.#areas[point] === 1
  }

  #fill([x0, y0, x1, y1]: Box, margin: number, value: number): void {
    const { width, height } = this.size
    const [left, right] = [Math.max(0, Math.floor(x0 - margin)), Math.min(width, Math.ceil(x1 + margin))]
    for (let y = Math.max(0, Math.floor(y0 - margin)); y < Math.min(height, y1 + margin); y++) {
      if (left < right) this.#areas.fill(value, y * width + left, y * width + right)
    }
  }
}

/** Connected pieces of edges that no element explains and the other picture does not show either. */
function pieces(from: Edges, other: Edges, explained: Explained, weights: Float32Array): { box: Box; mass: number }[] {
  const { width, height } = from
  // Cells of about the tolerance join what antialiasing and crossings part.
  const cell = Math.max(2, Math.round(explained.far / 2))
  const [columns, rows] = [Math.ceil(width / cell), Math.ceil(height / cell)]
  const lost = new Float32Array(columns * rows)
  for (const point of from.points) {
    const y = Math.floor(point / width)
    const x = point - y * width
    const direction = (from.map[point]! - 1) % 16
    const near = explained.isComparedHere(point) ? explained.far : OWN
    if (across(other.map, width, height, x + 0.5, y + 0.5, direction, near) !== Infinity) continue
    const share = explained.share(point, x + 0.5, y + 0.5, direction)
    if (share < 1) lost[Math.floor(y / cell) * columns + Math.floor(x / cell)]! += (1 - share) * weights[point]!
  }
  const { labels, list } = connectedComponents(
    lost.map((v) => (v > 0.5 ? 1 : 0)) as unknown as Uint8Array,
    columns,
    rows,
  )
  const lengths = new Float64Array(list.length)
  labels.forEach((label, i) => {
    if (label > 0) lengths[label - 1]! += lost[i]!
  })
  return list.flatMap(({ x0, y0, x1, y1 }, i) => {
    if (lengths[i]! <= SPECK) return []
    const box = [x0 * cell, y0 * cell, Math.min(width, x1 * cell), Math.min(height, y1 * cell)] as const
    // A piece that fills its box is many marks that touch.
    const strands = Math.max(1, lengths[i]! / (4 * (box[2] - box[0] + box[3] - box[1])))
    // Marks and letters come in groups, of which one term is made on the other side.
    const alone = Math.min(1, lengths[i]! / MARK)
    return [{ box, mass: alone * Math.sqrt((lengths[i]! - SPECK) * strands) }]
  })
}

/** Weight of the edges in a box, and of those that the other picture has within the tolerance. */
function metInside(from: Edges, to: Edges, [x0, y0, x1, y1]: Box, weights: Float32Array, far: number) {
  const { width, height, map } = from
  let [seen, met] = [0, 0]
  for (let y = Math.max(0, Math.floor(y0) - 1); y < Math.min(height, y1 + 1); y++) {
    for (let x = Math.max(0, Math.floor(x0) - 1); x < Math.min(width, x1 + 1); x++) {
      const point = y * width + x
      if (!map[point]) continue
      seen += weights[point]!
      if (across(to.map, width, height, x + 0.5, y + 0.5, (map[point]! - 1) % 16, far) !== Infinity)
        met += weights[point]!
    }
  }
  return { seen, met }
}

function edgesIn({ width, map }: Edges, [x0, y0, x1, y1]: Box, weights: Float32Array): number {
  let sum = 0
  for (let y = y0; y < y1; y++) {
    for (let i = y * width + x0; i < y * width + x1; i++) if (map[i]) sum += weights[i]!
  }
  return sum
}
