import { OutOfMemoryError } from '../errors.ts'
import type { Gpu } from '../gpu/device.ts'
import type { CacheFormat } from '../gpu/kernels/kv-cache.ts'
import type { Manifest } from '../weights/manifest.ts'
import type { ModelConfig } from './config.ts'
import type { DecoderSize } from './decoder-buffers.ts'
import { planMemory } from './memory.ts'

/** What a model is to have room for. */
export interface SizeNeed {
  /** Of one prompt. */
  readonly pictureTokens: number
  /** Of one conversation, its pictures' tokens among them, without the last answer. */
  readonly promptTokens: number
  /** Of the last answer. */
  readonly maxTokens: number
  /** Most rows of one prefill submission. */
  readonly chunk?: number
  /** Only this one; else f16, and int8 where f16 has no room. */
  readonly cache?: CacheFormat
  readonly allLogits?: boolean
}

/** What decides sizes of a model folder. */
export interface SizedModel {
  readonly config: ModelConfig
  readonly manifest: Pick<Manifest, 'tensors'>
  readonly words: { readonly tokenizer: { readonly size: number } } | null
}

/** What decides them of a device. */
export interface DeviceRoom {
  readonly maxBufferSize: number
  readonly maxStorageBufferBindingSize: number
  /** Threads a matrix row (src/gpu/table.ts). */
  readonly lanes: number
  /** Bytes that the whole model may take; WebGPU does not tell how many a device has. */
  readonly memory?: number
}

/** What every device has. */
export const DEFAULT_LIMITS = { maxBufferSize: 256 * 2 ** 20, maxStorageBufferBindingSize: 128 * 2 ** 20 } as const

const CHUNK = 256

export function roomOf({ device: { limits }, lanes }: Gpu): DeviceRoom {
  const { maxBufferSize, maxStorageBufferBindingSize } = limits
  return { maxBufferSize, maxStorageBufferBindingSize, lanes }
}

/**
 * The sizes of a model's buffers for a need, checked against the device before anything is allocated. Positions end at
 * the model's own limit. @throws OutOfMemoryError with the buffer that is too large and the bytes it needs and may take
 */
export function planSize(model: SizedModel, need: SizeNeed, room: DeviceRoom): DecoderSize {
  const formats: readonly CacheFormat[] = need.cache ? [need.cache] : ['f16', 'int8']
  let refused: OutOfMemoryError | undefined
  for (const cache of formats) {
    const size = sizeOf(model, need, cache)
    refused = refusal(model, size, room)
    if (!refused) return size
  }
  throw refused
}

/** Whether a model of `size` has room for `need`, so that it need not be made anew. */
export function hasRoom(size: DecoderSize, model: SizedModel, need: SizeNeed): boolean {
  return size.pictureTokens >= need.pictureTokens && size.capacity >= sizeOf(model, need, size.cache).capacity
}

function sizeOf({ config, words }: SizedModel, need: SizeNeed, cache: CacheFormat): DecoderSize {
  const { pictureTokens, promptTokens, maxTokens, chunk = CHUNK, allLogits } = need
  const capacity = Math.min(config.maxPositions, promptTokens + maxTokens)
  return {
    capacity,
    cache,
    chunk: Math.min(chunk, capacity),
    pictureTokens,
    idLimit: Math.min(words?.tokenizer.size ?? config.text.vocab, config.text.vocab),
    ...(allLogits && { allLogits }),
  }
}

function refusal({ config, manifest }: SizedModel, size: DecoderSize, room: DeviceRoom): OutOfMemoryError | undefined {
  const { largest, total } = planMemory(config, manifest, size, room.lanes)
  const most = Math.min(room.maxBufferSize, room.maxStorageBufferBindingSize)
  if (largest.bytes > most) return new OutOfMemoryError(largest.label, largest.bytes, most)
  if (room.memory !== undefined && total > room.memory) {
    return new OutOfMemoryError(`the model with ${size.capacity} positions`, total, room.memory)
  }
  return undefined
}
