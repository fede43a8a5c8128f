import type { ReadAxes, Side } from '../../observation.ts'
import type { FoundText } from '../text.ts'

/** Pixels by which a label's middle, or a turned one's end, lies off its tick. */
const OFF = 6

/** Texts with the reading that their axis chose: a lost point or a letter for a digit is mended by the other labels. */
export function settleLabels(texts: readonly FoundText[], axes: readonly ReadAxes[]): FoundText[] {
  const sides = axes.flatMap(({ x, y, twin }) => [
    ...(x ? [{ side: x, along: 0 as const }] : []),
    ...[y, twin].flatMap((side) => (side ? [{ side, along: 1 as const }] : [])),
  ])
  return texts.map((text) => {
    for (const { side, along } of sides) {
      const chosen = readingAt(text, side, along)
      if (chosen === undefined || chosen === text.text) continue
      const alternatives = [text.text, ...text.alternatives.filter((other) => other !== chosen)]
      return { ...text, text: chosen, alternatives }
    }
    return text
  })
}

/** What a side's tick at a text's place says, when the text may say it too, or has lost a point or a minus of it. */
function readingAt(
  { text: read, box, angle, alternatives }: FoundText,
  { ticks }: Side,
  along: 0 | 1,
): string | undefined {
  const middle = (box[along] + box[along === 0 ? 2 : 3]) / 2
  const places = angle > 10 && angle < 80 ? [middle, box[2]] : [middle]
  const digits = (text: string) => text.replace(/\D/g, '')
  const tick = ticks.find(
    ({ px, text }) =>
      places.some((at) => Math.abs(at - px) <= OFF) &&
      (alternatives.includes(text) || (digits(text) !== '' && digits(text) === digits(read))),
  )
  return tick?.text
}
