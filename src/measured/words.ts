import type { Observation, ReadAxes, ReadText, Side } from '../observation.ts'

/** What each text of a picture with axes is, by its place; the rest stands free. */
export interface Words {
  readonly panels: readonly PanelWords[]
  /** Neither of an area of data nor inside one. */
  readonly free: readonly ReadText[]
}

export interface PanelWords {
  readonly title?: ReadText
  readonly xLabel?: ReadText
  readonly yLabel?: ReadText
  readonly legend: readonly (ReadText & { readonly swatch: string })[]
  /** Inside the area. */
  readonly notes: readonly ReadText[]
  readonly tickTexts: readonly ReadText[]
}

/** Pixels by which a label lies off its tick. */
const OFF = 8
/** Heights of a text within which it belongs to an area. */
const NEAR = 4.5

export function wordsOf({ texts, axes }: Observation): Words {
  const left = new Set(texts.filter(({ text }) => text.trim() !== ''))
  const take = (found: ReadText | undefined) => {
    if (found) left.delete(found)
    return found
  }
  const ticks = axes.map((one) => {
    const own = [...left].filter((text) => isTick(text, one))
    for (const text of own) left.delete(text)
    return own
  })
  const panels = axes.map((one, i): PanelWords => {
    const [x0, y0, x1, y1] = one.box
    const legend = [...left].filter(
      (text): text is ReadText & { swatch: string } => text.swatch !== undefined && nearestAxes(text, axes) === i,
    )
    for (const text of legend) left.delete(text)
    const inside = [...left].filter(({ box }) => {
      const [x, y] = middle(box)
      return x > x0 && x < x1 && y > y0 && y < y1
    })
    for (const text of inside) left.delete(text)
    const all = [...left]
    const isOver = ({ box }: ReadText) => box[2] > x0 && box[0] < x1
    const above = all.filter(
      (text) => upright(text) && isOver(text) && text.box[3] <= y0 + 2 && nearestAxes(text, axes) === i,
    )
    const title = take(above.sort((a, b) => b.box[3] - a.box[3])[0])
    const below = all.filter(
      (text) => upright(text) && isOver(text) && text.box[1] >= y1 - 2 && nearestAxes(text, axes) === i,
    )
    const xLabel = take(below.sort((a, b) => a.box[1] - b.box[1])[0])
    const beside = all.filter(({ box, angle }) => {
      const [x, y] = middle(box)
      return Math.abs(Math.abs(angle) - 90) < 10 && x < x0 && y > y0 && y < y1
    })
    const yLabel = take(beside.filter((text) => nearestAxes(text, axes) === i).sort((a, b) => b.box[0] - a.box[0])[0])
    return {
      ...(title ? { title } : {}),
      ...(xLabel ? { xLabel } : {}),
      ...(yLabel ? { yLabel } : {}),
      legend,
      notes: inside,
      tickTexts: ticks[i]!,
    }
  })
  return { panels, free: [...left] }
}

export function middle([x0, y0, x1, y1]: ReadText['box']): readonly [number, number] {
  return [(x0 + x1) / 2, (y0 + y1) / 2]
}

export function upright({ angle }: ReadText): boolean {
  return Math.abs(angle) < 10
}

/** Labels of the sides' ticks, and other texts in their row or column. */
function isTick(text: ReadText, { box: [x0, y0, x1, y1], x, y, twin }: ReadAxes): boolean {
  const [a, b, c, d] = text.box
  const [u, v] = middle(text.box)
  const high = Math.min(c - a, d - b)
  const at = (side: Side, px: number) =>
    side.ticks.some((tick) => Math.abs(tick.px - px) <= OFF && tick.text === text.text)
  if (x && b > y1 - 4 && b < y1 + 3 * Math.max(high, 10) && (at(x, u) || at(x, c))) return true
  if (y && c < x0 + 4 && at(y, v)) return true
  if (twin && a > x1 - 4 && at(twin, v)) return true
  // A number that its axis did not take up.
  const isNumber = /^[−–-]?[\d.,]+%?$/.test(text.text)
  if (!isNumber) return false
  if (y && c < x0 + 2 && c > x0 - 30 && v > y0 - 5 && v < y1 + 5) return true
  return x !== null && b > y1 - 2 && b < y1 + 1.6 * high && u > x0 - 5 && u < x1 + 5
}

function nearestAxes({ box }: ReadText, axes: readonly ReadAxes[]): number {
  const [x, y] = middle(box)
  const far = axes.map(({ box: [x0, y0, x1, y1] }) =>
    Math.hypot(Math.max(0, x0 - x, x - x1), Math.max(0, y0 - y, y - y1)),
  )
  const nearest = far.indexOf(Math.min(...far))
  const high = Math.min(box[2] - box[0], box[3] - box[1])
  return far[nearest]! <= NEAR * Math.max(12, high) + 30 || axes.length === 1 ? nearest : -1
}
