import type { Component } from '../raster/components.ts'
import type { Box } from '../trace.ts'
import type { Ink } from './ink.ts'
import { type Region, regionOf } from './region.ts'
import { upendedTexts } from './upended.ts'

/** Pieces of ink that are as large as letters, gathered into lines of text. */
export interface Line {
  readonly region: Region
  /** From the detector (which also sees text that touches lines or stands on colour), or from pieces of ink alone. */
  readonly source: 'detector' | 'ink'
  /** Letter-like pieces in it, none where the text touches other ink or is turned. */
  readonly pieces: readonly Component[]
}

/** Letters are at least and at most this high, as shares of the picture's longer side and in pixels. */
const LEAST_HEIGHT = 4
const MOST_SHARE = 0.09
/** Letters that may run into each other, as widths of a word in its heights. */
const MOST_LETTERS = 10
/** Ink alone is no text when it is lower than this share of the detected lines' usual height. */
const SMALLEST = 0.55
/** Less of a detected region covered by letters means that some of its text touches other ink. */
const COVERED = 0.6
/** A gap wider than this many letter heights parts two texts. */
const PARTING = 1.05
/** Ink that fills more of its box is no letter. */
const SOLID = 0.68
/** Pieces as high as a line's text and this near to its middle stand in a row with it; in heights. */
const ROW = 0.2
/** Letters of a word stand this close, in letter heights. */
const JOINING = 0.55

/** Makes lines of what the detector found and of the letters that it passed over. */
export function gatherLines(regions: readonly Region[], ink: Ink): Line[] {
  const letters = ink.pieces.filter((piece) => isLetter(piece, ink))
  const free = new Set(letters)
  const lines: Line[] = []
  // The detector misses turned texts and cuts them: they come first, so that none of their letters counts as another's.
  const upended = upendedTexts(letters).filter((part) => part.some((piece) => fill(piece) < SOLID))
  for (const part of upended) for (const piece of part) free.delete(piece)
  for (const region of regions) {
    const all = letters.filter((piece) => holds(region, piece))
    const inside = all.filter((piece) => free.has(piece))
    if (all.length > 0 && inside.length < 0.5 * all.length) continue
    const tall = region.height > 1.5 * region.width
    if (region.angle !== 0 || coverage(inside, region, tall) < COVERED) {
      for (const piece of inside) free.delete(piece)
      // On colour or lines: as the detector saw it.
      const tight = region.angle !== 0 && inside.length >= 3 ? tightened(region, inside) : region
      lines.push({ region: tight, source: 'detector', pieces: [] })
      continue
    }
    for (const part of partsOf(extended(inside, free, tall), tall)) {
      for (const piece of part) free.delete(piece)
      if (part.length === 1 && isBlot(part[0]!)) continue
      lines.push({ region: regionOf(around(part)), source: 'detector', pieces: part })
    }
  }
  const least = SMALLEST * usualHeight(lines)
  for (const part of upended) {
    const box = around(part)
    if (box[2] - box[0] >= least) lines.push({ region: regionOf(box), source: 'ink', pieces: part })
  }
  const unsure: Component[] = []
  for (const part of groupsOf([...free].filter((piece) => !isDash(piece, ink.pieces)))) {
    const [, y0, , y1] = around(part)
    if (isText(part) && y1 - y0 >= least) lines.push({ region: regionOf(around(part)), source: 'ink', pieces: part })
    else if (part.length === 1) unsure.push(part[0]!)
  }
  // Worn digits such as 0 and 8 are filled like markers, but stand among others.
  const rows = [...lines]
  for (const piece of unsure)
    if (isInRow(piece, rows)) lines.push({ region: regionOf(around([piece])), source: 'ink', pieces: [piece] })
  return lines
}

/** Median thickness of lines, 0 without any. */
function usualHeight(lines: readonly Line[]): number {
  const heights = lines.map(({ region: { width, height } }) => Math.min(width, height)).sort((a, b) => a - b)
  return heights[heights.length >> 1] ?? 0
}

/** A letter, or letters that run into each other; strokes of the drawing are longer than either. */
function isLetter({ x0, y0, x1, y1, size }: Component, { width, height }: Ink): boolean {
  const [short, long] = [Math.min(x1 - x0, y1 - y0), Math.max(x1 - x0, y1 - y0)]
  const most = Math.max(24, MOST_SHARE * Math.max(width, height))
  const word = short >= 1.3 * LEAST_HEIGHT && long <= MOST_LETTERS * short && size > 0.22 * short * long
  return size > 1 && short <= most && (long <= most || word)
}

/** A group that may be text: some piece is as high as a letter and not a filled blot. */
function isText(part: readonly Component[]): boolean {
  return part.some((piece) => {
    const [w, h] = [piece.x1 - piece.x0, piece.y1 - piece.y0]
    const filled = fill(piece)
    // Letters that run into each other are wider than high, but never solid.
    const runs = h >= 1.5 * LEAST_HEIGHT && filled > 0.25 && filled < 0.62
    return h >= LEAST_HEIGHT && (h >= 0.6 * w || runs) && (filled < SOLID || w < 0.78 * h)
  })
}

