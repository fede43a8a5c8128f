import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { BadManifestError } from '../../../src/errors.ts'
import { parseDescription, parseManifest } from '../../../src/weights/manifest.ts'

// biome-ignore lint/suspicious/noExplicitAny: the tests break a plain JSON value in every way there is.
type Json = any

const SHA = 'ab'.repeat(32)

/** A small valid manifest: a q8 matrix in two parts, an f32 vector, two shards. */
function good(): Json {
  return {
    format: 1,
    id: 'small',
    license: 'Apache-2.0',
    config: {},
    preprocessor: {},
    prompts: { code: { text: 'Draw.', order: ['text', 'image'] } },
    tokenizer: { path: 'tokenizer.json', size: 10, sha256: SHA },
    tensors: [
      {
        name: 'a.weight',
        shape: [20, 40],
        dtype: 'q8g32',
        parts: [
          { rows: [0, 16], data: { offset: 0, length: 1024 }, scales: { offset: 1024, length: 256 } },
          { rows: [16, 20], data: { offset: 1280, length: 512 }, scales: { offset: 1792, length: 256 } },
        ],
      },
      { name: 'a.bias', shape: [20], dtype: 'f32', parts: [{ rows: [0, 1], data: { offset: 2048, length: 256 } }] },
    ],
    shards: [
      { path: 'w-0.bin', size: 1536, sha256: SHA },
      { path: 'deep/w-1.bin', size: 768, sha256: SHA },
    ],
  }
}

test('accepts a valid manifest', () => {
  expect(parseManifest(good()).tensors.length).toBe(2)
})

test('accepts the embedded model', () => {
  const json = JSON.parse(readFileSync(new URL('../../../models/nano/model.json', import.meta.url), 'utf8'))
  expect(parseManifest(json).id).toBe('codepercept-nano-v0')
})

