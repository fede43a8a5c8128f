import { beforeEach, describe, expect, test, vi } from 'vitest'
import { DeviceLostError, IntegrityError, OutOfMemoryError } from '../../../src/errors.ts'
import { type Manifest, parseManifest } from '../../../src/weights/manifest.ts'
import { ShardWriter } from '../../../src/weights/pack.ts'
import { memorySource } from '../../../src/weights/source.ts'
import { uploadWeights } from '../../../src/weights/upload.ts'
import { MemorySink } from './model-folder.ts'

const MIB = 2 ** 20
const never = new AbortController().signal

beforeEach(() => {
  vi.stubGlobal('GPUBufferUsage', { COPY_SRC: 4, COPY_DST: 8, STORAGE: 128 })
  return () => vi.unstubAllGlobals()
})

class FakeBuffer {
  readonly label: string
  readonly size: number
  readonly usage: number
  readonly bytes: Uint8Array
  destroyed = false

  constructor({ label, size, usage }: { label: string; size: number; usage: number }) {
    this.label = label
    this.size = size
    this.usage = usage
    this.bytes = new Uint8Array(size)
  }

  destroy(): void {
    this.destroyed = true
  }
}

/** The calls that an upload makes of a device, on plain memory. Real devices: `test/gpu/upload.test.ts`. */
class FakeDevice {
  readonly buffers: FakeBuffer[] = []
  readonly writes: number[] = []
  /** Bytes written between two waits for the queue. */
  readonly flushes: number[] = []
  outOfMemory = false
  /** The queue never answers, as that of a lost device may. */
  hangs = false
  lose: (info: object) => void = () => {}
  readonly lost = new Promise<object>((resolve) => {
    this.lose = resolve
  })
  onWrite: () => void = () => {}

  pushErrorScope(): void {}

  async popErrorScope(): Promise<object | null> {
    return this.outOfMemory ? { message: 'full' } : null
  }

  createBuffer(descriptor: { label: string; size: number; usage: number }): FakeBuffer {
    const buffer = new FakeBuffer(descriptor)
    this.buffers.push(buffer)
    return buffer
  }

  readonly queue = {
    writeBuffer: (buffer: FakeBuffer, offset: number, bytes: Uint8Array) => {
      expect(offset % 4).toBe(0)
      expect(bytes.length % 4).toBe(0)
      buffer.bytes.set(bytes, offset)
      this.writes.push(bytes.length)
      this.flushes[this.flushes.length - 1]! += bytes.length
      this.onWrite()
    },
    onSubmittedWorkDone: async () => {
      if (this.hangs) await new Promise(() => {})
      this.flushes.push(0)
    },
  }

  constructor() {
    this.flushes.push(0)
  }

  get device(): GPUDevice {
    return this as unknown as GPUDevice
  }
}

/** A q8 matrix in two parts of 96 and 8 MiB, its scales, and a vector; the bytes of each range are its number. */
async function model(): Promise<{ manifest: Manifest; files: Map<string, Uint8Array<ArrayBuffer>> }> {
  const sink = new MemorySink()
  const writer = new ShardWriter(sink, 20 * MIB)
  const range = (value: number, bytes: number) => writer.range([new Uint8Array(bytes).fill(value)])
  const parts = [
    { rows: [0, 98304], data: await range(1, 96 * MIB), scales: await range(2, 98304 * 32 * 2) },
    { rows: [98304, 106496], data: await range(3, 8 * MIB), scales: await range(4, 8192 * 32 * 2) },
  ]
  const vector = [{ rows: [0, 1], data: await range(5, 400) }]
  const manifest = parseManifest({
    format: 1,
    id: 'x',
    license: 'x',
    config: {},
    preprocessor: {},
    prompts: { code: { text: 'Draw.', order: ['text', 'image'] } },
    tensors: [
      { name: 'm.weight', shape: [106496, 1024], dtype: 'q8g32', parts },
      { name: 'm.bias', shape: [100], dtype: 'f32', parts: vector },
    ],
    shards: await writer.finish(),
  })
  return { manifest, files: sink.files }
}

const { manifest, files } = await model()

