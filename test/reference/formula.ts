import type { Raster } from '../../src/raster/raster.ts'

export interface Tensor {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** A published-form folder in memory, a picture that needs no resize, and a prompt about it. */
export interface FormulaModel {
  readonly config: RawConfig
  readonly preprocessor: Record<string, unknown>
  readonly tensors: ReadonlyMap<string, Tensor>
  readonly image: Raster
  readonly ids: readonly number[]
}

export interface RawConfig {
  readonly [key: string]: unknown
  readonly tie_word_embeddings: boolean
  readonly image_token_id: number
  readonly text_config: {
    readonly [key: string]: unknown
    readonly vocab_size: number
    readonly hidden_size: number
    readonly intermediate_size: number
    readonly num_hidden_layers: number
    readonly num_attention_heads: number
    readonly num_key_value_heads: number
    readonly head_dim: number
    readonly rms_norm_eps: number
    readonly rope_theta: number
    readonly rope_scaling: { readonly mrope_section: readonly number[]; readonly [key: string]: unknown }
  }
  readonly vision_config: {
    readonly [key: string]: unknown
    readonly depth: number
    readonly hidden_size: number
    readonly num_heads: number
    readonly intermediate_size: number
    readonly in_channels: number
    readonly patch_size: number
    readonly temporal_patch_size: number
    readonly spatial_merge_size: number
    readonly num_position_embeddings: number
    readonly out_hidden_size: number
    readonly deepstack_visual_indexes: readonly number[]
  }
}

export interface FormulaOptions {
  /** Fields of `text_config` that differ from the standard model's. */
  readonly text?: Partial<RawConfig['text_config']>
  /** Fields of `vision_config` that differ. */
  readonly vision?: Partial<RawConfig['vision_config']>
  readonly tied?: boolean
}

/**
 * The tiny Qwen3-VL whose weights come from a formula. Without options it is the one for which check values are
 * published in the project's Qwen3-VL notes; with options an odd relative of it (other head sizes need a
 * `rope_scaling` whose section adds up to half a head).
 */
export function formulaModel(options: FormulaOptions = {}): FormulaModel {
  const tied = options.tied ?? true
  const config: RawConfig = {
    model_type: 'qwen3_vl',
    tie_word_embeddings: tied,
    image_token_id: 120,
    video_token_id: 121,
    vision_start_token_id: 122,
    vision_end_token_id: 123,
    text_config: {
      model_type: 'qwen3_vl_text',
      vocab_size: 128,
      hidden_size: 40,
      intermediate_size: 64,
      num_hidden_layers: 3,
      num_attention_heads: 4,
      num_key_value_heads: 2,
      head_dim: 16,
      rms_norm_eps: 1e-6,
      hidden_act: 'silu',
      attention_bias: false,
      rope_theta: 5000000,
      rope_scaling: { rope_type: 'default', mrope_section: [4, 2, 2], mrope_interleaved: true },
      max_position_embeddings: 512,
      ...options.text,
    },
    vision_config: {
      model_type: 'qwen3_vl',
      depth: 3,
      hidden_size: 32,
      num_heads: 2,
      intermediate_size: 48,
      in_channels: 3,
      patch_size: 4,
      temporal_patch_size: 2,
      spatial_merge_size: 2,
      num_position_embeddings: 25,
      out_hidden_size: options.text?.hidden_size ?? 40,
      deepstack_visual_indexes: [0, 2],
      hidden_act: 'gelu_pytorch_tanh',
      ...options.vision,
    },
  }
  const { patch_size: patch, spatial_merge_size: merge } = config.vision_config
  const image = formulaImage(6 * patch, 4 * patch)
  return {
    config,
    preprocessor: {
      size: { shortest_edge: 64, longest_edge: 4096 },
      patch_size: patch,
      temporal_patch_size: config.vision_config.temporal_patch_size,
      merge_size: merge,
      image_mean: [0.5, 0.5, 0.5],
      image_std: [0.5, 0.5, 0.5],
    },
    tensors: formulaTensors(config),
    image,
    ids: [5, 6, 7, 122, ...new Array<number>(24 / merge ** 2).fill(120), 123, 8, 9],
  }
}

export function formulaImage(width: number, height: number): Raster {
  const data = new Uint8Array(width * height * 3)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++) data[at++] = 7 * x + 13 * y + 29 * c + x * y
  }
  return { width, height, data }
}

/** The top left part of a picture. */
export function crop(picture: Raster, width: number, height: number): Raster {
  const row = (y: number) => picture.data.subarray(y * picture.width * 3, (y * picture.width + width) * 3)
  return { width, height, data: Uint8Array.from(Array.from({ length: height }, (_, y) => [...row(y)]).flat()) }
}

