import type { TracedAxes } from '../../trace.ts'
import { inkOf, type Sight } from './sight.ts'

/** Levels by which a line of a grid differs from what lies beside it. */
const CONTRAST = { clean: 6, soft: 16 } as const
/** Shares of a line, and of the lines, that show it: dotted ones are mostly gaps. */
const ALONG = 0.3
const LINES = 0.6
const BESIDE = 4

/** A grid at the ticks of one side, as the source shows it. */
export interface SeenGrid {
  /** Share of its lines that is not gaps. */
  readonly share: number
  /** Difference from the paper, levels. */
  readonly contrast: number
}

/** Null where the source shows no lines at the ticks. */
export function gridSeen(
  sight: Sight,
  { box: [x0, y0, x1, y1], ...axes }: TracedAxes,
  side: 'x' | 'y',
): SeenGrid | null {
  const lines = axes[side].ticks
    .map(({ px }) => (side === 'x' ? px[0]! : px[1]!))
    // The frame is no grid.
    .filter((at) => (side === 'x' ? at > x0 + 3 && at < x1 - 3 : at > y0 + 3 && at < y1 - 3))
    .map((at) => lineSeen(sight, side === 'x' ? [at, y0, at, y1] : [x0, at, x1, at]))
  const seen = lines.filter((one) => one.share >= ALONG)
  if (lines.length < 2 || seen.length < LINES * lines.length) return null
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!
  return { share: middle(seen.map(({ share }) => share)), contrast: middle(seen.map(({ contrast }) => contrast)) }
}

function lineSeen(sight: Sight, [x0, y0, x1, y1]: readonly [number, number, number, number]): SeenGrid {
  const [nx, ny] = x0 === x1 ? [1, 0] : [0, 1]
  const found: number[] = []
  const least = sight.isSoft ? CONTRAST.soft : CONTRAST.clean
  for (let i = 0.04; i < 0.97; i += 0.004) {
    const [x, y] = [x0 + (x1 - x0) * i, y0 + (y1 - y0) * i]
    const at = (along: number) => sight.look([x + nx * along, y + ny * along])?.source
    const [left, right] = [at(-BESIDE), at(BESIDE)]
    if (!left || !right || inkOf(left, right) > least) continue
    let most = 0
    // Lines lie on whole pixels of the source, not of the trace.
    for (let along = -1.5; along <= 1.5; along += 0.25) {
      const here = at(along)
      if (here) most = Math.max(most, inkOf(here, left))
    }
    found.push(most)
  }
  const strong = [...found].sort((a, b) => b - a)[Math.floor(found.length * 0.1)] ?? 0
  const on = found.filter((value) => value > Math.max(least, 0.5 * strong)).sort((a, b) => a - b)
  return { share: found.length < 20 ? 0 : on.length / found.length, contrast: on[on.length >> 1] ?? 0 }
}
