import { OutOfMemoryError } from '../errors.ts'
import type { ModelFolder } from './folder.ts'
import { planSize, roomOf, type SizeNeed } from './plan-size.ts'
import { Qwen3VL } from './qwen3vl.ts'

/**
 * A model with room for `need`. A driver that has no memory for an f16 cache, although its limits allow it, gets one of
 * half the size. Progress counts steps. @throws OutOfMemoryError, DeviceLostError
 */
export async function fitModel(
  folder: ModelFolder,
  need: SizeNeed,
  onProgress?: (done: number, total: number) => void,
): Promise<Qwen3VL> {
  const size = planSize(folder, need, roomOf(folder.gpu))
  try {
    return await Qwen3VL.create(folder, size, onProgress)
  } catch (error) {
    if (!(error instanceof OutOfMemoryError) || need.cache || size.cache !== 'f16') throw error
    const smaller = planSize(folder, { ...need, cache: 'int8' }, roomOf(folder.gpu))
    return Qwen3VL.create(folder, smaller, onProgress)
  }
}
