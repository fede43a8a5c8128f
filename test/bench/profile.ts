import { join } from 'node:path'
import { SetupError } from '../../scripts/log.mjs'
import { ROOT } from '../../scripts/process.mjs'
import { openPage } from '../../src/cli/browser.ts'
import { adapterOf } from './adapter.ts'
import type { Measured } from './bench.ts'
import type { Metric } from './record.ts'

/** The embedded model's time by kernel on a picture of 256 × 256 and its own prompt; prints the whole table. */
export async function benchProfile(): Promise<Measured> {
  const { page, url, close } = await openPage({ dir: join(ROOT, 'dist-lab') })
  try {
    const adapter = await adapterOf(page)
    const profile = await page.evaluate((model) => lab.profile(model), `${url}models/nano/model.json`)
    if (!profile) throw new SetupError(`${adapter} has no timestamp-query, so that kernels cannot be timed.`)
    console.log(await page.evaluate((p) => lab.profileTable(p), profile))
    const { bandwidth, vision, prefill, decode } = profile
    const metrics = Object.entries({ vision, prefill, decode }).flatMap(([name, { kernels, total }]): Metric[] => {
      const slowest = kernels[0]!
      const share = ((100 * slowest.ms) / total.ms).toFixed(0)
      return [
        {
          name: `profile: ${name} of nano`,
          value: total.ms,
          unit: 'ms',
          goal: null,
          better: 'lower',
          note: `${total.dispatches} dispatches, each in a pass of its own; ${slowest.kernel} takes ${share} %`,
        },
        {
          name: `profile: ${name} of nano, share of the stream bandwidth`,
          value: (100 * total.bytes * 1000) / total.ms / bandwidth,
          unit: '%',
          goal: null,
          better: 'higher',
        },
      ]
    })
    const stream: Metric = {
      name: 'profile: stream bandwidth',
      value: bandwidth / 1e9,
      unit: 'GB/s',
      goal: null,
      better: 'higher',
    }
    return { adapter, metrics: [stream, ...metrics] }
  } finally {
    await close()
  }
}