const HOSTILE: [string, RegExp, (m: Json) => void][] = [
  ['another format', /format/, (m) => (m.format = 2)],
  ['no id', /id/, (m) => delete m.id],
  ['an id that is a path', /id/, (m) => (m.id = '../x')],
  ['no config', /config/, (m) => delete m.config],
  ['a config that is a list', /config/, (m) => (m.config = 3)],
  ['no prompt', /code/, (m) => (m.prompts = {})],
  ['a prompt with a strange order', /order/, (m) => (m.prompts.code.order = ['image', 'image'])],
  ['a sampling of NaN', /temperature/, (m) => (m.prompts.code.sampling = { temperature: 'hot' })],
  ['an unknown dtype', /dtype/, (m) => (m.tensors[1].dtype = 'f64')],
  ['no tensors', /tensors/, (m) => (m.tensors = [])],
  ['no shards', /shards/, (m) => (m.shards = [])],
  ['a path that leaves the folder', /path/, (m) => (m.shards[0].path = '../w.bin')],
  ['a path that leaves it later', /path/, (m) => (m.shards[0].path = 'a/../../w.bin')],
  ['an absolute path', /path/, (m) => (m.shards[0].path = '/w.bin')],
  ['an absolute address', /path/, (m) => (m.shards[0].path = 'https://example.org/w.bin')],
  ['an address without a scheme', /path/, (m) => (m.shards[0].path = '//example.org/w.bin')],
  ['a data address', /path/, (m) => (m.tokenizer.path = 'data:,x')],
  ['a backslash', /path/, (m) => (m.shards[0].path = 'a\\w.bin')],
  ['an escaped dot', /path/, (m) => (m.shards[0].path = '%2e%2e/w.bin')],
  ['a query', /path/, (m) => (m.shards[0].path = 'w.bin?x')],
  ['a line break after the path', /path/, (m) => (m.shards[0].path = 'w.bin\n')],
  ['a shard listed twice', /twice/, (m) => (m.shards[1].path = 'w-0.bin')],
  ['a shard of more than 64 MiB', /size/, (m) => (m.shards[0].size = 2 ** 26 + 256)],
  ['an empty shard', /size/, (m) => (m.shards[0].size = 0)],
  ['a shard of no whole blocks', /multiple of 256/, (m) => (m.shards[1].size = 769)],
  ['a bad checksum', /sha256/, (m) => (m.shards[0].sha256 = SHA.toUpperCase())],
  ['a short checksum', /sha256/, (m) => (m.shards[0].sha256 = 'ab')],
  [
    'more than 64 GiB',
    /64 GiB/,
    (m) => {
      m.shards = Array.from({ length: 1025 }, (_, i) => ({ path: `w${i}`, size: 2 ** 26, sha256: SHA }))
    },
  ],
  [
    'too many shards',
    /shards/,
    (m) => {
      m.shards = Array.from({ length: 5000 }, (_, i) => ({ path: `w${i}`, size: 256, sha256: SHA }))
    },
  ],
  ['a tensor listed twice', /twice/, (m) => (m.tensors[1].name = 'a.weight')],
  ['a tensor name with markup', /name/, (m) => (m.tensors[1].name = '<b>')],
  ['a shape of three dimensions', /shape/, (m) => (m.tensors[0].shape = [20, 4, 10])],
  ['no shape', /shape/, (m) => (m.tensors[0].shape = [])],
  ['a zero in the shape', /shape/, (m) => (m.tensors[0].shape = [0, 40])],
  ['a negative shape', /shape/, (m) => (m.tensors[0].shape = [-20, 40])],
  ['a fraction in the shape', /shape/, (m) => (m.tensors[0].shape = [20.5, 40])],
  ['an absurd shape', /shape/, (m) => (m.tensors[0].shape = [2 ** 40, 40])],
  ['a shape that its bytes do not fill', /shape needs/, (m) => (m.tensors[0].shape = [20, 4000])],
  ['a quantised vector', /not a matrix/, (m) => (m.tensors[1].dtype = 'q8g32')],
  ['no parts', /parts/, (m) => (m.tensors[0].parts = [])],
  ['a gap between parts', /follow/, (m) => (m.tensors[0].parts[1].rows = [17, 20])],
  ['parts that overlap', /follow/, (m) => (m.tensors[0].parts[1].rows = [8, 20])],
  ['a first part that starts late', /follow/, (m) => (m.tensors[0].parts[0].rows = [8, 16])],
  ['an empty part', /follow/, (m) => (m.tensors[0].parts[0].rows = [0, 0])],
  ['more rows than the shape', /follow/, (m) => (m.tensors[0].parts[1].rows = [16, 24])],
  ['missing rows', /hold 16 of 20 rows/, (m) => m.tensors[0].parts.pop()],
  [
    'a part that starts within a block of 8 rows',
    /multiple of 8/,
    (m) => {
      m.tensors[0].parts[0].rows = [0, 12]
      m.tensors[0].parts[1].rows = [12, 20]
    },
  ],
  ['an offset off the grid', /aligned/, (m) => (m.tensors[0].parts[0].data.offset = 4)],
  ['a length off the grid', /aligned/, (m) => (m.tensors[0].parts[0].data.length = 1000)],
  ['a negative offset', /offset/, (m) => (m.tensors[0].parts[0].data.offset = -256)],
  ['a length that the shape does not need', /shape needs 1024/, (m) => (m.tensors[0].parts[0].data.length = 1280)],
  ['too few scales', /shape needs/, (m) => (m.tensors[0].shape = [20, 5000])],
  ['no scales', /no scales/, (m) => delete m.tensors[0].parts[0].scales],
  ['scales where none belong', /has scales/, (m) => (m.tensors[1].parts[0].scales = { offset: 2304, length: 256 })],
  ['ranges that overlap', /overlap/, (m) => (m.tensors[1].parts[0].data.offset = 1024)],
  ['the same bytes for every tensor', /overlap/, (m) => (m.tensors[1].parts[0].data.offset = 0)],
  ['a range beyond the shards', /beyond the shards/, (m) => (m.tensors[1].parts[0].data.offset = 2304)],
  [
    'a part of more than 128 MiB',
    /length/,
    (m) => {
      m.tensors[0] = {
        name: 'big',
        shape: [2 ** 20, 129],
        dtype: 'f32',
        parts: [{ rows: [0, 2 ** 20], data: { offset: 0, length: 2 ** 22 * 129 } }],
      }
    },
  ],
  ['an unknown field in a part', /parts/, (m) => (m.tensors[0].parts[0].extra = 1)],
]

describe('refuses', () => {
  test.each(HOSTILE)('%s', (_name, reason, spoil) => {
    const manifest = good()
    spoil(manifest)
    let thrown: unknown
    try {
      parseManifest(manifest)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(BadManifestError)
    expect((thrown as Error).message).toMatch(reason)
  })

  test.each([null, 3, 'x', [], {}, [good()]])('%j instead of an object', (json) => {
    expect(() => parseManifest(json)).toThrow(BadManifestError)
  })
})

test('a description needs its three fields and nothing else', () => {
  const { id, license, prompts } = good()
  expect(parseDescription({ id, license, prompts })).toEqual({ id, license, prompts })
  expect(() => parseDescription({ id, license })).toThrow(BadManifestError)
  expect(() => parseDescription({ id, license: '', prompts })).toThrow(/license/)
})
