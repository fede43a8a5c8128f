/** [x, y] in data coordinates. */
export type XY = readonly [number, number]

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

/** What a fact of each kind says. Names are those a reader sees: `A`, `AB`, a legend's entry, a category. */
export interface FactValues {
  chart: { readonly type: ChartType; readonly horizontal?: boolean }
  title: { readonly text: string }
  axis: {
    readonly axis: 'x' | 'y'
    readonly label: string
    readonly from: number
    readonly to: number
    readonly scale: string
  }
  series: { readonly name: string; readonly colour: string; readonly size: number }
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
  grid: { readonly rows: number; readonly columns: number; readonly low: number; readonly high: number }
  point: { readonly name: string; readonly at: XY; readonly colour: string }
  segment: {
    readonly name: string
    readonly from: XY
    readonly to: XY
    readonly length: number
    readonly colour: string
    readonly dashed: boolean
  }
  polygon: { readonly name: string; readonly shape: string; readonly vertices: readonly XY[]; readonly colour: string }
  circle: { readonly name: string; readonly centre: XY; readonly radius: number; readonly colour: string }
  label: { readonly text: string; readonly of: string }
  'equal-lengths': { readonly names: readonly string[]; readonly length: number }
  'right-angle': { readonly at: string; readonly between: readonly [string, string] }
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
    readonly picture?: { readonly verdict: 'measured' | 'contradicted' | 'not-measured'; readonly value?: number }
  }
}[FactKind]

export type FactOf<K extends FactKind> = Extract<Fact, { readonly kind: K }>

/** What a fact rests on. */
export interface Source {
  readonly artists: readonly string[]
  readonly lines: readonly number[]
}

/** Collects facts: gives ids, joins sources, keeps each statement once. */
export class Ledger {
  readonly #facts = new Map<string, Fact>()

  add<K extends FactKind>(
    kind: K,
    value: FactValues[K],
    check: string,
    from: readonly Source[],
    extra: { unit?: string; tolerance?: number } = {},
  ): void {
    const key = `${kind} ${JSON.stringify(value)}`
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
    }
    // A generic kind with its own value is a member of the union, which the checker cannot follow.
    this.#facts.set(key, fact as unknown as Fact)
  }

  list(): Fact[] {
    return [...this.#facts.values()]
  }
}
