import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { BadCheckpointError } from '../../../src/errors.ts'
import { type ConvertOptions, convertTensors } from '../../../src/weights/convert.ts'
import type { Part, TensorEntry } from '../../../src/weights/manifest.ts'
import { parseManifest } from '../../../src/weights/manifest.ts'
import { type GoldenTensor, parseSafetensors as parseReference } from '../../safetensors.ts'
import {
  decodeTensor,
  fixture,
  joinShards,
  MemorySink,
  makeSafetensors,
  memoryFolder,
  rawTensors,
} from './model-folder.ts'

// biome-ignore lint/suspicious/noExplicitAny: published JSON, changed at will.
type Json = any

function config(name: string): Json {
  return JSON.parse(Buffer.from(fixture(`${name}/config.json`)).toString())
}

async function convert(json: Json, file: Uint8Array, options: Partial<ConvertOptions> = {}) {
  const sink = new MemorySink()
  const folder = memoryFolder({ 'model.safetensors': file })
  const { tensors, shards } = await convertTensors(json, folder, sink, { recipe: 'keep', ...options })
  const prompts = { code: { text: 'Draw.', order: ['text', 'image'] } }
  parseManifest({ format: 1, id: 'x', license: 'x', config: json, preprocessor: {}, prompts, tensors, shards })
  const joined = joinShards({ shards }, sink.files)
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]))
  const get = (name: string): TensorEntry => {
    const tensor = byName.get(name)
    if (!tensor) throw new Error(`no tensor ${name}`)
    return tensor
  }
  return { tensors, shards, sink, get, values: (name: string) => decodeTensor(get(name), joined) }
}

function rowsOf({ shape, data }: GoldenTensor): Float32Array[] {
  const cols = data.length / shape[0]!
  return Array.from({ length: shape[0]! }, (_, i) => (data as Float32Array).subarray(i * cols, (i + 1) * cols))
}

/** What the contract says the fused tensor holds, cut from the published tensors. */
function expected(source: Map<string, GoldenTensor>, name: string): Float32Array {
  const at = (part: string) => rowsOf(source.get(name.replace(/(qkv|gate_up)_proj/, part))!)
  let rows: Float32Array[]
  if (name.endsWith('qkv_proj.weight')) rows = [...at('q_proj'), ...at('k_proj'), ...at('v_proj')]
  else if (name.endsWith('gate_up_proj.weight')) {
    const up = at('up_proj')
    rows = at('gate_proj').flatMap((gate, i) => [gate, up[i]!])
  } else return source.get(name)!.data as Float32Array
  const cols = rows[0]!.length
  const out = new Float32Array(rows.length * cols)
  for (const [i, row] of rows.entries()) out.set(row, i * cols)
  return out
}

function equal(a: Float32Array, b: Float32Array): boolean {
  return (
    Buffer.compare(
      new Uint8Array(a.buffer, a.byteOffset, a.byteLength),
      new Uint8Array(b.buffer, b.byteOffset, b.byteLength),
    ) === 0
  )
}

describe.each(['nano-v0', 'qwen3vl-mini'])('%s', (name) => {
  const file = fixture(`${name}/model.safetensors`)
  const source = parseReference(file)

  test('keep holds every published value exactly, fused as the contract says', async () => {
    const { tensors, values } = await convert(config(name), file)
    expect(tensors.length).toBe(source.size - 4 * 3)
    for (const tensor of tensors) {
      expect(equal(values(tensor.name), expected(source, tensor.name)), tensor.name).toBe(true)
      expect(tensor.dtype).toBe(tensor.shape.length === 1 ? 'f32' : 'bf16')
    }
  })

  test('fused and flattened tensors have the shapes of the configuration', async () => {
    const { get } = await convert(config(name), file, { recipe: 'default' })
    const [qkv, gateUp] =
      name === 'nano-v0'
        ? [
            [256 + 128 + 128, 192],
            [1152, 192],
          ]
        : [
            [512 + 128 + 128, 256],
            [1024, 256],
          ]
    expect(get('model.language_model.layers.1.self_attn.qkv_proj.weight').shape).toEqual(qkv)
    expect(get('model.language_model.layers.1.mlp.gate_up_proj.weight').shape).toEqual(gateUp)
    expect(get('model.visual.patch_embed.proj.weight').shape).toEqual([128, 1536])
  })

  test.each(['default', 'q8', 'q4'] as const)('recipe %s stays within the step of each group', async (recipe) => {
    const { tensors, values } = await convert(config(name), file, { recipe })
    for (const { name: tensor, shape, dtype } of tensors) {
      const isDecoder = /layers\.\d+\.(self_attn|mlp)\./.test(tensor)
      const wanted =
        shape.length === 1
          ? 'f32'
          : tensor.endsWith('pos_embed.weight')
            ? 'f16'
            : recipe === 'q4' || (recipe === 'default' && isDecoder)
              ? 'q4g32'
              : 'q8g32'
      expect(dtype, tensor).toBe(wanted)
      const truth = expected(source, tensor)
      const found = values(tensor)
      const cols = shape.at(-1)!
      let worst = 0
      for (let row = 0; row < truth.length; row += cols) {
        for (let k = 0; k < cols; k += 32) {
          const group = truth.subarray(row + k, row + Math.min(k + 32, cols))
          let largest = 0
          for (const v of group) largest = Math.max(largest, Math.abs(v))
          // Half a step; at 4 bits the search may also clip the largest weight, by at most a fifth of it.
          const bound = { f32: 0, bf16: 0, f16: 2 ** -11, q8g32: 0.0045, q4g32: 0.21 }[dtype] * largest + 2 ** -25
          for (let i = 0; i < group.length; i++) {
            worst = Math.max(worst, Math.abs(group[i]! - found[row + k + i]!) / bound)
          }
        }
      }
      expect(worst, tensor).toBeLessThanOrEqual(1)
    }
  })
})

