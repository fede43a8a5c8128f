import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Gpu } from '../../src/gpu/device.ts'
import { attention } from '../../src/gpu/kernels/attention.ts'
import { decodeAttention, splitFloats } from '../../src/gpu/kernels/decode-attention.ts'
import { type CacheFormat, cacheRowWords } from '../../src/gpu/kernels/kv-cache.ts'
import { qkNormRope } from '../../src/gpu/kernels/rope.ts'
import { canRun } from '../../src/gpu/table.ts'
import { packCache } from './cache-rows.ts'
import { nmse, openGpu, params, random, readBack, runSteps, storage } from './harness.ts'
import * as reference from './reference.ts'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu.dispose())

const FORMATS: readonly CacheFormat[] = ['f32', 'f16', 'int8']
/** Of attention over the rounded cache against attention over the exact one. */
const ROUNDING = { f32: 1e-10, f16: 1e-6, int8: 1e-4 } as const
const HEADS = [
  { heads: 8, kvHeads: 2, head: 128, section: [24, 20, 20] },
  { heads: 3, kvHeads: 3, head: 72, section: [12, 12, 12] },
  { heads: 6, kvHeads: 2, head: 20, section: [4, 3, 3] },
  { heads: 8, kvHeads: 1, head: 12, section: [2, 2, 2] },
] as const
const [CAPACITY, EPS] = [140, 1e-6]

/** Words that no format writes in these tests. */
const UNTOUCHED = 0xdeadbeef

async function words(buffer: GPUBuffer): Promise<Uint32Array> {
  return new Uint32Array((await readBack(gpu, buffer, buffer.size / 4)).buffer)
}

/** Angles (cos, sin) of `CAPACITY` positions. */
function ropeTable(head: number): Float32Array {
  return Float32Array.from({ length: CAPACITY * head }, (_, i) => {
    const angle = Math.floor(i / head) * 10000 ** (-(2 * Math.floor((i % head) / 2)) / head)
    return i % 2 === 0 ? Math.cos(angle) : Math.sin(angle)
  })
}

