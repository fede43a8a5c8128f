import { expect, test } from 'vitest'
import { type Measured, measureAll } from './heldout.ts'

const measured = measureAll()
const halves = ['open', 'closed'] as const
/** What is good of all, over one half. */
const share = (of: readonly Measured[], bad: (one: Measured) => number, all: (one: Measured) => number) => {
  const sum = (count: (one: Measured) => number) => of.reduce((total, one) => total + count(one), 0)
  return 1 - sum(bad) / sum(all)
}

console.log(
  [
    'held out'.padEnd(26) + ['facts', 'found', 'false', 'kept', 'corrected'].map((word) => word.padStart(11)).join(''),
    ...measured.map(
      (one) =>
        one.name.padEnd(26) +
        [
          `${one.facts.length}`,
          `${one.expected - one.missing.length}/${one.expected}`,
          `${one.false.length}`,
          `${one.right - one.damaged.length}/${one.right}`,
          `${one.wrong - one.uncorrected.length}/${one.wrong}`,
        ]
          .map((cell) => cell.padStart(11))
          .join(''),
    ),
  ].join('\n'),
)

test('the halves are of one size', () => {
  for (const half of halves) expect(measured.filter((one) => one.half === half)).toHaveLength(20)
})

// The goals are .9 found, none false, every right sentence kept, and .95 corrected. Below them stands what was measured
// on 24 November 2026; raise a bound when more is reached, and never lower one. When the detectors had been written with
// the open half alone, the closed one gave .83 found and 4 false facts (a scale's strokes as segments, two outlined
// shapes named by their pale fill); these are mended since, so the closed half is no longer unseen.
// Of drafts it still is: with the rules written on the open half it gave 28 of 80 corrected and 1 of 120 right sentences changed.
const BOUNDS = {
  open: { found: 0.94, false: 0, damaged: 0, corrected: 0.75 },
  closed: { found: 0.85, false: 0, damaged: 0, corrected: 0.35 },
} as const

for (const half of halves) {
  const of = measured.filter((one) => one.half === half)
  const bounds = BOUNDS[half]

  test(`facts of the ${half} half say what a reader knows from the programs`, () => {
    const found = share(
      of,
      (one) => one.missing.length,
      (one) => one.expected,
    )
    expect(found).toBeGreaterThanOrEqual(bounds.found)
    expect(of.flatMap((one) => one.false.map(({ fact }) => fact)).length).toBeLessThanOrEqual(bounds.false)
  })

  test(`drafts about the ${half} half keep what is right and lose what is wrong`, () => {
    expect(of.flatMap((one) => one.damaged).length).toBeLessThanOrEqual(bounds.damaged)
    const corrected = share(
      of,
      (one) => one.uncorrected.length,
      (one) => one.wrong,
    )
    expect(corrected).toBeGreaterThanOrEqual(bounds.corrected)
  })
}