/** Whether two lines at least stand in a row with a piece as high as they are. */
function isInRow(piece: Component, lines: readonly Line[]): boolean {
  const high = piece.y1 - piece.y0
  if (high < 1.5 * LEAST_HEIGHT || piece.x1 - piece.x0 > high) return false
  const inRow = lines.filter(
    ({ region: { cy, height, angle } }) =>
      angle === 0 && Math.abs(cy - (piece.y0 + piece.y1) / 2) < ROW * high && Math.abs(height / high - 1) < ROW,
  )
  return inRow.length >= 2
}

/** One of the strokes of a dashed line: another stroke as thin follows it in its own direction. */
function isDash(piece: Component, pieces: readonly Component[]): boolean {
  const [w, h] = [piece.x1 - piece.x0, piece.y1 - piece.y0]
  const [thick, length] = [Math.min(w, h), Math.max(w, h)]
  if (length < 1.6 * thick) return false
  const across = w > h
  return pieces.some((other) => {
    if (other === piece) return false
    const thin = across ? other.y1 - other.y0 : other.x1 - other.x0
    const apart = across
      ? Math.max(other.x0 - piece.x1, piece.x0 - other.x1)
      : Math.max(other.y0 - piece.y1, piece.y0 - other.y1)
    const offset = across
      ? Math.abs(other.y0 + other.y1 - piece.y0 - piece.y1)
      : Math.abs(other.x0 + other.x1 - piece.x0 - piece.x1)
    return thin <= thick + 1 && offset <= 2 && apart >= 0 && apart <= 2 * length
  })
}

/** A turned region cut to its letters. */
function tightened(region: Region, pieces: readonly Component[]): Region {
  const { cx, cy, angle } = region
  const radians = (angle * Math.PI) / 180
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  const high = pieces.map(({ x0, y0, x1, y1 }) => Math.min(x1 - x0, y1 - y0)).sort((a, b) => a - b)
  let [u0, v0, u1, v1] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const piece of pieces) {
    const [x, y] = [(piece.x0 + piece.x1) / 2 - cx, (piece.y0 + piece.y1) / 2 - cy]
    const half = Math.hypot(piece.x1 - piece.x0, piece.y1 - piece.y0) * 0.4
    const [u, v] = [x * cos - y * sin, x * sin + y * cos]
    u0 = Math.min(u0, u - half)
    u1 = Math.max(u1, u + half)
    v0 = Math.min(v0, v - half)
    v1 = Math.max(v1, v + half)
  }
  const least = 1.2 * (high[high.length >> 1] ?? 0)
  const [u, v] = [(u0 + u1) / 2, (v0 + v1) / 2]
  return {
    cx: cx + u * cos + v * sin,
    cy: cy - u * sin + v * cos,
    width: u1 - u0,
    height: Math.max(v1 - v0, least),
    angle,
  }
}

/** A filled disc or square: a marker. */
function isBlot(piece: Component): boolean {
  const [w, h] = [piece.x1 - piece.x0, piece.y1 - piece.y0]
  return fill(piece) > SOLID && w > 0.8 * h && h > 0.8 * w
}

/** Share of its box that is ink. */
function fill({ x0, y0, x1, y1, size }: Component): number {
  return size / ((x1 - x0) * (y1 - y0))
}

/** Letters beside a line that belong to it: as high, and close along it. */
function extended(inside: readonly Component[], free: ReadonlySet<Component>, tall: boolean): Component[] {
  const all = [...inside]
  const known = new Set(inside)
  for (let i = 0; i < 3; i++) {
    const [x0, y0, x1, y1] = around(all)
    const thick = tall ? x1 - x0 : y1 - y0
    const reach = JOINING * thick
    const found = [...free].filter((piece) => {
      if (known.has(piece)) return false
      const across = tall
        ? piece.x0 >= x0 - 0.2 * thick && piece.x1 <= x1 + 0.2 * thick
        : piece.y0 >= y0 - 0.2 * thick && piece.y1 <= y1 + 0.2 * thick
      const along = tall
        ? piece.y1 > y0 - reach && piece.y0 < y1 + reach
        : piece.x1 > x0 - reach && piece.x0 < x1 + reach
      const size = tall ? piece.x1 - piece.x0 : piece.y1 - piece.y0
      return across && along && (size >= 0.45 * thick || (!tall && isMinus(piece, x0, (y0 + y1) / 2, thick)))
    })
    if (found.length === 0) break
    for (const piece of found) {
      known.add(piece)
      all.push(piece)
    }
  }
  return all
}

