import type { Drawing, Figure, Ring } from './drawing.ts'
import type { Ledger } from './fact.ts'
import { pairs } from './measures.ts'
import { inWords } from './names.ts'
import { areParallel, crossing, distance, foot, isInside, sidesOf, sub, tidyPoint } from './plane.ts'

/** Tangents, intersections, points on one line or circle, containment and symmetry. */
export function addIncidence(ledger: Ledger, drawing: Drawing): void {
  if (drawing.lines.length > 40 || drawing.spots.length > 20) return
  addCrossings(ledger, drawing)
  addCollinear(ledger, drawing)
  if (drawing.true) {
    addTangents(ledger, drawing)
    addConcyclic(ledger, drawing)
  }
  addContainment(ledger, drawing)
  addSymmetry(ledger, drawing)
}

function addCrossings(ledger: Ledger, { lines }: Drawing): void {
  // An arrow that leaves a shape crosses nothing.
  const found = pairs(lines.filter((line) => !line.arrow)).flatMap(([a, b]) => {
    const at = crossing(a.from, a.to, b.from, b.to)
    return at ? [{ a, b, at }] : []
  })
  if (found.length > 6) return
  for (const { a, b, at } of found) {
    const [first, second] = [a.name, b.name].sort() as [string, string]
    ledger.add('intersection', { a: first, b: second, at: tidyPoint(at) }, 'solution of both lines', [a, b], {
      tolerance: 1e-6,
    })
  }
}

/** Three named points on a line that is no stroke's ends and its midpoint alone. */
function addCollinear(ledger: Ledger, { spots }: Drawing): void {
  const named = spots.filter((spot) => spot.name)
  const seen = new Set<string>()
  for (const [a, b] of pairs(named)) {
    const on = named.filter(
      (c) => c === a || c === b || (areParallel(sub(b.at, a.at), sub(c.at, a.at)) && distance(a.at, c.at) > 0),
    )
    const points = on.map(({ name }) => name).sort()
    if (points.length < 3 || seen.has(points.join())) continue
    seen.add(points.join())
    ledger.add('collinear', { points }, 'vector products', on, { tolerance: 1e-6 })
  }
}

function addTangents(ledger: Ledger, { lines, rings }: Drawing): void {
  for (const ring of rings) {
    for (const line of lines) {
      const { at, t } = foot(ring.centre, line.from, line.to)
      const fits = Math.abs(distance(at, ring.centre) - ring.radius) < 1e-6 * ring.radius
      if (fits && t > -1e-6 && t < 1 + 1e-6) {
        ledger.add(
          'tangent',
          { line: line.name, circle: ring.name, at: tidyPoint(at) },
          'distance from the centre',
          [line, ring],
          { tolerance: 1e-6 },
        )
      }
    }
  }
}

function addConcyclic(ledger: Ledger, { spots, rings }: Drawing): void {
  for (const ring of rings) {
    const on = spots.filter(
      (spot) => spot.name && Math.abs(distance(spot.at, ring.centre) - ring.radius) < 1e-6 * ring.radius,
    )
    if (on.length > 2) {
      const points = on.map(({ name }) => name).sort()
      ledger.add('concyclic', { points, circle: ring.name }, 'distances from the centre', [...on, ring], {
        tolerance: 1e-6,
      })
    }
  }
}

/** Whole shapes in whole shapes, with room around them. */
function addContainment(ledger: Ledger, { figures, rings }: Drawing): void {
  if (figures.length + rings.length > 8) return
  const ringName = (ring: Ring) => (ring.name ? `circle ${ring.name}` : 'circle')
  const figureName = (figure: Figure) => (figure.name ? `${figure.shape} ${figure.name}` : figure.shape)
  const all = [...rings.map(ringName), ...figures.map(figureName)]
  const isUnique = (name: string) => all.filter((other) => other === name).length === 1
  const add = (a: string, b: string, from: readonly (Ring | Figure)[]) => {
    if (isUnique(a) && isUnique(b)) ledger.add('relation', { a, relation: 'inside', b }, 'every point within', from)
  }
  for (const outer of rings) {
    for (const inner of rings) {
      const room = outer.radius - inner.radius - distance(outer.centre, inner.centre)
      if (inner !== outer && room > 1e-6 * outer.radius) add(ringName(inner), ringName(outer), [inner, outer])
    }
    for (const inner of figures) {
      if (inner.vertices.every((p) => distance(p, outer.centre) < outer.radius * (1 - 1e-6))) {
        add(figureName(inner), ringName(outer), [inner, outer])
      }
    }
  }
  for (const outer of figures) {
    const free = (p: readonly [number, number], radius: number) =>
      isInside(p, outer.vertices) &&
      sidesOf(outer.vertices).every(([a, b]) => {
        const { at, t } = foot(p, a, b)
        return distance(p, t < 0 ? a : t > 1 ? b : at) > radius * (1 + 1e-6) + 1e-9
      })
    for (const inner of rings)
      if (free(inner.centre, inner.radius)) add(ringName(inner), figureName(outer), [inner, outer])
    for (const inner of figures) {
      const apart = sidesOf(inner.vertices).every(([a, b]) =>
        sidesOf(outer.vertices).every(([c, d]) => !crossing(a, b, c, d)),
      )
      if (inner !== outer && apart && inner.vertices.every((p) => free(p, 0)))
        add(figureName(inner), figureName(outer), [inner, outer])
    }
  }
}

/** Of one polygon that is no rectangle: mirrored on an upright or a level line. */
function addSymmetry(ledger: Ledger, { figures }: Drawing): void {
  for (const figure of figures) {
    if (!figure.name || figure.shape === 'rectangle' || figure.shape === 'square') continue
    for (const axis of [0, 1] as const) {
      const values = figure.vertices.map((p) => p[axis])
      const at = (Math.min(...values) + Math.max(...values)) / 2
      const mirrored = new Set(
        figure.vertices.map((p) => inWords(axis === 0 ? [2 * at - p[0], p[1]] : [p[0], 2 * at - p[1]])),
      )
      if (figure.vertices.every((p) => mirrored.has(inWords(p)))) {
        ledger.add(
          'symmetry',
          { of: figure.name, axis: axis === 0 ? 'vertical' : 'horizontal', at },
          'mirrored vertices',
          [figure],
          { tolerance: 0.01 },
        )
      }
    }
  }
}
