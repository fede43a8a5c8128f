import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CodePerceptError } from '../../src/errors.ts'
import { BufferPool } from '../../src/gpu/buffers.ts'
import { Gpu } from '../../src/gpu/device.ts'
import { openFolder } from '../../src/model/folder.ts'
import { Qwen3VL } from '../../src/model/qwen3vl.ts'
import { Reader, type ReadOptions } from '../../src/perceive/reader.ts'
import { decodePicture } from '../../src/raster/decode.ts'
import { httpSource } from '../../src/weights/source.ts'

const at = (path: string) => new URL(path, location.origin).href
const NANO = at('/models/nano/model.json')
const signal = new AbortController().signal

const originalGpu = Object.getOwnPropertyDescriptor(Navigator.prototype, 'gpu')!
afterEach(() => {
  Object.defineProperty(Navigator.prototype, 'gpu', originalGpu)
  Object.defineProperty(globalThis, 'isSecureContext', { value: true, configurable: true })
})

async function failure(work: Promise<unknown>): Promise<CodePerceptError> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(CodePerceptError)
  return error as CodePerceptError
}

/** A sentence that says what to do: more than a code, and ended. */
function expectAdvice(error: CodePerceptError): void {
  expect(error.message).toMatch(/[A-Z].{20,}\.$/s)
}

async function barPicture() {
  const file = await (await fetch(at('/test/fixtures/nano-v0/goldens/0-bar.png'))).blob()
  return (await decodePicture(file, { signal })).raster
}

function readOptions(extra: Partial<Pick<ReadOptions, 'signal' | 'onText' | 'onPhase'>> = {}) {
  return { signal, maxTokens: 24, timings: {}, onPhase: () => {}, onText: () => {}, ...extra }
}

describe('opening a device', () => {
  test('without WebGPU', async () => {
    Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined, configurable: true })
    const error = await failure(Gpu.open())
    expect(error.code).toBe('no-webgpu')
    expectAdvice(error)
  })

  test('without an adapter', async () => {
    Object.defineProperty(Navigator.prototype, 'gpu', {
      value: { requestAdapter: async () => null },
      configurable: true,
    })
    const error = await failure(Gpu.open())
    expect(error.code).toBe('no-adapter')
    expectAdvice(error)
  })

  test('on an insecure page', async () => {
    Object.defineProperty(globalThis, 'isSecureContext', { value: false, configurable: true })
    const error = await failure(Gpu.open())
    expect(error.code).toBe('insecure-context')
    expectAdvice(error)
  })
})

describe('loading a model', () => {
  test.each([
    ['a shard with one wrong byte', '/.cache/test-models/broken-shard/model.json', 'integrity'],
    ['a shard that is not there', '/.cache/test-models/missing-shard/model.json', 'missing-file'],
    ['no model at all', '/.cache/test-models/nothing/model.json', 'missing-file'],
    ['a manifest that asks for too much', '/.cache/test-models/bad-manifest/model.json', 'bad-manifest'],
  ])('%s', async (_, path, code) => {
    const reader = new Reader()
    const error = await failure(reader.load(at(path), readOptions()))
    expect(error.code).toBe(code)
    expectAdvice(error)
    // The same reader goes on with a good model.
    await reader.load(NANO, readOptions())
    expect(reader.model).toBe('codepercept-nano-v0')
    reader.dispose()
  })

  test('no room for the context: an error with the numbers, and nothing stays allocated', async () => {
    const folder = await openFolder(httpSource(NANO), { signal })
    const size = { capacity: 2 ** 28, cache: 'f16', chunk: 64, pictureTokens: 64, idLimit: 640 } as const
    const error = await failure(Qwen3VL.create(folder, size))
    expect(error.code).toBe('out-of-memory')
    expect(error.message).toMatch(/\d+ MiB/)
    const pool = new BufferPool(folder.gpu)
    pool.storage('small', 1024)
    expect(pool.bytes).toBe(4096)
    folder.dispose()
  })

  test('a Stop during loading rejects with its reason', async () => {
    const stop = new AbortController()
    const reader = new Reader()
    const loading = reader.load(NANO, { ...readOptions(), signal: stop.signal, onPhase: () => stop.abort('enough') })
    await expect(loading).rejects.toBe('enough')
    reader.dispose()
  })
})

describe('a device that is lost', () => {
  /** Devices in the order in which they were asked for, with the bytes of the buffers that each ever had. */
  const devices = new Map<GPUDevice, number>()
  const { requestDevice } = GPUAdapter.prototype
  const { createBuffer } = GPUDevice.prototype
  beforeEach(() => {
    devices.clear()
    GPUAdapter.prototype.requestDevice = async function (...args) {
      const device = await requestDevice.apply(this, args)
      devices.set(device, 0)
      return device
    }
    GPUDevice.prototype.createBuffer = function (descriptor) {
      devices.set(this, devices.get(this)! + descriptor.size)
      return createBuffer.call(this, descriptor)
    }
  })
  afterEach(() => {
    GPUAdapter.prototype.requestDevice = requestDevice
    GPUDevice.prototype.createBuffer = createBuffer
  })

  test.each(['vision', 'prefill', 'decode'] as const)('in %s: the run ends, the next one works', async (where) => {
    const reader = new Reader()
    const picture = await barPicture()
    await reader.load(NANO, readOptions())
    const first = [...devices.values()]
    const onPhase = (phase: string, done: number) => {
      if (phase === where && done >= 3) [...devices.keys()][0]!.destroy()
    }
    const error = await failure(reader.read(picture, readOptions({ onPhase })))
    expect(error.code).toBe('device-lost')
    expectAdvice(error)

    await reader.load(NANO, readOptions())
    expect(devices.size).toBe(2)
    // The new device has what the first one had and nothing more.
    expect([...devices.values()].slice(1)).toEqual(first)
    expect(await reader.read(picture, readOptions())).toMatch(/^```python\nimport matplotlib/)
    reader.dispose()
    for (const device of devices.keys()) await device.lost
  })
})

describe('a Stop', () => {
  test('in mid-answer acts within two tokens', async () => {
    const stop = new AbortController()
    const reader = new Reader()
    await reader.load(NANO, readOptions())
    let count = 0
    const onText = () => {
      if (++count === 4) stop.abort('enough')
    }
    const reading = reader.read(await barPicture(), readOptions({ signal: stop.signal, onText }))
    await expect(reading).rejects.toBe('enough')
    expect(count).toBeLessThanOrEqual(6)
    reader.dispose()
  })
})
