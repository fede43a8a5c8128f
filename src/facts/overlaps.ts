import type { Drawing, Figure, Ring } from './drawing.ts'
import type { Ledger } from './fact.ts'
import { pairs } from './measures.ts'
import { crossing, distance, foot, isInside, sidesOf } from './plane.ts'

export interface Shape {
  readonly name: string
  readonly ring?: Ring
  readonly figure?: Figure
}

/** Areas that share a part while neither holds the other: their outlines cross, beyond 1e-6 of their size. */
export function addOverlaps(ledger: Ledger, { rings, figures }: Drawing): void {
  if (figures.length + rings.length > 8) return
  const shapes: Shape[] = [
    ...rings.map((ring) => ({ name: elementName('circle', ring, rings), ring })),
    ...figures.map((figure) => ({ name: elementName(figure.shape, figure, figures), figure })),
  ]
  for (const [a, b] of pairs(shapes)) {
    if (!a.name || !b.name || a.name === b.name || !overlap(a, b)) continue
    const from = [a.ring ?? a.figure, b.ring ?? b.figure].flatMap((one) => (one ? [one] : []))
    ledger.add('relation', { a: a.name, relation: 'overlaps', b: b.name }, 'outlines that cross', from, {
      tolerance: 1e-6,
    })
  }
}

/** `circle A`, `red circle`, `circle`: by what tells it from the others of its kind. */
export function elementName(
  shape: string,
  own: { readonly name: string; readonly colour: string },
  all: readonly { readonly name: string; readonly colour: string; readonly shape?: string }[],
): string {
  const alike = all.filter((one) => (one.shape ?? 'circle') === shape)
  if (own.name && !/^\d+$/.test(own.name)) return `${shape} ${own.name}`
  if (own.colour && alike.filter(({ colour }) => colour === own.colour).length === 1) return `${own.colour} ${shape}`
  if (own.name) return `${shape} ${own.name}`
  return alike.length === 1 ? shape : ''
}

export function overlap(a: Shape, b: Shape): boolean {
  if (a.ring && b.ring) {
    // A small disc on a large circle lies on its line, as a planet on its orbit.
    if (Math.max(a.ring.radius, b.ring.radius) > 4 * Math.min(a.ring.radius, b.ring.radius)) return false
    const far = distance(a.ring.centre, b.ring.centre)
    const small = 1e-6 * Math.max(a.ring.radius, b.ring.radius)
    return far < a.ring.radius + b.ring.radius - small && far > Math.abs(a.ring.radius - b.ring.radius) + small
  }
  if (a.figure && b.figure) {
    const others = sidesOf(b.figure.vertices)
    return sidesOf(a.figure.vertices).some(([p, q]) => others.some(([r, s]) => crossing(p, q, r, s) !== null))
  }
  const ring = a.ring ?? b.ring
  const figure = a.figure ?? b.figure
  if (!ring || !figure) return false
  const { centre, radius } = ring
  // A side comes inside of the circle, and the circle or the side goes on outside of the other.
  const cut = sidesOf(figure.vertices).some(([p, q]) => {
    const { at, t } = foot(centre, p, q)
    return distance(centre, t < 0 ? p : t > 1 ? q : at) < radius * (1 - 1e-6)
  })
  const out = figure.vertices.some((p) => distance(p, centre) > radius * (1 + 1e-6))
  const beyond = Array.from({ length: 72 }, (_, k): [number, number] => {
    const angle = (k * Math.PI) / 36
    return [centre[0] + radius * Math.cos(angle), centre[1] + radius * Math.sin(angle)]
  })
  return cut && out && beyond.some((p) => !isInside(p, figure.vertices))
}

export function areaOf({ ring, figure }: Shape): number {
  if (ring) return Math.PI * ring.radius ** 2
  const sides = sidesOf(figure?.vertices ?? [])
  return Math.abs(sides.reduce((sum, [a, b]) => sum + a[0] * b[1] - b[0] * a[1], 0)) / 2
}