describe('limits', () => {
  const file = fixture('nano-v0/model.safetensors')

  test('tiny shards, parts and chunks hold the same values; ranges cross shards; parts start at multiples of 8', async () => {
    const whole = await convert(config('nano-v0'), file, { recipe: 'default' })
    const limits = { shardBytes: 10240, partBytes: 20000, chunkWeights: 5000 }
    const cut = await convert(config('nano-v0'), file, { recipe: 'default', ...limits })
    expect(cut.shards.length).toBeGreaterThan(300)
    expect(cut.shards.slice(0, -1).every(({ size }) => size === 10240)).toBe(true)
    const embedding = cut.get('model.language_model.embed_tokens.weight')
    // 20,000 bytes hold 104 rows of 192 bytes: 640 rows make 7 parts.
    expect(embedding.parts.map(({ rows }) => rows)).toEqual([
      [0, 104],
      [104, 208],
      [208, 312],
      [312, 416],
      [416, 520],
      [520, 624],
      [624, 640],
    ])
    const crosses = (part: Part) =>
      Math.floor(part.data.offset / 10240) !== Math.floor((part.data.offset + part.data.length - 1) / 10240)
    expect(embedding.parts.some(crosses)).toBe(true)
    for (const { name } of whole.tensors) expect(equal(cut.values(name), whole.values(name)), name).toBe(true)
  })

  test('the same input gives the same bytes, and each shard its own sha256', async () => {
    const a = await convert(config('nano-v0'), file, { recipe: 'q8' })
    const b = await convert(config('nano-v0'), file, { recipe: 'q8' })
    expect(a.shards).toEqual(b.shards)
    for (const { path, sha256 } of a.shards) {
      expect(createHash('sha256').update(a.sink.files.get(path)!).digest('hex')).toBe(sha256)
    }
  })
})

