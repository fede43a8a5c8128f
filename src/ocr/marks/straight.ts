import { type Cover, HALF, isGrey } from './cover.ts'

/** Parts that a side is cut into: a stroke of a grid has ink in each. */
const PARTS = 8
/** Of each part: dotted strokes have little more. */
const INKED = 0.2
const MOST_THICK = 6
/** Grey strokes of this share of the side, or these pixels, are frames of legends and zero lines. */
const LONG = 0.12
const LEAST_LONG = 40

/** Takes out strokes along the sides: grids, spines, zero lines, and of greys the frames of legends. */
export function withoutStraights(cover: Cover): Cover {
  const { width, height, share } = cover
  const out = share.slice()
  for (const across of [false, true]) {
    const [lines, length] = across ? [width, height] : [height, width]
    const at = (line: number, i: number) => (across ? i * width + line : line * width + i)
    const whole = Uint8Array.from({ length: lines }, (_, line) => (isWhole(share, length, (i) => at(line, i)) ? 1 : 0))
    for (let line = 0; line < lines; line++) {
      if (!whole[line]) continue
      let end = line
      while (end < lines && whole[end]) end++
      if (end - line <= MOST_THICK) {
        for (let l = Math.max(0, line - 1); l < Math.min(lines, end + 1); l++)
          for (let i = 0; i < length; i++) out[at(l, i)] = 0
      }
      line = end
    }
    if (isGrey(cover.colour)) clearRuns(share, out, lines, length, at)
  }
  return { ...cover, share: out }
}

function isWhole(share: Uint8Array, length: number, at: (i: number) => number): boolean {
  for (let part = 0; part < PARTS; part++) {
    const [from, to] = [Math.round((part * length) / PARTS), Math.round(((part + 1) * length) / PARTS)]
    let inked = 0
    for (let i = from; i < to; i++) if (share[at(i)]! >= 60) inked++
    if (inked < INKED * (to - from)) return false
  }
  return true
}

function clearRuns(
  share: Uint8Array,
  out: Uint8Array,
  lines: number,
  length: number,
  at: (line: number, i: number) => number,
): void {
  const least = Math.max(LEAST_LONG, LONG * length)
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < length; i++) {
      const from = i
      while (i < length && share[at(line, i)]! >= HALF) i++
      if (i - from < least) continue
      const middle = (from + i) >> 1
      let thick = 1
      for (let l = line + 1; l < lines && share[at(l, middle)]! >= HALF; l++) thick++
      for (let l = line - 1; l >= 0 && share[at(l, middle)]! >= HALF; l--) thick++
      if (thick > MOST_THICK) continue
      for (let l = Math.max(0, line - 1); l <= Math.min(lines - 1, line + 1); l++)
        for (let k = Math.max(0, from - 1); k < Math.min(length, i + 1); k++) out[at(l, k)] = 0
    }
  }
}
