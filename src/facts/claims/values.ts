import { of } from '../caption.ts'
import { type Claim, claimAt, isJoined, matches, type Rule, sentenceAt } from './knowledge.ts'
import { DIGITS, NUMBER, numberOrSame, readNumber } from './numbers.ts'

const VERB =
  'has|had|shows|showed|reaches|reached|is at|is|was|stands at|stood at|records|recorded|scores|scored|takes|takes up|accounts for|makes up|holds|covers|comes to|equals|sold|sells|amounts to|rises to|falls to|contributes|represents|at|with'
const SOFT = '(?<soft>(?:about|around|roughly|nearly|almost|approximately) )?'
const NOUN = '(?:(?:a|the|an|its) )?(?:(?:value|height|share|total|count|size|bar|slice) )?(?:of )?(?:exactly )?'
/** Nothing that makes a number a difference, a factor or a count of other things may follow it. */
const END =
  '(?=(?: ?(?:%|percent|items|units|points|kg|cm|€|\\$)(?: of the \\p{L}+)?)?(?:$|[,;:!?)]|\\.(?!\\d)| (?:and|but|while|which|in total|on|for|in \\d)(?!\\p{L})))'

/** Values at categories, and extreme values. */
export const valueClaims: Rule = (draft, knowledge) => {
  const { places } = knowledge
  const claims: Claim[] = []
  const forms = [
    `(?<name>${places})(?:'s (?:value|share|bar|height|slice))?,? (?:${VERB}) ${SOFT}${NOUN}${SOFT.replace('soft', 'softer')}(?<n>${NUMBER})${END}`,
    `(?<name>${places})(?: \\(|: )(?<n>${DIGITS})(?= ?%|\\)|[.,;]| percent| and|$)`,
    `(?<![\\p{L}\\p{N}.,])(?<n>${DIGITS})(?: ?%| percent| items| units| points)? (?:for|on|in|at) (?<name>${places})`,
    `(?:[Vv]alue|[Ss]hare|[Hh]eight|[Cc]ount|bar|slice) (?:of|for|at|in|on) (?<name>${places}) (?:${VERB}) ${SOFT}(?<n>${NUMBER})${END}`,
    `(?:[Ii]n|[Oo]n|[Aa]t) (?<name>${places}),? (?:the value|it|sales|the bar|the count|the total|the line) (?:${VERB}) ${SOFT}(?<n>${NUMBER})${END}`,
  ]
  for (const match of forms.flatMap((form) => matches(draft, form))) {
    if (isJoined(draft, match.index, places)) continue
    const { name = '', n = '', soft, softer } = match.groups ?? {}
    const known = knowledge.valueAt(name, sentenceAt(draft, match.index))
    const near = known && (soft || softer) && Math.abs(readNumber(n) - known.value) <= 0.1 * Math.abs(known.value)
    claims.push(
      ...claimAt(match, 'n', known ? (near ? n : numberOrSame(n, known.value)) : null, known ? [known.fact] : []),
    )
  }
  const extremes = of(knowledge.facts, 'extreme')
  const peaks = `(?<which>[Pp]eaks|[Mm]aximum|[Mm]inimum|[Hh]ighest|[Ll]owest|[Ll]argest|[Ss]mallest)(?: (?:value|share|point|count|at|of|is|was|a|reached))+ (?<n>${DIGITS})${END}`
  for (const match of matches(draft, peaks)) {
    const which = /^(?:mi|lo|sm)/i.test(match.groups?.which ?? '') ? 'lowest' : 'highest'
    const sentence = sentenceAt(draft, match.index)
    const fitting = extremes.filter(
      ({ value }) =>
        value.which === which &&
        (!value.series || extremes.every((o) => o.value.series === value.series) || sentence.includes(value.series)),
    )
    const [fact, ...more] = fitting
    claims.push(
      ...claimAt(
        match,
        'n',
        fact && more.length === 0 ? numberOrSame(match.groups?.n ?? '', fact.value.value) : null,
        fitting,
      ),
    )
  }
  return claims
}
