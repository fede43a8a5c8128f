import type { Drawing } from './drawing.ts'
import type { Ledger, XY } from './fact.ts'
import { gap, inWords } from './names.ts'
import { distance } from './plane.ts'
import type { Arc, Label, Path, Scene } from './scene.ts'

/** Arcs between two legs that meet in their centre: the angle of the legs, and the text that names it. */
export function addAngles(ledger: Ledger, { lines, names, scene }: Drawing): void {
  if (!scene.even) return
  const arcs = [...scene.arcs, ...scene.paths.flatMap((path) => arcOf(path) ?? [])]
  for (const arc of arcs.slice(0, 12)) {
    const legs = arc.angles.map((angle) =>
      lines
        .flatMap((line) => [
          { line, start: line.from, end: line.to },
          { line, start: line.to, end: line.from },
        ])
        .find(
          ({ start, end }) =>
            distance(start, arc.centre) < 1e-6 * arc.radius && Math.abs(apart(directionOf(start, end), angle)) < 0.6,
        ),
    )
    const [first, second] = legs
    if (!first || !second || first.line === second.line) continue
    const turn = directionOf(second.start, second.end) - directionOf(first.start, first.end)
    const degrees = Number((((turn % 360) + 360) % 360).toFixed(2))
    const text = textOf(arc, scene, (label) => names.isUsed(label))
    ledger.add(
      'angle',
      { at: names.at(arc.centre) || inWords(arc.centre), degrees, text: text?.text ?? '' },
      'directions of the legs of an arc',
      [arc, first.line, second.line, ...(text ? [text] : [])],
      { tolerance: 0.01 },
    )
  }
}

const directionOf = (from: XY, to: XY): number => (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI
/** Difference of two directions in degrees, from −180 to 180. */
const apart = (a: number, b: number): number => ((((a - b + 180) % 360) + 360) % 360) - 180

/** A Greek or small letter, or a number of degrees, beside the middle of the arc. */
function textOf({ centre, radius, angles }: Arc, scene: Scene, isUsed: (label: Label) => boolean): Label | undefined {
  const middle = ((angles[0] + angles[1]) / 2 / 180) * Math.PI
  const at = (share: number): XY => [
    centre[0] + share * radius * Math.cos(middle),
    centre[1] + share * radius * Math.sin(middle),
  ]
  const near = (label: Label) => Math.min(...[0.6, 1, 1.4].map((share) => gap(label, at(share), scene)))
  const [best] = scene.texts
    .filter((label) => /^(?:[α-ωa-z](?:_?\d)?|.*°)$/.test(label.text) && !isUsed(label) && near(label) < 30)
    .sort((a, b) => near(a) - near(b))
  return best
}

/** An open line whose points lie on one circle, as programs draw marks of angles. */
function arcOf({ points, artists, lines, colour, z, label }: Path): Arc | null {
  const [a, b, c] = [points[0], points[points.length >> 1], points.at(-1)]
  if (points.length < 8 || !a || !b || !c) return null
  const d = 2 * (a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1]))
  if (Math.abs(d) < 1e-12) return null
  const [sa, sb, sc] = [a, b, c].map((p) => p[0] ** 2 + p[1] ** 2) as [number, number, number]
  const centre: XY = [
    (sa * (b[1] - c[1]) + sb * (c[1] - a[1]) + sc * (a[1] - b[1])) / d,
    (sa * (c[0] - b[0]) + sb * (a[0] - c[0]) + sc * (b[0] - a[0])) / d,
  ]
  const radius = distance(centre, a)
  if (!points.every((p) => Math.abs(distance(p, centre) - radius) < 1e-6 * radius)) return null
  const [start, middle, end] = [a, b, c].map((p) => directionOf(centre, p)) as [number, number, number]
  // Anticlockwise, whichever way it was drawn.
  const span = (from: number, to: number) => (((to - from) % 360) + 360) % 360
  const [from, to] = span(start, middle) < span(start, end) ? [start, end] : [end, start]
  return { artists, lines, colour, z, label, centre, radius, angles: [from, from + span(from, to)] }
}
