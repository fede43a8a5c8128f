import type { Component } from '../raster/components.ts'

/** Letters of a word stand this close along it, in its thickness; words of a text too. */
const JOINING = 0.65
/** A text is at least this many times as long as thick, and has so many pieces. */
const LEAST_LENGTH = 2.2
const LEAST_PIECES = 3
/** Pixels. */
const LEAST_THICK = 5
/** Of a text's thickness, that most of its pieces have, unlike dashes. */
const WIDE = 0.4
const MOSTLY = 0.6
/** Of a turned text's pieces, those that may have another one beside them, such as the dot of an i. */
const BESIDE = 0.4

/** Letters that stand above each other and not beside others: texts turned by a quarter, each from the top. */
export function upendedTexts(letters: readonly Component[]): Component[][] {
  const groups: { pieces: Component[]; x0: number; x1: number; y0: number; y1: number }[] = []
  for (const piece of letters.toSorted((a, b) => a.y0 + a.y1 - b.y0 - b.y1)) {
    const { x0, y0, x1, y1 } = piece
    const group = groups.findLast((one) => {
      const shared = Math.min(one.x1, x1) - Math.max(one.x0, x0)
      const thick = Math.max(one.x1 - one.x0, x1 - x0)
      return (
        shared >= 0.5 * Math.min(x1 - x0, one.x1 - one.x0) &&
        y0 - one.y1 <= JOINING * thick &&
        Math.max(one.x1, x1) - Math.min(one.x0, x0) <= 1.5 * thick
      )
    })
    if (group) {
      group.pieces.push(piece)
      group.x0 = Math.min(group.x0, x0)
      group.x1 = Math.max(group.x1, x1)
      group.y0 = Math.min(group.y0, y0)
      group.y1 = Math.max(group.y1, y1)
    } else groups.push({ pieces: [piece], x0, y0, x1, y1 })
  }
  return groups.flatMap(({ pieces, x0, y0, x1, y1 }) => {
    const thick = x1 - x0
    if (thick < LEAST_THICK || pieces.length < LEAST_PIECES || y1 - y0 < LEAST_LENGTH * thick) return []
    const wide = pieces.filter((piece) => piece.x1 - piece.x0 >= WIDE * thick)
    if (wide.length < LEAST_PIECES || wide.length < MOSTLY * pieces.length) return []
    const beside = pieces.filter((piece) => letters.some((other) => isBeside(piece, other)))
    return beside.length <= BESIDE * pieces.length ? [pieces] : []
  })
}

/** Whether another piece as high stands close on the same line. */
function isBeside(piece: Component, other: Component): boolean {
  if (other === piece) return false
  const [h, high] = [piece.y1 - piece.y0, other.y1 - other.y0]
  const shared = Math.min(piece.y1, other.y1) - Math.max(piece.y0, other.y0)
  const gap = Math.max(piece.x0 - other.x1, other.x0 - piece.x1)
  return shared >= 0.5 * Math.min(h, high) && gap >= 0 && gap <= 0.35 * Math.max(h, high)
}
