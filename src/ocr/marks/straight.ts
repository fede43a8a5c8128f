import { type Cover, HALF, isGrey } from './cover.ts'

/** Parts that a side is cut into: a stroke of a grid has ink in each. */
const PARTS = 8
/** Of each part: dotted strokes have little more. */
const INKED = 0.2
const MOST_THICK = 6
/** A grid begins and ends at the frame, to these pixels or this share of the side; what is plotted stays off it. */
const AT_FRAME = 0.02
const LEAST_AT_FRAME = 6
/** Grey strokes of this share of the side, or these pixels, are frames of legends and zero lines. */
const LONG = 0.12
const LEAST_LONG = 40

/** Rows or columns of straight strokes from frame to frame, first and past the last. */
interface Bands {
  readonly rows: readonly (readonly [number, number])[]
  readonly columns: readonly (readonly [number, number])[]
}

/**
 * Takes out strokes along the sides: grids, spines, zero lines, and of greys the frames of legends. What they cross,
 * and what those of `greys` cross, goes on through them.
 */
export function withoutStraights(cover: Cover, greys: readonly Cover[]): Cover {
  const { width, height, share } = cover
  const out = share.slice()
  const own = bandsOf(cover)
  const others = greys.map(bandsOf)
  const sides = [false, true].map((across) => {
    const [lines, length] = across ? [width, height] : [height, width]
    const at = (line: number, i: number) => (across ? i * width + line : line * width + i)
    return { lines, length, at, name: across ? ('columns' as const) : ('rows' as const) }
  })
  for (const { lines, length, at, name } of sides) {
    for (const [from, to] of own[name])
      for (let l = Math.max(0, from - 1); l < Math.min(lines, to + 1); l++)
        for (let i = 0; i < length; i++) out[at(l, i)] = 0
    if (isGrey(cover.colour)) clearRuns(share, out, lines, length, at)
  }
  for (const { lines, length, at, name } of sides)
    for (const [from, to] of [own, ...others].flatMap((bands) => bands[name]))
      bridge(out, from - 1, to + 1, lines, length, at)
  return { ...cover, share: out }
}

function bandsOf({ width, height, share }: Cover): Bands {
  const bands = (lines: number, length: number, at: (line: number, i: number) => number) => {
    const found: [number, number][] = []
    const whole = Uint8Array.from({ length: lines }, (_, line) => (isWhole(share, length, (i) => at(line, i)) ? 1 : 0))
    for (let line = 0; line < lines; line++) {
      if (!whole[line]) continue
      let end = line
      while (end < lines && whole[end]) end++
      if (end - line <= MOST_THICK) found.push([line, end])
      line = end
    }
    return found
  }
  return {
    rows: bands(height, width, (line, i) => line * width + i),
    columns: bands(width, height, (line, i) => i * width + line),
  }
}

function isWhole(share: Uint8Array, length: number, at: (i: number) => number): boolean {
  const inked = (from: number, to: number) => {
    let n = 0
    for (let i = from; i < to; i++) if (share[at(i)]! >= 60) n++
    return n
  }
  const edge = Math.max(LEAST_AT_FRAME, Math.round(AT_FRAME * length))
  if (inked(0, edge) === 0 || inked(length - edge, length) === 0) return false
  for (let part = 0; part < PARTS; part++) {
    const [from, to] = [Math.round((part * length) / PARTS), Math.round(((part + 1) * length) / PARTS)]
    if (inked(from, to) < INKED * (to - from)) return false
  }
  return true
}

/** Joins runs of ink on both sides of a band, where none is in it. */
function bridge(
  out: Uint8Array,
  from: number,
  to: number,
  lines: number,
  length: number,
  at: (line: number, i: number) => number,
): void {
  if (from < 1 || to >= lines) return
  const runsOf = (line: number) => {
    const runs: [number, number][] = []
    for (let i = 0; i < length; i++) {
      const first = i
      while (i < length && out[at(line, i)]! >= HALF) i++
      if (i > first) runs.push([first, i])
    }
    return runs
  }
  const thick = to - from
  const beyond = runsOf(to)
  for (const [a, b] of runsOf(from - 1)) {
    const off = ([c, d]: readonly [number, number]) => Math.abs(a + b - c - d) / 2
    const next = beyond.filter((run) => off(run) <= 2 * thick + 1).sort((p, q) => off(p) - off(q))[0]
    if (!next) continue
    const run = (line: number) => {
      const part = (line - from + 1) / (thick + 1)
      return [Math.round(a + part * (next[0] - a)), Math.round(b + part * (next[1] - b))] as const
    }
    const rows = Array.from({ length: thick }, (_, k) => [from + k, ...run(from + k)] as const)
    // Beside a band there may be ink of what it cuts.
    if (rows.slice(1, -1).some(([line, p, q]) => anyInk(out, line, p, q, at))) continue
    for (const [line, p, q] of rows) for (let i = p; i < q; i++) out[at(line, i)] = 255
  }
}

function anyInk(out: Uint8Array, line: number, from: number, to: number, at: (line: number, i: number) => number) {
  for (let i = from; i < to; i++) if (out[at(line, i)]! >= HALF) return true
  return false
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
