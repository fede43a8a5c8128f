import { gate, scoreFigure } from '../fidelity/score.ts'
import type { Score } from '../fidelity/types.ts'
import type { Observation } from '../observation.ts'
import type { PythonHost } from '../python/host.ts'
import type { RunOptions, RunOutcome } from '../python/outcome.ts'
import { decodePicture } from '../raster/decode.ts'
import type { Raster } from '../raster/raster.ts'
import type { Drawing } from './refine/proposal.ts'

export type Heard = Pick<RunOptions, 'onNotice' | 'onFigure' | 'onTrace'>

/** Runs programs and holds what they draw against one picture. */
export class Judge {
  readonly #python: PythonHost
  readonly #picture: Raster
  readonly #signal: AbortSignal

  constructor(python: PythonHost, picture: Raster, signal: AbortSignal) {
    this.#python = python
    this.#picture = picture
    this.#signal = signal
  }

  /** The scored figure will be as large as the picture. `timeout` in seconds. @throws as `PythonHost.run` */
  run(program: string, timeout: number, heard: Heard = {}): Promise<RunOutcome> {
    const { width, height } = this.#picture
    return this.#python.run(program, { timeout, longSide: Math.max(width, height), signal: this.#signal, ...heard })
  }

  /** The score of what was drawn; the whole drawing where there is a trace of it. */
  async judge(code: string, outcome: RunOutcome, observation: Observation | null): Promise<Judged> {
    const figure = outcome.figures[outcome.scored]
    if (!figure || outcome.empty) return { score: gate('empty'), drawing: null }
    const png = new Blob([figure.png as Uint8Array<ArrayBuffer>], { type: 'image/png' })
    const { raster } = await decodePicture(png, { signal: this.#signal })
    const trace = outcome.trace?.figures[outcome.scored]
    const score = scoreFigure(this.#picture, raster, { ...(trace && { trace }), ...(observation && { observation }) })
    return { score, drawing: trace ? { code, raster, trace, score, outcome } : null }
  }
}

export interface Judged {
  readonly score: Score
  /** Null where nothing was drawn, or no trace came. */
  readonly drawing: Drawing | null
}
