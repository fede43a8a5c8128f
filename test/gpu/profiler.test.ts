import { expect, test } from 'vitest'
import { Gpu } from '../../src/gpu/device.ts'
import { Profiler } from '../../src/gpu/profiler.ts'
import { runParity } from '../../src/lab/parity.ts'
import { profileModel, profileTable } from '../../src/lab/profile.ts'
import { openFolder } from '../../src/model/folder.ts'
import { httpSource } from '../../src/weights/source.ts'

const at = (path: string) => new URL(path, location.origin).href
const NANO = at('/models/nano/model.json')
const { signal } = new AbortController()

test('the profile of nano counts every dispatch and its time', async () => {
  const profile = await profileModel(NANO, 1)
  if (!profile) throw new Error('SwiftShader has timestamp queries')
  const folder = await openFolder(httpSource(NANO), { signal })
  const { text, vision } = folder.config
  const { team, attention } = folder.gpu.kernels
  const matvec = team === 'quad' ? 'matvec_quad' : 'matvec'
  folder.dispose()
  const count = (plan: 'vision' | 'prefill' | 'decode', kernel: string) =>
    profile[plan].kernels.find((entry) => entry.kernel === kernel)?.dispatches
  // qkv, o, gate and up, down of each layer, and the head.
  expect(count('decode', matvec)).toBe(4 * text.layers + 1)
  expect(count('prefill', `attention_${attention}`)).toBe(text.layers)
  expect(count('vision', `attention_${attention}`)).toBe(vision.depth)
  for (const plan of [profile.vision, profile.prefill, profile.decode]) {
    expect(plan.total.ms).toBeGreaterThan(0)
    expect(plan.kernels.reduce((sum, { dispatches }) => sum + dispatches, 0)).toBe(plan.total.dispatches)
    expect(plan.kernels.reduce((sum, { ms }) => sum + ms, 0)).toBeCloseTo(plan.total.ms, 6)
  }
  // A token reads each weight of the decoder and of the head once: nano's are 8-bit with a 16-bit scale for 32.
  const { hidden, heads, kvHeads, headDim, intermediate, layers, vocab } = text
  const layer = hidden * headDim * (2 * heads + 2 * kvHeads) + 3 * hidden * intermediate
  const weights = (layers * layer + vocab * hidden) * (1 + 2 / 32)
  const moved = profile.decode.kernels.find(({ kernel }) => kernel === matvec)!.bytes
  // And what goes in and out, a few hundredths at these widths.
  expect(moved / weights).toBeGreaterThan(1)
  expect(moved / weights).toBeLessThan(1.04)
  expect(profile.bandwidth).toBeGreaterThan(1e8)
  expect(profileTable(profile)).toMatch(/matvec\w*\s+\d+\s+[\d.]+\s+[\d.]+\s+[\d.]+/)
})

test('a device without timestamp queries has no profiler', async () => {
  const gpu = await Gpu.open()
  Object.defineProperty(gpu.device, 'features', { get: () => new Set() })
  expect(Profiler.create(gpu)).toBeNull()
  gpu.dispose()
})

test("every stage agrees on a device with WebGPU's default limits", async () => {
  const gpu = await Gpu.open({ limits: 'default' })
  expect(gpu.device.limits.maxStorageBufferBindingSize).toBe(128 * 2 ** 20)
  expect(gpu.device.limits.maxBufferSize).toBe(256 * 2 ** 20)
  gpu.dispose()
  const stages = await runParity(
    at('/.cache/test-models/formula/model.json'),
    at('/.cache/test-models/formula-source/'),
    () => {},
    { limits: 'default' },
  )
  expect(stages.length).toBeGreaterThan(10)
  for (const stage of stages) expect(stage, JSON.stringify(stage)).toMatchObject({ ok: true })
})
