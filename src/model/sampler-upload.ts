import type { Gpu } from '../gpu/device.ts'
import type { Sampling } from './config.ts'
import type { DecodeBuffers } from './decode-plan.ts'

/** Starts the draws of one answer: settings, and a history that has the prompt and no answer yet. */
export function uploadSampling(
  gpu: Gpu,
  { sampling, history }: Pick<DecodeBuffers, 'sampling' | 'history'>,
  { temperature, topP, repetitionPenalty, presencePenalty, topK, seed }: Sampling,
  prompt: ArrayLike<number>,
  vocab: number,
): void {
  const settings = new Float32Array([temperature, topP, repetitionPenalty, presencePenalty, 0, 0, 0, 0])
  new Uint32Array(settings.buffer).set([topK, seed], 4)
  gpu.device.queue.writeBuffer(sampling, 0, settings)
  const seen = new Uint32Array(vocab + 1)
  for (let i = 0; i < prompt.length; i++) if (prompt[i]! < vocab) seen[prompt[i]!] = 1
  gpu.device.queue.writeBuffer(history, 0, seen)
}
