import { of } from '../caption.ts'
import type { Countable, Fact } from '../fact.ts'
import { type Claim, number, open, type Rule } from './claim.ts'
import { basicColour } from './colour-words.ts'
import { type Knowledge, single } from './knowledge.ts'
import { saysSame } from './numbers.ts'
import { type Found, find } from './patterns.ts'
import type { Sentence, Token } from './tokens.ts'
import { LISTS } from './words.ts'

const KINDS: Readonly<Record<string, readonly Countable[]>> = {
  bar: ['bar'],
  column: ['bar'],
  slice: ['slice'],
  wedge: ['slice'],
  sector: ['slice'],
  part: ['slice'],
  line: ['line', 'segment'],
  curve: ['curve', 'line'],
  point: ['point'],
  dot: ['point'],
  marker: ['point'],
  segment: ['segment', 'slice'],
  circle: ['circle'],
  polygon: ['polygon'],
  triangle: ['triangle'],
  rectangle: ['rectangle'],
  node: ['node'],
  vertex: ['node'],
  edge: ['edge'],
  series: ['series'],
  category: ['category', 'slice'],
  section: ['slice'],
  bin: ['bin'],
  arrow: ['edge'],
}

const any = (name: string) => (LISTS[name] ?? []).join('|')
/** What goes before a number that speaks of all there is. */
const ALL = new RegExp(
  `(?:^|[ ,] ?)(?:there (?:are|is)|we see|can (?:see|count)|total of) (?:total of )?$|^row of $|(?:^| )(?:${any('whole')}) .*?(?:${any('contains')}) (?:total of )?$|(?:^| )(?:${any('whole')}) of $|^(?:${any('contains')}) (?:total of )?$|X\\d+ is (?:divided|split|cut) into $|(?:joined|connected|linked) by $|(?:sorted|grouped|binned) into $`,
)
const IT = new RegExp(`(?:^| )it (?:is )?(?:${any('contains')}) (?:(?:${any('contains')}) )*(?:total of )?$`)
/** Who else may own what is counted. */
const PARTS =
  / (?:each|every|per|both|either|group|groups|face|faces|cycle|row|side|sides|panel|half|one of|[SPALV]\d+)(?= )/
/** What may follow where all there are are meant. */
const AFTER =
  /^(?:[.,;):]|and|in (?:total|all|this|pie|picture|chart|plot|figure|graph|different|C\d+)|of (?:different|equal|various|varying|same|width)|label+ed|named|marked|side by|connected|joined|displayed|shown|without|with error|across|for(?! [A-Z]\d)|representing|arranged|over|connected|(?:are|is) (?:shown|drawn|plotted|displayed|depicted|visible|presented|compared|arranged))(?= |$)/

