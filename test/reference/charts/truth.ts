/** What a drawn chart shows. Data as in its axes; categories count from 0, from the left or from the bottom. */
export interface ChartTruth {
  readonly bars?: readonly { readonly place: number; readonly from: number; readonly to: number }[]
  /** The bars lie. */
  readonly across?: boolean
  readonly points?: readonly (readonly [number, number])[]
  readonly lines?: readonly (readonly (readonly [number, number])[])[]
  /** Degrees anticlockwise from the right, beginning and end. */
  readonly wedges?: readonly (readonly [number, number])[]
  /** Of the value axis, and of the x axis where points lie along it. */
  readonly range?: readonly [number, number]
  readonly xRange?: readonly [number, number]
}
