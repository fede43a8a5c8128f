import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Gpu } from '../../src/gpu/device.ts'
import { linear } from '../../src/gpu/kernels/linear.ts'
import { matvec } from '../../src/gpu/kernels/matvec.ts'
import type { WeightDtype } from '../../src/gpu/matrix.ts'
import { canRun, type MatmulKernel, REFERENCE, type Team, tableChoice } from '../../src/gpu/table.ts'
import { useVerified, verifyVariant } from '../../src/gpu/verify.ts'
import { canary, maxOverRms, nmse, openGpu, params, random, runSteps, storage, testMatrix } from './harness.ts'
import * as reference from './reference.ts'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu.dispose())

/** One row more than a tile of 64×64×32, K that is no multiple of 32, two parts of which one is less than a tile. */
const SHAPE = { rows: 65, n: 100, k: 100, cuts: [72] }
/** Software adapters take seconds to compile these kernels; the other formats share all but four lines with f32. */
const FORMATS: readonly WeightDtype[] = ['f32', 'q4g32', 'q8g32']

async function product(kernel: MatmulKernel, dtype: WeightDtype, normed = true) {
  const { rows, n, k, cuts } = SHAPE
  const { matrix, values } = testMatrix(gpu, dtype, n, k, 7, dtype === 'q4g32' ? cuts : [])
  const x = random(rows * k, 3).map((v) => v * 4)
  const [bias, residual] = [random(n, 2), random(rows * n, 4)]
  const y = storage(gpu, residual)
  const steps = linear({
    name: 't',
    params: params(gpu, rows),
    x: storage(gpu, x),
    y,
    weight: matrix,
    bias: storage(gpu, bias),
    accumulate: true,
    kernel,
    normed,
  })
  const out = await runSteps(gpu, steps, rows, 0, y, rows * n)
  const expected = reference.linear(x, values, rows, n, k).map((v, i) => v + residual[i]! + bias[i % n]!)
  return { out, expected }
}

describe('products of many rows', () => {
  for (const dtype of FORMATS) {
    test(`square, ${dtype}`, async () => {
      const { out, expected } = await product('square', dtype)
      expect(maxOverRms(out, expected)).toBeLessThan(1e-5)
    })
  }

  for (const dtype of ['q4g32', 'q8g32'] as const) {
    test(`quad, ${dtype}`, async ({ skip }) => {
      if (!canRun(gpu.facts, 'quad')) skip('this adapter has no quads')
      const { out, expected } = await product('quad', dtype)
      expect(maxOverRms(out, expected)).toBeLessThan(1e-5)
    })
  }

  test('square with f16 products', async ({ skip }) => {
    if (!canRun(gpu.facts, 'square-f16')) skip('this adapter has no shader-f16')
    for (const dtype of FORMATS) {
      const { out, expected } = await product('square-f16', dtype)
      expect(nmse(out, expected)).toBeLessThan(1e-6)
    }
  })

  test('square with 8-bit integer products', async ({ skip }) => {
    if (!canRun(gpu.facts, 'square-int8')) skip('WGSL has no 8-bit integer products here')
    for (const dtype of ['q4g32', 'q8g32'] as const) {
      const { out, expected } = await product('square-int8', dtype)
      expect(nmse(out, expected)).toBeLessThan(1e-4)
    }
  })

  test('x that is not normed, and weights that are not integers, are never rounded', async () => {
    for (const kernel of ['square-f16', 'square-int8'] as const) {
      const { out, expected } = await product(kernel, 'q4g32', false)
      expect(maxOverRms(out, expected)).toBeLessThan(1e-5)
    }
    const { out, expected } = await product('square-int8', 'f32')
    expect(maxOverRms(out, expected)).toBeLessThan(1e-5)
  })
})

