import type { Observation } from '../observation.ts'
import type { Box, Trace } from '../trace.ts'

/** Kinds of axes on which no pixel is turned into data. */
export type Unsupported = 'polar' | '3d'

/** Angles of a circle's rim: so many at least, and they stand around what is drawn. */
const LEAST_ANGLES = 4
const ANGLE = /^(\d{1,3})\s?[°º]$/

/** Axes that the reading cannot calibrate, by the program's trace and by what the picture prints; each kind once. */
export function unsupportedAxes(
  observation: Pick<Observation, 'texts' | 'axes'> | null,
  trace: Pick<Trace, 'figures'> | null,
): Unsupported[] {
  const found = new Set<Unsupported>()
  for (const { axes } of trace?.figures ?? []) {
    for (const { projection, visible } of axes)
      if (visible && (projection === 'polar' || projection === '3d')) found.add(projection)
  }
  if (observation && hasRim(observation)) found.add('polar')
  return [...found]
}

/** Whether angles in degrees are printed around a middle, where no pair of sides was calibrated. */
function hasRim({ texts, axes }: Pick<Observation, 'texts' | 'axes'>): boolean {
  if (axes.some(({ x, y }) => x && y)) return false
  const labels = texts.filter(({ text }) => {
    const degrees = Number(ANGLE.exec(text)?.[1])
    return degrees < 360 && degrees % 15 === 0
  })
  const middles = labels.map(({ box: [x0, y0, x1, y1] }: { readonly box: Box }) => [(x0 + x1) / 2, (y0 + y1) / 2])
  const spread = (at: 0 | 1) =>
    Math.max(...middles.map((one) => one[at]!)) - Math.min(...middles.map((one) => one[at]!))
  // Angles in a row or column are those of a plain axis.
  const [width, height] = [spread(0), spread(1)]
  return labels.length >= LEAST_ANGLES && Math.min(width, height) > 0.4 * Math.max(width, height)
}