/** How many there are of a kind, where the draft speaks of all of them. */
export const countClaims: Rule = (sentence, knowledge) => {
  const claims: Claim[] = [
    ...listed(sentence, knowledge),
    ...ofSeries(sentence, knowledge),
    ...eachWith(sentence, knowledge),
  ]
  if (sentence.denies) return claims
  let last = -1
  const forms = [
    'N:n @neutral* C:c? @neutral* data|line? @noun !-|of_them',
    'N:n visible|hidden|dashed edge|edges|line|lines',
    'N:n lbl|cat',
    'N:n rows|columns',
    'N:n are visible|hidden',
  ]
  const all = forms.flatMap((form) => find(sentence, form)).sort((a, b) => a.first - b.first || b.last - a.last)
  for (const found of all) {
    const { n } = found
    if (!n) continue
    const words = sentence.form.split(' ')
    const before = words
      .slice(0, n.index)
      .map((one) => `${one} `)
      .join('')
    const after = words.slice(found.last + 1).join(' ')
    const begins = before === ''
    const chained =
      last >= 0 &&
      /^(?:,|and|, and|joined by|connected by|, of which|(?:[a-z]+ )?(?:[SPAV]\d+ (?:, |and |, and )?)*(?:and|, and|that|which) (?:is|are) (?:connected|joined|linked) by|\() ?$/.test(
        words.slice(last + 1, n.index).join(' '),
      )
    const ofWhole =
      ALL.test(before) ||
      (sentence.speaksOfAll && IT.test(before)) ||
      (begins &&
        /^(?:[a-z ]+ )?(?:label+ed |named )?(?:[SPAV]\d+ ,? ?(?:and )?)*(?:are|is) (?:shown|drawn|plotted|displayed|depicted|visible|compared|placed)/.test(
          after,
        ))
    const overAll =
      words[found.last] === 'cat' &&
      /(?:^| )(?:over|across|of|for|during|lists) $/.test(before) &&
      new RegExp(`(?:^| )(?:${any('whole')}) `).test(before)
    if (
      PARTS.test(` ${before}${words[found.last]} ${/^,? ?each/.test(after) ? 'each ' : ''}`) ||
      /^(?:[a-z]+ )?each /.test(after)
    )
      continue
    if (!(ofWhole || chained || overAll)) continue
    if (!begins && !AFTER.test(after) && after !== '') continue
    last = found.last
    claims.push(...decide(sentence, knowledge, found, n, sentence.tokens[found.last]))
  }
  return claims
}

function decide(sentence: Sentence, { facts }: Knowledge, found: Found, n: Token, noun: Token | undefined): Claim[] {
  if (!noun) return []
  const { c } = found
  const said = noun.text.toLowerCase()
  const base = said
    .replace('vertices', 'vertex')
    .replace('categories', 'category')
    .replace(/(?<!serie)s$/, '')
  const words = sentence.tokens.slice(n.index + 1, found.last).map(({ text }) => text.toLowerCase())
  const [solid] = of(facts, 'solid')
  if (solid && /^(?:vertex|edge|visible|hidden|line)$/.test(base)) {
    const { vertices, visible, hidden } = solid.value
    const unseen = words.some((word) => /^(?:hidden|dashed)$/.test(word)) || base === 'hidden'
    const seen = words.includes('visible') || base === 'visible'
    if (base === 'line' && !unseen) return [open(n)]
    const value = base === 'vertex' ? vertices : unseen ? hidden : seen ? visible : visible + hidden
    return number(sentence, n, { value, facts: [solid] })
  }
  if (words.some((word) => /^(?:visible|hidden|dashed)$/.test(word)) || /^(?:visible|hidden)$/.test(base))
    return [open(n)]
  const [grid] = of(facts, 'grid')
  if (grid && /^(?:row|column)$/.test(base))
    return number(sentence, n, { value: grid.value[base === 'row' ? 'rows' : 'columns'], facts: [grid] })
  const isLabel = /^(?:lbl|cat)$/.test(sentence.form.split(' ')[found.last] ?? '')
  const axis = of(facts, 'axis').find(({ value }) => value.label.toLowerCase() === base)
  const kinds: readonly Countable[] = isLabel ? (axis ? ['category'] : []) : (KINDS[base] ?? [])
  const chart = of(facts, 'chart')[0]?.value.type
  for (const kind of kinds) {
    const all = of(facts, 'count').filter(({ value }) => value.what === kind)
    if (base === 'arrow' && !of(facts, 'graph').some(({ value }) => value.directed)) return [open(n)]
    const told = c ?? coloured(sentence, found.last)
    const colour = told ? basicColour(told.text) : ''
    if (isOpen(facts, kind)) return [open(n)]
    // Where all are of one colour, a wrong colour leaves their number as it is.
    const [total, own, ...others] = [...all].sort((a, b) => a.value.colour.localeCompare(b.value.colour))
    const isUniform = total && own && others.length === 0 && total.value.count === own.value.count
    const fact = all.find(({ value }) => value.colour === colour) ?? (isUniform ? total : undefined)
    if (!fact && all.length > 0) return [open(n)]
    if (!fact) continue
    // A bar is a whole stack to some, a part of it to others.
    if (kind === 'bar' && chart === 'stacked bar' && !saysSame(n.text, fact.value.count)) return [open(n)]
    return number(sentence, n, { value: fact.value.count, facts: [fact] })
  }
  return [open(n)]
}

/** "two bars in blue". */
function coloured({ tokens }: Sentence, last: number): Token | undefined {
  const [joint, colour] = [tokens[last + 1], tokens[last + 2]]
  return joint?.text.toLowerCase() === 'in' && colour?.class === 'C' ? colour : undefined
}

/** What a drawing of shapes holds can be counted in more than one way: sides, parts, points without a mark. */
function isOpen(facts: readonly Fact[], kind: Countable): boolean {
  if (kind === 'line' || kind === 'curve') return facts.some((fact) => /^(?:reference|polygon)$/.test(fact.kind))
  if (!of(facts, 'chart').some(({ value }) => value.type === 'geometry')) return false
  if (kind === 'triangle' || kind === 'rectangle' || kind === 'polygon')
    return of(facts, 'segment').length > 0 || of(facts, 'intersection').length > 0
  if (kind === 'segment') return of(facts, 'polygon').length > 0
  return (
    kind === 'point' &&
    of(facts, 'point').length !== of(facts, 'count').find(({ value }) => value.what === 'point')?.value.count
  )
}

/** "two metals, Steel and Copper": what is counted is named, all of it. */
function listed(sentence: Sentence, knowledge: Knowledge): Claim[] {
  const claims: Claim[] = []
  for (const match of sentence.form.matchAll(
    /(?<=^| )N(\d+) (?:(?!of|more|less)[a-z-]+ ){1,3}?(?:(?:[,:(]|label+ed|named|called|namely|like) )+((?:([SPAV])\d+ (?:\( N\d+ (?:pct |u )?\) )?(?:, |and |, and )?){2,})/g,
  )) {
    const token = sentence.tokens[Number(match[1])]
    const names = [...(match[2] ?? '').matchAll(/([SPAV])(\d+)/g)].map(([, kind = '', i]) => ({
      kind,
      name: sentence.tokens[Number(i)]?.name ?? '',
    }))
    const kind = names[0]?.kind
    const distinct = new Set(names.map(({ name }) => name))
    if (!token || names.some((one) => one.kind !== kind)) continue
    const all = [...knowledge.names.classes].filter(([, one]) => one === kind).map(([name]) => name)
    if (distinct.size !== all.length || all.some((name) => !distinct.has(name))) continue
    const facts = knowledge.facts.filter(
      (fact) =>
        (kind === 'S' && fact.kind === 'series') ||
        (kind === 'P' && (fact.kind === 'share' || (fact.kind === 'count' && fact.value.what === 'category'))) ||
        (kind === 'A' && fact.kind === 'point') ||
        (kind === 'V' && fact.kind === 'graph'),
    )
    if (facts.length > 0) claims.push(...number(sentence, token, { value: distinct.size, facts }))
  }
  return claims
}

/** "two blue points for dogs": as many as the series has. */
function ofSeries(sentence: Sentence, { facts }: Knowledge): Claim[] {
  if (sentence.denies) return []
  return find(sentence, 'N:n C? data? points|dots|markers|bars for|of|from S:s >@end').flatMap(({ n, s }) => {
    const fact = s && single(of(facts, 'series').filter(({ value }) => value.name === s.name))
    return number(sentence, n, fact ? { value: fact.value.size, facts: [fact] } : null)
  })
}

/** "six languages, each with a bar": as many as there are bars. */
function eachWith(sentence: Sentence, { facts }: Knowledge): Claim[] {
  if (sentence.denies) return []
  return [
    ...sentence.form.matchAll(
      /(?<=(?:shows|lists|compares|has|contains|displays|of|are) )N(\d+) [a-z]+ ,? ?each with (?:one )?(bar|column|slice|wedge)(?= )/g,
    ),
  ].flatMap(([, i, noun = '']) => {
    const token = sentence.tokens[Number(i)]
    const kind = KINDS[noun]?.[0]
    const fact = of(facts, 'count').find(({ value }) => value.what === kind && value.colour === '')
    const isStack = of(facts, 'chart').some(({ value }) => /^(?:stacked|grouped)/.test(value.type))
    return token && fact && !isStack ? number(sentence, token, { value: fact.value.count, facts: [fact] }) : []
  })
}
