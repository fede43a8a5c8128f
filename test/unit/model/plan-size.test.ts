import { describe, expect, test } from 'vitest'
import { OutOfMemoryError } from '../../../src/errors.ts'
import { parseConfig } from '../../../src/model/config.ts'
import { planMemory } from '../../../src/model/memory.ts'
import { DEFAULT_LIMITS, hasRoom, planSize, type SizeNeed } from '../../../src/model/plan-size.ts'
import { published4B } from './fixtures.ts'

const MIB = 2 ** 20
const ROOM = { ...DEFAULT_LIMITS, lanes: 16 }
const { config: published, preprocessor } = published4B()
const config = parseConfig(published, preprocessor)
/** The 8-bit embedding alone; the other weights are not what is planned here. */
const embedding = {
  name: 'model.language_model.embed_tokens.weight',
  shape: [151936, 2560],
  dtype: 'q8g32' as const,
  parts: [0, 1, 2].map((i) => ({
    rows: [i * 52424, Math.min(151936, (i + 1) * 52424)] as const,
    data: { offset: 0, length: 128 * MIB },
    scales: { offset: 0, length: 8 * MIB },
  })),
}
const model = { config, manifest: { tensors: [embedding] }, words: { tokenizer: { size: 151669 } } }
const need = (positions: number, more: Partial<SizeNeed> = {}): SizeNeed => {
  return { pictureTokens: 1280, promptTokens: 1600, maxTokens: positions - 1600, ...more }
}

function refusal(work: () => unknown): OutOfMemoryError {
  try {
    work()
  } catch (error) {
    if (error instanceof OutOfMemoryError) return error
  }
  throw new Error('it was not refused')
}

describe('the sizes of the 4B', () => {
  test("32,768 positions fit WebGPU's default limits in f16 and in int8", () => {
    const size = planSize(model, need(32768), ROOM)
    expect(size).toEqual({ capacity: 32768, cache: 'f16', chunk: 256, pictureTokens: 1280, idLimit: 151669 })
    const f16 = planMemory(config, model.manifest, size, ROOM.lanes)
    // 147,456 bytes a position.
    expect(f16.cache).toBe(147456 * 32768)
    const int8 = planMemory(config, model.manifest, planSize(model, need(32768, { cache: 'int8' }), ROOM), ROOM.lanes)
    // A byte a dimension and two a group of 32.
    expect(int8.cache).toBe((147456 / 2) * (1 + 2 / 32) * 32768)
    expect(f16.total - int8.total).toBe(f16.cache - int8.cache)
  })

  test('a cache that is too large for one binding in f16 is int8', () => {
    expect(planSize(model, need(65536), ROOM).cache).toBe('f16')
    expect(planSize(model, need(65537), ROOM).cache).toBe('int8')
    expect(planSize(model, need(65537), { ...ROOM, maxStorageBufferBindingSize: 512 * MIB }).cache).toBe('f16')
  })

  test('a cache that is too large for the memory in f16 is int8', () => {
    const total = planMemory(config, model.manifest, planSize(model, need(8192), ROOM), ROOM.lanes).total
    expect(planSize(model, need(8192), { ...ROOM, memory: total }).cache).toBe('f16')
    expect(planSize(model, need(8192), { ...ROOM, memory: total - 1 }).cache).toBe('int8')
  })

  test('what fits in no format is refused with the buffer and the bytes', () => {
    const error = refusal(() => planSize(model, need(200_000), ROOM))
    expect(error.code).toBe('out-of-memory')
    expect(error).toMatchObject({ what: 'k cache 0', needed: 200_000 * 8 * (128 + 8), allowed: 128 * MIB })
    expect(error.message).toMatch(/no room for k cache 0 \(208 MiB of at most 128 MiB\)\. .+\.$/)
    const full = refusal(() => planSize(model, need(8192), { ...ROOM, memory: 100 * MIB }))
    expect(full).toMatchObject({ what: 'the model with 8192 positions', allowed: 100 * MIB })
    expect(full.needed).toBeGreaterThan(600 * MIB)
  })

  test('a picture that is too large for the tower is refused whatever the cache', () => {
    const error = refusal(() => planSize(model, need(8192, { pictureTokens: 4096 }), ROOM))
    // Four patches a token, 4,096 floats each.
    expect(error).toMatchObject({ what: 'vision mlp', needed: 4096 * 4 * 4096 * 4, allowed: 128 * MIB })
  })

  test('a format that is asked for is not replaced', () => {
    expect(planSize(model, need(8192, { cache: 'f32' }), ROOM).cache).toBe('f32')
    expect(refusal(() => planSize(model, need(65536, { cache: 'f32' }), ROOM)).what).toBe('k cache 0')
  })

  test("positions end at the model's own limit, chunks at the positions", () => {
    const wide = { maxBufferSize: 2 ** 40, maxStorageBufferBindingSize: 2 ** 40, lanes: 16 }
    expect(planSize(model, need(1e6), wide).capacity).toBe(262144)
    expect(planSize(model, { pictureTokens: 4, promptTokens: 60, maxTokens: 40 }, ROOM).chunk).toBe(100)
  })

  test('a model with room is kept', () => {
    const size = planSize(model, need(8192), ROOM)
    expect(hasRoom(size, model, need(8192))).toBe(true)
    expect(hasRoom(size, model, { pictureTokens: 64, promptTokens: 100, maxTokens: 8092 })).toBe(true)
    expect(hasRoom(size, model, need(8193))).toBe(false)
    expect(hasRoom(size, model, need(4000, { pictureTokens: 1281 }))).toBe(false)
  })
})
