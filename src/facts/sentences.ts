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
    ...each(words, facts, 'chart', ({ type, horizontal }) =>
      table.sentences.chart(
        [table.charts[type] ?? '', ...(horizontal ? [BARS.includes(type) ? table.horizontal : table.lying] : [])].join(
          ', ',
        ),
      ),
    ),
    ...each(words, facts, 'title', ({ text }, { panel }) => (text === panel ? '' : table.sentences.title(text))),
    ...together(words, counts, () => table.sentences.contains(words.list(counts.map((fact) => words.count(fact))))),
  ]
}

function axes(facts: readonly Fact[], words: Words): Sentence[] {
  return [
    ...each(words, facts, 'axis', ({ axis, label, from, to, scale, side }) => {
      const name = side ? `${words.table.sides[side] ?? ''} ${axis}` : axis
      // The ends of an axis of categories are numbers of matplotlib's own.
      if (!label)
        return words.table.sentences.axisFrom(name, words.end(from, scale), words.end(to, scale), scale === 'log')
      return scale === 'category'
        ? words.table.sentences.axisOf(name, label)
        : words.table.sentences.axis(name, label, words.end(from, scale), words.end(to, scale), scale === 'log')
    }),
    ...each(words, facts, 'colourbar', ({ label, from, to }) =>
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
    ...each(words, facts, 'series', (value) => seriesOf(value, words)),
    ...series.flatMap(([name, data]) =>
      together(words, data, () =>
        sentences.data(
          words.name(name),
          words.list(data.map(({ value, unit }) => `${words.datum(value.at)} ${words.value(value.value, unit)}`)),
        ),
      ),
    ),
    ...[...Map.groupBy(of(facts, 'error'), ({ value }) => value.series)].flatMap(([name, all]) =>
      together(words, all, () =>
        sentences.errors(
          words.name(name),
          all.map(({ value }) => table.range(words.datum(value.at), n(value.low), n(value.high))).join('; '),
        ),
      ),
    ),
    ...of(facts, 'box').flatMap((fact) => {
      const { name, median, q1, q3, low, high, outliers } = fact.value
      const v = (value: number) => words.value(value, fact.unit)
      return together(words, [fact], () => sentences.box(name, v(median), v(q1), v(q3), v(low), v(high), outliers))
    }),
    ...of(facts, 'violin').flatMap((fact) => {
      const { name, low, high } = fact.value
      return together(words, [fact], () =>
        sentences.violin(name, words.value(low, fact.unit), words.value(high, fact.unit)),
      )
    }),
    ...each(words, facts, 'levels', ({ levels, filled }) => sentences.levels(words.list(levels.map(n)), filled)),
    ...each(words, facts, 'arrows', ({ count, longest, direction }) =>
      sentences.arrows(n(count), count === 1, n(longest), direction === null ? '' : n(direction)),
    ),
    ...each(words, facts, 'table', ({ rows, columns, cells }) =>
      sentences.table(n(rows), n(columns), cells.map((row) => row.filter(Boolean).join(', ')).join('; ')),
    ),
    ...together(words, shares, () =>
      sentences.shares(words.list(shares.map(({ value }) => `${value.name} ${n(value.percent)} %`))),
    ),
    ...each(words, facts, 'grid', ({ rows, columns, low, high }) =>
      sentences.grid(n(rows), n(columns), n(low), n(high)),
    ),
    ...each(words, facts, 'expression', ({ text }) => sentences.expression(text)),
    ...zeros.flatMap(([name, all]) =>
      together(words, all, () =>
        sentences.zero(words.name(name), words.list(all.map(({ value }) => n(value.x))), all.length === 1),
      ),
    ),
    ...each(words, facts, 'extremum', ({ name, which, at }) =>
      sentences.extremum(words.name(name), which, words.place(at)),
    ),
    ...each(words, facts, 'intercept', ({ name, y }) => sentences.intercept(words.name(name), n(y))),
    ...each(words, facts, 'asymptote', ({ name, x }) => sentences.asymptote(words.name(name), n(x))),
    ...each(words, facts, 'hole', ({ name, at }) => sentences.hole(words.name(name), words.place(at))),
    ...each(words, facts, 'reference', ({ axis, place, name, colour, dashed }) =>
      sentences.reference(axis, words.at(place), name, words.colour(colour), dashed),
    ),
    ...each(words, facts, 'region', ({ name, between, from, to, colour }) =>
      sentences.region(name, words.name(between[0]), words.name(between[1]), n(from), n(to), words.colour(colour)),
    ),
    ...each(words, facts, 'period', ({ name, length }) => sentences.period(words.name(name), n(length))),
    ...each(words, facts, 'solid', ({ shape, vertices, visible, hidden }) =>
      sentences.solid(words.shape(shape), n(vertices), n(visible), n(hidden)),
    ),
    ...each(words, facts, 'polyhedron', ({ shape, faces }) => sentences.polyhedron(words.shape(shape), n(faces))),
    ...each(words, facts, 'sphere', ({ centre, radius }) =>
      sentences.sphere(centre.map(n).join(table.separator), n(radius)),
    ),
    ...each(words, facts, 'graph', ({ nodes, tree, directed }) => sentences.graph(directed, tree, words.list(nodes))),
    ...together(words, edges, () => sentences.edges(words.list(edges.map(({ value }) => `${value.from}–${value.to}`)))),
    ...together(words, degrees, () =>
      sentences.degrees(words.list(degrees.map(({ value }) => `${value.node} ${n(value.degree)}`))),
    ),
    ...each(words, facts, 'point', ({ name, at }) => sentences.point(name, words.place(at))),
    ...each(words, facts, 'polygon', ({ name, shape, vertices }) =>
      sentences.polygon(words.shape(shape), name, words.list(vertices.map((vertex) => words.place(vertex)))),
    ),
    ...each(words, facts, 'circle', ({ name, centre, radius }) =>
      sentences.circle(name, words.place(centre), n(radius)),
    ),
    ...each(words, facts, 'segment', ({ name, from, to, length, dashed, arrow }) =>
      sentences.segment(
        name.includes('(') ? '' : name,
        words.place(from),
        words.place(to),
        n(length),
        dashed,
        arrow === true,
      ),
    ),
    ...each(words, facts, 'angle', ({ at, degrees, text }) => sentences.angle(words.name(at), n(degrees), text)),
    ...each(words, facts, 'label', ({ text, of: what }) =>
      // What a point's name is stands in the sentence on the point.
      what.startsWith('segment ') && !what.includes('(')
        ? sentences.label(text, what.slice('segment '.length))
        : what.startsWith('point ') && text.length > 2
          ? sentences.about(text, words.name(what.slice('point '.length)))
          : '',
    ),
    ...[...Map.groupBy(of(facts, 'label'), ({ value }) => value.of)].flatMap(([what, all]) =>
      // Texts that stand alone are heard where they are read.
      /^(?:place|level|segment|point) /.test(what)
        ? []
        : together(words, all, () =>
            sentences.written(
              words.list(all.map(({ value }) => table.quoted(value.text))),
              words.list(what.split(' and ').map((one) => words.element(one))),
              all.length === 1,
            ),
          ),
    ),
  ]
}

/** Colour and scale of a series, as far as its name does not tell them. */
function seriesOf({ name, colour, side, scale }: FactValues['series'], words: Words): string {
  const { sides, sentences } = words.table
  if (name === '') return ''
  const scaled = side || scale ? sentences.scaled(words.name(name), sides[side ?? ''] ?? '', scale ?? '') : ''
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
      return together(words, [fact], () =>
        sentences.extreme(words.name(series), which, words.at(at), words.value(value, fact.unit)),
      )
    }),
    ...each(words, facts, 'order', ({ series, names }) =>
      sentences.order(words.name(series), names.map((name) => words.at(name)).join(', ')),
    ),
    ...each(words, facts, 'trend', ({ series, direction }) => sentences.trend(words.name(series), direction)),
    ...each(words, facts, 'equal-lengths', ({ names, length }) =>
      sentences.equal(words.list(names.map((name) => words.name(name))), n(length)),
    ),
    ...each(words, facts, 'right-angle', ({ at, between: [a, b] }) =>
      sentences.rightAngle(at, words.name(a), words.name(b)),
    ),
    ...each(words, facts, 'parallel', ({ a, b }) => sentences.parallel(words.name(a), words.name(b))),
    ...each(words, facts, 'perpendicular', ({ a, b }) => sentences.perpendicular(words.name(a), words.name(b))),
    ...each(words, facts, 'midpoint', ({ point, of: what }) => sentences.midpoint(point, words.name(what))),
    ...each(words, facts, 'tangent', ({ line, circle, at }) =>
      sentences.tangent(words.name(line), circle, words.place(at)),
    ),
    ...each(words, facts, 'intersection', ({ a, b, at }) =>
      sentences.intersection(words.name(a), words.name(b), words.place(at)),
    ),
    ...each(words, facts, 'collinear', ({ points }) => sentences.collinear(words.list(points))),
    ...each(words, facts, 'concyclic', ({ points, circle }) => sentences.concyclic(words.list(points), circle)),
    ...each(words, facts, 'symmetry', ({ of: what, axis, at }) => sentences.symmetry(words.name(what), axis, n(at))),
    ...each(words, facts, 'relation', ({ a, relation, b }) =>
      sentences.relation(words.element(a), relation, words.element(b)),
    ),
  ]
}

function layers(facts: readonly Fact[], words: Words): Sentence[] {
  return each(words, facts, 'layers', ({ names }) =>
    words.table.sentences.layers(names.map((name) => words.element(name)).join(', ')),
  )
}

/** One sentence a fact; `''` leaves it out. */
function each<K extends FactKind>(
  words: Words,
  facts: readonly Fact[],
  kind: K,
  say: (value: FactValues[K], fact: Fact) => string,
): Sentence[] {
  return of(facts, kind).flatMap((fact) => together(words, [fact], () => say(fact.value as FactValues[K], fact)))
}

function together(words: Words, facts: readonly Fact[], say: () => string): Sentence[] {
  if (facts.length === 0) return []
  const text = say()
  return text ? [{ text: words.sentence(text), facts: facts.map(({ id }) => id) }] : []
}
