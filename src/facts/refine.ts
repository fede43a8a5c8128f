import type { Strings } from '../strings/index.ts'
import { axisClaims } from './claims/axes.ts'
import type { Claim } from './claims/claim.ts'
import { colourClaims } from './claims/colours.ts'
import { countClaims } from './claims/counts.ts'
import { curveClaims } from './claims/curves.ts'
import type { Knowledge } from './claims/knowledge.ts'
import { labelClaims } from './claims/labels.ts'
import { orderClaims } from './claims/order.ts'
import { readPanels } from './claims/panels.ts'
import { isEnglish } from './claims/pieces.ts'
import { placeClaims } from './claims/places.ts'
import { relationClaims } from './claims/relations.ts'
import { shorten } from './claims/shorten.ts'
import { solidClaims } from './claims/solids.ts'
import type { Sentence } from './claims/tokens.ts'
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
  /** Numbers, colours and relations that no fact decides, as they stand in the draft; all of a draft that cannot be read. */
  readonly unverified: readonly { readonly text: string; readonly start: number }[]
}

const RULES = [
  labelClaims,
  axisClaims,
  relationClaims,
  placeClaims,
  curveClaims,
  solidClaims,
  orderClaims,
  countClaims,
  valueClaims,
  colourClaims,
]

/** Corrects what the facts show to be wrong in an English draft; every other byte stays. */
export function refine(draft: string, facts: readonly Fact[], strings: Strings): Refined {
  if (!isEnglish(draft))
    return { text: draft, edits: [], unverified: draft.trim() === '' ? [] : [{ text: draft, start: 0 }] }
  const claims = settled(draft, facts)
  const edits = claims.flatMap((claim) =>
    claim.verdict === 'wrong'
      ? [
          {
            from: draft.slice(claim.start, claim.end),
            to: claim.right,
            start: claim.start,
            facts: [...new Set(claim.facts.map(({ id }) => id))],
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

/**
 * The claims of a draft in their order. Where a name is corrected, what else is corrected must be wrong with the right
 * name too: "the tallest is Mon, with 7" may have but the name wrong.
 */
function settled(draft: string, facts: readonly Fact[]): Claim[] {
  const claims = claimsIn(draft, facts)
  const names = claims.filter((claim) => claim.verdict === 'wrong' && claim.isName)
  if (names.length === 0) return claims
  let right = draft
  for (const { start, end, ...claim } of names.toReversed())
    right = right.slice(0, start) + (claim.verdict === 'wrong' ? claim.right : '') + right.slice(end)
  const shift = (at: number) =>
    names.reduce(
      (sum, claim) =>
        claim.end <= at && claim.verdict === 'wrong' ? sum + claim.right.length - (claim.end - claim.start) : sum,
      at,
    )
  const again = claimsIn(right, facts)
  return claims.map((claim) => {
    if (claim.verdict !== 'wrong' || names.includes(claim)) return claim
    const other = again.find(({ start }) => start === shift(claim.start))
    return other?.verdict === 'wrong' && other.right === claim.right ? claim : { ...claim, facts: [], verdict: 'open' }
  })
}

const claimsIn = (draft: string, facts: readonly Fact[]): Claim[] =>
  readPanels(draft, facts)
    .flatMap(({ sentence, knowledge }) => claimsOf(sentence, knowledge, draft))
    .sort((a, b) => a.start - b.start)

/** One claim a place: what one rule decides stands, and two that decide differently leave it open. */
function claimsOf(sentence: Sentence, knowledge: Knowledge, draft: string): Claim[] {
  const kept: Claim[] = []
  const told = (one: Sentence): Claim[] => RULES.flatMap((rule) => rule(one, knowledge, draft))
  const short = shorten(sentence)
  const first = told(sentence)
  const decided = first.filter(({ verdict }) => verdict !== 'open')
  // The whole sentence says more than the shortened one.
  const then = short
    ? told(short).filter(({ start, end }) => !decided.some((one) => one.start < end && start < one.end))
    : []
  for (const claim of [...first, ...then]) {
    const at = kept.findIndex((other) => claim.start < other.end && other.start < claim.end)
    const other = kept[at]
    if (!other) kept.push(claim)
    else if (other.verdict === 'open') kept[at] = claim
    else if (claim.verdict !== 'open' && !agree(claim, other)) {
      kept[at] =
        claim.verdict === 'right'
          ? claim
          : other.verdict === 'right'
            ? other
            : { start: other.start, end: other.end, facts: [], verdict: 'open' }
    }
  }
  const rest = sentence.tokens.flatMap((token): Claim[] => {
    const { start, end } = token
    if (!/^[NBCMRD]$/.test(token.class) || kept.some((one) => one.start < end && start < one.end)) return []
    return isIdle(sentence, token.index) ? [] : [{ start, end, facts: [], verdict: 'open' }]
  })
  return [...kept, ...rest]
}

const agree = (a: Claim, b: Claim): boolean =>
  a.verdict === b.verdict && (a.verdict !== 'wrong' || b.verdict !== 'wrong' || a.right === b.right)

/** "right angle", "from left to right", "at most": words that claim no relation. */
function isIdle({ form }: Sentence, index: number): boolean {
  const words = form.split(' ')
  const [before = '', after = ''] = [words[index - 1], words[index + 1]]
  return (
    words[index]?.startsWith('D') === true &&
    (/^(?:angle|angles|X\d+|to)$/.test(after) || before === 'to' || before === 'shown' || before === 'mentioned')
  )
}
