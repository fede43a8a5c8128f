import type { ModelConfig } from '../../model/config.ts'
import { dequantise } from '../../weights/quantise.ts'
import { groupQuery, groupQueryInputs } from './group-query.ts'
import { MICROSOFT, OnnxGraph } from './onnx.ts'
import { matMulNBits, type Q4 } from './q4.ts'

/** Weights of a q4 model folder in memory. */
export interface DecoderWeights {
  matrix(name: string): Q4
  vector(name: string): Float32Array
}

/**
 * The text decoder of a Qwen3-VL as an ONNX model, in the form in which exporters for onnxruntime write Qwen3: 4-bit
 * MatMulNBits, GroupQueryAttention with its rotary embedding, skip connections inside the norms. For prompts without
 * pictures: the three axes of M-RoPE are then one. Inputs: ids, past_k0, past_v0, …, seqlens_k, total; outputs:
 * logits [1, rows, vocab], present_k0, present_v0, ….
 */
export function decoderModel(config: ModelConfig, weights: DecoderWeights, capacity: number): Uint8Array<ArrayBuffer> {
  const { hidden, heads, kvHeads, headDim, eps, layers, vocab, intermediate, ropeTheta, tied } = config.text
  const graph = new OnnxGraph()
  const prefix = 'model.language_model.'
  const vector = (name: string, n: number) =>
    graph.constant(name, 'float', [n], weights.vector(`${prefix}${name}.weight`))
  const matrix = (name: string) => weights.matrix(`${prefix}${name}.weight`)

  const ids = graph.input('ids', 'int64', [1, 'rows'])
  const shared = groupQueryInputs(graph, { heads, kvHeads, headDim, ropeTheta, eps }, capacity)

  const table = matrix('embed_tokens')
  const embedding = dequantise('q4g32', bytes(table), table.rows, table.cols)
  let x = graph.node('Gather', [graph.constant('embedding', 'float', [vocab, hidden], embedding), ids], ['x'])
  let added = ''
  // The norm of x + added; x becomes that sum.
  const norm = (name: string) => {
    const gain = vector(name, hidden)
    const out = `${name}.out`
    if (added === '') return graph.node('SimplifiedLayerNormalization', [x, gain], [out], epsilon)
    const sum = `${name}.sum`
    graph.node(
      'SkipSimplifiedLayerNormalization',
      [x, added, gain],
      [out, '', '', sum],
      { epsilon: { float: eps } },
      MICROSOFT,
    )
    x = sum
    return out
  }
  const epsilon = { axis: -1, epsilon: { float: eps } }

  for (let l = 0; l < layers; l++) {
    const at = (name: string) => `layers.${l}.${name}`
    const normed = norm(at('input_layernorm'))
    const qkv = matrix(at('self_attn.qkv_proj'))
    const [qRows, kRows] = [heads * headDim, kvHeads * headDim]
    const rows = (name: string, from: number, count: number) =>
      matMulNBits(graph, at(name), normed, qkv, range(from, count))
    const q = rows('q', 0, qRows)
    const k = rows('k', qRows, kRows)
    const v = rows('v', qRows + kRows, kRows)
    const gain = (name: string) => vector(at(`self_attn.${name}`), headDim)
    const mixed = groupQuery(graph, {
      name: at('mixed'),
      raw: { q, k, v },
      gains: { q: gain('q_norm'), k: gain('k_norm') },
      cache: { k: `past_k${l}`, v: `past_v${l}` },
      present: { k: `present_k${l}`, v: `present_v${l}` },
      shared,
    })
    added = matMulNBits(graph, at('o'), mixed, matrix(at('self_attn.o_proj')))
    const inner = norm(at('post_attention_layernorm'))
    const gateUp = matrix(at('mlp.gate_up_proj'))
    const gate = matMulNBits(graph, at('gate'), inner, gateUp, range(0, intermediate, 2))
    const up = matMulNBits(graph, at('up'), inner, gateUp, range(1, intermediate, 2))
    const silu = graph.node('Mul', [gate, graph.node('Sigmoid', [gate], [at('sigmoid')])], [at('silu')])
    const product = graph.node('Mul', [silu, up], [at('product')])
    added = matMulNBits(graph, at('down'), product, matrix(at('mlp.down_proj')))
  }
  const last = norm('norm')
  matMulNBits(graph, 'logits', last, tied ? table : weights.matrix('lm_head.weight'))
  graph.output('logits', 'float', [1, 'rows', vocab])
  return graph.finish()
}

function bytes({ data, scales }: Q4) {
  return { data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), scales }
}

function range(from: number, count: number, step = 1): number[] {
  return Array.from({ length: count }, (_, i) => from + i * step)
}
