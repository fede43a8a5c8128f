/** The text of a Python program as brackets, strings and statements part it, without understanding it. Offsets are UTF-16. */

/** Half open. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** One logical line; several simple statements parted by `;` are one. */
export interface Statement extends Span {
  /** Of its first and its last sign, 1-based. */
  readonly line: number
  readonly last: number
  /** White space before it. */
  readonly indent: string
  /** A block follows: it ends in a colon. */
  readonly opens: boolean
  /** Nothing but itself: no `;`, no block on its own line. */
  readonly sole: boolean
  /** Index of the statement whose block it is in; −1 at the top. */
  readonly parent: number
}

const HEAD = /^(?:if|elif|else|for|while|try|except|finally|with|def|class|async|match|case)\b/

/**
 * The program with a blank for each sign of a comment and `\u0001` for each of a string but its quotes, so that what is
 * found in it is code. Null where a bracket or a string is not closed.
 */
export function maskPython(code: string): string | null {
  const out = code.split('')
  const open: string[] = []
  for (let at = 0; at < code.length; at++) {
    const sign = code[at]!
    if (sign === '#') {
      while (at < code.length && code[at] !== '\n') out[at++] = ' '
    } else if (sign === '"' || sign === "'") {
      const end = endOfString(code, at)
      if (end < 0) return null
      const quotes = code.startsWith(sign.repeat(3), at) ? 3 : 1
      for (let i = at + quotes; i < end - quotes; i++) if (out[i] !== '\n') out[i] = '\u0001'
      at = end - 1
    } else if ('([{'.includes(sign)) open.push(')]}'['([{'.indexOf(sign)]!)
    else if (')]}'.includes(sign) && open.pop() !== sign) return null
  }
  return open.length === 0 ? out.join('') : null
}

/** Past the closing quote of the string whose opening quote is at `at`; −1 without one. A backslash counts in raw strings too. */
function endOfString(code: string, at: number): number {
  const quote = code.startsWith(code[at]!.repeat(3), at) ? code[at]!.repeat(3) : code[at]!
  for (let i = at + quote.length; i < code.length; i++) {
    if (code[i] === '\\') i++
    else if (code.startsWith(quote, i)) return i + quote.length
    else if (code[i] === '\n' && quote.length === 1) return -1
  }
  return -1
}

/** All statements in the order of the text. */
export function readStatements(masked: string): readonly Statement[] {
  const found: Statement[] = []
  // Indices of the statements whose blocks are open.
  const around: number[] = []
  let line = 1
  for (let at = 0; at < masked.length; ) {
    const first = line
    const start = at
    let depth = 0
    for (; at < masked.length; at++) {
      const sign = masked[at]!
      if ('([{'.includes(sign)) depth++
      else if (')]}'.includes(sign)) depth--
      else if (sign === '\n') {
        line++
        const inside =
          depth > 0 || isInString(masked, start, at) || /\\\r?$/.test(masked.slice(Math.max(start, at - 2), at))
        if (!inside) break
      }
    }
    const whole = masked.slice(start, at++)
    const text = whole.trim()
    if (text === '') continue
    const indent = /^[ \t\f]*/.exec(whole)![0]
    while (around.length > 0 && width(found[around.at(-1)!]!.indent) >= width(indent)) around.pop()
    const from = start + whole.indexOf(text)
    const ends = masked.slice(0, from + text.length).split('\n').length
    const head = HEAD.test(text)
    const opens = head && text.endsWith(':')
    found.push({
      from,
      to: from + text.length,
      line: first + whole.slice(0, from - start).split('\n').length - 1,
      last: ends,
      indent,
      opens,
      sole: !text.includes(';') && (opens || !head),
      parent: around.at(-1) ?? -1,
    })
    if (opens) around.push(found.length - 1)
  }
  return found
}

/** Parts of what lies between brackets, by the commas of that level; none where there is nothing. */
export function splitAtCommas(masked: string, { from, to }: Span): readonly Span[] {
  const parts: Span[] = []
  let depth = 0
  let start = from
  for (let at = from; at <= to; at++) {
    const sign = masked[at]!
    if (at === to || (sign === ',' && depth === 0)) {
      const part = trimmed(masked, { from: start, to: at })
      if (part.to > part.from) parts.push(part)
      start = at + 1
    } else if ('([{'.includes(sign)) depth++
    else if (')]}'.includes(sign)) depth--
  }
  return parts
}

/** Between the bracket that opens at `open` and the one that closes it. */
export function insideBracket(masked: string, open: number): Span {
  let depth = 0
  for (let at = open; at < masked.length; at++) {
    if ('([{'.includes(masked[at]!)) depth++
    else if (')]}'.includes(masked[at]!) && --depth === 0) return { from: open + 1, to: at }
  }
  throw new RangeError('not a bracket that is closed')
}

function trimmed(masked: string, { from, to }: Span): Span {
  const text = masked.slice(from, to)
  const start = from + text.length - text.trimStart().length
  return { from: start, to: start + text.trim().length }
}

/** Whether a line end lies in a string over several lines: their quotes are what is left of strings. */
function isInString(masked: string, from: number, at: number): boolean {
  let inside: string | null = null
  for (let i = from; i < at; i++) {
    const sign = masked[i]!
    if (sign !== '"' && sign !== "'") continue
    const triple = sign.repeat(3)
    if (inside === null) {
      // Empty strings of one line open and close at once.
      if (masked.startsWith(triple, i)) {
        inside = triple
        i += 2
      } else i = masked.indexOf(sign, i + 1)
    } else if (masked.startsWith(inside, i)) {
      inside = null
      i += 2
    }
  }
  return inside !== null
}

function width(indent: string): number {
  let columns = 0
  for (const sign of indent) columns = sign === '\t' ? columns + 8 - (columns % 8) : columns + 1
  return columns
}
