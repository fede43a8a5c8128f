import type { Observation, Side } from '../../../observation.ts'
import type { Placing } from '../placing.ts'
import { barReadings } from './bars.ts'
import type { DrawnSeries } from './drawn.ts'
import { pointReadings } from './points.ts'
import type { Readings } from './reading.ts'
import { shapeReadings } from './shapes.ts'
import { wedgeReadings } from './wedges.ts'

/** Two linear sides of axes with what a pixel is at them. */
export interface Sides {
  readonly x: Side
  readonly y: Side
  /** How far the picture's axes reach. */
  readonly ranges: readonly [number, number]
  /** Errors that no number is without. */
  readonly least: readonly [number, number]
}

/** Pixels by which a mark may be off whatever its standard error says. */
const LEAST_PX = 0.25

/** What the picture says of a series: of its axes' own marks, on linear sides. */
export function readingsOf(
  series: DrawnSeries,
  all: readonly DrawnSeries[],
  placing: Placing,
  observation: Observation,
): Readings {
  if (series.shape === 'pie') return wedgeReadings(series, all, observation.marks)
  if (series.shape === 'circle' || series.shape === 'polygon' || series.shape === 'rectangle')
    return shapeReadings(series, all, placing, observation)
  const panel = placing.panels.get(series.axes)
  const { x, y, box } = panel?.axes ?? { x: null, y: null, box: [0, 0, 0, 0] }
  if (!panel?.frame.decorated || !isEven(x) || !isEven(y)) return {}
  const marks = observation.marks.filter(({ axis }) => axis === panel.axis)
  const units = [Math.abs(x.a), Math.abs(y.a)] as const
  const sides: Sides = {
    x,
    y,
    ranges: [units[0] * (box[2] - box[0]), units[1] * (box[3] - box[1])],
    least: [LEAST_PX * units[0], LEAST_PX * units[1]],
  }
  return series.shape === 'bar' || series.shape === 'barh'
    ? barReadings(series, all, marks, sides, placing)
    : pointReadings(series, all, marks, sides, placing.grow)
}

/** A log side has other errors at each place, and dates are not written as numbers. */
function isEven(side: Side | null): side is Side {
  return side?.kind === 'linear' || side?.kind === 'category'
}
