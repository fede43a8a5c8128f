import type { TracedArtist, TracedFigure } from '../trace.ts'
import { sameColour } from './colour.ts'
import { type Drawing, INK } from './ink.ts'
import type { Instance, Outlines } from './outlines.ts'

/** Markers, and places of outlines, looked at of an artist. */
const MARKERS = 30
const COLOURS = 16
/** Strokes inked at fewer of their places are not there. */
const THERE = 0.2
/** Difference in the inked share at which a stroke is of another dash. */
const OTHER_DASH = 0.4
/** Correlations from which two markers are of one shape, and up to which of quite another. */
const SAME_MARKER = 0.9
const OTHER_MARKER = 0.4
/** What an element in place is worth that looks quite different. */
const FOUND = 0.6

/** How alike the artists of the traced figure look in both pictures where both have ink. */
export interface Style {
  /** Of dashes and markers, mean over the artists that have them; undefined where none has. */
  readonly value: number | undefined
  /** FOUND..1 of an artist, by its colour and style; 1 where nothing can be said. */
  readonly likeness: (artist: number) => number
}

/** Reads dashes as run lengths along the strokes, markers as pictures of themselves, and colours along outlines. */
export function compareStyle(
  figure: TracedFigure,
  outlines: Outlines,
  source: Drawing,
  render: Drawing,
  difference: (a: number, b: number) => number,
): Style {
  const byArtist = new Map<number, Instance[]>()
  for (const instance of outlines.instances) {
    if (figure.artists[instance.artist]!.role !== 'data') continue
    const list = byArtist.get(instance.artist)
    if (list) list.push(instance)
    else byArtist.set(instance.artist, [instance])
  }
  const worth = new Map<number, number>()
  let [sum, count] = [0, 0]
  for (const [index, instances] of byArtist) {
    const artist = figure.artists[index]!
    const style = isMarked(artist)
      ? ofMarkers(thinned(instances, MARKERS), outlines, source, render)
      : ofStrokes(instances, outlines, source, render)
    if (style !== undefined) {
      sum += style
      count++
    }
    const colour = ofColours(instances, outlines, source, render, difference) ?? 1
    worth.set(index, FOUND + (1 - FOUND) * colour * (style ?? 1))
  }
  return { value: count === 0 ? undefined : sum / count, likeness: (artist) => worth.get(artist) ?? 1 }
}

function isMarked({ style, path }: TracedArtist): boolean {
  return style.marker !== undefined || path.shapes.some(({ at }) => at !== undefined)
}

/** Share inked and number of runs, of both pictures, compared. */
function ofStrokes(instances: readonly Instance[], outlines: Outlines, source: Drawing, render: Drawing) {
  const strokes = instances.filter(({ edges }) => edges === 2)
  const all = strokes.reduce((points, { from, to }) => points + to - from, 0)
  if (all < 12) return undefined
  const [a, b] = [runs(strokes, outlines, source), runs(strokes, outlines, render)]
  if (a.inked < THERE * all || b.inked < THERE * all) return undefined
  const covered = 1 - Math.min(1, Math.abs(a.inked - b.inked) / (OTHER_DASH * all))
  // Gaps of crossings and of antialiasing are few.
  const few = Math.max(2, all / 100)
  const broken =
    a.count <= few && b.count <= few
      ? 1
      : Math.min(a.count + few, b.count + few) / Math.max(a.count + few, b.count + few)
  return Math.min(covered, broken)
}

function runs(strokes: readonly Instance[], { x, y }: Outlines, drawing: Drawing): { inked: number; count: number } {
  let [inked, count] = [0, 0]
  for (const { from, to } of strokes) {
    let last = true
    for (let i = from; i < to; i++) {
      const now = isInked(drawing, x[i]!, y[i]!)
      if (now) inked++
      else if (last) count++
      last = now
    }
  }
  return { inked, count }
}

/** Some ink in the pixel or beside it. */
function isInked({ ink, raster: { width, height } }: Drawing, x: number, y: number): boolean {
  const [column, row] = [Math.floor(x), Math.floor(y)]
  if (column < 1 || row < 1 || column >= width - 1 || row >= height - 1) return false
  const i = row * width + column
  return ink[i]! > INK || ink[i - 1]! > INK || ink[i + 1]! > INK || ink[i - width]! > INK || ink[i + width]! > INK
}

/** Correlation of ink in each marker's box, mean over those that the source has ink of. */
function ofMarkers(instances: readonly Instance[], outlines: Outlines, source: Drawing, render: Drawing) {
  let [sum, count] = [0, 0]
  for (const { from, to } of instances) {
    let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let i = from; i < to; i++) {
      x0 = Math.min(x0, outlines.x[i]!)
      x1 = Math.max(x1, outlines.x[i]!)
      y0 = Math.min(y0, outlines.y[i]!)
      y1 = Math.max(y1, outlines.y[i]!)
    }
    // Long ones are the curve through them.
    if (x1 - x0 > 40 || y1 - y0 > 40) continue
    const value = alike(source, render, Math.floor(x0) - 1, Math.floor(y0) - 1, Math.ceil(x1) + 2, Math.ceil(y1) + 2)
    if (value === undefined) continue
    sum += Math.min(1, Math.max(0, (value - OTHER_MARKER) / (SAME_MARKER - OTHER_MARKER)))
    count++
  }
  return count === 0 ? undefined : sum / count
}

/** Undefined where the source has no ink. */
function alike({ ink: a, raster }: Drawing, { ink: b }: Drawing, x0: number, y0: number, x1: number, y1: number) {
  const { width, height } = raster
  if (x0 < 0 || y0 < 0 || x1 > width || y1 > height) return undefined
  let [n, sa, sb, saa, sbb, sab, inked] = [0, 0, 0, 0, 0, 0, 0]
  for (let y = y0; y < y1; y++) {
    for (let i = y * width + x0; i < y * width + x1; i++) {
      const [p, q] = [a[i]!, b[i]!]
      if (p > INK) inked++
      n++
      sa += p
      sb += q
      saa += p * p
      sbb += q * q
      sab += p * q
    }
  }
  if (inked < 0.15 * n) return undefined
  const spread = (n * saa - sa * sa) * (n * sbb - sb * sb)
  return spread <= 0 ? 1 : (n * sab - sa * sb) / Math.sqrt(spread)
}

function ofColours(
  instances: readonly Instance[],
  { x, y }: Outlines,
  source: Drawing,
  render: Drawing,
  difference: (a: number, b: number) => number,
) {
  let [sum, count] = [0, 0]
  const { width, height } = source.raster
  for (const { from, to } of thinned(instances, COLOURS)) {
    const step = Math.max(1, Math.floor(((to - from) * Math.min(instances.length, COLOURS)) / COLOURS))
    for (let i = from; i < to; i += step) {
      const [column, row] = [Math.floor(x[i]!), Math.floor(y[i]!)]
      if (column < 1 || row < 1 || column >= width - 1 || row >= height - 1) continue
      if (!isInked(source, column, row) || !isInked(render, column, row)) continue
      sum += sameColour(source, column, row, render, column, row, difference)
      count++
    }
  }
  return count === 0 ? undefined : sum / count
}

/** At most so many, evenly. */
function thinned(instances: readonly Instance[], most: number): readonly Instance[] {
  const step = Math.max(1, instances.length / most)
  return Array.from({ length: Math.min(most, instances.length) }, (_, k) => instances[Math.floor(k * step)]!)
}
