import { of } from '../caption.ts'
import type { Fact } from '../fact.ts'
import { type Claim, number, open, type Rule, text, word } from './claim.ts'
import { endsOf, type Knowledge, type Known, mirrored, single } from './knowledge.ts'
import { saysSame } from './numbers.ts'
import { find } from './patterns.ts'
import { isShared, placeFor, seriesFor } from './subject.ts'
import type { Sentence, Token } from './tokens.ts'
import { isUpper, OPPOSITES, opposite, TRENDS, TURNS } from './words.ts'

/** Which is the highest or lowest. What a sentence is about stands where its predicate can be made right. */
const SUBJECT_FIRST = [
  "P:p 's? @thing? ,? which? @holds+ <second|third|one_of M:m @measure* >@end|of|among|by|across|compared|over_all|in !two|than",
  'P:p : N @unit? ( M:m',
  'P:p ( M:m',
  'S:s @holds* M:m @measure? ,? N? @unit? ,? @falls* in|on|at lbl|cat? P:p',
] as const
const SUBJECT_LAST = [
  '<second|third M:m @measure? in|of|for S:s ,? @falls+ P:p',
  "S:s 's M:m @measure? @falls+ P:p",
  '<second|third M:m @measure? of_all? ,? @falls+ P:p !and|or|to',
  '<second|third M:m @measure? ,|( P:p ,|)|@be',
  'with N @unit? , P:p @holds M:m',
] as const

export const orderClaims: Rule = (sentence, knowledge) => {
  if (sentence.denies) return []
  return [
    ...sides(sentence, knowledge),
    ...superlatives(sentence, knowledge),
    ...comparisons(sentence, knowledge),
    ...trends(sentence, knowledge),
  ]
}

function superlatives(sentence: Sentence, knowledge: Knowledge): Claim[] {
  const judge = (m: Token | undefined, p: Token | undefined, s: Token | undefined, turns: boolean): Claim[] => {
    if (!m || !p) return []
    if (isShared(sentence, p) || isPartial(sentence, m.index)) return [open(m)]
    const series = s?.name ?? seriesFor(sentence, knowledge, m.index)
    const said = m.text.toLowerCase()
    const which = isUpper(TURNS, said) ? 'highest' : 'lowest'
    const all = of(knowledge.facts, 'extreme').filter(({ value }) => value.series === series)
    const fact = single(all.filter(({ value }) => value.which === which))
    if (!fact) return [open(m)]
    if (fact.value.at === p.name) return [text(m, m.text, [fact]), text(p, p.text, [fact])]
    const other = single(all.filter(({ value }) => value.which !== which && value.at === p.name))
    const turned = opposite(TURNS, said, knowledge.isFlat)
    if (turns && other && turned) return [word(m, turned, [other])]
    return [text(p, fact.value.at, [fact])]
  }
  const seen = new Set<number>()
  return [...SUBJECT_FIRST, ...SUBJECT_LAST].flatMap((form, i) =>
    find(sentence, form).flatMap(({ m, p, s }) => {
      if (!m || seen.has(m.index)) return []
      if (p && !s && i < SUBJECT_FIRST.length && isWhen(sentence, p.index)) return []
      seen.add(m.index)
      return judge(m, p, s, i < SUBJECT_FIRST.length)
    }),
  )
}

/** "Indoor … in month 1 …": a place that says when, beside a series that the sentence is about. */
function isWhen({ form, tokens }: Sentence, index: number): boolean {
  const words = form.split(' ')
  const before = /^(?:cat|lbl)$/.test(words[index - 1] ?? '') ? words[index - 2] : words[index - 1]
  return /^(?:in|on|at|from|to|until|since|by)$/.test(before ?? '') && tokens.some(({ class: kind }) => kind === 'S')
}

