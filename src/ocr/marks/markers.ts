import { type Component, type Components, connectedComponents } from '../../raster/components.ts'
import { distanceTransform } from '../../raster/distance.ts'
import { type Cover, HALF } from './cover.ts'
import { discsOf } from './discs.ts'

/** Centre of a marker in pixels of the picture, and its half width. */
export interface Marker {
  readonly x: number
  readonly y: number
  readonly radius: number
  /** Others touch or hide it, or its shape is not plain: its middle is less sure. */
  readonly crowded?: boolean
  /** Of its colour there is more that was not told apart. */
  readonly untold?: boolean
}

/** Half width in pixels of the smallest and the largest marker. */
const LEAST_RADIUS = 1.9
const MOST_RADIUS = 22
/** A marker on a line is this many times as thick as the line. */
const THICKER = 2
/** Pieces this long, as a share of the area's shorter side, are lines. */
const LONG = 0.2
const LEAST_COUNT = 3
/** How much wider pointed markers are near their base, usually; less may still be pointed. */
const POINTED = 1.4
const MAYBE_POINTED = 1.15
/** Of a scatter's pieces, single markers: others are dashes. */
const ALONE = 0.35
/** Half width at the deepest place of a marker by its box: less in a dash that lies slantwise. */
const ROUND = 0.27
const THIN = 3.2
/** Of the thick places, those of one size. */
const ALIKE = 0.6
/** Of the smallest marker's size and the largest's to the usual. */
const SMALLER = 0.7
const LARGER = 1.35

/** Markers of one size: scattered, or where they are thicker than the line of the same colour that joins them; `joined`: there may be such a line. */
export function markersOf(cover: Cover): { readonly markers: Marker[]; readonly joined: boolean } {
  const { width, height, share, left, top } = cover
  const mask = Uint8Array.from(share, (value) => (value >= HALF ? 1 : 0))
  const pieces = connectedComponents(mask, width, height)
  const depth = distanceTransform(
    Uint8Array.from(mask, (value) => 1 - value),
    width,
    height,
  )
  const long = new Set(
    pieces.list.flatMap(({ x0, y0, x1, y1 }, i) =>
      Math.max(x1 - x0, y1 - y0) >= LONG * Math.min(width, height) ? [i + 1] : [],
    ),
  )
  const found = long.size > 0 ? onLines(cover, pieces, depth, long) : scattered(cover, pieces, depth, mask)
  const markers = found.length < LEAST_COUNT ? [] : found
  return {
    markers: markers.map((one) => ({ ...one, x: left + one.x, y: top + one.y })),
    joined: long.size > 0 || (markers.length === 0 && isThin(pieces, depth, width)),
  }
}

/** Whether all that a colour draws is strokes, as of a dashed line. */
function isThin(pieces: Components, depth: Float32Array, width: number): boolean {
  const thick = pieces.list.filter((piece, i) => deepestOf(piece, i + 1, pieces, depth, width) > THIN)
  return thick.length <= 0.1 * pieces.list.length
}

interface Piece extends Component {
  readonly label: number
  readonly deepest: number
}

function scattered(cover: Cover, pieces: Components, depth: Float32Array, mask: Uint8Array): Marker[] {
  const { width, height } = cover
  const all = pieces.list.map(
    (piece, i): Piece => ({ ...piece, label: i + 1, deepest: deepestOf(piece, i + 1, pieces, depth, width) }),
  )
  const thick = all.filter(({ deepest }) => deepest >= LEAST_RADIUS && deepest <= MOST_RADIUS)
  const single = thick.filter(({ x0, y0, x1, y1, size, deepest }) => {
    const [w, h] = [x1 - x0, y1 - y0]
    return deepest >= ROUND * Math.max(w, h) && Math.abs(w - h) <= 1 + 0.2 * Math.max(w, h) && size >= 0.42 * w * h
  })
  const usual = median(single.map(({ size }) => size))
  const whole = single.filter(({ size }) => size >= SMALLER * usual && size <= LARGER * usual)
  if (whole.length < LEAST_COUNT || whole.length < ALIKE * single.length || whole.length < ALONE * thick.length)
    return []
  // What is neither a marker nor several that touch: a drawing of something else.
  const inThick = thick.reduce((sum, { size }) => sum + size, 0)
  const inAll = all.reduce((sum, { size }) => sum + size, 0)
  if (inThick < ALIKE * inAll) return []
  const centred = whole.map((piece) => centroid(piece, pieces, cover))
  const lean = triangular(whole)
  const radius = Math.sqrt(usual / Math.PI)
  const joined = thick.filter((piece) => piece.size > LARGER * usual)
  const discs = joined.map((piece) =>
    discsOf(piece, piece.label, pieces.labels, mask, width, height, radius).map(
      (disc): Marker => ({
        ...disc,
        y: lean ? disc.y - 0.3 * radius : disc.y,
        crowded: true,
      }),
    ),
  )
  const untold = whole.length + joined.length < thick.length || discs.some((found) => found.length === 0)
  const found = [
    ...centred.map(({ x, y }, i): Marker => {
      const { y0, y1 } = whole[i]!
      return { x, y: lean ? (y0 + y1) / 2 : y, radius }
    }),
    ...discs.flat(),
  ]
  return untold ? found.map((one) => ({ ...one, untold })) : found
}

