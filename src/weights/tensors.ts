import { BadCheckpointError } from '../errors.ts'

/** What a tensor is for; a recipe chooses its dtype by this. */
export type Role = 'decoder' | 'embedding' | 'head' | 'vision' | 'positions' | 'vector'

/** How the rows of the published tensors make the rows of ours: one after the other, or in turns. */
export type Fusion = 'concatenate' | 'alternate'

/** One tensor of the model folder and the published tensors it is made of. */
export interface TensorPlan {
  readonly name: string
  /** `[n]` or `[rows, columns]`; more published dimensions are flattened. */
  readonly shape: readonly number[]
  readonly role: Role
  readonly fusion: Fusion
  readonly sources: readonly { readonly name: string; readonly shape: readonly number[] }[]
}

/** All tensors of a dense Qwen3-VL with this published configuration, in the order of their use. */
export function planTensors(config: Readonly<Record<string, unknown>>, tied: boolean): TensorPlan[] {
  const vision = section(config, 'vision_config')
  const text = section(config, 'text_config')
  return [...planVision(vision), ...planText(text), ...(tied ? [] : [head(text)])]
}

function section(config: Readonly<Record<string, unknown>>, key: string): Section {
  const value = config[key]
  if (typeof value !== 'object' || value === null) throw new BadCheckpointError(`config.json has no ${key}`)
  return new Section(key, value as Record<string, unknown>)
}

class Section {
  readonly #key: string
  readonly #values: Readonly<Record<string, unknown>>

  constructor(key: string, values: Readonly<Record<string, unknown>>) {
    this.#key = key
    this.#values = values
  }

  get(name: string): unknown {
    return this.#values[name]
  }

  /** A count between 1 and 2^24. */
  count(name: string): number {
    const value = this.#values[name]
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 2 ** 24) {
      throw new BadCheckpointError(`${this.#key}.${name} of config.json is ${JSON.stringify(value)}`)
    }
    return value
  }
}

function vector(name: string, n: number): TensorPlan {
  return { name, shape: [n], role: 'vector', fusion: 'concatenate', sources: [{ name, shape: [n] }] }
}

function matrix(role: Role, name: string, rows: number, ...rest: number[]): TensorPlan {
  const cols = rest.reduce((product, n) => product * n, 1)
  return { name, shape: [rows, cols], role, fusion: 'concatenate', sources: [{ name, shape: [rows, ...rest] }] }
}

/** `names[i]` has `rows[i]` rows. */
function fused(name: string, fusion: Fusion, names: readonly string[], rows: readonly number[], cols: number) {
  const sources = names.map((source, i) => ({ name: source, shape: [rows[i]!, cols] }))
  const total = rows.reduce((sum, n) => sum + n, 0)
  return { name, shape: [total, cols], role: 'decoder', fusion, sources } satisfies TensorPlan
}

function planVision(config: Section): TensorPlan[] {
  const hidden = config.count('hidden_size')
  const inner = config.count('intermediate_size')
  const out = config.count('out_hidden_size')
  const patch = config.count('patch_size')
  const merged = hidden * config.count('spatial_merge_size') ** 2
  const deepstack = config.get('deepstack_visual_indexes')
  if (!Array.isArray(deepstack)) {
    throw new BadCheckpointError('vision_config.deepstack_visual_indexes of config.json is no list')
  }
  const at = (name: string) => `model.visual.${name}`
  const linear = (name: string, rows: number, ...rest: number[]) => [
    matrix('vision', at(`${name}.weight`), rows, ...rest),
    vector(at(`${name}.bias`), rows),
  ]
  const norm = (name: string, n: number) => [vector(at(`${name}.weight`), n), vector(at(`${name}.bias`), n)]
  const merger = (name: string, normed: number) => [
    ...norm(`${name}.norm`, normed),
    ...linear(`${name}.linear_fc1`, merged, merged),
    ...linear(`${name}.linear_fc2`, out, merged),
  ]
  const plans = [
    ...linear(
      'patch_embed.proj',
      hidden,
      config.count('in_channels'),
      config.count('temporal_patch_size'),
      patch,
      patch,
    ),
    matrix('positions', at('pos_embed.weight'), config.count('num_position_embeddings'), hidden),
  ]
  for (let i = 0; i < config.count('depth'); i++) {
    const block = `blocks.${i}`
    plans.push(
      ...norm(`${block}.norm1`, hidden),
      ...linear(`${block}.attn.qkv`, 3 * hidden, hidden),
      ...linear(`${block}.attn.proj`, hidden, hidden),
      ...norm(`${block}.norm2`, hidden),
      ...linear(`${block}.mlp.linear_fc1`, inner, hidden),
      ...linear(`${block}.mlp.linear_fc2`, hidden, inner),
    )
  }
  plans.push(...merger('merger', hidden))
  for (const i of deepstack.keys()) plans.push(...merger(`deepstack_merger_list.${i}`, merged))
  return plans
}

function planText(config: Section): TensorPlan[] {
  if (config.get('attention_bias') === true) {
    throw new BadCheckpointError('its decoder has attention biases, which no published Qwen3-VL has')
  }
  const hidden = config.count('hidden_size')
  const inner = config.count('intermediate_size')
  const heads = config.count('num_attention_heads')
  const headSize = config.get('head_dim') == null ? hidden / heads : config.count('head_dim')
  const queries = heads * headSize
  const keys = config.count('num_key_value_heads') * headSize
  const at = (name: string) => `model.language_model.${name}`
  const plans = [matrix('embedding', at('embed_tokens.weight'), config.count('vocab_size'), hidden)]
  for (let i = 0; i < config.count('num_hidden_layers'); i++) {
    const layer = (name: string) => at(`layers.${i}.${name}.weight`)
    plans.push(
      vector(layer('input_layernorm'), hidden),
      fused(
        layer('self_attn.qkv_proj'),
        'concatenate',
        ['q', 'k', 'v'].map((which) => layer(`self_attn.${which}_proj`)),
        [queries, keys, keys],
        hidden,
      ),
      vector(layer('self_attn.q_norm'), headSize),
      vector(layer('self_attn.k_norm'), headSize),
      matrix('decoder', layer('self_attn.o_proj'), hidden, queries),
      vector(layer('post_attention_layernorm'), hidden),
      fused(
        layer('mlp.gate_up_proj'),
        'alternate',
        [layer('mlp.gate_proj'), layer('mlp.up_proj')],
        [inner, inner],
        hidden,
      ),
      matrix('decoder', layer('mlp.down_proj'), hidden, inner),
    )
  }
  plans.push(vector(at('norm.weight'), hidden))
  return plans
}

function head(config: Section): TensorPlan {
  return matrix('head', 'lm_head.weight', config.count('vocab_size'), config.count('hidden_size'))
}
