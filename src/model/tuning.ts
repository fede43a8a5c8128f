import { type Shape, type TuneOptions, tune } from '../gpu/tune.ts'
import type { ModelConfig } from './config.ts'
import type { ModelFolder } from './folder.ts'

/**
 * Tries kernels on the model's device with its own matrices; the next load takes the fastest that are right.
 * @throws the signal's reason, DeviceLostError
 */
export async function tuneModel(
  { gpu, config }: ModelFolder,
  options: Pick<TuneOptions, 'budget' | 'signal' | 'software'>,
): Promise<void> {
  // Messages of the page come in between.
  const idle = () => new Promise<void>((resolve) => setTimeout(resolve))
  await tune(gpu, { ...options, shapes: decoderShapes(config), idle })
}

/** The decoder's matrices, one of each: qkv, o, gate and up, down. */
function decoderShapes({ text }: ModelConfig): Shape[] {
  const { hidden, heads, kvHeads, headDim, intermediate } = text
  return [
    { n: (heads + 2 * kvHeads) * headDim, k: hidden },
    { n: hidden, k: heads * headDim },
    { n: 2 * intermediate, k: hidden },
    { n: hidden, k: intermediate },
  ]
}
