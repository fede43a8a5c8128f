import { of } from '../caption.ts'
import type { Fact } from '../fact.ts'
import { type Claim, open, type Rule, text, word } from './claim.ts'
import { mirrored, single } from './knowledge.ts'
import { find } from './patterns.ts'
import type { Token } from './tokens.ts'

const CHARTS: Readonly<Record<string, string>> = {
  bar: 'bar',
  'grouped bar': 'bar',
  'stacked bar': 'bar',
  pie: 'pie',
  line: 'line',
  scatter: 'scatter',
}
const READS =
  'is|are|labelled|labeled|label|titled|title|named|called|reads|represents|shows|,|with|as|says|carries|bears|has'

/** Titles, labels of axes, and the kind of a chart. */
export const labelClaims: Rule = (sentence, { facts }) => {
  const claims: Claim[] = []
  const titles = of(facts, 'title')
  for (const { k } of ['titled|entitled|headed ,? K:k', 'title is|reads|says|:|, K:k'].flatMap((form) =>
    find(sentence, form),
  )) {
    // "The y-axis is titled …" speaks of an axis.
    if (
      !k ||
      /axis (?:[^ ]+ ){0,2}(?:titled|title) K\d+ $/.test(
        sentence.form.slice(0, sentence.form.indexOf(`K${k.index} `) + `K${k.index} `.length),
      )
    )
      continue
    claims.push(...quoted(k, titles.find(({ value }) => isSame(k.text, value.text)) ?? single(titles)))
  }
  for (const form of [
    `x-axis|y-axis ${READS}* K:k`,
    `horizontal|vertical axis ${READS}* K:k`,
    `x|y - axis ${READS}* K:k`,
  ])
    for (const { k, first } of find(sentence, form)) {
      const axis = /^[xh]/i.test(sentence.tokens[first]?.text ?? '') ? 'x' : 'y'
      const fact = single(of(facts, 'axis').filter(({ value }) => value.axis === axis))
      if (k) claims.push(...quoted(k, fact, fact?.value.label))
    }
  for (const { k, l } of [
    'label|labels on|of segment|side? L:l reads|is|says K:k',
    'L:l is? labelled|labeled|marked K:k',
  ].flatMap((form) => find(sentence, form))) {
    const fact = of(facts, 'label').find(
      ({ value }) => l && [l.name, mirrored(l.name)].some((name) => value.of === `segment ${name}`),
    )
    if (k) claims.push(...quoted(k, fact ?? null))
  }
  for (const { k } of find(sentence, 'label|labels|labelled|labeled|marked|annotated|inscribed|reads|says|text K:k')) {
    // "h = 8" where one label alone says "h = " and a number.
    const masked = (label: string) => plain(label.replace(/[\d.]+/g, '#'))
    const all = of(facts, 'label')
    const fact =
      all.find(({ value }) => isSame(k?.text ?? '', value.text)) ??
      single(
        all.filter(
          ({ value }) =>
            /\d/.test(value.text) && /\p{L}/u.test(value.text) && masked(value.text) === masked(k?.text ?? ''),
        ),
      )
    if (k && fact) claims.push(...quoted(k, fact))
  }
  const chart = single(of(facts, 'chart'))
  const right = chart && CHARTS[chart.value.type]
  if (!chart || !right || sentence.denies) return claims
  for (const { first } of find(sentence, 'bar|pie|line|scatter chart|plot|graph|diagram')) {
    const token = sentence.tokens[first]
    if (token) claims.push(word(token, right, [chart]))
  }
  return claims
}

const plain = (label: string): string =>
  label
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Words of a label without its unit say the same. */
function isSame(said: string, label: string): boolean {
  const [a, b] = [plain(said), plain(label)]
  return a === b || a === plain(label.replace(/[([].*$/, '')) || a.replace(/\bin /, '') === b
}

function quoted(token: Token, fact: Fact | null, label?: string): Claim[] {
  const right = label ?? (fact && 'text' in fact.value ? fact.value.text : '')
  if (!fact || right === '') return [open(token)]
  if (isSame(token.text, right)) return [text(token, token.text, [fact])]
  // A comma or full stop inside the quotation marks is the draft's.
  const said = token.text.replace(/[.,]$/, '')
  return [text({ ...token, text: said, end: token.start + said.length }, right, [fact])]
}
