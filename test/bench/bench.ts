/** `npm run bench [-- name …]`: measures, prints, and writes results.json and RESULTS.md. */
import { runMain, SetupError } from '../../scripts/log.mjs'
import { benchCold } from './cold.ts'
import { benchFidelityScore } from './fidelity-score.ts'
import { benchFullSize } from './full-size.ts'
import { benchLargePicture } from './large-picture.ts'
import { benchNanoParity } from './nano-parity.ts'
import { benchProfile } from './profile.ts'
import { type Metric, meets, record } from './record.ts'
import { benchSize } from './size.ts'

/** What a bench gives: its figures and the adapter they were measured on. */
export interface Measured {
  readonly adapter: string
  readonly metrics: readonly Metric[]
}

/** Takes figures as soon as they are there, so that a long bench which is stopped has not run in vain. */
export type Keep = (measured: Measured) => Promise<void>

type Bench = (keep: Keep) => Promise<Measured>

const BENCHES: Readonly<Record<string, Bench>> = {
  size: benchSize,
  fidelity: benchFidelityScore,
  'nano-parity': benchNanoParity,
  cold: benchCold,
  profile: benchProfile,
}

/** Minutes to half an hour each: only when they are named. */
const LONG_BENCHES: Readonly<Record<string, Bench>> = {
  'full-size': benchFullSize,
  'large-picture': benchLargePicture,
}

await runMain(async () => {
  const names = process.argv.slice(2)
  const all = { ...BENCHES, ...LONG_BENCHES }
  const unknown = names.filter((name) => !Object.hasOwn(all, name))
  if (unknown.length > 0) {
    throw new SetupError(`There is no bench ${unknown.join(', ')}. These are: ${Object.keys(all).join(', ')}`)
  }
  for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
    const keep: Keep = async ({ adapter, metrics }) => {
      for (const metric of metrics) print(metric)
      await record(metrics, `npm run bench -- ${name}`, adapter)
    }
    await keep(await all[name]!(keep))
  }
  return 0
})

function print(metric: Metric): void {
  const met = meets(metric)
  const goal = metric.goal === null ? '' : `  (goal ${metric.goal}: ${met ? 'met' : 'missed'})`
  console.log(`${metric.name}: ${Number(metric.value.toPrecision(4))} ${metric.unit}${goal}`)
  if (metric.note) console.log(`  ${metric.note}`)
}
