import { of } from '../caption.ts'
import { type Claim, number, open, type Rule } from './claim.ts'
import type { Knowledge, Known } from './knowledge.ts'
import { single } from './knowledge.ts'
import { saysSame } from './numbers.ts'
import { type Found, find } from './patterns.ts'
import { isShared, placeFor, seriesFor } from './subject.ts'
import type { Sentence, Token } from './tokens.ts'
import { DERIVED, isUpper, TURNS } from './words.ts'

/** Subject, what joins it to its value, the value. A chart's subject is a place `p` or a series `s`. */
const FORMS = [
  "P:p 's? !to|starts|start|started|starting|begins|begin|began @fill|T+ ~? N:n @unit? >@end",
  'P:p @fill|T* ~? N:n pct of lbl|total|respondents|participants|whole|pie|people|all|answers|votes|budget|market|energy|them|fruit|basket',
  "P:p 's? bar|column|slice|wedge|sector|segment|value|share|lbl @fill|T* ~? N:n @unit? >@end",
  'P:p was|is|were chosen|selected|picked|given|favoured|favored by ~? N:n pct',
  ', P:p , @fill|T+ ~? N:n @unit? >@end',
  'in|on|at|for lbl|cat? of? P:p @unit? , S:s lbl? @fill|T+ ~? N:n @unit? >@end',
  'in|on|at|by lbl|cat? of? P:p @unit? , lbl|value|height|count|total|number|bar|sales|it @fill|T+ ~? N:n @unit? >.|,|;|and|while|whereas|but',
  'and P:p ~? N:n u|pct >@end',
  'P:p :|–|—|- ~? N:n @unit? >@end',
  'P:p , which @fill|T+ ~? N:n @unit? >@end',
  'P:p , at|with ~? N:n @unit? >@end',
  'P:p @holds+ M:m @measure* with|at ~? N:n @unit? >@end',
  'P:p ( ~? N:n @unit? )',
  "S:s 's? @fill|T* ~? N:n @unit? in|on|at|for|during|by lbl|cat? P:p",
  'S:s in|on|at|for P:p , @fill|T+ ~? N:n @unit? >@end',
  'S:s @fill|T* in|on|at|for P:p @fill|T+ ~? N:n @unit? >@end',
  'P:p in|for S:s @fill|T+ ~? N:n @unit? >@end',
  "S:s 's? @fill|T+ ~? N:n @unit? >@end",
  'S:s ~? N:n u|pct >@end',
  'S:s @thing @fill|T+ ~? N:n @unit? >@end',
  'S:s ( ~? N:n @unit? )',
  'shows|show|is|are|and|, ~? N:n @unit? for|by S:s >@end',
  'C:c line|bar|column|curve|one|point @fill|T* ~? N:n @unit? >@end',
  '@lead ~? N:n @unit? in|on|at|for|during|by lbl|cat? P:p >@end',
  '@lead ~? N:n @unit? , in|on|at P:p >@end',
  'P ,? and? N:n @unit? in|on|at P:p >@end',
  'with|at share|value|total|height|count|lbl? of? ~? N:n @unit? , P:q !and',
  'N:n pct of lbl|total|energy|respondents|people|all|votes|answers|whole|budget|market comes|come|is|are|was|were|goes|from|for|to+ P:p',
  'P:p @holds+ M:m @measure* ( ~? N:n @unit? )',
  'P:p cell ~? N:n @unit? cell',
  'P:p with|at N:n @unit? >@end',
] as const

/** Values at places, of series and shares. */
export const valueClaims: Rule = (sentence, knowledge) => {
  if (sentence.denies) return []
  if (knowledge.cells.size === 0) return lists(sentence, knowledge)
  return [
    ...FORMS.flatMap((form) => find(sentence, form).flatMap((found) => atPlace(sentence, knowledge, found))),
    ...lists(sentence, knowledge),
    ...peaks(sentence, knowledge),
  ]
}

function atPlace(sentence: Sentence, knowledge: Knowledge, found: Found): Claim[] {
  const { s, n, q } = found
  const p = found.p ?? q
  if (!n || isDerived(sentence, found)) return []
  if ((p && isShared(sentence, p)) || (s && isShared(sentence, s))) return [open(n)]
  // A number of a number's own name: "2020 in 2021".
  const series = s?.name ?? seriesFor(sentence, knowledge, n.index)
  const at = p?.name ?? placeFor(sentence, n.index)
  if (series === null || at === null) return [open(n)]
  if (isStacked(knowledge, at, n)) return [open(n)]
  // "With 9,750, A leads": the value of another place may be right, and the name wrong.
  if (q && knowledge.cells.get(series)?.some((cell) => cell.at !== at && saysSame(n.text, cell.value))) return [open(n)]
  return number(sentence, n, knowledge.cell(series, at))
}

/** Parts of a stack end at their sums too. */
function isStacked({ facts, cells }: Knowledge, at: string, n: Token): boolean {
  if (!of(facts, 'chart').some(({ value }) => /^stacked/.test(value.type))) return false
  let sum = 0
  for (const list of cells.values()) {
    sum += list.find((cell) => cell.at === at)?.value ?? 0
    if (saysSame(n.text, sum)) return true
  }
  return false
}

