/** [x, y] in data coordinates. */
export type XY = readonly [number, number]

export type Side = 'left' | 'right' | 'top' | 'bottom'

export type ChartType =
  | 'line'
  | 'bar'
  | 'grouped bar'
  | 'stacked bar'
  | 'pie'
  | 'scatter'
  | 'histogram'
  | 'heat map'
  | 'box'
  | 'function'
  | 'geometry'
  | 'graph'
  | 'solid'
  | 'violin'
  | 'stem'
  | 'error bar'
  | 'contour'
  | 'vector field'
  | 'polar'
  | 'step'
  | 'area'
  | 'stacked area'
  | 'event'
  | 'table'
  | 'hexagonal bins'
  | 'surface'
  | 'flow chart'

/** What a fact of each kind says. Names are those a reader sees: `A`, `AB`, a legend's entry, a category. */
export interface FactValues {
  chart: { readonly type: ChartType; readonly horizontal?: boolean }
  title: { readonly text: string }
  /** Of two scales of one direction (twin axes), `side` tells them apart. Dates are days since 1970-01-01. */
  axis: {
    readonly axis: 'x' | 'y' | 'z'
    readonly label: string
    readonly from: number
    readonly to: number
    readonly scale: string
    readonly side?: Side
  }
  /** `side` of the scale it is read on and that scale's label, where the drawing has two. */
  series: {
    readonly name: string
    readonly colour: string
    readonly size: number
    readonly side?: Side
    readonly scale?: string
  }
  /** One datum of a series; `at` is a category or the x value in words. */
  datum: { readonly series: string; readonly at: string; readonly value: number }
  /** Percent of the whole. */
  share: { readonly name: string; readonly percent: number; readonly colour: string }
  extreme: {
    readonly series: string
    readonly which: 'highest' | 'lowest'
    readonly at: string
    readonly value: number
  }
  /** From the largest to the smallest value. */
  order: { readonly series: string; readonly names: readonly string[] }
  trend: { readonly series: string; readonly direction: 'rising' | 'falling' | 'constant' }
  /** A datum with its error: from `low` to `high`. */
  error: {
    readonly series: string
    readonly at: string
    readonly value: number
    readonly low: number
    readonly high: number
  }
  /** Of a box plot; `low` and `high` are the ends of the whiskers, `outliers` what lies beyond. */
  box: {
    readonly name: string
    readonly median: number
    readonly q1: number
    readonly q3: number
    readonly low: number
    readonly high: number
    readonly outliers: number
  }
  violin: { readonly name: string; readonly low: number; readonly high: number }
  levels: { readonly levels: readonly number[]; readonly filled: boolean }
  /** `direction` in degrees from the x axis, anticlockwise; null where they differ. Lengths in data units. */
  arrows: { readonly count: number; readonly longest: number; readonly direction: number | null }
  /** Rows and columns as drawn, with those of names; a cell that is missing is `''`. */
  table: {
    readonly rows: number
    readonly columns: number
    readonly cells: readonly (readonly string[])[]
  }
  /** The scale of colours: its label and ends. */
  colourbar: { readonly label: string; readonly from: number; readonly to: number }
  /** A line across the whole axes at a value of `axis`; `place` is that value as a reader sees it (a date). */
  reference: {
    readonly axis: 'x' | 'y'
    readonly at: number
    readonly place: string
    readonly name: string
    readonly colour: string
    readonly dashed: boolean
  }
  /** Shading between two curves or a curve and a level, over these x values. */
  region: {
    readonly name: string
    readonly between: readonly [string, string]
    readonly from: number
    readonly to: number
    readonly colour: string
  }
  grid: { readonly rows: number; readonly columns: number; readonly low: number; readonly high: number }
  point: { readonly name: string; readonly at: XY; readonly colour: string }
  segment: {
    readonly name: string
    readonly from: XY
    readonly to: XY
    readonly length: number
    readonly colour: string
    readonly dashed: boolean
    /** Has a head at `to`. */
    readonly arrow?: boolean
  }
  polygon: { readonly name: string; readonly shape: string; readonly vertices: readonly XY[]; readonly colour: string }
  circle: { readonly name: string; readonly centre: XY; readonly radius: number; readonly colour: string }
  label: { readonly text: string; readonly of: string }
  'equal-lengths': { readonly names: readonly string[]; readonly length: number }
  'right-angle': { readonly at: string; readonly between: readonly [string, string] }
  /** A marked angle: its vertex, its size in degrees, and the text beside it. */
  angle: {
    readonly at: string
    readonly degrees: number
    readonly text: string
  }
  parallel: { readonly a: string; readonly b: string }
  perpendicular: { readonly a: string; readonly b: string }
  midpoint: { readonly point: string; readonly of: string }
  tangent: { readonly line: string; readonly circle: string; readonly at: XY }
  intersection: { readonly a: string; readonly b: string; readonly at: XY }
  collinear: { readonly points: readonly string[] }
  concyclic: { readonly points: readonly string[]; readonly circle: string }
  symmetry: { readonly of: string; readonly axis: 'vertical' | 'horizontal'; readonly at: number }
  expression: { readonly name: string; readonly text: string; readonly colour: string }
  zero: { readonly name: string; readonly x: number }
  extremum: { readonly name: string; readonly which: 'maximum' | 'minimum'; readonly at: XY }
  intercept: { readonly name: string; readonly y: number }
  asymptote: { readonly name: string; readonly x: number }
  /** A small empty circle on a curve. */
  hole: { readonly name: string; readonly at: XY }
  period: { readonly name: string; readonly length: number }
  graph: {
    readonly nodes: readonly string[]
    readonly edges: number
    readonly tree: boolean
    readonly directed: boolean
  }
  edge: { readonly from: string; readonly to: string }
  degree: { readonly node: string; readonly degree: number }
  solid: { readonly shape: string; readonly vertices: number; readonly visible: number; readonly hidden: number }
  /** Of opaque faces, whose hidden edges nobody sees. */
  polyhedron: { readonly shape: string; readonly faces: number }
  sphere: { readonly centre: readonly number[]; readonly radius: number }
  /** `colour` is `''` where all colours are counted together. */
  count: { readonly what: Countable; readonly colour: string; readonly count: number }
  relation: { readonly a: string; readonly relation: 'left of' | 'above' | 'inside' | 'overlaps'; readonly b: string }
  /** From the bottom to the top. */
  layers: { readonly names: readonly string[] }
}

