import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Gpu } from '../../src/gpu/device.ts'
import { candidateWords, draw } from '../../src/gpu/kernels/choice.ts'
import { type Plan, PlanBuilder } from '../../src/gpu/plan.ts'
import type { Sampling } from '../../src/model/config.ts'
import { sample, uniform } from '../../src/model/sampler.ts'
import { uploadSampling } from '../../src/model/sampler-upload.ts'
import { canary, openGpu, random, readBack, storage } from './harness.ts'

/** A draw counts as decided by rounding when u lies this near to a boundary. */
const NEAR = 1e-5

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu.dispose())

const plain: Sampling = {
  doSample: true,
  temperature: 1,
  topK: 64,
  topP: 1,
  repetitionPenalty: 1,
  presencePenalty: 0,
  seed: 3407,
}

/** Draws on the GPU for a vocabulary of one size; the logits stay the same from draw to draw. */
class Drawing {
  readonly #plan: Plan
  readonly #logits: GPUBuffer
  readonly #ids: GPUBuffer
  readonly #sampling: GPUBuffer
  readonly #history: GPUBuffer
  readonly #vocab: number

  private constructor(
    plan: Plan,
    logits: GPUBuffer,
    ids: GPUBuffer,
    sampling: GPUBuffer,
    history: GPUBuffer,
    vocab: number,
  ) {
    this.#plan = plan
    this.#logits = logits
    this.#ids = ids
    this.#sampling = sampling
    this.#history = history
    this.#vocab = vocab
  }

  static async create(vocab: number, limit: number, threads = 16): Promise<Drawing> {
    const logits = canary(gpu, vocab)
    const ids = storage(gpu, new Uint32Array(4))
    const history = canary(gpu, vocab + 1)
    const sampling = gpu.device.createBuffer({ size: 32, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST })
    const candidates = canary(gpu, candidateWords(limit, threads))
    const builder = new PlanBuilder(gpu)
    for (const step of draw({ name: 't', sampling, logits, candidates, history, ids, vocab, limit, threads }))
      builder.step(step)
    return new Drawing(await builder.build(), logits, ids, sampling, history, vocab)
  }

