import type { ReadAxes, ReadMark, Side } from '../observation.ts'
import type { TracedArtist, TracedAxes } from '../trace.ts'

/** Axes of the drawing with those of the picture in the same place. */
export interface Panel {
  readonly frame: TracedAxes
  readonly axes: ReadAxes
  /** Index of the picture's. */
  readonly axis: number
}

/** What the picture says where the drawing says `expected`. */
export interface Measured {
  readonly value: number
  readonly expected: number
  readonly se: number
  /** Of the axis. */
  readonly range: number
}

/** Levels by which the colour of a mark may differ from that of its artist: pictures are worn. */
const COLOUR = 110
/** A colour further off by this factor is another one's. */
const CLEARLY = 1.4
/** Of the axis range, from the place of a marker. */
const PLACE = 0.01
/** Standard errors of a corner's place by which its height may be cut off. */
const BLUNT = 2
/** Radii from a marker within which others may hide, and the pixels of one that is not known. */
const BEYOND = 1.6
const LARGE = 8
/** Of scattered markers, that may be hidden where a lone one is still told. */
const HIDDEN = 0.15

/** The rectangle whose length or end is the value, against the one measured bar in that place. */
export function barMeasured(
  artist: TracedArtist,
  value: number,
  panel: Panel,
  marks: readonly ReadMark[],
): Measured | null {
  const { shape, points } = artist.data
  if (shape !== 'rectangle' || points?.length !== 4) return null
  const span = (axis: 0 | 1) => {
    const along = points.map((point) => point[axis]!)
    return [Math.min(...along), Math.max(...along)] as const
  }
  for (const upright of [true, false]) {
    const [from, to] = span(upright ? 1 : 0)
    const [low, high] = span(upright ? 0 : 1)
    const tip = to <= 0 ? from : to
    const base = to <= 0 ? to : from
    const stands = isClose(value, tip)
    if (!isClose(value, tip - base) && !stands) continue
    const { limits, scale } = upright ? panel.frame.y : panel.frame.x
    // Equal lengths on a log scale are no equal values.
    if (scale !== 'linear') return null
    const here = marks.filter(
      ({ kind, data }) => kind === 'bar' && Math.abs(data[0]! - (low + high) / 2) < (high - low) / 4,
    )
    const near = here.length > 1 ? ofColour(here, artist.style.fill) : here
    if (near.length !== 1) return null
    const { data, se } = near[0]!
    const [, start, end] = data as readonly [number, number, number]
    const range = Math.abs(limits[1] - limits[0])
    return {
      value: stands && isClose(base, 0) ? end : end - start,
      expected: value,
      se: Math.hypot(se[1]!, se[2]!),
      range,
    }
  }
  return null
}

/** The height of a line or a marker at x, against the marker of its colour there or the measured curve. */
export function pointMeasured(
  artist: TracedArtist,
  at: string,
  value: number,
  panel: Panel,
  marks: readonly ReadMark[],
): Measured | null {
  const { frame, axes } = panel
  if (artist.data.system !== 'data' || !artist.data.points || !axes.x || !axes.y) return null
  const same = artist.data.points.filter((point) => isClose(point[1] ?? Number.NaN, value))
  const [point] = same.length > 1 ? same.filter((one) => Number(at) === one[0]) : same
  const x = point?.[0]
  if (x === undefined || axes.y.kind === 'log' || axes.x.kind === 'log') return null
  const range = Math.abs(frame.y.limits[1] - frame.y.limits[0])
  const across = Math.abs(frame.x.limits[1] - frame.x.limits[0])
  const shown = marks.filter(({ kind }) => kind === 'marker' || kind === 'vertex')
  const own = ofColour(shown, artist.style.marker?.face ?? artist.style.colour)
  const markers = own.filter(({ kind }) => kind === 'marker')
  const near = markers.filter(({ data, se }) => Math.abs(data[0]! - x) <= Math.max(3 * se[0]!, PLACE * across))
  if (near.length > 0) {
    const measured = ({ data, se }: ReadMark) => ({ value: data[1]!, expected: value, se: se[1]!, range })
    const hit = near.find(({ data, se }) => Math.abs(data[1]! - value) <= Math.max(3 * se[1]!, 0.005 * range))
    if (hit) return measured(hit)
    // A line has one height at x; of scattered markers the one that is meant may be hidden.
    const isLine = artist.kind === 'line' && artist.style.dash !== 'none'
    const { points } = artist.data
    // What stands where another point is drawn says nothing of this one.
    const free = near.filter(
      ({ data, se }) =>
        isLine ||
        !points.some(
          (other) =>
            other !== point &&
            Math.abs(data[0]! - other[0]!) <= Math.max(3 * se[0]!, PLACE * across) &&
            Math.abs(data[1]! - other[1]!) <= Math.max(3 * se[1]!, PLACE * range),
        ),
    )
    const lone = free.length === 1 && (isLine || Math.abs(markers.length - points.length) <= HIDDEN * points.length)
    if (lone) return measured(free[0]!)
    if (isLine || mayBeHidden(markers, (x - axes.x.b) / axes.x.a, (value - axes.y.b) / axes.y.a)) return null
    const [instead] = free.sort((p, q) => Math.abs(p.data[1]! - value) - Math.abs(q.data[1]! - value))
    return instead ? measured(instead) : null
  }
  // Of markers without a line a missing one may be hidden.
  const curve = own.filter(({ kind }) => kind === 'vertex')
  return heightAt(curve, x, axes.x, value, range)
}

