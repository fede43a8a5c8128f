import { colourDistance } from '../../../measured/colours.ts'
import type { ReadMark } from '../../../observation.ts'
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

export const FULL_COLOUR = 255

/** Levels between the colours of an artist and a mark. */
export function apart({ style }: TracedArtist, { colour }: ReadMark): number {
  const own = [style.marker?.face, style.fill, style.colour].filter((one): one is Colour => !!one && one !== 'none')
  return Math.min(FULL_COLOUR, ...own.map((one) => colourDistance(one.slice(0, 7), colour)))
}
