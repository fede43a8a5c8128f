import { ropeTable } from '../../model/positions.ts'
import { MICROSOFT, type OnnxGraph } from './onnx.ts'

export interface GroupQueryShape {
  readonly heads: number
  readonly kvHeads: number
  readonly headDim: number
  readonly ropeTheta: number
  readonly eps: number
}

/** What all attention nodes of a graph have in common. */
export interface GroupQueryInputs extends GroupQueryShape {
  readonly perQuery: string
  readonly perKey: string
  readonly joined: string
  readonly seqlens: string
  readonly total: string
  readonly cos: string
  readonly sin: string
}

/** Adds the inputs `seqlens_k` and `total` and the tables of the rotary embedding for `capacity` positions. */
export function groupQueryInputs(graph: OnnxGraph, shape: GroupQueryShape, capacity: number): GroupQueryInputs {
  const { heads, kvHeads, headDim, ropeTheta } = shape
  const sizes = (name: string, ...values: number[]) =>
    graph.constant(name, 'int64', [values.length], BigInt64Array.from(values, BigInt))
  const rope = ropeTable(ropeTheta, headDim, capacity)
  const half = [capacity, headDim / 2]
  return {
    ...shape,
    seqlens: graph.input('seqlens_k', 'int32', [1]),
    total: graph.input('total', 'int32', [1]),
    cos: graph.constant('cos', 'float', half, pick(rope, 0)),
    sin: graph.constant('sin', 'float', half, pick(rope, 1)),
    perQuery: sizes('per query head', 0, 0, heads, headDim),
    perKey: sizes('per key head', 0, 0, kvHeads, headDim),
    joined: sizes('joined', 0, 0, -1),
  }
}

interface Pair {
  readonly k: string
  readonly v: string
}

export interface GroupQueryNode {
  readonly name: string
  /** [1][rows][heads·headDim] each. */
  readonly raw: Pair & { readonly q: string }
  /** Of q/k norm. */
  readonly gains: { readonly q: string; readonly k: string }
  /** Names of the graph inputs and outputs with the keys and values. */
  readonly cache: Pair
  readonly present: Pair
  readonly shared: GroupQueryInputs
}

/** q/k norm, rotary embedding, cache and attention, as exporters for onnxruntime write Qwen3. Gives the result's name. */
export function groupQuery(graph: OnnxGraph, { name, raw, gains, cache, present, shared }: GroupQueryNode): string {
  const { heads, kvHeads, headDim, eps, perQuery, perKey, joined, seqlens, total, cos, sin } = shared
  const headNorm = (which: 'q' | 'k', heads: string) => {
    const split = graph.node('Reshape', [raw[which], heads], [`${name}.${which}.split`])
    const attributes = { axis: -1, epsilon: { float: eps } }
    const normed = graph.node('SimplifiedLayerNormalization', [split, gains[which]], [`${name}.${which}`], attributes)
    return graph.node('Reshape', [normed, joined], [`${name}.${which}.joined`])
  }
  const shape = [1, kvHeads, 'capacity', headDim]
  const mixed = graph.node(
    'GroupQueryAttention',
    [
      headNorm('q', perQuery),
      headNorm('k', perKey),
      raw.v,
      graph.input(cache.k, 'float', shape),
      graph.input(cache.v, 'float', shape),
      seqlens,
      total,
      cos,
      sin,
    ],
    [name, present.k, present.v],
    { num_heads: heads, kv_num_heads: kvHeads, do_rotary: 1 },
    MICROSOFT,
  )
  for (const output of [present.k, present.v]) graph.output(output, 'float', [1, kvHeads, 'present', headDim])
  return mixed
}

/** Cosines (0) or sines (1) of the table of pairs. */
function pick(table: Float32Array, which: 0 | 1): Float32Array {
  return Float32Array.from({ length: table.length / 2 }, (_, i) => table[2 * i + which]!)
}