/** Numbers that tell a change: "a rise of 4", "Rome's rise in Feb is 2". */
const CHANGES =
  / (?:(?:drop|dip|jump|surge|leap|spike|slump|climb|T\d+) of|'s T\d+|T\d+ in [PS]\d+ (?:is|was|of)|T\d+ (?:is|was|amounts))(?= )/
/** Before a number that counts or names the thing: "bar 2". */
const NUMBERS = /^(?:bar|column|slice|point|sector|wedge|segment|number|no|rank|position|level|place|cat|by)$/

/** Whether the number is of something else than the value of a place, by the words between commas around it. */
function isDerived({ form }: Sentence, { first, last, n }: Found): boolean {
  const all = form.split(' ')
  const at = n?.index ?? last
  let from = first
  while (from > 0 && !/^(?:,|while|whereas|but)$/.test(all[from - 1] ?? '')) from--
  let to = at
  while (to < all.length && !/^(?:,|while|whereas|but|\.)$/.test(all[to] ?? '')) to++
  const words = ` ${all.slice(from, to).join(' ')} `
  return DERIVED.test(words) || CHANGES.test(words) || NUMBERS.test(all[at - 1] ?? '') || JOINTLY.test(` ${form}`)
}

const JOINTLY = / (?:together|combined|jointly|altogether|collectively|in total|in sum)(?= )/

/** "A, B and C are 3, 4 and 5"; "the values are 1, 2, 3 and 5"; "Ben's are 6, 2 and 8". */
function lists(sentence: Sentence, knowledge: Knowledge): Claim[] {
  const claims: Claim[] = []
  for (const match of sentence.form.matchAll(
    /((?:[PSL]\d+ , )*[PSL]\d+ ,? ?and [PSL]\d+ )(?:(?:is|are|were|have|has|measure|reach|stand|at|values|value|lengths?|of|lbl|with|show|respectively|,) )+((?:N\d+ (?:u |pct |units? |lbl )?, )*N\d+ (?:u |pct |units? |lbl )?,? ?and N\d+ )/g,
  )) {
    const [, subjects = '', values = ''] = match
    const names = [...subjects.matchAll(/[PSL](\d+)/g)].map(([, i]) => sentence.tokens[Number(i)])
    const said = [...values.matchAll(/N(\d+)/g)].map(([, i]) => sentence.tokens[Number(i)])
    if (names.length !== said.length) continue
    for (const [i, name] of names.entries()) {
      const token = said[i]
      if (!token || !name) continue
      claims.push(...number(sentence, token, knownOf(sentence, knowledge, name.class, name.name, token.index)))
    }
  }
  for (const match of sentence.form.matchAll(
    /(?:values|heights|shares|counts|lbl) (?:are|were|:) ((?:N\d+ (?:u |pct )?, )+N\d+ (?:u |pct )?,? ?and N\d+ )|(S\d+) ['’]s (?:values? )?(?:are|:) ((?:N\d+ , )+(?:N\d+ )?,? ?and N\d+ )/g,
  )) {
    const series = match[2]
      ? (sentence.tokens[Number(match[2].slice(1))]?.name ?? null)
      : seriesFor(sentence, knowledge, sentence.form.slice(0, match.index).split(' ').length)
    const cells = series === null ? [] : (knowledge.cells.get(series) ?? [])
    const said = [...(match[1] ?? match[3] ?? '').matchAll(/N(\d+)/g)].map(([, i]) => sentence.tokens[Number(i)])
    if (said.length !== cells.length) continue
    for (const [i, cell] of cells.entries()) claims.push(...number(sentence, said[i], cell))
  }
  return claims
}

function knownOf(sentence: Sentence, knowledge: Knowledge, kind: string, name: string, index: number): Known | null {
  if (kind === 'L') return knowledge.length(name)
  const series = kind === 'S' ? name : seriesFor(sentence, knowledge, index)
  const at = kind === 'P' ? name : placeFor(sentence, index)
  return series === null || at === null ? null : knowledge.cell(series, at)
}

/** The extreme value itself: "its highest value of 18,300 in Q4", "peaks at 7". */
function peaks(sentence: Sentence, knowledge: Knowledge): Claim[] {
  const forms = [
    '<second|third M:m @measure? ,? @fill|T* ~? N:n @unit? >@end',
    '<second|third M:m @measure? in|of|for S @fill|T* ~? N:n @unit? >@end',
    '<second|third M:m @measure? ,? @fill|T* ~? N:n @unit? in|on|at P:p',
    'peaks|peaked|peaking in|on|at P @fill|T* ~? N:n @unit? >@end',
    'peaks|peaked|peaking|peak at|of ~? N:n @unit? >@end',
  ]
  return forms.flatMap((form) =>
    find(sentence, form).flatMap((found) => {
      const { m, n, p } = found
      if (!n || isDerived(sentence, found)) return []
      // "Mon has the highest value, 3" gives Mon's value, whichever it is.
      const subject =
        m &&
        sentence.tokens.findLast(
          (one) =>
            one.class === 'P' && one.index < m.index && sentence.clauses[one.index] === sentence.clauses[m.index],
        )
      const own = seriesFor(sentence, knowledge, n.index)
      if (subject && !p)
        return own === null || isShared(sentence, subject)
          ? [open(n)]
          : number(sentence, n, knowledge.cell(own, subject.name))
      const which = !m || isUpper(TURNS, m.text.toLowerCase()) ? 'highest' : 'lowest'
      const series = seriesFor(sentence, knowledge, n.index)
      const all = of(knowledge.facts, 'extreme').filter(({ value }) => value.which === which && value.series === series)
      const fact = single(all)
      if (!fact || (p && p.name !== fact.value.at)) return []
      return number(sentence, n, { value: fact.value.value, facts: [fact], unit: fact.unit })
    }),
  )
}
