import { applyEdits } from '../../python/edits.ts'
import type { Literal } from '../../python/protocol.ts'
import type { TracedFigure } from '../../trace.ts'
import type { Lab } from './proposal.ts'
import type { Side } from './sight.ts'

/** A side of a drawn shape. */
export interface Part {
  readonly artist: number
  readonly shape: number
  readonly side: Side
}

/**
 * What each literal colours: those parts whose colour changes when it is another, so that lists, loops, variables and
 * formats need no understanding. `other` gives the text that a literal is tried with. Literals that change nothing, or
 * more than colours, are left out.
 */
export async function colouredBy(
  code: string,
  figure: TracedFigure,
  literals: readonly Literal[],
  other: (literal: Literal) => string,
  lab: Lab,
): Promise<ReadonlyMap<Literal, readonly Part[]>> {
  const tried = literals.map(({ line, column, text }, i) =>
    applyEdits(code, [{ line, column, from: text, to: other(literals[i]!) }]),
  )
  const figures = await lab.trace(tried.map((one) => one ?? code))
  const found = new Map<Literal, readonly Part[]>()
  literals.forEach((literal, i) => {
    const parts = figures[i] && changedParts(figure, figures[i])
    if (parts && parts.length > 0) found.set(literal, parts)
  })
  return found
}

/** Parts of another colour; null where more than colours changed. */
function changedParts(before: TracedFigure, after: TracedFigure): readonly Part[] | null {
  if (before.artists.length !== after.artists.length) return null
  const parts: Part[] = []
  for (const [artist, { path }] of before.artists.entries()) {
    const shapes = after.artists[artist]!.path.shapes
    // Shapes of one colour are drawn together.
    for (const [shape, { fill, stroke }] of path.shapes.entries()) {
      const then = shapes[shape] ?? shapes.at(-1)
      if (!then) continue
      if (fill !== then.fill) parts.push({ artist, shape, side: 'fill' })
      if (stroke?.colour !== then.stroke?.colour) parts.push({ artist, shape, side: 'stroke' })
    }
  }
  return parts
}