/** "the highest after Q4", "of the last two": of a part of all. */
function isPartial({ form }: Sentence, index: number): boolean {
  const rest = form.split(' ').slice(index + 1)
  const end = rest.findIndex((one) => /^[,.)]$/.test(one))
  return / (?:after|before|except|behind|besides|other|apart|so far|until|up to|among|two|first|last|both|these|those|remaining|since|left|right|D\d+|T\d+|B\d+) /.test(
    ` ${rest.slice(0, end < 0 ? 8 : end).join(' ')} `,
  )
}

/** "BC is the longest side", of the only polygon or of all segments. */
function sides(sentence: Sentence, knowledge: Knowledge): Claim[] {
  return find(sentence, 'L:l is|forms <second|third M:m side|segment|edge|leg|one|.').flatMap(({ l, m }) => {
    if (!l || !m || isShared(sentence, l)) return m ? [open(m)] : []
    const polygon = single(of(knowledge.facts, 'polygon'))
    const ends = polygon ? endsOf(polygon.value.name) : []
    const names = polygon
      ? ends.map((end, i) => `${end}${ends[(i + 1) % ends.length]}`)
      : of(knowledge.facts, 'segment').map(({ value }) => value.name)
    const isIt = (name: string) => name === l.name || name === mirrored(l.name)
    const own = knowledge.length(l.name)
    const others = names.filter((name) => !isIt(name)).map((name) => knowledge.length(name))
    if (!own || others.length === 0 || others.length === names.length || others.some((one) => !one)) return [open(m)]
    const far = others.map((one) => own.value - (one?.value ?? 0))
    const side = far.every((one) => one > 1e-9) ? 1 : far.every((one) => one < -1e-9) ? -1 : 0
    const said = m.text.toLowerCase()
    const facts = [...own.facts, ...others.flatMap((one) => one?.facts ?? [])]
    if (side === 0) return [open(m)]
    if (isUpper(TURNS, said) === side > 0) return [text(m, m.text, facts)]
    return [word(m, opposite(TURNS, said, true) ?? said, facts)]
  })
}

/** "A is higher than B". */
function comparisons(sentence: Sentence, knowledge: Knowledge): Claim[] {
  return find(
    sentence,
    "P|S|L:a 's? @thing? is|was|has|had|are|shows|bar|remains|lies|stands|gets|takes R:r @measure|people|pupils|students|items|units|votes? than that|one? of|for|in|on|at? P|S|L:b",
  ).flatMap(({ a, b, r }) => {
    if (!a || !b || !r || a.class !== b.class || isShared(sentence, a)) return r ? [open(r)] : []
    const first = knownOf(sentence, knowledge, a)
    const second = knownOf(sentence, knowledge, b)
    const said = r.text.toLowerCase()
    if (!first || !second || first.value === second.value) return [open(r)]
    const facts = [...first.facts, ...second.facts]
    if (first.value > second.value === isUpper(OPPOSITES, said)) return [text(r, r.text, facts)]
    const turned = opposite(OPPOSITES, said, a.class === 'L' || knowledge.isFlat) ?? said
    // "Fewer pupils than", but "less than".
    const isCounted = sentence.form.split(' ')[r.index + 1] !== 'than'
    return [word(r, turned === 'less' && isCounted ? 'fewer' : turned, facts)]
  })
}

function knownOf(sentence: Sentence, knowledge: Knowledge, { class: kind, name, index }: Token): Known | null {
  if (kind === 'L') return knowledge.length(name)
  const series = kind === 'S' ? name : seriesFor(sentence, knowledge, index)
  const at = kind === 'P' ? name : placeFor(sentence, index)
  return series === null || at === null ? null : knowledge.cell(series, at)
}

