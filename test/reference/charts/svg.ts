/** A repeatable source of numbers (mulberry32). */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = (seed * 2_654_435_761) >>> 0
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next()
  }

  /** Whole, both ends included. */
  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1))
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)]!
  }

  some<T>(items: readonly T[], count: number): T[] {
    const left = [...items]
    return Array.from({ length: count }, () => left.splice(Math.floor(this.next() * left.length), 1)[0]!)
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
  }
}

export type Attributes = Readonly<Record<string, string | number>>

/** An SVG of plain elements, in the order in which they are drawn. */
export class Svg {
  readonly width: number
  readonly height: number
  readonly #font: string
  readonly #parts: string[] = []

  constructor(width: number, height: number, font: string, paper: string) {
    this.width = width
    this.height = height
    this.#font = font
    this.element('rect', { width, height, fill: paper })
  }

  element(name: string, attributes: Attributes, text?: string): void {
    const told = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`)
    this.#parts.push(text === undefined ? `<${name}${told.join('')}/>` : `<${name}${told.join('')}>${text}</${name}>`)
  }

  line(x1: number, y1: number, x2: number, y2: number, stroke: string, more: Attributes = {}): void {
    this.element('line', { x1: fixed(x1), y1: fixed(y1), x2: fixed(x2), y2: fixed(y2), stroke, ...more })
  }

  /** `anchor`: start, middle or end; `y`: of the baseline. */
  text(x: number, y: number, size: number, anchor: string, fill: string, text: string, more: Attributes = {}): void {
    const place = { x: fixed(x), y: fixed(y), 'font-size': size, 'text-anchor': anchor, fill, ...more }
    this.element('text', place, text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))
  }

  toString(): string {
    const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${this.width}" height="${this.height}" font-family="${this.#font}">`
    return [head, ...this.#parts, '</svg>', ''].join('\n')
  }
}

export function fixed(value: number): number {
  return Math.round(value * 100) / 100
}
