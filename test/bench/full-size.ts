import { join } from 'node:path'
import { ROOT } from '../../scripts/process.mjs'
import { openPage } from '../../src/cli/browser.ts'
import { random4b } from '../random-4b.ts'
import { adapterOf } from './adapter.ts'
import type { BenchOptions, Measured } from './bench.ts'
import { type MemorySample, MemoryWatch } from './memory.ts'
import type { Metric } from './record.ts'

const MB = 1e6
const MIB = 2 ** 20
const TOKENS = 3
const BUFFERS_NOTE = 'shards of 64 MiB in flight, those not yet collected among them'
/** Where the first load is stopped. */
const STOP_AT = 0.3

/**
 * A random 4B from its files on disk to three tokens about a picture of 256 × 256. CODEPERCEPT_LAYERS="2,3" makes it
 * 2 text layers and 3 vision blocks deep, to try the bench itself; its figures are then named so.
 */
export async function benchFullSize({ keep }: BenchOptions): Promise<Measured> {
  const [textLayers, visionDepth] = (process.env.CODEPERCEPT_LAYERS ?? '36,24').split(',').map(Number)
  const whole = textLayers === 36 && visionDepth === 24
  const name = whole ? 'full-size' : `full-size, ${textLayers} + ${visionDepth} layers only`
  const dir = await random4b(textLayers!, visionDepth!, tenths('weights written'))
  const opened = await openPage({ dir: join(ROOT, 'dist-lab'), mounts: [{ prefix: '/mnt/model/', dir }] })
  const { page, url } = opened
  const memory = await MemoryWatch.start(page)
  const stages: { name: string; memory: MemorySample }[] = []
  const started = Date.now()
  const say = (text: string) => console.log(`${((Date.now() - started) / 1000).toFixed(0).padStart(5)} s  ${text}`)
  const stage = async <T>(stageName: string, work: Promise<T>): Promise<T> => {
    const result = await work
    const sample = await memory.take()
    stages.push({ name: stageName, memory: sample })
    const gpu = sample.gpu === null ? '' : `, GPU process ${mb(sample.gpu)} MB`
    say(`${stageName}: heap ${mb(sample.heap)} MB, with buffers ${mb(sample.withBuffers)} MB${gpu}`)
    return result
  }
  page.on('console', (message) => message.type() === 'log' && say(message.text()))
  try {
    const adapter = await adapterOf(page)
    const run = await page.evaluateHandle((model) => lab.fullSize(model), `${url}mnt/model/model.json`)
    const figure = (what: string, value: number, unit: string, goal: number | null = null, note?: string): Metric => ({
      name: `${name}: ${what}`,
      value,
      unit,
      goal,
      better: 'lower',
      ...(note === undefined ? {} : { note }),
    })
    const keepAll = (...metrics: Metric[]) => keep({ adapter, metrics })
    const stopped = await stage(
      'load, stopped',
      run.evaluate((full, share) => full.stoppedLoad(share), STOP_AT),
    )
    const load = await stage(
      'load',
      run.evaluate((full) => full.load()),
    )
    await keepAll(
      figure('weights on the device', load.bytes / MB, 'MB'),
      figure('upload in flight, peak', load.inFlight / MIB, 'MiB', 128),
      { ...figure('progress reports of a load', load.reports, 'reports', 10), better: 'higher' },
      figure(
        'load stopped, until it ended',
        stopped.endedMs,
        'ms',
        2000,
        `at ${mb(stopped.loaded)} MB, then loaded again`,
      ),
      figure('load', load.ms / 1000, 's'),
    )
    const planMs = await stage(
      'plan',
      run.evaluate((full, size) => full.plan(size), { promptTokens: 124, maxTokens: 4, chunk: 32, pictureTokens: 64 }),
    )
    const visionMs = await stage(
      'picture',
      run.evaluate((full) => full.look(256, 256)),
    )
    await keepAll(
      figure('plans and pipelines', planMs / 1000, 's'),
      figure('vision', visionMs / 1000, 's', null, '256 × 256 pixels, 256 patches'),
    )
    const prompt = await stage(
      'prompt',
      run.evaluate((full) => full.read()),
    )
    const words = `${prompt.ids - prompt.pictureIds} text and ${prompt.pictureIds} picture tokens`
    await keepAll(figure('prefill', prompt.ms / 1000, 's', null, words))
    const tokenMs: number[] = []
    for (let i = 0; i < TOKENS; i++) {
      const token = await stage(
        `token ${i + 1}`,
        run.evaluate((full) => full.token()),
      )
      if (!token) break
      tokenMs.push(token.ms)
      say(`token ${token.id} ${JSON.stringify(token.text)}`)
    }
    await run.evaluate((full) => full.dispose())
    if (opened.errors.length > 0) throw new Error(opened.errors.join('\n'))
    const most = (pick: (sample: MemorySample) => number) => Math.max(...stages.map((s) => pick(s.memory)))
    // The first token was chosen by the prompt; the others were decoded.
    const decoded = tokenMs.slice(1)
    return {
      adapter,
      metrics: [
        figure('JavaScript heap, peak', most((s) => s.heap) / MB, 'MB', 300),
        figure('JavaScript heap with array buffers, peak', most((s) => s.withBuffers) / MB, 'MB', null, BUFFERS_NOTE),
        figure('decode of a token', decoded.reduce((a, b) => a + b, 0) / decoded.length / 1000, 's'),
        { ...figure('tokens', tokenMs.length, `of ${TOKENS}`, TOKENS), better: 'higher' },
        ...stages.flatMap(({ name: stageName, memory: { gpu } }) =>
          gpu === null ? [] : [figure(`memory of the GPU process, ${stageName}`, gpu / MB, 'MB')],
        ),
      ],
    }
  } finally {
    memory.stop()
    await opened.close()
  }
}

function mb(bytes: number): string {
  return (bytes / MB).toFixed(0)
}

/** Prints each tenth of the way. */
function tenths(what: string) {
  let told = 0
  return (_: string, done: number, total: number) => {
    const tenth = Math.floor((10 * done) / total)
    if (tenth > told) console.log(`${what}: ${tenth * 10} %`)
    told = tenth
  }
}
