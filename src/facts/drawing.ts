import type { Source, XY } from './fact.ts'
import type { Names } from './names.ts'
import type { Scene } from './scene.ts'

/** A segment or a side of a polygon. */
export interface Line extends Source {
  readonly name: string
  readonly from: XY
  readonly to: XY
  /** Side of a polygon already stated. */
  readonly side: string
  /** Has a head at `to`. */
  readonly arrow: boolean
}
export interface Spot extends Source {
  readonly name: string
  readonly at: XY
}
export interface Ring extends Source {
  readonly name: string
  readonly centre: XY
  readonly radius: number
  readonly colour: string
}
export interface Figure extends Source {
  readonly name: string
  readonly shape: string
  readonly vertices: readonly XY[]
  readonly colour: string
}
/** What a geometric drawing is made of, in data coordinates. */
export interface Drawing {
  readonly lines: readonly Line[]
  readonly spots: readonly Spot[]
  readonly rings: readonly Ring[]
  readonly figures: readonly Figure[]
  readonly names: Names
  readonly scene: Scene
  /** Axes draw angles and circles as they are. */
  readonly true: boolean
}
