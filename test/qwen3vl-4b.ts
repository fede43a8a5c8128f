/** Published numbers of Qwen3-VL-4B; `textLayers` and `visionDepth` make shallower relatives of the same widths. */
export function qwen3vl4b({ textLayers = 36, visionDepth = 24 } = {}) {
  // The 4B reads after blocks 5, 11 and 17; a shallow tower after its first blocks.
  const deepstack = visionDepth >= 18 ? [5, 11, 17] : [0, 1, 2].slice(0, Math.min(visionDepth, textLayers))
  return {
    config: {
      model_type: 'qwen3_vl',
      tie_word_embeddings: true,
      image_token_id: 151655,
      video_token_id: 151656,
      vision_start_token_id: 151652,
      vision_end_token_id: 151653,
      text_config: {
        model_type: 'qwen3_vl_text',
        hidden_size: 2560,
        num_hidden_layers: textLayers,
        num_attention_heads: 32,
        num_key_value_heads: 8,
        head_dim: 128,
        intermediate_size: 9728,
        vocab_size: 151936,
        hidden_act: 'silu',
        rms_norm_eps: 1e-6,
        attention_bias: false,
        rope_theta: 5000000,
        rope_scaling: { rope_type: 'default', mrope_interleaved: true, mrope_section: [24, 20, 20] },
        max_position_embeddings: 262144,
        bos_token_id: 151643,
        eos_token_id: 151645,
      },
      vision_config: {
        model_type: 'qwen3_vl',
        depth: visionDepth,
        hidden_size: 1024,
        num_heads: 16,
        intermediate_size: 4096,
        hidden_act: 'gelu_pytorch_tanh',
        in_channels: 3,
        patch_size: 16,
        temporal_patch_size: 2,
        spatial_merge_size: 2,
        num_position_embeddings: 2304,
        out_hidden_size: 2560,
        deepstack_visual_indexes: deepstack,
      },
    },
    preprocessor: {
      size: { shortest_edge: 65536, longest_edge: 16777216 },
      patch_size: 16,
      temporal_patch_size: 2,
      merge_size: 2,
      image_mean: [0.5, 0.5, 0.5],
      image_std: [0.5, 0.5, 0.5],
    },
    generation: {
      do_sample: true,
      temperature: 0.7,
      top_p: 0.8,
      top_k: 20,
      repetition_penalty: 1,
      eos_token_id: [151645, 151643],
      pad_token_id: 151643,
      bos_token_id: 151643,
    },
  }
}

/** Renders as the published template does: texts and pictures of the user in their order, no default system prompt. */
export const QWEN_TEMPLATE = `{%- for m in messages %}{{- '<|im_start|>' + m.role + '\\n' }}{%- if m.content is string %}{{- m.content }}{%- else %}{%- for c in m.content %}{%- if c.type == 'image' %}{{- '<|vision_start|><|image_pad|><|vision_end|>' }}{%- elif 'text' in c %}{{- c.text }}{%- endif %}{%- endfor %}{%- endif %}{{- '<|im_end|>\\n' }}{%- endfor %}{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}`