export type FactKind = keyof FactValues

export type Countable =
  | 'bar'
  | 'slice'
  | 'line'
  | 'curve'
  | 'point'
  | 'segment'
  | 'circle'
  | 'polygon'
  | 'triangle'
  | 'rectangle'
  | 'node'
  | 'edge'
  | 'series'
  | 'category'
  | 'bin'
  | 'panel'
  | 'box'
  | 'violin'
  | 'stem'
  | 'arrow'
  | 'event'
  | 'area'
  | 'cell'

/** A statement that holds for the drawing, with what it rests on. JSON, plain data. */
export type Fact = {
  readonly [K in FactKind]: {
    readonly id: string
    readonly kind: K
    readonly value: FactValues[K]
    readonly unit?: string
    /** Of the numbers in `value`, in their unit. */
    readonly tolerance?: number
    /** Ids of the artists and lines of the program it rests on. */
    readonly artists: readonly string[]
    readonly lines: readonly number[]
    /** Name of the check that established it. */
    readonly check: string
    /** Title or place (`upper left`) of the panel it holds for; absent: for the picture, or its only panel. */
    readonly panel?: string
    readonly picture?: { readonly verdict: 'measured' | 'contradicted' | 'not-measured'; readonly value?: number }
  }
}[FactKind]

export type FactOf<K extends FactKind> = Extract<Fact, { readonly kind: K }>

export function of<K extends FactKind>(facts: readonly Fact[], kind: K): FactOf<K>[] {
  return facts.filter((fact): fact is FactOf<K> => fact.kind === kind)
}

/** What a fact rests on. */
export interface Source {
  readonly artists: readonly string[]
  readonly lines: readonly number[]
}

/** Collects facts: gives ids, joins sources, keeps each statement once. */
export class Ledger {
  readonly #facts: Map<string, Fact>
  readonly #panel: string

  constructor(panel = '', facts = new Map<string, Fact>()) {
    this.#panel = panel
    this.#facts = facts
  }

  /** What its facts carry; undefined: they are of the picture. */
  get panel(): string | undefined {
    return this.#panel || undefined
  }

  /** The same ledger for facts of one panel; `''`: of the picture. */
  in(panel: string): Ledger {
    return new Ledger(panel, this.#facts)
  }

  add<K extends FactKind>(
    kind: K,
    value: FactValues[K],
    check: string,
    from: readonly Source[],
    extra: { unit?: string; tolerance?: number } = {},
  ): void {
    const key = `${this.#panel} ${kind} ${JSON.stringify(value)}`
    if (this.#facts.has(key)) return
    const fact = {
      id: `f${this.#facts.size + 1}`,
      kind,
      value,
      ...(extra.unit ? { unit: extra.unit } : {}),
      ...(extra.tolerance === undefined ? {} : { tolerance: extra.tolerance }),
      artists: [...new Set(from.flatMap((source) => source.artists))],
      lines: [...new Set(from.flatMap((source) => source.lines))].sort((a, b) => a - b),
      check,
      ...(this.#panel ? { panel: this.#panel } : {}),
    }
    // A generic kind with its own value is a member of the union, which the checker cannot follow.
    this.#facts.set(key, fact as unknown as Fact)
  }

  /** Facts of another ledger. */
  take(facts: readonly Fact[]): void {
    for (const { kind, value, check, artists, lines, unit, tolerance } of facts)
      this.add(kind, value, check, [{ artists, lines }], {
        ...(unit === undefined ? {} : { unit }),
        ...(tolerance === undefined ? {} : { tolerance }),
      })
  }

  list(): Fact[] {
    return [...this.#facts.values()]
  }
}
