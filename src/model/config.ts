import { Fields } from './fields.ts'

export interface TextConfig {
  readonly hidden: number
  readonly layers: number
  readonly heads: number
  readonly kvHeads: number
  readonly headDim: number
  readonly intermediate: number
  /** Rows of the embedding; the tokenizer can have fewer ids. */
  readonly vocab: number
  readonly eps: number
  readonly ropeTheta: number
  /** Frequencies of the temporal, height and width axis. */
  readonly mropeSection: readonly [number, number, number]
  /** The output matrix is the embedding. */
  readonly tied: boolean
}

export interface VisionConfig {
  readonly depth: number
  readonly hidden: number
  readonly heads: number
  readonly headDim: number
  readonly intermediate: number
  /** Side of a patch in pixels. */
  readonly patch: number
  /** Times that a still picture is repeated. */
  readonly temporal: number
  /** Side of a merged block in patches. */
  readonly merge: number
  /** Rows of the position table, the square of its side. */
  readonly positions: number
  readonly out: number
  /** Blocks after which DeepStack reads; entry k is added after decoder layer k. */
  readonly deepstack: readonly number[]
  readonly channels: number
  readonly ropeTheta: number
}

/** What to draw an answer with; penalties of 1 (repetition) and 0 (presence), top-k 0 and top-p 1 do nothing. */
export interface Sampling {
  readonly doSample: boolean
  readonly temperature: number
  readonly topK: number
  readonly topP: number
  readonly repetitionPenalty: number
  readonly presencePenalty: number
  readonly seed: number
}

export interface ModelConfig {
  readonly text: TextConfig
  readonly vision: VisionConfig
  readonly ids: { readonly image: number; readonly visionStart: number; readonly visionEnd: number }
  /** Limits in pixels of the resized picture; mean and deviation of each channel, of values 0 to 1. */
  readonly pixels: {
    readonly min: number
    readonly max: number
    readonly mean: readonly number[]
    readonly std: readonly number[]
  }
  /** Ids that end an answer; empty in a folder that only runs ids. */
  readonly stopIds: readonly number[]
  readonly sampling: Sampling
  readonly maxPositions: number
  readonly maxNewTokens: number | undefined
}

/** The vision tower's own base, a constant of the reference; files of transformers 5 write it out. */
const VISION_THETA = 10000

/**
 * Reads the published `config.json`, `preprocessor_config.json` and `generation_config.json` of any dense Qwen3-VL,
 * in the form of transformers 4.57 (`rope_theta` + `rope_scaling`) or 5 (`rope_parameters`).
 * Throws BadManifestError that names the field when one is missing, wrong or not supported.
 */
export function parseConfig(config: unknown, preprocessor: unknown, generation?: unknown): ModelConfig {
  const root = new Fields(config, 'config')
  root.expect('model_type', 'qwen3_vl')
  const textFields = root.object('text_config')
  const text = parseText(textFields, root)
  const vision = parseVision(root.object('vision_config'))
  if (vision.out !== text.hidden) {
    root.fail('vision_config.out_hidden_size', `is ${vision.out}, but the text model is ${text.hidden} wide`)
  }
  if (vision.deepstack.length > text.layers) {
    root.fail('vision_config.deepstack_visual_indexes', `has more entries than the text model has layers`)
  }
  const id = (key: string) => {
    const value = root.integer(key, 0)
    return value < text.vocab ? value : root.fail(key, `is ${value}, beyond the vocabulary of ${text.vocab}`)
  }
  const answer = new Fields(generation ?? {}, 'generation')
  return {
    text,
    vision,
    ids: {
      image: id('image_token_id'),
      visionStart: id('vision_start_token_id'),
      visionEnd: id('vision_end_token_id'),
    },
    pixels: parsePixels(new Fields(preprocessor, 'preprocessor'), vision),
    stopIds: stopIds(answer) ?? stopIds(root) ?? stopIds(textFields) ?? [],
    sampling: parseSampling(answer),
    maxPositions: textFields.integer('max_position_embeddings'),
    maxNewTokens: answer.has('max_new_tokens') ? answer.integer('max_new_tokens') : undefined,
  }
}

function parseText(fields: Fields, root: Fields): TextConfig {
  fields.expect('model_type', 'qwen3_vl_text')
  fields.expect('hidden_act', 'silu')
  fields.expect('attention_bias', false)
  const heads = fields.integer('num_attention_heads')
  const kvHeads = fields.integer('num_key_value_heads')
  if (heads % kvHeads !== 0) fields.fail('num_key_value_heads', `(${kvHeads}) does not divide ${heads} heads`)
  return {
    hidden: quads(fields, 'hidden_size'),
    layers: fields.integer('num_hidden_layers'),
    heads,
    kvHeads,
    headDim: headSize(fields, 'head_dim', fields.integer('head_dim')),
    intermediate: quads(fields, 'intermediate_size'),
    vocab: fields.integer('vocab_size'),
    eps: fields.positive('rms_norm_eps'),
    ...parseRope(fields),
    tied: root.boolean('tie_word_embeddings', fields.boolean('tie_word_embeddings', false)),
  }
}

