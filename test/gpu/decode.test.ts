import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Gpu } from '../../src/gpu/device.ts'
import { greedy } from '../../src/gpu/kernels/choice.ts'
import { decodeAttention, splitFloats } from '../../src/gpu/kernels/decode-attention.ts'
import { head, headGroups, matvec } from '../../src/gpu/kernels/matvec.ts'
import type { WeightDtype } from '../../src/gpu/matrix.ts'
import { canRun } from '../../src/gpu/table.ts'
import {
  canary,
  maxOverRms,
  nmse,
  openGpu,
  params,
  random,
  readBack,
  runSteps,
  storage,
  testMatrix,
} from './harness.ts'
import * as reference from './reference.ts'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu.dispose())

const DTYPES: readonly WeightDtype[] = ['f32', 'f16', 'bf16', 'q4g32', 'q8g32']
/** Teams of one thread, of a quad's threads (for weights in groups) and of sixteen. */
const TEAMS = [
  { lanes: 1, team: 'shared' },
  { lanes: 1, team: 'quad' },
  { lanes: 16, team: 'shared' },
] as const

/** K that is no multiple of 32 or of a team's step, rows that are none of a workgroup's, several parts. */
const SHAPES = [
  { n: 6, k: 20, cuts: [] },
  { n: 150, k: 100, cuts: [16, 144] },
  { n: 264, k: 608, cuts: [] },
] as const

describe('matrix times one row', () => {
  for (const dtype of DTYPES) {
    for (const { n, k, cuts } of SHAPES) {
      for (const teams of TEAMS) {
        const name = `${dtype} ${k}→${n} in ${cuts.length + 1} parts, ${teams.team} ${teams.lanes}`
        if (teams.team === 'quad' && !dtype.includes('g32')) continue
        test(name, async ({ skip }) => {
          if (!canRun(gpu.facts, teams.team)) skip('this adapter has no quads')
          const { matrix, values } = testMatrix(gpu, dtype, n, k, 7, cuts)
          const x = random(k, 3).map((v) => v * 4)
          const gain = random(k, 5)
          const spec = { name: 't', x: storage(gpu, x), weight: matrix, ...teams }
          const norm = { gain: storage(gpu, gain), eps: 1e-6 }
          const product = reference.linear(x, values, 1, n, k)
          const normed = reference.linear(reference.rmsNorm(x, gain, k, 1e-6), values, 1, n, k)

          const y = canary(gpu, n + 4)
          const stored = await runSteps(gpu, matvec({ ...spec, y, norm, finish: 'store' }), 1, 0, y, n + 4)
          expect(maxOverRms(stored, normed)).toBeLessThan(1e-5)
          // Nothing is written behind the last row.
          expect(stored.slice(n).every(Number.isNaN)).toBe(true)

          const residual = random(n, 9)
          const sum = storage(gpu, residual)
          const added = await runSteps(gpu, matvec({ ...spec, y: sum, finish: 'add' }), 1, 0, sum, n)
          expect(
            maxOverRms(
              added,
              product.map((v, i) => v + residual[i]!),
            ),
          ).toBeLessThan(1e-5)

          const inner = canary(gpu, n / 2 + 4)
          const steps = matvec({ ...spec, y: inner, norm, finish: 'swiglu' })
          const gated = await runSteps(gpu, steps, 1, 0, inner, n / 2 + 4)
          expect(maxOverRms(gated, reference.swiglu(normed))).toBeLessThan(1e-5)
          expect(gated.slice(n / 2).every(Number.isNaN)).toBe(true)
        })
      }
    }
  }

  test('an odd number of rows', async () => {
    for (const teams of TEAMS) {
      if (!canRun(gpu.facts, teams.team)) continue
      const { matrix, values } = testMatrix(gpu, 'q8g32', 133, 64, 2)
      const x = random(64, 3)
      const y = canary(gpu, 134)
      const out = await runSteps(
        gpu,
        matvec({ name: 't', x: storage(gpu, x), y, weight: matrix, ...teams, finish: 'store' }),
        1,
        0,
        y,
        134,
      )
      expect(maxOverRms(out, reference.linear(x, values, 1, 133, 64))).toBeLessThan(1e-5)
      expect(out[133]).toBeNaN()
    }
  })

  test('a one-hot row returns the stored column bit for bit', async () => {
    for (const dtype of DTYPES) {
      const { matrix, values } = testMatrix(gpu, dtype, 48, 64, 11)
      for (const [teams, column] of [
        [TEAMS[2], 5],
        [TEAMS[2], 63],
        [TEAMS[0], 37],
        [TEAMS[1], 22],
        [TEAMS[1], 59],
      ] as const) {
        if (!canRun(gpu.facts, teams.team)) continue
        const x = new Float32Array(64)
        x[column] = 1
        const y = canary(gpu, 48)
        const steps = matvec({ name: 't', x: storage(gpu, x), y, weight: matrix, ...teams, finish: 'store' })
        const out = await runSteps(gpu, steps, 1, 0, y, 48)
        expect([...out]).toEqual(Array.from({ length: 48 }, (_, row) => Math.fround(values[row * 64 + column]!)))
      }
    }
  })

  test('large residuals and SwiGLU products stay finite', async () => {
    const { matrix } = testMatrix(gpu, 'f32', 32, 64, 1)
    const x = storage(
      gpu,
      random(64, 2).map((v) => v * 1e5),
    )
    const y = storage(gpu, new Float32Array(32).fill(1e5))
    const spec = { name: 't', x, weight: matrix, lanes: 16 }
    const added = await runSteps(gpu, matvec({ ...spec, y, finish: 'add' }), 1, 0, y, 32)
    expect(added.every(Number.isFinite)).toBe(true)
    const gated = await runSteps(gpu, matvec({ ...spec, y, finish: 'swiglu' }), 1, 0, y, 16)
    expect(gated.every(Number.isFinite)).toBe(true)
  })
})

