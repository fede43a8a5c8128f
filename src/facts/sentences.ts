import { type ChartType, type Fact, type FactKind, type FactValues, of } from './fact.ts'
import type { Words } from './words.ts'

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

const BARS: readonly ChartType[] = ['bar', 'grouped bar', 'stacked bar', 'histogram']

/** What each section of a long description says of facts: whole sentences, each with the facts it rests on. */
export const SECTIONS: Readonly<Record<Section['kind'], (facts: readonly Fact[], words: Words) => Sentence[]>> = {
  overview,
  axes,
  elements,
  relations,
  layers,
}

function overview(facts: readonly Fact[], words: Words): Sentence[] {
  const { table } = words
  const counts = of(facts, 'count')
  return [
    ...each(facts, 'chart', ({ type, horizontal }) =>
      table.sentences.chart(
        [table.charts[type] ?? '', ...(horizontal ? [BARS.includes(type) ? table.horizontal : table.lying] : [])].join(
          ', ',
        ),
      ),
    ),
    ...each(facts, 'title', ({ text }, { panel }) => (text === panel ? '' : table.sentences.title(text))),
    ...together(counts, () => table.sentences.contains(words.list(counts.map((fact) => words.count(fact))))),
  ]
}

function axes(facts: readonly Fact[], words: Words): Sentence[] {
  return [
    ...each(facts, 'axis', ({ axis, label, from, to, scale, side }) => {
      const name = side ? `${words.table.sides[side] ?? ''} ${axis}` : axis
      // The ends of an axis of categories are numbers of matplotlib's own.
      return scale === 'category'
        ? words.table.sentences.axisOf(name, label)
        : words.table.sentences.axis(name, label, words.end(from, scale), words.end(to, scale), scale === 'log')
    }),
    ...each(facts, 'colourbar', ({ label, from, to }) =>
      words.table.sentences.colourbar(label, words.number(from), words.number(to)),
    ),
  ]
}

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
    ...each(facts, 'series', (value) => seriesOf(value, words)),
    ...series.flatMap(([name, data]) =>
      together(data, () =>
        sentences.data(
          words.colour(name),
          words.list(data.map(({ value, unit }) => `${words.datum(value.at)} ${words.value(value.value, unit)}`)),
        ),
      ),
    ),
    ...[...Map.groupBy(of(facts, 'error'), ({ value }) => value.series)].flatMap(([name, all]) =>
      together(all, () =>
        sentences.errors(
          words.colour(name),
          words.list(all.map(({ value }) => table.range(words.datum(value.at), n(value.low), n(value.high)))),
        ),
      ),
    ),
    ...of(facts, 'box').flatMap((fact) => {
      const { name, median, q1, q3, low, high, outliers } = fact.value
      const v = (value: number) => words.value(value, fact.unit)
      return together([fact], () => sentences.box(name, v(median), v(q1), v(q3), v(low), v(high), outliers))
    }),
    ...of(facts, 'violin').flatMap((fact) => {
      const { name, low, high } = fact.value
      return together([fact], () => sentences.violin(name, words.value(low, fact.unit), words.value(high, fact.unit)))
    }),
    ...each(facts, 'levels', ({ levels, filled }) => sentences.levels(words.list(levels.map(n)), filled)),
    ...each(facts, 'arrows', ({ count, longest, direction }) =>
      sentences.arrows(n(count), count === 1, n(longest), direction === null ? '' : n(direction)),
    ),
    ...each(facts, 'table', ({ rows, columns, cells }) =>
      sentences.table(n(rows), n(columns), cells.map((row) => row.filter(Boolean).join(', ')).join('; ')),
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
    ...each(facts, 'hole', ({ name, at }) => sentences.hole(words.colour(name), words.place(at))),
    ...each(facts, 'reference', ({ axis, place, name, colour, dashed }) =>
      sentences.reference(axis, place, name, words.colour(colour), dashed),
    ),
    ...each(facts, 'region', ({ name, between, from, to, colour }) =>
      sentences.region(name, words.colour(between[0]), words.colour(between[1]), n(from), n(to), words.colour(colour)),
    ),
    ...each(facts, 'period', ({ name, length }) => sentences.period(words.colour(name), n(length))),
    ...each(facts, 'solid', ({ shape, vertices, visible, hidden }) =>
      sentences.solid(words.shape(shape), n(vertices), n(visible), n(hidden)),
    ),
    ...each(facts, 'polyhedron', ({ shape, faces }) => sentences.polyhedron(words.shape(shape), n(faces))),
    ...each(facts, 'sphere', ({ centre, radius }) => sentences.sphere(centre.map(n).join(table.separator), n(radius))),
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
    ...each(facts, 'segment', ({ name, from, to, length, dashed, arrow }) =>
      sentences.segment(
        name.includes('(') ? '' : name,
        words.place(from),
        words.place(to),
        n(length),
        dashed,
        arrow === true,
      ),
    ),
    ...each(facts, 'angle', ({ at, degrees, text }) => sentences.angle(at, n(degrees), text)),
    ...each(facts, 'label', ({ text, of: what }) =>
      // What a point's name is stands in the sentence on the point.
      what.startsWith('segment ') && !what.includes('(') ? sentences.label(text, what.slice('segment '.length)) : '',
    ),
  ]
}

/** Colour and scale of a series, as far as its name does not tell them. */
function seriesOf({ name, colour, side, scale }: FactValues['series'], words: Words): string {
  const { sides, sentences } = words.table
  if (name === '') return ''
  const scaled = side || scale ? sentences.scaled(words.colour(name), sides[side ?? ''] ?? '', scale ?? '') : ''
  const coloured = name === colour || (scaled && !colour) ? '' : sentences.series(name, words.colour(colour))
  return [coloured, scaled].filter(Boolean).join(' ')
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

function layers(facts: readonly Fact[], words: Words): Sentence[] {
  return each(facts, 'layers', ({ names }) =>
    words.table.sentences.layers(names.map((name) => words.element(name)).join(', ')),
  )
}

/** One sentence a fact; `''` leaves it out. */
function each<K extends FactKind>(
  facts: readonly Fact[],
  kind: K,
  say: (value: FactValues[K], fact: Fact) => string,
): Sentence[] {
  return of(facts, kind).flatMap((fact) => together([fact], () => say(fact.value as FactValues[K], fact)))
}

function together(facts: readonly Fact[], say: () => string): Sentence[] {
  if (facts.length === 0) return []
  const text = say()
  return text ? [{ text: text.charAt(0).toUpperCase() + text.slice(1), facts: facts.map(({ id }) => id) }] : []
}
