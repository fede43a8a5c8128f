import { applyEdits } from '../../python/edits.ts'
import type { Literal } from '../../python/protocol.ts'
import type { DrawnShape, TracedFigure } from '../../trace.ts'
import type { Drawing, Lab } from './proposal.ts'
import type { Side } from './sight.ts'

const SIDES: readonly Side[] = ['fill', 'stroke']

/** A side of a drawn shape. */
export interface Part {
  readonly artist: number
  readonly shape: number
  readonly side: Side
}

/** What is looked at of a side of a shape. */
export type Trait = (shape: DrawnShape, side: Side) => string | undefined

/**
 * What each literal says of the drawing: those parts whose trait changes when it is another, so that lists, loops,
 * variables and formats need no understanding. `other` gives the text that a literal is tried with. Literals that change
 * nothing, or the number of artists, are left out.
 */
export async function influenceOf(
  drawing: Drawing,
  literals: readonly Literal[],
  other: (literal: Literal) => string,
  trait: Trait,
  lab: Lab,
): Promise<ReadonlyMap<Literal, readonly Part[]>> {
  const tried = literals.map((literal) => {
    const { line, column, text } = literal
    return applyEdits(drawing.code, [{ line, column, from: text, to: other(literal) }]) ?? drawing.code
  })
  const figures = await lab.trace(tried)
  const found = new Map<Literal, readonly Part[]>()
  literals.forEach((literal, i) => {
    const parts = figures[i] ? changedParts(drawing.trace, figures[i], trait) : []
    if (parts.length > 0) found.set(literal, parts)
  })
  return found
}

function changedParts(before: TracedFigure, after: TracedFigure, trait: Trait): readonly Part[] {
  if (before.artists.length !== after.artists.length) return []
  const parts: Part[] = []
  for (const [artist, { path }] of before.artists.entries()) {
    const shapes = after.artists[artist]!.path.shapes
    for (const [shape, drawn] of path.shapes.entries()) {
      // Shapes of one style are drawn together.
      const then = shapes[shape] ?? shapes.at(-1)
      if (!then) continue
      for (const side of SIDES) if (trait(drawn, side) !== trait(then, side)) parts.push({ artist, shape, side })
    }
  }
  return parts
}
