import type { Allocator } from '../gpu/buffers.ts'
import type { Gpu } from '../gpu/device.ts'
import { candidateWords, draw, greedy } from '../gpu/kernels/choice.ts'
import { decodeAttention, splitFloats } from '../gpu/kernels/decode-attention.ts'
import { head, headGroups, matvec } from '../gpu/kernels/matvec.ts'
import { embed } from '../gpu/kernels/rows.ts'
import type { RowRange } from '../gpu/matrix.ts'
import { type BuildWatch, type Plan, PlanBuilder } from '../gpu/plan.ts'
import type { GpuWeights } from '../weights/upload.ts'
import type { ModelConfig } from './config.ts'
import type { DecoderBuffers, DecoderSize } from './decoder-buffers.ts'
import { mropeAxes } from './positions.ts'

/** What decoding alone needs. */
export interface DecodeBuffers {
  /** The attention's result, then its splits. */
  readonly mixed: GPUBuffer
  /** (key, id) of each workgroup of the head. */
  readonly largest: GPUBuffer
  readonly sampling: GPUBuffer
  readonly candidates: GPUBuffer
  /** [vocab + 1]: what the prompt and the answer have of each id, then the answer's length. */
  readonly history: GPUBuffer
  /** Slots of the two read-back rings: chosen ids, and logits of ids below the limit. */
  readonly tokensRead: readonly GPUBuffer[]
  readonly logitsRead: readonly GPUBuffer[]
}

/** Submissions whose token is not read yet; a Stop costs at most as many tokens. */
export const AHEAD = 2

/** The plans of an answer: one row in, an id or logits out. */
export interface DecodePlans {
  readonly buffers: DecodeBuffers
  /** The row's logits, for a choice on the CPU. */
  readonly logits: Plan
  /** The row, and the next id by one way of choosing. */
  readonly greedy: Plan
  readonly drawn: Plan
  /** The choice alone, after a prefill. */
  readonly chooseGreedy: Plan
  readonly chooseDrawn: Plan
}

/**
 * Positions of one workgroup of the attention. Small ones keep a GPU's cores busy; a software adapter has few cores and
 * pays for each dispatch.
 */
export function splitOf(lanes: number): number {
  return lanes === 1 ? 1024 : 128
}

/** Threads of a draw: a software adapter pays for each at every barrier. */
function drawThreads(lanes: number): number {
  return lanes === 1 ? 16 : 64
}

/** `headParts`: of the head's matrix, `lanes`: threads a matrix row. */
export function allocateDecode(
  pool: Allocator,
  config: ModelConfig,
  headParts: readonly RowRange[],
  size: DecoderSize,
  lanes: number,
): DecodeBuffers {
  const { heads, headDim, vocab } = config.text
  const shape = { heads, head: headDim, capacity: size.capacity, split: splitOf(lanes) }
  const slots = Array.from({ length: AHEAD + 1 }, (_, i) => i)
  return {
    mixed: pool.storage('attention of one row', splitFloats(shape)),
    largest: pool.storage('largest logits', headGroups({ parts: headParts }, lanes) * 2),
    sampling: pool.uniform('sampling', 32),
    candidates: pool.storage('candidates', candidateWords(size.idLimit, drawThreads(lanes))),
    history: pool.storage('history', vocab + 1),
    tokensRead: slots.map((i) => pool.readback(`token ${i}`, 4)),
    logitsRead: [pool.readback('logits read', size.idLimit * 4)],
  }
}

/** Name of the head's matrix: the embedding where it is tied. */
export function headName({ text }: ModelConfig): string {
  return text.tied ? 'model.language_model.embed_tokens.weight' : 'lm_head.weight'
}

/** Logits of the last row of `x` with the final norm inside, and what the greedy choice needs of them. */
export function headSteps(
  gpu: Gpu,
  config: ModelConfig,
  weights: GpuWeights,
  size: DecoderSize,
  buffers: Pick<DecoderBuffers, 'params' | 'x' | 'logits'>,
  { largest }: DecodeBuffers,
) {
  return head({
    name: 'lm_head',
    params: buffers.params,
    x: buffers.x,
    logits: buffers.logits,
    largest,
    weight: weights.get(headName(config)),
    ...team(gpu),
    norm: { gain: weights.get('model.language_model.norm.weight').parts[0]!.data, eps: config.text.eps },
    limit: size.idLimit,
  })
}

