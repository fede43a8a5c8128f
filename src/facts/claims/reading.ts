import { colourIn } from './colour-words.ts'
import { isNumberWord } from './numbers.ts'
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

/**
 * What a token is: a name of a series `S`, a place of values `P`, a point `A`, a segment `L`, a polygon `G`, a curve `F`,
 * a node `V`, or of several of these `U`; a number `N`, a number under a bound `B`; a colour `C`; a quotation `K`; a superlative `M`,
 * a comparative `R`, a trend `T`, a side or direction `D`, a shape `X`; another word `w`.
 */
export type Class =
  | 'S'
  | 'P'
  | 'A'
  | 'L'
  | 'G'
  | 'F'
  | 'V'
  | 'U'
  | 'N'
  | 'B'
  | 'C'
  | 'K'
  | 'M'
  | 'R'
  | 'T'
  | 'D'
  | 'X'
  | 'w'

export interface Token {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly class: Class
  /** Its place in the sentence. */
  readonly index: number
  /** Of a name: as the facts have it. */
  readonly name: string
}

export interface Sentence {
  readonly start: number
  readonly end: number
  /** Those that say something: articles, marks of style and adverbs that change nothing are left out. */
  readonly tokens: readonly Token[]
  /** The tokens one after the other: a class with the token's index, or the word in lower case; each with a space behind it. */
  readonly form: string
  /** The words in lower case, all of them. */
  readonly words: string
  readonly clauses: readonly number[]
  readonly denies: boolean
  /** "It" is the whole picture here. */
  readonly speaksOfAll: boolean
}

export interface Names {
  /** Class of a name. */
  readonly classes: ReadonlyMap<string, Class>
  /** Names as drafts may write them, with the facts' spelling. */
  readonly units: ReadonlySet<string>
  readonly labels: ReadonlySet<string>
}

