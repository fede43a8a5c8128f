import { scoreFigure } from '../../../src/fidelity/score.ts'
import type { Score } from '../../../src/fidelity/types.ts'
import type { Observation } from '../../../src/observation.ts'
import type { Raster } from '../../../src/raster/raster.ts'
import { openScene, type SceneEntry, type Variant } from './pairs.ts'
import { comparePeers, type Peer } from './peers.ts'

/** A variant with what is said of it. */
export interface Row extends Variant {
  readonly score: Score
  /** Without trace and observation. */
  readonly pixels: number
  /** Where they were asked for. */
  readonly peers?: Readonly<Record<Peer, number>>
}

export interface MeasuredScene {
  readonly name: string
  readonly kind: string
  readonly rows: readonly Row[]
  /** Totals of unrelated pairs of the kind. */
  readonly unlike: readonly number[]
  /** By condition: the true drawing against the worn source, and what it loses; the other scene's. */
  readonly worn: Readonly<Record<string, { readonly true: number; readonly other: number }>>
  /** By attack, the larger of the totals with its own trace and with the source's. */
  readonly attacks: Readonly<Record<string, number>>
  readonly twice?: number
}

export interface MeasureOptions {
  /** Reads a source; without it the score goes without. */
  readonly observe?: (picture: Raster) => Promise<Observation>
  readonly peers?: boolean
}

/** Scores all pairs of a scene. */
export async function measureScene(
  folder: string,
  entry: SceneEntry,
  { observe, peers = false }: MeasureOptions,
): Promise<MeasuredScene> {
  const { picture, trace } = await openScene(folder, entry)
  const source = await picture(entry.source)
  const read = async (raster: Raster) => (observe ? { observation: await observe(raster) } : {})
  const seen = await read(source)
  const total = async (file: string) => scoreFigure(source, await picture(file), { trace: trace(file), ...seen }).total

  const rows: Row[] = []
  for (const variant of entry.variants) {
    const render = await picture(variant.file)
    rows.push({
      ...variant,
      score: scoreFigure(source, render, { trace: trace(variant.file), ...seen }),
      pixels: scoreFigure(source, render).total,
      ...(peers && { peers: comparePeers(source, render) }),
    })
  }
  const unlike: number[] = []
  for (const file of entry.unlike) unlike.push(await total(file))

  const worn: Record<string, { true: number; other: number }> = {}
  for (const [condition, files] of Object.entries(entry.worn ?? {})) {
    const shown = await picture(files.source)
    const told = await read(shown)
    const against = async (file: string) =>
      scoreFigure(shown, await picture(file), { trace: trace(file), ...told }).total
    worn[condition] = { true: await against(files.true), other: await against(files.other) }
  }

  const attacks: Record<string, number> = {}
  for (const [name, file] of Object.entries(entry.attacks ?? {})) {
    const forged = scoreFigure(source, await picture(file), { trace: trace(entry.source), ...seen })
    // With the source's trace a pasted input is the source itself: what is told is the paste's own.
    attacks[name] = name === 'pasted' ? await total(file) : Math.max(await total(file), forged.total)
  }
  const { name, kind } = entry
  return { name, kind, rows, unlike, worn, attacks, ...(entry.twice && { twice: await total(entry.twice) }) }
}
