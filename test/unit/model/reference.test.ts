import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../src/model/config.ts'
import { imageRows, readPicture } from '../../../src/model/image.ts'
import { positionTable, promptPositions } from '../../../src/model/positions.ts'
import { argmax, crop, formulaModel, greedy, textForward, visionForward } from '../../reference/qwen3vl.ts'

const model = formulaModel()
const vision = visionForward(model, model.image)
const text = textForward(model, model.ids, [vision])

/** Published values have six digits after the point. */
function near(actual: ArrayLike<number>, ...expected: number[]) {
  for (const [i, x] of expected.entries()) expect(Math.abs(actual[i]! - x), `value ${i}`).toBeLessThan(4e-6)
}

describe('the formula model', () => {
  it('has the published weights', () => {
    const names = [...model.tensors.keys()]
    expect(names.length).toBe(92)
    const first = (k: number, name: string, ...values: number[]) => {
      expect(names[k]).toBe(name)
      near(model.tensors.get(name)!.data, ...values)
    }
    first(0, 'model.language_model.embed_tokens.weight', -0.003882, 0.228655)
    first(1, 'model.language_model.layers.0.input_layernorm.weight', 1.03866, 0.904919)
    first(38, 'model.visual.blocks.0.attn.qkv.weight', 0.049833, 0.021989)
    first(91, 'model.visual.pos_embed.weight', 0.043024, 0.188311)
  })

  it('has the published vision values', () => {
    near(vision.pixels[0]!, -1, -0.945098, -0.890196, -0.835294, -0.898039, -0.835294)
    near(vision.pixels[1]!, -0.780392, -0.72549)
    near(vision.pixels[2]!, -0.592157, -0.505882)
    near(vision.pixels[4]!, -0.560784, -0.505882)
    near(vision.patchEmbedding[0]!, -0.057376, 0.385456, -1.11941, 1.68536)
    near(vision.patchEmbedding[5]!, -0.04462, 0.429124, 1.180452, -1.450628)
    near(vision.embedded[0]!, -0.014352, 0.573766, -1.063222, 1.902882)
    near(vision.embedded[1]!, 0.078679, 0.466424, -0.501636, 0.772974)
    near(vision.embedded[5]!, 0.087962, 0.525111, 1.177073, -1.464061)
    near(vision.blocks[0]![0]!, -0.24825, 0.178361, -0.221368, 2.072903)
    near(vision.blocks[0]![5]!, -0.55685, 1.191749, 1.627527, -1.129396)
    near(vision.blocks[1]![0]!, 0.114719, 0.405064, -0.226774, 2.44582)
    near(vision.blocks[2]![0]!, -0.428375, 0.031001, -0.752016, 2.713101)
    near(vision.blocks[2]![5]!, 0.212506, 0.788194, 0.9882, -1.358118)
    near(vision.merged[0]!, 0.742693, -1.230486, 1.698503, -1.730069)
    near(vision.merged[5]!, 1.615539, 1.788515, 1.942582, 0.757124)
    near(vision.deepstack[0]![0]!, 0.472828, -1.819304, 1.237008, -3.153511)
    near(vision.deepstack[0]![5]!, 0.02959, -2.479258, 2.123034, -3.433868)
    near(vision.deepstack[1]![0]!, -2.15102, 1.63777, -4.812543, -1.227072)
    near(vision.deepstack[1]![5]!, -0.051336, 1.273534, -1.698579, -0.764434)
  })

  it('has the published text values', () => {
    const layer = (l: number, index: number) => text.layers[l]!.at(index)!
    near(layer(0, 4), 0.702897, -2.764734, 2.210892, -1.549577)
    near(layer(0, -1), -0.610568, 0.532097, -0.087614, -0.351091)
    near(layer(1, 4), 0.999661, -4.424038, 4.347359, -4.444156)
    near(layer(1, -1), -0.768665, 1.489338, -0.394221, 0.968314)
    near(layer(2, 4), 0.042369, -3.256108, -1.217839, -6.371445)
    near(layer(2, -1), 0.385874, 0.656771, -0.83815, -0.401538)
    near(text.norm.at(-1)!, 0.257248, 0.458733, -0.543134, -0.25959)
    near(text.logits[0]!, -0.779181, -0.935923, -0.818827, -0.218362)
    const last = text.logits.at(-1)!
    near(last, -0.832557, -1.158491, 0.267551, -1.331394, -0.710052, -0.822481, -0.463105, 0.232135)
    near(
      [9, 50, 40, 47].map((id) => last[id]!),
      2.117471,
      2.08549,
      1.851386,
      1.396525,
    )
    expect(text.logits.map(argmax)).toEqual([29, 66, 67, 17, 47, 85, 75, 41, 71, 75, 40, 18, 9])
  })

  it('continues as published', () => {
    const { ids, logits } = greedy(model, model.ids, [vision], 8)
    expect(ids).toEqual([9, 50, 47, 90, 76, 103, 103, 32])
    near(logits[1]!, -0.679801, -1.042605, 0.260696, -1.454579)
  })

  it('has the published values for text alone', () => {
    const last = textForward(model, [5, 6, 7, 8, 9]).logits.at(-1)!
    near(last, -1.080298, -1.601845, 0.087427, -1.104771)
    expect(argmax(last)).toBe(40)
  })

  it('has the published values for two pictures', () => {
    const second = visionForward(model, crop(model.image, 16, 8))
    expect(second.grid).toEqual({ h: 2, w: 4 })
    const ids = [5, 122, 120, 120, 120, 120, 120, 120, 123, 6, 122, 120, 120, 123, 7]
    const both = textForward(model, ids, [vision, second])
    const last = both.logits.at(-1)!
    near(last, 0.577603, 0.034893, -0.100264, -0.037982)
    expect(argmax(last)).toBe(9)
    expect(both.delta).toBe(-3)
  })
})

