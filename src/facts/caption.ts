import type { Strings } from '../strings/index.ts'
import type { Trace } from '../trace.ts'
import type { Fact, FactKind, FactOf, FactValues, XY } from './fact.ts'

export interface Sentence {
  readonly text: string
  /** Ids of the facts it says; never empty. */
  readonly facts: readonly string[]
}

export interface Section {
  readonly kind: 'overview' | 'axes' | 'elements' | 'relations' | 'layers'
  readonly heading: string
  readonly sentences: readonly Sentence[]
}

export interface Caption {
  /** At most 150 characters. */
  readonly alt: string
  readonly description: readonly Section[]
}

const ALT_LIMIT = 150
/** Shapes that an alt text names; more are counted in the long text. */
const MOST_SHAPES = 3

/** A caption from facts alone, in the language of the strings. The trace tells only whether something was drawn. */
export function captionOf(facts: readonly Fact[], trace: Trace, strings: Strings): Caption {
  const words = new Words(strings)
  const sections = { overview: overview, axes, elements, relations, layers }
  const description = (Object.keys(sections) as Section['kind'][])
    .map((kind) => ({ kind, heading: strings.facts.sections[kind], sentences: sections[kind](facts, words) }))
    .filter(({ sentences }) => sentences.length > 0)
  return { alt: trace.figures.length === 0 ? '' : altOf(facts, words), description }
}

/** Formats numbers, places and names for one language. */
export class Words {
  readonly table: Strings['facts']
  readonly #number: Intl.NumberFormat
  readonly #small: Intl.NumberFormat
  readonly #list: Intl.ListFormat

  constructor(strings: Strings) {
    this.table = strings.facts
    const { locale } = this.table
    this.#number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, useGrouping: 'min2' })
    this.#list = new Intl.ListFormat(locale, { type: 'conjunction' })
    this.#small = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 })
  }