function formulaTensors(config: RawConfig): Map<string, Tensor> {
  const shapes = tensorShapes(config)
  const names = [...shapes.keys()].sort((a, b) => (a < b ? -1 : 1))
  return new Map(
    names.map((name, k) => {
      const shape = shapes.get(name)!
      const norm = /norm\.weight$|layernorm|\.norm[12]\.weight/.test(name)
      const data = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => {
        const u = noise(i, k)
        return norm ? 1 + 0.1 * u : name.endsWith('.bias') ? 0.1 * u : 0.25 * u
      })
      return [name, { shape, data }]
    }),
  )
}

/** A value in [−1, 1) for element i of tensor k. */
function noise(i: number, k: number): number {
  let x = (Math.imul(i, 2654435761) + Math.imul(k, 2246822519) + 374761393) >>> 0
  x = Math.imul(x ^ (x >>> 15), 2246822519) >>> 0
  return ((x ^ (x >>> 13)) >>> 0) / 2 ** 31 - 1
}

/** Published names and shapes of every tensor of a config. */
function tensorShapes({ text_config: t, vision_config: v, tie_word_embeddings: tied }: RawConfig) {
  const shapes = new Map<string, readonly number[]>()
  const linear = (name: string, out: number, width: number) => {
    shapes.set(`${name}.weight`, [out, width])
    shapes.set(`${name}.bias`, [out])
  }
  const norm = (name: string, width: number) => {
    shapes.set(`${name}.weight`, [width])
    shapes.set(`${name}.bias`, [width])
  }
  const vision = 'model.visual'
  const block = v.hidden_size * v.spatial_merge_size ** 2
  shapes.set(`${vision}.patch_embed.proj.weight`, [
    v.hidden_size,
    v.in_channels,
    v.temporal_patch_size,
    v.patch_size,
    v.patch_size,
  ])
  shapes.set(`${vision}.patch_embed.proj.bias`, [v.hidden_size])
  shapes.set(`${vision}.pos_embed.weight`, [v.num_position_embeddings, v.hidden_size])
  for (let l = 0; l < v.depth; l++) {
    const name = `${vision}.blocks.${l}`
    norm(`${name}.norm1`, v.hidden_size)
    linear(`${name}.attn.qkv`, 3 * v.hidden_size, v.hidden_size)
    linear(`${name}.attn.proj`, v.hidden_size, v.hidden_size)
    norm(`${name}.norm2`, v.hidden_size)
    linear(`${name}.mlp.linear_fc1`, v.intermediate_size, v.hidden_size)
    linear(`${name}.mlp.linear_fc2`, v.hidden_size, v.intermediate_size)
  }
  const merger = (name: string, normWidth: number) => {
    norm(`${name}.norm`, normWidth)
    linear(`${name}.linear_fc1`, block, block)
    linear(`${name}.linear_fc2`, v.out_hidden_size, block)
  }
  merger(`${vision}.merger`, v.hidden_size)
  for (const k of v.deepstack_visual_indexes.keys()) merger(`${vision}.deepstack_merger_list.${k}`, block)

  const text = 'model.language_model'
  shapes.set(`${text}.embed_tokens.weight`, [t.vocab_size, t.hidden_size])
  shapes.set(`${text}.norm.weight`, [t.hidden_size])
  for (let l = 0; l < t.num_hidden_layers; l++) {
    const name = `${text}.layers.${l}`
    const query = t.num_attention_heads * t.head_dim
    const key = t.num_key_value_heads * t.head_dim
    shapes.set(`${name}.input_layernorm.weight`, [t.hidden_size])
    shapes.set(`${name}.post_attention_layernorm.weight`, [t.hidden_size])
    shapes.set(`${name}.self_attn.q_proj.weight`, [query, t.hidden_size])
    shapes.set(`${name}.self_attn.k_proj.weight`, [key, t.hidden_size])
    shapes.set(`${name}.self_attn.v_proj.weight`, [key, t.hidden_size])
    shapes.set(`${name}.self_attn.o_proj.weight`, [t.hidden_size, query])
    shapes.set(`${name}.self_attn.q_norm.weight`, [t.head_dim])
    shapes.set(`${name}.self_attn.k_norm.weight`, [t.head_dim])
    shapes.set(`${name}.mlp.gate_proj.weight`, [t.intermediate_size, t.hidden_size])
    shapes.set(`${name}.mlp.up_proj.weight`, [t.intermediate_size, t.hidden_size])
    shapes.set(`${name}.mlp.down_proj.weight`, [t.hidden_size, t.intermediate_size])
  }
  if (!tied) shapes.set('lm_head.weight', [t.vocab_size, t.hidden_size])
  return shapes
}