/** A stroke half way up, just left of a number. */
function isMinus(piece: Component, left: number, middle: number, thick: number): boolean {
  const [w, h] = [piece.x1 - piece.x0, piece.y1 - piece.y0]
  const off = Math.abs((piece.y0 + piece.y1) / 2 - middle)
  return piece.x1 <= left + 1 && w >= 0.3 * thick && w <= thick && h <= 0.3 * thick && off <= 0.25 * thick
}

/** A line cut into a number of parts, at its widest gaps. */
export function splitLine({ pieces, source }: Line, count: number): Line[] {
  const sorted = pieces.toSorted((a, b) => a.x0 - b.x0)
  let end = sorted[0]?.x0 ?? 0
  const gaps = sorted.map((piece, index) => {
    const gap = { index, width: piece.x0 - end }
    end = Math.max(end, piece.x1)
    return gap
  })
  const cuts = new Set(
    gaps
      .sort((a, b) => b.width - a.width)
      .slice(0, count - 1)
      .map(({ index }) => index),
  )
  const parts: Component[][] = [[]]
  sorted.forEach((piece, index) => {
    if (cuts.has(index) && index > 0) parts.push([])
    parts.at(-1)!.push(piece)
  })
  return parts.map((part) => ({ region: regionOf(around(part)), source, pieces: part }))
}

/** A line of numbers cut at every gap that is wider than `gap` heights. */
export function splitAtGaps({ pieces, source, region }: Line, gap: number): Line[] {
  const parts: Component[][] = []
  let end = -Infinity
  for (const piece of pieces.toSorted((a, b) => a.x0 - b.x0)) {
    if (piece.x0 - end > gap * region.height) parts.push([])
    parts.at(-1)!.push(piece)
    end = Math.max(end, piece.x1)
  }
  return parts.map((part) => ({ region: regionOf(around(part)), source, pieces: part }))
}

/** A line cut where its letters part. */
function partsOf(pieces: readonly Component[], tall: boolean): Component[][] {
  const from = tall ? 'y0' : 'x0'
  const to = tall ? 'y1' : 'x1'
  const sorted = pieces.toSorted((a, b) => a[from] - b[from])
  const [x0, y0, x1, y1] = around(pieces)
  const limit = PARTING * (tall ? x1 - x0 : y1 - y0)
  const parts: Component[][] = []
  let end = -Infinity
  for (const piece of sorted) {
    if (piece[from] - end > limit) parts.push([])
    parts.at(-1)!.push(piece)
    end = Math.max(end, piece[to])
  }
  return parts
}

/** Letters that stand beside each other on a line. */
function groupsOf(pieces: readonly Component[]): Component[][] {
  const sorted = pieces.toSorted((a, b) => a.x0 - b.x0)
  const groups: Component[][] = []
  for (const piece of sorted) {
    const group = groups.find((one) => {
      const [x0, y0, x1, y1] = around(one)
      const high = Math.max(y1 - y0, piece.y1 - piece.y0)
      const shared = Math.min(y1, piece.y1) - Math.max(y0, piece.y0)
      const least = Math.min(y1 - y0, piece.y1 - piece.y0)
      // A point on the line.
      const isPoint =
        high > 2.6 * Math.max(least, 4) && Math.abs(piece.y1 - y1) <= 0.15 * high && piece.x1 - piece.x0 < 0.3 * high
      if (isPoint && piece.x0 >= x0 && piece.x0 - x1 < JOINING * high) return true
      return (
        piece.x0 - x1 < JOINING * high && piece.x0 >= x0 && shared >= 0.5 * least && high < 2.6 * Math.max(least, 4)
      )
    })
    if (group) group.push(piece)
    else groups.push([piece])
  }
  return groups
}

function around(pieces: readonly Component[]): Box {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const piece of pieces) {
    x0 = Math.min(x0, piece.x0)
    y0 = Math.min(y0, piece.y0)
    x1 = Math.max(x1, piece.x1)
    y1 = Math.max(y1, piece.y1)
  }
  return [x0, y0, x1, y1]
}

/** Share of a region's length that letters and the gaps between them take up. */
function coverage(pieces: readonly Component[], region: Region, tall: boolean): number {
  if (pieces.length === 0) return 0
  const [x0, y0, x1, y1] = around(pieces)
  // The detector's regions reach beyond the text by about a third of its height.
  return tall ? (y1 - y0) / (region.height - 0.6 * region.width) : (x1 - x0) / (region.width - 0.6 * region.height)
}

/** Whether a piece's centre lies in a region. */
function holds({ cx, cy, width, height, angle }: Region, piece: Component): boolean {
  const [x, y] = [(piece.x0 + piece.x1) / 2 - cx, (piece.y0 + piece.y1) / 2 - cy]
  const radians = (angle * Math.PI) / 180
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  return Math.abs(x * cos - y * sin) < width / 2 && Math.abs(x * sin + y * cos) < height / 2
}
