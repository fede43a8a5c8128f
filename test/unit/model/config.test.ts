import { describe, expect, it } from 'vitest'
import { BadManifestError } from '../../../src/errors.ts'
import { parseConfig } from '../../../src/model/config.ts'
import { type Config, fixture, published4B } from './fixtures.ts'

describe('parseConfig', () => {
  it('reads the 4B as published', () => {
    const { config, preprocessor } = published4B()
    const generation = { do_sample: true, temperature: 0.7, top_p: 0.8, top_k: 20, eos_token_id: [151645, 151643] }
    expect(parseConfig(config, preprocessor, generation)).toEqual({
      text: {
        hidden: 2560,
        layers: 36,
        heads: 32,
        kvHeads: 8,
        headDim: 128,
        intermediate: 9728,
        vocab: 151936,
        eps: 1e-6,
        ropeTheta: 5000000,
        mropeSection: [24, 20, 20],
        tied: true,
      },
      vision: {
        depth: 24,
        hidden: 1024,
        heads: 16,
        headDim: 64,
        intermediate: 4096,
        patch: 16,
        temporal: 2,
        merge: 2,
        positions: 2304,
        out: 2560,
        deepstack: [5, 11, 17],
        channels: 3,
        ropeTheta: 10000,
      },
      ids: { image: 151655, visionStart: 151652, visionEnd: 151653 },
      pixels: { min: 65536, max: 16777216, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
      stopIds: [151645, 151643],
      sampling: {
        doSample: true,
        temperature: 0.7,
        topK: 20,
        topP: 0.8,
        repetitionPenalty: 1,
        presencePenalty: 0,
        seed: 0,
      },
      maxPositions: 262144,
      maxNewTokens: undefined,
    })
  })

  it('reads the form of transformers 5 and a single stop id (nano)', () => {
    const file = (name: string) => fixture(`nano-v0/${name}.json`)
    const config = parseConfig(file('config'), file('preprocessor_config'), file('generation_config'))
    expect(config.text.ropeTheta).toBe(10000)
    expect(config.text.mropeSection).toEqual([12, 10, 10])
    expect(config.stopIds).toEqual([2])
    expect(config.sampling.doSample).toBe(false)
    expect(config.maxNewTokens).toBe(400)
    expect(config.pixels.min).toBe(config.pixels.max)
  })

  it('takes stop ids from the model when there is no generation file, and untied heads', () => {
    const { config, preprocessor } = published4B()
    expect(parseConfig(config, preprocessor).stopIds).toEqual([151645])
    expect(parseConfig({ ...config, tie_word_embeddings: false }, preprocessor).text.tied).toBe(false)
    const { tie_word_embeddings: _, ...untold } = config
    expect(parseConfig(untold, preprocessor).text.tied).toBe(false)
    const inner = { ...untold, text_config: { ...config.text_config, tie_word_embeddings: true } }
    expect(parseConfig(inner, preprocessor).text.tied).toBe(true)
  })

  it('reads the 8B vision tower (heads of 72)', () => {
    const { config, preprocessor } = published4B()
    Object.assign(config.vision_config, { hidden_size: 1152, depth: 27, intermediate_size: 4304 })
    expect(parseConfig(config, preprocessor).vision.headDim).toBe(72)
  })

  const wrong: [field: string, change: (config: Config, preprocessor: Record<string, unknown>) => void][] = [
    ['config.text_config.rope_theta', (c) => delete c.text_config.rope_theta],
    ['config.text_config.rope_scaling', (c) => delete c.text_config.rope_scaling],
    ['rope_scaling.mrope_interleaved', (c) => Object.assign(c.text_config.rope_scaling!, { mrope_interleaved: false })],
    ['rope_scaling.rope_type', (c) => Object.assign(c.text_config.rope_scaling!, { rope_type: 'yarn' })],
    ['rope_scaling.mrope_section', (c) => Object.assign(c.text_config.rope_scaling!, { mrope_section: [32, 32] })],
    ['config.text_config.head_dim', (c) => Object.assign(c.text_config, { head_dim: 132 })],
    ['config.text_config.head_dim', (c) => Object.assign(c.text_config, { head_dim: 18 })],
    ['config.text_config.hidden_size', (c) => Object.assign(c.text_config, { hidden_size: '2560' })],
    ['config.text_config.hidden_size', (c) => Object.assign(c.text_config, { hidden_size: 2562 })],
    ['config.text_config.hidden_act', (c) => Object.assign(c.text_config, { hidden_act: 'gelu' })],
    ['config.text_config.attention_bias', (c) => Object.assign(c.text_config, { attention_bias: true })],
    ['config.text_config.num_key_value_heads', (c) => Object.assign(c.text_config, { num_key_value_heads: 5 })],
    ['config.text_config.num_hidden_layers', (c) => Object.assign(c.text_config, { num_hidden_layers: 0 })],
    ['deepstack_visual_indexes', (c) => Object.assign(c.text_config, { num_hidden_layers: 2 })],
    ['deepstack_visual_indexes', (c) => Object.assign(c.vision_config, { deepstack_visual_indexes: [5, 24] })],
    ['config.vision_config.hidden_act', (c) => Object.assign(c.vision_config, { hidden_act: 'quick_gelu' })],
    ['config.vision_config.num_heads', (c) => Object.assign(c.vision_config, { num_heads: 3 })],
    ['config.vision_config.out_hidden_size', (c) => Object.assign(c.vision_config, { out_hidden_size: 2048 })],
    ['num_position_embeddings', (c) => Object.assign(c.vision_config, { num_position_embeddings: 2300 })],
    ['config.image_token_id', (c) => Object.assign(c, { image_token_id: 151936 })],
    ['config.model_type', (c) => Object.assign(c, { model_type: 'qwen3_vl_moe' })],
    ['config.text_config', (c) => Object.assign(c, { text_config: null })],
    ['preprocessor.patch_size', (_, p) => Object.assign(p, { patch_size: 14 })],
    ['preprocessor.image_std', (_, p) => Object.assign(p, { image_std: [0.5, 0, 0.5] })],
    ['preprocessor.min_pixels', (_, p) => delete p.size],
  ]
  it.each(wrong)('names %s when it is wrong', (field, change) => {
    const { config, preprocessor } = published4B()
    change(config, preprocessor)
    const parse = () => parseConfig(config, preprocessor)
    expect(parse).toThrow(BadManifestError)
    expect(parse).toThrow(field)
  })
})
