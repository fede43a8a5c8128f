import { numberOf } from '../axes/values.ts'
import type { FoundText } from '../text.ts'

/** Pixels by which the ends of labels in a column differ. */
const COLUMN = 3
/** What a tick mark is read as. */
const MARK = /\s?[-–—+~]$/

/** Texts each once, and labels of a column without the tick marks that were read as their last sign. */
export function tidyTexts(texts: readonly FoundText[]): FoundText[] {
  const once = texts.filter((text, i) => !texts.slice(0, i).some((other) => isSame(text, other)))
  return once.map((text) => {
    const shorter = text.text.replace(MARK, '')
    if (shorter === text.text || numberOf(shorter) === null) return text
    const [x0, y0, x1, y1] = text.box
    // Another label of the column tells where it ends.
    const other = once.find(
      ({ text: label, box }) =>
        numberOf(label) !== null && !MARK.test(label) && box[2] < x1 && box[2] > x0 && box[0] < x1 && box[2] > x1 - 16,
    )
    const column = other && once.filter(({ box }) => Math.abs(box[2] - other.box[2]) <= COLUMN).length > 1
    if (!other || !column) return text
    const alternatives = text.alternatives.map((one) => one.replace(MARK, '')).filter((one) => one !== shorter)
    return {
      ...text,
      text: shorter,
      alternatives: [...new Set(alternatives)],
      box: [x0, y0, other.box[2], y1] as const,
    }
  })
}

function isSame(a: FoundText, b: FoundText): boolean {
  return a.text === b.text && a.box.every((side, i) => Math.abs(side - b.box[i]!) <= 2)
}
