import { findBackground, type Rgb } from '../../fidelity/ink.ts'
import type { Raster } from '../../raster/raster.ts'
import type { Colour, DrawnShape, Point } from '../../trace.ts'
import type { Drawing, Target } from './proposal.ts'

/** Points looked at of one part. */
const MOST = 400
/** Pixels by which a stroke may lie beside its place. */
const ASIDE = 1.5
/** Channels that differ by less are one colour. */
const ALIKE = 24
/** Share of the looks that must agree. */
const AGREED = 0.55
/** The score looks at pictures of at most this side. */
const LONGEST = 1600

/** Pixels beside strong ink where clean pictures show bare paper, and the share of them that do not in soft ones. */
const BESIDE = 4
const STRONG = 60
const FAINT = 20
const SOFT = 0.2

export type Side = 'fill' | 'stroke'

/** A place in each of two pictures: the source and the render. */
interface Look {
  readonly source: Rgb
  readonly render: Rgb
}

/** What a part of the drawing shows, and what the source shows at the same places. */
export interface Seen {
  readonly source: Rgb
  readonly render: Rgb
  /** Points looked at that show the part. */
  readonly count: number
}

/** The source and the drawing laid over each other; points are pixels of the trace. */
export class Sight {
  readonly picture: Raster
  readonly render: Raster
  /** Of the source and of the render. */
  readonly paper: Rgb
  readonly drawnPaper: Rgb
  /** Pixels of the source for one of the trace. */
  readonly scale: number
  readonly #shift: Point
  readonly #toRender: number
  #soft: boolean | undefined

