import { colourIn } from './colour-words.ts'
import { isName, isPlaceName } from './naming.ts'
import { isNumberWord } from './numbers.ts'
import { type Piece, patternOf, pieces, spans } from './pieces.ts'
import type { Class, Names, Sentence, Token } from './tokens.ts'
import {
  BOUNDS,
  DENIALS,
  DERIVED,
  HEDGES,
  isIn,
  LISTS,
  NOISE,
  OPPOSITES,
  SHAPES,
  SIDES,
  TRENDS,
  TURNS,
} from './words.ts'

/** A draft as sentences: up to a full stop, a semicolon or a line's end. */
export function read(draft: string, names: Names): Sentence[] {
  let speaksOfAll = true
  const pattern = patternOf(names)
  return spans(draft).map((span) => {
    const sentence = { ...sentenceOf(draft, span, pieces(draft, span, pattern), names), speaksOfAll }
    // "It" goes on with what the sentence before was about.
    if (!/^(?:it|its|they|each|there|this|overall) /.test(sentence.form) && !IS_MANY.test(` ${sentence.form}`))
      speaksOfAll = ABOUT_ALL.test(sentence.form)
    return sentence
  })
}

/** Denials that deny nothing of what stands around them. */
const IDIOMS =
  / without (?:any |a |an )?(?:unit|units|doubt|question|exception|clear|legend|title|grid|gridlines|labels|fill|markers|visible)(?= )| as (?:one|you|we|might|could|would) (?:would|might|could|be)(?: expect(?:ed)?)?(?= )|(?:can|could|may|might) (?:also )?be (?:seen|observed|read|noted)(?= )/g

/** Of several things, which no "it" takes up. */
const IS_MANY = /^(?:(?! (?:is|has|was) ).)* (?:are|were|have) /

const ABOUT_ALL = new RegExp(`^(?:[^ ]+ ){0,6}?(?:${(LISTS.whole ?? []).join('|')}) `)