  async run(logits: Float32Array, sampling: Sampling, prompt: readonly number[], count: number): Promise<number[]> {
    gpu.device.queue.writeBuffer(this.#logits, 0, logits as Float32Array<ArrayBuffer>)
    uploadSampling(gpu, { sampling: this.#sampling, history: this.#history }, sampling, prompt, this.#vocab)
    const drawn = storage(gpu, new Uint32Array(count))
    gpu.device.pushErrorScope('validation')
    const encoder = gpu.device.createCommandEncoder()
    for (let i = 0; i < count; i++) {
      this.#plan.encode(encoder, 1, 0)
      encoder.copyBufferToBuffer(this.#ids, 0, drawn, i * 4, 4)
    }
    gpu.device.queue.submit([encoder.finish()])
    const error = await gpu.device.popErrorScope()
    if (error) throw new Error(error.message)
    return [...new Uint32Array((await readBack(gpu, drawn, count)).buffer)]
  }
}

/** Distance of u to the nearest boundary between two ids, or of top-p to the share where it cuts, in float64. */
function distance(logits: Float32Array, sampling: Sampling, prompt: readonly number[], generated: readonly number[]) {
  const scores = Array.from(logits, (logit, id) => {
    let score = Number.isNaN(logit) ? Number.NEGATIVE_INFINITY : logit
    if (prompt.includes(id) || generated.includes(id)) {
      score = score < 0 ? score * sampling.repetitionPenalty : score / sampling.repetitionPenalty
    }
    if (generated.includes(id)) score -= sampling.presencePenalty
    return score / sampling.temperature
  })
  scores.sort((a, b) => b - a)
  const weights = scores.slice(0, sampling.topK).map((score) => Math.exp(score - scores[0]!))
  const total = weights.reduce((a, b) => a + b)
  let sum = 0
  const sums = weights.map((weight) => (sum += weight))
  const cut = sums.findIndex((part) => part >= sampling.topP * total)
  const kept = sampling.topP < 1 && cut >= 0 ? sums.slice(0, cut + 1) : sums
  const target = uniform(sampling.seed, generated.length)
  const toCut = sampling.topP < 1 ? sums.map((part) => Math.abs(part / total - sampling.topP)) : []
  return Math.min(...kept.map((part) => Math.abs(part / kept.at(-1)! - target)), ...toCut)
}

test('10,000 draws give the ids of the CPU', async () => {
  const [vocab, limit] = [700, 690]
  const drawing = await Drawing.create(vocab, limit)
  const settings: Partial<Sampling>[] = [
    { temperature: 0.7, topP: 0.8, topK: 20, presencePenalty: 1.5 },
    { topK: 64 },
    { topK: 5, topP: 0.95, temperature: 1.7 },
    { topK: 40, repetitionPenalty: 1.3, presencePenalty: 0.25 },
    { topK: 1, temperature: 1, presencePenalty: 0.5 },
    { topK: 63, topP: 0.5, temperature: 0.3, repetitionPenalty: 0.9 },
    { topK: 20, presencePenalty: -0.5, seed: 4294967295 },
    { topK: 33, topP: 0.99, temperature: 3, seed: 1 },
  ]
  const each = 125
  let near = 0
  let differing = 0
  let draws = 0
  for (let round = 0; round < 80; round++) {
    const sampling = { ...plain, seed: 3407 + round, ...settings[round % settings.length] }
    const logits = random(vocab, 100 + round).map((v) => v * (2 + (round % 7)))
    if (round % 4 === 1) {
      // Ties, also across tiles, and what must never win.
      for (const id of [3, 255, 256, 511, 512, 689]) logits[id] = 7
      logits[699] = 50
      logits[5] = Number.NaN
      logits[6] = Number.NEGATIVE_INFINITY
    }
    const prompt = Array.from({ length: 30 }, (_, i) => (i * 37 + round) % vocab)
    const ids = await drawing.run(logits, sampling, prompt, each)
    ids.forEach((id, i) => {
      draws++
      // The answer so far is the GPU's, so that one draw by rounding does not make those after it differ.
      const generated = ids.slice(0, i)
      if (distance(logits.slice(0, limit), sampling, prompt, generated) < NEAR) near++
      else if (id !== sample(logits, sampling, { prompt, generated, limit })) differing++
    })
  }
  expect(draws).toBe(10_000)
  expect(differing).toBe(0)
  // Of 10,000 with some twenty boundaries each, a few lie near one by chance; a test that skips more tests nothing.
  expect(near).toBeLessThan(100)
}, 240_000)

test.each([16, 64])('a large vocabulary, with the best in every tile and all in one, %d threads', async (threads) => {
  const vocab = 151_936
  const limit = 151_669
  const drawing = await Drawing.create(vocab, limit, threads)
  const sampling = { ...plain, topK: 64, temperature: 2 }
  for (const place of [(i: number) => i * 2369 + 5, (i: number) => 40_000 + i * 3]) {
    const logits = random(vocab, 8)
    for (let i = 0; i < 64; i++) logits[place(i)] = 5 + ((i * 29) % 64) / 16
    const ids = await drawing.run(logits, sampling, [], 12)
    ids.forEach((id, i) => {
      expect(id).toBe(sample(logits, sampling, { prompt: [], generated: ids.slice(0, i), limit }))
    })
    expect(new Set(ids).size).toBeGreaterThan(3)
  }
})

test('what cannot be weighed gives the first id', async () => {
  const drawing = await Drawing.create(40, 30)
  const none = new Float32Array(40).fill(Number.NaN)
  expect(await drawing.run(none, plain, [], 2)).toEqual([0, 0])
  none[17] = Number.POSITIVE_INFINITY
  none[19] = 3
  expect(await drawing.run(none, plain, [], 2)).toEqual([17, 17])
  none[17] = Number.NEGATIVE_INFINITY
  expect(await drawing.run(none, plain, [], 2)).toEqual([19, 19])
})