describe('src/model against the reference', () => {
  const variants = [
    formulaModel(),
    formulaModel({ text: { head_dim: 12, rope_scaling: section([2, 2, 2]) }, tied: false }),
    formulaModel({ text: { head_dim: 20, rope_scaling: section([4, 3, 3]), num_hidden_layers: 2 } }),
    formulaModel({ vision: { hidden_size: 40, num_position_embeddings: 49, patch_size: 8 } }),
  ]

  it.each(variants)('reads the same rows and positions (variant %#)', (variant) => {
    const config = parseConfig(variant.config, variant.preprocessor)
    const expected = visionForward(variant, variant.image)
    const { rows, grid } = imageRows(variant.image, config)
    const width = rows.length / expected.pixels.length
    for (const [n, row] of expected.pixels.entries()) {
      for (const [i, x] of row.entries()) expect(Math.abs(rows[n * width + i]! - x)).toBeLessThan(1e-7)
    }
    expect(readPicture(variant.image, config).rows).toEqual(rows)

    const { indices, weights } = positionTable(grid, Math.sqrt(config.vision.positions), config.vision.merge)
    const table = variant.tensors.get('model.visual.pos_embed.weight')!.data
    const hidden = config.vision.hidden
    for (const [n, row] of expected.embedded.entries()) {
      for (let i = 0; i < hidden; i++) {
        let position = 0
        for (let q = 0; q < 4; q++) position += weights[n * 4 + q]! * table[indices[n * 4 + q]! * hidden + i]!
        expect(Math.abs(expected.patchEmbedding[n]![i]! + position - row[i]!)).toBeLessThan(1e-6)
      }
    }

    const trace = textForward(variant, variant.ids, [expected])
    const { positions, delta } = promptPositions(variant.ids, [grid], config)
    expect(Array.from(positions)).toEqual(trace.positions.flatMap((position) => [...position, 0]))
    expect(delta).toBe(trace.delta)
    expect(trace.logits.at(-1)!.every(Number.isFinite)).toBe(true)
  })
})

function section(mrope_section: number[]) {
  return { rope_type: 'default', mrope_section, mrope_interleaved: true }
}
