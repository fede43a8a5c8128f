import type { ReadMark, Side } from '../observation.ts'
import { pythonNumber } from '../python/literal.ts'
import { colourLiteral } from './colours.ts'
import { entry, list, type Names } from './python.ts'
import { median, rounded } from './rounding.ts'
import { daysLiteral } from './sides.ts'

/** Markers and corners of one colour. */
export interface CurveSeries {
  readonly markers: readonly ReadMark[]
  readonly corners: readonly ReadMark[]
  readonly label: string | undefined
}

export interface CurveLines {
  readonly data: readonly string[]
  readonly draw: readonly string[]
}

/** Pixels by which a corner lies at a marker. */
const AT_MARKER = 2.5
const LINE_WIDTH = 1.5
const MARKER_SIZE = 6

/** A line of corners, joined markers, or points that stand alone. */
export function curveLines(
  ax: string,
  all: readonly CurveSeries[],
  x: Side,
  y: Side,
  pixelsPerPoint: number,
  names: Names,
): CurveLines {
  const data: string[] = []
  const draw: string[] = []
  const known = new Map<string, string>()
  const single = all.length === 1
  const place = (values: string, otherwise: string, label?: string) => {
    const name = known.get(values) ?? names.give(label, otherwise)
    if (!known.has(values)) data.push(`${name} = ${values}`)
    known.set(values, name)
    return name
  }
  for (const { markers, corners, label } of all) {
    const joined =
      markers.length > 0 &&
      corners.length > 0 &&
      markers.every((one) => corners.some((corner) => apart(one, corner) <= AT_MARKER)) &&
      corners.length === markers.length
    const alone = joined ? [corners] : [corners, markers].filter((points) => points.length > 0)
    for (const points of alone) {
      const isLine = points === corners
      const sorted = isLine ? points : [...points].sort((a, b) => a.px[0]! - b.px[0]!)
      const xs = place(coordinates(sorted, 0, x), 'x')
      const ys = place(coordinates(sorted, 1, y), single ? 'y' : 'values', label)
      const named = label && (isLine || corners.length === 0) ? [`label=${entry(label)}`] : []
      const colour = points[0]!.colour ? [`color=${colourLiteral(points[0]!.colour)}`] : []
      const radius = median(markers.map((one) => one.radius ?? 0))
      const size = (2 * radius) / pixelsPerPoint
      if (!isLine) {
        const area = size > 0 ? [`s=${pythonNumber(size * size, 0)}`] : []
        draw.push(`${ax}.scatter(${[xs, ys, ...area, ...colour, ...named].join(', ')})`)
        continue
      }
      const options = [...strokeOptions(points[0]!, pixelsPerPoint), ...colour, ...named]
      if (joined) {
        options.unshift('marker="o"')
        if (size > 0 && Math.abs(size - MARKER_SIZE) > 1) options.push(`markersize=${pythonNumber(size, 1)}`)
      }
      draw.push(`${ax}.plot(${[xs, ys, ...options].join(', ')})`)
    }
  }
  return { data, draw }
}

/** Line width and style where they are not matplotlib's own. */
export function strokeOptions({ width, dash }: ReadMark, pixelsPerPoint: number): string[] {
  const points = width === undefined ? LINE_WIDTH : Math.max(0.3, Math.round((width / pixelsPerPoint) * 5) / 5)
  return [
    ...(dash ? [`linestyle="${dash === 'dotted' ? ':' : '--'}"`] : []),
    ...(Math.abs(points - LINE_WIDTH) > 0.3 ? [`linewidth=${pythonNumber(points, 1)}`] : []),
  ]
}

function apart(a: ReadMark, b: ReadMark): number {
  return Math.hypot(a.px[0]! - b.px[0]!, a.px[1]! - b.px[1]!)
}

function coordinates(points: readonly ReadMark[], which: 0 | 1, { kind }: Side): string {
  const values = points.map(({ data }) => data[which]!)
  const errors = points.map(({ se }) => se[which]!)
  if (kind === 'log') {
    // Of a wide range each value has digits of its own.
    return list(values.map((value, i) => pythonNumber(value, Math.max(0, -Math.floor(Math.log10(2 * errors[i]!))))))
  }
  const { values: told, decimals } = rounded(values, errors)
  if (kind === 'date') return daysLiteral(told)
  return list(told.map((value) => pythonNumber(value, decimals)))
}
