/**
 * How keys and values are stored: f32 as computed, f16, or 8-bit integers with an f16 scale for 32 dimensions (one
 * scale for a head of 128 doubles the squared error where a few channels are large, as in real keys). A format is a pair of shaders/lib/kv_*.wgsl.
 */
export type CacheFormat = 'f32' | 'f16' | 'int8'

const GROUP = 32

/** 4-byte words of a row: one position of one key–value head of `head` dimensions. */
export function cacheRowWords(format: CacheFormat, head: number): number {
  if (format === 'f32') return head
  if (format === 'f16') return head / 2
  return head / 4 + Math.ceil(head / GROUP / 2)
}

/** What stands for `KV` in the shaders that read the cache. */
export function cacheReads(format: CacheFormat) {
  return { KV: `kv_${format}` }
}

/** What stands for `KV` and `KV_WRITE` in the shaders that also write it. */
export function cacheWrites(format: CacheFormat) {
  return { ...cacheReads(format), KV_WRITE: `kv_write_${format}` }
}