/** Where a line goes: over all there is, or between two places or values that the sentence names. */
function trends(sentence: Sentence, knowledge: Knowledge): Claim[] {
  const turn = (t: Token, difference: number, facts: readonly Fact[]): Claim[] => {
    const said = t.text.toLowerCase()
    if (difference === 0) return [open(t)]
    if (difference > 0 === isUpper(TRENDS, said)) return [text(t, t.text, facts)]
    return [word(t, opposite(TRENDS, said) ?? said, facts)]
  }
  const between = [
    'T:t from N:m @unit? in|at|on lbl|cat? P:a to N:n @unit? in|at|on lbl|cat? P:b',
    'T:t from lbl|cat? P:a to lbl|cat? P:b',
  ].flatMap((form) =>
    find(sentence, form).flatMap(({ t, a, b }) => {
      if (!t || !a || !b) return []
      const series = seriesFor(sentence, knowledge, t.index)
      const [from, to] = series === null ? [] : [knowledge.cell(series, a.name), knowledge.cell(series, b.name)]
      return from && to ? turn(t, to.value - from.value, [...from.facts, ...to.facts]) : [open(t)]
    }),
  )
  const ahead = find(
    sentence,
    'from lbl|cat? P:a to lbl|cat? P:b , lbl|it|value|values|sales|line? T:t >.|,|by|and|from|to',
  ).flatMap(({ t, a, b }) => {
    if (!t || !a || !b) return []
    const series = seriesFor(sentence, knowledge, t.index)
    const [from, to] = series === null ? [] : [knowledge.cell(series, a.name), knowledge.cell(series, b.name)]
    return from && to ? turn(t, to.value - from.value, [...from.facts, ...to.facts]) : [open(t)]
  })
  const both = find(
    sentence,
    'both|all lines|series|curves|of_them|cities? show|shows|have|follow|are|display|exhibit? T:t trend|.|,|steadily|over|throughout',
  ).flatMap(({ t }) => {
    const all = of(knowledge.facts, 'trend')
    const [one] = all
    const isAll =
      one && all.length === knowledge.cells.size && all.every(({ value }) => value.direction === one.value.direction)
    return t && isAll && one.value.direction !== 'constant'
      ? turn(t, one.value.direction === 'rising' ? 1 : -1, all)
      : []
  })
  const values = find(sentence, 'S:s T|goes|going|moves|runs from ~? N:m @unit? to ~? N:n @unit? !in|at|on').flatMap(
    ({ s, m, n }) => {
      const cells = (s && knowledge.cells.get(s.name)) ?? []
      const [start, end] = [cells[0], cells.at(-1)]
      if (!m || !n || !start || !end) return []
      const isValue = (token: Token) => cells.some(({ value }) => saysSame(token.text, value))
      if (saysSame(m.text, start.value) && !isValue(n)) return number(sentence, n, end)
      if (saysSame(n.text, end.value) && !isValue(m)) return number(sentence, m, start)
      return isValue(m) && isValue(n) ? [text(m, m.text, start.facts), text(n, n.text, end.facts)] : [open(m), open(n)]
    },
  )
  const throughout = find(
    sentence,
    'T:t >steadily|throughout|continuously|constantly|consistently|trend|over|every|with|from|,|.',
  ).flatMap(({ t }) => {
    if (!t || [...between, ...ahead, ...both].some(({ start }) => start === t.start)) return []
    const inClause = sentence.tokens.filter((token) => sentence.clauses[token.index] === sentence.clauses[t.index])
    const series = seriesFor(sentence, knowledge, t.index)
    const places = new Set(inClause.filter((token) => token.class === 'P').map(({ name }) => name))
    const cells = series === null ? [] : (knowledge.cells.get(series) ?? [])
    const ends = [cells[0]?.at, cells.at(-1)?.at]
    // Said of a part of the line, it may go otherwise than the whole.
    if ([...places].some((at) => !ends.includes(at))) return []
    const fact = single(
      of(knowledge.facts, 'trend').filter(({ value }) => value.series === series && value.direction !== 'constant'),
    )
    return fact ? turn(t, fact.value.direction === 'rising' ? 1 : -1, [fact]) : []
  })
  return [...between, ...ahead, ...both, ...values, ...throughout]
}
