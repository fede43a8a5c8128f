import type { Ledger, XY } from './fact.ts'
import { distance } from './plane.ts'
import type { Oval, Scene } from './scene.ts'

/** Upright cylinders and cones drawn in a plane: flat ellipses joined by strokes at their sides. False where there is none. */
export function addRoundSolid(ledger: Ledger, scene: Scene): boolean {
  const ovals = scene.ovals.filter((oval, i) => scene.ovals.findIndex((other) => isSame(oval, other)) === i)
  const size = Math.max(...ovals.flatMap((oval) => oval.size), 0)
  const near = (a: XY, b: XY) => distance(a, b) < 1e-6 * size
  const strokes = scene.segments.filter(({ curved }) => !curved)
  const joined = (a: XY, b: XY) =>
    strokes.find(({ from, to }) => (near(from, a) && near(to, b)) || (near(from, b) && near(to, a)))
  const sides = ({ centre: [x, y], size: [w] }: Oval): readonly [XY, XY] => [
    [x - w / 2, y],
    [x + w / 2, y],
  ]
  const state = (shape: string, from: readonly (Oval | (typeof strokes)[number])[]) => {
    ledger.add('chart', { type: 'solid' }, 'ellipses and the strokes at their sides', from)
    ledger.add('solid', { shape, vertices: 0, visible: 0, hidden: 0 }, 'ellipses and the strokes at their sides', from)
    return true
  }
  for (const oval of ovals) {
    const [left, right] = sides(oval)
    const other = ovals.find(
      (one) =>
        one !== oval &&
        one.centre[0] === oval.centre[0] &&
        near(one.size, oval.size) &&
        one.centre[1] !== oval.centre[1],
    )
    if (other) {
      const [a, b] = sides(other)
      const [first, second] = [joined(left, a), joined(right, b)]
      if (first && second) return state('cylinder', [oval, other, first, second])
    }
    const first = strokes.find(({ from, to }) => near(from, left) || near(to, left))
    const apex = first && (near(first.from, left) ? first.to : first.from)
    const second = apex && joined(right, apex)
    if (first && second && apex[0] === oval.centre[0] && ovals.length === 1) return state('cone', [oval, first, second])
  }
  return false
}

const isSame = (a: Oval, b: Oval): boolean => distance(a.centre, b.centre) < 1e-9 && distance(a.size, b.size) < 1e-9
