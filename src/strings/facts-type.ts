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
  readonly quoted: (text: string) => string
  /** Between the coordinates of a point in space. */
  readonly separator: string
  readonly count: (number: string, noun: string, colour: string) => string
  readonly coloured: (thing: string, colour: string) => string
  readonly altTitle: (chart: string, title: string) => string
  readonly altWith: (head: string, counts: string) => string
  readonly horizontal: string
  /** A curve without a name. */
  readonly theCurve: string
  /** Of other charts than bars, drawn from left to right. */
  readonly lying: string
  /** A chart's kind inside a sentence. */
  readonly within: (chart: string) => string
  /** `left`, `right`, `top`, `bottom` axis. */
  readonly sides: Words
  /** What goes before a colon for a panel known by its place. */
  readonly panels: Words
  readonly panelNumber: (inset: boolean, number: string) => string
  readonly panelNamed: (title: string) => string
  /** A datum from low to high. */
  readonly range: (at: string, low: string, high: string) => string
  readonly sentences: {
    readonly chart: (chart: string) => string
    readonly title: (text: string) => string
    readonly contains: (counts: string) => string
    readonly axis: (axis: string, label: string, from: string, to: string, log: boolean) => string
    readonly axisFrom: (axis: string, from: string, to: string, log: boolean) => string
    readonly axisOf: (axis: string, label: string) => string
    readonly colourbar: (label: string, from: string, to: string) => string
    readonly scaled: (name: string, side: string, label: string) => string
    readonly errors: (series: string, ranges: string) => string
    readonly box: (
      name: string,
      median: string,
      q1: string,
      q3: string,
      low: string,
      high: string,
      outliers: number,
    ) => string
    readonly violin: (name: string, low: string, high: string) => string
    readonly levels: (levels: string, filled: boolean) => string
    readonly arrows: (count: string, one: boolean, longest: string, direction: string) => string
    readonly table: (rows: string, columns: string, cells: string) => string
    readonly reference: (axis: 'x' | 'y', at: string, name: string, colour: string, dashed: boolean) => string
    readonly region: (name: string, a: string, b: string, from: string, to: string, colour: string) => string
    readonly angle: (at: string, degrees: string, text: string) => string
    readonly hole: (name: string, at: string) => string
    readonly series: (name: string, colour: string) => string
    readonly data: (series: string, values: string) => string
    readonly shares: (values: string) => string
    readonly extreme: (series: string, which: 'highest' | 'lowest', at: string, value: string) => string
    readonly order: (series: string, names: string) => string
    readonly trend: (series: string, direction: Direction) => string
    readonly grid: (rows: string, columns: string, low: string, high: string) => string
    readonly point: (name: string, at: string) => string
    readonly segment: (
      name: string,
      from: string,
      to: string,
      length: string,
      dashed: boolean,
      arrow: boolean,
    ) => string
    readonly polygon: (shape: string, name: string, vertices: string) => string
    readonly circle: (name: string, centre: string, radius: string) => string
    readonly label: (text: string, of: string) => string
    readonly about: (text: string, at: string) => string
    readonly written: (texts: string, shapes: string, one: boolean) => string
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
    readonly zero: (name: string, xs: string, one: boolean) => string
    readonly extremum: (name: string, which: 'maximum' | 'minimum', at: string) => string
    readonly intercept: (name: string, y: string) => string
    readonly asymptote: (name: string, x: string) => string
    readonly period: (name: string, length: string) => string
    readonly graph: (directed: boolean, tree: boolean, names: string) => string
    readonly edges: (pairs: string) => string
    readonly degrees: (pairs: string) => string
    readonly solid: (shape: string, vertices: string, visible: string, hidden: string) => string
    readonly polyhedron: (shape: string, faces: string) => string
    readonly sphere: (centre: string, radius: string) => string
    readonly relation: (a: string, relation: Relation, b: string) => string
    readonly layers: (names: string) => string
  }
  readonly elements: ElementStrings
  readonly refinement: { readonly wrong: (was: string, is: string) => string }
}
