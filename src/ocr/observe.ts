import type { Observation } from '../observation.ts'
import type { Raster } from '../raster/raster.ts'
import { calibrate } from './axes/calibrate.ts'
import { findInk } from './ink.ts'
import type { TextReader } from './text.ts'

/** What a picture says by itself: its texts, and its axes calibrated by them. */
export async function observe(picture: Raster, reader: TextReader): Promise<Observation> {
  const ink = findInk(picture)
  const found = await reader.read(picture, ink)
  const texts = found.map(({ text, alternatives, box, angle, confidence }, i) => ({
    id: `t${i + 1}`,
    text,
    alternatives,
    box,
    angle,
    confidence,
  }))
  return { version: 1, texts, axes: calibrate(found, ink), marks: [] }
}
