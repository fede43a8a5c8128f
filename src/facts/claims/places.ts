import { of } from '../caption.ts'
import type { Fact, XY } from '../fact.ts'
import { type Claim, number, open, type Rule } from './claim.ts'
import { basicColour } from './colour-words.ts'
import { type Knowledge, single } from './knowledge.ts'
import { saysSame } from './numbers.ts'
import { find } from './patterns.ts'
import { isShared } from './subject.ts'
import type { Sentence, Token } from './tokens.ts'

export const PAIR = '( N:x ,|; N:y )'

/** Coordinates, lengths, radii, crossings and degrees. */
export const placeClaims: Rule = (sentence, knowledge) => {
  if (sentence.denies) return []
  return [points, lengths, circles, crossings, degrees].flatMap((rule) => rule(sentence, knowledge))
}

type Part = (sentence: Sentence, knowledge: Knowledge) => Claim[]

/** What a pair of numbers says of a place. */
export function pair(
  sentence: Sentence,
  x: Token | undefined,
  y: Token | undefined,
  at: XY | null,
  facts: readonly Fact[],
): Claim[] {
  if (!x || !y) return []
  if (!at) return [open(x), open(y)]
  return [...number(sentence, x, { value: at[0], facts }), ...number(sentence, y, { value: at[1], facts })]
}

export const isAt = (x: Token, y: Token, at: XY): boolean => saysSame(x.text, at[0]) && saysSame(y.text, at[1])

const points: Part = (sentence, knowledge) =>
  find(sentence, `A:a ,? @place* ${PAIR}`).flatMap(({ a, x, y }) => {
    if (!a || !x || !y) return []
    const point = isShared(sentence, a) || !isSubject(sentence, a) ? null : knowledge.point(a.name)
    // Another point's place: the name may be what is wrong.
    const others = of(knowledge.facts, 'point').filter(({ value }) => value.name !== a.name && isAt(x, y, value.at))
    if (!point || others.length > 0) return [open(x), open(y)]
    return pair(sentence, x, y, point.value.at, [point])
  })

const NOUNS =
  'point|points|vertex|vertices|node|corner|corners|apex|center|centre|tip|top|foot|end|dot|mark|label|place'

/** A point stands for itself before its coordinates, not in "circle O lies at", "from A is". */
function isSubject({ form }: Sentence, { index }: Token): boolean {
  const words = form.split(' ')
  const [said = '', before = '', after = ''] = [words[index - 2], words[index - 1], words[index + 1]]
  if (after === '(') return true
  if (/^(?:of|is)$/.test(before)) return /^(?:coordinates|position|location|center|centre|apex|vertex)$/.test(said)
  return index === 0 || new RegExp(`^(?:,|and|:|\\(|\\)|-|${NOUNS}|where|while|with|has|K\\d+)$`).test(before)
}

const lengths: Part = (sentence, knowledge) => {
  const single_ = [
    'L:l @long* ~? N:n @unit? long|in_length? >@end',
    'L:l , with|of length of? ~? N:n @unit? >@end',
    'L:l ( length of|is|=? ~? N:n @unit? )',
    'length of side|segment|line? L:l @long+ ~? N:n @unit? >@end',
    'L:l , @long+ ~? N:n @unit? >@end',
  ].flatMap((form) =>
    find(sentence, form).flatMap(({ l, n }) => {
      if (!l || !n) return []
      if (isShared(sentence, l)) return [open(n)]
      return number(sentence, n, knowledge.length(l.name))
    }),
  )
  const both = [
    'L:a and L:b @long+ both|each|all @long* ~? N:n @unit? long|in_length? >@end',
    'L:a = L:b = N:n @unit? >@end',
    'L:a and L:b @long* same length @long* N:n @unit? >@end',
  ].flatMap((form) =>
    find(sentence, form).flatMap(({ a, b, n }) => {
      const [first, second] = [a && knowledge.length(a.name), b && knowledge.length(b.name)]
      if (!n) return []
      const same = first && second && Math.abs(first.value - second.value) < 1e-9 * first.value
      return same ? number(sentence, n, { value: first.value, facts: [...first.facts, ...second.facts] }) : [open(n)]
    }),
  )
  return [...both, ...single_]
}

