import { of } from '../caption.ts'
import type { Fact, XY } from '../fact.ts'
import { type Claim, claimAt, isJoined, matches, type Rule } from './knowledge.ts'
import { DIGITS, NUMBER, numberOrSame, saysSame } from './numbers.ts'

const PAIR = `\\((?<x>${DIGITS})\\s?[,;|]\\s?(?<y>${DIGITS})\\)`
type Match = ReturnType<typeof matches>[number]

/** Coordinates, lengths, radii, zeros, intercepts, periods and degrees. */
export const placeClaims: Rule = (draft, knowledge) => {
  const { facts, points, segments } = knowledge
  const claims: Claim[] = []
  for (const match of matches(
    draft,
    `(?<name>${points})(?: (?:is|lies|sits|located|placed|found|plotted|drawn|has|the|coordinates|with|at|positioned)\\b)* ?=? ?${PAIR}`,
  )) {
    const fact = of(facts, 'point').find(({ value }) => value.name === match.groups?.name)
    claims.push(...pair(match, fact?.value.at, fact ? [fact] : []))
  }
  const circles = of(facts, 'circle')
  const [circle] = circles
  const only = circles.length === 1 ? circle : undefined
  for (const match of matches(draft, `[Cc]ent(?:re|er)(?:ed|d)?(?: (?:is|at|on|of|lies|point))* ${PAIR}`))
    claims.push(...pair(match, only?.value.centre, circles))
  for (const match of matches(
    draft,
    `(?<what>[Rr]adius|[Dd]iameter)(?: (?:is|of|equals|measures|=))+ (?<n>${NUMBER})`,
  )) {
    const twice = /^d/i.test(match.groups?.what ?? '') ? 2 : 1
    claims.push(...number(match, only ? twice * only.value.radius : null, circles))
  }
  for (const match of matches(
    draft,
    `(?<which>[Mm]inimum|[Mm]aximum|[Ll]ow point|[Hh]igh point)(?: (?:is|lies|point|at|near|located|reached))* ${PAIR}`,
  )) {
    const which = /^(?:min|low)/i.test(match.groups?.which ?? '') ? 'minimum' : 'maximum'
    const all = of(facts, 'extremum').filter(({ value }) => value.which === which)
    claims.push(...pair(match, nearest(match, all)?.value.at, all))
  }
  for (const match of matches(
    draft,
    `(?:cross(?:es)?|intersects?|meets?|intersection)(?: (?:each other|is|lies|point|at|in|the point))* ${PAIR}`,
  )) {
    const all = of(facts, 'intersection')
    claims.push(...pair(match, all.length === 1 ? all[0]?.value.at : undefined, all))
  }
  const lengths = [
    `(?<name>${segments})(?: (?:is|has|with|measures|of|a|length|exactly|=)\\b)* ?=? ?(?<n>${NUMBER})(?: units?| cm)?(?= long| in length|[.,;]| and| units?|$)`,
    `[Ll]ength of (?:segment |side |the segment |the side )?(?<name>${segments})(?: is| equals| =)+ (?<n>${NUMBER})`,
    `(?<name>${segments})(?:,)? (?:has|with|of) (?:a )?length(?: of)? (?<n>${NUMBER})`,
  ]
  for (const match of lengths.flatMap((form) => matches(draft, form))) {
    if (isJoined(draft, match.indices.groups?.name?.[0] ?? 0, segments)) continue
    const length = knowledge.lengthOf(match.groups?.name ?? '')
    claims.push(...number(match, length?.value ?? null, length?.facts ?? []))
  }
  for (const match of matches(draft, `(?:[Nn]ode|[Vv]ertex) (?<name>\\S+) has (?:a )?degree (?:of )?(?<n>${NUMBER})`)) {
    const fact = of(facts, 'degree').find(({ value }) => value.node === match.groups?.name)
    claims.push(...number(match, fact?.value.degree ?? null, fact ? [fact] : []))
  }
  for (const match of matches(draft, `(?<![\\p{L}])[Pp]eriod(?: (?:is|of|equals|=))+ (?:about )?(?<n>${NUMBER})`)) {
    const all = of(facts, 'period')
    claims.push(...number(match, single(all)?.value.length ?? null, all))
  }
  for (const match of matches(
    draft,
    `(?:y-intercept|[Mm]eets the y-axis|[Cc]rosses the y-axis)(?: (?:is|of|at|equals|y =|=))+ (?<n>${NUMBER})`,
  )) {
    const all = of(facts, 'intercept')
    claims.push(...number(match, single(all)?.value.y ?? null, all))
  }
  return [...claims, ...zeroClaims(draft, facts)]
}

/** `zeros at x = -2 and x = 2`: what stands and is none takes the place of a zero that is not named. */
function zeroClaims(draft: string, facts: readonly Fact[]): Claim[] {
  const zeros = of(facts, 'zero')
  return matches(
    draft,
    `(?:[Zz]ero|[Rr]oot|x-intercept)s?(?: (?:is|are|lie|lies|at|of the curve|x =))+ (?<n>${DIGITS})(?: and (?:at )?(?:x = )?(?<m>${DIGITS}))?`,
  ).flatMap((match) => {
    const said = [match.groups?.n, match.groups?.m].filter((text): text is string => text !== undefined)
    const left = zeros.filter(({ value }) => !said.some((text) => saysSame(text, value.x)))
    return (['n', 'm'] as const).flatMap((group) => {
      const text = match.groups?.[group]
      if (text === undefined) return []
      if (zeros.some(({ value }) => saysSame(text, value.x))) return claimAt(match, group, text, zeros)
      const [right, ...more] = left
      return claimAt(match, group, right && more.length === 0 ? numberOrSame(text, right.value.x) : null, zeros)
    })
  })
}

const single = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined)

/** Of several turns the one the draft names at least by one coordinate. */
function nearest<F extends { value: { at: XY } }>(match: Match, all: readonly F[]): F | undefined {
  const { x = '', y = '' } = match.groups ?? {}
  const agreeing = all.filter(({ value }) => saysSame(x, value.at[0]))
  return single(all) ?? single(agreeing) ?? single(all.filter(({ value }) => saysSame(y, value.at[1])))
}

function number(match: Match, value: number | null, facts: readonly Fact[]): Claim[] {
  return claimAt(match, 'n', value === null ? null : numberOrSame(match.groups?.n ?? '', value), facts)
}

function pair(match: Match, at: XY | undefined, facts: readonly Fact[]): Claim[] {
  return (['x', 'y'] as const).flatMap((group, i) => {
    const value = at?.[i]
    return claimAt(match, group, value === undefined ? null : numberOrSame(match.groups?.[group] ?? '', value), facts)
  })
}
