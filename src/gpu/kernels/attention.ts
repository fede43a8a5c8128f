import type { Variant } from '../compose.ts'
import type { StepSpec } from '../plan.ts'
import type { AttentionKernel } from '../table.ts'
import { type CacheFormat, cacheReads, cacheRowWords } from './kv-cache.ts'

export interface AttentionSpec {
  readonly name: string
  readonly params: GPUBuffer
  /** Query rows; `qRow` floats apart, heads one after the other from the start of the row. */
  readonly q: GPUBuffer
  readonly qRow: number
  readonly keys: GPUBuffer
  readonly values: GPUBuffer
  /** Of keys and values; else f32. */
  readonly cache?: CacheFormat
  /** First word of keys and of values, words between positions and between key–value heads. */
  readonly keyOffset: number
  readonly valueOffset: number
  readonly kvRow: number
  readonly kvHeadStride: number
  /** [rows][heads·head]. */
  readonly out: GPUBuffer
  readonly heads: number
  readonly kvHeads: number
  readonly head: number
  /** Causal: row r sees positions 0 to past + r; else all rows of the plan. */
  readonly causal: boolean
  /** `tile` unless told. */
  readonly kernel?: AttentionKernel
}

/** Query rows a workgroup. */
const ROWS: Readonly<Record<AttentionKernel, number>> = { tile: 16, quad: 8 }

/** Softmax attention with grouped queries, scale head^−½ (qwen3-vl.md 4.4, 5.4). */
export function attention(spec: AttentionSpec): StepSpec {
  const { head, heads, cache = 'f32', kernel = 'tile' } = spec
  if (head % 4 !== 0 || head > 128) throw new RangeError(`Head size ${head} is no multiple of 4 up to 128`)
  const made = variant(kernel, head)
  return {
    name: spec.name,
    variant: {
      ...made,
      constants: {
        ...made.constants,
        HEAD: head,
        QUERY_GROUP: heads / spec.kvHeads,
        Q_ROW: spec.qRow,
        OUT_ROW: heads * head,
        K_OFFSET: spec.keyOffset,
        V_OFFSET: spec.valueOffset,
        KV_ROW: spec.kvRow,
        KV_HEAD_STRIDE: spec.kvHeadStride,
        CAUSAL: spec.causal ? 1 : 0,
        SCALE: { f32: head ** -0.5 },
      },
      includes: cacheReads(cache),
    },
    bindings: { 0: spec.params, 1: spec.q, 2: spec.out, 3: spec.keys, 4: spec.values },
    grid: (rows) => [heads, Math.ceil(rows / ROWS[kernel]), 1],
    work: (rows, past) => Math.ceil(rows / ROWS[kernel]) * (spec.causal ? past + rows / 2 : rows),
    bytes: (rows, past) => 8 * (head * heads * rows + cacheRowWords(cache, head) * spec.kvHeads * (past + rows)),
  }
}

function variant(kernel: AttentionKernel, head: number): Variant {
  if (kernel === 'tile') return { shader: 'attention_tile' }
  return {
    shader: 'attention_quad',
    constants: { FOURS: ROWS.quad / 4, QUADS: head / 4 },
    directives: ['enable subgroups;'],
  }
}
