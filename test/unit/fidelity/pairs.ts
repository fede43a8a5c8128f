import { readFileSync } from 'node:fs'
import type { Raster } from '../../../src/raster/raster.ts'
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
}

export const pairs = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')) as Pairs

export const readPicture = (name: string): Promise<Raster> => decodePng(readFileSync(new URL(name, folder)))

export const readPair = (a: string, b: string): Promise<[Raster, Raster]> =>
  Promise.all([readPicture(a), readPicture(b)])
