import { type BrokenProgram, bootRepairs, brokenPrograms, type Repairing } from '../unit/repair/repairs.ts'
import type { Measured } from './bench.ts'
import type { Metric } from './record.ts'

/** No rule was written after a look at programs of this seed. */
const SEED = 40_961
const EACH = 8

/** Broken programs that run after repair, and that then draw what the original draws. */
export async function benchRepair({ quick }: { readonly quick: boolean }): Promise<Measured> {
  const repairs = await bootRepairs()
  const metrics = shares(
    'repair',
    brokenPrograms(),
    repairs,
    'written by hand, and made from the programs of the tracer; the rules were finished on these',
  )
  if (!quick) {
    const note = `${EACH} of each of 20 ways to break a program, made anew`
    metrics.push(...shares('repair, held out', repairs.make(SEED, EACH), repairs, note))
  }
  return { adapter: 'none', metrics }
}

function shares(name: string, programs: readonly BrokenProgram[], repairs: Repairing, note: string): Metric[] {
  const told = programs.map(({ original, broken }) => repairs.check(original, broken)).filter(({ breaks }) => breaks)
  const share = (key: 'runs' | 'same') => (100 * told.filter((each) => each[key]).length) / told.length
  const common = { unit: '%', better: 'higher', note: `of ${told.length}: ${note}` } as const
  return [
    { name: `${name}: broken programs that run`, value: share('runs'), goal: 90, ...common },
    { name: `${name}: broken programs that draw the original`, value: share('same'), goal: 80, ...common },
  ]
}