describe('the head', () => {
  for (const { lanes, team } of TEAMS) {
    test(`last row, logits and greedy choice, ${team} ${lanes}`, async ({ skip }) => {
      if (!canRun(gpu.facts, team)) skip('this adapter has no quads')
      const [n, k, rows] = [1001, 68, 3]
      const { matrix, values } = testMatrix(gpu, 'q8g32', n, k, 4, [256, 768])
      const x = random(rows * k, 3)
      const gain = random(k, 5)
      const normed = reference.rmsNorm(x, gain, k, 1e-6).slice((rows - 1) * k)
      const expected = reference.linear(normed, values, 1, n, k)
      const order = Array.from(expected.keys()).sort((a, b) => expected[b]! - expected[a]!)
      // The largest of all is beyond the limit in the second round.
      for (const limit of [n, order[0]!]) {
        const logits = canary(gpu, n)
        const largest = canary(gpu, headGroups(matrix, lanes) * 2)
        const ids = storage(gpu, new Uint32Array(4))
        const steps = [
          ...head({
            name: 't',
            params: params(gpu, rows),
            x: storage(gpu, x),
            logits,
            largest,
            weight: matrix,
            lanes,
            team,
            norm: { gain: storage(gpu, gain), eps: 1e-6 },
            limit,
          }),
          greedy({ name: 't', largest, count: headGroups(matrix, lanes), ids }),
        ]
        const out = await runSteps(gpu, steps, rows, 0, logits, n)
        expect(maxOverRms(out, expected)).toBeLessThan(1e-5)
        const id = new Uint32Array((await readBack(gpu, ids, 1)).buffer)[0]
        expect(id).toBe(order.find((candidate) => candidate < limit))
      }
    })
  }

  /** What the head and the greedy step choose of these values: row n of the matrix is its logit alone. */
  const choose = async (values: readonly number[], limit: number) => {
    const rows = new Float32Array(values.length * 4)
    values.forEach((value, n) => {
      rows[n * 4] = value
    })
    const weight = {
      rows: values.length,
      cols: 4,
      dtype: 'f32',
      parts: [{ from: 0, to: values.length, data: storage(gpu, rows), scales: null }],
    } as const
    const one = storage(gpu, new Float32Array([2, 0, 0, 0]))
    const ids = storage(gpu, new Uint32Array(4))
    const largest = canary(gpu, headGroups(weight, 16) * 2)
    const norm = { gain: storage(gpu, new Float32Array(4).fill(1)), eps: 0 }
    const logits = canary(gpu, values.length)
    const steps = [
      ...head({ name: 't', params: params(gpu, 1), x: one, logits, largest, weight, lanes: 16, norm, limit }),
      greedy({ name: 't', largest, count: headGroups(weight, 16), ids }),
    ]
    return new Uint32Array((await runSteps(gpu, steps, 1, 0, ids, 1)).buffer)[0]
  }
  test('the lowest id wins a tie, also across workgroups', async () => {
    const values = new Array<number>(600).fill(-2)
    for (const i of [599, 300, 44, 556]) values[i] = 1
    expect(await choose(values, 600)).toBe(44)
    values[44] = values[45] = 0
    expect(await choose(values, 600)).toBe(300)
  })
  test('NaN is −∞, as for the CPU', async () => {
    const values = new Array<number>(300).fill(Number.NaN)
    expect(await choose(values, 300)).toBe(0)
    values[250] = -1e30
    expect(await choose(values, 300)).toBe(250)
    values[260] = Number.POSITIVE_INFINITY
    expect(await choose(values, 300)).toBe(260)
  })
})

