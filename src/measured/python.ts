/** Text that Python reads back as the same string. What does not print, and what turns lines round, is written as a code. */
export function literal(text: string): string {
  let out = ''
  for (const sign of text.slice(0, LONGEST)) {
    const code = sign.codePointAt(0)!
    if (sign === '\\' || sign === '"') out += `\\${sign}`
    else if (sign === '\n') out += '\\n'
    else if (/[\p{C}\p{Zl}\p{Zp}]/u.test(sign)) out += code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`
    else out += sign
  }
  return `"${out}"`
}

/** Of a text that is drawn: a `$` in it would begin a formula. */
export function drawn(text: string): string {
  return literal(text.replaceAll('$', '\\$'))
}

/** Of a legend's entry: matplotlib leaves out those that begin with a line. */
export function entry(text: string): string {
  return drawn(text.startsWith('_') ? ` ${text}` : text)
}

const LONGEST = 200

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}

/** A finite number with so many decimals at most, without zeros at its end. */
export function numeral(value: number, decimals: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no number of a program`)
  if (Math.abs(value) >= 1e15) return value.toExponential(6)
  const text = value.toFixed(Math.min(20, Math.max(0, decimals)))
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text
  return short === '-0' ? '0' : short
}

/** `[a, b, c]`; long lists over several lines, indented by four. */
export function list(items: readonly string[]): string {
  const line = `[${items.join(', ')}]`
  if (line.length <= WIDE) return line
  const lines: string[] = []
  let open = ''
  for (const item of items) {
    if (open !== '' && open.length + item.length + 2 > WIDE) {
      lines.push(open)
      open = ''
    }
    open += open === '' ? `${item},` : ` ${item},`
  }
  return `[\n${[...lines, open].map((one) => `    ${one}`).join('\n')}\n]`
}

const WIDE = 96

/** Names of Python and of the program itself. */
const TAKEN = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with match case type list dict set int float str sum
  min max range zip len print open eval exec input np plt fig ax`.split(/\s+/),
)

/** Names of a program: each is given once. */
export class Names {
  readonly #given = new Set<string>()

  /** The words of a label as a name, `otherwise` where they give none; with a number behind when it is taken. */
  give(label: string | undefined, otherwise: string): string {
    const slug = (label ?? '')
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
    const base = /^[a-z][a-z0-9_]{1,23}$/.test(slug) && !TAKEN.has(slug) ? slug : otherwise
    let name = base
    for (let n = 2; this.#given.has(name); n++) name = `${base}_${n}`
    this.#given.add(name)
    return name
  }
}