const STYLE = /^(?:\*+|_+|#+|\$|`+|•|\\|"|“|”|€|£|'|’|‘|\{|\}|&)$/
const BREAKS = /^(?:while|whereas|but|although|though)$/

interface Coded {
  readonly class: Class
  readonly code?: string
  readonly text?: string
  readonly start?: number
  /** Pieces behind this one that it takes in. */
  readonly takes?: number
}

function sentenceOf(
  draft: string,
  [start, end]: readonly [number, number],
  raw: readonly Piece[],
  names: Names,
): Omit<Sentence, 'speaksOfAll'> {
  const tokens: Token[] = []
  const codes: string[] = []
  const clauses: number[] = []
  const said: string[] = []
  let clause = 0
  let aside = false
  for (let i = 0; i < raw.length; i++) {
    const piece = raw[i]
    if (!piece) continue
    const before = said.join(' ')
    // What stands in brackets without a number denies nothing outside.
    if (piece.text === '(') aside = !/\d/.test(draft.slice(piece.start, draft.indexOf(')', piece.start) + 1))
    if (piece.text === ')') aside = false
    if (piece.kind !== 'mark' && !aside)
      said.push(piece.kind === 'name' || piece.kind === 'quote' ? 'name' : piece.text.toLowerCase())
    const coded = codeOf({ draft, end, raw, i, names, before, last: codes.at(-1) ?? '' })
    if (!coded) continue
    if (breaks(raw, i)) clause++
    const text = coded.text ?? piece.text
    const at = coded.start ?? piece.start
    const index = tokens.length
    tokens.push({ text, start: at, end: at + text.length, class: coded.class, index, name: text })
    codes.push(coded.code ?? `${coded.class}${index}`)
    clauses.push(clause)
    i += coded.takes ?? 0
  }
  const form = codes.map((code) => `${code} `).join('')
  const words = ` ${said.join(' ')} `.replace(IDIOMS, ' ')
  // Behind the last word a full stop always stands, as patterns expect one.
  return { start, end, tokens, form: form.endsWith('. ') ? form : `${form}. `, clauses, denies: DENIALS.test(words) }
}

interface Place {
  readonly draft: string
  readonly end: number
  readonly raw: readonly Piece[]
  readonly i: number
  readonly names: Names
  /** Words before, in lower case. */
  readonly before: string
  /** The code before. */
  readonly last: string
}

const word = (code: string): Coded => ({ class: 'w', code })

/** What a piece is; null where it says nothing. */
function codeOf(place: Place): Coded | null {
  const { raw, i, names, before, last } = place
  const piece = raw[i]
  if (!piece) return null
  const { text, start, kind } = piece
  const lower = text.toLowerCase()
  if (kind === 'name') {
    if (isName(raw, i, names)) return { class: names.classes.get(text) ?? 'U' }
    return NOISE.has(lower) ? null : word(lower)
  }
  if (kind === 'quote') {
    const inner = text.slice(1, -1)
    return { class: names.classes.get(inner) ?? 'K', text: inner, start: start + 1 }
  }
  if (kind === 'expression') return word('expr')
  if (kind === 'number') return numberAt(place, piece)
  if (isCount(lower, raw[i + 1])) return { class: isBound(before) ? 'B' : 'N' }
  if (HEDGES.has(lower) && isBeforeNumber(raw[i + 1])) return word('~')
  const colour = kind === 'word' ? colourIn(place.draft, start, place.end) : null
  if (colour) {
    const takes = raw.slice(i + 1).findIndex((one) => one.start >= start + colour.length)
    return { class: 'C', text: colour, takes: takes < 0 ? raw.length - i - 1 : takes }
  }
  if (isAdjective(raw, i)) return null
  if (names.units.has(lower) && /^(?:[NB]|u|pct)/.test(last)) return word(lower === '%' ? 'pct' : 'u')
  if (text === '|') return word('cell')
  if (STYLE.test(text) || NOISE.has(lower)) return null
  const found = classOf(lower)
  if (found !== 'w') return { class: found }
  return word(names.categories.has(lower) ? 'cat' : names.labels.has(lower) ? 'lbl' : lower.replace('’', "'"))
}

function numberAt({ draft, raw, i, names, before }: Place, piece: Piece): Coded {
  const { text, start } = piece
  const next = raw[i + 1]
  const isGlued = next?.start === start + text.length && /^[\p{L}\\_^(]/u.test(next.text)
  // 3D, 2x, 2\pi, 1st: no number of its own.
  if (next && isGlued && !names.units.has(next.text.toLowerCase()))
    return { ...word('expr'), text: text + next.text, takes: 1 }
  if (isPlaceName(raw, i, names)) return { class: 'P' }
  if (NUMBERED.test(before) || isListMark(draft, piece)) return word('expr')
  return { class: isBound(before) ? 'B' : 'N' }
}

/** "Figure 2": a name. */
const NUMBERED = /(?:^| )(?:figure|fig|table|section|step|part|chapter|page|item|no|equation)$/

/** Number words; "one" and "zero" are others too. */
const isCount = (lower: string, next: Piece | undefined): boolean =>
  lower === 'one'
    ? /^(?:bar|line|circle|slice|curve|series|node|edge|hidden|column|segment|zero|panel)$/.test(next?.text ?? '')
    : isNumberWord(lower) && lower !== 'zero'

const isBeforeNumber = (next: Piece | undefined): boolean =>
  next !== undefined && (next.kind === 'number' || isNumberWord(next.text) || /^[$(€£]$/.test(next.text))

/** Where something else is spoken of: "while", and "and in March" behind a comma. */
function breaks(raw: readonly Piece[], i: number): boolean {
  const [before, piece, next] = [raw[i - 1]?.text, raw[i]?.text.toLowerCase() ?? '', raw[i + 1]?.text ?? '']
  return BREAKS.test(piece) || (piece === 'and' && before === ',' && /^(?:in|on|at|by|for|it|then)$/.test(next))
}

/** Behind "over", or one that was spoken of before: "of the three". */
const isBound = (before: string): boolean =>
  BOUNDS.test(before) || /(?:^| )(?:the|these|those|all|its|other|another|first|last|next|every)$/.test(before)

/** "a chilly 3 °C": between an article and a number. */
function isAdjective(raw: readonly Piece[], i: number): boolean {
  const [before, piece, after] = [raw[i - 1]?.text.toLowerCase(), raw[i], raw[i + 1]]
  return (
    piece?.kind === 'word' &&
    after?.kind === 'number' &&
    (before === 'a' || before === 'an' || before === 'its') &&
    !DERIVED.test(` ${piece.text.toLowerCase()} `) &&
    !/^(?:total|further|value|height|share|mere)$/.test(piece.text.toLowerCase())
  )
}

function classOf(word: string): Class {
  if (isIn(TURNS, word)) return 'M'
  if (isIn(OPPOSITES, word)) return 'R'
  if (isIn(TRENDS, word)) return 'T'
  if (isIn(SIDES, word)) return 'D'
  return SHAPES.includes(word) ? 'X' : 'w'
}

/** `1.` at the beginning of a line. */
function isListMark(draft: string, { start, text }: Piece): boolean {
  return /(?:^|\n)[ \t]*$/.test(draft.slice(0, start)) && /^[.)]\s/.test(draft.slice(start + text.length))
}