const QUOTE = /["“„](?<text>[^"“”„\n]{1,120})["”]|(?<![\p{L}\p{N}])['‘](?<text2>[^'’\n]{1,80})['’](?![\p{L}\p{N}])/u
const NUMBER =
  /(?:(?<=^|[\s([=:,$*~≈])(?<![\d)] )[-−])?\d(?:\d{0,2}(?:[,\u00a0\u2009\u202f]\d{3})+(?!\d)|\d*)(?:\.\d+)?/u
const WORD = /°[CF]?|\\?[\p{L}_][\p{L}\p{M}\p{N}_]*(?:\{[^{}\s]*\})*(?:['’]\p{L}+|(?:-[\p{L}\p{N}]+))*/u
const EXPRESSION = /\\[a-z]+(?:\{[^{}]*\})+|[\p{L}\p{N}]*\^\{?[-−]?[\p{L}\p{N}]+\}?/u

/** A draft as sentences: up to a full stop, a semicolon or a line's end. */
export function read(draft: string, names: Names): Sentence[] {
  let speaksOfAll = true
  return spans(draft).map(([start, end]) => {
    const sentence = { ...sentenceOf(draft, start, end, names), speaksOfAll }
    // "It" goes on with what the sentence before was about.
    if (!/^(?:it|its|they|each|there|this|overall) /.test(sentence.form)) speaksOfAll = ABOUT_ALL.test(sentence.form)
    return sentence
  })
}

/** Denials that deny nothing of what stands around them. */
const IDIOMS =
  / without (?:any |a |an )?(?:doubt|question|exception|clear|legend|title|grid|gridlines|labels|fill|markers|visible)(?= )| as (?:one|you|we|might|could|would) (?:would|might|could|be)(?: expect(?:ed)?)?(?= )|(?:can|could|may|might) (?:also )?be (?:seen|observed|read|noted)(?= )/g

const ABOUT_ALL = new RegExp(`^(?:[^ ]+ ){0,6}?(?:${(LISTS.whole ?? []).join('|')}) `)

function spans(draft: string): [number, number][] {
  const ends = [
    ...draft.matchAll(/[!?;]+(?=\s|$)|(?<!\b(?:i\.e|e\.g|approx|ca|cf|vs|Fig|No))\.(?=["”')*]*(?:\s|$))|\n+/g),
  ]
  const found: [number, number][] = []
  let start = 0
  for (const { index, 0: text } of [...ends, { index: draft.length, 0: '' }]) {
    const end = index + text.length
    if (draft.slice(start, index).trim() !== '') found.push([start, end])
    start = end
  }
  return found
}

interface Piece {
  readonly text: string
  readonly start: number
  readonly kind: 'name' | 'quote' | 'number' | 'word' | 'mark' | 'expression'
}

function* pieces(draft: string, start: number, end: number, names: Names): Generator<Piece> {
  const all = [...names.classes.keys()].filter((name) => !/^[\d−-]+(?:[.,]\d+)?$/.test(name)).sort((a, b) => b.length - a.length)
  const name =
    all.length > 0 ? `(?<![\\p{L}\\p{N}_\\\\])(?:${all.map(literal).join('|')})(?![\\p{L}\\p{N}_^]|-\\p{L})` : '(?!)'
  const list = new RegExp(
    `(?<name>${name})|(?<quote>${QUOTE.source})|(?<expression>${EXPRESSION.source})|(?<number>(?<![\\p{L}_])${NUMBER.source})|(?<word>${WORD.source})|(?<mark>[^\\s])`,
    'gu',
  )
  list.lastIndex = start
  for (let match = list.exec(draft); match && match.index < end; match = list.exec(draft)) {
    const kind =
      (['name', 'quote', 'expression', 'number', 'word', 'mark'] as const).find(
        (one) => match?.groups?.[one] !== undefined,
      ) ?? 'mark'
    yield { text: match[0], start: match.index, kind }
  }
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
const STYLE = /^(?:\*+|_+|#+|\$|`+|•|\\|"|“|”|€|£|'|’|‘|\{|\}|&)$/
const BREAKS = /^(?:while|whereas|but|although|though)$/

function sentenceOf(draft: string, start: number, end: number, names: Names): Omit<Sentence, 'speaksOfAll'> {
  const raw = [...pieces(draft, start, end, names)]
  const tokens: Token[] = []
  const codes: string[] = []
  const said: string[] = []
  const clauses: number[] = []
  let clause = 0
  let aside = false
  const put = (piece: { text: string; start: number }, kind: Class, code: string, name = piece.text) => {
    tokens.push({
      text: piece.text,
      start: piece.start,
      end: piece.start + piece.text.length,
      class: kind,
      index: tokens.length,
      name,
    })
    codes.push(kind === 'w' ? code : `${kind}${tokens.length - 1}`)
    clauses.push(clause)
  }
  for (let i = 0; i < raw.length; i++) {
    const piece = raw[i]
    if (!piece) continue
    const lower = piece.text.toLowerCase()
    const before = said.join(' ')
    if (piece.text === '(' && !/\d/.test(draft.slice(piece.start, draft.indexOf(')', piece.start) + 1))) aside = true
    if (piece.text === ')') aside = false
    if (piece.kind !== 'mark' && !aside) said.push(piece.kind === 'name' || piece.kind === 'quote' ? 'name' : lower)
    const next = raw[i + 1]
    if (piece.kind === 'name') {
      const kind = names.classes.get(piece.text) ?? 'U'
      if (isName(raw, i, names)) put(piece, kind, '')
      else if (!NOISE.has(lower)) put(piece, 'w', lower)
    } else if (piece.kind === 'quote') {
      const inner = { text: piece.text.slice(1, -1), start: piece.start + 1 }
      put(inner, names.classes.get(inner.text) ?? 'K', '')
    } else if (piece.kind === 'expression') put(piece, 'w', 'expr')
    else if (piece.kind === 'number') {
      const glued = next && next.start === piece.start + piece.text.length
      if (glued && /^[\p{L}\\_^(]/u.test(next.text) && !names.units.has(next.text.toLowerCase())) {
        // 3D, 2x, 2\pi, 1st: no number of its own.
        put({ text: piece.text + next.text, start: piece.start }, 'w', 'expr')
        i++
      } else if (isPlaceName(raw, i, names)) put(piece, 'P', '')
      else if (
        /(?:^| )(?:figure|fig|table|section|step|part|chapter|page|item|no|equation)$/.test(before) ||
        isListMark(draft, piece)
      )
        put(piece, 'w', 'expr')
      else put(piece, isBound(before) ? 'B' : 'N', '')
    } else if (isNumberWord(lower) && lower !== 'one' && lower !== 'zero') put(piece, isBound(before) ? 'B' : 'N', '')
    else if (
      lower === 'one' &&
      next?.kind === 'word' &&
      /^(?:bar|line|circle|slice|curve|series|node|edge|hidden|column|segment|zero|panel)$/.test(next.text)
    )
      put(piece, 'N', '')
    else if (
      HEDGES.has(lower) &&
      next &&
      (next.kind === 'number' || isNumberWord(next.text) || next.text === '$' || next.text === '(' || next.text === '€')
    )
      put(piece, 'w', '~')
    else {
      const colour = colourIn(draft, piece.start, end)
      if (colour && piece.kind === 'word') {
        put({ text: colour, start: piece.start }, 'C', '')
        while (raw[i + 1] && (raw[i + 1]?.start ?? end) < piece.start + colour.length) i++
      } else if (isAdjective(raw, i)) continue
      else if (names.units.has(lower)) put(piece, 'w', lower === '%' ? 'pct' : 'u')
      else if (STYLE.test(piece.text) || NOISE.has(lower)) continue
      else {
        if (BREAKS.test(lower) || (lower === 'and' && raw[i - 1]?.text === ',' && next?.kind === 'word' && /^(?:in|on|at|by|for|it|then)$/.test(next.text))) clause++
        const kind = classOf(lower)
        put(piece, kind, kind !== 'w' ? '' : names.labels.has(lower) ? 'lbl' : lower)
      }
    }
  }
  const form = codes.map((code) => `${code} `).join('')
  // Behind the last word a full stop always stands, as patterns expect one.
  const closed = form.endsWith('. ') ? form : `${form}. `
  const words = ` ${said.join(' ')} `
  return { start, end, tokens, form: closed, words, clauses, denies: DENIALS.test(words.replace(IDIOMS, ' ')) }
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
    !/^(?:total|further|value|height|share|mere_)$/.test(piece.text.toLowerCase())
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

/** A name that could be an article or another small word is one only beside what shows it. */
function isName(raw: readonly Piece[], i: number, names: Names): boolean {
  const text = raw[i]?.text ?? ''
  if (
    !/^(?:A|a|I|i|in|on|at|as|is|it|or|no|so|by|to|of|an|the|left|right|Left|Right|Top|Bottom|top|bottom)$/.test(text)
  )
    return true
  const before = raw[i - 1]
  const after = raw[i + 1]
  if (/^(?:Left|Right|Top|Bottom)$/.test(text) && before && before.kind === 'word') return true
  if (
    before &&
    /^(?:bars?|points?|vertex|vertices|nodes?|line|lines|series|category|categories|labell?ed|corners?|panel|named|column|curve|slice|angle|centre|center|for|In|in|and|or|triangle|,)$/.test(
      before.text,
    ) &&
    !(before.text === ',' && !beside(raw[i - 2], names)) &&
    !(
      /^(?:and|or|for|In|in)$/.test(before.text) &&
      after?.kind === 'word' &&
      text.toLowerCase() === 'a' &&
      text === 'a'
    )
  )
    return true
  if (after && /^[(=,]$/.test(after.text) && !/^[a-z]{2}/.test(text)) return true
  if (after && /^(?:and|or|to)$/.test(after.text)) return beside(raw[i + 2], names)
  return Boolean(
    after &&
      after.kind === 'word' &&
      LISTS.be?.includes(after.text) &&
      !/^(?:Left|Right|left|right|in|on|at|it|as|is|or|no|so)$/.test(text),
  )
}

const beside = (piece: Piece | undefined, names: Names): boolean => Boolean(piece && names.classes.has(piece.text))

/** Numbers are names where a year or the axis' word says so: "in 2020", "week 2", "x = 3". */
function isPlaceName(raw: readonly Piece[], i: number, names: Names): boolean {
  const text = raw[i]?.text ?? ''
  if (!names.classes.has(text)) return false
  const kind = names.classes.get(text)
  const before = raw[i - 1]?.text.toLowerCase() ?? ''
  if (kind === 'V') return /^(?:nodes?|vertex|vertices)$/.test(before)
  if (/^(?:1\d|20|21)\d\d$/.test(text)) return true
  return names.labels.has(before) || (before === '=' && raw[i - 2]?.text === 'x')
}

const ENGLISH = /(?<!\p{L})(?:the|is|are|of|and|to|with|has|at|shows|which|in|by|for|from|this|it|an)(?!\p{L})/giu
const OTHERS =
  /(?<!\p{L})(?:der|die|das|und|ist|eine?|einen|mit|von|zeigt|sind|bei|le|les|est|et|une|des|du|el|los|las|es|una|il|di|sono|het|een|van|na|jest|och|är|med|er|og)(?!\p{L})/giu

/** Drafts in other languages cannot be read; bare lists of names and numbers can. */
export function isEnglish(draft: string): boolean {
  const own = draft.match(ENGLISH)?.length ?? 0
  const others = draft.match(OTHERS)?.length ?? 0
  return own > others || (own === 0 && others === 0)
}
