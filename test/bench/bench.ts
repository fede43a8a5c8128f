/** `npm run bench [-- name … --quick]`: measures, prints, and writes results.json and RESULTS.md. */
import { runMain, SetupError } from '../../scripts/log.mjs'
import { benchCold } from './cold.ts'
import { benchDecodeHost, benchPeersNano } from './decoding.ts'
import { benchFidelityScore } from './fidelity-score.ts'
import { benchNanoParity } from './nano-parity.ts'
import { benchPeersAttention, benchPeersMatmul } from './peers.ts'
import { type Metric, meets, record } from './record.ts'
import { benchSize } from './size.ts'

/** What a bench gives: its figures and the adapter they were measured on. */
export interface Measured {
  readonly adapter: string
  readonly metrics: readonly Metric[]
}

export interface BenchOptions {
  /** Leaves out what takes minutes; the record keeps its older figures of those. */
  readonly quick: boolean
  /** Records figures at once; for benches of many minutes, of which nothing should be lost. */
  readonly keep: (measured: Measured) => Promise<void>
}

const BENCHES: Readonly<Record<string, (options: BenchOptions) => Promise<Measured>>> = {
  size: benchSize,
  fidelity: benchFidelityScore,
  'nano-parity': benchNanoParity,
  cold: benchCold,
  'peers-matmul': benchPeersMatmul,
  'peers-attention': benchPeersAttention,
  'peers-nano': benchPeersNano,
  'decode-host': benchDecodeHost,
}

await runMain(async () => {
  const args = process.argv.slice(2)
  const quick = args.includes('--quick')
  const names = args.filter((arg) => arg !== '--quick')
  const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name))
  if (unknown.length > 0) {
    throw new SetupError(`There is no bench ${unknown.join(', ')}. These are: ${Object.keys(BENCHES).join(', ')}`)
  }
  for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
    const keep = ({ metrics, adapter }: Measured) => record(metrics, `npm run bench -- ${name}`, adapter)
    const measured = await BENCHES[name]!({ quick, keep })
    for (const metric of measured.metrics) print(metric)
    await keep(measured)
  }
  return 0
})

function print(metric: Metric): void {
  const met = meets(metric)
  const goal = metric.goal === null ? '' : `  (goal ${metric.goal}: ${met ? 'met' : 'missed'})`
  console.log(`${metric.name}: ${Number(metric.value.toPrecision(4))} ${metric.unit}${goal}`)
  if (metric.note) console.log(`  ${metric.note}`)
}