/** The circle that a token speaks of: the last before it by a colour or name, or the only one. */
function circleFor(sentence: Sentence, knowledge: Knowledge, index: number) {
  const all = of(knowledge.facts, 'circle')
  const only = single(all)
  if (only) return only
  const told = ['C:c X|one', 'X|one ,? in C:c'].flatMap((form) =>
    find(sentence, form).flatMap(({ c }) => (c ? [c] : [])),
  )
  const nearest = sentence.tokens.findLast((token) => token.index < index && /^(?:circle|one)$/i.test(token.text))
  // "a circle" without a colour is another one, or not known.
  const colour = nearest ? told.find((c) => c.index >= nearest.index - 1 && c.index <= nearest.index + 3) : told[0]
  const name = colour && basicColour(colour.text)
  return single(all.filter(({ value }) => value.colour === name))
}

const circles: Part = (sentence, knowledge) => {
  const radii = [
    'radius|diameter @long* ~? N:n @unit? >@end|around|@be|touches',
    'r = ~? N:n @unit? >@end',
    'radius|diameter of C? X|one @long+ ~? N:n @unit? >@end',
    'radius|diameter :? ~? N:n @unit? >@end|around|@be|touches',
  ].flatMap((form) =>
    find(sentence, form).flatMap(({ n, first }) => {
      if (!n) return []
      const circle = circleFor(sentence, knowledge, first)
      const twice = sentence.tokens[first]?.text.toLowerCase() === 'diameter' ? 2 : 1
      return number(sentence, n, circle && { value: twice * circle.value.radius, facts: [circle] })
    }),
  )
  // "Both circles have a radius of 3": of one size.
  const all = of(knowledge.facts, 'circle')
  const shared = find(
    sentence,
    'both|all|each circles|circle|of? @long+ radius|radii @long* ~? N:n @unit? >@end',
  ).flatMap(({ n }) => {
    const [one] = all
    const isShared = one !== undefined && all.every(({ value }) => Math.abs(value.radius - one.value.radius) < 1e-9)
    return number(sentence, n, isShared ? { value: one.value.radius, facts: all } : null)
  })
  const centres = [
    `centre|center|centered|centred of? X? point? @place* A? ,? @place* ${PAIR}`,
    `centre|center of C X|one @place* ${PAIR}`,
  ].flatMap((form) =>
    find(sentence, form).flatMap(({ x, y, last }) => {
      const circle = circleFor(sentence, knowledge, last)
      return pair(sentence, x, y, circle?.value.centre ?? null, circle ? [circle] : [])
    }),
  )
  return [...shared, ...radii, ...centres]
}

const crossings: Part = (sentence, { facts }) => {
  const meets = single(of(facts, 'intersection'))
  const touches = single(of(facts, 'tangent'))
  return [
    ...find(
      sentence,
      `intersect|intersects|cross|crosses|meet|meets|intersection|intersecting|crossing each? other? is|lies|at|in|point|of* ${PAIR}`,
    ).flatMap(({ x, y }) => pair(sentence, x, y, meets?.value.at ?? null, meets ? [meets] : [])),
    ...find(sentence, `touch|touches|touching|tangent|tangency it|X|is|which|,|lies|at|in|point|of* ${PAIR}`).flatMap(
      ({ x, y }) => pair(sentence, x, y, touches?.value.at ?? null, touches ? [touches] : []),
    ),
  ]
}

const degrees: Part = (sentence, { facts }) =>
  [
    'V:v has|with|of|, degree of? N:n >@end',
    'V:v has M degree , which? is|of|namely N:n >@end',
    'degree of node|vertex? V:v is N:n >@end',
    ', with degree of? N:n >@end',
    'V:v has N:n edges|neighbours|neighbors|connections >@end',
    'V:v is connected|linked|joined|adjacent to N:n nodes|vertices|neighbours|neighbors >@end',
  ].flatMap((form) =>
    find(sentence, form).flatMap(({ v: named, n }) => {
      const v = named ?? single(sentence.tokens.filter((token) => token.class === 'V'))
      const fact =
        v && !isShared(sentence, v) ? single(of(facts, 'degree').filter(({ value }) => value.node === v.name)) : null
      return number(sentence, n, fact && { value: fact.value.degree, facts: [fact] })
    }),
  )
