import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Raster } from '../../../src/raster/raster.ts'
import type { TracedFigure } from '../../../src/trace.ts'
import { decodePng } from '../../png.ts'

/** What make.py writes of a scene; file names in its folder. */
export interface SceneEntry {
  readonly name: string
  readonly kind: string
  readonly source: string
  readonly variants: readonly Variant[]
  /** Other scenes of the kind. */
  readonly unlike: readonly string[]
  /** Of the first scene of each kind: sources that are no clean renders, each with a true drawing and another scene's. */
  readonly worn?: Readonly<Record<string, { readonly source: string; readonly true: string; readonly other: string }>>
  /** Drawings that show nothing of the source. */
  readonly attacks?: Readonly<Record<string, string>>
  /** Of the first scene: source and another drawing at 1024×1024 and at 4000×3000. */
  readonly sized?: readonly (readonly [string, string])[]
  /** Everything drawn twice. */
  readonly twice?: string
}

export interface Variant {
  readonly edit: string
  /** 0 for what shows the same. */
  readonly level: number
  /** Share of the elements that are wrong × level, 0..1. */
  readonly severity: number
  readonly file: string
}

export async function readIndex(folder: string): Promise<readonly SceneEntry[]> {
  return JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as SceneEntry[]
}

/** The pictures and traces of one scene. */
export interface Pictures {
  picture(file: string): Promise<Raster>
  trace(file: string): TracedFigure
}

export async function openScene(folder: string, { name }: SceneEntry): Promise<Pictures> {
  const packed = await readFile(join(folder, `${name}.traces.json.gz`))
  const traces = JSON.parse((await promisify(gunzip)(packed)).toString()) as Record<string, TracedFigure>
  return {
    picture: async (file) => decodePng(await readFile(join(folder, file))),
    trace: (file) => {
      const trace = traces[file]
      if (!trace) throw new Error(`${file} has no trace`)
      return trace
    },
  }
}
