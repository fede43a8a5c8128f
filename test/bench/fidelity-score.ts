import type { Measured } from './bench.ts'
import { benchFidelity } from './fidelity.ts'

/** The score of two pictures of 1024×1024 on one core, warm. */
export async function benchFidelityScore(): Promise<Measured> {
  const { ms } = await benchFidelity()
  return {
    adapter: 'none',
    metrics: [
      {
        name: 'fidelity: score of 1024×1024',
        value: ms,
        unit: 'ms',
        goal: 150,
        better: 'lower',
      },
    ],
  }
}