describe('other forms of the published files', () => {
  const raw = rawTensors(fixture('nano-v0/model.safetensors'))
  const EMBED = 'model.language_model.embed_tokens.weight'
  const reference = convert(config('nano-v0'), fixture('nano-v0/model.safetensors'), { recipe: 'q8' })

  test.each([
    ['single-file', (name: string) => name.replace('model.language_model.', 'model.')],
    [
      'mlx',
      (name: string) =>
        name.replace('model.language_model.', 'language_model.model.').replace('model.visual', 'visual'),
    ],
  ])('names of the %s layout give the same bytes', async (_layout, rename) => {
    const renamed = Object.fromEntries(Object.entries(raw).map(([name, tensor]) => [rename(name), tensor]))
    const { shards } = await convert(config('nano-v0'), makeSafetensors(renamed), { recipe: 'q8' })
    expect(shards).toEqual((await reference).shards)
  })

  test('a head that repeats the embedding is left out, with a note', async () => {
    const notes: string[] = []
    const file = makeSafetensors({ ...raw, 'lm_head.weight': raw[EMBED]! })
    const { shards } = await convert(config('nano-v0'), file, { recipe: 'q8', onNote: (note) => notes.push(note) })
    expect(shards).toEqual((await reference).shards)
    expect(notes).toEqual(['not used: lm_head.weight'])
  })

  test('an untied head is kept, at 8 bits in the default recipe', async () => {
    const untied = { ...config('nano-v0'), tie_word_embeddings: false }
    const file = makeSafetensors({ ...raw, 'lm_head.weight': raw[EMBED]! })
    const { get, values } = await convert(untied, file, { recipe: 'default' })
    expect(get('lm_head.weight')).toMatchObject({ shape: [640, 192], dtype: 'q8g32' })
    expect(equal(values('lm_head.weight'), values(EMBED))).toBe(true)
  })

  test('f32 and f16 files keep their dtype; sources of different dtypes become f32', async () => {
    const source = parseReference(fixture('nano-v0/model.safetensors'))
    const recast = (dtype: string, Kind: typeof Float32Array | typeof Float16Array, pick: RegExp) =>
      makeSafetensors(
        Object.fromEntries(
          Object.entries(raw).map(([name, tensor]) => {
            if (!pick.test(name)) return [name, tensor]
            const data = Kind.from(source.get(name)!.data as Float32Array)
            return [name, { dtype, shape: tensor.shape, data: new Uint8Array(data.buffer) }]
          }),
        ),
      )
    const f32 = await convert(config('nano-v0'), recast('F32', Float32Array, /./), { recipe: 'keep' })
    expect(f32.tensors.every(({ dtype }) => dtype === 'f32')).toBe(true)
    const f16 = await convert(config('nano-v0'), recast('F16', Float16Array, /down_proj/), { recipe: 'keep' })
    expect(f16.get('model.language_model.layers.0.mlp.down_proj.weight').dtype).toBe('f16')
    const mixed = await convert(config('nano-v0'), recast('F32', Float32Array, /k_proj/), { recipe: 'keep' })
    const qkv = 'model.language_model.layers.0.self_attn.qkv_proj.weight'
    expect(mixed.get(qkv).dtype).toBe('f32')
    for (const { name } of mixed.tensors) {
      expect(equal(mixed.values(name), expected(source, name)), name).toBe(true)
      expect(equal(f32.values(name), expected(source, name)), name).toBe(true)
    }
    // And quantised from f32 they are the same bytes as from bf16.
    const q8 = await convert(config('nano-v0'), recast('F32', Float32Array, /./), { recipe: 'q8' })
    expect(q8.shards).toEqual((await reference).shards)
  })

  const refusals: [string, RegExp, (json: Json, tensors: Json) => void][] = [
    [
      'a missing tensor',
      /layers\.2\.mlp\.up_proj\.weight is missing/,
      (_, t) => delete t['model.language_model.layers.2.mlp.up_proj.weight'],
    ],
    ['an untied head that is missing', /lm_head\.weight is missing/, (json) => (json.tie_word_embeddings = false)],
    ['a shape that disagrees', /\[640, 192\].*\[641, 192\]/, (json) => (json.text_config.vocab_size = 641)],
    ['more layers than there are', /layers\.4\..* is missing/, (json) => (json.text_config.num_hidden_layers = 5)],
    ['no text configuration', /text_config/, (json) => delete json.text_config],
    ['an absurd size', /hidden_size/, (json) => (json.text_config.hidden_size = 1e12)],
    ['a size that is no number', /depth/, (json) => (json.vision_config.depth = '4')],
    ['attention biases', /attention biases/, (json) => (json.text_config.attention_bias = true)],
    ['an integer tensor', /is I16/, (_, t) => (t[EMBED] = { ...t[EMBED], dtype: 'I16' })],
    [
      'a weight that is not a number',
      /embed_tokens.weight cannot be quantised/,
      (_, t) => {
        const data = t[EMBED].data.slice()
        data.set([0xc0, 0x7f], 2000)
        t[EMBED] = { ...t[EMBED], data }
      },
    ],
    [
      'positions beyond f16',
      /pos_embed.weight holds values beyond/,
      (_, t) => {
        const name = 'model.visual.pos_embed.weight'
        const data = t[name].data.slice()
        data.set([0x80, 0x47], 100)
        t[name] = { ...t[name], data }
      },
    ],
  ]
  test.each(refusals)('%s is refused', async (_name, reason, spoil) => {
    const json = config('nano-v0')
    const tensors = { ...raw }
    spoil(json, tensors)
    const attempt = convert(json, makeSafetensors(tensors), { recipe: 'q8' })
    await expect(attempt).rejects.toThrow(BadCheckpointError)
    await expect(attempt).rejects.toThrow(reason)
  })
})
