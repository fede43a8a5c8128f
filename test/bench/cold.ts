import { join } from 'node:path'
import { ROOT } from '../../scripts/process.mjs'
import { openPage } from '../../src/cli/browser.ts'
import type { ReconstructionResult } from '../../src/perceive/protocol.ts'
import { adapterOf } from './adapter.ts'
import type { Measured } from './bench.ts'
import type { Metric } from './record.ts'

interface ColdRun {
  readonly scoreAt: number
  readonly result: ReconstructionResult<unknown>
}

/** A fresh browser profile opens the built page with its sample picture: how long until the first score, and its parts. */
export async function benchCold(): Promise<Measured> {
  const { page, close } = await openPage({ dir: join(ROOT, 'dist') })
  try {
    const { scoreAt, result } = await page.evaluate(waitForScore)
    if (result.error) throw new Error(`The cold run failed: ${result.error.message}`)
    const { timings } = result
    const part = (name: string, value: number | undefined, unit = 'ms'): Metric => ({
      name: `cold: ${name}`,
      value: value ?? Number.NaN,
      unit,
      goal: null,
      better: 'lower',
    })
    const { tokens = 0, decode = 0 } = timings
    return {
      adapter: await adapterOf(page),
      metrics: [
        { name: 'cold: page to first score', value: scoreAt / 1000, unit: 's', goal: 60, better: 'lower' },
        part('load of the model', timings.load),
        part('image', timings.image),
        part('vision', timings.vision),
        part('prefill', timings.prefill),
        part('decode', timings.decode),
        { ...part('tokens per second', (1000 * tokens) / decode, 'tokens/s'), better: 'higher' },
        part('boot of Python', timings.boot),
        part('run of the program', timings.run),
        part('score', timings.score),
      ],
    }
  } finally {
    await close()
  }
}

/** Runs in the page, which began its sample by itself. Times count from the navigation. */
async function waitForScore(): Promise<ColdRun> {
  const element = document.querySelector('codepercept-viewer') as HTMLElement & { result: ReconstructionResult | null }
  let scoreAt = 0
  // The first: refinement gives more of them.
  element.addEventListener(
    'score',
    () => {
      scoreAt = performance.now()
    },
    { once: true },
  )
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    const { result } = element
    if (result) return { scoreAt: scoreAt || performance.now(), result: { ...result, figures: [] } }
  }
}
