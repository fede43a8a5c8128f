import type { Box as PixelBox } from '../trace.ts'
import type { Source, XY } from './fact.ts'

/** Colours are names; `z` is the order of drawing; coordinates are those of the data. */
export interface Element extends Source {
  readonly colour: string
  readonly z: number
  readonly label: string
}

export interface Marker extends Element {
  readonly at: XY
  readonly artist: string
  readonly size: number
  /** An outline without a fill, or with a white one. */
  readonly hollow: boolean
}
export interface Segment extends Element {
  readonly from: XY
  readonly to: XY
  readonly dashed: boolean
  readonly arrow: boolean
  /** Drawn as an arc from end to end. */
  readonly curved: boolean
}
export interface Path extends Element {
  readonly points: readonly XY[]
  readonly whole: boolean
  /** Drawn in steps from value to value. */
  readonly steps: boolean
}
export interface Polygon extends Element {
  readonly points: readonly XY[]
  readonly group: string
  readonly hatch: string
}
export interface Circle extends Element {
  readonly centre: XY
  readonly radius: number
  readonly filled: boolean
}
/** Part of a circle's line, anticlockwise from the first angle to the second, in degrees. */
export interface Arc extends Element {
  readonly centre: XY
  readonly radius: number
  readonly angles: readonly [number, number]
}
/** An ellipse that is no circle, or part of its line. */
export interface Oval extends Element {
  readonly centre: XY
  readonly size: XY
}
/** A rounded box, as in a flow chart. */
export interface Box extends Element {
  readonly centre: XY
  readonly size: XY
}
export interface Wedge extends Element {
  readonly centre: XY
  readonly angles: readonly [number, number]
  readonly names: readonly string[]
}
/** A line across the axes (axhline), without ends of its own: at a value of `axis`, null for a slanted one or a band. */
export interface Rule extends Element {
  readonly axis: 'x' | 'y' | null
  readonly at: number
  readonly dashed: boolean
}
/** Shading between two curves over the same x values (fill_between). */
export interface Area extends Element {
  readonly lower: readonly XY[]
  readonly upper: readonly XY[]
}
export interface Label extends Source {
  readonly text: string
  readonly at: XY
  readonly box: PixelBox | null
}
export interface Picture extends Source {
  readonly id: string
  readonly rows: number
  readonly columns: number
  readonly range: readonly [number, number] | null
}