/** At most 6 dispatches a layer, 5 while the attention needs no combination, and the parts of embedding and head + 2. */
export async function planDecode(
  gpu: Gpu,
  config: ModelConfig,
  weights: GpuWeights,
  size: DecoderSize,
  buffers: DecoderBuffers,
  own: DecodeBuffers,
  watch?: BuildWatch,
): Promise<DecodePlans> {
  const { ids, logits } = buffers
  const choice = new PlanBuilder(gpu)
  const count = headGroups(weights.get(headName(config)), gpu.lanes)
  choice.step(greedy({ name: 'greedy', largest: own.largest, count, ids }))
  const drawing = new PlanBuilder(gpu)
  const { sampling, candidates, history } = own
  const limit = size.idLimit
  for (const step of draw({
    name: 'sample',
    sampling,
    logits,
    candidates,
    history,
    ids,
    vocab: config.text.vocab,
    limit,
    threads: drawThreads(gpu.lanes),
  })) {
    drawing.step(step)
  }
  const [row, chooseGreedy, chooseDrawn] = await Promise.all([
    planRow(gpu, config, weights, size, buffers, own).build(watch),
    choice.build(watch),
    drawing.build(watch),
  ])
  return {
    buffers: own,
    logits: row,
    greedy: row.followedBy(chooseGreedy),
    drawn: row.followedBy(chooseDrawn),
    chooseGreedy,
    chooseDrawn,
  }
}

/** One row through all layers and the head. Generated tokens are never picture tokens, so DeepStack has no step. */
function planRow(
  gpu: Gpu,
  config: ModelConfig,
  weights: GpuWeights,
  size: DecoderSize,
  buffers: DecoderBuffers,
  own: DecodeBuffers,
): PlanBuilder {
  const { text } = config
  const { heads, kvHeads, headDim, eps } = text
  const { params, positions, x, qkv, inner } = buffers
  const matrix = (name: string) => weights.get(`model.language_model.${name}`)
  const vector = (name: string) => matrix(name).parts[0]!.data
  const axes = mropeAxes(text.mropeSection, headDim)
  const builder = new PlanBuilder(gpu)
  const add = (steps: Parameters<PlanBuilder['step']>[0][]) => {
    for (const step of steps) builder.step(step)
  }
  const dense = (name: string, from: GPUBuffer, to: GPUBuffer, finish: 'store' | 'add' | 'swiglu', norm?: string) =>
    add(
      matvec({
        name,
        x: from,
        y: to,
        weight: matrix(`${name}.weight`),
        ...team(gpu),
        finish,
        ...(norm && { norm: { gain: vector(`${norm}.weight`), eps } }),
      }),
    )

  const table = matrix('embed_tokens.weight')
  add(embed({ name: 'embed', ids: buffers.ids, positions, picture: buffers.picture.embeds, x, table }))
  for (let l = 0; l < text.layers; l++) {
    const layer = `layers.${l}`
    dense(`${layer}.self_attn.qkv_proj`, x, qkv, 'store', `${layer}.input_layernorm`)
    add(
      decodeAttention({
        name: `${layer}.self_attn.attention`,
        params,
        qkv,
        cache: size.cache,
        kCache: buffers.kCache[l]!,
        vCache: buffers.vCache[l]!,
        qGain: vector(`${layer}.self_attn.q_norm.weight`),
        kGain: vector(`${layer}.self_attn.k_norm.weight`),
        positions,
        table: buffers.rope,
        out: own.mixed,
        heads,
        kvHeads,
        head: headDim,
        capacity: size.capacity,
        eps,
        axes,
        split: splitOf(gpu.lanes),
      }),
    )
    dense(`${layer}.self_attn.o_proj`, own.mixed, x, 'add')
    dense(`${layer}.mlp.gate_up_proj`, x, inner, 'swiglu', `${layer}.post_attention_layernorm`)
    dense(`${layer}.mlp.down_proj`, inner, x, 'add')
  }
  add(headSteps(gpu, config, weights, size, buffers, own))
  return builder
}

/** Of the matrix–vector products. */
function team({ kernels: { lanes, team } }: Gpu) {
  return { lanes, team }
}
