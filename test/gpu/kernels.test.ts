import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Gpu } from '../../src/gpu/device.ts'
import { attention } from '../../src/gpu/kernels/attention.ts'
import { type Activation, linear } from '../../src/gpu/kernels/linear.ts'
import { layerNorm, rmsNorm } from '../../src/gpu/kernels/norms.ts'
import { qkNormRope, visionRope } from '../../src/gpu/kernels/rope.ts'
import { deepStack, embed, positionAdd, swiglu } from '../../src/gpu/kernels/rows.ts'
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

describe('linear', () => {
  // Sizes around the tiles of 32×32×32 and teams of 8, K that is no multiple of 32, several parts.
  const shapes = [
    { rows: 1, n: 40, k: 64, cuts: [] },
    { rows: 1, n: 70, k: 100, cuts: [16] },
    { rows: 3, n: 5, k: 36, cuts: [] },
    { rows: 33, n: 70, k: 100, cuts: [] },
    { rows: 65, n: 100, k: 192, cuts: [8, 72] },
    { rows: 32, n: 32, k: 32, cuts: [] },
  ]
  for (const dtype of DTYPES) {
    for (const { rows, n, k, cuts } of shapes) {
      test(`${dtype} ${rows}×${k}→${n}${cuts.length ? ` in ${cuts.length + 1} parts` : ''}`, async () => {
        const { matrix, values } = testMatrix(gpu, dtype, n, k, 7, cuts)
        const x = random(rows * k, 3)
        const y = canary(gpu, rows * n)
        const steps = linear({ name: 't', params: params(gpu, rows), x: storage(gpu, x), y, weight: matrix })
        const out = await runSteps(gpu, steps, rows, 0, y, rows * n)
        expect(maxOverRms(out, reference.linear(x, values, rows, n, k))).toBeLessThan(1e-5)
      })
    }
  }

  for (const activation of ['none', 'gelu-tanh', 'gelu-erf'] as readonly Activation[]) {
    test(`bias, ${activation}, residual, rows / 4`, async () => {
      const rows = 10
      const [n, k] = [37, 68]
      const { matrix, values } = testMatrix(gpu, 'f32', n, k, 5)
      const x = random(rows * k, 1)
      const bias = random(n, 2).map((v) => v * 3)
      const residual = random(rows * n, 4)
      const y = storage(gpu, residual)
      const steps = linear({
        name: 't',
        params: params(gpu, rows * 4 + 3),
        x: storage(gpu, x),
        y,
        weight: matrix,
        bias: storage(gpu, bias),
        activation,
        accumulate: true,
        rowDivisor: 4,
      })
      const out = await runSteps(gpu, steps, rows * 4 + 3, 0, y, rows * n)
      const product = reference.linear(x, values, rows, n, k)
      const expected = product.map((v, i) => residual[i]! + reference.activate(v + bias[i % n]!, activation))
      expect(maxOverRms(out, expected)).toBeLessThan(1e-5)
    })
  }

  test('a one-hot row returns the stored column bit for bit', async () => {
    for (const dtype of DTYPES) {
      const [n, k] = [48, 64]
      const { matrix, values } = testMatrix(gpu, dtype, n, k, 11)
      for (const column of [0, 5, 37, 63]) {
        const x = new Float32Array(k)
        x[column] = 1
        const y = canary(gpu, n)
        const steps = linear({ name: 't', params: params(gpu, 1), x: storage(gpu, x), y, weight: matrix })
        const out = await runSteps(gpu, steps, 1, 0, y, n)
        expect([...out]).toEqual(Array.from({ length: n }, (_, row) => Math.fround(values[row * k + column]!)))
      }
    }
  })

  test('a large residual and large products stay finite', async () => {
    const { matrix } = testMatrix(gpu, 'f32', 32, 64, 1)
    const y = storage(gpu, new Float32Array(32).fill(1e5))
    const x = random(64, 2).map((v) => v * 1e5)
    const steps = linear({
      name: 't',
      params: params(gpu, 1),
      x: storage(gpu, x),
      y,
      weight: matrix,
      activation: 'gelu-tanh',
      accumulate: true,
    })
    const out = await runSteps(gpu, steps, 1, 0, y, 32)
    expect(out.every((v) => Number.isFinite(v))).toBe(true)
  })
})