/** Both published forms; a missing base is an error, never a default: a wrong one gives fluent nonsense. */
function parseRope(fields: Fields): Pick<TextConfig, 'ropeTheta' | 'mropeSection'> {
  const key = fields.has('rope_parameters') ? 'rope_parameters' : 'rope_scaling'
  const rope = fields.object(key)
  rope.expect('rope_type', 'default')
  rope.expect('type', 'default', 'mrope')
  rope.expect('mrope_interleaved', true)
  const [t, h, w] = rope.integers('mrope_section', 3)
  return {
    ropeTheta: (rope.has('rope_theta') ? rope : fields).positive('rope_theta'),
    mropeSection: [t!, h!, w!],
  }
}

function parseVision(fields: Fields): VisionConfig {
  fields.expect('model_type', 'qwen3_vl', 'qwen3_vl_vision')
  fields.expect('hidden_act', 'gelu_pytorch_tanh')
  const depth = fields.integer('depth')
  const hidden = quads(fields, 'hidden_size')
  const heads = fields.integer('num_heads')
  const positions = fields.integer('num_position_embeddings')
  if (!Number.isInteger(Math.sqrt(positions))) fields.fail('num_position_embeddings', `(${positions}) is not a square`)
  const deepstack = fields.integers('deepstack_visual_indexes')
  if (deepstack.some((block) => block >= depth) || new Set(deepstack).size !== deepstack.length) {
    fields.fail('deepstack_visual_indexes', `[${deepstack}] does not name ${depth} blocks once at most`)
  }
  return {
    depth,
    hidden,
    heads,
    headDim: headSize(fields, 'num_heads', hidden / heads),
    intermediate: quads(fields, 'intermediate_size'),
    patch: fields.integer('patch_size'),
    temporal: fields.integer('temporal_patch_size'),
    merge: fields.integer('spatial_merge_size'),
    positions,
    out: quads(fields, 'out_hidden_size'),
    deepstack,
    channels: fields.integer('in_channels'),
    ropeTheta: fields.has('rope_parameters')
      ? fields.object('rope_parameters').positive('rope_theta', VISION_THETA)
      : VISION_THETA,
  }
}

/** `size.shortest_edge` and `size.longest_edge` are, despite their names, the least and greatest pixel counts. */
function parsePixels(fields: Fields, vision: VisionConfig): ModelConfig['pixels'] {
  fields.expect('patch_size', vision.patch)
  fields.expect('temporal_patch_size', vision.temporal)
  fields.expect('merge_size', vision.merge)
  for (const step of ['do_resize', 'do_rescale', 'do_normalize']) fields.expect(step, true)
  fields.expect('resample', 3)
  if (vision.channels !== 3) fields.fail('image_mean', `does not fit: only 3 channels are supported`)
  const size = fields.has('size') ? fields.object('size') : undefined
  const min = size?.has('shortest_edge') ? size.integer('shortest_edge') : fields.integer('min_pixels')
  const max = size?.has('longest_edge') ? size.integer('longest_edge') : fields.integer('max_pixels')
  if (min > max) fields.fail('size', `has a least pixel count (${min}) above the greatest (${max})`)
  const std = fields.numbers('image_std', vision.channels)
  if (std.some((x) => x <= 0)) fields.fail('image_std', 'holds a value that is not above zero')
  return { min, max, mean: fields.numbers('image_mean', vision.channels), std }
}

function parseSampling(fields: Fields): Sampling {
  return {
    doSample: fields.boolean('do_sample', false),
    temperature: fields.number('temperature', 1),
    topK: fields.integer('top_k', 0, 0),
    topP: fields.number('top_p', 1),
    repetitionPenalty: fields.positive('repetition_penalty', 1),
    presencePenalty: fields.number('presence_penalty', 0),
    seed: fields.integer('seed', 0, 0),
  }
}

function stopIds(fields: Fields): readonly number[] | undefined {
  const key = 'eos_token_id'
  if (!fields.has(key)) return undefined
  return Array.isArray(fields.get(key)) ? fields.integers(key) : [fields.integer(key, 0)]
}

/** A width that kernels read four values at a time. */
function quads(fields: Fields, key: string): number {
  const value = fields.integer(key)
  return value % 4 === 0 ? value : fields.fail(key, `is ${value}; supported are multiples of 4`)
}

function headSize(fields: Fields, key: string, value: number): number {
  return value % 4 === 0 && value <= 128
    ? value
    : fields.fail(key, `gives heads of ${value}; supported are multiples of 4 up to 128`)
}
