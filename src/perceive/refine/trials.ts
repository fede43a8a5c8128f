import { applyEdits } from '../../python/edits.ts'
import type { Fit } from './fit.ts'
import type { Lab, Proposal } from './proposal.ts'

/** What a variant must explain more than the drawing, and how many of the best are worth drawing. */
const LEAST = 0.004
const MOST_DRAWN = 2
/** Traced at once, so that a spent budget ends it. */
const BATCH = 12

/**
 * Variants of a program that explain the source better as traced, best first: a few of many. `least`: what they must
 * explain more; below 0 for what outlines cannot tell.
 */
export async function likeliest(
  code: string,
  base: number,
  variants: readonly Proposal[],
  fit: Fit,
  lab: Lab,
  least = LEAST,
): Promise<readonly Proposal[]> {
  const told: { variant: Proposal; value: number }[] = []
  for (let from = 0; from < variants.length; from += BATCH) {
    const some = variants.slice(from, from + BATCH).flatMap((variant) => {
      const text = applyEdits(code, variant.edits)
      return text === null ? [] : [{ variant, text }]
    })
    const figures = await lab.trace(some.map(({ text }) => text))
    some.forEach(({ variant }, i) => {
      const figure = figures[i]
      if (figure) told.push({ variant, value: fit.value(figure) })
    })
  }
  return told
    .filter(({ value }) => value >= base + least)
    .sort((a, b) => b.value - a.value)
    .slice(0, MOST_DRAWN)
    .map(({ variant }) => variant)
}