test('teams that add by shuffles, as wide as a subgroup, wider and narrower', async ({ skip }) => {
  if (!canRun(gpu.facts, 'subgroup')) skip('this adapter has no subgroups')
  const [n, k] = [70, 228]
  for (const team of ['shared', 'subgroup'] as readonly Team[]) {
    for (const lanes of [2, 8, 64]) {
      const { matrix, values } = testMatrix(gpu, 'q4g32', n, k, 7)
      const x = random(k, 3)
      const y = canary(gpu, n)
      const steps = matvec({ name: 't', x: storage(gpu, x), y, weight: matrix, lanes, team, finish: 'store' })
      const out = await runSteps(gpu, steps, 1, 0, y, n)
      expect(maxOverRms(out, reference.linear(x, values, 1, n, k))).toBeLessThan(1e-5)
    }
  }
})

describe('before use', () => {
  test('what the device can run is the same as the reference', async () => {
    // 'square' itself is the subject of the next test.
    for (const matmul of ['quad', 'square-f16', 'square-int8'] as const) {
      if (!canRun(gpu.facts, matmul)) continue
      expect(await verifyVariant(gpu, { ...REFERENCE, matmul })).toBeUndefined()
    }
    if (canRun(gpu.facts, 'quad')) {
      expect(await verifyVariant(gpu, { ...REFERENCE, attention: 'quad' })).toBeUndefined()
      expect(await verifyVariant(gpu, { ...REFERENCE, team: 'quad', lanes: 1 })).toBeUndefined()
    }
    if (!canRun(gpu.facts, 'subgroup')) return
    expect(await verifyVariant(gpu, { ...REFERENCE, team: 'subgroup' })).toBeUndefined()
  })

  test('a variant that computes wrongly, or does not compile, is left out and reported', async () => {
    const actual = gpu.pipeline.bind(gpu)
    const broken = (change: (code: string) => string) => {
      gpu.pipeline = (label, code) =>
        actual(label, /^(matmul_square|attention_quad)$/.test(label) ? change(code) : code)
    }
    const before = gpu.kernels
    try {
      for (const change of [
        (code: string) => code.replace('k4 < 8u', 'k4 < 7u'),
        (code: string) => code.replace('fn main', 'fn other'),
      ]) {
        broken(change)
        const excluded = await useVerified(gpu, { ...REFERENCE, matmul: 'square' })
        expect(excluded.map(({ variant }) => variant)).toEqual(['square'])
        expect(excluded[0]!.error <= excluded[0]!.limit).toBe(false)
        expect(gpu.kernels).toEqual(REFERENCE)
      }
    } finally {
      gpu.pipeline = actual
      gpu.use(before)
    }
  })
})

describe('the table', () => {
  const facts = {
    architecture: '',
    description: '',
    software: false,
    f16: true,
    subgroups: [32, 32],
    int8: true,
  } as const
  test('software adapters keep the reference, with one lane and with quads where vectors are four threads', () => {
    const software = { ...facts, vendor: 'google', software: true }
    expect(tableChoice(software)).toEqual({ ...REFERENCE, lanes: 1 })
    const quads = { ...software, subgroups: [4, 4] } as const
    expect(tableChoice(quads)).toEqual({ ...REFERENCE, matmul: 'quad', attention: 'quad', team: 'quad', lanes: 1 })
  })
  test('known GPUs take f16 and subgroups where they have them', () => {
    expect(tableChoice({ ...facts, vendor: 'apple' })).toEqual({
      ...REFERENCE,
      matmul: 'square-f16',
      team: 'subgroup',
      lanes: 16,
    })
    const plain = { ...facts, vendor: 'nvidia', f16: false, subgroups: [0, 0] } as const
    expect(tableChoice(plain)).toEqual({ ...REFERENCE, matmul: 'square', team: 'shared', lanes: 16 })
  })
  test('Xe-LPG takes no f16, unknown GPUs nothing that needs a feature', () => {
    expect(tableChoice({ ...facts, vendor: 'intel', architecture: 'xe-lpg' }).matmul).toBe('square')
    expect(tableChoice({ ...facts, vendor: 'new' })).toEqual({
      ...REFERENCE,
      matmul: 'square',
      team: 'shared',
      lanes: 16,
    })
  })
})
