import { describe, expect, it } from 'vitest'
import type { Sampling } from '../../../src/model/config.ts'
import { argmax, pcg, sample, uniform } from '../../../src/model/sampler.ts'

const plain: Sampling = {
  doSample: true,
  temperature: 1,
  topK: 0,
  topP: 1,
  repetitionPenalty: 1,
  presencePenalty: 0,
  seed: 3407,
}
const greedy: Sampling = { ...plain, doSample: false }

/** Logits whose softmax is these shares. */
const shares = (...values: number[]) => Float32Array.from(values, Math.log)
const empty = { prompt: [], generated: [], limit: Number.POSITIVE_INFINITY }
const having = (generated: number[], prompt: number[] = []) => ({ ...empty, prompt, generated })

/** How often each id comes in draws at positions 0 … count − 1. */
function histogram(logits: Float32Array, sampling: Sampling, count: number): number[] {
  const counts = new Array<number>(logits.length).fill(0)
  // `generated` holds an id outside of the vocabulary, so that only its length counts.
  for (let position = 0; position < count; position++) {
    const generated = { length: position }
    counts[sample(logits, sampling, { ...empty, generated })]!++
  }
  return counts
}

function chiSquare(counts: readonly number[], expected: readonly number[]): number {
  const total = counts.reduce((a, b) => a + b, 0)
  return counts.reduce((sum, count, id) => {
    const mean = expected[id]! * total
    return mean === 0 ? sum + (count === 0 ? 0 : Number.POSITIVE_INFINITY) : sum + (count - mean) ** 2 / mean
  }, 0)
}

/** The published formula in exact integers. */
function exactPcg(x: bigint): bigint {
  const mask = 0xffffffffn
  const s = (x * 747796405n + 2891336453n) & mask
  const w = (((s >> ((s >> 28n) + 4n)) ^ s) * 277803737n) & mask
  return (w >> 22n) ^ w
}

describe('random numbers', () => {
  it('equal the formula in exact integers', () => {
    expect([0, 1, 3407, 4294967295].map(pcg)).toEqual([129708002, 2831084092, 1537889680, 3861530882])
    for (const x of [0, 1, 2, 3407, 65535, 2147483647, 2147483648, 4294967295]) {
      expect(pcg(x)).toBe(Number(exactPcg(BigInt(x))))
    }
    for (let position = 0; position < 100; position++) {
      const bits = exactPcg(3407n ^ exactPcg(BigInt(position))) >> 8n
      expect(uniform(3407, position)).toBe(Number(bits) / 2 ** 24)
    }
  })

  it('differ by seed and position', () => {
    const drawn = [1, 2, 3].flatMap((seed) => [0, 1, 2, 3].map((position) => uniform(seed, position)))
    expect(new Set(drawn).size).toBe(12)
  })
})

describe('sample, greedy', () => {
  it('takes the largest, the lowest id of equals', () => {
    expect(argmax(Float32Array.of(1, 3, 3, 2))).toBe(1)
    expect(sample(Float32Array.of(1, 3, 3, 2), greedy, empty)).toBe(1)
    expect(sample(Float32Array.of(1, 2, 3), { ...plain, temperature: 0 }, empty)).toBe(2)
  })

  it('takes NaN as −∞ and ids beyond the limit never', () => {
    expect(sample(Float32Array.of(Number.NaN, -5, 1, 9), greedy, { ...empty, limit: 3 })).toBe(2)
    expect(sample(Float32Array.of(Number.NaN, Number.NEGATIVE_INFINITY, -5), greedy, empty)).toBe(2)
    expect(sample(Float32Array.of(Number.NaN, Number.NaN), plain, empty)).toBe(0)
    expect(histogram(Float32Array.of(0, Number.NaN, 0), plain, 200)[1]).toBe(0)
    for (let position = 0; position < 200; position++) {
      expect(
        sample(Float32Array.of(0, 0, 50), plain, { ...having(new Array(position).fill(-1)), limit: 2 }),
      ).toBeLessThan(2)
    }
  })

  it('repetition divides positive logits and multiplies negative ones, once, of prompt and answer', () => {
    const repetition = { ...greedy, repetitionPenalty: 2 }
    expect(sample(Float32Array.of(3, 2, 1), repetition, having([0, 0, 0]))).toBe(1)
    expect(sample(Float32Array.of(3, 2, 1), repetition, having([], [0]))).toBe(1)
    // Twice divided, 5 would fall below 2.
    expect(sample(Float32Array.of(5, 2, 1), repetition, having([0, 0], [0]))).toBe(0)
    expect(sample(Float32Array.of(-1, -1.5, -3), repetition, having([0]))).toBe(1)
  })

  it('presence subtracts once, of the answer alone, after repetition', () => {
    const presence = { ...greedy, presencePenalty: 1.5 }
    expect(sample(Float32Array.of(3, 2, 1), presence, having([0]))).toBe(1)
    expect(sample(Float32Array.of(3, 1, 1), presence, having([0, 0, 0]))).toBe(0)
    expect(sample(Float32Array.of(3, 2, 1), presence, having([], [0]))).toBe(0)
    // 4/2 − 1.5 = 0.5, but (4 − 1.5)/2 = 1.25.
    expect(sample(Float32Array.of(4, 1), { ...presence, repetitionPenalty: 2 }, having([0]))).toBe(1)
  })
})

