const WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  )

/** A number as drafts write it: a word, or digits with groups and decimals. */
export const WORD = `(?:${WORDS.slice()
  .sort((a, b) => b.length - a.length)
  .join('|')})\\b`
export const DIGITS = '[-−]?\\d+(?:,\\d{3})*(?:\\.\\d+)?'
export const NUMBER = `(?:${DIGITS}|${WORD})`

export function readNumber(text: string): number {
  const word = WORDS.indexOf(text.toLowerCase())
  return word >= 0 ? word : Number(text.replace(/,/g, '').replace('−', '-'))
}

/** Whether a number as written is what `value` rounds to at its digits. */
export function saysSame(text: string, value: number): boolean {
  const decimals = /\.(\d+)$/.exec(text)?.[1]?.length ?? 0
  return (
    Math.abs(readNumber(text) - value) <=
    0.5 * 10 ** -decimals * (decimals === 0 && Number.isInteger(value) ? 0.01 : 1) + 1e-9
  )
}

/** `value` in the style of `text`: words for words, digits for digits, at least as many decimals. */
export function inStyle(text: string, value: number): string {
  const word = WORDS[value]
  if (/^[a-z]/i.test(text) && word) return /^[A-Z]/.test(text) ? word.charAt(0).toUpperCase() + word.slice(1) : word
  const decimals = /\.(\d+)$/.exec(text)?.[1]?.length ?? 0
  const plain = String(Number(value.toFixed(Math.max(decimals, 2))) + 0)
  return /\d,\d{3}/.test(text) ? plain.replace(/\B(?=(\d{3})+(?!\d))/g, ',') : plain
}

/** The text itself where it is right. */
export const numberOrSame = (text: string, value: number): string =>
  saysSame(text, value) ? text : inStyle(text, value)
