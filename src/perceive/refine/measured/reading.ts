import { colourDistance } from '../../../measured/colours.ts'
import type { ReadMark, Side } from '../../../observation.ts'
import type { Colour, TracedArtist } from '../../../trace.ts'
import type { Name } from './drawn.ts'

/** A number as the picture has it. */
export interface Reading {
  readonly value: number
  /** Standard error. */
  readonly se: number
}

/** In the order of a series; null where the picture does not tell. */
export type Readings = { readonly [name in Name]?: readonly (Reading | null)[] }

/** Two linear sides of axes with what a pixel is at them. */
export interface Sides {
  readonly x: Side
  readonly y: Side
  /** How far the picture's axes reach. */
  readonly ranges: readonly [number, number]
  /** Errors that no number is without. */
  readonly least: readonly [number, number]
}

export const FULL_COLOUR = 255

/** Levels between the colours of an artist and a mark. */
export function apart({ style }: TracedArtist, { colour }: ReadMark): number {
  const own = [style.marker?.face, style.fill, style.colour].filter((one): one is Colour => !!one && one !== 'none')
  return Math.min(FULL_COLOUR, ...own.map((one) => colourDistance(one.slice(0, 7), colour)))
}
