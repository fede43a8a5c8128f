import { expect, test } from 'vitest'
import { runParity } from '../../src/lab/parity.ts'

const at = (path: string) => new URL(path, location.origin).href

test('every stage of the fixture equals the golden tensors', async () => {
  const stages = await runParity(
    at('/.cache/test-models/qwen3vl-mini/model.json'),
    at('/test/fixtures/qwen3vl-mini/'),
    () => {},
  )
  for (const stage of stages) expect(stage, JSON.stringify(stage)).toMatchObject({ ok: true })
  // A missing stage must not look like a passed one.
  expect(stages.map((stage) => stage.name)).toEqual([
    'image0.size',
    'image0.grid',
    'image0.resized_u8',
    'pixel_rows_head',
    'positions',
    'rope_delta',
    'vision.block0_head',
    'vision.merged',
    'vision.deepstack0',
    'vision.deepstack1',
    'vision.deepstack2',
    'text.layer0_last',
    'text.layer1_last',
    'text.layer2_last',
    'text.layer3_last',
    'logits_last',
    'logits_argmax',
    'chunked_prefill',
    'chunked_prefill_top',
    'greedy',
    'greedy_logits',
    'forced_logits',
    'forced_top',
  ])
})

for (const [name, shape] of [
  ['formula', 'two pictures'],
  ['formula-untied', 'an untied head, heads of 12'],
  ['formula-heads', 'heads of 20 and 72, patches of 8'],
] as const) {
  test(`every stage of a model with ${shape} equals the reference`, async () => {
    const stages = await runParity(
      at(`/.cache/test-models/${name}/model.json`),
      at(`/.cache/test-models/${name}-source/`),
      () => {},
    )
    for (const stage of stages) expect(stage, JSON.stringify(stage)).toMatchObject({ ok: true })
    const names = stages.map((stage) => stage.name)
    for (const needed of ['vision.merged', 'vision.deepstack1', 'text.layer1_last', 'greedy', 'forced_top']) {
      expect(names).toContain(needed)
    }
  })
}
