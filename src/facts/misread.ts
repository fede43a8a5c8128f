import type { Observation } from '../observation.ts'
import type { TracedFigure } from '../trace.ts'
import { barMeasured, type Measured, type Panel, pointMeasured } from './measured-values.ts'

/** A value differs when it lies off by more than this many standard errors and this share of the axis range. */
const ERRORS = 3
const RANGE_SHARE = 0.005
/** Of the values on a scale that was misread, those that are denied, and how many at least. */
const MOST = 0.6
const LEAST = 3
/** Values of one artist that are looked at. */
const ENOUGH = 60

/** Whether the picture shows another value than the drawing. */
export function isDenied({ value, expected, se, range }: Measured): boolean {
  return Math.abs(value - expected) > limitOf({ se, range })
}

function limitOf({ se, range }: Pick<Measured, 'se' | 'range'>): number {
  return Math.max(ERRORS * se, RANGE_SHARE * range)
}

/** What the picture says of all bars and points that are drawn on a panel. */
export function valuesOf(id: string, panel: Panel, { artists }: TracedFigure, { marks }: Observation): Measured[] {
  const own = marks.filter(({ axis }) => axis === panel.axis)
  return artists
    .filter(({ axes }) => axes === id)
    .flatMap((artist) => {
      const { shape, points = [] } = artist.data
      if (shape === 'rectangle') {
        const ends = (axis: 0 | 1) => points.map((point) => point[axis]!)
        const [w, h] = ([0, 1] as const).map((axis) => Math.max(...ends(axis)) - Math.min(...ends(axis)))
        return [h!, w!]
          .map((length) => barMeasured(artist, length, panel, own))
          .filter((one) => one !== null)
          .slice(0, 1)
      }
      return points
        .slice(0, ENOUGH)
        .map(([x, y]) => pointMeasured(artist, String(x), y!, panel, own))
        .filter((one) => one !== null)
    })
}

/**
 * Whether most values of a scale are denied and are still one linear map of what was read: then it is the scale that
 * was misread, not the values that were drawn wrong.
 */
export function isMisread(values: readonly Measured[]): boolean {
  const denied = values.filter(isDenied)
  if (denied.length < LEAST || denied.length < MOST * values.length) return false
  const [mx, my] = [mean(denied.map(({ value }) => value)), mean(denied.map(({ expected }) => expected))]
  const xx = denied.reduce((sum, { value }) => sum + (value - mx) ** 2, 0)
  const xy = denied.reduce((sum, { value, expected }) => sum + (value - mx) * (expected - my), 0)
  const slope = xy / xx
  if (!(slope > 0)) return false
  const agree = denied.filter((one) => {
    const off = my + slope * (one.value - mx) - one.expected
    return Math.abs(off) <= limitOf({ se: one.se * slope, range: one.range })
  })
  // Two free numbers fit two values whatever they are.
  return agree.length - 2 > MOST * (denied.length - 2)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
