import { beforeAll, expect, test } from 'vitest'
import { REPAIR_REASONS } from '../../../src/python/protocol.ts'
import { bootRepairs, brokenPrograms, type RepairCheck, type Repairing, runningPrograms } from './repairs.ts'

const full = process.env.CODEPERCEPT_FULL === '1'
/** One in so many; all with `npm run test:full`. */
const nth = <T>(all: readonly T[], step: number): readonly T[] => all.filter((_, at) => full || at % step === 1)

let repairs: Repairing
beforeAll(async () => {
  repairs = await bootRepairs()
}, 120_000)

test('nine in ten broken programs run after repair, and eight draw what the original draws', () => {
  const cases = nth(brokenPrograms(), 5)
  const seen: RepairCheck[] = []
  for (const { kind, original, broken } of cases) {
    const told = repairs.check(original, broken)
    seen.push(told)
    expect(told.breaks, `${kind}: it must not run as it is\n${broken}`).toBe(true)
    for (const reason of told.reasons) expect(REPAIR_REASONS).toContain(reason)
  }
  const count = (key: 'runs' | 'same') => seen.filter((told) => told[key]).length
  console.log(`repaired: ${count('runs')} of ${cases.length} run, ${count('same')} draw the original`)
  expect(count('runs')).toBeGreaterThanOrEqual(0.9 * cases.length)
  expect(count('same')).toBeGreaterThanOrEqual(0.8 * cases.length)
}, 600_000)

test('a program that runs is not changed', () => {
  for (const [name, program] of nth(Object.entries(runningPrograms()), 12)) {
    expect(repairs.mend(program), name).toEqual({ kind: 'done', program, steps: 0 })
  }
}, 600_000)

test.each([
  ['an error of its own', 'raise RuntimeError("no")\n'],
  ['data that is not there', 'data = open("data.csv").read()\n'],
  ['arithmetic', 'x = 1 / 0\n'],
  ['a module that draws the figure', 'import seaborn as sns\nax = sns.barplot(x=[1], y=[2])\n'],
])('%s is left as it is', (_, program) => {
  expect(repairs.mend(program)).toMatchObject({ program, steps: 0 })
})
