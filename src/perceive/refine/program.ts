/** Places in a program: its statements and calls, the names of its axes, where statements can be put in and taken out. */
import type { PlacedEdit } from '../../python/edits.ts'
import type { Quote } from '../../python/literal.ts'
import type { TracedArtist, TracedFigure } from '../../trace.ts'
import { insideBracket, maskPython, readStatements, type Span, type Statement, splitAtCommas } from './python-text.ts'

/** An argument of a call. */
export interface Argument extends Span {
  /** Null where it goes by its place. */
  readonly keyword: string | null
  /** Of what is passed, without the keyword. */
  readonly value: Span
}

export interface Call extends Span {
  /** As a trace names it, `ax.plot`. */
  readonly name: string
  readonly arguments: readonly Argument[]
}

/** Where a statement about some axes can stand. */
export interface Slot {
  /** What the axes are called there: `ax`, `axs[0]`, or `plt`, whose methods draw on the axes at hand. */
  readonly axes: string
  /** After this statement, at its depth. */
  readonly after: Statement
  readonly indent: string
}

const DRAWING =
  'plot scatter bar barh hist pie text annotate fill fill_between errorbar stem step axhline axvline axhspan axvspan hlines vlines arrow imshow contour contourf boxplot stackplot loglog semilogx semilogy add_patch add_artist add_line add_collection'.split(
    ' ',
  )
const SETTING =
  'set_title set_xlabel set_ylabel set_xlim set_ylim set_xticks set_yticks set_aspect set grid axis legend title xlabel ylabel xlim ylim xticks yticks'.split(
    ' ',
  )
