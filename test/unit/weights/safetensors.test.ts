import { describe, expect, test } from 'vitest'
import { BadCheckpointError } from '../../../src/errors.ts'
import { Checkpoint, publishedName } from '../../../src/weights/checkpoint.ts'
import { parseSafetensors } from '../../../src/weights/safetensors.ts'
import { parseSafetensors as parseReference } from '../../safetensors.ts'
import { fixture, makeSafetensors, memoryFolder } from './model-folder.ts'

const ONE = { dtype: 'F32', shape: [1], data: new Uint8Array(4) }

/** A file with this header text and `size` bytes of data. */
function withHeader(header: string, size: number): Uint8Array<ArrayBuffer> {
  const json = Buffer.from(header)
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  return new Uint8Array(Buffer.concat([length, json, Buffer.alloc(size)]))
}

test('reads the golden tensors as the independent reader of the tests does', () => {
  const file = fixture('qwen3vl-mini/golden.safetensors')
  const ours = parseSafetensors(file.buffer)
  const theirs = parseReference(file)
  expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort())
  for (const [name, { shape, data }] of theirs) {
    expect(ours.get(name)!.shape).toEqual(shape)
    expect(ours.get(name)!.data, name).toEqual(data)
  }
})

const BROKEN: [string, Uint8Array<ArrayBuffer>][] = [
  ['an empty file', new Uint8Array()],
  ['seven bytes', new Uint8Array(7)],
  ['a header longer than the file', makeSafetensors({ a: ONE }).slice(0, 20)],
  ['a header of 2^60 bytes', new Uint8Array([0, 0, 0, 0, 0, 0, 0, 16, 123, 125])],
  ['a header that is no JSON', withHeader('{"a":', 4)],
  ['a header that is a number', withHeader('3', 4)],
  ['data that is cut off', makeSafetensors({ a: ONE }).slice(0, -1)],
  ['an unknown dtype', withHeader('{"a":{"dtype":"X","shape":[1],"data_offsets":[0,4]}}', 4)],
  ['offsets that the shape does not need', withHeader('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}', 4)],
  ['negative offsets', withHeader('{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}', 4)],
  ['an overflowing shape', withHeader('{"a":{"dtype":"F32","shape":[9e9,9e9],"data_offsets":[0,4]}}', 4)],
  ['an entry that is null', withHeader('{"a":null}', 4)],
]

test.each(BROKEN)('refuses %s', async (_name, file) => {
  expect(() => parseSafetensors(file.buffer)).toThrow(BadCheckpointError)
  await expect(Checkpoint.open(memoryFolder({ 'model.safetensors': file }))).rejects.toThrow(BadCheckpointError)
})

describe('a checkpoint in several files', () => {
  const index = (map: unknown) => Buffer.from(JSON.stringify({ metadata: {}, weight_map: map }))
  const files = {
    'model-00001-of-00002.safetensors': makeSafetensors({ 'model.norm.weight': ONE }),
    'model-00002-of-00002.safetensors': makeSafetensors({ 'lm_head.weight': ONE }),
  }
  const [first, second] = Object.keys(files) as [string, string]

  test('is read whole', async () => {
    const map = index({ 'model.norm.weight': first, 'lm_head.weight': second })
    const checkpoint = await Checkpoint.open(memoryFolder({ ...files, 'model.safetensors.index.json': map }))
    expect(checkpoint.names()).toEqual(['model.language_model.norm.weight', 'lm_head.weight'])
  })

  test('names the file that is missing', async () => {
    const map = index({ a: first, b: 'model-00003-of-00003.safetensors' })
    const folder = memoryFolder({ ...files, 'model.safetensors.index.json': map })
    await expect(Checkpoint.open(folder)).rejects.toThrow(/model-00003-of-00003.safetensors is missing/)
  })

  test.each([[null], [{}], [{ a: '../x.safetensors' }], [{ a: 3 }]])('refuses the index %j', async (map) => {
    const folder = memoryFolder({ ...files, 'model.safetensors.index.json': index(map) })
    await expect(Checkpoint.open(folder)).rejects.toThrow(/weight_map/)
  })

  test('refuses one tensor under two names', async () => {
    const file = makeSafetensors({ 'model.norm.weight': ONE, 'language_model.model.norm.weight': ONE })
    await expect(Checkpoint.open(memoryFolder({ 'model.safetensors': file }))).rejects.toThrow(/same tensor/)
  })
})

test.each([
  ['model.language_model.layers.3.mlp.up_proj.weight', 'model.language_model.layers.3.mlp.up_proj.weight'],
  ['model.layers.3.self_attn.q_norm.weight', 'model.language_model.layers.3.self_attn.q_norm.weight'],
  ['language_model.model.layers.0.input_layernorm.weight', 'model.language_model.layers.0.input_layernorm.weight'],
  ['model.embed_tokens.weight', 'model.language_model.embed_tokens.weight'],
  ['model.norm.weight', 'model.language_model.norm.weight'],
  ['visual.merger.norm.weight', 'model.visual.merger.norm.weight'],
  ['model.visual.blocks.0.norm1.bias', 'model.visual.blocks.0.norm1.bias'],
  ['vision_tower.patch_embed.proj.weight', 'model.visual.patch_embed.proj.weight'],
  ['language_model.lm_head.weight', 'lm_head.weight'],
  ['something.else', 'something.else'],
])('%s is published as %s', (stored, published) => {
  expect(publishedName(stored)).toBe(published)
})
