/** What programs draw, written from their text alone: of each statement the artists that it makes, in their order. */
import type { ArtistKind } from '../../../src/trace.ts'

export interface Expected {
  readonly line: number
  readonly kind: ArtistKind
  readonly call: string
  /** Parts of what the trace holds, one an artist. */
  readonly artists: readonly object[]
}

export const RED = '#ff0000ff'
export const GREEN = '#008000ff'
export const BLUE = '#0000ffff'
export const BLACK = '#000000ff'

/** Points as `x,y x,y`. */
export const xy = (text: string) => text.split(' ').map((point) => point.split(',').map(Number))

/** Artists that differ in their data alone. */
export const data = (...all: readonly object[]) => all.map((one) => ({ data: one }))
