import { numberOf } from '../axes/values.ts'
import type { FoundText } from '../text.ts'

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
    const alternatives = text.alternatives.map((one) => one.replace(MARK, '')).filter((one) => one !== shorter)
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
