import type { Observation, ReadAxes, ReadMark, Side } from '../../../src/observation.ts'
import type { PictureTruth, TruthAxes, TruthSide } from './truth.ts'

export interface MarkTally {
  total: number
  right: number
  /** On axes that were not calibrated. */
  uncalibrated: number
  /** Measured where nothing is. */
  extra: number
}

export interface MarkComparison {
  readonly kinds: Map<ReadMark['kind'], MarkTally>
  /** All that was measured. */
  readonly measured: number
  readonly misses: readonly string[]
}

/** Share of the axis range, and degrees, by which a value may be off. */
const RIGHT = 0.01
const DEGREES = 1

/**
 * Pairs measured values with true ones, one to one. A place of a curve counts as right where the measured curve passes
 * within 1 % of the ranges; a measured corner as one too many where no true curve passes within 2 pixels.
 */
export function compareMarks({ axes, marks }: Observation, truth: PictureTruth): MarkComparison {
  const kinds = new Map<ReadMark['kind'], MarkTally>()
  const misses: string[] = []
  // Shapes of pictures without axes mean no values.
  const left = new Set(marks.filter(({ data }) => data.length > 0))
  const measured = left.size
  const tally = (kind: ReadMark['kind']) => {
    const one = kinds.get(kind) ?? { total: 0, right: 0, uncalibrated: 0, extra: 0 }
    kinds.set(kind, one)
    return one
  }
  const count = (kind: ReadMark['kind'], calibrated: boolean, hit: ReadMark | undefined, what: readonly number[]) => {
    const one = tally(kind)
    one.total++
    if (!calibrated) one.uncalibrated++
    if (hit) {
      one.right++
      left.delete(hit)
    } else
      misses.push(`${kind} ${what.map((value) => value.toPrecision(4)).join(' ')}${calibrated ? '' : ' uncalibrated'}`)
  }
  for (const frame of truth.axes) {
    for (const [from, to] of frame.wedges ?? []) {
      const hit = [...left].find(
        ({ kind, data }) => kind === 'wedge' && turn(data[0]! - from) <= DEGREES && turn(data[1]! - to) <= DEGREES,
      )
      count('wedge', true, hit, [from, to])
    }
    const { x, y } = frame
    if (!x || !y) continue
    const axis = axes.findIndex((one) => one.x && one.y && isOf(one, frame))
    const own = () => [...left].filter((mark) => mark.axis === axis)
    const flat = truth.kind === 'bars_across'
    for (const [cx, cy, w, h] of frame.bars) {
      const [along, across] = flat ? [y, x] : [x, y]
      const [middle, low, high] = flat ? [cy, cx - w / 2, cx + w / 2] : [cx, cy - h / 2, cy + h / 2]
      const hit = own().find(
        ({ kind, data }) =>
          kind === 'bar' &&
          off(data[0]!, middle, along) <= 2 * RIGHT &&
          off(Math.min(data[1]!, data[2]!), Math.min(low, high), across) <= RIGHT &&
          off(Math.max(data[1]!, data[2]!), Math.max(low, high), across) <= RIGHT,
      )
      count('bar', axis >= 0, hit, [middle, low, high])
    }
    for (const [mx, my] of frame.markers) {
      const hit = own().find(
        ({ kind, data }) => kind === 'marker' && off(data[0]!, mx, x) <= RIGHT && off(data[1]!, my, y) <= RIGHT,
      )
      count('marker', axis >= 0, hit, [mx, my])
    }
    const corners = own().filter(({ kind }) => kind === 'vertex')
    const series = [...new Set(corners.map((mark) => mark.series))].map((one) =>
      corners
        .filter((mark) => mark.series === one)
        .map(({ data }) => [scaled(data[0]!, x) / rangeOf(x), scaled(data[1]!, y) / rangeOf(y)] as const),
    )
    const shown = (frame.curves ?? []).map((curve) => curve.map(([u, v]) => [scaled(u!, x), scaled(v!, y)] as const))
    for (const [k, curve] of shown.entries()) {
      for (const [i, [u, v]] of curve.entries()) {
        const at = [u / rangeOf(x), v / rangeOf(y)] as const
        const passes = series.some((one) => one.some((point, j) => j > 0 && distance(at, one[j - 1]!, point) <= RIGHT))
        const one = tally('vertex')
        one.total++
        if (axis < 0) one.uncalibrated++
        if (passes) one.right++
        else
          misses.push(
            `vertex ${frame.curves[k]![i]!.map((value) => value!.toPrecision(4)).join(' ')}${axis < 0 ? ' uncalibrated' : ''}`,
          )
      }
    }
    const pixels = (u: number, v: number) => [pixelOf(u, x), pixelOf(v, y)] as const
    const lines = shown.map((curve) => curve.map(([u, v]) => pixels(u, v)))
    for (const mark of corners) {
      const at = pixels(scaled(mark.data[0]!, x), scaled(mark.data[1]!, y))
      if (lines.some((line) => line.some((point, i) => i > 0 && distance(at, line[i - 1]!, point) <= 2)))
        left.delete(mark)
    }
  }
  for (const { kind, px, data } of left) {
    tally(kind).extra++
    misses.push(
      `EXTRA ${kind} ${data.map((value) => value.toPrecision(4)).join(' ')} at ${px.map(Math.round).join(' ')}`,
    )
  }
  return { kinds, measured, misses }
}

function isOf({ box }: ReadAxes, frame: TruthAxes): boolean {
  const middle = (box[0] + box[2]) / 2
  const height = (box[1] + box[3]) / 2
  const [x0, y0, x1, y1] = frame.box
  return middle > x0 && middle < x1 && height > y0 && height < y1
}

const turn = (degrees: number) => Math.abs(((((degrees + 180) % 360) + 360) % 360) - 180)

const scaled = (value: number, { kind }: TruthSide | Side) => (kind === 'log' ? Math.log10(value) : value)

function ends({ kind, limits }: TruthSide): readonly [number, number] {
  return kind === 'log' ? [Math.log10(limits[0]), Math.log10(limits[1])] : limits
}

function rangeOf(side: TruthSide): number {
  return Math.abs(ends(side)[1] - ends(side)[0])
}

function off(a: number, b: number, side: TruthSide): number {
  return Math.abs(scaled(a, side) - scaled(b, side)) / rangeOf(side)
}

function pixelOf(value: number, side: TruthSide): number {
  const [low, high] = ends(side)
  return side.pixels[0] + ((value - low) / (high - low)) * (side.pixels[1] - side.pixels[0])
}

function distance(
  [x, y]: readonly [number, number],
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
): number {
  const [dx, dy] = [bx - ax, by - ay]
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}
