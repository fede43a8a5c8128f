import { type Rounded, rounded } from '../../../measured/rounding.ts'
import { pythonNumber } from '../../../python/literal.ts'
import type { Literal } from '../../../python/protocol.ts'
import type { Reading } from './reading.ts'

/** Standard errors within which a number of the program is the one that was measured, */
const SAME = 2.5
/** and from which on one has more decimals than the program's own. */
const OFF_GRID = 5
const MOST = 12

/**
 * What each literal should say by what was measured; null where it may stay. With the decimals that the program's own
 * numbers have where that is within the error, else as few as the error allows.
 */
export function written(readings: readonly (Reading | null)[], literals: readonly Literal[]): (string | null)[] {
  const decimals = Math.max(...literals.map(({ text }) => decimalsOf(text)))
  const grid = 10 ** -decimals
  const known = readings.filter((reading) => reading !== null)
  const all =
    known.length > 0
      ? rounded(
          known.map(({ value }) => value),
          known.map(({ se }) => se),
        )
      : null
  return readings.map((reading, i) => {
    if (reading === null || isSame(reading, literals[i]!.value as number)) return null
    const { value, se } = reading
    const onGrid = Math.round(value / grid) * grid
    if (grid > 2 * se && Math.abs(value - onGrid) <= OFF_GRID * se)
      return changed(pythonNumber(onGrid, decimals), literals[i]!)
    // Finer where the program's grid does not hold, coarser than it where it was measured coarsely.
    const free = grid > 2 * se ? plainest(reading, decimals) : rounding(all!, known.indexOf(reading))
    return changed(free, literals[i]!)
  })
}

/** With the fewest decimals beyond the program's that are within the error. */
function plainest({ value, se }: Reading, from: number): string {
  for (let decimals = from + 1; decimals < MOST; decimals++) {
    if (Math.abs(Number(value.toFixed(decimals)) - value) <= 2 * se) return pythonNumber(value, decimals)
  }
  return pythonNumber(value, MOST)
}

function rounding({ values, decimals }: Rounded, index: number): string {
  return pythonNumber(values[index]!, Math.min(MOST, decimals))
}

function isSame({ value, se }: Reading, other: number): boolean {
  return Math.abs(value - other) <= SAME * se
}

const changed = (text: string, { value }: Literal) => (Number(text) === value ? null : text)

/** Of a number as it is written: `1.50` has two. */
export function decimalsOf(text: string): number {
  const [mantissa, exponent = '0'] = text.replaceAll('_', '').toLowerCase().split('e') as [string, string?]
  const fraction = mantissa.split('.')[1] ?? ''
  return Math.max(0, fraction.replace(/0+$/, '').length - Number(exponent))
}
