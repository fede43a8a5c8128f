import type { ReadAxes } from '../../observation.ts'
import type { Raster } from '../../raster/raster.ts'
import { numberOf } from '../axes/values.ts'
import type { FoundText } from '../text.ts'
import { apart, commonOf, pixelAt, type Rgb } from './pixels.ts'

/** Pixels by which the ends of labels in a column differ. */
const COLUMN = 3
/** What a tick mark is read as. */
const MARK = /\s?[-–—+~¬]$/
/** Pixels that a tick mark adds to a label, and labels of a column. */
const REACH = 16
const LEAST = 3

/** Texts each once, and labels of a column without the tick marks that were read as their last sign. */
export function tidyTexts(texts: readonly FoundText[]): FoundText[] {
  const once = texts.filter((text, i) => !texts.slice(0, i).some((other) => isSame(text, other)))
  return once.map((text) => {
    const shorter = text.text.replace(MARK, '')
    if (shorter === text.text || numberOf(shorter) === null) return text
    const [x0, y0, x1, y1] = text.box
    const column = once.filter(
      ({ text: label, box }) =>
        numberOf(label.replace(MARK, '')) !== null && box[2] > x1 - REACH && box[2] < x1 + COLUMN && box[0] < x1,
    )
    if (column.length < LEAST) return text
    // Labels that were read right tell where it ends.
    const clean = column.filter(({ text: label }) => !MARK.test(label)).map(({ box }) => box[2])
    const right = Math.max(x0 + 3, Math.min(x1 - REACH / 2, ...clean))
    // Other readings of the mark are digits: 04 for 0 and its mark.
    const alternatives = text.alternatives
      .map((one) => one.replace(MARK, ''))
      .filter((one) => one !== shorter && one.length <= shorter.length)
    return {
      ...text,
      text: shorter,
      alternatives: [...new Set(alternatives)],
      box: [x0, y0, right, y1] as const,
    }
  })
}

function isSame(a: FoundText, b: FoundText): boolean {
  return a.text === b.text && a.box.every((side, i) => Math.abs(side - b.box[i]!) <= 2)
}

/** Signs that marks and dashes look like come alone or in pairs. */
const FEW = 2
/** Levels by which the ink of labels and that of data differ, and ink from the paper. */
const UNLIKE = 70
const INK = 60

/** Texts without short ones inside calibrated areas in another colour than the labels: marks and dashes. */
export function withoutMarks(
  texts: readonly FoundText[],
  axes: readonly ReadAxes[],
  picture: Raster,
  background: Rgb,
): FoundText[] {
  const areas = axes.filter(({ x, y }) => x && y)
  const inArea = ({ box }: FoundText) => {
    const [u, v] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
    return areas.some(({ box: [x0, y0, x1, y1] }) => u > x0 && u < x1 && v > y0 && v < y1)
  }
  const labels = texts.filter((text) => text.text.length > FEW && !inArea(text))
  if (labels.length === 0) return [...texts]
  const usual = commonOf(labels.flatMap(({ box }) => inkOf(picture, box, background)))
  return texts.filter((text) => {
    if (text.text.length > FEW || !inArea(text)) return true
    const ink = inkOf(picture, text.box, background)
    return ink.length === 0 || apart(commonOf(ink), usual) < UNLIKE
  })
}

/** The strongest pixels of a box. */
function inkOf(picture: Raster, [x0, y0, x1, y1]: FoundText['box'], background: Rgb): Rgb[] {
  const pixels: Rgb[] = []
  for (let y = Math.floor(y0); y < y1; y++)
    for (let x = Math.floor(x0); x < x1; x++) pixels.push(pixelAt(picture, x, y))
  const ink = pixels.filter((pixel) => apart(pixel, background) > INK)
  const strongest = Math.max(0, ...ink.map((pixel) => apart(pixel, background)))
  return ink.filter((pixel) => apart(pixel, background) > 0.85 * strongest)
}

/** Pixels around a text that tell what it stands on. */
const RIM = 1

/** A text's box as far as its ink reaches up and down: on fills, boxes are loose. */
export function tightened<T extends Pick<FoundText, 'box' | 'angle'>>(picture: Raster, text: T): T {
  const [x0, y0, x1, y1] = text.box.map(Math.round) as [number, number, number, number]
  if (text.angle !== 0 || x1 - x0 < 4 || y1 - y0 < 6) return text
  const rim: Rgb[] = []
  for (let x = x0; x < x1; x++) rim.push(pixelAt(picture, x, y0 - RIM), pixelAt(picture, x, y1 + RIM))
  const ground = commonOf(rim)
  const inked: number[] = []
  for (let y = y0 - RIM; y <= y1; y++) {
    let ink = false
    for (let x = x0; x < x1 && !ink; x++) ink = apart(pixelAt(picture, x, y), ground) > INK
    if (ink) inked.push(y)
  }
  const [top, bottom] = [inked[0], inked.at(-1)]
  if (top === undefined || bottom === undefined || bottom + 1 - top < 0.4 * (y1 - y0)) return text
  return { ...text, box: [text.box[0], top, text.box[2], bottom + 1] }
}
