import type { Side } from '../../observation.ts'
import type { FoundText } from '../text.ts'

/** A calibrated side with where it stands. */
export interface Placed {
  readonly direction: 'x' | 'y'
  readonly side: Side
  /** Across it: where the labels end, towards the data; `data`: −1 when the data lies at smaller pixels. */
  readonly edge: number
  readonly data: 1 | -1
  readonly from: number
  readonly to: number
  readonly labels: readonly FoundText[]
}
