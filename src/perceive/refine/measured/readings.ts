import type { Observation, ReadMark, Side } from '../../../observation.ts'
import type { Box } from '../../../trace.ts'
import type { Placing } from '../placing.ts'
import { barReadings } from './bars.ts'
import type { DrawnSeries } from './drawn.ts'
import { pointReadings } from './points.ts'
import type { Readings, Sides } from './reading.ts'
import { shapeReadings } from './shapes.ts'
import { wedgeReadings } from './wedges.ts'

/** Pixels by which a mark may be off whatever its standard error says. */
const LEAST_PX = 0.3
/** Pixels by which an area ends before its axes, and from its end at which a mark may be cut. */
const SHORT_PX = 3
const AT_END_PX = 2

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
  const { x, y, box } = panel?.axes ?? { x: null, y: null, box: [0, 0, 0, 0] as const }
  if (!panel?.frame.decorated || !isEven(x) || !isEven(y)) return {}
  const marks = observation.marks.filter((mark) => mark.axis === panel.axis && !isCut(mark, box, placing.ends(panel)))
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

/** Whether a mark reaches to where the area that was read ends, and the axes do not. */
function isCut({ px }: ReadMark, box: Box, [left, top, right, bottom]: Box): boolean {
  const at = (end: 0 | 1 | 2 | 3) => px.some((one, i) => i % 2 === end % 2 && Math.abs(one - box[end]) <= AT_END_PX)
  return (
    (left > SHORT_PX && at(0)) ||
    (top > SHORT_PX && at(1)) ||
    (right < -SHORT_PX && at(2)) ||
    (bottom < -SHORT_PX && at(3))
  )
}

/** A log side has other errors at each place, and dates are not written as numbers. */
function isEven(side: Side | null): side is Side {
  return side?.kind === 'linear' || side?.kind === 'category'
}
