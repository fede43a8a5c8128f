import type { Drawing, Line } from './drawing.ts'
import type { Ledger, XY } from './fact.ts'
import { inWords } from './names.ts'
import { areParallel, areSquare, distance, middle, sub, tidy } from './plane.ts'

/** Equal lengths, right angles, parallels, perpendiculars and midpoints, beyond those that a shape's name tells. */
export function addMeasures(ledger: Ledger, drawing: Drawing): void {
  if (drawing.lines.length > 40) return
  addEqualLengths(ledger, drawing)
  if (drawing.true) {
    addRightAngles(ledger, drawing)
    addDirections(ledger, drawing)
  }
  addMidpoints(ledger, drawing)
}

const shapesOf = (drawing: Drawing, names: readonly string[]) =>
  new Map(
    drawing.figures.filter(({ shape }) => names.includes(shape)).map((figure) => [figure.name || 'polygon', figure]),
  )

const isNamed = (line: Line): boolean => /^\p{L}/u.test(line.name)

function addEqualLengths(ledger: Ledger, drawing: Drawing): void {
  // Opposite sides of these are equal by name.
  const told = shapesOf(drawing, ['square', 'rectangle', 'rhombus', 'parallelogram'])
  const lines = drawing.lines.filter((line) => isNamed(line) && !told.has(line.side))
  const left = new Set(lines)
  for (const line of lines) {
    if (!left.has(line)) continue
    const length = distance(line.from, line.to)
    const same = lines.filter(
      (other) => left.has(other) && Math.abs(distance(other.from, other.to) - length) < 1e-6 * length,
    )
    for (const other of same) left.delete(other)
    if (same.length > 1) {
      const names = same.map(({ name }) => name).sort()
      ledger.add('equal-lengths', { names, length: tidy(length) }, 'lengths within 1e-6', same, {
        tolerance: 1e-6 * length,
      })
    }
  }
}

function addRightAngles(ledger: Ledger, drawing: Drawing): void {
  const told = shapesOf(drawing, ['square', 'rectangle'])
  pairs(drawing.lines.filter(isNamed)).forEach(([a, b]) => {
    if (a.side === b.side && told.has(a.side)) return
    const at = shared(a, b)
    const corner = at && drawing.names.at(at)
    if (!at || !corner || !areSquare(sub(a.to, a.from), sub(b.to, b.from))) return
    ledger.add(
      'right-angle',
      { at: corner, between: [a.name, b.name].sort() as [string, string] },
      'scalar product of the legs',
      [a, b],
      {
        tolerance: 1e-6,
      },
    )
  })
}

function addDirections(ledger: Ledger, drawing: Drawing): void {
  const told = shapesOf(drawing, ['square', 'rectangle', 'rhombus', 'parallelogram'])
  pairs(drawing.lines.filter(isNamed)).forEach(([a, b]) => {
    if (a.side && a.side === b.side && told.has(a.side)) return
    const u = sub(a.to, a.from)
    const v = sub(b.to, b.from)
    const [first, second] = [a.name, b.name].sort() as [string, string]
    if (areParallel(u, v) && !areCollinear(a, b)) {
      ledger.add('parallel', { a: first, b: second }, 'vector product of the directions', [a, b], { tolerance: 1e-6 })
    } else if (areSquare(u, v) && meet(a, b) && !shared(a, b)) {
      ledger.add('perpendicular', { a: first, b: second }, 'scalar product of the directions', [a, b], {
        tolerance: 1e-6,
      })
    }
  })
}

/** One touches or crosses the other. */
function meet(a: Line, b: Line): boolean {
  const side = (p: XY, q: XY, r: XY) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
  const apart = (l: Line, m: Line) => side(l.from, l.to, m.from) * side(l.from, l.to, m.to) > 1e-9
  return !apart(a, b) && !apart(b, a)
}

function areCollinear(a: Line, b: Line): boolean {
  const u = sub(a.to, a.from)
  return areParallel(u, sub(b.from, a.from)) && areParallel(u, sub(b.to, a.from))
}

function addMidpoints(ledger: Ledger, drawing: Drawing): void {
  for (const spot of drawing.spots) {
    if (!spot.name) continue
    for (const line of drawing.lines.filter(isNamed)) {
      const length = distance(line.from, line.to)
      if (distance(spot.at, middle(line.from, line.to)) < 1e-6 * length) {
        ledger.add('midpoint', { point: spot.name, of: line.name }, 'mean of the ends', [spot, line], {
          tolerance: 1e-6,
        })
      }
    }
  }
}

export function shared(a: Line, b: Line): XY | null {
  return (
    [a.from, a.to].find((p) => [b.from, b.to].some((q) => inWords(p) === inWords(q) && distance(p, q) < 1e-9)) ?? null
  )
}

export function pairs<T>(list: readonly T[]): [T, T][] {
  return list.flatMap((a, i) => list.slice(i + 1).map((b): [T, T] => [a, b]))
}
