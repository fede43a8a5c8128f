import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../scripts/process.mjs'
import { openPage } from '../../src/cli/browser.ts'
import type { ParityStage } from '../../src/lab/parity.ts'
import { qwen3vl4b } from '../qwen3vl-4b.ts'
import { random4b } from '../random-4b.ts'
import { DecodedFolder } from '../reference/decoded-folder.ts'
import { writeGoldens } from '../reference/golden-folder.ts'
import { formulaImage } from '../reference/qwen3vl.ts'

const [TEXT_LAYERS, VISION_DEPTH] = [2, 3]
/** 8 × 8 picture tokens of 32 × 32 pixels between the words of a chat turn. */
const SIDE = 256
const IDS = [
  151644,
  872,
  198,
  3838,
  151652,
  ...new Array<number>(64).fill(151655),
  151653,
  30,
  151645,
  198,
  151644,
  77091,
]
const FORCED = 2

const full = process.env.CODEPERCEPT_FULL === '1'

test("every stage of a model with the 4B's widths equals the float64 reference, with WebGPU's default limits", {
  timeout: 40 * 60_000,
}, async (context) => {
  if (!full) context.skip('takes many minutes: npm run test:full')
  const dir = await random4b(TEXT_LAYERS, VISION_DEPTH)
  const goldens = join(ROOT, '.cache/bench/random-4b-goldens')
  await rm(goldens, { recursive: true, force: true })
  await mkdir(goldens, { recursive: true })
  const { config } = qwen3vl4b({ textLayers: TEXT_LAYERS, visionDepth: VISION_DEPTH })
  const started = Date.now()
  const picture = formulaImage(SIDE, SIDE)
  await writeGoldens(goldens, { config, tensors: new DecodedFolder(dir) }, IDS, [picture], {
    forced: FORCED,
    greedy: 0,
  })
  console.log(`reference: ${((Date.now() - started) / 1000).toFixed(0)} s`)
  const { page, url, close } = await openPage({
    dir: join(ROOT, 'dist-lab'),
    mounts: [
      { prefix: '/mnt/model/', dir },
      { prefix: '/mnt/goldens/', dir: goldens },
    ],
    software: true,
  })
  try {
    page.on('console', (message) => message.type() === 'log' && console.log(message.text()))
    const stages: readonly ParityStage[] = await page.evaluate(
      ([model, golden]) => lab.parity(model, golden, { limits: 'default' }),
      [`${url}mnt/model/model.json`, `${url}mnt/goldens/`] as const,
    )
    for (const stage of stages) {
      expect(stage.rms, stage.name).toBeLessThanOrEqual(1e-3)
      expect(stage.differing, stage.name).toBe(0)
    }
    const names = stages.map((stage) => stage.name)
    for (const needed of [
      'vision.block0_head',
      'vision.merged',
      'vision.deepstack0',
      'vision.deepstack1',
      'text.layer0_last',
      'text.layer1_last',
      'logits_last',
      'chunked_prefill',
      'forced_logits',
    ]) {
      expect(names).toContain(needed)
    }
  } finally {
    await close()
  }
})
