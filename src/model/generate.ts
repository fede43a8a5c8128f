import { MOST_CANDIDATES } from '../gpu/kernels/choice.ts'
import type { Sampling } from './config.ts'
import type { Qwen3VL } from './qwen3vl.ts'
import { sample } from './sampler.ts'

export interface GenerateOptions {
  /** Ids of the prompt that was just read, for the repetition penalty. */
  readonly prompt: readonly number[]
  readonly sampling: Sampling
  /** Ids that end the answer; they are not yielded. */
  readonly stopIds: readonly number[]
  readonly maxTokens: number
  readonly signal: AbortSignal
}

/** Why an answer ended. */
export type Ending = 'stop' | 'length'

/** The answer's ids after `prefill`, until a stop id, `maxTokens` or the end of the cache. */
export async function* generate(model: Qwen3VL, options: GenerateOptions): AsyncGenerator<number, Ending, undefined> {
  const { stopIds, maxTokens } = options
  let count = 0
  for await (const id of answer(model, options)) {
    if (stopIds.includes(id)) return 'stop'
    if (count === maxTokens) return 'length'
    yield id
    count++
  }
  return 'length'
}

function answer(model: Qwen3VL, options: GenerateOptions): AsyncGenerator<number, void, undefined> {
  const { sampling, signal, prompt } = options
  const draws = sampling.doSample && sampling.temperature !== 0
  const penalised = sampling.repetitionPenalty !== 1 || sampling.presencePenalty !== 0
  if (!draws && !penalised) return model.greedy(signal)
  // The largest after penalties is a draw from one candidate.
  const settings = draws ? sampling : { ...sampling, topK: 1, temperature: 1 }
  if (settings.topK >= 1 && settings.topK <= MOST_CANDIDATES) return model.draw(settings, prompt, signal)
  return chosenHere(model, options)
}

/** Choices on the CPU, each after the logits are read: for more candidates than a GPU draw weighs. */
async function* chosenHere(
  model: Qwen3VL,
  { prompt, sampling, signal }: GenerateOptions,
): AsyncGenerator<number, void, undefined> {
  const generated: number[] = []
  let logits = await model.readLogits()
  for (;;) {
    signal.throwIfAborted()
    const id = sample(logits, sampling, { prompt, generated, limit: model.size.idLimit })
    generated.push(id)
    yield id
    if (model.past >= model.size.capacity) return
    logits = await model.decode(id)
  }
}
