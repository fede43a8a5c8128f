import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { ROOT } from '../../scripts/process.mjs'
import { convertFolder } from '../../src/cli/convert-folder.ts'
import { adapterOf } from './adapter.ts'
import type { BenchOptions, Measured } from './bench.ts'
import { busy, openPeerPage, type PeerPage, raceMetric } from './peers.ts'
import type { Metric } from './record.ts'

const SOURCE = join(ROOT, 'test/fixtures/nano-v0')
const Q4 = join(ROOT, '.cache/bench/nano-q4')
const PROMPT_IDS = 32
const TOKENS = 256
const QUICK_TOKENS = 64
const BUDGET_MS = 30_000
/** Tokens before the heap is first measured, and between the two measurements. */
const HEAP_WARM_UP = 200
const HEAP_TOKENS = 1000

/** nano at 4 bits decoding greedily, against the same decoder as an ONNX model in onnxruntime-web. */
export async function benchPeersNano({ quick }: BenchOptions): Promise<Measured> {
  const { page, prompt, model } = await openNano()
  page.page.on('console', (message) => console.log(`  ${message.text()}`))
  try {
    const adapter = await adapterOf(page.page)
    const race = await page.page.evaluate(([ort, ...rest]) => lab.peers.decoding(ort, ...rest), [
      page.ortUrl,
      model,
      prompt,
      quick ? QUICK_TOKENS : TOKENS,
      BUDGET_MS,
    ] as const)
    const { tokens, ours, webgpu, wasm, runs } = race
    const against = (provider: string, peer: number, agrees: number, goal: number | null): Metric => {
      const metric = raceMetric(`peers-nano: ${tokens} tokens against ${provider}`, goal, { ours, peer, runs })
      const speeds = `ours ${speed(tokens, ours)}, the peer ${speed(tokens, peer)} tokens/s`
      return {
        ...metric,
        note: `${speeds}; the first ${agrees} of ${tokens + 1} greedy ids agree; median of ${runs}${busy()}`,
      }
    }
    return {
      adapter,
      metrics: [
        against('WebGPU', webgpu, race.webgpuAgrees, 3),
        against('WASM', wasm, race.wasmAgrees, null),
        {
          name: `peers-nano: tokens per second over ${tokens} tokens`,
          value: (1000 * tokens) / ours,
          unit: 'tokens/s',
          goal: null,
          better: 'higher',
        },
      ],
    }
  } finally {
    await page.close()
  }
}

/** What a token of nano costs on the JavaScript side. */
export async function benchDecodeHost(): Promise<Measured> {
  const { page, prompt, model } = await openNano()
  try {
    const adapter = await adapterOf(page.page)
    await page.page.evaluate(([url, ids]) => lab.peers.openHost(url, ids), [model, prompt] as const)
    const decode = (tokens: number) => page.page.evaluate((n) => lab.peers.decodeHost(n), tokens)
    await decode(HEAP_WARM_UP)
    const before = await heapBytes(page.page)
    const costs = await decode(HEAP_TOKENS)
    const growth = (await heapBytes(page.page)) - before
    const lower = (name: string, value: number, unit: string, goal: number | null, note?: string): Metric => ({
      name: `decode-host: ${name}`,
      value,
      unit,
      goal,
      better: 'lower',
      ...(note && { note }),
    })
    const { tokens } = costs
    return {
      adapter,
      metrics: [
        lower('submissions a token', costs.submissions / tokens, '', 1),
        lower('dispatches a token', costs.dispatches / tokens, '', null, 'nano has 4 layers'),
        lower('writeBuffer calls a token', costs.writes / tokens, '', null),
        lower('GPU objects made a token', costs.objects / tokens, '', 0, 'command encoders and command buffers apart'),
        lower('encoding a token', costs.encodeMs / tokens, 'ms', 0.3, `with writeBuffer and submit${busy()}`),
        lower(
          `heap growth over ${tokens} tokens`,
          Math.max(0, growth),
          'bytes',
          null,
          'after garbage collection; the goal is that nothing is retained, and V8 itself moves by some kilobytes',
        ),
      ],
    }
  } finally {
    await page.close()
  }
}

interface Nano {
  readonly page: PeerPage
  /** Text of a golden answer: no picture, so that the ONNX form needs no tower. */
  readonly prompt: readonly number[]
  readonly model: string
}

async function openNano(): Promise<Nano> {
  await convertFolder(SOURCE, Q4, { recipe: 'q4' })
  const goldens = JSON.parse(await readFile(join(SOURCE, 'goldens/goldens.json'), 'utf8')) as {
    cases: { answer_ids: number[] }[]
  }
  const prompt = goldens.cases[0]!.answer_ids.slice(0, PROMPT_IDS)
  const page = await openPeerPage([{ prefix: '/mnt/q4/', dir: Q4 }])
  return { page, prompt, model: `${page.url}mnt/q4/model.json` }
}

/** Bytes that JavaScript objects of the page hold after a garbage collection. */
async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  try {
    for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage')
    return (await session.send('Runtime.getHeapUsage')).usedSize
  } finally {
    await session.detach()
  }
}

function speed(tokens: number, ms: number): string {
  return ((1000 * tokens) / ms).toPrecision(3)
}
