import type { ReadAxes, ReadMark, Side } from '../../observation.ts'
import type { Raster } from '../../raster/raster.ts'
import type { Box } from '../../trace.ts'
import type { Ink } from '../ink.ts'
import { barsOf } from './bars.ts'
import { colourLayers } from './layers.ts'
import { markersOf } from './markers.ts'

/** Pixels by which a centre or an edge is uncertain itself. */
const PIXEL_ERROR = 0.3

/** Bars and markers on calibrated axes, with what their places mean. */
export function measureMarks(picture: Raster, ink: Ink, axes: readonly ReadAxes[], texts: readonly Box[]): ReadMark[] {
  return axes.flatMap(({ box, x, y, twin }, axis) => {
    // With a second scale nothing tells which one a mark belongs to.
    if (!x || !y || twin) return []
    return colourLayers(picture, box, ink.background, texts).flatMap((layer): ReadMark[] => {
      const bars = barsOf(layer, picture).map((bar): ReadMark => {
        const px = [bar.x0, bar.y0, bar.x1, bar.y1]
        const [along, across] = bar.upright ? [x, y] : [y, x]
        const middle = bar.upright ? (bar.x0 + bar.x1) / 2 : (bar.y0 + bar.y1) / 2
        const ends = bar.upright ? [bar.y1, bar.y0] : [bar.x0, bar.x1]
        return { kind: 'bar', px, ...valued([along, middle], [across, ends[0]!], [across, ends[1]!]), axis }
      })
      if (bars.length > 1) return bars
      return markersOf(layer).map(({ x: px, y: py }) => ({ kind: 'marker', px: [px, py], ...valued([x, px], [y, py]), axis }))
    })
  })
}

/** Data and standard errors of places along sides. */
function valued(...places: readonly (readonly [Side, number])[]): Pick<ReadMark, 'data' | 'se'> {
  const all = places.map(([{ kind, a, b, residualPx, ticks }, px]) => {
    const plain = a * px + b
    const error = Math.abs(a) * Math.hypot(PIXEL_ERROR, residualPx / Math.sqrt(ticks.length))
    if (kind !== 'log') return { value: plain, se: error }
    const value = 10 ** plain
    return { value, se: value * Math.LN10 * error }
  })
  return { data: all.map(({ value }) => value), se: all.map(({ se }) => se) }
}
