import { f1, type Term } from './elements.ts'

const DRAWS = 200

/** The middle 95 % of the total over terms drawn anew by lot, with put-back; the lots are the same each time. */
export function bootstrap(
  terms: readonly Term[],
  total: (elements: number | undefined) => number,
): readonly [number, number] {
  const next = lots()
  const totals = Float64Array.from({ length: DRAWS }, () =>
    total(f1(Array.from(terms, () => terms[Math.floor(next() * terms.length)]!))),
  ).sort()
  return [totals[Math.floor(DRAWS * 0.025)]!, totals[Math.floor(DRAWS * 0.975)]!]
}

/** Numbers of 0..1 that look like chance (mulberry32). */
function lots(): () => number {
  let state = 1
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
