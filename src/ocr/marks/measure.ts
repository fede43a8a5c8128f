import type { ReadAxes, ReadMark, Side } from '../../observation.ts'
import type { Raster } from '../../raster/raster.ts'
import type { Box } from '../../trace.ts'
import { type Ink, NOISY } from '../ink.ts'
import { barsOf } from './bars.ts'
import { colourLayers } from './layers.ts'

/** Pixels by which a centre or an edge is uncertain itself. */
const PIXEL_ERROR = 0.3

/** Bars on calibrated axes, with what their places mean. */
export function measureMarks(source: Raster, ink: Ink, axes: readonly ReadAxes[], texts: readonly Box[]): ReadMark[] {
  const picture = ink.noise > NOISY ? evenedOut(source) : source
  return axes.flatMap(({ box, x, y, twin }, axis) => {
    // With a second scale nothing tells which one a mark belongs to.
    if (!x || !y || twin) return []
    return colourLayers(picture, box, ink.background, texts).flatMap((layer): ReadMark[] => {
      return barsOf(layer, picture).map((bar): ReadMark => {
        const px = [bar.x0, bar.y0, bar.x1, bar.y1]
        const [along, across] = bar.upright ? [x, y] : [y, x]
        const middle = bar.upright ? (bar.x0 + bar.x1) / 2 : (bar.y0 + bar.y1) / 2
        const ends = bar.upright ? [bar.y1, bar.y0] : [bar.x0, bar.x1]
        return { kind: 'bar', px, ...valued([along, middle], [across, ends[0]!], [across, ends[1]!]), axis }
      })
    })
  })
}

/** 1-2-1 over both axes, each channel for itself. */
function evenedOut({ data, width, height }: Raster): Raster {
  const out = new Uint8Array(data.length)
  const stride = width * 3
  for (let y = 0; y < height; y++) {
    const rows = [Math.max(0, y - 1) * stride, y * stride, Math.min(height - 1, y + 1) * stride]
    for (let i = 0; i < stride; i++) {
      const [l, r] = [i < 3 ? i : i - 3, i + 3 < stride ? i + 3 : i]
      let sum = 8
      for (let k = 0; k < 3; k++)
        sum += (k === 1 ? 2 : 1) * (data[rows[k]! + l]! + 2 * data[rows[k]! + i]! + data[rows[k]! + r]!)
      out[y * stride + i] = sum >> 4
    }
  }
  return { width, height, data: out }
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
