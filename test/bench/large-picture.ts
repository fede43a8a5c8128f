import { join } from 'node:path'
import { ROOT } from '../../scripts/process.mjs'
import { openPage } from '../../src/cli/browser.ts'
import { random4b } from '../random-4b.ts'
import { adapterOf } from './adapter.ts'
import type { Measured } from './bench.ts'
import type { Metric } from './record.ts'

const MB = 1e6
const [WIDTH, HEIGHT] = [1280, 1024]
const PICTURE_TOKENS = (WIDTH * HEIGHT) / 32 ** 2
/** Positions for such a picture and a long answer. */
const CAPACITY = 8192
const CHUNK = 256

/**
 * The largest picture that the product hands to a model (1,310,720 pixels) in a model of the 4B's widths, and what the
 * whole 4B would take at that size. CODEPERCEPT_LAYERS="1,1" makes the model shallower than 2 + 3 layers.
 */
export async function benchLargePicture(): Promise<Measured> {
  const [textLayers, visionDepth] = (process.env.CODEPERCEPT_LAYERS ?? '2,3').split(',').map(Number)
  const shallow = await random4b(textLayers!, visionDepth!)
  const whole = await random4b(36, 24)
  const opened = await openPage({
    dir: join(ROOT, 'dist-lab'),
    mounts: [
      { prefix: '/mnt/shallow/', dir: shallow },
      { prefix: '/mnt/whole/', dir: whole },
    ],
  })
  const { page, url } = opened
  const started = Date.now()
  const say = (text: string) => console.log(`${((Date.now() - started) / 1000).toFixed(0).padStart(5)} s  ${text}`)
  page.on('console', (message) => message.type() === 'log' && say(message.text()))
  try {
    const need = { pictureTokens: PICTURE_TOKENS, promptTokens: PICTURE_TOKENS, chunk: CHUNK }
    const memory = await page.evaluate(([model, s]) => lab.memory(model, s), [
      `${url}mnt/whole/model.json`,
      { ...need, maxTokens: CAPACITY - PICTURE_TOKENS },
    ] as const)
    const planned = (what: string, bytes: number, note?: string): Metric => ({
      name: `large-picture: memory of the whole 4B, ${what}`,
      value: bytes / MB,
      unit: 'MB',
      goal: null,
      better: 'lower',
      ...(note === undefined ? {} : { note }),
    })
    const plan = [
      planned('weights', memory.weights),
      planned('cache', memory.cache, `${CAPACITY} positions, f16`),
      planned('decoder', memory.decoder, `prompt in chunks of ${CHUNK}`),
      planned('vision tower', memory.tower, `${PICTURE_TOKENS} picture tokens`),
      planned('all', memory.total, 'planned, not allocated'),
      planned('largest buffer', memory.largest.bytes, `${memory.largest.label}; default limit 134.2 MB`),
    ]
    for (const { name, value } of plan) say(`${name}: ${value.toFixed(1)} MB`)
    const run = await page.evaluateHandle((model) => lab.fullSize(model), `${url}mnt/shallow/model.json`)
    await run.evaluate((full) => full.load())
    await run.evaluate((full, s) => full.plan(s), { ...need, maxTokens: 64 })
    const visionMs = await run.evaluate((full, [w, h]) => full.look(w, h), [WIDTH, HEIGHT] as const)
    const prompt = await run.evaluate((full) => full.read())
    const token = await run.evaluate((full) => full.token())
    if (!token) throw new Error('The model answers with nothing.')
    if (opened.errors.length > 0) throw new Error(opened.errors.join('\n'))
    const name = `large-picture: ${textLayers} + ${visionDepth} layers`
    const time = (what: string, ms: number, note: string): Metric => ({
      name: `${name}, ${what}`,
      value: ms / 1000,
      unit: 's',
      goal: null,
      better: 'lower',
      note,
    })
    return {
      adapter: await adapterOf(page),
      metrics: [
        ...plan,
        time('vision', visionMs, `${WIDTH} × ${HEIGHT} pixels, ${PICTURE_TOKENS * 4} patches`),
        time('prefill', prompt.ms, `${prompt.ids} ids, ${prompt.pictureIds} of them the picture's`),
      ],
    }
  } finally {
    await opened.close()
  }
}
