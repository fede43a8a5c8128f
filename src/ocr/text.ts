import type { Raster } from '../raster/raster.ts'
import type { Box } from '../trace.ts'
import { numberOf } from './axes/values.ts'
import type { Detector } from './detector.ts'
import type { Ink } from './ink.ts'
import { gatherLines, type Line, splitAtGaps, splitLine } from './letters.ts'
import type { Reading, Recogniser } from './recogniser.ts'
import { boxOf, lengthened, turned } from './region.ts'

/** A line of text in a picture: pixels, and degrees counter-clockwise from upright. */
export interface FoundText extends Reading {
  readonly box: Box
  readonly angle: number
  /** Its letters stand free of other ink. */
  readonly isFree: boolean
}

/** Less sure readings are ink that is no text. */
const LEAST_CONFIDENCE = { detector: 0.5, ink: 0.6 }

/** Readings below this are tried a second time. */
const SURE = 0.9
/** Of a line's height, that is shown around it; the second time. */
const MARGIN = 0.18
const CLOSER = 0.08
/** A bracket that is not closed: the text goes on, this many heights at most. */
const OPEN = /[([][^)\]]*$/
const CLOSED = /[([][^)\]]*[)\]]$/
const TAIL = 2
/** Gaps that may part two numbers, widest first, in heights; digits of one stand closer than any. */
const GAPS = [0.8, 0.55, 0.38]
/** Signs of digits that may be several numbers. */
const LEAST_RUN = 6

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
      for (const reading of (await this.#numbersIn(picture, whole, line)) ?? [whole]) {
        if (reading.text !== '' && reading.confidence >= LEAST_CONFIDENCE[line.source]) found.push(reading)
      }
    }
    return found
  }

  /** Numbers that stand close in a row are labels of their own; null where there are none. */
  async #numbersIn(picture: Raster, { text, angle }: FoundText, line: Line): Promise<FoundText[] | null> {
    if (angle !== 0 || line.pieces.length < 2 || numberOf(text) !== null) return null
    const words = text.split(' ')
    const areNumbers = words.length > 1 && words.every((word) => numberOf(word) !== null)
    if (areNumbers && line.pieces.length >= words.length) return this.#each(picture, splitLine(line, words.length))
    if (text.length < LEAST_RUN || !/^[\d.\s−-]+$/.test(text)) return null
    for (const gap of GAPS) {
      const parts = splitAtGaps(line, gap)
      const read = parts.length > 1 ? await this.#each(picture, parts) : []
      if (read.length > 1 && read.every((one) => numberOf(one.text) !== null)) return read
    }
    return null
  }

  #each(picture: Raster, lines: readonly Line[]): Promise<FoundText[]> {
    return Promise.all(lines.map((line) => this.#best(picture, line)))
  }

  /** Tall lines are read in both directions; the surer reading counts. */
  async #best(picture: Raster, { region, pieces }: Line): Promise<FoundText> {
    const tall = region.height > 1.5 * region.width
    const turns = tall ? [turned(region, 1), turned(region, 3)] : []
    // A single tall piece is a letter, or a turned word that runs into one.
    const ways = tall && pieces.length !== 1 ? turns : [region, ...turns]
    let best: FoundText | undefined
    for (const way of ways) {
      const margin = pieces.length === 0 ? 0 : MARGIN * way.height + 1
      let reading = await this.#recogniser.read(picture, way, margin)
      if (reading.confidence < SURE && pieces.length > 0) {
        // Signs fill more of the crop, the way that thin ones are told apart.
        const closer = await this.#recogniser.read(picture, way, CLOSER * way.height + 1)
        if (closer.confidence > reading.confidence) reading = closer
      }
      if (OPEN.test(reading.text)) {
        const longer = await this.#recogniser.read(picture, lengthened(way, TAIL * way.height), margin)
        if (CLOSED.test(longer.text) && longer.confidence >= SURE) reading = longer
      }
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
