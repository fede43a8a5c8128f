import type { Strings } from '../strings/index.ts'
import { colourClaims } from './claims/colours.ts'
import { countClaims } from './claims/counts.ts'
import { type Claim, Knowledge } from './claims/knowledge.ts'
import { labelClaims } from './claims/labels.ts'
import { orderClaims } from './claims/order.ts'
import { placeClaims } from './claims/places.ts'
import { relationClaims } from './claims/relations.ts'
import { valueClaims } from './claims/values.ts'
import type { Fact } from './fact.ts'

export interface Edit {
  readonly from: string
  readonly to: string
  /** Offset of `from` in the draft, in UTF-16 units. */
  readonly start: number
  readonly facts: readonly string[]
  readonly reason: string
}

export interface Refined {
  readonly text: string
  readonly edits: readonly Edit[]
  /** Claims that no fact decides, as they stand in the draft. */
  readonly unverified: readonly { readonly text: string; readonly start: number }[]
}

const RULES = [labelClaims, placeClaims, valueClaims, orderClaims, countClaims, colourClaims, relationClaims]

/** Corrects what the facts show to be wrong in an English draft; every other byte stays. */
export function refine(draft: string, facts: readonly Fact[], strings: Strings): Refined {
  // What holds for one panel does not decide what a draft says of the picture.
  const knowledge = new Knowledge(facts.filter(({ panel }) => panel === undefined))
  const claims: Claim[] = []
  for (const rule of RULES) {
    for (const claim of rule(draft, knowledge)) {
      // What one rule has read is not read otherwise by a later one.
      if (!claims.some((other) => claim.start < other.end && other.start < claim.end)) claims.push(claim)
    }
  }
  claims.sort((a, b) => a.start - b.start)
  const edits = claims.flatMap((claim) =>
    claim.verdict === 'wrong'
      ? [
          {
            from: draft.slice(claim.start, claim.end),
            to: claim.right,
            start: claim.start,
            facts: claim.facts.map(({ id }) => id),
            reason: strings.facts.refinement.wrong(draft.slice(claim.start, claim.end), claim.right),
          },
        ]
      : [],
  )
  let text = draft
  for (const edit of edits.toReversed())
    text = text.slice(0, edit.start) + edit.to + text.slice(edit.start + edit.from.length)
  const unverified = claims.flatMap(({ verdict, start, end }) =>
    verdict === 'open' ? [{ text: draft.slice(start, end), start }] : [],
  )
  return { text, edits, unverified }
}
