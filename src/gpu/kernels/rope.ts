import type { StepSpec } from '../plan.ts'
import { type CacheFormat, cacheRowWords, cacheWrites } from './kv-cache.ts'

export interface QkNormRopeSpec {
  readonly name: string
  readonly params: GPUBuffer
  /** [rows][(heads + 2·kvHeads)·head]; q is rotated in place. */
  readonly qkv: GPUBuffer
  readonly cache: CacheFormat
  /** [kvHeads][capacity] rows of the format. */
  readonly kCache: GPUBuffer
  readonly vCache: GPUBuffer
  readonly qGain: GPUBuffer
  readonly kGain: GPUBuffer
  /** [rows] of (T, H, W, picture row + 1). */
  readonly positions: GPUBuffer
  /** [capacity][head/2] of (cos, sin). */
  readonly table: GPUBuffer
  readonly heads: number
  readonly kvHeads: number
  readonly head: number
  readonly capacity: number
  readonly eps: number
  /** Axis (0 T, 1 H, 2 W) of each of the head/2 frequencies. */
  readonly axes: ArrayLike<number>
}

/** q/k norm a head, interleaved M-RoPE, cache write (qwen3-vl.md 5.3, 5.4). */
export function qkNormRope(spec: QkNormRopeSpec): StepSpec {
  const { heads, kvHeads } = spec
  return {
    name: spec.name,
    variant: {
      shader: 'qk_norm_rope',
      constants: {
        HEAD: spec.head,
        Q_HEADS: heads,
        KV_HEADS: kvHeads,
        CAPACITY: spec.capacity,
        EPS: { f32: spec.eps },
        ...axisMasks(spec.axes),
      },
      includes: cacheWrites(spec.cache),
    },
    bindings: {
      0: spec.params,
      1: spec.qkv,
      2: spec.kCache,
      3: spec.vCache,
      4: spec.qGain,
      5: spec.kGain,
      6: spec.positions,
      7: spec.table,
    },
    grid: (rows) => [heads + 2 * kvHeads, rows, 1],
    bytes: (rows) => (8 * (heads + kvHeads) * spec.head + 8 * kvHeads * cacheRowWords(spec.cache, spec.head)) * rows,
  }
}

/** The constants of shaders/lib/mrope.wgsl. */
export function axisMasks(axes: ArrayLike<number>): Record<string, number> {
  return {
    H_AXIS_LOW: axisMask(axes, 1, 0),
    H_AXIS_HIGH: axisMask(axes, 1, 32),
    W_AXIS_LOW: axisMask(axes, 2, 0),
    W_AXIS_HIGH: axisMask(axes, 2, 32),
  }
}

function axisMask(axes: ArrayLike<number>, axis: number, from: number): number {
  let mask = 0
  for (let j = from; j < Math.min(axes.length, from + 32); j++) if (axes[j] === axis) mask |= 1 << (j - from)
  return mask >>> 0
}

export interface VisionRopeSpec {
  readonly name: string
  /** [N][3·heads·head]. */
  readonly qkv: GPUBuffer
  /** [N][head/2] of (cos, sin). */
  readonly angles: GPUBuffer
  readonly heads: number
  readonly head: number
}

/** 2-D rotary of the vision tower, in place (qwen3-vl.md 4.3). */
export function visionRope(spec: VisionRopeSpec): StepSpec {
  const { heads, head } = spec
  return {
    name: spec.name,
    variant: { shader: 'vision_rope', constants: { HEAD: head, HEADS: heads } },
    bindings: { 1: spec.qkv, 2: spec.angles },
    grid: (rows) => [Math.ceil((heads * head) / 64), rows, 1],
    bytes: (rows) => 16 * heads * head * rows,
  }
}