describe('sample, drawing', () => {
  // 0.999 quantiles of χ² with 3, 2 and 1 degrees of freedom: 16.27, 13.82, 10.83.
  it('follows the softmax', () => {
    const expected = [0.1, 0.4, 0.2, 0.3]
    expect(chiSquare(histogram(shares(...expected), plain, 10000), expected)).toBeLessThan(16.27)
  })

  it('applies the temperature before everything else that draws', () => {
    // A temperature of 0.5 squares the shares.
    const counts = histogram(shares(0.5, 0.3, 0.2), { ...plain, temperature: 0.5 }, 10000)
    expect(chiSquare(counts, [25 / 38, 9 / 38, 4 / 38])).toBeLessThan(13.82)
  })

  it('keeps the top k, the lower id of equals', () => {
    const topK = { ...plain, topK: 2 }
    expect(chiSquare(histogram(shares(0.1, 0.3, 0.3, 0.3), topK, 10000), [0, 0.5, 0.5, 0])).toBeLessThan(10.83)
    const late = histogram(shares(0.1, 0.2, 0.3, 0.4), topK, 10000)
    expect(chiSquare(late, [0, 0, 3 / 7, 4 / 7])).toBeLessThan(10.83)
  })

  it('keeps the token that crosses top-p, of the shares that top-k left', () => {
    // 0.5 is below 0.6, with 0.3 it is crossed.
    const counts = histogram(shares(0.2, 0.5, 0.3), { ...plain, topP: 0.6 }, 10000)
    expect(chiSquare(counts, [0, 5 / 8, 3 / 8])).toBeLessThan(10.83)
    // Of all, 0.4 + 0.3 = 0.7 is below 0.75; of the top two, 0.4/0.7 is below and both are kept.
    const both = histogram(shares(0.4, 0.3, 0.2, 0.1), { ...plain, topK: 2, topP: 0.75 }, 10000)
    expect(chiSquare(both, [4 / 7, 3 / 7, 0, 0])).toBeLessThan(10.83)
    // After top-k the first has 0.4/0.7 = 0.571 of the rest: enough alone for 0.55, though it has 0.4 of all.
    expect(histogram(shares(0.4, 0.3, 0.2, 0.1), { ...plain, topK: 2, topP: 0.55 }, 200)).toEqual([200, 0, 0, 0])
    expect(histogram(shares(0.4, 0.6), { ...plain, topP: 0 }, 50)).toEqual([0, 50])
  })

  it('inverts the cumulative sum in descending order', () => {
    const logits = shares(0.2, 0.5, 0.3)
    for (let position = 0; position < 500; position++) {
      const u = uniform(plain.seed, position)
      const expected = u < 0.5 ? 1 : u < 0.8 ? 2 : 0
      expect(sample(logits, plain, { ...empty, generated: { length: position } })).toBe(expected)
    }
  })

  it('gives the same ids for the same seed, others for another', () => {
    const draw = (seed: number) =>
      Array.from({ length: 40 }, (_, n) =>
        sample(new Float32Array(50), { ...plain, seed }, { ...empty, generated: { length: n } }),
      )
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
  })

  it('orders a large vocabulary alike with and without top-k', () => {
    const logits = Float32Array.from({ length: 5000 }, (_, id) => (pcg(id) % 97) / 10)
    for (let n = 0; n < 100; n++) {
      const context = { ...empty, generated: { length: n } }
      // All ids of the best score are among the first 1,000, so top-p cuts inside both.
      const narrow = sample(logits, { ...plain, topK: 1000, topP: 0.001 }, context)
      expect(narrow).toBe(sample(logits, { ...plain, topP: 0.001 * share(logits, 1000) }, context))
    }
  })
})

/** Share of the whole softmax that the first `count` have. */
function share(logits: Float32Array, count: number): number {
  const weights = Array.from(logits, Math.exp).sort((a, b) => b - a)
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)
  return sum(weights.slice(0, count)) / sum(weights)
}
