import { of } from '../caption.ts'
import { type Claim, claimAt, hasName, matches, type Rule, sentenceAt } from './knowledge.ts'

const HIGH = 'highest|tallest|largest|biggest|greatest|maximum|most'
const LOW = 'lowest|shortest|smallest|least|minimum|fewest'
const OPPOSITE: readonly (readonly [string, string])[] = [
  ['higher', 'lower'],
  ['larger', 'smaller'],
  ['bigger', 'smaller'],
  ['taller', 'shorter'],
  ['longer', 'shorter'],
  ['greater', 'smaller'],
  ['more', 'less'],
  ['above', 'below'],
]
const TRENDS: readonly (readonly [string, string])[] = [
  ['rises', 'falls'],
  ['increases', 'decreases'],
  ['grows', 'shrinks'],
  ['climbs', 'drops'],
  ['goes up', 'goes down'],
  ['rising', 'falling'],
  ['increasing', 'decreasing'],
  ['upward', 'downward'],
  ['growth', 'decline'],
]

/** Which is the highest or lowest, which of two is larger, and where a line goes. */
export const orderClaims: Rule = (draft, knowledge) => {
  const { facts, places, segments } = knowledge
  const claims: Claim[] = []
  const THING = '(?: (?:bar|value|share|slice|category|point|count|sales|height|total|column|wedge))?'
  const superlatives = [
    `(?<!second[- ]|third[- ]|second-|of the )(?<which>${HIGH}|${LOW})${THING}(?: of all)?,? (?:is|belongs to|occurs (?:at|in|on)|falls on|was|goes to|at|in|on|for|is (?:at|in|on|for)|is that (?:of|for)|is found (?:at|in|on))(?: the)? (?<name>${places})`,
    `(?<name>${places})(?:,? which)? (?:is|has|had|shows|reaches|takes|holds|forms|was|takes up|makes up|records|gets)(?: by far| clearly)? the (?:overall )?(?<which>${HIGH}|${LOW})(?![\\p{L}])`,
  ]
  for (const match of superlatives.flatMap((form) => matches(draft, form))) {
    const { which = '', name = '' } = match.groups ?? {}
    const side = new RegExp(`^(?:${HIGH})$`).test(which) ? 'highest' : 'lowest'
    const sentence = sentenceAt(draft, match.index)
    const all = of(facts, 'extreme').filter(({ value }) => value.which === side)
    const named = all.filter(({ value }) => value.series && hasName(sentence, value.series))
    const [fact, ...more] = named.length > 0 ? named : all
    claims.push(...claimAt(match, 'name', fact && more.length === 0 ? fact.value.at : null, all))
    if (fact && more.length === 0 && fact.value.at === name) continue
  }
  const MORE = OPPOSITE.flat().join('|')
  for (const match of matches(
    draft,
    `(?<a>${places})(?:'s)? (?:is|has|shows|was|bar is|lies|stands|gets|takes)(?: (?:a|an|clearly|much|far|slightly|somewhat))* (?<word>${MORE})(?: (?:value|share|bar|slice|count|total))? (?:than )?(?:(?:that|the one) (?:of|for) )?(?<b>${places})`,
  )) {
    const { a = '', b = '', word = '' } = match.groups ?? {}
    const sentence = sentenceAt(draft, match.index)
    const first = knowledge.valueAt(a, sentence)
    const second = knowledge.valueAt(b, sentence)
    claims.push(
      ...compare(
        match,
        word,
        first && second ? first.value - second.value : null,
        first && second ? [first.fact, second.fact] : [],
      ),
    )
  }
  for (const match of matches(
    draft,
    `(?<a>${segments}) is(?: clearly| much)? (?<word>longer|shorter) than (?<b>${segments})`,
  )) {
    const first = knowledge.lengthOf(match.groups?.a ?? '')
    const second = knowledge.lengthOf(match.groups?.b ?? '')
    const facts = first && second ? [...first.facts, ...second.facts] : []
    claims.push(...compare(match, match.groups?.word ?? '', first && second ? first.value - second.value : null, facts))
  }
  for (const match of matches(
    draft,
    `(?<![\\p{L}])(?<word>${TRENDS.flat().join('|')})(?![\\p{L}])(?=(?: steadily| throughout| continuously| constantly| trend| over| from| every| with| in every|[.,]))`,
  )) {
    const sentence = sentenceAt(draft, match.index)
    const trends = of(facts, 'trend').filter(({ value }) => value.direction !== 'constant')
    const names = of(facts, 'series').filter(({ value }) => hasName(sentence, value.name))
    const named = trends.filter(({ value }) => names.some((one) => one.value.name === value.series))
    const series = of(facts, 'series')
    const [fact, ...more] = named.length > 0 ? named : series.length <= 1 ? trends : []
    const pair = TRENDS.find((one) => one.includes(match.groups?.word ?? ''))
    const right =
      fact && more.length === 0 && names.length <= 1 ? pair?.[fact.value.direction === 'rising' ? 0 : 1] : undefined
    claims.push(...claimAt(match, 'word', right ?? null, fact ? [fact] : []))
  }
  return claims
}

type Match = ReturnType<typeof matches>[number]

/** `difference` above zero: what is named first is larger. */
function compare(match: Match, word: string, difference: number | null, facts: Claim['facts']): Claim[] {
  const up = OPPOSITE.find(([more]) => more === word)
  const down = OPPOSITE.find(([, less]) => less === word)
  const right =
    difference === null || difference === 0
      ? null
      : difference > 0 === Boolean(up)
        ? word
        : (up?.[1] ?? down?.[0] ?? null)
  return claimAt(match, 'word', right, facts)
}
