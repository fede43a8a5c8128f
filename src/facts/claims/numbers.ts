const WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  )
const GROUPED = /^[-−]?\d{1,3}(?:[,.\u00a0\u2009\u202f]\d{3})+$/

/** A number as drafts write it, or NaN. */
export function readNumber(text: string): number {
  const word = WORDS.indexOf(text.toLowerCase())
  if (word >= 0) return word
  return Number(text.replace(/[,\u00a0\u2009\u202f]/g, '').replace('−', '-'))
}

export const isNumberWord = (text: string): boolean => WORDS.includes(text.toLowerCase())

const decimalsOf = (text: string): number => /\.(\d+)$/.exec(text)?.[1]?.length ?? 0

/** Whether a number as written is what `value` rounds to at its digits, within its tolerance. */
export function saysSame(text: string, value: number, tolerance = 0): boolean {
  const decimals = decimalsOf(text)
  const slack = decimals === 0 && Number.isInteger(value) ? 0 : 0.5 * 10 ** -decimals
  if (Math.abs(readNumber(text) - value) <= slack + tolerance + 1e-9) return true
  // Some write the groups of thousands with points.
  return GROUPED.test(text) && Number(text.replace(/[^\d]/g, '')) === Math.abs(value)
}

/** Written with zeros at its end a number may be rounded to them: near enough is neither right nor wrong. */
export function mayBeRounded(text: string, value: number): boolean {
  const zeros = /[1-9][0,]*$/.exec(text)?.[0].match(/0/g)?.length ?? 0
  const far = Math.abs(readNumber(text) - value)
  return zeros > 0 && far <= 0.5 * 10 ** zeros && far <= 0.07 * Math.abs(value)
}

/** `value` in the style of `text`: words for words, digits for digits, at least as many decimals. */
export function inStyle(text: string, value: number): string {
  const word = WORDS[value]
  if (/^[a-z]/i.test(text) && word) return /^[A-Z]/.test(text) ? word.charAt(0).toUpperCase() + word.slice(1) : word
  const plain = String(Number(value.toFixed(Math.max(decimalsOf(text), 2))) + 0)
  const signed = text.includes('−') ? plain.replace('-', '−') : plain
  return /\d,\d{3}/.test(text) ? signed.replace(/\B(?=(?:\d{3})+(?!\d))/g, ',') : signed
}
