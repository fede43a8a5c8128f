import { agreement, pictures } from '../unit/facts/agreement.ts'
import { measureAll } from '../unit/facts/heldout.ts'
import type { Measured } from './bench.ts'

/** Facts against hand-written ones; and facts and corrected drafts of forty programs that another hand wrote. */
export async function benchFacts(): Promise<Measured> {
  const { precision, recall } = agreement()
  const held = measureAll()
  const sum = (count: (one: (typeof held)[number]) => number) => held.reduce((total, one) => total + count(one), 0)
  const [expected, missing] = [sum((one) => one.expected), sum((one) => one.missing.length)]
  const [wrong, uncorrected] = [sum((one) => one.wrong), sum((one) => one.uncorrected.length)]
  const others = `${held.length} programs by another hand, half of which the rules were then developed on`
  return {
    adapter: 'none',
    metrics: [
      {
        name: `facts: precision, ${pictures.length} pictures`,
        value: precision,
        unit: '',
        goal: 0.99,
        better: 'higher',
      },
      { name: `facts: recall, ${pictures.length} pictures`, value: recall, unit: '', goal: 0.9, better: 'higher' },
      {
        name: 'facts: expected ones found, other programs',
        value: 1 - missing / expected,
        unit: '',
        goal: 0.9,
        better: 'higher',
        note: others,
      },
      {
        name: 'facts: false ones, other programs',
        value: sum((one) => one.false.length),
        unit: 'facts',
        goal: 0,
        better: 'lower',
      },
      {
        name: 'drafts: right sentences changed, other programs',
        value: sum((one) => one.damaged.length),
        unit: 'sentences',
        goal: 0,
        better: 'lower',
      },
      {
        name: 'drafts: planted errors corrected, other programs',
        value: 1 - uncorrected / wrong,
        unit: '',
        goal: null,
        better: 'higher',
        note: `${others}; of the half that the rules had not seen 28 of 80`,
      },
    ],
  }
}
