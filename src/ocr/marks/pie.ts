import type { Raster } from '../../raster/raster.ts'
import type { Ink } from '../ink.ts'

export interface Pie {
  readonly x: number
  readonly y: number
  readonly radius: number
  /** Degrees anticlockwise from the right where each wedge begins; it ends where the next one does. */
  readonly starts: readonly number[]
  readonly colours: readonly (readonly [number, number, number])[]
  readonly se: number
}

const LEAST_SIDE = 60
/** Steps of a turn. */
const STEPS = 1440
/** Shares of the radius where the wedges are looked at: near the rim, past the texts inside. */
const RINGS = [0.76, 0.8, 0.84, 0.88, 0.92, 0.95]
/** Of all directions, those with ink just inside the rim and with none just outside. */
const FULL = 0.97
const FREE = 0.85
const NARROWEST = 3
/** Levels between the colours of neighbours. */
const APART = 30

/** Discs cut into wedges of plain colours. */
export function piesIn(picture: Raster, ink: Ink): Pie[] {
  return ink.pieces.flatMap(({ x0, y0, x1, y1, size }): Pie[] => {
    const [w, h] = [x1 - x0, y1 - y0]
    if (Math.min(w, h) < LEAST_SIDE || Math.abs(w - h) > 2 + 0.02 * w || size < 0.6 * w * h || size > 0.85 * w * h)
      return []
    const pie = { x: (x0 + x1) / 2, y: (y0 + y1) / 2, radius: (w + h) / 4 }
    if (inked(ink, pie, 0.97) < FULL || inked(ink, pie, 1.06) > 1 - FREE) return []
    const around = RINGS.map((ring) => coloursAt(picture, pie, ring * pie.radius))
    const bounds = boundaries(around)
    if (bounds.length < 2) return []
    return [
      {
        ...pie,
        starts: bounds.map(({ at }) => at),
        colours: bounds.map(({ colour }) => colour),
        se: Math.max(0.15, (0.3 * 180) / Math.PI / pie.radius),
      },
    ]
  })
}

type Disc = Pick<Pie, 'x' | 'y' | 'radius'>

function inked({ mask, width, height }: Ink, { x, y, radius }: Disc, share: number): number {
  let n = 0
  for (let i = 0; i < 360; i++) {
    const turn = (i * Math.PI) / 180
    const [u, v] = [Math.floor(x + share * radius * Math.cos(turn)), Math.floor(y + share * radius * Math.sin(turn))]
    if (u >= 0 && v >= 0 && u < width && v < height && mask[v * width + u]) n++
  }
  return n / 360
}

type Rgb = readonly [number, number, number]

function coloursAt({ data, width, height }: Raster, { x, y }: Disc, radius: number): Rgb[] {
  return Array.from({ length: STEPS }, (_, i): Rgb => {
    const turn = (2 * Math.PI * i) / STEPS
    const u = Math.min(width - 1, Math.max(0, Math.floor(x + radius * Math.cos(turn))))
    const v = Math.min(height - 1, Math.max(0, Math.floor(y - radius * Math.sin(turn))))
    const at = (v * width + u) * 3
    return [data[at]!, data[at + 1]!, data[at + 2]!]
  })
}

/** Where the colour changes, from the plain runs of the middle ring to the change between them in each ring. */
function boundaries(around: readonly (readonly Rgb[])[]): { at: number; colour: Rgb }[] {
  const usual = Array.from({ length: STEPS }, (_, i) => middle(around.map((ring) => ring[i]!)))
  const span = (NARROWEST * STEPS) / 360
  // Colour of each stretch of that many steps, told at its middle.
  const plain = usual.map((_, i) => {
    const own = Array.from({ length: span }, (_, k) => usual[(i + k - (span >> 1) + STEPS) % STEPS]!)
    const centre = middle(own)
    return own.filter((colour) => apart(colour, centre) < APART / 2).length >= 0.8 * span ? centre : null
  })
  const first = plain.findIndex((colour) => colour !== null)
  if (first < 0) return []
  const found: { at: number; colour: Rgb }[] = []
  let [last, end] = [plain[first]!, first]
  for (let step = 1; step <= STEPS; step++) {
    const here = plain[(first + step) % STEPS]
    if (!here) continue
    if (apart(here, last) < APART) {
      end = first + step
      // Colours drift with noise: the newest stands for its stretch.
      continue
    }
    const places = around.map((ring) => change(ring, end - (span >> 1), first + step + (span >> 1), last, here))
    const at = places.sort((a, b) => a - b)
    const middleOf = (at[(at.length - 1) >> 1]! + at[at.length >> 1]!) / 2
    found.push({ at: ((middleOf * 360) / STEPS + 720) % 360, colour: here })
    ;[last, end] = [here, first + step]
  }
  return found
}

/** Step between two plain stretches where one colour gives way to the other: the split that mistakes fewest. */
function change(ring: readonly Rgb[], from: number, to: number, before: Rgb, after: Rgb): number {
  const isAfter = (i: number) => {
    const colour = ring[(i + 2 * STEPS) % STEPS]!
    return apart(colour, after) < apart(colour, before) ? 1 : 0
  }
  let wrong = 0
  for (let i = from; i < to; i++) wrong += 1 - isAfter(i)
  let [best, at] = [wrong, from]
  for (let i = from; i < to; i++) {
    wrong += isAfter(i) === 1 ? 1 : -1
    if (wrong < best) [best, at] = [wrong, i + 1]
  }
  return at
}

function middle(colours: readonly Rgb[]): Rgb {
  const of = (c: 0 | 1 | 2) => colours.map((colour) => colour[c]).sort((a, b) => a - b)[colours.length >> 1]!
  return [of(0), of(1), of(2)]
}

function apart(a: Rgb, b: Rgb): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]))
}
