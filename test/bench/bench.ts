/** `npm run bench [-- name … --quick]`: measures, prints, and writes results.json and RESULTS.md. */
import { runMain, SetupError } from '../../scripts/log.mjs'
import { benchCold } from './cold.ts'
import { benchDamage } from './damage.ts'
import { benchDecodeHost, benchPeersNano } from './decoding.ts'
import { benchFacts } from './facts.ts'
import { benchFidelityScore } from './fidelity-score.ts'
import { benchFullSize } from './full-size.ts'
import { benchLargePicture } from './large-picture.ts'
import { benchLavapipe } from './lavapipe.ts'
import { benchMeasured } from './measured.ts'
import { benchNanoParity } from './nano-parity.ts'
import { benchPeersAttention, benchPeersMatmul } from './peers.ts'
import { benchProfile } from './profile.ts'
import { benchReading } from './reading.ts'
import { type Metric, meets, record } from './record.ts'
import { benchRefine } from './refine.ts'
import { benchRenders } from './renders.ts'
import { benchRepair } from './repair.ts'
import { benchSandbox } from './sandbox.ts'
import { benchScore } from './score.ts'
import { benchSize } from './size.ts'

/** What a bench gives: its figures and the adapter they were measured on. */
export interface Measured {
  readonly adapter: string
  readonly metrics: readonly Metric[]
}

export interface BenchOptions {
  /** Leaves out what takes minutes; the record keeps its older figures of those. */
  readonly quick: boolean
  /** Prints and records figures at once, so that a long bench which is stopped has not run in vain. */
  readonly keep: (measured: Measured) => Promise<void>
}

type Bench = (options: BenchOptions) => Promise<Measured>

const BENCHES: Readonly<Record<string, Bench>> = {
  size: benchSize,
  facts: benchFacts,
  fidelity: benchFidelityScore,
  'nano-parity': benchNanoParity,
  cold: benchCold,
  profile: benchProfile,
  'decode-host': benchDecodeHost,
  sandbox: benchSandbox,
}

/** Minutes to half an hour each: only when they are named. */
const LONG_BENCHES: Readonly<Record<string, Bench>> = {
  'peers-matmul': benchPeersMatmul,
  'peers-attention': benchPeersAttention,
  'peers-nano': benchPeersNano,
  reading: benchReading,
  score: benchScore,
  measured: benchMeasured,
  repair: benchRepair,
  damage: benchDamage,
  refine: benchRefine,
  renders: benchRenders,
  lavapipe: benchLavapipe,
  'full-size': benchFullSize,
  'large-picture': benchLargePicture,
}

await runMain(async () => {
  const args = process.argv.slice(2)
  const quick = args.includes('--quick')
  const names = args.filter((arg) => arg !== '--quick')
  const all = { ...BENCHES, ...LONG_BENCHES }
  const unknown = names.filter((name) => !Object.hasOwn(all, name))
  if (unknown.length > 0) {
    throw new SetupError(`There is no bench ${unknown.join(', ')}. These are: ${Object.keys(all).join(', ')}`)
  }
  for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
    const keep = async ({ adapter, metrics }: Measured) => {
      for (const metric of metrics) print(metric)
      await record(metrics, `npm run bench -- ${name}`, adapter)
    }
    await keep(await all[name]!({ quick, keep }))
  }
  return 0
})

function print(metric: Metric): void {
  const met = meets(metric)
  const goal = metric.goal === null ? '' : `  (goal ${metric.goal}: ${met ? 'met' : 'missed'})`
  console.log(`${metric.name}: ${Number(metric.value.toPrecision(4))} ${metric.unit}${goal}`)
  if (metric.note) console.log(`  ${metric.note}`)
}
