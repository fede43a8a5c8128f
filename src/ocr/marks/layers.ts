import { distanceTransform } from '../../raster/distance.ts'
import type { Raster } from '../../raster/raster.ts'
import type { Box } from '../../trace.ts'

/** The pixels of one colour inside a data area. */
export interface Layer {
  readonly colour: readonly [number, number, number]
  /** Area in the picture: whole pixels. */
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** 1 where the pixel has the colour. */
  readonly mask: Uint8Array
  readonly size: number
}

/** Levels by which a pixel may differ from its layer's colour. */
const NEAR = 40
/** Colours of fewer pixels are edges of others. */
const LEAST_SIZE = 24
const MOST_LAYERS = 8

/**
 * Colours that a data area is drawn in, largest first: peaks among colours that differ from the background. `skip`:
 * boxes inside that hold text. Light strokes of a grid and the frame stay in, since only their shape tells them.
 */
export function colourLayers(
  { data, width }: Raster,
  [x0, y0, x1, y1]: Box,
  background: readonly [number, number, number],
  skip: readonly Box[],
): Layer[] {
  const [left, top] = [Math.ceil(x0), Math.ceil(y0)]
  const [w, h] = [Math.floor(x1) - left, Math.floor(y1) - top]
  if (w < 8 || h < 8) return []
  const open = new Uint8Array(w * h).fill(1)
  for (const [a, b, c, d] of skip) {
    for (let y = Math.max(0, Math.floor(b) - top); y < Math.min(h, Math.ceil(d) - top); y++)
      open.fill(0, y * w + Math.max(0, Math.floor(a) - left), y * w + Math.min(w, Math.max(0, Math.ceil(c) - left)))
  }
  const counts = new Map<number, number>()
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      if (!open[y * w + x]) continue
      const at = ((top + y) * width + left + x) * 3
      if (apart(data, at, background) <= NEAR) continue
      const bin = ((data[at]! >> 4) << 8) | ((data[at + 1]! >> 4) << 4) | (data[at + 2]! >> 4)
      counts.set(bin, (counts.get(bin) ?? 0) + 1)
    }
  }
  const layers: Layer[] = []
  for (const [bin, count] of [...counts].sort((a, b) => b[1] - a[1])) {
    if (count < LEAST_SIZE / 3 || layers.length === MOST_LAYERS) break
    const centre = [((bin >> 8) << 4) | 8, (((bin >> 4) & 15) << 4) | 8, ((bin & 15) << 4) | 8] as const
    if (layers.some(({ colour }) => distance(colour, centre) < 1.6 * NEAR)) continue
    // A blend of a colour found before with the background is that one's edge.
    if (layers.some(({ colour }) => isBlend(centre, colour, background))) continue
    const layer = layerOf(data, width, left, top, w, h, open, centre)
    if (layer.size >= LEAST_SIZE) layers.push(layer)
  }
  return layers
}

function layerOf(
  data: Uint8Array,
  width: number,
  left: number,
  top: number,
  w: number,
  h: number,
  open: Uint8Array,
  seed: readonly [number, number, number],
): Layer {
  const mask = new Uint8Array(w * h)
  const sums = [0, 0, 0]
  let size = 0
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const at = ((top + y) * width + left + x) * 3
      if (!open[y * w + x] || apart(data, at, seed) > NEAR) continue
      mask[y * w + x] = 1
      size++
      for (let c = 0; c < 3; c++) sums[c]! += data[at + c]!
    }
  }
  const colour = sums.map((sum) => (size > 0 ? sum / size : 0)) as unknown as Layer['colour']
  return { colour, left, top, width: w, height: h, mask, size }
}

function apart(data: Uint8Array, at: number, [r, g, b]: readonly [number, number, number]): number {
  return Math.max(Math.abs(data[at]! - r), Math.abs(data[at + 1]! - g), Math.abs(data[at + 2]! - b))
}

function distance(a: readonly [number, number, number], b: readonly [number, number, number]): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]))
}

type Rgb = readonly [number, number, number]

/** Whether a colour lies between another and the background. */
function isBlend(colour: Rgb, strong: Rgb, background: Rgb): boolean {
  const along = strong.map((value, c) => value - background[c]!)
  const length = along.reduce((sum, value) => sum + value * value, 0)
  const share = colour.reduce((sum, value, c) => sum + (value - background[c]!) * along[c]!, 0) / length
  if (share <= 0 || share >= 1) return false
  return colour.every((value, c) => Math.abs(background[c]! + share * along[c]! - value) < 24)
}

/** Share of a stronger colour's contrast, and pixels from it, of what is only its fringe. */
const PALER = 0.65
const FRINGE = 3
const BESIDE = 0.7
/** Levels between the channels of what is no grey. */
const COLOURED = 36

/**
 * Layers without those that only run along stronger ones (as JPEG spreads colours), hardly differ from the background,
 * or are a stronger one's mix with it: thin strokes have more mixed pixels than pure ones.
 */
export function strokeLayers(layers: readonly Layer[], background: Rgb, faint: number): Layer[] {
  const contrast = ({ colour }: Layer) => distance(colour, background)
  return layers.filter((layer) => {
    if (contrast(layer) < 0.6 * faint) return false
    const isOf = (other: Layer) =>
      isColour(other.colour) &&
      (isBlend(layer.colour, other.colour, background) || (hasLessOf(layer.colour, other.colour) && isThin(layer)))
    if (layers.some((other) => other !== layer && isOf(other))) return false
    const near = new Uint8Array(layer.mask.length)
    for (const other of layers) {
      if (other !== layer && contrast(layer) < PALER * contrast(other)) spread(other, near)
    }
    let beside = 0
    for (let i = 0; i < near.length; i++) if (layer.mask[i] && near[i]) beside++
    return beside < BESIDE * layer.size
  })
}

/** Cosine between the chromas of one hue, and how much less of it faded strokes have. */
const ONE_HUE = 0.95
const FADED = 0.8
const LEAST_CHROMA = 14
/** Of a stroke's pixels, those farther than this from its sides. */
const DEEP = 2.2
const MOST_DEEP = 0.05

/** Whether a colour has another's hue with less chroma, as JPEG leaves it of thin strokes. */
function hasLessOf(colour: Rgb, strong: Rgb): boolean {
  const chroma = (of: Rgb) => of.map((value) => value - (of[0] + of[1] + of[2]) / 3)
  const [a, b] = [chroma(colour), chroma(strong)]
  const dot = a.reduce((sum, value, c) => sum + value * b[c]!, 0)
  const [p, q] = [Math.hypot(...a), Math.hypot(...b)]
  // A grey has no hue, black least of all.
  return p > LEAST_CHROMA && dot > ONE_HUE * p * q && p < FADED * q
}

function isThin({ mask, width, height, size }: Layer): boolean {
  const depth = distanceTransform(
    mask.map((value) => 1 - value),
    width,
    height,
  )
  return depth.filter((value) => value > DEEP).length < MOST_DEEP * size
}

function isColour(colour: Rgb): boolean {
  return Math.max(...colour) - Math.min(...colour) >= COLOURED
}

/** Marks all pixels near those of a layer. */
function spread({ mask, width, height }: Layer, near: Uint8Array): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!mask[y * width + x]) continue
      const [from, to] = [Math.max(0, x - FRINGE), Math.min(width, x + FRINGE + 1)]
      for (let row = Math.max(0, y - FRINGE); row < Math.min(height, y + FRINGE + 1); row++)
        near.fill(1, row * width + from, row * width + to)
    }
  }
}
