/** Values as Python writes them, so that what was read or measured can stand in a program. */

export type Quote = "'" | '"'

/**
 * Signs that would end the literal, or be seen otherwise than they are: controls, line ends, marks without width, and
 * those that turn the direction of writing.
 */
const UNSEEN =
  /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffd]|[\u{e0000}-\u{e0fff}]/gu

/** A literal whose value is `text`; half of a surrogate pair, which no font draws, becomes U+FFFD. */
export function pythonString(text: string, quote: Quote = "'"): string {
  const body = text
    .toWellFormed()
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replace(UNSEEN, (sign) => escaped(sign.codePointAt(0)!))
  return `${quote}${body}${quote}`
}

/** A literal that matplotlib draws as `text`: `$` starts no formula. */
export function pythonText(text: string, quote: Quote = "'"): string {
  return pythonString(text.replaceAll('$', '\\$'), quote)
}

/** A number to `decimals` places at most, without zeros at its end; below 0: to tens, hundreds, …. */
export function pythonNumber(value: number, decimals: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`no number: ${value}`)
  const places = Math.min(15, decimals)
  const rounded = places >= 0 ? value : Math.round(value * 10 ** places) / 10 ** places
  const text = rounded.toFixed(Math.max(0, places))
  const short = text.includes('.') && !text.includes('e') ? text.replace(/\.?0+$/, '') : text
  return short === '-0' ? '0' : short
}

function escaped(point: number): string {
  const digits = point.toString(16)
  if (point < 0x100) return `\\x${digits.padStart(2, '0')}`
  return point < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`
}
