import type { Grid, StepSpec } from '../plan.ts'
import { type CacheFormat, cacheRowWords, cacheWrites } from './kv-cache.ts'
import { axisMasks } from './rope.ts'

export interface DecodeAttentionSpec {
  readonly name: string
  readonly params: GPUBuffer
  /** [(heads + 2·kvHeads)·head] of the new row, raw. */
  readonly qkv: GPUBuffer
  readonly cache: CacheFormat
  /** [kvHeads][capacity] rows of the format; the new position is written. */
  readonly kCache: GPUBuffer
  readonly vCache: GPUBuffer
  readonly qGain: GPUBuffer
  readonly kGain: GPUBuffer
  /** (T, H, W, –) of the new row. */
  readonly positions: GPUBuffer
  /** [capacity][head/2] of (cos, sin). */
  readonly table: GPUBuffer
  /** [heads·head], then room for the splits: `splitFloats`. */
  readonly out: GPUBuffer
  readonly heads: number
  readonly kvHeads: number
  readonly head: number
  readonly capacity: number
  readonly eps: number
  /** Axis (0 T, 1 H, 2 W) of each of the head/2 frequencies. */
  readonly axes: ArrayLike<number>
  /** Positions of one workgroup. */
  readonly split: number
}

/** Floats of `out`. */
export function splitFloats(spec: Pick<DecodeAttentionSpec, 'heads' | 'head' | 'capacity' | 'split'>): number {
  const splits = Math.ceil(spec.capacity / spec.split)
  return spec.heads * (spec.head + (splits > 1 ? splits * (spec.head + 2) : 0))
}

/**
 * q/k norm, M-RoPE, cache write and attention of one row (qwen3-vl.md 5.3, 5.4), and the combination of its splits,
 * which is left out while there is one.
 */
export function decodeAttention(spec: DecodeAttentionSpec): StepSpec[] {
  const { head, heads, kvHeads, split } = spec
  if (head % 4 !== 0 || head > 128) throw new RangeError(`Head size ${head} is no multiple of 4 up to 128`)
  const group = heads / kvHeads
  const atOnce = [4, 3, 2].find((count) => group % count === 0) ?? 1
  const shape = { HEAD: head, Q_HEADS: heads, SPLIT: split }
  // One grid for each number of splits, so that a token makes no array.
  const grids = Array.from({ length: Math.ceil(spec.capacity / split) }, (_, i): Grid => [heads / atOnce, i + 1, 1])
  const combining: Grid = [heads, 1, 1]
  const nothing: Grid = [0, 1, 1]
  return [
    {
      name: spec.name,
      variant: {
        shader: 'decode_attention',
        constants: {
          ...shape,
          KV_HEADS: kvHeads,
          HEADS_AT_ONCE: atOnce,
          CAPACITY: spec.capacity,
          EPS: { f32: spec.eps },
          SCALE: { f32: head ** -0.5 },
          ...axisMasks(spec.axes),
        },
        includes: { HEADS: `heads_${atOnce}`, ...cacheWrites(spec.cache) },
      },
      bindings: {
        0: spec.params,
        1: spec.qkv,
        2: spec.out,
        3: spec.kCache,
        4: spec.vCache,
        5: spec.qGain,
        6: spec.kGain,
        7: spec.positions,
        8: spec.table,
      },
      grid: (_, past) => grids[Math.floor(past / split)]!,
      bytes: (_, past) => 8 * (head * heads + cacheRowWords(spec.cache, head) * kvHeads * (past + 1)),
    },
    {
      name: `${spec.name}.combine`,
      variant: { shader: 'decode_combine', constants: shape },
      bindings: { 0: spec.params, 2: spec.out },
      grid: (_, past) => (past < split ? nothing : combining),
      bytes: (_, past) => 4 * heads * (head + (head + 2) * Math.ceil((past + 1) / split)),
    },
  ]
}