/** Whether a scattered marker at a pixel might be among others and not have been told. */
function mayBeHidden(markers: readonly ReadMark[], x: number, y: number): boolean {
  return markers.some(
    ({ crowd, px, radius = LARGE }) =>
      crowd === 'series' || (crowd && Math.hypot(px[0]! - x, px[1]! - y) <= BEYOND * radius),
  )
}

/** Of a polyline of marks at x. */
export function heightAt(
  curve: readonly ReadMark[],
  x: number,
  side: Side,
  expected: number,
  range: number,
): Measured | null {
  for (let i = 1; i < curve.length; i++) {
    const [before, after] = [curve[i - 1]!, curve[i]!]
    const [from, to] = [before.data[0]!, after.data[0]!]
    // A curve reaches its last sample to a pixel or two.
    const reach = 2 * Math.abs(side.a)
    if (x < Math.min(from, to) - (i === 1 ? reach : 0) || x > Math.max(from, to) + (i === curve.length - 1 ? reach : 0))
      continue
    const slope = (after.data[1]! - before.data[1]!) / (to - from || 1)
    const near = Math.abs(x - from) < Math.abs(x - to) ? before : after
    // At a corner both neighbours' slopes count, and the stroke is blunt by its width.
    const steep = Math.max(...[i - 1, i, i + 1].map((k) => steepness(curve[k - 1], curve[k])))
    return {
      value: before.data[1]! + slope * (x - from),
      expected,
      se: Math.hypot(near.se[1]!, BLUNT * steep * near.se[0]!),
      range,
    }
  }
  return null
}

function steepness(before: ReadMark | undefined, after: ReadMark | undefined): number {
  if (!before || !after) return 0
  return Math.abs((after.data[1]! - before.data[1]!) / (after.data[0]! - before.data[0]! || 1))
}

/** Percent of a full turn of the wedge of the same colour, where the picture has as many wedges as the drawing. */
export function wedgeMeasured(
  artist: TracedArtist,
  percent: number,
  marks: readonly ReadMark[],
  artists: readonly TracedArtist[],
): Measured | null {
  const wedges = marks.filter(({ kind }) => kind === 'wedge')
  if (wedges.length !== artists.filter(({ data }) => data.shape === 'wedge').length) return null
  const own = ofColour(wedges, artist.style.fill)
  if (own.length !== 1) return null
  const { data, se } = own[0]!
  return {
    value: (data[1]! - data[0]!) / 3.6,
    expected: percent,
    se: Math.hypot(se[0]!, se[1]!) / 3.6,
    range: 100,
  }
}

/** Marks of the one series whose colour is clearly the nearest to `#rrggbb`. */
function ofColour(marks: readonly ReadMark[], colour: string): readonly ReadMark[] {
  const series = [...new Set(marks.map((mark) => mark.series))]
    .map((one) => {
      const own = marks.filter((mark) => mark.series === one)
      return { own, off: apart(own[0]!.colour ?? colour, colour) }
    })
    .sort((a, b) => a.off - b.off)
  const [first, second] = series
  if (!first || first.off > COLOUR || (second && second.off < CLEARLY * first.off)) return []
  return first.own
}

function apart(a: string, b: string): number {
  const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  const [first, second] = [channels(a), channels(b)]
  return Math.hypot(...first.map((value, c) => value - second[c]!))
}

const isClose = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b))
