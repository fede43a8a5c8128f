import { pythonNumber } from '../../../python/literal.ts'
import type { Literal } from '../../../python/protocol.ts'
import type { Reading } from './reading.ts'
import { decimalsOf } from './rounding.ts'

/** Standard errors of a share within which a value may lie, */
const NEAR = 2.5
/** and the least error of a share: a third of a degree. */
const LEAST = 0.3 / 360
/** Beyond this error in units of the values, any of them would do. */
const BLUNT = 0.3

/** Whether values are drawn as these shares (0–1). */
export function areShares(values: readonly number[], shares: readonly number[]): boolean {
  const sum = values.reduce((all, value) => all + value, 0)
  return values.every((value, i) => value >= 0 && Math.abs(value / sum - shares[i]!) < 1e-6)
}

/**
 * What a pie's literals should say, null where one may stay: values of the program's own decimals that have the measured
 * shares, with as few changes as can be, and the program's own sum where several would do.
 */
export function writtenShares(readings: readonly (Reading | null)[], literals: readonly Literal[]): (string | null)[] {
  const known = readings.filter((reading) => reading !== null)
  if (known.length < readings.length) return readings.map(() => null)
  const decimals = Math.max(...literals.map(({ text }) => decimalsOf(text)))
  const unit = 10 ** -decimals
  const old = literals.map(({ value }) => Math.round((value as number) / unit))
  const own = old.reduce((sum, value) => sum + value, 0)
  const errors = known.map(({ se }) => Math.max(se, LEAST))
  const sums = [own, ...Array.from({ length: 3 * own }, (_, i) => i + 1)].filter(
    (sum, i) => i === 0 || Math.max(...errors) * sum <= BLUNT,
  )
  let best: { values: number[]; changes: number } | null = null
  for (const sum of sums) {
    const values = sum === own ? partsOf(known, sum, old, errors) : known.map(({ value }) => Math.round(value * sum))
    const fits = values.every(
      (value, i) => Math.abs(value - known[i]!.value * sum) <= Math.max(NEAR * errors[i]! * sum, 1e-9),
    )
    if (values.reduce((all, value) => all + value, 0) !== sum || values.some((value) => value <= 0) || !fits) continue
    const changes = values.filter((value, i) => value !== old[i]).length
    if (!best || changes < best.changes) best = { values, changes }
  }
  // No such values: with the program's sum, as they are.
  const values = best?.values ?? known.map(({ value }) => Math.round(value * own))
  return values.map((value, i) => (value === old[i] ? null : pythonNumber(value * unit, decimals)))
}

/** Of the program's sum: values that are right already stay. */
function partsOf(known: readonly Reading[], sum: number, old: readonly number[], errors: readonly number[]): number[] {
  return known.map(({ value }, i) =>
    Math.abs(old[i]! - value * sum) <= errors[i]! * sum ? old[i]! : Math.round(value * sum),
  )
}
