import type { Sentence, Token } from './tokens.ts'
import { LISTS } from './words.ts'

const INSERTS = new Set(
  'which whose where drawn shown marked depicted represented coloured colored at with like as given labelled labeled covering located placed'.split(
    ' ',
  ),
)
/** Longest insertion, in tokens. */
const MOST = 14
const KINDS = new Set(
  'series node segment side line curve edge point vertex category team city slice function graph upper lower'.split(
    ' ',
  ),
)
const WHOLE = new Set(LISTS.whole)
const VERBS = new Set([
  ...(LISTS.be ?? []),
  ...(LISTS.fill ?? []),
  ...(LISTS.holds ?? []),
  ...(LISTS.falls ?? []),
  'runs',
  'ranges',
  'spans',
  'extends',
])

/**
 * The sentence without what stands between its subject and what is said of it: insertions between commas, "of the chart",
 * "the series" before a name. Null where there is nothing of that.
 */
export function shorten(sentence: Sentence): Sentence | null {
  const words = sentence.form.trimEnd().split(' ')
  const gone = new Set<number>()
  for (let i = 0; i < words.length; i++) {
    const [word = '', next = '', then = ''] = [words[i], words[i + 1], words[i + 2]]
    // "AB, the longer leg, is": another name of what stands before.
    const isOther = /^[SPALFV]\d+$/.test(words[i - 1] ?? '') && /^(?:[a-z]|[MR]\d)/.test(next)
    if (word === ',' && i > 0 && (INSERTS.has(next) || isOther)) {
      const end = words.slice(i + 1, i + 2 + MOST).indexOf(',')
      const after = words[i + end + 2] ?? ''
      const inside = words.slice(i + 1, i + 1 + end)
      const isPlain =
        INSERTS.has(next) || (end <= 5 && !inside.some((one) => VERBS.has(one) || /^[A-LN-QS-Z]\d/.test(one)))
      if (end > 0 && isPlain && (VERBS.has(after) || /^T\d+$/.test(after)))
        for (let k = i; k <= i + end + 1; k++) gone.add(k)
    }
    if (/^(?:of|in|on)$/.test(word) && i > 0) {
      if (WHOLE.has(next)) for (const k of [i, i + 1]) gone.add(k)
      else if (WHOLE.has(then) && /^[a-z]/.test(next)) for (const k of [i, i + 1, i + 2]) gone.add(k)
    }
    if (KINDS.has(word) && /^[SPALFV]\d+$/.test(next)) gone.add(i)
  }
  if (gone.size === 0) return null
  const kept = sentence.tokens.filter(({ index }) => !gone.has(index))
  const tokens: Token[] = kept.map((token, index) => ({ ...token, index }))
  const codes = kept.map(({ class: kind, index }, i) => (kind === 'w' ? (words[index] ?? '') : `${kind}${i}`))
  const form = codes.map((code) => `${code} `).join('')
  return {
    ...sentence,
    tokens,
    form: form.endsWith('. ') ? form : `${form}. `,
    clauses: kept.map(({ index }) => sentence.clauses[index] ?? 0),
  }
}
