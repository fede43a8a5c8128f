import { of } from '../caption.ts'
import { basicColour } from './colour-words.ts'
import type { Knowledge } from './knowledge.ts'
import { find } from './patterns.ts'
import type { Sentence, Token } from './tokens.ts'

interface Mention {
  readonly name: string
  readonly index: number
}

const cache = new WeakMap<Sentence, Mention[]>()

/** Series that a sentence speaks of, by name or by a colour that only one has ("the red line"). */
export function seriesIn(sentence: Sentence, knowledge: Knowledge): readonly Mention[] {
  const known = cache.get(sentence)
  if (known) return known
  const named = sentence.tokens.filter((token) => token.class === 'S').map(({ name, index }) => ({ name, index }))
  const coloured = find(
    sentence,
    'C:c line|lines|curve|bar|bars|column|columns|series|one|area|points|dots|markers',
  ).flatMap(({ c }) => {
    const own = c && of(knowledge.facts, 'series').filter(({ value }) => value.colour === basicColour(c.text))
    const [fact, ...more] = own ?? []
    return c && fact && more.length === 0 ? [{ name: fact.value.name, index: c.index }] : []
  })
  const all = [...named, ...coloured].sort((a, b) => a.index - b.index)
  cache.set(sentence, all)
  return all
}

const distinct = (mentions: readonly Mention[]): string[] => [...new Set(mentions.map(({ name }) => name))]

/** The series that a token's clause is about: the only one there, else the only one before in the sentence. */
export function seriesFor(sentence: Sentence, knowledge: Knowledge, index: number): string | null {
  if (knowledge.only !== null) return knowledge.only
  const all = seriesIn(sentence, knowledge)
  const clause = sentence.clauses[index]
  const here = distinct(all.filter((one) => sentence.clauses[one.index] === clause))
  if (here.length === 1) return here[0] ?? null
  if (here.length > 1) return null
  const before = distinct(all.filter((one) => one.index < index))
  return before.length === 1 ? (before[0] ?? null) : null
}

/** The place that a token's clause is about: the only one there, else the one that the sentence begins with. */
export function placeFor(sentence: Sentence, index: number): string | null {
  const places = sentence.tokens
    .filter((token) => token.class === 'P')
    .map(({ name, index: at }) => ({ name, index: at }))
  const clause = sentence.clauses[index]
  const here = distinct(places.filter((one) => sentence.clauses[one.index] === clause))
  if (here.length === 1) return here[0] ?? null
  if (here.length > 1) return null
  const [topic] = find(sentence, 'in|on|at|for|by P:p ,')
  return topic?.first === 0 ? (topic.p?.name ?? null) : null
}

const JOINS = /^(?:and|or|plus|\+|&|to|–|-|\/)$/
const APART =
  /^(?:than|from|between|unlike|like|versus|vs|against|after|before|following|since|until|through|excluding|besides|towards?|over|under|opposite|beyond|exceeds|except)$/

/** Whether a name is one of several that share what is said: "A and B", "from A to B", "than A". */
export function isShared({ form }: Sentence, { index }: Token): boolean {
  const words = form.split(' ')
  const [before = '', after = ''] = [words[index - 1], words[index + 1]]
  const isNamed = (word: string | undefined) => /^[SPALGFVU]\d+$/.test(word ?? '')
  // "Wind, Solar and Gas", but not "on Mon, Tue".
  const listed =
    before === ',' &&
    /^P\d+$/.test(words[index] ?? '') &&
    /^P\d+$/.test(words[index - 2] ?? '') &&
    !/^(?:in|on|at|for|by|from|looking)$/.test(words[index - 3] ?? '')
  return (
    listed ||
    APART.test(before) ||
    (JOINS.test(before) && isNamed(words[index - 2])) ||
    (JOINS.test(after) && isNamed(words[index + 2]))
  )
}
