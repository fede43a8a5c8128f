import type { ElementStrings } from './elements-type.ts'

type Direction = 'rising' | 'falling' | 'constant'
type Relation = 'left of' | 'above' | 'inside' | 'overlaps'
type Words = Readonly<Record<string, string>>

/** Words of captions: numbers and lists come formatted, names as they stand in the drawing. */
export interface FactStrings {
  /** BCP 47, for Intl. */
  readonly locale: string
  readonly sections: Readonly<Record<'overview' | 'axes' | 'elements' | 'relations' | 'layers', string>>
  readonly charts: Words
  /** By the names that facts use. */
  readonly colours: Words
  readonly shapes: Words
  readonly countables: Readonly<Record<string, { readonly one: string; readonly many: string }>>
  readonly point: (x: string, y: string) => string
  readonly count: (number: string, noun: string, colour: string) => string
  readonly coloured: (thing: string, colour: string) => string
  readonly altTitle: (chart: string, title: string) => string
  readonly altWith: (head: string, counts: string) => string
  readonly horizontal: string
  readonly sentences: {
    readonly chart: (chart: string) => string
    readonly title: (text: string) => string
    readonly contains: (counts: string) => string
    readonly axis: (axis: string, label: string, from: string, to: string) => string
    readonly series: (name: string, colour: string) => string
    readonly data: (series: string, values: string) => string
    readonly shares: (values: string) => string
    readonly extreme: (series: string, which: 'highest' | 'lowest', at: string, value: string) => string
    readonly order: (series: string, names: string) => string
    readonly trend: (series: string, direction: Direction) => string
    readonly grid: (rows: string, columns: string, low: string, high: string) => string
    readonly point: (name: string, at: string) => string
    readonly segment: (name: string, from: string, to: string, length: string, dashed: boolean) => string
    readonly polygon: (shape: string, name: string, vertices: string) => string
    readonly circle: (name: string, centre: string, radius: string) => string
    readonly label: (text: string, of: string) => string
    readonly equal: (names: string, length: string) => string
    readonly rightAngle: (at: string, a: string, b: string) => string
    readonly parallel: (a: string, b: string) => string
    readonly perpendicular: (a: string, b: string) => string
    readonly midpoint: (point: string, of: string) => string
    readonly tangent: (line: string, circle: string, at: string) => string
    readonly intersection: (a: string, b: string, at: string) => string
    readonly collinear: (points: string) => string
    readonly concyclic: (points: string, circle: string) => string
    readonly symmetry: (of: string, axis: 'vertical' | 'horizontal', at: string) => string
    readonly expression: (text: string) => string
    readonly zero: (name: string, xs: string) => string
    readonly extremum: (name: string, which: 'maximum' | 'minimum', at: string) => string
    readonly intercept: (name: string, y: string) => string
    readonly asymptote: (name: string, x: string) => string
    readonly period: (name: string, length: string) => string
    readonly graph: (directed: boolean, tree: boolean, names: string) => string
    readonly edges: (pairs: string) => string
    readonly degrees: (pairs: string) => string
    readonly solid: (shape: string, vertices: string, visible: string, hidden: string) => string
    readonly relation: (a: string, relation: Relation, b: string) => string
    readonly layers: (names: string) => string
  }
  readonly elements: ElementStrings
  readonly refinement: { readonly wrong: (was: string, is: string) => string }
}