  constructor(drawing: Drawing, { picture }: Target) {
    this.picture = picture
    this.render = drawing.raster
    this.paper = findBackground(picture)
    this.drawnPaper = findBackground(drawing.raster)
    const { scale, dx, dy } = drawing.score.registration ?? { scale: 1, dx: 0, dy: 0 }
    // Registration looks at pictures that are not larger than the score's.
    const shrunk = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
    const limited = Math.min(
      1,
      (Math.max(picture.width, picture.height) * shrunk) / Math.max(drawing.raster.width, drawing.raster.height),
    )
    this.#toRender = drawing.raster.width / drawing.trace.width
    this.scale = (this.#toRender * limited) / (scale * shrunk)
    this.#shift = [-dx / (scale * shrunk), -dy / (scale * shrunk)]
  }

  /** Pixels of the source for one of the trace by their sizes alone, however the two were laid over each other. */
  get toPicture(): number {
    return (
      Math.max(this.picture.width, this.picture.height) /
      (Math.max(this.render.width, this.render.height) / this.#toRender)
    )
  }

  toSource([x = 0, y = 0]: Point): [number, number] {
    return [x * this.scale + this.#shift[0]!, y * this.scale + this.#shift[1]!]
  }

  toTrace([x = 0, y = 0]: Point): [number, number] {
    return [(x - this.#shift[0]!) / this.scale, (y - this.#shift[1]!) / this.scale]
  }

  /**
   * Compressed, noisy or smoothed: paper that is no paper four pixels beside ink. There thin strokes have lost much of
   * their colour, and small differences say nothing.
   */
  get isSoft(): boolean {
    this.#soft ??= isSoft(this.picture, this.paper)
    return this.#soft
  }

  /** First byte of the pixel of the source, and of the render, in which a point lies; −1 beside it. */
  bytesAt(x: number, y: number): readonly [source: number, render: number] {
    const at = ({ width, height }: Raster, px: number, py: number) =>
      px >= 0 && py >= 0 && px < width && py < height ? (Math.floor(py) * width + Math.floor(px)) * 3 : -1
    return [
      at(this.picture, x * this.scale + this.#shift[0]!, y * this.scale + this.#shift[1]!),
      at(this.render, x * this.#toRender, y * this.#toRender),
    ]
  }

  /** The colour of both pictures at a point of the trace; null beside either. */
  look(point: Point): Look | null {
    const source = pixel(this.picture, this.toSource(point))
    const render = pixel(this.render, [point[0]! * this.#toRender, point[1]! * this.#toRender])
    return source && render ? { source, render } : null
  }

  /**
   * The strongest colour of both across a stroke at a point, so that one that lies beside its place by a pixel shows its
   * own colour and not its rim's.
   */
  across([x = 0, y = 0]: Point, [nx, ny]: readonly [number, number]): Look | null {
    let best: Look | null = null
    for (let along = -ASIDE; along <= ASIDE; along += 0.5) {
      const look = this.look([x + nx * along, y + ny * along])
      if (!look) continue
      best = {
        source: best && inkOf(best.source, this.paper) >= inkOf(look.source, this.paper) ? best.source : look.source,
        render:
          best && inkOf(best.render, this.drawnPaper) >= inkOf(look.render, this.drawnPaper)
            ? best.render
            : look.render,
      }
    }
    return best
  }

  /** The least difference from a colour that the source has across a stroke at a point. */
  differenceAcross([x = 0, y = 0]: Point, [nx, ny]: readonly [number, number], colour: Rgb): number {
    let least = 255
    for (let along = -ASIDE; along <= ASIDE; along += 0.5) {
      const look = this.look([x + nx * along, y + ny * along])
      if (look) least = Math.min(least, inkOf(look.source, colour))
    }
    return least
  }

  /**
   * What both pictures show of a side of a shape, where the render shows that side in its colour and nothing over it;
   * null where that is too little, or the source shows several colours there.
   */
  seen(shape: DrawnShape, side: Side): Seen | null {
    const drawn = side === 'fill' ? shape.fill : shape.stroke?.colour
    if (!drawn || !isOpaqueEnough(drawn)) return null
    const free = side === 'stroke' && !shape.fill
    const looks = side === 'fill' ? this.#inside(shape) : this.#along(shape, free)
    const own = over(drawn, this.drawnPaper)
    // On other fills a thin colour is another; what hides the part is no colour of it.
    const reach = alphaOf(drawn) < 1 ? 255 : side === 'fill' ? ALIKE : 110
    const shown = looks.filter(({ render }) => inkOf(render, own) <= reach)
    if (shown.length < Math.max(3, 0.15 * looks.length)) return null
    return agreed(free ? strongest(shown, this.paper, this.drawnPaper) : shown)
  }

  #inside(shape: DrawnShape): Look[] {
    const looks: Look[] = []
    for (const [ax, ay] of places(shape)) {
      const lines = shape.lines
      const xs = lines.flat().map(([x]) => x!)
      const ys = lines.flat().map(([, y]) => y!)
      const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
      const each = Math.max(9, MOST / places(shape).length)
      const step = Math.max(1, Math.sqrt(((x1 - x0) * (y1 - y0)) / each))
      const rim = 1 + (shape.stroke?.width ?? 0) / 2
      for (let y = y0 + step / 2; y < y1; y += step) {
        for (let x = x0 + step / 2; x < x1; x += step) {
          if (!isInside(lines, x, y)) continue
          const deep = [
            [-rim, 0],
            [rim, 0],
            [0, -rim],
            [0, rim],
          ].every(([dx, dy]) => isInside(lines, x + dx!, y + dy!))
          const look = deep || x1 - x0 < 6 || y1 - y0 < 6 ? this.look([x + ax!, y + ay!]) : null
          if (look) looks.push(look)
        }
      }
    }
    return looks
  }

  #along(shape: DrawnShape, free: boolean): Look[] {
    const looks: Look[] = []
    for (const { point, normal } of walk(shape)) {
      const look = free ? this.across(point, normal) : this.look(point)
      if (look) looks.push(look)
    }
    return looks
  }
}

/** Points along a shape's lines with their unit normals, at most about 400, not under half a pixel apart. */
export function walk(
  shape: DrawnShape,
  most = MOST,
): { point: [number, number]; normal: [number, number]; along: number }[] {
  const found: { point: [number, number]; normal: [number, number]; along: number }[] = []
  const segments = shape.lines.flatMap((line) =>
    line.slice(shape.closed ? 0 : 1).map((to, i) => [shape.closed ? line.at(i - 1)! : line[i]!, to] as const),
  )
  const at = places(shape)
  const whole = segments.reduce((sum, [a, b]) => sum + Math.hypot(b[0]! - a[0]!, b[1]! - a[1]!), 0) * at.length
  const step = Math.max(0.5, whole / most)
  for (const [ax, ay] of at) {
    let [along, next] = [0, step / 2]
    for (const [a, b] of segments) {
      const [ux, uy] = [b[0]! - a[0]!, b[1]! - a[1]!]
      const length = Math.hypot(ux, uy)
      if (length === 0) continue
      for (; next < along + length; next += step) {
        const share = (next - along) / length
        found.push({
          point: [a[0]! + ux * share + ax!, a[1]! + uy * share + ay!],
          normal: [-uy / length, ux / length],
          along: next,
        })
      }
      along += length
    }
  }
  return found
}

/** `#rrggbbaa` on paper. */
export function over(colour: Colour, paper: Rgb): Rgb {
  const alpha = alphaOf(colour)
  return rgbOf(colour).map((value, i) => value * alpha + paper[i]! * (1 - alpha)) as unknown as Rgb
}

export function rgbOf(colour: Colour): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as unknown as Rgb
}

export function alphaOf(colour: Colour): number {
  return Number.parseInt(colour.slice(7, 9) || 'ff', 16) / 255
}

/** Difference of the channel that differs most. */
export function inkOf(a: Rgb, b: Rgb): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]))
}

function isSoft({ width, height, data }: Raster, [r, g, b]: Rgb): boolean {
  const ink = (i: number) =>
    Math.max(Math.abs(data[i * 3]! - r), Math.abs(data[i * 3 + 1]! - g), Math.abs(data[i * 3 + 2]! - b))
  let [stained, all] = [0, 0]
  for (let i = BESIDE * width; i < (height - BESIDE) * width; i++) {
    if (ink(i) <= STRONG) continue
    for (const step of [-BESIDE, BESIDE, -BESIDE * width, BESIDE * width]) {
      const beside = ink(i + step)
      if (beside > FAINT) continue
      all++
      if (beside >= 2) stained++
    }
  }
  return stained > SOFT * all
}

function isOpaqueEnough(colour: Colour): boolean {
  return colour !== 'none' && alphaOf(colour) >= 0.15
}

function places(shape: DrawnShape): readonly Point[] {
  const at = shape.at ?? [[0, 0]]
  return at.length <= 40 ? at : at.filter((_, i) => i % Math.ceil(at.length / 40) === 0)
}

function isInside(lines: DrawnShape['lines'], x: number, y: number): boolean {
  let inside = false
  for (const line of lines) {
    for (let i = 0, j = line.length - 1; i < line.length; j = i++) {
      const [xi, yi, xj, yj] = [line[i]![0]!, line[i]![1]!, line[j]![0]!, line[j]![1]!]
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
    }
  }
  return inside
}

/** Bilinear; null outside. Pixel centres lie at +.5. */
function pixel({ width, height, data }: Raster, [x, y]: readonly [number, number]): Rgb | null {
  if (!(x >= 0 && y >= 0 && x < width && y < height)) return null
  const [left, top] = [Math.min(Math.max(x - 0.5, 0), width - 1), Math.min(Math.max(y - 0.5, 0), height - 1)]
  const [c, r] = [Math.floor(left), Math.floor(top)]
  const [fx, fy] = [left - c, top - r]
  const at = (column: number, row: number, channel: number) =>
    data[(Math.min(row, height - 1) * width + Math.min(column, width - 1)) * 3 + channel]!
  return [0, 1, 2].map((channel) => {
    const upper = at(c, r, channel) * (1 - fx) + at(c + 1, r, channel) * fx
    const lower = at(c, r + 1, channel) * (1 - fx) + at(c + 1, r + 1, channel) * fx
    return upper * (1 - fy) + lower * fy
  }) as unknown as Rgb
}

/** The stronger part of the looks, of each picture for itself. */
function strongest(looks: readonly Look[], paper: Rgb, drawnPaper: Rgb): Look[] {
  const ranked = (which: keyof Look, from: Rgb) =>
    looks.map((look) => look[which]).sort((a, b) => inkOf(b, from) - inkOf(a, from))
  const [source, render] = [ranked('source', paper), ranked('render', drawnPaper)]
  return source.slice(0, Math.ceil(looks.length * 0.4)).map((one, i) => ({ source: one, render: render[i]! }))
}

function agreed(looks: readonly Look[]): Seen | null {
  const middle = (which: keyof Look) =>
    [0, 1, 2].map(
      (c) => looks.map((look) => look[which][c]!).sort((a, b) => a - b)[looks.length >> 1]!,
    ) as unknown as Rgb
  const [source, render] = [middle('source'), middle('render')]
  const share = looks.filter((look) => inkOf(look.source, source) <= ALIKE).length / looks.length
  return share >= AGREED ? { source, render, count: looks.length } : null
}