describe.each(FORMATS)('a cache of %s', (cache) => {
  for (const { heads, kvHeads, head, section } of HEADS) {
    const rowWords = cacheRowWords(cache, head)
    const axes = reference.axes(section, head)
    const gains = () => ({
      qGain: storage(
        gpu,
        random(head, 2).map((v) => v + 1),
      ),
      kGain: storage(
        gpu,
        random(head, 3).map((v) => v + 1),
      ),
    })

    test(`is read by many rows, heads of ${head}`, async () => {
      const [rows, past] = [18, 70]
      const q = random(rows * heads * head, 1).map((v) => v * 2)
      const k = random(kvHeads * CAPACITY * head, 2).map((v) => v * 2)
      const v = random(kvHeads * CAPACITY * head, 3)
      const [keys, values] = [packCache(k, head, cache), packCache(v, head, cache)]
      const shape = { heads, kvHeads, head, rows, past, capacity: CAPACITY, causal: true }
      const stored = reference.attention(q, keys.values, values.values, shape)
      const exact = reference.attention(q, k, v, shape)
      for (const kernel of ['tile', 'quad'] as const) {
        if (!canRun(gpu.facts, kernel)) continue
        const out = storage(gpu, new Float32Array(rows * heads * head))
        const step = attention({
          name: 't',
          params: params(gpu, rows, past),
          q: storage(gpu, q),
          qRow: heads * head,
          cache,
          keys: storage(gpu, keys.words),
          values: storage(gpu, values.words),
          keyOffset: 0,
          valueOffset: 0,
          kvRow: rowWords,
          kvHeadStride: CAPACITY * rowWords,
          out,
          heads,
          kvHeads,
          head,
          causal: true,
          kernel,
        })
        const result = await runSteps(gpu, [step], rows, past, out, rows * heads * head)
        expect(nmse(result, stored), kernel).toBeLessThan(1e-10)
        expect(nmse(result, exact), kernel).toBeLessThan(ROUNDING[cache])
      }
    })

    test(`is written by many rows bit for bit, heads of ${head}`, async () => {
      const [rows, past] = [3, 5]
      const width = (heads + 2 * kvHeads) * head
      const qkv = random(rows * width, 1).map((v) => v * 5)
      // A row of zeros, and one that f16 cannot hold.
      qkv.fill(0, (heads + kvHeads) * head, (heads + kvHeads + 1) * head)
      qkv[width + (heads + kvHeads) * head + 1] = 1e-7
      const write = async (format: CacheFormat) => {
        const size = kvHeads * CAPACITY * cacheRowWords(format, head)
        const [kCache, vCache] = [0, 1].map(() => storage(gpu, new Uint32Array(size).fill(UNTOUCHED))) as [
          GPUBuffer,
          GPUBuffer,
        ]
        const buffer = storage(gpu, qkv)
        const step = qkNormRope({
          name: 't',
          params: params(gpu, rows, past),
          qkv: buffer,
          cache: format,
          kCache,
          vCache,
          ...gains(),
          positions: storage(gpu, new Uint32Array([5, 6, 9, 0, 5, 7, 8, 1, 11, 12, 13, 0])),
          table: storage(gpu, ropeTable(head)),
          heads,
          kvHeads,
          head,
          capacity: CAPACITY,
          eps: EPS,
          axes,
        })
        await runSteps(gpu, [step], rows, past, buffer, rows * width)
        return [await words(kCache), await words(vCache)] as const
      }
      const [exact, written] = [await write('f32'), await write(cache)]
      for (const side of [0, 1] as const) {
        for (let h = 0; h < kvHeads; h++) {
          const row = (values: Uint32Array, p: number, size: number) =>
            values.slice((h * CAPACITY + p) * size, (h * CAPACITY + p + 1) * size)
          for (let r = 0; r < rows; r++) {
            const floats = new Float32Array(row(exact[side], past + r, head).buffer)
            expect([...row(written[side], past + r, rowWords)]).toEqual([...packCache(floats, head, cache).words])
          }
          for (const p of [past - 1, past + rows]) {
            expect(row(written[side], p, rowWords).every((word) => word === UNTOUCHED)).toBe(true)
          }
        }
      }
    })

    test(`is read and written by one row, heads of ${head}`, async () => {
      for (const [past, split] of [
        [0, 64],
        [63, 64],
        [130, 64],
        [130, 1024],
      ] as const) {
        const width = (heads + 2 * kvHeads) * head
        const raw = random(width, 1).map((v) => v * 3)
        const k = random(kvHeads * CAPACITY * head, 6)
        const v = random(kvHeads * CAPACITY * head, 7)
        const run = async (format: CacheFormat) => {
          const [kCache, vCache] = [
            storage(gpu, packCache(k, head, format).words),
            storage(gpu, packCache(v, head, format).words),
          ]
          const out = storage(gpu, new Float32Array(splitFloats({ heads, head, capacity: CAPACITY, split })))
          const steps = decodeAttention({
            name: 't',
            params: params(gpu, 1, past),
            qkv: storage(gpu, raw),
            cache: format,
            kCache,
            vCache,
            ...gains(),
            positions: storage(gpu, new Uint32Array([40, 41, 37, 0])),
            table: storage(gpu, ropeTable(head)),
            out,
            heads,
            kvHeads,
            head,
            capacity: CAPACITY,
            eps: EPS,
            axes,
            split,
          })
          const result = await runSteps(gpu, steps, 1, past, out, heads * head)
          return { result, caches: [await words(kCache), await words(vCache)] as const }
        }
        // test/gpu/decode.test.ts compares f32 with the formula.
        const [exact, rounded] = [await run('f32'), await run(cache)]
        expect(nmse(rounded.result, exact.result), `past ${past}, splits of ${split}`).toBeLessThan(ROUNDING[cache])
        // What the format made of the cache, with the new row in it, is what packing the exact one makes of it.
        for (const side of [0, 1] as const) {
          const floats = new Float32Array(exact.caches[side].buffer)
          expect([...rounded.caches[side]]).toEqual([...packCache(floats, head, cache).words])
        }
      }
    })
  }
})
