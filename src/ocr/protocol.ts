import type { ErrorRecord } from '../errors.ts'
import type { Observation } from '../observation.ts'
import type { Raster } from '../raster/raster.ts'

export type Observed = { readonly observation: Observation } | { readonly error: ErrorRecord }

/** What the OCR worker offers the engine, through Comlink. */
export interface OcrApi {
  /** Loads the OCR from the folder at `src` when it is first needed, then reads a picture. */
  observe(src: string, picture: Raster): Promise<Observed>
}
