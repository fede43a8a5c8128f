import type { CacheFormat } from '../gpu/kernels/kv-cache.ts'
import type { PictureFeatures } from './vision.ts'

export interface DecoderSize {
  /** Positions that the KV cache holds. */
  readonly capacity: number
  /** How it holds them. */
  readonly cache: CacheFormat
  /** Most rows of one prefill submission. */
  readonly chunk: number
  /** Picture tokens of one prompt. */
  readonly pictureTokens: number
  /** Ids from here on are never chosen (the tokenizer's size). */
  readonly idLimit: number
  /** Logits of every prefill row, for parity; else of the last row only. */
  readonly allLogits?: boolean
}

export interface DecoderBuffers {
  readonly params: GPUBuffer
  readonly ids: GPUBuffer
  /** [chunk] of (T, H, W, picture row + 1). */
  readonly positions: GPUBuffer
  readonly rope: GPUBuffer
  readonly picture: PictureFeatures
  readonly x: GPUBuffer
  readonly normed: GPUBuffer
  readonly qkv: GPUBuffer
  readonly mixed: GPUBuffer
  readonly gateUp: GPUBuffer
  readonly inner: GPUBuffer
  readonly logits: GPUBuffer
  /** A layer: [kvHeads][capacity] rows of the cache's format. */
  readonly kCache: readonly GPUBuffer[]
  readonly vCache: readonly GPUBuffer[]
}