describe('uploadWeights', () => {
  test('fills one labelled buffer for each range', async () => {
    const fake = new FakeDevice()
    const weights = await uploadWeights(fake.device, manifest, memorySource(files), { signal: never })
    const matrix = weights.get('m.weight')
    expect(matrix).toMatchObject({ name: 'm.weight', rows: 106496, cols: 1024, dtype: 'q8g32' })
    expect(matrix.parts.map(({ from, to }) => [from, to])).toEqual([
      [0, 98304],
      [98304, 106496],
    ])
    expect(weights.get('m.bias')).toMatchObject({ rows: 1, cols: 100, dtype: 'f32' })
    expect(weights.get('m.bias').parts[0]!.scales).toBeNull()
    expect(fake.buffers.map(({ label, size }) => [label, size])).toEqual([
      ['m.weight', 96 * MIB],
      ['m.weight scales', 98304 * 64],
      ['m.weight', 8 * MIB],
      ['m.weight scales', 8192 * 64],
      ['m.bias', 512],
    ])
    for (const [i, buffer] of fake.buffers.slice(0, 4).entries()) {
      expect(Buffer.compare(buffer.bytes, new Uint8Array(buffer.size).fill(i + 1))).toBe(0)
      expect(buffer.usage).toBe(4 | 8 | 128)
    }
    expect([...fake.buffers[4]!.bytes]).toEqual([...new Array(400).fill(5), ...new Array(112).fill(0)])
    expect(weights.bytes).toBe(fake.buffers.reduce((sum, { size }) => sum + size, 0))
    expect(weights.has('m.bias')).toBe(true)
    expect(weights.has('lm_head.weight')).toBe(false)
    expect(() => weights.get('lm_head.weight')).toThrow(RangeError)
    weights.dispose()
    expect(fake.buffers.every(({ destroyed }) => destroyed)).toBe(true)
  })

  test('writes at most 16 MiB at once and waits for the queue at least every 72 MiB', async () => {
    const fake = new FakeDevice()
    await uploadWeights(fake.device, manifest, memorySource(files), { signal: never })
    expect(Math.max(...fake.writes)).toBeLessThanOrEqual(16 * MIB)
    expect(Math.max(...fake.flushes)).toBeLessThanOrEqual(72 * MIB)
    expect(fake.flushes.length).toBe(3)
  })

  /** Runs an upload that must fail; every buffer must be destroyed. */
  async function failure(fake: FakeDevice, signal = never, shards = files): Promise<unknown> {
    let thrown: unknown
    try {
      await uploadWeights(fake.device, manifest, memorySource(shards), { signal })
    } catch (error) {
      thrown = error
    }
    expect(fake.buffers.every(({ destroyed }) => destroyed)).toBe(true)
    return thrown
  }

  test('a full device is an OutOfMemoryError and nothing is downloaded', async () => {
    const fake = new FakeDevice()
    fake.outOfMemory = true
    expect(await failure(fake)).toBeInstanceOf(OutOfMemoryError)
    expect(fake.buffers.length).toBe(5)
    expect(fake.writes).toEqual([])
  })

  test('a damaged shard is an IntegrityError', async () => {
    const { path, size } = manifest.shards[1]!
    const fake = new FakeDevice()
    expect(await failure(fake, never, new Map([...files, [path, new Uint8Array(size)]]))).toBeInstanceOf(IntegrityError)
    expect(fake.writes.length).toBeGreaterThan(0)
  })

  test('an abort ends it with the reason of the signal', async () => {
    const fake = new FakeDevice()
    const controller = new AbortController()
    const reason = new Error('enough')
    fake.onWrite = () => controller.abort(reason)
    expect(await failure(fake, controller.signal)).toBe(reason)
    expect(fake.writes.length).toBeLessThan(4)
    const aborted = new FakeDevice()
    expect(await failure(aborted, AbortSignal.abort(reason))).toBe(reason)
    expect(aborted.buffers.length).toBe(0)
  })

  test.each([false, true])('a device that is lost meanwhile is a DeviceLostError (queue hangs: %s)', async (hangs) => {
    const fake = new FakeDevice()
    fake.hangs = hangs
    fake.onWrite = () => fake.lose({ reason: 'unknown', message: 'driver gone' })
    const error = await failure(fake)
    expect(error).toBeInstanceOf(DeviceLostError)
    expect((error as Error).message).toMatch(/driver gone/)
  })
})
