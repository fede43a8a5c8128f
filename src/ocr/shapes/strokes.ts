import type { ReadMark } from '../../observation.ts'
import { distanceTransform } from '../../raster/distance.ts'
import type { Raster } from '../../raster/raster.ts'
import { apart, medianOf, pixelAt, type Rgb, rgbOf, shareOf } from './pixels.ts'

/** Pixels to either side of a stroke's middle that are looked at. */
const REACH = 8
const STEP = 0.5
/** Covered share from which a pixel belongs to a stroke or a marker. */
const FAINT = 0.15
const HALF = 0.5
/** Places along a curve. */
const PLACES = 400
/** Gaps that make a stroke dashed, and the share of it that they take. */
const LEAST_GAPS = 4
const GAPS = [0.1, 0.75] as const
/** A dash at most so many widths long is a dot. */
const DOT = 2.2
const STANDS_OUT = 60

export type StrokeLook = Pick<ReadMark, 'width' | 'dash'>

/** Width and dashes of the polyline through places, in its colour on a ground. */
export function strokeLook(
  picture: Raster,
  points: readonly (readonly [number, number])[],
  colour: Rgb,
  ground: Rgb,
): StrokeLook {
  const lengths = points.slice(1).map(([x, y], i) => Math.hypot(x - points[i]![0], y - points[i]![1]))
  const whole = lengths.reduce((sum, one) => sum + one, 0)
  if (whole < 4) return {}
  const stride = Math.max(1, whole / PLACES)
  const widths: number[] = []
  const on: boolean[] = []
  for (const [i, length] of lengths.entries()) {
    const [[x0, y0], [x1, y1]] = [points[i]!, points[i + 1]!]
    const [u, v] = [(x1 - x0) / length, (y1 - y0) / length]
    for (let at = stride / 2; at < length; at += stride) {
      const width = across(picture, x0 + u * at, y0 + v * at, -v, u, colour, ground)
      on.push(width > 0)
      if (width > 0) widths.push(width)
    }
  }
  if (widths.length === 0) return {}
  const width = medianOf(widths)
  const runs = runsOf(on)
  const gaps = runs.filter((run) => !run.on)
  const share = gaps.reduce((sum, run) => sum + run.length, 0) / on.length
  if (gaps.length < LEAST_GAPS || share < GAPS[0] || share > GAPS[1]) return { width }
  const dash = medianOf(runs.filter((run) => run.on).map((run) => run.length)) * stride
  return { width, dash: dash <= DOT * width ? 'dotted' : 'dashed' }
}

/** Pixels that a colour covers across a stroke, through its middle; 0 where it is not. */
function across(picture: Raster, x: number, y: number, nx: number, ny: number, colour: Rgb, ground: Rgb): number {
  const shareAt = (off: number) => shareOf(pixelAt(picture, x + nx * off, y + ny * off), colour, ground)
  const middle = [-1, -0.5, 0, 0.5, 1].sort((a, b) => shareAt(b) - shareAt(a) || Math.abs(a) - Math.abs(b))[0]!
  if (shareAt(middle) < 0.3) return 0
  let sum = shareAt(middle)
  for (const way of [-1, 1]) {
    for (let off = STEP; off <= REACH; off += STEP) {
      const share = shareAt(middle + way * off)
      if (share < FAINT) break
      sum += share
    }
  }
  return sum * STEP
}

function runsOf(on: readonly boolean[]): { on: boolean; length: number }[] {
  const runs: { on: boolean; length: number }[] = []
  for (const one of on) {
    const last = runs.at(-1)
    if (last?.on === one) last.length++
    else runs.push({ on: one, length: 1 })
  }
  return runs
}

const MOST_RADIUS = 24

/** Half the width of a marker: how far its colour reaches in the direction in which it ends first. */
export function markerRadius(picture: Raster, x: number, y: number, colour: Rgb, ground: Rgb): number {
  let least = MOST_RADIUS
  for (let turn = 0; turn < 8; turn++) {
    const [u, v] = [Math.cos((turn * Math.PI) / 4), Math.sin((turn * Math.PI) / 4)]
    let far = 0
    while (far < least && shareOf(pixelAt(picture, x + u * far, y + v * far), colour, ground) >= HALF) far += 0.25
    least = Math.min(least, far)
  }
  return least
}

/** Colour of a bar's outline, where both sides show one that is no mix of bar and ground. */
export function outlineOf(picture: Raster, [x0, y0, x1, y1]: readonly number[], colour: Rgb, ground: Rgb): Rgb | null {
  const y = (y0! + y1!) / 2
  const found = [x0!, x1!].map((side) => {
    const near = [-1.5, -0.5, 0.5].map((off) => pixelAt(picture, side + off + 0.5, y))
    const isMix = (pixel: Rgb) => {
      const share = shareOf(pixel, colour, ground)
      return apart(pixel, ground.map((value, c) => value + share * (colour[c]! - value)) as unknown as Rgb) < STANDS_OUT
    }
    const light = (pixel: Rgb) => pixel[0] + pixel[1] + pixel[2]
    const darkest = near.sort((a, b) => light(a) - light(b))[0]!
    return isMix(darkest) && light(darkest) > light(colour) - 2 * STANDS_OUT ? null : darkest
  })
  return found[0] && found[1] ? found[0] : null
}

/** Marks with what they look like: stroke width and dashes of curves, size of markers, outlines of bars. */
export function withLooks(picture: Raster, marks: readonly ReadMark[], groundOf: (mark: ReadMark) => Rgb): ReadMark[] {
  const groups = new Map<string, ReadMark[]>()
  for (const mark of marks) {
    const key = `${mark.axis} ${mark.kind} ${mark.series}`
    const own = groups.get(key)
    if (own) own.push(mark)
    else groups.set(key, [mark])
  }
  const looks = new Map<ReadMark, Partial<ReadMark>>()
  for (const own of groups.values()) {
    const [first] = own
    if (!first?.colour) continue
    const [colour, ground] = [rgbOf(first.colour), groundOf(first)]
    let look: Partial<ReadMark> = {}
    if (first.kind === 'vertex')
      look = strokeLook(
        picture,
        own.map(({ px }) => [px[0]!, px[1]!]),
        colour,
        ground,
      )
    if (first.kind === 'marker')
      look = { radius: medianOf(own.map(({ px }) => markerRadius(picture, px[0]!, px[1]!, colour, ground))) }
    if (first.kind === 'bar') {
      const edges = own.map(({ px }) => outlineOf(picture, px, colour, ground))
      const edged = edges.filter((edge) => edge !== null)
      if (edged.length > 0.7 * own.length) look = { edge: edgeHex(edged) }
    }
    for (const mark of own) looks.set(mark, look)
  }
  return marks.map((mark) => ({ ...mark, ...looks.get(mark) }))
}

/** The darkest tells what the outline is, as thin ones are mixed with what lies beside them. */
function edgeHex(edges: readonly Rgb[]): string {
  const sorted = [...edges].sort((a, b) => a[0] + a[1] + a[2] - b[0] - b[1] - b[2])
  return `#${sorted[0]!.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

/** Usual half width of a mask's strokes. */
export function halfWidth(mask: Uint8Array, width: number, height: number): number {
  const depth = distanceTransform(
    Uint8Array.from(mask, (value) => 1 - value),
    width,
    height,
  )
  const inner = depth.filter((value) => value > 0).sort()
  return inner[Math.floor(0.8 * inner.length)] ?? 1
}
