import { nothing, svg } from 'lit'
import type { Step } from '../perceive/protocol.ts'

/** Sides of the picture of the climb; its width is stretched. */
const WIDTH = 1000
const HEIGHT = 60
const MARGIN = 4

/** Totals (0..1) before the first step and after each; null where nothing could be scored. */
export function totalsOf(steps: readonly Step[]): (number | null)[] {
  const first = steps.findIndex(({ score }) => score !== null)
  const { score = null, gain = null } = steps[first] ?? {}
  const before = score === null || gain === null ? null : score - gain
  const totals = [null, ...steps.map((step) => step.score)]
  if (first >= 0) totals[first] = before
  return totals
}

/** Totals as a flight of stairs from left to right, the one at `at` marked; `label` is what a screen reader says. */
export function renderClimb(totals: readonly (number | null)[], at: number, label: string) {
  const known = totals.flatMap((total, i) => (total === null ? [] : [{ total, i }]))
  if (known.length < 2) return nothing
  const values = known.map(({ total }) => total)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const x = (i: number) => Math.round((i / (totals.length - 1)) * WIDTH)
  const y = (total: number) =>
    Math.round((HEIGHT - MARGIN - ((total - low) / (high - low || 1)) * (HEIGHT - 2 * MARGIN)) * 10) / 10
  // Each total is level around its place; the rise is half way from the one before.
  const last = x(totals.length - 1)
  const stairs = known
    .map(({ total, i }, k) => (k === 0 ? `M${x(i)} ${y(total)}` : `H${x(i - 0.5)}V${y(total)}`))
    .join('')
  return svg`<svg class="climb" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${label}>
    <path class="under" d="${stairs}H${last}V${HEIGHT}H${x(known[0]!.i)}Z" />
    <path class="stairs" d="${stairs}H${last}" />
    <path class="at" d="M${x(at)} 0V${HEIGHT}" />
  </svg>`
}
