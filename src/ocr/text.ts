import type { Raster } from '../raster/raster.ts'
import type { Box } from '../trace.ts'
import { numberOf } from './axes/values.ts'
import type { Detector } from './detector.ts'
import type { Ink } from './ink.ts'
import { gatherLines, type Line, splitLine } from './letters.ts'
import type { Reading, Recogniser } from './recogniser.ts'
import { boxOf, turned } from './region.ts'

/** A line of text in a picture: pixels, and degrees counter-clockwise from upright. */
export interface FoundText extends Reading {
  readonly box: Box
  readonly angle: number
  /** Its letters stand free of other ink. */
  readonly isFree: boolean
}

/** Less sure readings are ink that is no text. */
const LEAST_CONFIDENCE = { detector: 0.5, ink: 0.6 }

/** Finds the lines of text of a picture and reads them: the detector's, and those that it passed over. */
export class TextReader {
  readonly #detector: Detector
  readonly #recogniser: Recogniser

  constructor(detector: Detector, recogniser: Recogniser) {
    this.#detector = detector
    this.#recogniser = recogniser
  }

  /** Its lines of text, each with what it may say. `ink`: of the same picture. */
  async read(picture: Raster, ink: Ink): Promise<FoundText[]> {
    const regions = await this.#detector.find(picture, 1)
    const found: FoundText[] = []
    for (const line of gatherLines(regions, ink)) {
      const whole = await this.#best(picture, line)
      const parts = numbersIn(whole, line)
      const readings = parts.length > 1 ? await Promise.all(parts.map((part) => this.#best(picture, part))) : [whole]
      for (const reading of readings) {
        if (reading.text !== '' && reading.confidence >= LEAST_CONFIDENCE[line.source]) found.push(reading)
      }
    }
    return found
  }

  /** Tall lines are read in both directions; the surer reading counts. */
  async #best(picture: Raster, { region, pieces }: Line): Promise<FoundText> {
    const tall = region.height > 1.5 * region.width
    const turns = tall ? [turned(region, 1), turned(region, 3)] : []
    // A single tall piece is a letter, or a turned word that runs into one.
    const ways = tall && pieces.length !== 1 ? turns : [region, ...turns]
    let best: FoundText | undefined
    for (const way of ways) {
      const margin = pieces.length === 0 ? 0 : 0.18 * way.height + 1
      const reading = await this.#recogniser.read(picture, way, margin)
      if (best && (best.confidence >= reading.confidence || (way.angle !== 0 && reading.text.length === 1))) continue
      best = {
        ...reading,
        box: boxOf(region),
        angle: way.angle > 180 ? way.angle - 360 : way.angle,
        isFree: pieces.length > 0,
      }
    }
    return best!
  }
}

/** Numbers that stand close in a row are labels of their own. */
function numbersIn({ text, angle }: FoundText, line: Line): Line[] {
  const words = text.split(' ')
  const isRow = angle === 0 && words.length > 1 && words.every((word) => numberOf(word) !== null)
  return isRow && line.pieces.length >= words.length ? splitLine(line, words.length) : []
}
