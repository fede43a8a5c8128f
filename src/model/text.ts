import { type Allocator, allocating, BufferPool } from '../gpu/buffers.ts'
import type { Gpu } from '../gpu/device.ts'
import { attention } from '../gpu/kernels/attention.ts'
import { cacheRowWords } from '../gpu/kernels/kv-cache.ts'
import { linear } from '../gpu/kernels/linear.ts'
import { rmsNorm } from '../gpu/kernels/norms.ts'
import { qkNormRope } from '../gpu/kernels/rope.ts'
import { deepStack, embed, swiglu } from '../gpu/kernels/rows.ts'
import { type BuildWatch, type Plan, PlanBuilder } from '../gpu/plan.ts'
import type { GpuWeights } from '../weights/upload.ts'
import type { ModelConfig } from './config.ts'
import { allocateDecode, type DecodeBuffers, type DecodePlans, headName, headSteps, planDecode } from './decode-plan.ts'
import type { DecoderBuffers, DecoderSize } from './decoder-buffers.ts'
import { mropeAxes, ropeTable } from './positions.ts'

/** The decoder's buffers and its plans: many rows (prefill, here) and one (decode-plan.ts). qwen3-vl.md 5. */
export class LanguageModel {
  readonly size: DecoderSize
  readonly prefill: Plan
  readonly decode: DecodePlans
  readonly buffers: DecoderBuffers
  readonly #pool: BufferPool

  private constructor(
    size: DecoderSize,
    buffers: DecoderBuffers,
    pool: BufferPool,
    prefill: Plan,
    decode: DecodePlans,
  ) {
    this.size = size
    this.buffers = buffers
    this.#pool = pool
    this.prefill = prefill
    this.decode = decode
  }

  /** @throws OutOfMemoryError */
  static async create(
    gpu: Gpu,
    config: ModelConfig,
    weights: GpuWeights,
    size: DecoderSize,
    watch?: BuildWatch,
  ): Promise<LanguageModel> {
    const pool = new BufferPool(gpu)
    const [buffers, own] = await allocating(gpu, `${size.capacity} positions of text`, pool, () => {
      const { parts } = weights.get(headName(config))
      return [allocateDecoder(pool, config, size), allocateDecode(pool, config, parts, size, gpu.lanes)] as const
    })
    const table = ropeTable(config.text.ropeTheta, config.text.headDim, size.capacity)
    gpu.device.queue.writeBuffer(buffers.rope, 0, table as Float32Array<ArrayBuffer>)
    const [prefill, decode] = await Promise.all([
      planPrefill(gpu, config, weights, size, buffers, own).build(watch),
      planDecode(gpu, config, weights, size, buffers, own, watch),
    ])
    return new LanguageModel(size, buffers, pool, prefill, decode)
  }

  get bytes(): number {
    return this.#pool.bytes
  }

  dispose(): void {
    this.#pool.dispose()
  }
}

/** The decoder's buffers, without weights. */
export function allocateDecoder(pool: Allocator, config: ModelConfig, size: DecoderSize): DecoderBuffers {
  const { text, vision } = config
  const { capacity, chunk } = size
  const qkvWidth = (text.heads + 2 * text.kvHeads) * text.headDim
  const cache = (kind: string) =>
    Array.from({ length: text.layers }, (_, l) =>
      pool.storage(`${kind} cache ${l}`, text.kvHeads * capacity * cacheRowWords(size.cache, text.headDim)),
    )
  return {
    params: pool.uniform('text params', 16),
    ids: pool.storage('token ids', chunk),
    positions: pool.storage('positions', chunk * 4),
    rope: pool.storage('rope table', capacity * text.headDim),
    picture: {
      embeds: pool.storage('picture embeds', size.pictureTokens * text.hidden),
      deepstack: vision.deepstack.map((_, k) =>
        pool.storage(`picture deepstack ${k}`, size.pictureTokens * text.hidden),
      ),
    },
    x: pool.storage('x', chunk * text.hidden),
    normed: pool.storage('normed', chunk * text.hidden),
    qkv: pool.storage('qkv', chunk * qkvWidth),
    mixed: pool.storage('attention', chunk * text.heads * text.headDim),
    gateUp: pool.storage('gate and up', chunk * 2 * text.intermediate),
    inner: pool.storage('mlp', chunk * text.intermediate),
    logits: pool.storage('logits', (size.allLogits ? chunk : 1) * text.vocab),
    kCache: cache('k'),
    vCache: cache('v'),
  }
}

