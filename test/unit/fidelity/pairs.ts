import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Raster } from '../../../src/raster/raster.ts'
import type { TracedFigure } from '../../../src/trace.ts'
import { decodePng } from '../../png.ts'

const folder = new URL('../../fixtures/fidelity/', import.meta.url)

/** What make.py wrote: sources, re-renders of the same, ladders of edits, and pictures of each family. */
export interface Pairs {
  readonly scenes: readonly {
    readonly name: string
    readonly source: string
    readonly same: Readonly<Record<string, string>>
    readonly ladders?: Readonly<Record<string, readonly string[]>>
  }[]
  readonly families: Readonly<Record<string, readonly string[]>>
  /** Pictures that show nothing of any source, and sources with renders that would pass for them. */
  readonly tricks: Readonly<Record<string, string>>
  readonly targets: readonly {
    readonly source: string
    readonly white: string
    readonly twice: string
    readonly pasted: readonly string[]
  }[]
  /** Maps of more than 4,096 cells. */
  readonly heats: readonly string[]
}

export const pairs = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')) as Pairs

const traces = JSON.parse(gunzipSync(readFileSync(new URL('traces.json.gz', folder))).toString()) as Readonly<
  Record<string, TracedFigure>
>

/** What the program of a picture drew. */
export function traceOf(name: string): TracedFigure {
  const trace = traces[name]
  if (!trace) throw new Error(`${name} was not drawn whole by matplotlib: it has no trace`)
  return trace
}

export const readPicture = (name: string): Promise<Raster> => decodePng(readFileSync(new URL(name, folder)))

export const readPair = (a: string, b: string): Promise<[Raster, Raster]> =>
  Promise.all([readPicture(a), readPicture(b)])
