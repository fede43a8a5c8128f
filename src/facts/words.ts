import type { Strings } from '../strings/index.ts'
import type { FactOf, XY } from './fact.ts'
import { dateOf } from './values.ts'

/** Formats numbers, places and names for one language. */
export class Words {
  readonly table: Strings['facts']
  readonly #number: Intl.NumberFormat
  readonly #small: Intl.NumberFormat
  readonly #tiny: Intl.NumberFormat
  readonly #long: Intl.NumberFormat
  readonly #own: ReadonlySet<string>
  readonly #list: Intl.ListFormat

  constructor(strings: Strings) {
    this.table = strings.facts
    const { locale } = this.table
    this.#number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, useGrouping: 'min2' })
    this.#list = new Intl.ListFormat(locale, { type: 'conjunction' })
    this.#long = new Intl.NumberFormat(locale, { maximumFractionDigits: 10, useGrouping: false })
    const { colours, shapes, theCurve } = this.table
    this.#own = new Set(
      [...Object.values(colours), ...Object.values(shapes), theCurve].flatMap((word) => word.split(' ')),
    )
    this.#tiny = new Intl.NumberFormat(locale, { notation: 'scientific', maximumSignificantDigits: 3 })
    this.#small = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 })
  }

  number(value: number): string {
    if (value !== 0 && Math.abs(value) < 1e-4) return this.#tiny.format(value)
    return (Math.abs(value) < 1 ? this.#small : this.#number).format(value)
  }

  value(value: number, unit: string | undefined): string {
    return unit ? `${this.number(value)} ${unit}` : this.number(value)
  }

  list(items: readonly string[]): string {
    return this.#list.format(items)
  }

  /** Where a value stands: numbers in the language's form, all else as it is written. */
  at(place: string): string {
    if (!/^[-−]?[\d.]+(?: ?[–…] ?[-−]?[\d.]+)?$/.test(place)) return place
    return place.replace(/\d+\.\d+/g, (digits) => this.#long.format(Number(digits)))
  }

  /** The same before its value; two numbers side by side would be read as one. */
  datum(place: string): string {
    return /\d$/.test(place) ? `${this.at(place)}:` : this.at(place)
  }

  /** A name as facts give it: colours and places in the language, labels as they stand in the drawing. */
  name(name: string): string {
    if (name === 'curve') return this.table.theCurve
    return this.colour(name).replace(/\((-?[\d.]+), (-?[\d.]+)\)/g, (_, x: string, y: string) =>
      this.place([Number(x), Number(y)]),
    )
  }

  /** With a capital at its start, unless it starts with a name of the drawing. */
  sentence(words: string): string {
    const text = words.replace(/\s+/g, ' ')
    const [first = ''] = /^\p{L}+/u.exec(text) ?? []
    return this.#own.has(first) ? text.charAt(0).toUpperCase() + text.slice(1) : text
  }

  place([x, y]: XY): string {
    return this.table.point(this.number(x), this.number(y))
  }

  /** An end of an axis. */
  end(value: number, scale: string): string {
    return scale === 'date' ? dateOf(value) : this.number(value)
  }

  /** `In the upper left panel`, before a colon. */
  inPanel(name: string): string {
    const number = /^(panel|inset) (\d+)$/.exec(name)
    if (number) return this.table.panelNumber(number[1] === 'inset', number[2] ?? '')
    return this.table.panels[name] ?? this.table.panelNamed(name)
  }

  colour(name: string): string {
    return this.table.colours[name] ?? name
  }

  shape(name: string): string {
    return this.table.shapes[name] ?? name
  }

  coloured(thing: string, colour: string): string {
    return colour ? this.table.coloured(thing, this.colour(colour)) : thing
  }

  count({ value }: FactOf<'count'>): string {
    const noun = this.table.countables[value.what]
    return this.table.count(
      this.number(value.count),
      (value.count === 1 ? noun?.one : noun?.many) ?? '',
      this.colour(value.colour),
    )
  }

  /** `circle A` or `red circle`, word by word. */
  element(name: string): string {
    const [first = '', ...rest] = name.split(' ')
    const thing = rest.join(' ')
    const colour = this.table.colours[first]
    if (colour && thing) return this.table.coloured(this.shape(thing), colour)
    return [this.shape(first), thing].filter(Boolean).join(' ')
  }
}
