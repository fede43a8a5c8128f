import { of } from '../caption.ts'
import type { Fact, FactOf, XY } from '../fact.ts'
import { saysSame } from './numbers.ts'
import type { Class, Names } from './tokens.ts'
import { LISTS, NOISE, SHAPES } from './words.ts'

/** A number that facts give, with them. */
export interface Known {
  readonly value: number
  readonly facts: readonly Fact[]
  readonly unit?: string | undefined
}

export interface Cell extends Known {
  readonly at: string
}

const UNITS =
  '% °c °f ° cm mm km m kg g kt t mw kw gw kwh s ms min h hz l ml usd eur dollars euros percent per_cent kilotons tons kilograms litres liters'.split(
    ' ',
  )

/** What the facts say, by the names that drafts use. */
export class Knowledge {
  readonly facts: readonly Fact[]
  readonly names: Names
  /** Values by series in the order of the drawing; one series `''` where they have no names. */
  readonly cells: ReadonlyMap<string, readonly Cell[]>
  /** Facts' spelling of names that drafts may write in other ways. */
  readonly #spelling = new Map<string, string>()

  constructor(facts: readonly Fact[]) {
    this.facts = facts
    this.cells = Map.groupBy(
      [
        ...of(facts, 'datum').map((fact) => ({
          series: fact.value.series,
          cell: cellOf(fact, fact.value.at, fact.value.value),
        })),
        ...of(facts, 'share').map((fact) => ({ series: '', cell: cellOf(fact, fact.value.name, fact.value.percent) })),
      ],
      ({ series }) => series,
    )
      .entries()
      .reduce(
        (map, [series, list]) =>
          map.set(
            series,
            list.map(({ cell }) => cell),
          ),
        new Map<string, Cell[]>(),
      )
    const units = new Set([...UNITS, ...facts.flatMap(({ unit }) => (unit ? [unit.toLowerCase()] : []))])
    // Marks of style elsewhere, and before the number as often as behind it.
    for (const sign of ['$', '€', '£']) units.delete(sign)
    this.names = { classes: this.#classes(), units, labels: this.#labels('values'), categories: this.#labels('places') }
  }

  /** The only series, if there is one. */
  get only(): string | null {
    return this.cells.size === 1 ? ([...this.cells.keys()][0] ?? null) : null
  }

  /** Its bars lie. */
  get isFlat(): boolean {
    return of(this.facts, 'chart').some(({ value }) => value.horizontal)
  }

  cell(series: string, at: string): Cell | null {
    const all = (this.cells.get(series) ?? []).filter((cell) => cell.at === at)
    return all.length === 1 ? (all[0] ?? null) : null
  }

  point(name: string): FactOf<'point'> | null {
    return single(of(this.facts, 'point').filter(({ value }) => value.name === name))
  }

  /** Where a segment's ends are, by its name. */
  ends(name: string): { from: XY; to: XY; facts: readonly Fact[] } | null {
    const [a, b] = endsOf(name).map((end) => this.point(end))
    if (a && b) return { from: a.value.at, to: b.value.at, facts: [a, b] }
    const own = single(
      of(this.facts, 'segment').filter(({ value }) => value.name === name || value.name === mirrored(name)),
    )
    return own && { from: own.value.from, to: own.value.to, facts: [own] }
  }

  /** A side that bears a number may be drawn in another length: which one a draft means is not known. */
  length(name: string): Known | null {
    const own = single(
      of(this.facts, 'segment').filter(({ value }) => value.name === name || value.name === mirrored(name)),
    )
    const ends = this.ends(name)
    const known = own
      ? { value: own.value.length, facts: [own] }
      : ends && { value: Math.hypot(ends.to[0] - ends.from[0], ends.to[1] - ends.from[1]), facts: ends.facts }
    const isOther = of(this.facts, 'label').some(({ value }) => {
      const said = Number.parseFloat(/[\d.]+/.exec(value.text)?.[0] ?? '')
      const isOf = [name, mirrored(name)].some((one) => value.of === `segment ${one}`)
      return isOf && !Number.isNaN(said) && !saysSame(String(said), known?.value ?? 0)
    })
    return isOther ? null : known
  }

  /** Whether a point is the corner of a polygon with a right angle there, by the coordinates. */
  isSquareCorner(name: string): boolean {
    const at = this.point(name)?.value.at
    return of(this.facts, 'polygon').some(({ value: { vertices } }) => {
      const i = vertices.findIndex(([x, y]) => at && Math.hypot(x - at[0], y - at[1]) < 1e-9)
      const [before, here, after] = [vertices.at(i - 1), vertices[i], vertices[(i + 1) % vertices.length]]
      if (i < 0 || !before || !here || !after) return false
      const [u, v] = [before, after].map(([x, y]) => [x - here[0], y - here[1]] as const)
      return (
        u !== undefined &&
        v !== undefined &&
        Math.abs(u[0] * v[0] + u[1] * v[1]) < 1e-6 * Math.hypot(...u) * Math.hypot(...v)
      )
    })
  }

  polygon(name: string): FactOf<'polygon'> | null {
    const own = this.#spelling.get(name) ?? name
    return single(of(this.facts, 'polygon').filter(({ value }) => value.name === own))
  }

  /** The only thing of a kind with a colour: `circle`, `triangle`, … */
  shapes(kind: string): (FactOf<'circle'> | FactOf<'polygon'>)[] {
    return kind === 'circle'
      ? of(this.facts, 'circle')
      : of(this.facts, 'polygon').filter(({ value }) => value.shape === kind)
  }

  /** Names of curves and series by colour. */
  coloured(colour: string): { name: string; fact: Fact } | null {
    const all = [
      ...of(this.facts, 'series').map((fact) => ({ name: fact.value.name, colour: fact.value.colour, fact })),
      ...of(this.facts, 'share').map((fact) => ({ name: fact.value.name, colour: fact.value.colour, fact })),
    ].filter((one) => one.colour === colour)
    return single(all)
  }

  #classes(): Map<string, Class> {
    const classes = new Map<string, Class>()
    const add = (name: string, kind: Class) => {
      if (name === '' || name.length > 80) return
      const before = classes.get(name)
      classes.set(name, before && before !== kind ? 'U' : kind)
    }
    for (const [series, cells] of this.cells) {
      add(series, 'S')
      for (const { at } of cells) add(at, 'P')
    }
    for (const { value } of of(this.facts, 'series')) add(value.name, 'S')
    const points = [...new Set(of(this.facts, 'point').map(({ value }) => value.name))].filter(Boolean)
    for (const name of points) add(name, 'A')
    for (const a of points) for (const b of points) if (a !== b) add(`${a}${b}`, 'L')
    for (const { value } of of(this.facts, 'segment')) {
      if (!/^\p{L}/u.test(value.name)) continue
      add(value.name, 'L')
      add(mirrored(value.name), 'L')
    }
    for (const { value } of of(this.facts, 'polygon')) {
      for (const name of turned(value.name)) {
        add(name, 'G')
        this.#spelling.set(name, value.name)
      }
    }
    for (const { value } of of(this.facts, 'expression')) add(value.text, 'F')
    for (const kind of ['zero', 'extremum', 'intercept', 'period', 'asymptote'] as const)
      for (const { value } of of(this.facts, kind)) if (/[^\p{L}]/u.test(value.name)) add(value.name, 'F')
    for (const { value } of of(this.facts, 'graph')) for (const node of value.nodes) add(node, 'V')
    // Of panels only what relates them holds for the picture.
    for (const { value } of of(this.facts, 'relation'))
      for (const name of [value.a, value.b])
        if (!classes.has(name) && !SHAPES.some((shape) => name.includes(shape))) add(name, 'S')
    // A colour's name stands for a series without one; drafts mean the colour.
    for (const { value } of of(this.facts, 'series')) if (value.name === value.colour) classes.delete(value.name)
    return classes
  }

