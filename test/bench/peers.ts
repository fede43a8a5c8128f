import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../scripts/process.mjs'
import { type OpenedPage, openPage } from '../../src/cli/browser.ts'
import type { Race } from '../../src/lab/peers/race.ts'
import { adapterOf } from './adapter.ts'
import type { BenchOptions, Measured } from './bench.ts'
import { attentionCases, matmulCases, nameOfAttention, nameOfMatmul } from './cases.ts'
import type { Metric } from './record.ts'

/** Both sides must compute the same: the normalised mean squared error of ours against the peer's. */
const SAME = 1e-6
/** Time for the runs after the warm-up of one case; one run at least. */
const BUDGET_MS = 6000
/** Time after which a bench begins no further case. */
const LIMIT_MS = 15 * 60_000

/** The lab's page with onnxruntime-web beside it. */
export interface PeerPage extends OpenedPage {
  readonly ortUrl: string
}

export async function openPeerPage(mounts: readonly { prefix: string; dir: string }[] = []): Promise<PeerPage> {
  const ort = { prefix: '/mnt/ort/', dir: join(ROOT, 'node_modules/onnxruntime-web/dist') }
  const opened = await openPage({ dir: join(ROOT, 'dist-lab'), mounts: [ort, ...mounts] })
  return { ...opened, ortUrl: `${opened.url}mnt/ort/` }
}

/** 4-bit matrix products of the 4B's shapes against MatMulNBits of onnxruntime-web's WebGPU provider. */
export async function benchPeersMatmul(options: BenchOptions): Promise<Measured> {
  return races(
    options,
    matmulCases(options.quick),
    (which) => `peers-matmul: ${nameOfMatmul(which)}`,
    ({ rows }) => ({ 1: 5, 256: 2 })[rows] ?? null,
    (page, which) =>
      page.page.evaluate(([url, value, budget]) => lab.peers.matmul(url, value, budget), [
        page.ortUrl,
        which,
        BUDGET_MS,
      ] as const),
    async (page, { k, n, rows }, race) => {
      if (rows !== 1) return []
      const stream = await page.page.evaluate(() => lab.peers.stream())
      // 4 bits a weight and 16 a group of 32.
      const share = (100 * ((k * n * 4.5) / 8)) / (race.ours / 1000) / stream
      const note = `of ${(stream / 1e9).toPrecision(3)} GB/s, the fastest of four kernels that add up 128 MiB`
      return [
        { name: `peers-matmul: ${k}→${n}, share of the stream bandwidth`, value: share, unit: '%', ...FREE, note },
      ]
    },
  )
}

/**
 * Causal attention of the 4B's shape against GroupQueryAttention. One row is attended as in decoding, from its raw q, k
 * and v, on both sides: with q/k norm, rotary embedding and cache write.
 */
export async function benchPeersAttention(options: BenchOptions): Promise<Measured> {
  return races(
    options,
    attentionCases(options.quick),
    (which) => `peers-attention: ${nameOfAttention(which)}`,
    () => 2,
    (page, which) =>
      page.page.evaluate(([url, value, budget]) => lab.peers.attention(url, value, budget), [
        page.ortUrl,
        which,
        BUDGET_MS,
      ] as const),
  )
}

const FREE = { goal: null, better: 'higher' } as const

/**
 * Runs the cases in turn, small ones first, in a page for each: what one leaves behind in memory must not slow the
 * next. After `LIMIT_MS` the rest is left out.
 */
async function races<T>(
  { keep }: BenchOptions,
  cases: readonly T[],
  nameOf: (which: T) => string,
  goalOf: (which: T) => number | null,
  run: (page: PeerPage, which: T) => Promise<Race>,
  more: (page: PeerPage, which: T, race: Race) => Promise<Metric[]> = async () => [],
): Promise<Measured> {
  let adapter = ''
  const metrics: Metric[] = []
  const start = performance.now()
  for (const which of cases) {
    if (performance.now() - start > LIMIT_MS) {
      console.log(`${nameOf(which)}: left out, the time is up`)
      continue
    }
    const page = await openPeerPage()
    try {
      const race = await run(page, which)
      if (!(race.nmse <= SAME)) throw new Error(`${nameOf(which)}: the results differ, error ${race.nmse}`)
      const metric = raceMetric(nameOf(which), goalOf(which), race)
      console.log(`${metric.name}: ${metric.value.toFixed(2)} × (${metric.note})`)
      const found = [metric, ...(await more(page, which, race))]
      metrics.push(...found)
      adapter = await adapterOf(page.page)
      await keep({ adapter, metrics: found })
    } finally {
      await page.close()
    }
  }
  return { adapter, metrics }
}

/** How many times faster ours is. */
export function raceMetric(name: string, goal: number | null, { ours, peer, runs }: Omit<Race, 'nmse'>): Metric {
  const note = `ours ${ms(ours)}, onnxruntime-web ${ms(peer)}; median of ${runs}${busy()}`
  return { name, value: peer / ours, unit: '× onnxruntime-web', goal, better: 'higher', note }
}

/** What must be said when other programs wanted the cores too: a browser at work makes a load of its cores by itself. */
export function busy(): string {
  const load = loadavg()[0]!
  return load > 1.5 * cpus().length ? `; on a busy machine (load ${load.toFixed(0)} on ${cpus().length} cores)` : ''
}

function ms(value: number): string {
  return `${Number(value.toPrecision(3))} ms`
}
