import type { Point, TracedAxes, TracedAxis } from '../../trace.ts'

/** From data of some axes to pixels of the trace and back; null where their scales are neither linear nor logarithmic. */
export interface AxesMap {
  readonly toPixels: (data: Point) => [number, number]
  readonly toData: (pixels: Point) => [number, number]
  /** Data for one pixel at a place, along x and y. */
  readonly grain: (pixels: Point) => [number, number]
}

export function axesMap({ box: [x0, y0, x1, y1], projection, x, y }: TracedAxes): AxesMap | null {
  if (projection !== 'rectilinear') return null
  const across = sideMap(x, x0, x1)
  const up = sideMap(y, y1, y0)
  if (!across || !up) return null
  const toData = ([px = 0, py = 0]: Point): [number, number] => [across.back(px), up.back(py)]
  return {
    toPixels: ([a = 0, b = 0]) => [across.there(a), up.there(b)],
    toData,
    grain: ([px = 0, py = 0]) => {
      const [a, b] = toData([px - 0.5, py - 0.5])
      const [c, d] = toData([px + 0.5, py + 0.5])
      return [Math.abs(c - a), Math.abs(d - b)]
    },
  }
}

function sideMap({ limits: [low, high], scale }: TracedAxis, from: number, to: number) {
  const log = scale === 'log'
  if (!log && !['linear', 'category'].includes(scale)) return null
  const [a, b] = log ? [Math.log10(low), Math.log10(high)] : [low, high]
  if (!Number.isFinite(a) || !Number.isFinite(b) || a === b || from === to) return null
  return {
    there: (value: number) => from + (((log ? Math.log10(value) : value) - a) / (b - a)) * (to - from),
    back: (pixel: number) => {
      const value = a + ((pixel - from) / (to - from)) * (b - a)
      return log ? 10 ** value : value
    },
  }
}