  /** Words of the titles and of the value axis' label: what the values are of; of the other axis' what the places are. */
  #labels(axis: 'places' | 'values'): Set<string> {
    const lying = of(this.facts, 'chart').some(({ value }) => value.horizontal)
    const own = of(this.facts, 'axis').filter(({ value }) => (value.axis === 'x') === (lying === (axis === 'values')))
    const texts = own.map(({ value }) => value.label)
    if (axis === 'values') texts.push(...of(this.facts, 'title').map(({ value }) => value.text))
    const known = new Set(
      [LISTS.noun, LISTS.thing, LISTS.be, LISTS.whole, LISTS.contains, LISTS.lead, [...NOISE]].flatMap(
        (list) => list ?? [],
      ),
    )
    return new Set(
      texts
        .flatMap((text) => text.toLowerCase().match(/\p{L}{3,}/gu) ?? [])
        .flatMap((word) => [word, `${word}s`, word.replace(/s$/, '')])
        .filter((word) => !known.has(word) && word.length > 2),
    )
  }
}

const cellOf = (fact: Fact, at: string, value: number): Cell => ({ at, value, facts: [fact], unit: fact.unit })

export const single = <T>(list: readonly T[]): T | null => (list.length === 1 ? (list[0] ?? null) : null)

export const endsOf = (segment: string): string[] => segment.match(/[A-Z](?:['′]+|_?\d+)?/g) ?? []
export const mirrored = (segment: string): string => endsOf(segment).toReversed().join('')

/** A polygon's name from each of its vertices on, both ways round. */
function turned(name: string): string[] {
  const ends = endsOf(name)
  return ends.flatMap((_, i) => {
    const from = [...ends.slice(i), ...ends.slice(0, i)]
    return [from.join(''), from.toReversed().join('')]
  })
}