/** Pointed markers fill half of their boxes: their middle is the box's, not the mass's. */
function triangular(pieces: readonly Piece[]): boolean {
  const fill = median(pieces.map(({ x0, y0, x1, y1, size }) => size / ((x1 - x0) * (y1 - y0))))
  return fill < 0.68
}

function onLines(cover: Cover, { labels }: Components, depth: Float32Array, long: ReadonlySet<number>): Marker[] {
  const { width, height } = cover
  const limit = Math.max(LEAST_RADIUS, THICKER * halfWidth(depth, labels, long, cover))
  const core = Uint8Array.from(depth, (value) => (value > limit ? 1 : 0))
  const cores = connectedComponents(core, width, height)
  const all = cores.list.flatMap((piece, i) => {
    const deepest = deepestOf(piece, i + 1, cores, depth, width)
    const wide = Math.max(piece.x1 - piece.x0, piece.y1 - piece.y0)
    return deepest <= MOST_RADIUS ? [{ piece: { ...piece, label: i + 1 }, deepest, wide }] : []
  })
  const usual = median(all.map(({ deepest }) => deepest))
  const width0 = median(all.map(({ wide }) => wide))
  const alike = all.filter(
    ({ deepest, wide }) => Math.abs(deepest - usual) <= 0.6 + 0.15 * usual && wide <= 1.5 * width0 + 1.5,
  )
  if (alike.length < LEAST_COUNT || alike.length < ALIKE * all.length) return []
  const inner = alike.map(({ piece }) => centroid(piece, cores, cover))
  const slant = leaning(inner, usual, depth, width, height)
  const lean = Math.abs(slant) > Math.log(POINTED) ? Math.sign(slant) : 0
  // A triangle is wider than what fits into it.
  const radius = lean === 0 ? usual : 1.6 * usual
  const crowded = lean === 0 && slant !== 0 ? { crowded: true } : {}
  return inner.map(({ x, y }) => ({ x, y: y - 0.62 * usual * lean, radius, ...crowded }))
}

/** Positive for markers that are wider below than above, negative the other way round, 0 for round ones: log of their ratio. */
function leaning(
  centres: readonly { x: number; y: number }[],
  radius: number,
  depth: Float32Array,
  width: number,
  height: number,
): number {
  const wide = (x: number, y: number) => {
    if (y < 0 || y >= height) return 0
    let n = 0
    for (let k = Math.max(0, Math.round(x - 2.5 * radius)); k < Math.min(width, x + 2.5 * radius); k++)
      if (depth[y * width + k]! > 0) n++
    return n
  }
  const off = 0.75 * radius
  const ratios = centres.map(({ x, y }) => (wide(x, Math.floor(y + off)) + 1) / (wide(x, Math.floor(y - off)) + 1))
  // Lines that leave a round marker widen one side of some and the other of others.
  const usual = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length)
  return Math.max(usual, 1 / usual) < MAYBE_POINTED ? 0 : Math.log(usual)
}

/** Usual half width of the strokes of long pieces: the median depth where it is largest across. */
function halfWidth(
  depth: Float32Array,
  labels: Int32Array,
  long: ReadonlySet<number>,
  { width, height }: Cover,
): number {
  const tops: number[] = []
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at++) {
      const here = depth[at]!
      if (here === 0 || !long.has(labels[at]!)) continue
      const across = here >= depth[at - 1]! && here >= depth[at + 1]!
      const down = here >= depth[at - width]! && here >= depth[at + width]!
      if (across || down) tops.push(here)
    }
  }
  return median(tops)
}

function deepestOf(
  piece: Component,
  label: number,
  { labels }: Components,
  depth: Float32Array,
  width: number,
): number {
  let most = 0
  for (let y = piece.y0; y < piece.y1; y++)
    for (let at = y * width + piece.x0; at < y * width + piece.x1; at++)
      if (labels[at] === label && depth[at]! > most) most = depth[at]!
  return most
}

function centroid(
  piece: Component & { label: number },
  { labels }: Components,
  { width, share }: Cover,
): { x: number; y: number } {
  let [sx, sy, sum] = [0, 0, 0]
  for (let y = piece.y0; y < piece.y1; y++) {
    for (let x = piece.x0; x < piece.x1; x++) {
      if (labels[y * width + x] !== piece.label) continue
      const weight = share[y * width + x]!
      sx += weight * (x + 0.5)
      sy += weight * (y + 0.5)
      sum += weight
    }
  }
  return { x: sx / sum, y: sy / sum }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
