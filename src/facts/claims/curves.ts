import { of } from '../caption.ts'
import type { Fact, FactOf } from '../fact.ts'
import { type Claim, number, open, type Rule, text, word } from './claim.ts'
import { basicColour } from './colour-words.ts'
import { type Known, single } from './knowledge.ts'
import { saysSame } from './numbers.ts'
import { find } from './patterns.ts'
import { isAt, PAIR, pair } from './places.ts'
import type { Sentence, Token } from './tokens.ts'
import { isUpper, opposite, TURNS } from './words.ts'

/** Turning points, zeros, intercepts, asymptotes and periods. */
export const curveClaims: Rule = (sentence, { facts: all }) => {
  if (sentence.denies) return []
  const facts = curveFacts(sentence, all)
  const extrema = of(facts, 'extremum')
  const turns = [
    `M:m point|value|turning? of? C? curve|parabola|function? ,? @place* ${PAIR}`,
    `vertex of? C? parabola|curve|graph|function? @place* ${PAIR}`,
  ].flatMap((form) =>
    find(sentence, form).flatMap(({ m, x, y }) => {
      if (!x || !y) return []
      const which = m && (isUpper(TURNS, m.text.toLowerCase()) ? 'maximum' : 'minimum')
      const fitting = extrema.filter(({ value }) => !which || value.which === which)
      const [other] = extrema.filter(({ value }) => isAt(x, y, value.at))
      if (m && other && other.value.which !== which)
        return [word(m, opposite(TURNS, m.text.toLowerCase()) ?? m.text, [other])]
      if (other) return [...pair(sentence, x, y, other.value.at, [other])]
      const near = single(fitting) ?? single(fitting.filter(({ value }) => saysSame(x.text, value.at[0])))
      return pair(sentence, x, y, near?.value.at ?? null, near ? [near] : [])
    }),
  )
  const highest = find(sentence, 'maximum|minimum|M:m value? ,? @fill* ~? N:n >,|.|and|at').flatMap(({ m, n }) => {
    if (!m || !n || extrema.length === 0) return []
    const which = isUpper(TURNS, m.text.toLowerCase()) ? 'maximum' : 'minimum'
    const values = [
      ...new Set(
        extrema.filter(({ value }) => value.which === which).map(({ value }) => Number(value.at[1].toFixed(6))),
      ),
    ]
    const value = single(values)
    return value === null
      ? [open(n)]
      : number(sentence, n, { value, facts: extrema.filter((one) => one.value.which === which) })
  })
  const where = find(sentence, 'M:m point|value|turning? @place* x = ~? N:n >@end').flatMap(({ m, n }) => {
    if (!m || !n || extrema.length === 0) return []
    const which = isUpper(TURNS, m.text.toLowerCase()) ? 'maximum' : 'minimum'
    const own = extrema.filter((one) => one.value.which === which)
    const right = own.find(({ value }) => saysSame(n.text, value.at[0])) ?? single(own)
    return number(sentence, n, right && { value: right.value.at[0], facts: [right] })
  })
  const known = (list: readonly Fact[], value: number | undefined): Known | null =>
    list.length === 1 && value !== undefined ? { value, facts: list } : null
  const intercepts = of(facts, 'intercept')
  const intercept = known(intercepts, intercepts[0]?.value.y)
  const CROSS = 'crosses|cross|meets|meet|intersects|intersect|hits|cuts|crossing|meeting|intersecting'
  const starts = [
    `y-intercept|y-intercepts of? @place* is|of|at|y|=* ~? N:n >@end`,
    `${CROSS} y-axis|vertical_axis at|y|=|point|in* ~? N:n >@end`,
    `${CROSS} y-axis|vertical_axis at|in point? ( N , N:n )`,
    'y-intercept of? @place* ( N , N:n )',
    'passes|pass|goes|passing through point? ( N:x , N:n )',
  ].flatMap((form) =>
    find(sentence, form).flatMap(({ n, x }) => (x && x.text !== '0' ? [] : number(sentence, n, intercept))),
  )
  const lines = of(facts, 'asymptote')
  const asymptotes = find(sentence, 'asymptote|asymptotes at|is|near|line|x|=|the* ~? N:n >@end').flatMap(({ n }) =>
    number(sentence, n, known(lines, lines[0]?.value.x)),
  )
  const period = of(facts, 'period')
  const periods = find(sentence, 'period @fill* ~? N:n @unit? >@end').flatMap(({ n }) =>
    number(sentence, n, known(period, period[0]?.value.length)),
  )
  return [...turns, ...highest, ...where, ...starts, ...asymptotes, ...periods, ...zeros(sentence, of(facts, 'zero'))]
}

/** "zeros at x = -2 and x = 2": what stands and is none takes the place of a zero that is not named. */
function zeros(sentence: Sentence, own: readonly FactOf<'zero'>[]): Claim[] {
  const lead =
    'zeros|zero|roots|root|x-intercepts|x-intercept of? C? function|curve|parabola|graph|line? ,? @place* are|is|at|x|=*'
  const axis =
    'crosses|cross|meets|intersects|cuts|crossing|intersecting|hits x-axis|horizontal_axis twice|once|,|at|in|points?|x|=*'
  return [lead, `${axis}`].flatMap((start) =>
    [
      `${start} ( N:n , N ) and at? ( N:m , N )`,
      `${start} ~? N:n and second|other|another|third? one? at? x? =? ~? N:m`,
      `${start} ~? N:n >@end !and`,
    ].flatMap((form) =>
      find(sentence, form).flatMap(({ n, m }) => {
        const said = [n, m].filter((token): token is Token => token !== undefined)
        const left = own.filter(({ value }) => !said.some((token) => saysSame(token.text, value.x)))
        return said.flatMap((token) => {
          const right = own.find(({ value }) => saysSame(token.text, value.x))
          if (right) return [text(token, token.text, [right])]
          const fact = single(left)
          return number(sentence, token, fact && { value: fact.value.x, facts: [fact] })
        })
      }),
    ),
  )
}

/** Facts of the curve that a sentence speaks of, by its name or colour; those of all where it names none. */
function curveFacts(sentence: Sentence, facts: readonly Fact[]): readonly Fact[] {
  const named = new Set(sentence.tokens.flatMap(({ class: kind, name }) => (kind === 'F' ? [name] : [])))
  const colours = sentence.tokens.flatMap(({ class: kind, text: said }) => (kind === 'C' ? [basicColour(said)] : []))
  const expressions = of(facts, 'expression')
  const told = expressions.filter(({ value }) =>
    named.size > 0 ? named.has(value.text) || named.has(value.name) : colours.includes(value.colour),
  )
  const names = new Set([...told.map(({ value }) => value.name), ...(told.length === 0 ? named : [])])
  const isOf = (fact: Fact) => 'name' in fact.value && names.has(fact.value.name)
  if (names.size > 0) return names.size === 1 ? facts.filter(isOf) : []
  return facts
}