  number(value: number): string {
    return (Math.abs(value) < 1 ? this.#small : this.#number).format(value)
  }

  value(value: number, unit: string | undefined): string {
    return unit ? `${this.number(value)} ${unit}` : this.number(value)
  }

  list(items: readonly string[]): string {
    return this.#list.format(items)
  }

  /** Where a value stands; two numbers side by side would be read as one. */
  datum(at: string): string {
    return /\d$/.test(at) ? `${at}:` : at
  }

  place([x, y]: XY): string {
    return this.table.point(this.number(x), this.number(y))
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

function altOf(facts: readonly Fact[], words: Words): string {
  const { table } = words
  const chart = of(facts, 'chart')[0]
  const title = of(facts, 'title')[0]
  const kind = chart ? (table.charts[chart.value.type] ?? '') : ''
  const head = kind && title ? table.altTitle(kind, title.value.text) : kind || title?.value.text || ''
  const extremes = of(facts, 'extreme').filter(({ value }) => value.which === 'highest')
  // One series is what any chart has.
  const counts = of(facts, 'count').filter(
    ({ value }) => !value.colour && !(value.what === 'series' && value.count === 1),
  )
  const shapes = [
    ...of(facts, 'solid').map(({ value }) => words.shape(value.shape)),
    ...of(facts, 'polygon').map(({ value }) => `${words.shape(value.shape)} ${value.name}`.trim()),
  ]
  const named = shapes.length > 0 && shapes.length <= MOST_SHAPES ? table.altTitle(head, words.list(shapes)) : head
  const first = counts.length > 0 ? table.altWith(head, words.list(counts.map((fact) => words.count(fact)))) : named
  const parts = [
    first,
    ...of(facts, 'expression').map(({ value }) => value.text),
    ...extremes
      .slice(0, 1)
      .map(({ value, unit }) =>
        table.sentences.extreme(value.series, value.which, value.at, words.value(value.value, unit)).replace(/\.$/, ''),
      ),
  ].filter(Boolean)
  let alt = ''
  for (const part of parts) {
    const next = alt ? `${alt}. ${part}` : part
    if (next.length < ALT_LIMIT) alt = next
  }
  if (!alt && head) return `${[...head].slice(0, ALT_LIMIT - 1).join('')}…`
  return alt && !/[.…]$/.test(alt) ? `${alt}.` : alt
}

function overview(facts: readonly Fact[], words: Words): Sentence[] {
  const { table } = words
  const counts = of(facts, 'count')
  return [
    ...each(facts, 'chart', ({ type, horizontal }) =>
      table.sentences.chart([table.charts[type] ?? '', ...(horizontal ? [table.horizontal] : [])].join(', ')),
    ),
    ...each(facts, 'title', ({ text }) => table.sentences.title(text)),
    ...together(counts, () => table.sentences.contains(words.list(counts.map((fact) => words.count(fact))))),
  ]
}

const axes = (facts: readonly Fact[], words: Words): Sentence[] =>
  each(facts, 'axis', ({ axis, label, from, to, scale }) =>
    // The ends of an axis of categories or dates are numbers of matplotlib's own.
    scale === 'category' || scale === 'date'
      ? ''
      : words.table.sentences.axis(axis, label, words.number(from), words.number(to)),
  )

function elements(facts: readonly Fact[], words: Words): Sentence[] {
  const { table } = words
  const { sentences } = table
  const n = (value: number) => words.number(value)
  const shares = of(facts, 'share')
  const edges = of(facts, 'edge')
  const degrees = of(facts, 'degree')
  const series = [...Map.groupBy(of(facts, 'datum'), ({ value }) => value.series)]
  const zeros = [...Map.groupBy(of(facts, 'zero'), ({ value }) => value.name)]
  return [
    ...each(facts, 'series', ({ name, colour }) =>
      name === '' || name === colour ? '' : sentences.series(name, words.colour(colour)),
    ),
    ...series.flatMap(([name, data]) =>
      together(data, () =>
        sentences.data(
          words.colour(name),
          words.list(data.map(({ value, unit }) => `${words.datum(value.at)} ${words.value(value.value, unit)}`)),
        ),
      ),
    ),
    ...together(shares, () =>
      sentences.shares(words.list(shares.map(({ value }) => `${value.name} ${n(value.percent)} %`))),
    ),
    ...each(facts, 'grid', ({ rows, columns, low, high }) => sentences.grid(n(rows), n(columns), n(low), n(high))),
    ...each(facts, 'expression', ({ text }) => sentences.expression(text)),
    ...zeros.flatMap(([name, all]) =>
      together(all, () => sentences.zero(words.colour(name), words.list(all.map(({ value }) => n(value.x))))),
    ),
    ...each(facts, 'extremum', ({ name, which, at }) => sentences.extremum(words.colour(name), which, words.place(at))),
    ...each(facts, 'intercept', ({ name, y }) => sentences.intercept(words.colour(name), n(y))),
    ...each(facts, 'asymptote', ({ name, x }) => sentences.asymptote(words.colour(name), n(x))),
    ...each(facts, 'period', ({ name, length }) => sentences.period(words.colour(name), n(length))),
    ...each(facts, 'solid', ({ shape, vertices, visible, hidden }) =>
      sentences.solid(words.shape(shape), n(vertices), n(visible), n(hidden)),
    ),
    ...each(facts, 'graph', ({ nodes, tree, directed }) => sentences.graph(directed, tree, words.list(nodes))),
    ...together(edges, () => sentences.edges(words.list(edges.map(({ value }) => `${value.from}–${value.to}`)))),
    ...together(degrees, () =>
      sentences.degrees(words.list(degrees.map(({ value }) => `${value.node} ${n(value.degree)}`))),
    ),
    ...each(facts, 'point', ({ name, at }) => sentences.point(name, words.place(at))),
    ...each(facts, 'polygon', ({ name, shape, vertices }) =>
      sentences.polygon(words.shape(shape), name, words.list(vertices.map((vertex) => words.place(vertex)))),
    ),
    ...each(facts, 'circle', ({ name, centre, radius }) => sentences.circle(name, words.place(centre), n(radius))),
    ...each(facts, 'segment', ({ name, from, to, length, dashed }) =>
      sentences.segment(name.includes('(') ? '' : name, words.place(from), words.place(to), n(length), dashed),
    ),
    ...each(facts, 'label', ({ text, of: what }) =>
      // What a point's name is stands in the sentence on the point.
      what.startsWith('segment ') && !what.includes('(') ? sentences.label(text, what.slice('segment '.length)) : '',
    ),
  ]
}

function relations(facts: readonly Fact[], words: Words): Sentence[] {
  const { table } = words
  const { sentences } = table
  const n = (value: number) => words.number(value)
  return [
    ...of(facts, 'extreme').flatMap((fact) => {
      const { series, which, at, value } = fact.value
      return together([fact], () => sentences.extreme(words.colour(series), which, at, words.value(value, fact.unit)))
    }),
    ...each(facts, 'order', ({ series, names }) => sentences.order(words.colour(series), names.join(', '))),
    ...each(facts, 'trend', ({ series, direction }) => sentences.trend(words.colour(series), direction)),
    ...each(facts, 'equal-lengths', ({ names, length }) => sentences.equal(words.list(names), n(length))),
    ...each(facts, 'right-angle', ({ at, between }) => sentences.rightAngle(at, ...between)),
    ...each(facts, 'parallel', ({ a, b }) => sentences.parallel(a, b)),
    ...each(facts, 'perpendicular', ({ a, b }) => sentences.perpendicular(a, b)),
    ...each(facts, 'midpoint', ({ point, of: what }) => sentences.midpoint(point, what)),
    ...each(facts, 'tangent', ({ line, circle, at }) => sentences.tangent(line, circle, words.place(at))),
    ...each(facts, 'intersection', ({ a, b, at }) => sentences.intersection(a, b, words.place(at))),
    ...each(facts, 'collinear', ({ points }) => sentences.collinear(words.list(points))),
    ...each(facts, 'concyclic', ({ points, circle }) => sentences.concyclic(words.list(points), circle)),
    ...each(facts, 'symmetry', ({ of: what, axis, at }) => sentences.symmetry(what, axis, n(at))),
    ...each(facts, 'relation', ({ a, relation, b }) =>
      sentences.relation(words.element(a), relation, words.element(b)),
    ),
  ]
}

const layers = (facts: readonly Fact[], words: Words): Sentence[] =>
  each(facts, 'layers', ({ names }) =>
    words.table.sentences.layers(names.map((name) => words.element(name)).join(', ')),
  )

export function of<K extends FactKind>(facts: readonly Fact[], kind: K): FactOf<K>[] {
  return facts.filter((fact): fact is FactOf<K> => fact.kind === kind)
}

/** One sentence a fact; `''` leaves it out. */
function each<K extends FactKind>(facts: readonly Fact[], kind: K, say: (value: FactValues[K]) => string): Sentence[] {
  return of(facts, kind).flatMap((fact) => together([fact], () => say(fact.value as FactValues[K])))
}

function together(facts: readonly Fact[], say: () => string): Sentence[] {
  if (facts.length === 0) return []
  const text = say()
  return text ? [{ text: text.charAt(0).toUpperCase() + text.slice(1), facts: facts.map(({ id }) => id) }] : []
}