test('RMSNorm of every row', async () => {
  const [rows, width, eps] = [5, 68, 1e-6]
  const x = random(rows * width, 1).map((v) => v * 20)
  const gain = random(width, 2)
  const expected = reference.rmsNorm(x, gain, width, eps)
  const y = canary(gpu, rows * width)
  const step = rmsNorm({ name: 't', x: storage(gpu, x), y, gain: storage(gpu, gain), width, eps })
  const all = await runSteps(gpu, [step], rows, 0, y, rows * width)
  expect(maxOverRms(all, expected)).toBeLessThan(1e-6)
})

test('LayerNorm, with a large mean and over merged rows', async () => {
  for (const [width, divisor, offset] of [
    [72, 1, 0],
    [72, 1, 100],
    [288, 4, 0],
  ] as const) {
    const rows = 8
    const x = random((rows / divisor) * width, 1).map((v) => v + offset)
    const [gain, bias] = [random(width, 2), random(width, 3)]
    const y = canary(gpu, x.length)
    const step = layerNorm({
      name: 't',
      x: storage(gpu, x),
      y,
      gain: storage(gpu, gain),
      bias: storage(gpu, bias),
      width,
      rowDivisor: divisor,
    })
    const out = await runSteps(gpu, [step], rows, 0, y, x.length)
    // With a mean of 100 the inputs themselves carry an error of 4e-6.
    expect(maxOverRms(out, reference.layerNorm(x, gain, bias, width, 1e-6))).toBeLessThan(offset ? 3e-5 : 3e-6)
  }
})

describe('attention', () => {
  const cases = [
    { heads: 4, kvHeads: 2, head: 64, rows: 5, past: 70 },
    { heads: 4, kvHeads: 1, head: 128, rows: 1, past: 127 },
    { heads: 3, kvHeads: 3, head: 72, rows: 66, past: 0 },
    { heads: 2, kvHeads: 1, head: 4, rows: 2, past: 63 },
    { heads: 6, kvHeads: 2, head: 12, rows: 1, past: 0 },
    { heads: 2, kvHeads: 1, head: 64, rows: 40, past: 100 },
    { heads: 2, kvHeads: 2, head: 20, rows: 3, past: 0 },
  ]
  for (const { heads, kvHeads, head, rows, past } of cases) {
    for (const causal of [true, false]) {
      if (!causal && (past > 0 || heads !== kvHeads)) continue
      const name = `${causal ? 'causal' : 'full'} ${heads}/${kvHeads} heads of ${head}, ${rows} rows after ${past}`
      test.for(['tile', 'quad'] as const)(`${name}, %s`, async (kernel, { skip }) => {
        if (!canRun(gpu.facts, kernel)) skip('this adapter has no quads')
        const capacity = past + rows + 5
        const q = random(rows * heads * head, 1).map((v) => v * 3)
        const k = random(kvHeads * capacity * head, 2).map((v) => v * 3)
        const v = random(kvHeads * capacity * head, 3)
        // Positions beyond the last are NaN: reading them must not change anything.
        for (let h = 0; h < kvHeads; h++) {
          k.fill(Number.NaN, (h * capacity + past + rows) * head, (h + 1) * capacity * head)
          v.fill(Number.NaN, (h * capacity + past + rows) * head, (h + 1) * capacity * head)
        }
        const out = canary(gpu, rows * heads * head)
        const step = attention({
          name: 't',
          params: params(gpu, rows, past),
          q: storage(gpu, q),
          qRow: heads * head,
          keys: storage(gpu, k),
          values: storage(gpu, v),
          keyOffset: 0,
          valueOffset: 0,
          kvRow: head,
          kvHeadStride: capacity * head,
          out,
          heads,
          kvHeads,
          head,
          causal,
          kernel,
        })
        const result = await runSteps(gpu, [step], rows, past, out, rows * heads * head)
        const expected = reference.attention(q, k, v, { heads, kvHeads, head, rows, past, capacity, causal })
        expect(nmse(result, expected)).toBeLessThan(1e-10)
      })
    }
  }
})