/** Words of Python that a display may follow. */
const WORDS = ['in', 'return', 'and', 'or', 'not', 'else', 'if', 'yield', 'lambda']
/** What ends the drawing. */
const ENDING = /\.(?:show|savefig|tight_layout|close|draw|pause)\(/

export class Program {
  readonly code: string
  readonly statements: readonly Statement[]
  /** The quotes that most of its strings have. */
  readonly quote: Quote
  readonly #masked: string
  readonly #lines: readonly number[]

  /** Null where brackets or strings are not closed. */
  static read(code: string): Program | null {
    const masked = maskPython(code)
    return masked === null ? null : new Program(code, masked)
  }

  private constructor(code: string, masked: string) {
    this.code = code
    this.#masked = masked
    this.statements = readStatements(masked)
    this.quote = masked.split('"').length > masked.split("'").length ? '"' : "'"
    const lines = [0]
    for (let at = code.indexOf('\n'); at >= 0; at = code.indexOf('\n', at + 1)) lines.push(at + 1)
    this.#lines = lines
  }

  text({ from, to }: Span): string {
    return this.code.slice(from, to)
  }

  /** The edit that writes `to` over a span. */
  replace({ from, to }: Span, text: string): PlacedEdit {
    let line = this.#lines.findLastIndex((start) => start <= from)
    line = Math.max(0, line)
    return { line: line + 1, column: from - this.#lines[line]!, from: this.code.slice(from, to), to: text }
  }

  /** The statement that a line is of. */
  statementAt(line: number): Statement | undefined {
    return this.statements.find((one) => one.line <= line && line <= one.last)
  }

  /** Calls of that name that begin on a line; with `null` all of them. */
  calls(name: string, line: number | null = null): readonly Call[] {
    const bare = name.replaceAll(/\s/g, '')
    const dot = bare.lastIndexOf('.')
    const method = bare.slice(dot + 1)
    if (!/^\w+$/.test(method)) return []
    const found: Call[] = []
    for (const match of this.#masked.matchAll(new RegExp(`(?<!\\w)${method}\\s*\\(`, 'g'))) {
      const start = dot < 0 ? match.index : this.#startOfName(match.index)
      if (this.#masked.slice(Math.max(0, start - 4), start) === 'def ') continue
      if (this.text({ from: start, to: match.index + method.length }).replaceAll(/\s/g, '') !== bare) continue
      if (dot < 0 && this.#masked[start - 1] === '.') continue
      if (line !== null && this.#lineOf(start) !== line) continue
      const open = match.index + match[0].length - 1
      const inside = insideBracket(this.#masked, open)
      found.push({ name: bare, from: start, to: inside.to + 1, arguments: this.#arguments(inside) })
    }
    return found
  }

  /** The only call that made an artist; null where that is not told by its name and line. */
  callOf({ line, call }: Pick<TracedArtist, 'line' | 'call'>): Call | null {
    const found = line === null || call === null ? [] : this.calls(call, line)
    return found.length === 1 ? found[0]! : null
  }

  /** The edit that gives a call one more keyword, after its other arguments. */
  addKeyword(call: Call, keyword: string, value: string): PlacedEdit {
    const at = call.arguments.at(-1)?.to ?? call.to - 1
    return this.replace({ from: at, to: at }, `${call.arguments.length > 0 ? ', ' : ''}${keyword}=${value}`)
  }

  /** The edit that takes an argument, or an entry of a list, out with its comma. */
  dropEntry(entries: readonly Span[], index: number): PlacedEdit {
    const { from, to } = entries[index]!
    const next = entries[index + 1]
    const last = entries[index - 1]
    if (next) return this.replace({ from, to: next.from }, '')
    return this.replace({ from: last?.to ?? from, to }, '')
  }

  /** Entries of the list, tuple or dict that begins at an offset; null where none does. */
  entries(open: number): readonly Span[] | null {
    return '([{'.includes(this.#masked[open] ?? ' ')
      ? splitAtCommas(this.#masked, insideBracket(this.#masked, open))
      : null
  }

  /** Offsets of the brackets of all lists, tuples, sets and dicts of two entries and more. */
  displays(): readonly number[] {
    const found: number[] = []
    for (let at = 0; at < this.#masked.length; at++) {
      if (!'([{'.includes(this.#masked[at]!)) continue
      const before = /([\w.]*|[\])}"'])\s*$/.exec(this.#masked.slice(Math.max(0, at - 30), at))![1]!
      if (before !== '' && !WORDS.includes(before)) continue
      if (this.entries(at)!.length >= 2) found.push(at)
    }
    return found
  }

  /** The edit that puts a statement after another, as deep as that. */
  insertAfter({ after, indent }: Pick<Slot, 'after' | 'indent'>, statement: string): PlacedEdit {
    const next = this.#lines[after.last] ?? this.code.length + 1
    const end = next - 1 - (this.code[next - 2] === '\r' ? 1 : 0)
    return this.replace({ from: end, to: end }, `\n${indent}${statement}`)
  }

  /** The edit that takes a statement out with its lines; null where others share them, or a block hangs on it. */
  remove(statement: Statement): PlacedEdit | null {
    if (!statement.sole || statement.opens) return null
    const index = this.statements.indexOf(statement)
    const alone = this.statements.every(({ parent }, i) => i === index || parent !== statement.parent)
    if (statement.parent >= 0 && alone) return this.replace(statement, 'pass')
    const from = this.#lines[statement.line - 1]!
    return this.replace({ from, to: this.#lines[statement.last] ?? this.code.length }, '')
  }

  /** Where a statement about these axes can stand, after all that the program draws on them; null where that is not sure. */
  slot(figure: TracedFigure, axes: string): Slot | null {
    const made = figure.artists.filter((artist) => artist.axes === axes && artist.line !== null)
    const drawn = made.flatMap(({ line, call }) => {
      const statement = this.statementAt(line!)
      const name = call && ownerOf(call)
      return statement && name ? [{ statement, name }] : []
    })
    const only = figure.axes.filter(({ colourbar }) => colourbar === undefined).length === 1
    const around = made.flatMap(({ line }) => this.#owners(this.statementAt(line!)))
    const found = [...drawn, ...around, ...(only ? this.statements.flatMap((one) => this.#owners(one)) : [])]
    const last = found
      .filter(({ statement, name }) => this.#isSteady(statement, name, only))
      .reduce<(typeof found)[number] | null>((a, b) => (a && a.statement.from >= b.statement.from ? a : b), null)
    if (!last) return null
    const after = this.#outOfLoops(last.statement)
    const siblings = this.statements.filter(({ parent }) => parent === after.parent)
    const end = siblings.find((one) => ENDING.test(this.#maskedText(one)))
    const place = this.#lastOf(after)
    if (!end || end.from > place.from) return { axes: last.name, after: place, indent: after.indent }
    const before = this.statements[this.statements.indexOf(end) - 1]
    return before ? { axes: last.name, after: before, indent: end.indent } : null
  }

  /** What a class of matplotlib.patches is called here; null where it is not imported. */
  patch(name: string): string | null {
    const code = this.#masked
    if (new RegExp(`from\\s+matplotlib\\.patches\\s+import\\s[^\\n]*\\b${name}\\b(?!\\s+as)`).test(code)) return name
    const patches = /import\s+matplotlib\.patches\s+as\s+(\w+)/.exec(code)?.[1]
    if (patches) return `${patches}.${name}`
    const plt = this.pyplot
    return plt && ['Circle', 'Polygon', 'Rectangle'].includes(name) ? `${plt}.${name}` : null
  }

  /** What matplotlib.pyplot is called here. */
  get pyplot(): string | null {
    return (
      /import\s+matplotlib\.pyplot\s+as\s+(\w+)/.exec(this.#masked)?.[1] ??
      /from\s+matplotlib\s+import\s+pyplot\s+as\s+(\w+)/.exec(this.#masked)?.[1] ??
      null
    )
  }

  #maskedText({ from, to }: Span): string {
    return this.#masked.slice(from, to)
  }

  #lineOf(offset: number): number {
    return this.#lines.findLastIndex((start) => start <= offset) + 1
  }

  #arguments(inside: Span): readonly Argument[] {
    return splitAtCommas(this.#masked, inside).map((part) => {
      const keyword = /^(\w+)\s*=(?!=)\s*/.exec(this.#maskedText(part))
      const value = keyword ? { from: part.from + keyword[0].length, to: part.to } : part
      return { ...part, keyword: keyword?.[1] ?? null, value }
    })
  }

  /** Where the dotted name begins that leads to an attribute: names, indices and calls. */
  #startOfName(attribute: number): number {
    let at = attribute
    for (;;) {
      const before = this.#masked[at - 1]
      if (before === undefined) return at
      if (/[\w.]/.test(before)) at--
      else if (before === ']' || before === ')') {
        let depth = 0
        for (at--; at >= 0; at--) {
          if (')]}'.includes(this.#masked[at]!)) depth++
          else if ('([{'.includes(this.#masked[at]!) && --depth === 0) break
        }
      } else return at
    }
  }

  #owners(statement: Statement | undefined): { statement: Statement; name: string }[] {
    if (!statement) return []
    const text = this.#maskedText(statement)
    return [...text.matchAll(/\.(\w+)\s*\(/g)].flatMap((match) => {
      if (!DRAWING.includes(match[1]!) && !SETTING.includes(match[1]!)) return []
      const from = this.#startOfName(statement.from + match.index)
      const name = this.text({ from, to: statement.from + match.index })
      return /^[\w.[\]\s,()]+$/.test(name) ? [{ statement, name }] : []
    })
  }

  /** Whether a name means the same axes once the loops around the statement are over. */
  #isSteady(statement: Statement, name: string, only: boolean): boolean {
    const loops = this.#loops(statement)
    if (loops.length === 0) return true
    if (name === this.pyplot) return only
    const targets = loops.flatMap<string>((loop) => {
      const names = /^(?:async\s+)?for\b(.*?)\bin\b/s.exec(this.#maskedText(loop))?.[1]
      return names?.match(/\w+/g) ?? []
    })
    const set = this.statements.some(
      (one) =>
        one.from > loops[0]!.from && one.from < statement.from && this.#sets(one, name) && this.#loops(one).length > 0,
    )
    const words: readonly string[] = name.match(/\w+/g) ?? []
    return !set && !words.some((word) => targets.includes(word))
  }

  #sets(statement: Statement, name: string): boolean {
    const left = /^([^=(]*)=(?!=)/.exec(this.#maskedText(statement))?.[1]
    const words: readonly string[] = left?.match(/\w+/g) ?? []
    return words.includes(/^\w+/.exec(name)?.[0] ?? '')
  }

  /** Loops around a statement within its function, innermost first. */
  #loops(statement: Statement): readonly Statement[] {
    const loops: Statement[] = []
    for (let at = statement.parent; at >= 0; at = this.statements[at]!.parent) {
      const text = this.#maskedText(this.statements[at]!)
      if (/^(?:async\s+)?(?:def|class)\b/.test(text)) break
      if (/^(?:async\s+)?(?:for|while)\b/.test(text)) loops.push(this.statements[at]!)
    }
    return loops
  }

  #outOfLoops(statement: Statement): Statement {
    return this.#loops(statement).at(-1) ?? statement
  }

  /** The last statement of the block that a statement opens, or itself. */
  #lastOf(statement: Statement): Statement {
    const index = this.statements.indexOf(statement)
    let last = index
    const inside = new Set([index])
    for (let i = index + 1; i < this.statements.length && inside.has(this.statements[i]!.parent); i++) {
      inside.add(i)
      last = i
    }
    return this.statements[last]!
  }
}

/** What a call draws on: `ax` of `ax.plot`; null where it is no method of axes. */
function ownerOf(call: string): string | null {
  const dot = call.lastIndexOf('.')
  return dot > 0 && DRAWING.includes(call.slice(dot + 1)) ? call.slice(0, dot) : null
}
