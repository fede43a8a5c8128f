import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Sampling } from '../../src/model/config.ts'
import { type ModelFolder, openFolder } from '../../src/model/folder.ts'
import { generate } from '../../src/model/generate.ts'
import { readPicture } from '../../src/model/image.ts'
import { promptMessages } from '../../src/model/prompt.ts'
import { Qwen3VL } from '../../src/model/qwen3vl.ts'
import { decodePicture } from '../../src/raster/decode.ts'
import { httpSource } from '../../src/weights/source.ts'

const signal = new AbortController().signal
let folder: ModelFolder
let model: Qwen3VL
let prompt: number[]

beforeAll(async () => {
  folder = await openFolder(httpSource(new URL('/models/nano/model.json', location.origin).href), { signal })
  model = await Qwen3VL.create(folder, { capacity: 256, cache: 'f16', chunk: 64, pictureTokens: 64, idLimit: 640 })
  const file = await (await fetch('/test/fixtures/nano-v0/goldens/5-pie.png')).blob()
  const picture = readPicture((await decodePicture(file, { signal })).raster, folder.config)
  prompt = folder.words!.template.ids(promptMessages(folder.manifest.prompts.code), [picture.grid])
  await model.showPictures([picture], { signal })
})
afterAll(() => folder.dispose())

async function answer(sampling: Partial<Sampling>, maxTokens = 24): Promise<number[]> {
  await model.prefill(prompt, { signal })
  const options = {
    prompt,
    stopIds: folder.config.stopIds,
    maxTokens,
    signal,
    sampling: { ...folder.config.sampling, ...sampling },
  }
  const ids: number[] = []
  for await (const id of generate(model, options)) ids.push(id)
  return ids
}

test('the greedy answer of the GPU is the greedy answer of the CPU sampler', async () => {
  // A penalty takes the way over the CPU; one this small changes nothing.
  expect(await answer({ presencePenalty: 1e-9 })).toEqual(await answer({}))
})

test('a seed decides the sampled answer', async () => {
  const hot = { doSample: true, temperature: 2, topK: 0, topP: 1 }
  const first = await answer({ ...hot, seed: 1 })
  expect(await answer({ ...hot, seed: 1 })).toEqual(first)
  expect(await answer({ ...hot, seed: 2 })).not.toEqual(first)
})

test('an answer ends at maxTokens and at a stop id', async () => {
  expect(await answer({}, 7)).toHaveLength(7)
  const whole = await answer({}, 150)
  expect(whole.length).toBeLessThan(150)
  expect(whole).not.toContain(folder.config.stopIds[0])
})

test('a full cache ends the answer', async () => {
  const small = await Qwen3VL.create(folder, {
    capacity: prompt.length + 5,
    cache: 'f16',
    chunk: 64,
    pictureTokens: 64,
    idLimit: 640,
  })
  const file = await (await fetch('/test/fixtures/nano-v0/goldens/5-pie.png')).blob()
  await small.showPictures([readPicture((await decodePicture(file, { signal })).raster, folder.config)], { signal })
  await small.prefill(prompt, { signal })
  const ids: number[] = []
  const options = { prompt, stopIds: [], maxTokens: 50, signal, sampling: folder.config.sampling }
  for await (const id of generate(small, options)) ids.push(id)
  // One token after the prompt, and one for each of the five places.
  expect(ids).toHaveLength(6)
  expect(ids).toEqual((await answer({}, 6)).slice(0, 6))
})