test('q/k norm, interleaved M-RoPE and cache write', async () => {
  for (const { head, section } of [
    { head: 128, section: [24, 20, 20] },
    { head: 20, section: [4, 3, 3] },
  ] as const) {
    const [heads, kvHeads, rows, past, capacity, eps] = [4, 2, 3, 5, 16, 1e-6]
    const width = (heads + 2 * kvHeads) * head
    const qkv = random(rows * width, 1)
    const [qGain, kGain] = [random(head, 2), random(head, 3)]
    const positions = new Uint32Array([5, 6, 9, 0, 5, 7, 8, 1, 11, 12, 13, 0])
    const axes = reference.axes(section, head)
    const angle = (position: number, j: number) => position * 10000 ** (-(2 * j) / head)
    const table = new Float32Array(capacity * head)
    for (let p = 0; p < capacity; p++) {
      for (let j = 0; j < head / 2; j++) {
        table[(p * (head / 2) + j) * 2] = Math.cos(angle(p, j))
        table[(p * (head / 2) + j) * 2 + 1] = Math.sin(angle(p, j))
      }
    }
    const buffer = storage(gpu, qkv)
    const caches = [canary(gpu, kvHeads * capacity * head), canary(gpu, kvHeads * capacity * head)] as const
    const step = qkNormRope({
      name: 't',
      params: params(gpu, rows, past),
      qkv: buffer,
      cache: 'f32',
      kCache: caches[0],
      vCache: caches[1],
      qGain: storage(gpu, qGain),
      kGain: storage(gpu, kGain),
      positions: storage(gpu, positions),
      table: storage(gpu, table),
      heads,
      kvHeads,
      head,
      capacity,
      eps,
      axes,
    })
    const rotated = await runSteps(gpu, [step], rows, past, buffer, rows * width)
    const [k, v] = [
      await readBack(gpu, caches[0], kvHeads * capacity * head),
      await readBack(gpu, caches[1], kvHeads * capacity * head),
    ]
    for (let row = 0; row < rows; row++) {
      for (let h = 0; h < heads + 2 * kvHeads; h++) {
        const raw = qkv.slice(row * width + h * head, row * width + (h + 1) * head)
        const cacheAt = (index: number) => (index * capacity + past + row) * head
        if (h >= heads + kvHeads) {
          const at = cacheAt(h - heads - kvHeads)
          expect([...v.slice(at, at + head)]).toEqual([...raw])
          continue
        }
        const normed = reference.rmsNorm(raw, h < heads ? qGain : kGain, head, eps)
        const expected = reference.rotate(normed, (j) => angle(positions[row * 4 + axes[j]!]!, j))
        const at = h < heads ? row * width + h * head : cacheAt(h - heads)
        const actual = (h < heads ? rotated : k).slice(at, at + head)
        expect(maxOverRms(actual, expected)).toBeLessThan(1e-6)
      }
    }
    // Nothing but the new positions was written.
    expect(Number.isNaN(k[(past - 1) * head]!)).toBe(true)
    expect(Number.isNaN(k[(past + rows) * head]!)).toBe(true)
  }
})

test('vision rotary turns q and k and leaves v alone', async () => {
  const [heads, head, rows] = [3, 72, 5]
  const width = 3 * heads * head
  const qkv = random(rows * width, 1)
  const angle = (row: number, j: number) => (row + 1) * 0.37 + j * 0.11
  const angles = new Float32Array(rows * head)
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < head / 2; j++) {
      angles[(r * (head / 2) + j) * 2] = Math.cos(angle(r, j))
      angles[(r * (head / 2) + j) * 2 + 1] = Math.sin(angle(r, j))
    }
  }
  const buffer = storage(gpu, qkv)
  const step = visionRope({ name: 't', qkv: buffer, angles: storage(gpu, angles), heads, head })
  const out = await runSteps(gpu, [step], rows, 0, buffer, rows * width)
  for (let row = 0; row < rows; row++) {
    for (let h = 0; h < 3 * heads; h++) {
      const at = row * width + h * head
      const raw = qkv.slice(at, at + head)
      const expected = h < 2 * heads ? reference.rotate(raw, (j) => angle(row, j)) : raw
      expect(maxOverRms(out.slice(at, at + head), expected)).toBeLessThan(1e-6)
    }
  }
})

