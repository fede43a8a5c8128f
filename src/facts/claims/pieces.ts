import type { Names } from './tokens.ts'

const QUOTE = /["“„](?:[^"“”„\n]{1,120})["”]|(?<![\p{L}\p{N}])['‘](?:[^'’\n]{1,80})['’](?![\p{L}\p{N}])/u
const NUMBER =
  /(?:(?<=^|[\s([=:,$*~≈])(?<![\d)] )[-−])?\d(?:\d{0,2}(?:[,\u00a0\u2009\u202f]\d{3})+(?!\d)|\d*)(?:\.\d+)?/u
const WORD =
  /°[CF]?|(?<=[\p{L}\p{N}.])['’]s(?![\p{L}])|\\?[\p{L}_][\p{L}\p{M}\p{N}_]*(?:\{[^{}\s]*\})*(?:['’]\p{L}+|(?:-[\p{L}\p{N}]+))*/u
const EXPRESSION = /\\[a-z]+(?:\{[^{}]*\})+|[\p{L}\p{N}]*\^\{?[-−]?[\p{L}\p{N}]+\}?/u

/** What a draft is made of, before it is read. */
export interface Piece {
  readonly text: string
  readonly start: number
  readonly kind: 'name' | 'quote' | 'number' | 'word' | 'mark' | 'expression'
}

/** Where sentences begin and end. */
export function spans(draft: string): [number, number][] {
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

/** The pieces of one sentence. */
export function pieces(draft: string, [start, end]: readonly [number, number], pattern: RegExp): Piece[] {
  pattern.lastIndex = start
  const found: Piece[] = []
  for (let match = pattern.exec(draft); match && match.index < end; match = pattern.exec(draft)) {
    const groups = match.groups ?? {}
    const kind = (Object.keys(groups) as Piece['kind'][]).find((one) => groups[one] !== undefined) ?? 'mark'
    found.push({ text: match[0], start: match.index, kind })
  }
  return found
}

/** Names first, the longest of them, then what drafts are made of anyway. */
export function patternOf(names: Names): RegExp {
  const all = [...names.classes.keys()]
    .filter((name) => !/^[\d−-]+(?:[.,]\d+)?$/.test(name))
    .sort((a, b) => b.length - a.length)
  const name =
    all.length > 0 ? `(?<![\\p{L}\\p{N}_\\\\])(?:${all.map(literal).join('|')})(?![\\p{L}\\p{N}_^]|-\\p{L})` : '(?!)'
  return new RegExp(
    `(?<name>${name})|(?<quote>${QUOTE.source})|(?<expression>${EXPRESSION.source})|(?<number>(?<![\\p{L}_])${NUMBER.source})|(?<word>${WORD.source})|(?<mark>[^\\s])`,
    'gu',
  )
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
const ENGLISH = /(?<!\p{L})(?:the|is|are|of|and|to|with|has|at|shows|which|in|by|for|from|this|it|an)(?!\p{L})/giu
const OTHERS =
  /(?<!\p{L})(?:der|die|das|und|ist|eine?|einen|mit|von|zeigt|sind|bei|le|les|est|et|une|des|du|el|los|las|es|una|il|di|sono|het|een|van|na|jest|och|är|med|er|og)(?!\p{L})/giu

/** Drafts in other languages cannot be read; bare lists of names and numbers can. */
export function isEnglish(draft: string): boolean {
  const own = draft.match(ENGLISH)?.length ?? 0
  const others = draft.match(OTHERS)?.length ?? 0
  return own > others || (own === 0 && others === 0)
}