function planPrefill(
  gpu: Gpu,
  config: ModelConfig,
  weights: GpuWeights,
  size: DecoderSize,
  buffers: DecoderBuffers,
  own: DecodeBuffers,
): PlanBuilder {
  const { text } = config
  const { hidden, heads, kvHeads, headDim, eps } = text
  const { params, x, normed, qkv, mixed, gateUp, inner, positions } = buffers
  const qkvWidth = (heads + 2 * kvHeads) * headDim
  const prefix = 'model.language_model.'
  const matrix = (name: string) => weights.get(prefix + name)
  const vector = (name: string) => matrix(name).parts[0]!.data
  const kernel = gpu.kernels.matmul
  const axes = mropeAxes(text.mropeSection, headDim)
  const builder = new PlanBuilder(gpu)

  const dense = (name: string, from: GPUBuffer, to: GPUBuffer, accumulate = false) => {
    const weight = matrix(`${name}.weight`)
    const normed = from === buffers.normed
    for (const step of linear({ name, params, x: from, y: to, weight, accumulate, kernel, normed })) {
      builder.step(step)
    }
  }
  const norm = (name: string) =>
    builder.step(rmsNorm({ name, x, y: normed, gain: vector(`${name}.weight`), width: hidden, eps }))

  const table = matrix('embed_tokens.weight')
  for (const step of embed({ name: 'embed', ids: buffers.ids, positions, picture: buffers.picture.embeds, x, table })) {
    builder.step(step)
  }
  for (let l = 0; l < text.layers; l++) {
    const layer = `layers.${l}`
    const kCache = buffers.kCache[l]!
    const vCache = buffers.vCache[l]!
    norm(`${layer}.input_layernorm`)
    dense(`${layer}.self_attn.qkv_proj`, normed, qkv)
    builder.step(
      qkNormRope({
        name: `${layer}.self_attn.rope`,
        params,
        qkv,
        cache: size.cache,
        kCache,
        vCache,
        qGain: vector(`${layer}.self_attn.q_norm.weight`),
        kGain: vector(`${layer}.self_attn.k_norm.weight`),
        positions,
        table: buffers.rope,
        heads,
        kvHeads,
        head: headDim,
        capacity: size.capacity,
        eps,
        axes,
      }),
    )
    builder.step(
      attention({
        name: `${layer}.self_attn.attention`,
        params,
        q: qkv,
        qRow: qkvWidth,
        cache: size.cache,
        keys: kCache,
        values: vCache,
        keyOffset: 0,
        valueOffset: 0,
        kvRow: cacheRowWords(size.cache, headDim),
        kvHeadStride: size.capacity * cacheRowWords(size.cache, headDim),
        out: mixed,
        heads,
        kvHeads,
        head: headDim,
        causal: true,
        kernel: gpu.kernels.attention,
      }),
    )
    dense(`${layer}.self_attn.o_proj`, mixed, x, true)
    norm(`${layer}.post_attention_layernorm`)
    dense(`${layer}.mlp.gate_up_proj`, normed, gateUp)
    builder.step(swiglu({ name: `${layer}.mlp.swiglu`, gateUp, y: inner, intermediate: text.intermediate }))
    dense(`${layer}.mlp.down_proj`, inner, x, true)
    builder.tap(`layer${l}`, x, (rows) => rows * hidden)
    const features = buffers.picture.deepstack[l]
    if (features) {
      builder.step(deepStack({ name: `${layer}.deepstack`, positions, x, features, width: hidden }))
    }
  }
  if (size.allLogits) {
    norm('norm')
    const weight = text.tied ? table : weights.get('lm_head.weight')
    for (const step of linear({ name: 'lm_head', params, x: normed, y: buffers.logits, weight })) builder.step(step)
  } else {
    for (const step of headSteps(gpu, config, weights, size, buffers, own)) builder.step(step)
  }
  builder.tap('logits', buffers.logits, (rows) => (size.allLogits ? rows : 1) * text.vocab)
  return builder
}
