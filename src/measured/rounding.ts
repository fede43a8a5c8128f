import { pythonNumber } from '../python/literal.ts'

/** Standard errors by which a value may be moved onto a coarser grid, */
const NEAR = 2.6
/** when that many values lie there by chance only so often. */
const BY_CHANCE = 0.01
/** Whole numbers are what most data are. */
const WHOLE_BY_CHANCE = 0.1
/** Values shared in all likelihood by their data, finest last. */
const STEPS = [1, 5, 2]

/** Measured values as a person would write them down. */
export interface Rounded {
  readonly values: readonly number[]
  readonly decimals: number
}

/**
 * Values rounded to what their standard errors allow: to a coarse grid on which all of them lie closer than chance would
 * have them, else to the largest power of ten that is no more than twice the error.
 */
export function rounded(values: readonly number[], errors: readonly number[]): Rounded {
  const se = errors.map((error) => Math.max(error, 1e-12))
  const largest = Math.max(...values.map(Math.abs))
  const usual = median(se)
  const fine = Math.floor(Math.log10(2 * usual))
  for (let power = Math.ceil(Math.log10(Math.max(largest, usual))); power > fine; power--) {
    for (const step of STEPS) {
      const grid = step * 10 ** (step === 1 ? power : power - 1)
      if (grid <= 2 * usual) continue
      const near = values.every((value, i) => Math.abs(value - onto(value, grid)) <= NEAR * se[i]!)
      // Zero lies on every grid, so it says nothing for one.
      const chance = values.reduce((product, value, i) => {
        if (Math.abs(value) <= NEAR * se[i]!) return product
        return product * Math.min(1, (2 * NEAR * se[i]!) / grid)
      }, 1)
      const most = grid >= 1 ? WHOLE_BY_CHANCE : BY_CHANCE
      if (near && (chance <= most || values.every((value, i) => Math.abs(value) <= NEAR * se[i]!)))
        return gridded(values, grid)
    }
  }
  return gridded(values, 10 ** fine)
}

/** One number, rounded to half of what it is uncertain by. */
export function roundedOne(value: number, error: number): string {
  const { values, decimals } = rounded([value], [error])
  return pythonNumber(values[0]!, decimals)
}

function gridded(values: readonly number[], grid: number): Rounded {
  const decimals = Math.max(0, -Math.floor(Math.log10(grid) + 1e-9))
  return { values: values.map((value) => onto(value, grid)), decimals }
}

function onto(value: number, grid: number): number {
  return Math.round(value / grid) * grid
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
