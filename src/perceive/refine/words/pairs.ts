import { editDistance, plain } from '../../../fidelity/labels.ts'
import type { ReadText } from '../../../observation.ts'
import type { Box } from '../../../trace.ts'
import type { DrawnLine } from './lines.ts'

export interface Pair {
  readonly drawn: DrawnLine
  readonly read: ReadText
}

/** Heights of a text by which it may lie off its place, across and along its lines. */
const ACROSS = 0.9
const ALONG = 1.6
/** A text beside axes moves with the ticks' labels. */
const LOOSE = 2.2
/** Heights of the same text may differ by this factor. */
const SIZES = 1.9
/** Of a letter alone nobody tells whether it is a capital. */
const ALIKE = 'ckopsuvwxyz'
/** Heights of a text by which it may be elsewhere when it says the same. */
const AWAY = 12

/**
 * Drawn lines with what was read in their places, one to one. What stands where the picture decides (titles, labels,
 * ticks) goes by place first; what stands at data goes by its words first, as places may be wrong.
 */
export function pairTexts(lines: readonly DrawnLine[], texts: readonly ReadText[]): Pair[] {
  const pairs: Pair[] = []
  const [drawnLeft, readLeft] = [new Set(lines), new Set(texts)]
  const match = (cost: (drawn: DrawnLine, read: ReadText) => number) => {
    const found = [...drawnLeft].flatMap((drawn) =>
      [...readLeft].map((read) => ({ drawn, read, cost: cost(drawn, read) })).filter(({ cost }) => cost < Infinity),
    )
    for (const { drawn, read } of found.sort((a, b) => a.cost - b.cost)) {
      if (!drawnLeft.has(drawn) || !readLeft.has(read)) continue
      drawnLeft.delete(drawn)
      readLeft.delete(read)
      pairs.push({ drawn, read })
    }
  }
  match((drawn, read) => (saysSame(drawn, read) ? offset(drawn, read, 1) : Infinity))
  match((drawn, read) => (isFree(drawn) && saysSame(drawn, read) ? offset(drawn, read, AWAY) : Infinity))
  match((drawn, read) => offset(drawn, read, 1) + 1.5 * (1 - likeness(drawn.text, read.text)))
  match((drawn, read) => (saysSame(drawn, read) ? offset(drawn, read, AWAY) : Infinity))
  return pairs
}

/** Stands at data, or in a legend that goes where there is room. */
const isFree = ({ artist: { role } }: DrawnLine) => role === 'data' || role === 'legend'

/** Whether it was read so, if only perhaps. */
export function saysSame({ text }: DrawnLine, read: ReadText): boolean {
  const wanted = plain(text)
  const alone = wanted.length === 1 && ALIKE.includes(wanted.toLowerCase())
  return [read.text, ...read.alternatives].some(
    (one) => plain(one) === wanted || (alone && plain(one).toLowerCase() === wanted.toLowerCase()),
  )
}

/** 0–1, of the letters without regard to where. */
export function likeness(a: string, b: string): number {
  const [one, other] = [plain(a), plain(b)]
  return 1 - editDistance(one, other) / Math.max(1, one.length, other.length)
}

/** In heights of the text; infinite beyond what is allowed, or where the sizes or directions are no one's. */
function offset({ boxes, text, artist }: DrawnLine, read: ReadText, allowed: number): number {
  const turned = Math.abs(Math.abs(read.angle) - 90) < 30
  const loose = artist.role === 'label' || artist.role === 'title' ? LOOSE : 1
  return Math.min(
    ...boxes.map((box) => {
      const [height, wanted] = turned ? [width(box), width(read.box)] : [tall(box), tall(read.box)]
      if (height > SIZES * wanted || wanted > SIZES * height) return Infinity
      const isTurned = plain(text).length > 2 && tall(box) > 1.5 * width(box)
      if (isTurned !== turned && plain(read.text).length > 2 && plain(text).length > 2) return Infinity
      const [along, across] = turned ? ([1, 0] as const) : ([0, 1] as const)
      const off = between(box, read.box, across) / (height * ACROSS * loose)
      // Texts of other lengths share their beginnings, middles or ends.
      const shift = nearest(box, read.box, along) / (height * ALONG)
      return Math.max(off, shift) > allowed ? Infinity : Math.hypot(off, shift)
    }),
  )
}

const width = (box: Box) => box[2] - box[0]
const tall = (box: Box) => box[3] - box[1]

function between(a: Box, b: Box, axis: 0 | 1): number {
  return Math.abs(a[axis] + a[axis + 2]! - b[axis] - b[axis + 2]!) / 2
}

function nearest(a: Box, b: Box, axis: 0 | 1): number {
  return Math.min(Math.abs(a[axis] - b[axis]), Math.abs(a[axis + 2]! - b[axis + 2]!), between(a, b, axis))
}
