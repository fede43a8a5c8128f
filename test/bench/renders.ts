import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../scripts/process.mjs'
import { openPage } from '../../src/cli/browser.ts'
import type { Measured } from './bench.ts'
import type { Metric } from './record.ts'

const GOLDENS = join(ROOT, 'test/fixtures/nano-v0/goldens')

/** How fast refinement can try programs: those of the golden pictures, drawn and traced in a warm sandbox. */
export async function benchRenders(): Promise<Measured> {
  const names = readdirSync(GOLDENS).filter((name) => name.endsWith('.py'))
  const programs = names.map((name) => readFileSync(join(GOLDENS, name), 'utf8'))
  const { page, close } = await openPage({ dir: join(ROOT, 'dist-lab') })
  try {
    const times = await page.evaluate((all) => lab.renders(all), programs)
    const rate = (name: string, all: readonly number[], goal: number | null): Metric => ({
      name: `refine: ${name}`,
      value: (1000 * all.length) / all.reduce((sum, value) => sum + value, 0),
      unit: '/s',
      goal,
      better: 'higher',
      note: `mean over ${programs.length} golden programs`,
    })
    return {
      adapter: 'none',
      metrics: [
        rate(`programs drawn and traced, long side ${times.sides[0]} px`, times.drawn, 6),
        rate(`programs drawn and traced, long side ${times.sides[1]} px`, times.drawnSmall, null),
        rate('programs traced without pixels', times.traced, null),
      ],
    }
  } finally {
    await close()
  }
}
