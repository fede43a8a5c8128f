import type { ReadText } from '../../../observation.ts'
import { isFormula } from './lines.ts'

/** From here on a reading is offered at all, and is offered among the sure ones. */
const READABLE = 0.6
const SURE = 0.85
/** Single letters are easily taken for others. */
const SURE_LETTER = 0.93
/** What strokes nearby add to a letter. */
const SPECKS = /^[.,:;'`·|_-]+(?=.)|(?<=.)[.,:;'`·|_-]+$/g
/** Inside or at the end of a word in small letters, those that differ from theirs in size alone. */
const CAPITAL = /(?<=\p{L}\p{Ll})[CKOPSUVWXZ](?!\p{Lu})/gu
const LETTER = /^\p{L}$/u
const LATIN = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]*$/u

export interface Reading {
  readonly text: string
  readonly sure: boolean
}

/** What a text that is drawn should say by what was read in its place; null where that cannot be told. */
export function readingFor(drawn: string, { text, alternatives, confidence }: ReadText): Reading | null {
  const said = text
    .replace(/\s+/g, ' ')
    .replace(CAPITAL, (letter) => letter.toLowerCase())
    .trim()
  if (confidence < READABLE || isFormula(said)) return null
  if (LETTER.test(drawn)) return letterFor(drawn, [said, ...alternatives], confidence)
  const foreign = LATIN.test(drawn) && !LATIN.test(said)
  return foreign && confidence < SURE_LETTER ? null : { text: said, sure: confidence >= SURE && !foreign }
}

/** Of letters the same kind: what is `0` among digits is `O` among names. */
function letterFor(drawn: string, readings: readonly string[], confidence: number): Reading | null {
  const short = readings.map((one) => one.normalize('NFKC').replace(SPECKS, ''))
  const found = short.findIndex((one) => LETTER.test(one) && LATIN.test(one))
  // A whole word stands where the letter is drawn.
  if ([...short[0]!].length > 2) return LATIN.test(short[0]!) ? { text: short[0]!, sure: confidence >= SURE } : null
  if (found < 0 || short[found] === drawn) return null
  const lone = found === 0 && [...readings[0]!].length === 1
  return { text: short[found]!, sure: confidence >= (lone ? SURE_LETTER : 1) }
}
