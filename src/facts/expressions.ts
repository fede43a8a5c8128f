/** A function of x. */
export type Formula = (x: number) => number

const CALLS: Readonly<Record<string, Formula>> = {
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  exp: Math.exp,
  ln: Math.log,
  sqrt: Math.sqrt,
  '√': Math.sqrt,
  abs: Math.abs,
  arctan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
}
const CONSTANTS: Readonly<Record<string, number>> = { π: Math.PI, pi: Math.PI, e: Math.E }
const POWERS: Readonly<Record<string, string>> = { '²': '^2', '³': '^3', '⁴': '^4' }
const TOKEN =
  /\s*(\d+(?:\.\d+)?|\.\d+|\*\*|[-+*/^()|·√π]|(?:arctan|sinh|cosh|tanh|sin|cos|tan|exp|ln|log|sqrt|abs|pi)(?![a-z])|[xe])/y

/** Reads `y = 2x^2 - 4`, `sin(2πx)/x`, `|x - 2|`; null for what is none, or has other letters than x. */
export function formulaOf(text: string, log: Formula = Math.log): Formula | null {
  const head = /^\s*(?:y|[a-zA-Z]\s*\(\s*([a-z])\s*\))\s*=/.exec(text)
  const bare = text.slice(head?.[0].length ?? 0)
  const variable =
    head?.[1] ?? (/(?<![a-zA-Z])t(?![a-zA-Z])/.test(bare) && !/x/.test(bare.replace(/exp|max/g, '')) ? 't' : 'x')
  let body = text.slice(head?.[0].length ?? 0).replace(/[²³⁴]/g, (sign) => POWERS[sign] ?? '')
  if (variable !== 'x') body = body.replace(new RegExp(`(?<![a-z])${variable}(?![a-z])`, 'g'), 'x')
  const tokens = tokensOf(body.replace(/[−–]/g, '-').replace(/×/g, '*'))
  if (!tokens || tokens.length === 0) return null
  const reader = new Reader(tokens, log)
  const formula = reader.sum(false)
  return formula && reader.isDone() ? formula : null
}

function tokensOf(text: string): string[] | null {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  const end = text.trimEnd().length
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text)
    if (!match?.[1]) return null
    tokens.push(match[1])
  }
  return tokens
}

/** Recursive descent; a bar that opens is told from one that closes by what stands before it. */
class Reader {
  readonly #tokens: readonly string[]
  readonly #log: Formula
  #at = 0

  constructor(tokens: readonly string[], log: Formula) {
    this.#tokens = tokens
    this.#log = log
  }

  isDone(): boolean {
    return this.#at === this.#tokens.length
  }

  sum(inBars: boolean): Formula | null {
    let left = this.#product(inBars)
    while (left && (this.#peek() === '+' || this.#peek() === '-')) {
      const sign = this.#next() === '+' ? 1 : -1
      const [a, b] = [left, this.#product(inBars)]
      left = b && ((x) => a(x) + sign * b(x))
    }
    return left
  }

  #product(inBars: boolean): Formula | null {
    let left = this.#signed(inBars)
    while (left) {
      const token = this.#peek()
      const divides = token === '/'
      if (token === '*' || token === '·' || divides) this.#next()
      else if (token === undefined || '+-)^'.includes(token) || token === '**' || (token === '|' && inBars)) break
      const [a, b] = [left, this.#signed(inBars)]
      left = b && (divides ? (x) => a(x) / b(x) : (x) => a(x) * b(x))
    }
    return left
  }

  #signed(inBars: boolean): Formula | null {
    if (this.#peek() !== '-' && this.#peek() !== '+') return this.#power(inBars)
    const sign = this.#next() === '-' ? -1 : 1
    const body = this.#signed(inBars)
    return body && ((x) => sign * body(x))
  }

  #power(inBars: boolean): Formula | null {
    const base = this.#atom(inBars)
    if (!base || (this.#peek() !== '^' && this.#peek() !== '**')) return base
    this.#next()
    const exponent = this.#signed(inBars)
    return exponent && ((x) => base(x) ** exponent(x))
  }

  #atom(inBars: boolean): Formula | null {
    const token = this.#next()
    if (token === undefined) return null
    if (/^[\d.]/.test(token)) return () => Number(token)
    if (token === 'x') return (x) => x
    const constant = CONSTANTS[token]
    if (constant !== undefined) return () => constant
    if (token === '(') return this.#closed(this.sum(false), ')')
    if (token === '|' && !inBars) {
      const inner = this.#closed(this.sum(true), '|')
      return inner && ((x) => Math.abs(inner(x)))
    }
    const call = token === 'log' ? this.#log : CALLS[token]
    if (!call) return null
    // `sin^2(x)` and `sin 2x`.
    let power = 1
    if (this.#peek() === '^' && /^\d+$/.test(this.#tokens[this.#at + 1] ?? '')) {
      this.#next()
      power = Number(this.#next())
    }
    const body = this.#peek() === '(' ? this.#atom(inBars) : this.#argument(inBars)
    return body && ((x) => call(body(x)) ** power)
  }

  /** Factors without signs after a name without brackets. */
  #argument(inBars: boolean): Formula | null {
    let left = this.#power(inBars)
    while (left && /^(?:[\d.x]|π|pi)/.test(this.#peek() ?? '')) {
      const [a, b] = [left, this.#power(inBars)]
      left = b && ((x) => a(x) * b(x))
    }
    return left
  }

  #closed(inner: Formula | null, end: string): Formula | null {
    return inner && this.#next() === end ? inner : null
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at]
  }

  #next(): string | undefined {
    return this.#tokens[this.#at++]
  }
}
