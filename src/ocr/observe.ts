import type { Observation } from '../observation.ts'
import type { Raster } from '../raster/raster.ts'
import { calibrate } from './axes/calibrate.ts'
import { settleLabels } from './axes/settle.ts'
import { settleCase } from './case.ts'
import { findInk } from './ink.ts'
import { measureMarks } from './marks/measure.ts'
import { withoutStrays } from './stray.ts'
import type { TextReader } from './text.ts'
import { settleUnits } from './units.ts'

/** Less sure text may be part of what was drawn. */
const SURE = 0.8

/** What a picture says by itself: its texts, its axes calibrated by them, and what those measure. */
export async function observe(picture: Raster, reader: TextReader): Promise<Observation> {
  const ink = findInk(picture)
  const found = await reader.read(picture, ink)
  const axes = calibrate(found, ink)
  const texts = settleUnits(settleCase(settleLabels(withoutStrays(found, axes), axes))).map(
    ({ text, alternatives, box, angle, confidence }, i) => ({
      id: `t${i + 1}`,
      text,
      alternatives,
      box,
      angle,
      confidence,
    }),
  )
  const marks = measureMarks(
    picture,
    ink,
    axes,
    texts.filter(({ confidence }) => confidence >= SURE).map(({ box }) => box),
  )
  return { version: 1, width: picture.width, height: picture.height, texts, axes, marks }
}