describe('attention of one row', () => {
  const cases = [
    { heads: 4, kvHeads: 2, size: 64, section: [12, 10, 10] },
    { heads: 8, kvHeads: 2, size: 128, section: [24, 20, 20] },
    { heads: 3, kvHeads: 3, size: 72, section: [12, 12, 12] },
    { heads: 6, kvHeads: 2, size: 20, section: [4, 3, 3] },
    { heads: 8, kvHeads: 1, size: 12, section: [2, 2, 2] },
    { heads: 5, kvHeads: 1, size: 4, section: [1, 1, 0] },
  ] as const
  const PASTS = [0, 1, 63, 64, 65, 130, 300]

  for (const { heads, kvHeads, size, section } of cases) {
    test(`${heads}/${kvHeads} heads of ${size}, any number of splits`, async () => {
      const [capacity, eps] = [310, 1e-6]
      const width = (heads + 2 * kvHeads) * size
      const raw = random(width, 1).map((v) => v * 3)
      const [qGain, kGain] = [random(size, 2).map((v) => v + 2), random(size, 3).map((v) => v + 2)]
      const position = [40, 41, 37]
      const axes = reference.axes(section, size)
      const angle = (p: number, j: number) => p * 10000 ** (-(2 * j) / size)
      const table = new Float32Array(capacity * size)
      for (let p = 0; p < capacity; p++) {
        for (let j = 0; j < size / 2; j++) {
          table[p * size + j * 2] = Math.cos(angle(p, j))
          table[p * size + j * 2 + 1] = Math.sin(angle(p, j))
        }
      }
      const head = (h: number) => raw.slice(h * size, (h + 1) * size)
      const turned = (h: number, gain: Float32Array) =>
        reference.rotate(reference.rmsNorm(head(h), gain, size, eps), (j) => angle(position[axes[j]!]!, j))
      const q = Float64Array.from(Array.from({ length: heads }, (_, h) => [...turned(h, qGain)]).flat())

      for (const past of PASTS) {
        const keys = random(kvHeads * capacity * size, 6).map((v) => v * 2)
        const values = random(kvHeads * capacity * size, 7)
        // What is not in the cache yet is NaN: reading it must show.
        for (let h = 0; h < kvHeads; h++) {
          keys.fill(Number.NaN, (h * capacity + past) * size, (h + 1) * capacity * size)
          values.fill(Number.NaN, (h * capacity + past) * size, (h + 1) * capacity * size)
        }
        const [kWant, vWant] = [Float64Array.from(keys), Float64Array.from(values)]
        for (let h = 0; h < kvHeads; h++) {
          kWant.set(turned(heads + h, kGain), (h * capacity + past) * size)
          vWant.set(head(heads + kvHeads + h), (h * capacity + past) * size)
        }
        const shape = { heads, kvHeads, head: size, rows: 1, past, capacity, causal: true }
        const want = reference.attention(q, kWant, vWant, shape)
        for (const split of [64, 96, 1024]) {
          const out = canary(gpu, splitFloats({ heads, head: size, capacity, split }))
          const [kCache, vCache] = [storage(gpu, keys), storage(gpu, values)]
          const steps = decodeAttention({
            name: 't',
            params: params(gpu, 1, past),
            qkv: storage(gpu, raw),
            cache: 'f32',
            kCache,
            vCache,
            qGain: storage(gpu, qGain),
            kGain: storage(gpu, kGain),
            positions: storage(gpu, new Uint32Array([...position, 0])),
            table: storage(gpu, table),
            out,
            heads,
            kvHeads,
            head: size,
            capacity,
            eps,
            axes,
            split,
          })
          const result = await runSteps(gpu, steps, 1, past, out, heads * size)
          expect(nmse(result, want), `past ${past}, splits of ${split}`).toBeLessThan(1e-10)
          const [k, v] = [await readBack(gpu, kCache, keys.length), await readBack(gpu, vCache, values.length)]
          for (let h = 0; h < kvHeads; h++) {
            const at = (h * capacity + past) * size
            expect(maxOverRms(k.slice(at, at + size), kWant.slice(at, at + size))).toBeLessThan(1e-6)
            expect([...v.slice(at, at + size)]).toEqual([...vWant.slice(at, at + size)])
            // Nothing else was written.
            expect(k.slice(at + size, (h + 1) * capacity * size).every(Number.isNaN)).toBe(true)
            expect([...k.slice(h * capacity * size, at)]).toEqual([...keys.slice(h * capacity * size, at)])
          }
        }
      }
    })
  }
})
