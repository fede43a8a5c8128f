import { of } from '../caption.ts'
import { type Claim, claimAt, matches, mirrored, type Rule } from './knowledge.ts'

const OPPOSITES: readonly (readonly [string, string])[] = [
  ['left', 'right'],
  ['above', 'below'],
  ['over', 'under'],
  ['inside', 'outside'],
  ['within', 'outside'],
]

/** Sides, containment, parallels and right angles, midpoints, symmetry. */
export const relationClaims: Rule = (draft, knowledge) => {
  const { facts, points, segments } = knowledge
  const claims: Claim[] = []
  const relations = of(facts, 'relation')
  const names = [...new Set(relations.flatMap(({ value }) => [value.a, value.b]))].map((name) =>
    name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  )
  const name = names.length > 0 ? names.join('|') : '(?!)'
  const words = OPPOSITES.flat().join('|')
  for (const match of matches(
    draft,
    `(?<a>${name})(?: panel)?(?: (?:is|lies|sits|stands|appears|placed|located|drawn|entirely|completely|fully|to the|on the|directly|just))* (?<word>${words})(?: of| side of)? (?:the |a |panel )?["“]?(?<b>${name})`,
  )) {
    const { a = '', b = '', word = '' } = match.groups ?? {}
    const pair = OPPOSITES.find((one) => one.includes(word))
    const kind = pair?.[0] === 'left' ? 'left of' : pair?.[0] === 'above' || pair?.[0] === 'over' ? 'above' : 'inside'
    const straight = relations.find(({ value }) => value.a === a && value.b === b && value.relation === kind)
    const turned = relations.find(({ value }) => value.a === b && value.b === a && value.relation === kind)
    const fact = straight ?? turned
    // What holds the other is neither in it nor said to be beside it.
    const right = straight ? pair?.[0] : turned && kind !== 'inside' ? pair?.[1] : undefined
    claims.push(...claimAt(match, 'word', right ?? null, fact ? [fact] : []))
  }
  for (const match of matches(
    draft,
    `(?<a>${segments})(?: is| runs| and)? (?:(?:${segments}) are )?(?<word>parallel|perpendicular)(?: to (?:each other)?)?(?:(?:segment |side )?(?<b>${segments}))?`,
  )) {
    const both = match[0].match(new RegExp(segments, 'gu')) ?? []
    const [a, b] = both
    const isPair = ({ value }: { value: { a: string; b: string } }) =>
      [a, b].every((one) => one !== undefined && [value.a, value.b].some((it) => it === one || it === mirrored(one)))
    const parallel = of(facts, 'parallel').find(isPair)
    const square = of(facts, 'perpendicular').find(isPair)
    const corner = of(facts, 'right-angle').find(({ value }) =>
      isPair({ value: { a: value.between[0], b: value.between[1] } }),
    )
    const fact = parallel ?? square ?? corner
    claims.push(...claimAt(match, 'word', fact ? (parallel ? 'parallel' : 'perpendicular') : null, fact ? [fact] : []))
  }
  for (const match of matches(
    draft,
    `[Rr]ight angle (?:is )?(?:at|lies at|is found at)(?: vertex| point| corner)? (?<name>${points})`,
  )) {
    const all = of(facts, 'right-angle')
    const stands = all.find(({ value }) => value.at === match.groups?.name)
    const [fact, ...more] = stands ? [stands] : all
    claims.push(...claimAt(match, 'name', fact && more.length === 0 ? fact.value.at : null, all))
  }
  for (const match of matches(
    draft,
    `(?<name>${points}) (?:is|marks|being) the mid(?:point|dle) of (?:segment |side |the segment )?(?<of>${segments})`,
  )) {
    const line = match.groups?.of ?? ''
    const fact = of(facts, 'midpoint').find(({ value }) => value.of === line || value.of === mirrored(line))
    claims.push(...claimAt(match, 'name', fact?.value.point ?? null, fact ? [fact] : []))
  }
  return claims
}
