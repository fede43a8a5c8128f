import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fitModel } from '../../src/model/fit.ts'
import { type ModelFolder, openFolder } from '../../src/model/folder.ts'
import { generate } from '../../src/model/generate.ts'
import { type ImageRows, imageRows } from '../../src/model/image.ts'
import type { Qwen3VL } from '../../src/model/qwen3vl.ts'
import { httpSource } from '../../src/weights/source.ts'
import { nmse, random } from './harness.ts'

const { signal } = new AbortController()
const [CHUNK, IMAGE, TOKENS] = [5, 120, 6]
/** The small model whose prompts have ids 122, picture tokens, 123. */
const URL_ = new URL('/.cache/test-models/formula/model.json', location.origin).href
const PROMPT = [5, 6, 7, 122, ...new Array<number>(TOKENS).fill(IMAGE), 123, 8, 9]

let folder: ModelFolder
/** Reuses its cache; `plain` is made to forget. */
let model: Qwen3VL
let plain: Qwen3VL
let vision = 0

function picture(seed: number): ImageRows {
  const { patch, merge } = folder.config.vision
  const [width, height] = [3 * patch * merge, 2 * patch * merge]
  const bytes = random(width * height * 3, seed)
  return imageRows({ width, height, data: Uint8Array.from(bytes, (v) => (v + 1) * 127) }, folder.config)
}

beforeAll(async () => {
  folder = await openFolder(httpSource(URL_), { signal })
  const need = { pictureTokens: 2 * TOKENS, promptTokens: 40, maxTokens: 20, chunk: CHUNK }
  model = await fitModel(folder, need)
  plain = await fitModel(folder, need)
})
afterAll(() => folder.dispose())

/** Another prompt in between, and another picture, so that nothing of an earlier test is left. */
beforeEach(async () => {
  await show(picture(99))
  await read(PROMPT.with(0, 99))
})

/** @returns whether the tower ran */
async function show(...pictures: ImageRows[]): Promise<boolean> {
  const before = vision
  await model.showPictures(pictures, { signal, onProgress: () => vision++ })
  await plain.showPictures(pictures, { signal })
  return vision > before
}

/** Reads the prompt in both models and compares. @returns rows that `model` ran */
async function read(ids: readonly number[]): Promise<number> {
  const before = model.rowsRun
  await model.prefill(ids, { signal })
  expect(model.past).toBe(ids.length)
  const rows = model.rowsRun - before
  plain.forget()
  const all = plain.rowsRun
  await plain.prefill(ids, { signal })
  expect(plain.rowsRun - all).toBe(ids.length)
  const [actual, expected] = [await model.readLogits(), await plain.readLogits()]
  // A row of the cache in f16 is the same whichever plan wrote it, up to the rounding of sums.
  expect(nmse(actual, expected)).toBeLessThan(1e-6)
  return rows
}

test('the same prompt runs its last row, and the same picture nothing', async () => {
  expect(await show(picture(1))).toBe(true)
  // The first id differs from what was there.
  expect(await read(PROMPT)).toBe(PROMPT.length)
  expect(await show(picture(1))).toBe(false)
  expect(await read(PROMPT)).toBe(1)
})

test('a longer prompt runs what is new, a shorter one its last row', async () => {
  await show(picture(1))
  await read(PROMPT)
  expect(await read([...PROMPT, 11, 12, 13, 14, 15, 16, 17])).toBe(7)
  expect(await read([...PROMPT, 11, 12])).toBe(1)
  expect(await read([...PROMPT, 11, 12, 14])).toBe(1)
})

test('a prompt that differs in the middle runs from there', async () => {
  await show(picture(1))
  await read(PROMPT)
  expect(await read(PROMPT.with(-2, 30))).toBe(2)
  expect(await read(PROMPT.with(1, 30))).toBe(PROMPT.length - 1)
})

test('a prompt whose picture begins later runs from the place where they part', async () => {
  await show(picture(1))
  await read(PROMPT)
  // One token more in front of the picture, which so ends where text was.
  expect(await read([...PROMPT.slice(0, 4), 7, ...PROMPT.slice(4)])).toBe(PROMPT.length - 3)
})

test('another picture keeps what stands in front of it', async () => {
  await show(picture(1))
  await read(PROMPT)
  expect(await show(picture(2))).toBe(true)
  expect(await read(PROMPT)).toBe(PROMPT.length - 4)
  // Of two pictures the second is another.
  const two = [...PROMPT, 122, ...new Array<number>(TOKENS).fill(IMAGE), 123, 8]
  await show(picture(2), picture(3))
  expect(await read(two)).toBe(two.length - PROMPT.length)
  await show(picture(2), picture(4))
  expect(await read(two)).toBe(two.length - PROMPT.length - 1)
  // The first again alone.
  expect(await show(picture(2))).toBe(false)
  expect(await read(PROMPT)).toBe(1)
})

test('a prefill stopped inside of the picture goes on where it was', async () => {
  await show(picture(1))
  const stop = new AbortController()
  const stopped = model.prefill(PROMPT, { signal: stop.signal, onProgress: () => stop.abort('enough') })
  await expect(stopped).rejects.toBe('enough')
  expect(model.past).toBe(CHUNK)
  expect(await read(PROMPT)).toBe(PROMPT.length - CHUNK)
})

test('an answer is part of the cache, with what ran ahead of its end', async () => {
  await show(picture(1))
  await read(PROMPT)
  const answer: number[] = []
  for await (const id of model.greedy(signal)) {
    answer.push(id)
    if (answer.length === 8) break
  }
  expect(model.past).toBe(PROMPT.length + 7)
  // The eighth id was fed ahead of its being taken.
  expect(await read([...PROMPT, ...answer, 20, 21])).toBe(2)
  // What ran ahead was overwritten by other rows.
  expect(await read([...PROMPT, ...answer, 20, 22])).toBe(1)
})

test('several drawn answers to one prompt run its last row each', async () => {
  await show(picture(1))
  await read(PROMPT)
  const sampling = { ...folder.config.sampling, doSample: true, temperature: 1.5, topK: 20, topP: 0.95 }
  for (const seed of [1, 2, 3]) {
    const ids: number[] = []
    const options = { prompt: PROMPT, sampling: { ...sampling, seed }, stopIds: [], maxTokens: 6, signal }
    for await (const id of generate(model, options)) ids.push(id)
    expect(await read(PROMPT)).toBe(1)
    expect(ids).toHaveLength(6)
  }
})

test('tokens fed one by one are part of the cache until others take their place', async () => {
  await show(picture(1))
  await read(PROMPT)
  await model.decode(30)
  await model.decode(31)
  expect(await read([...PROMPT, 30, 31, 32])).toBe(1)
  expect(await read([...PROMPT, 30, 33])).toBe(1)
  await model.decode(34)
  expect(await read([...PROMPT, 30, 33, 35])).toBe(1)
})

test('an answer that is ended after the next prompt leaves that alone', async () => {
  await show(picture(1))
  await read(PROMPT)
  const answer = model.greedy(signal)
  await answer.next()
  await answer.next()
  const next = PROMPT.with(0, 50)
  await read(next)
  await answer.return()
  expect(model.past).toBe(next.length)
  expect(await read(next)).toBe(1)
})