test('embedding rows from every part, picture rows at their places', async () => {
  for (const dtype of DTYPES) {
    const [vocab, width] = [40, 68]
    const { matrix, values } = testMatrix(gpu, dtype, vocab, width, 9, [16, 24])
    const ids = new Uint32Array([0, 15, 16, 39, 23, 24, 1])
    const positions = new Uint32Array(ids.length * 4)
    positions[2 * 4 + 3] = 2
    positions[4 * 4 + 3] = 1
    const picture = random(2 * width, 4)
    const x = canary(gpu, ids.length * width)
    const steps = embed({
      name: 't',
      ids: storage(gpu, ids),
      positions: storage(gpu, positions),
      picture: storage(gpu, picture),
      x,
      table: matrix,
    })
    const out = await runSteps(gpu, steps, ids.length, 0, x, ids.length * width)
    ids.forEach((id, row) => {
      const shown = positions[row * 4 + 3]!
      const expected = shown
        ? picture.slice((shown - 1) * width, shown * width)
        : Float32Array.from(values.slice(id * width, (id + 1) * width))
      expect([...out.slice(row * width, (row + 1) * width)]).toEqual([...expected])
    })
  }
})

test('DeepStack adds at picture rows only', async () => {
  const [rows, width] = [4, 260]
  const x = random(rows * width, 1)
  const features = random(2 * width, 2)
  const positions = new Uint32Array(rows * 4)
  positions[1 * 4 + 3] = 2
  positions[3 * 4 + 3] = 1
  const buffer = storage(gpu, x)
  const step = deepStack({
    name: 't',
    positions: storage(gpu, positions),
    x: buffer,
    features: storage(gpu, features),
    width,
  })
  const out = await runSteps(gpu, [step], rows, 0, buffer, rows * width)
  for (let row = 0; row < rows; row++) {
    const index = positions[row * 4 + 3]!
    for (let i = 0; i < width; i++) {
      const added = index ? features[(index - 1) * width + i]! : 0
      expect(out[row * width + i]).toBe(Math.fround(x[row * width + i]! + added))
    }
  }
})

test('interpolated positions are added to every patch', async () => {
  for (const dtype of ['f32', 'f16', 'bf16'] as const) {
    const [patches, width, table] = [6, 36, 25]
    const { matrix, values } = testMatrix(gpu, dtype, table, width, 3)
    const h = random(patches * width, 1)
    const corners = new Uint32Array(patches * 4).map((_, i) => (i * 7) % table)
    const shares = random(patches * 4, 2)
    const buffer = storage(gpu, h)
    const step = positionAdd({
      name: 't',
      h: buffer,
      table: matrix,
      corners: storage(gpu, corners),
      shares: storage(gpu, shares),
    })
    const out = await runSteps(gpu, [step], patches, 0, buffer, patches * width)
    const expected = h.map((v, i) => {
      const n = Math.floor(i / width)
      let sum = v
      for (let c = 0; c < 4; c++) sum += shares[n * 4 + c]! * values[corners[n * 4 + c]! * width + (i % width)]!
      return sum
    })
    expect(maxOverRms(out, expected)).toBeLessThan(1e-6)
  }
})

test('SwiGLU of alternating gate and up, also far out', async () => {
  const [rows, intermediate] = [3, 70]
  const pairs = random(rows * intermediate * 2, 1).map((v, i) => v * (i % 11 === 0 ? 1e3 : 8))
  const y = canary(gpu, rows * intermediate)
  const step = swiglu({ name: 't', gateUp: storage(gpu, pairs), y, intermediate })
  const out = await runSteps(gpu, [step], rows, 0, y, rows * intermediate)
  const expected = Float64Array.from(
    { length: rows * intermediate },
    (_, i) => (pairs[2 * i]! / (1 + Math.exp(-pairs[2 * i]!))) * pairs[2 * i + 1]!,
  )
  expect(maxOverRms(out, expected)).toBeLessThan(1e-6)
})
