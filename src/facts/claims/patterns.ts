import type { Sentence, Token } from './tokens.ts'
import { LISTS } from './words.ts'

/** What a pattern found: its captured tokens by name. */
export type Found = Readonly<Record<string, Token>> & { readonly first: number; readonly last: number }

const compiled = new Map<string, RegExp>()

/**
 * Where a pattern stands in a sentence. A pattern is items separated by spaces, each a word, `@list`, a class of tokens
 * (reading.ts) or several of these with `|`; `_` joins words, `:name` captures a class, `?`, `*`, `+` repeat, `>` and `!` look ahead, `<` must not precede.
 */
export function find(sentence: Sentence, pattern: string): Found[] {
  let regex = compiled.get(pattern)
  if (!regex) {
    regex = new RegExp(`(?<= |^)${pattern.split(' ').map(item).join('')}`, 'g')
    compiled.set(pattern, regex)
  }
  return [...sentence.form.matchAll(regex)].map((match) => {
    const tokens = Object.entries(match.groups ?? {}).flatMap(([name, at]) => {
      const token = at === undefined ? undefined : sentence.tokens[Number(at)]
      return token ? [[name, token] as const] : []
    })
    const before = sentence.form.slice(0, match.index).split(' ').length - 1
    const within = match[0].split(' ').length - 1
    return { ...Object.fromEntries(tokens), first: before, last: before + within - 1 } as unknown as Found
  })
}

function item(source: string): string {
  const [, look = '', body = '', name, repeat = ''] = /^([<>!]?)(.+?)(?::(\w+))?([?*+]?)$/.exec(source) ?? []
  const alternatives = body.split('|').flatMap((one) => (one.startsWith('@') ? (LISTS[one.slice(1)] ?? []) : [one]))
  const number = name ? `(?<${name}>\\d+)` : '\\d+'
  // A captured class stands once, for its group has a name.
  const classes = alternatives.filter((one) => /^[A-Z]$/.test(one)).join('')
  const others = alternatives.filter((one) => !/^[A-Z]$/.test(one)).map((one) => one.split('_').map(word).join(' '))
  const group = `(?:(?:${[...(classes ? [`[${classes}]${number}`] : []), ...others].join('|')}) )`
  if (look === '>') return `(?=${group})`
  if (look === '!') return `(?!${group})`
  if (look === '<') return `(?<!${group})`
  return `${group}${repeat}`
}

const word = (text: string): string =>
  /^[A-Z]$/.test(text) ? `${text}\\d+` : text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
