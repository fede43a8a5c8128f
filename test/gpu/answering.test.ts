import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BufferPool } from '../../src/gpu/buffers.ts'
import { allocateDecode, headName } from '../../src/model/decode-plan.ts'
import { type ModelFolder, openFolder } from '../../src/model/folder.ts'
import { generate } from '../../src/model/generate.ts'
import { Qwen3VL } from '../../src/model/qwen3vl.ts'
import { sample } from '../../src/model/sampler.ts'
import { LanguageModel } from '../../src/model/text.ts'
import { httpSource } from '../../src/weights/source.ts'
import { nmse } from './harness.ts'

const signal = new AbortController().signal
const SIZE = { capacity: 1100, cache: 'f16', chunk: 64, pictureTokens: 64, idLimit: 640 } as const
/** Text alone, of no meaning. */
const PROMPT = Array.from({ length: 70 }, (_, i) => 40 + ((i * 13) % 500))
let folder: ModelFolder
let model: Qwen3VL

beforeAll(async () => {
  folder = await openFolder(httpSource(new URL('/models/nano/model.json', location.origin).href), { signal })
  model = await Qwen3VL.create(folder, SIZE)
})
afterAll(() => folder.dispose())

test('a token is 5 dispatches a layer, 6 when the attention is split, and the parts of embedding and head and a choice', async () => {
  const { gpu, config, weights } = folder
  const text = await LanguageModel.create(gpu, config, weights, SIZE)
  const parts = 2 * weights.get('model.language_model.embed_tokens.weight').parts.length
  const { layers } = config.text
  const dispatches = (plan: typeof text.decode.greedy, past: number) =>
    plan.steps.filter((step) => step.grid(1, past).every((count) => count > 0)).length
  const split = gpu.lanes === 1 ? 1024 : 128
  expect(dispatches(text.decode.greedy, split - 1)).toBe(5 * layers + parts + 1)
  expect(dispatches(text.decode.drawn, split - 1)).toBe(5 * layers + parts + 2)
  expect(dispatches(text.decode.greedy, split)).toBe(6 * layers + parts + 1)
  expect(dispatches(text.decode.drawn, split)).toBe(6 * layers + parts + 2)
  // The 4B: its 8-bit table has three parts, so a token is at most 188 or 224.
  expect([5, 6].map((each) => each * 36 + 2 * 3 + 2)).toEqual([188, 224])
  text.dispose()
})

// A new row counts exactly in its own step and rounded in later ones, so that formats that round differ by more.
test.each([
  ['f32', 1e-10],
  ['f16', 1e-9],
  ['int8', 1e-6],
] as const)('reading token by token gives the logits of reading at once, cache of %s', async (cache, limit) => {
  const reader = await Qwen3VL.create(folder, { ...SIZE, capacity: 128, cache })
  await reader.prefill(PROMPT, { signal })
  const whole = await reader.readLogits()
  reader.forget()
  await reader.prefill(PROMPT.slice(0, 5), { signal })
  let logits = await reader.readLogits()
  for (const id of PROMPT.slice(5)) logits = await reader.decode(id)
  expect(nmse(logits, whole)).toBeLessThan(limit)
  reader.dispose()
})

describe('a drawn answer', () => {
  const sampling = {
    doSample: true,
    temperature: 1.5,
    topK: 20,
    topP: 0.9,
    repetitionPenalty: 1.1,
    presencePenalty: 0.7,
    seed: 11,
  }
  const options = { prompt: PROMPT, sampling, stopIds: [], maxTokens: 24, signal }

  test('is that of the CPU sampler on the same logits', async () => {
    await model.prefill(PROMPT, { signal })
    const ids: number[] = []
    for await (const id of generate(model, options)) ids.push(id)
    expect(ids).toHaveLength(24)

    await model.prefill(PROMPT, { signal })
    let logits = await model.readLogits()
    const expected: number[] = []
    for (const id of ids) {
      expected.push(sample(logits, sampling, { prompt: PROMPT, generated: ids.slice(0, expected.length), limit: 640 }))
      logits = await model.decode(id)
    }
    expect(ids).toEqual(expected)
  })

  test('starts anew for the next answer', async () => {
    const answers: number[][] = []
    for (let i = 0; i < 2; i++) {
      await model.prefill(PROMPT, { signal })
      const ids: number[] = []
      for await (const id of generate(model, { ...options, maxTokens: 8 })) ids.push(id)
      answers.push(ids)
    }
    expect(answers[1]).toEqual(answers[0])
  })

  for (const way of ['greedy', 'drawn'] as const) {
    test(`makes one command buffer a token and nothing else (${way})`, async () => {
      await model.prefill(PROMPT, { signal })
      const counts: Record<string, number> = {}
      const undo: (() => void)[] = []
      const count = <T extends object>(type: { prototype: T }, name: keyof T & string) => {
        const original = type.prototype[name] as (...args: unknown[]) => unknown
        undo.push(() => Object.assign(type.prototype, { [name]: original }))
        const counted = function (this: T, ...args: unknown[]) {
          counts[name] = (counts[name] ?? 0) + 1
          return original.apply(this, args)
        }
        Object.assign(type.prototype, { [name]: counted })
      }
      count(GPUDevice, 'createBuffer')
      count(GPUDevice, 'createBindGroup')
      count(GPUDevice, 'createComputePipelineAsync')
      count(GPUDevice, 'createCommandEncoder')
      count(GPUCommandEncoder, 'beginComputePass')
      count(GPUQueue, 'submit')
      count(GPUQueue, 'writeBuffer')
      count(GPUBuffer, 'mapAsync')
      try {
        const tokens = 20
        const settings =
          way === 'greedy' ? { ...sampling, doSample: false, repetitionPenalty: 1, presencePenalty: 0 } : sampling
        let yielded = 0
        for await (const _ of generate(model, { ...options, sampling: settings, maxTokens: tokens })) yielded++
        expect(yielded).toBe(tokens)
        // The choice after the prefill, the tokens after it, and those that ran ahead of the end.
        const submissions = tokens + 1 + 2
        expect(counts).toEqual({
          createCommandEncoder: submissions,
          beginComputePass: submissions,
          submit: submissions,
          mapAsync: submissions,
          // Where the row stands; for a draw also its settings and history.
          writeBuffer: 2 * (submissions - 1) + (way === 'drawn' ? 2 : 0),
        })
      } finally {
        for (const restore of undo) restore()
      }
    })
  }
})

test('what decoding needs grows with the splits of the capacity, not with its square', () => {
  const { gpu, config, weights } = folder
  const bytes = (capacity: number) => {
    const pool = new BufferPool(gpu)
    const { parts } = weights.get(headName(config))
    allocateDecode(pool, config, parts, { ...SIZE, capacity }, gpu.lanes)
    const made = pool.bytes
    pool.dispose()
    return made
  }
  expect(bytes(32768) - bytes(16384)).toBe(bytes(49152) - bytes(32768))
})
