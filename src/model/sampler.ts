import type { Sampling } from './config.ts'

export interface SampleContext {
  /** Ids of the prompt, pictures included. */
  readonly prompt: ArrayLike<number>
  /** Ids of the answer so far; their number is the position of the id to draw. */
  readonly generated: ArrayLike<number>
  /** Ids at or beyond it are never chosen: the tokenizer's size. */
  readonly limit: number
}

/**
 * Chooses the next id from one row of logits, in float32 throughout so that a GPU can do the same: repetition
 * penalty (prompt and answer), presence penalty (answer), temperature, top-k, top-p, then the inverse of the
 * cumulative sum, all in descending order with ties to the lower id (CONTRACTS.md). Greedy when `doSample` is false
 * or the temperature 0. A NaN counts as −∞.
 */
export function sample(logits: Float32Array, sampling: Sampling, context: SampleContext): number {
  const scores = penalised(logits, sampling, context)
  if (!sampling.doSample || sampling.temperature === 0) return argmax(scores)
  const temperature = Math.fround(sampling.temperature)
  for (const [id, score] of scores.entries()) scores[id] = score / temperature
  const order = descending(scores, sampling.topK)
  const best = scores[order[0]!]!
  // Nothing to weigh: every logit is −∞, or one is +∞.
  if (!Number.isFinite(best)) return order[0]!
  const sums = cumulative(order, (id) => Math.fround(Math.exp(Math.fround(scores[id]! - best))))
  const kept = sampling.topP < 1 ? nucleus(sums, sampling.topP) : sums.length
  const target = Math.fround(uniform(sampling.seed, context.generated.length) * sums[kept - 1]!)
  for (let i = 0; i < kept; i++) if (sums[i]! > target) return order[i]!
  return order[kept - 1]!
}

/** The id of the largest of the values; the lowest of equals. */
export function argmax(values: Float32Array): number {
  let best = 0
  for (let id = 1; id < values.length; id++) if (values[id]! > values[best]!) best = id
  return best
}

/** PCG's output permutation of one step, on unsigned 32-bit integers. */
export function pcg(x: number): number {
  const state = (Math.imul(x, 747796405) + 2891336453) >>> 0
  const word = Math.imul((state >>> ((state >>> 28) + 4)) ^ state, 277803737) >>> 0
  return ((word >>> 22) ^ word) >>> 0
}

/** The random number of a position: a multiple of 2⁻²⁴ in [0, 1), the same for the same seed and position. */
export function uniform(seed: number, position: number): number {
  return (pcg(seed ^ pcg(position)) >>> 8) / 2 ** 24
}

function penalised(logits: Float32Array, sampling: Sampling, context: SampleContext): Float32Array {
  const scores = logits.slice(0, context.limit)
  for (const [id, score] of scores.entries()) if (Number.isNaN(score)) scores[id] = Number.NEGATIVE_INFINITY
  const repetition = Math.fround(sampling.repetitionPenalty)
  if (repetition !== 1) {
    for (const id of new Set([...Array.from(context.prompt), ...Array.from(context.generated)])) {
      if (id < scores.length) scores[id] = scores[id]! < 0 ? scores[id]! * repetition : scores[id]! / repetition
    }
  }
  const presence = Math.fround(sampling.presencePenalty)
  if (presence !== 0) {
    for (const id of new Set(Array.from(context.generated))) if (id < scores.length) scores[id]! -= presence
  }
  return scores
}

/** The first `count` ids (0: all) by descending score. */
function descending(scores: Float32Array, count: number): Uint32Array {
  const before = (a: number, b: number) => (scores[b]! > scores[a]! ? 1 : scores[b]! < scores[a]! ? -1 : a - b)
  if (count === 0 || count >= scores.length) return Uint32Array.from(scores.keys()).sort(before)
  const top = Uint32Array.from({ length: count }, (_, id) => id).sort(before)
  for (let id = count; id < scores.length; id++) {
    // Almost every id of a large vocabulary ends here; the later of equals stays out.
    if (scores[id]! <= scores[top[count - 1]!]!) continue
    let place = count - 1
    for (; place > 0 && scores[top[place - 1]!]! < scores[id]!; place--) top[place] = top[place - 1]!
    top[place] = id
  }
  return top
}

function cumulative(order: Uint32Array, weight: (id: number) => number): Float32Array {
  const sums = new Float32Array(order.length)
  let sum = 0
  for (const [i, id] of order.entries()) {
    sum = Math.fround(sum + weight(id))
    sums[i] = sum
  }
  return sums
}

/** How many of the first weights reach the share `topP` of all; the one that crosses it is kept. */
function nucleus(sums: Float32Array, topP: number): number {
  const share = Math.fround(Math.fround(topP) * sums[sums.length - 1]!)
  const last = sums.findIndex((sum) => sum >= share)
  return last === -1 ? sums.length : last + 1
}
