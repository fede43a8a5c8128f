import { afterEach, beforeEach, expect, test } from 'vitest'
import { OutOfMemoryError } from '../../src/errors.ts'
import { fitModel } from '../../src/model/fit.ts'
import { openFolder } from '../../src/model/folder.ts'
import { planMemory } from '../../src/model/memory.ts'
import { planSize, roomOf } from '../../src/model/plan-size.ts'
import { httpSource } from '../../src/weights/source.ts'
import { nmse } from './harness.ts'
import { watchBuffers } from './live-buffers.ts'

const at = (path: string) => new URL(path, location.origin).href
const MINI = at('/.cache/test-models/qwen3vl-mini/model.json')
const NANO = at('/models/nano/model.json')
const { signal } = new AbortController()
const need = { pictureTokens: 64, promptTokens: 233, maxTokens: 100, chunk: 100 }

let buffers: ReturnType<typeof watchBuffers>
beforeEach(() => {
  buffers = watchBuffers()
})
const { popErrorScope } = GPUDevice.prototype
afterEach(() => {
  buffers.stop()
  GPUDevice.prototype.popErrorScope = popErrorScope
})

/** Makes the driver refuse the next `times` allocations that are asked about. */
function refuse(times: number): void {
  GPUDevice.prototype.popErrorScope = async function () {
    const error = await popErrorScope.call(this)
    return times-- > 0 ? new GPUOutOfMemoryError('no memory') : error
  }
}

test.each([
  [MINI, ['f32', 'f16', 'int8']],
  [NANO, ['f16']],
] as const)('planned memory is what a load allocates: %s', async (url, formats) => {
  const folder = await openFolder(httpSource(url), { signal })
  const weights = buffers.bytes()
  for (const cache of formats) {
    const planned = planMemory(
      folder.config,
      folder.manifest,
      planSize(folder, { ...need, cache }, roomOf(folder.gpu)),
      folder.gpu.lanes,
    )
    const model = await fitModel(folder, { ...need, cache })
    expect(model.size.cache).toBe(cache)
    expect(planned.total).toBe(buffers.bytes())
    expect(planned.weights).toBe(weights)
    const { layers, kvHeads, headDim } = folder.config.text
    const row = { f32: 4 * headDim, f16: 2 * headDim, int8: headDim + 4 * Math.ceil(headDim / 64) }[cache]
    // Buffers are multiples of 16 bytes.
    expect(planned.cache).toBe(2 * layers * Math.ceil((kvHeads * row * 333) / 16) * 16)
    model.dispose()
    expect(buffers.bytes()).toBe(weights)
  }
  folder.dispose()
})

test('a driver without memory for f16 gets int8', async () => {
  const folder = await openFolder(httpSource(MINI), { signal })
  refuse(1)
  const model = await fitModel(folder, need)
  expect(model.size.cache).toBe('int8')
  expect(planMemory(folder.config, folder.manifest, model.size, folder.gpu.lanes).total).toBe(buffers.bytes())
  folder.dispose()
})

test('a driver without memory for any cache: a typed error, and nothing stays allocated', async () => {
  const folder = await openFolder(httpSource(MINI), { signal })
  const weights = buffers.bytes()
  // Decoder and tower, twice.
  refuse(4)
  await expect(fitModel(folder, need)).rejects.toThrow(OutOfMemoryError)
  refuse(1)
  await expect(fitModel(folder, { ...need, cache: 'f16' })).rejects.toThrow(OutOfMemoryError)
  expect(buffers.bytes()).toBe(weights)
  folder.dispose()
})

test("every cache works on a device with WebGPU's default limits", async () => {
  const folder = await openFolder(httpSource(MINI), { signal, limits: 'default' })
  const logits: Float32Array[] = []
  for (const cache of ['f32', 'f16', 'int8'] as const) {
    const model = await fitModel(folder, { ...need, cache })
    await model.prefill([5, 6, 7, 8, 9], { signal })
    logits.push(await model.decode(10))
    model.dispose()
  }
  const [exact, f16, int8] = logits
  expect(nmse(f16!, exact!)).toBeLessThan(1e-6)
  // 1.1e-4: the logits have gone through three layers.
  expect(nmse(int8!, exact!)).toBeLessThan(5e-4)
  folder.dispose()
})

test('what cannot fit is refused before the weights are loaded', async () => {
  const opening = openFolder(httpSource(NANO), {
    signal,
    beforeUpload: (model) => planSize(model, { ...need, promptTokens: 233, pictureTokens: 2 ** 20 }, roomOf(model.gpu)),
  })
  await expect(opening).rejects.toMatchObject({ code: 'out-of-memory', allowed: expect.any(Number) })
  expect(buffers.bytes()).toBe(0)
})
