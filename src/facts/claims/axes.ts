import { of } from '../caption.ts'
import { type Claim, number, open, type Rule, text } from './claim.ts'
import { single } from './knowledge.ts'
import { readNumber, saysSame } from './numbers.ts'
import { find } from './patterns.ts'

const RUNS =
  'runs|ranges|spans|extends|goes|stretches|running|ranging|spanning|reaches|covers|labelled|labeled|K|,|and|is|which'

/**
 * From where to where an axis runs. A draft may mean the outer ticks, which lie inside the limits: only an end that lies
 * outside of them is wrong, and only where the other end is right.
 */
export const axisClaims: Rule = (sentence, { facts }) => {
  if (sentence.denies) return []
  return [
    `x-axis|y-axis ${RUNS}* from N:m to N:n >.|,|and|in|with`,
    `horizontal|vertical axis ${RUNS}* from N:m to N:n >.|,|and|in|with`,
  ].flatMap((form) =>
    find(sentence, form).flatMap(({ m, n, first }): Claim[] => {
      const axis = /^[xh]/i.test(sentence.tokens[first]?.text ?? '') ? 'x' : 'y'
      const fact = single(of(facts, 'axis').filter(({ value }) => value.axis === axis))
      if (!m || !n) return []
      if (fact?.value.scale !== 'linear') return [open(m), open(n)]
      const { from, to } = fact.value
      const [low, high] = [readNumber(m.text), readNumber(n.text)]
      const reach = 0.02 * (to - from)
      const right = (at: typeof m) => text(at, at.text, [fact])
      if (saysSame(m.text, from) && high > to + reach)
        return [right(m), ...number(sentence, n, { value: to, facts: [fact] })]
      if (saysSame(n.text, to) && low < from - reach)
        return [...number(sentence, m, { value: from, facts: [fact] }), right(n)]
      return [saysSame(m.text, from) ? right(m) : open(m), saysSame(n.text, to) ? right(n) : open(n)]
    }),
  )
}
