import { pythonString, pythonText } from '../python/literal.ts'

/** Signs of a text that are taken at most. */
const LONGEST = 200

/** A literal of a text that was read. */
export function literal(text: string): string {
  return pythonString(text.slice(0, LONGEST), '"')
}

/** Of a text that is drawn: a `$` in it would begin a formula. */
export function drawn(text: string): string {
  return pythonText(text.slice(0, LONGEST), '"')
}

/** Of a legend's entry: matplotlib leaves out those that begin with a line. */
export function entry(text: string): string {
  return drawn(text.startsWith('_') ? ` ${text}` : text)
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
