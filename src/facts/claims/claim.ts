import type { Fact } from '../fact.ts'
import { basicColour, isNear } from './colour-words.ts'
import type { Knowledge, Known } from './knowledge.ts'
import { inStyle, mayBeRounded, readNumber, saysSame } from './numbers.ts'
import type { Sentence, Token } from './tokens.ts'

/** A place in a draft that says something: right, wrong with what is right, or open where no fact decides. */
export type Claim = {
  readonly start: number
  readonly end: number
  readonly facts: readonly Fact[]
  /** It says of what something is said: another name there makes other claims. */
  readonly isName?: boolean
} & ({ readonly verdict: 'right' | 'open' } | { readonly verdict: 'wrong'; readonly right: string })

/** Claims of one sentence. */
export type Rule = (sentence: Sentence, knowledge: Knowledge, draft: string) => Claim[]

export const open = ({ start, end }: Pick<Token, 'start' | 'end'>): Claim => ({
  start,
  end,
  facts: [],
  verdict: 'open',
})

export function text(
  token: Pick<Token, 'start' | 'end' | 'text' | 'class'>,
  right: string,
  facts: readonly Fact[],
): Claim {
  const place = { start: token.start, end: token.end, facts, isName: /[SPALGFV]/.test(token.class) }
  return token.text === right ? { ...place, verdict: 'right' } : { ...place, verdict: 'wrong', right }
}

/** What a number of a sentence says of a value. A scale or another unit beside it leaves it open. */
export function number(sentence: Sentence, token: Token | undefined, known: Known | null): Claim[] {
  if (!token) return []
  if (!known) return [open(token)]
  const { value, facts, unit } = known
  const behind = sentence.tokens[token.index + 1]
  const words = behind?.text.toLowerCase() ?? ''
  if (/^(?:k|m|bn|thousand|million|billion|hundred|trillion|dozen|times|percentage)$/.test(words)) return [open(token)]
  const isPercent = /^(?:%|percent|per)$/.test(words)
  if (isPercent && unit !== '%') return [open(token)]
  const isUnit = sentence.form.split(' ')[token.index + 1] === 'u' || /^degrees?$/.test(words)
  if (isUnit && unit && words !== unit.toLowerCase() && !(/^degrees?$/.test(words) && unit.startsWith('°')))
    return [open(token)]
  if (isUnit && !unit && /^(?:°|degrees?)$/.test(words)) return [open(token)]
  const tolerance = Math.max(...facts.map((fact) => fact.tolerance ?? 0))
  if (saysSame(token.text, value, tolerance)) return [{ ...at(token), facts, verdict: 'right' }]
  const far = Math.abs(readNumber(token.text) - value) / Math.max(Math.abs(value), 1e-12)
  if (sentence.form.split(' ')[token.index - 1] === '~') {
    if (far <= 0.1) return [{ ...at(token), facts, verdict: 'right' }]
    if (far <= 0.15) return [open(token)]
  }
  if (/\.\d{3}$/.test(token.text) && Math.abs(value) >= 1000) return [open(token)]
  if (mayBeRounded(token.text, value)) return [open(token)]
  const right = inStyle(token.text, value)
  return right === token.text ? [open(token)] : [{ ...at(token), facts, verdict: 'wrong', right }]
}

/** What a colour says of a thing; near ones are told apart only where both are drawn. */
export function colour(token: Token, right: string, facts: readonly Fact[], drawn: ReadonlySet<string>): Claim[] {
  const said = basicColour(token.text)
  if (!said || right === '') return [open(token)]
  if (said === right) return [{ ...at(token), facts, verdict: 'right' }]
  if (isNear(said, right) && !drawn.has(said)) return [open(token)]
  const word = right === 'grey' && /gray/i.test(token.text) ? 'gray' : right
  return [text(token, /^[A-Z]/.test(token.text) ? word.charAt(0).toUpperCase() + word.slice(1) : word, facts)]
}

/** A word or its opposite, in the case of what stands. */
export function word(token: Token, right: string, facts: readonly Fact[]): Claim {
  const cased = /^[A-Z]/.test(token.text) ? right.charAt(0).toUpperCase() + right.slice(1) : right
  return text(token, cased, facts)
}

const at = ({ start, end }: Token) => ({ start, end })
