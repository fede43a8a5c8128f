import { DeviceLostError, OutOfMemoryError } from '../errors.ts'
import type { Dtype } from './layout.ts'
import { matrixShape } from './layout.ts'
import { type LoadOptions, loadShards } from './load.ts'
import type { Manifest, Part, TensorEntry } from './manifest.ts'
import type { WeightSource } from './source.ts'

/** Rows `[from, to)` of a tensor in GPU memory. */
export interface GpuPart {
  readonly from: number
  readonly to: number
  readonly data: GPUBuffer
  readonly scales: GPUBuffer | null
}

/** `cols` is the logical K, without padding; a vector of n has one row of n columns. */
export interface GpuTensor {
  readonly name: string
  readonly rows: number
  readonly cols: number
  readonly dtype: Dtype
  readonly parts: readonly GpuPart[]
}

/** Bytes for one `writeBuffer`; larger ones double the staging memory of some browsers. */
const WRITE_BYTES = 8 * 2 ** 20
/** Bytes after which the queue is waited for, so that staging memory is given back. */
const FLUSH_BYTES = 64 * 2 ** 20

/** The weights of a model on the device. Owns its buffers. */
export class GpuWeights {
  /** GPU memory of all buffers. */
  readonly bytes: number
  readonly #tensors: ReadonlyMap<string, GpuTensor>

  constructor(tensors: ReadonlyMap<string, GpuTensor>) {
    this.#tensors = tensors
    this.bytes = buffersOf(tensors).reduce((sum, buffer) => sum + buffer.size, 0)
  }

  has(name: string): boolean {
    return this.#tensors.has(name)
  }

  /** @throws RangeError for a name that the manifest does not hold. */
  get(name: string): GpuTensor {
    const tensor = this.#tensors.get(name)
    if (!tensor) throw new RangeError(`no tensor ${name}`)
    return tensor
  }

  dispose(): void {
    for (const buffer of buffersOf(this.#tensors)) buffer.destroy()
  }
}

/**
 * Makes a buffer for each part of the manifest and fills them from the source.
 * Every buffer is destroyed again when this fails.
 * @throws OutOfMemoryError, DeviceLostError and those of `loadShards`.
 */
export async function uploadWeights(
  device: GPUDevice,
  manifest: Manifest,
  source: WeightSource,
  options: LoadOptions,
): Promise<GpuWeights> {
  options.signal.throwIfAborted()
  let lost: DeviceLostError | undefined
  const loss = device.lost.then((info) => {
    lost = new DeviceLostError(info.message || info.reason)
    throw lost
  })
  loss.catch(() => {})
  // A lost device may leave its promises pending for ever.
  const settled = async <T>(work: Promise<T>): Promise<T> => {
    const result = await Promise.race([work, loss])
    if (lost) throw lost
    return result
  }
  device.pushErrorScope('out-of-memory')
  const buffers = new Map<Part, GpuPart>()
  const tensors = new Map<string, GpuTensor>()
  for (const tensor of manifest.tensors) tensors.set(tensor.name, makeTensor(device, tensor, buffers))
  const weights = new GpuWeights(tensors)
  try {
    if (await settled(device.popErrorScope())) throw new OutOfMemoryError('the model', weights.bytes)
    let unflushed = 0
    await loadShards(manifest, source, options, async (_tensor, part, kind, offset, bytes) => {
      const { data, scales } = buffers.get(part)!
      const target = kind === 'data' ? data : scales!
      for (let at = 0; at < bytes.length; at += WRITE_BYTES) {
        const chunk = bytes.subarray(at, Math.min(bytes.length, at + WRITE_BYTES))
        device.queue.writeBuffer(target, offset + at, chunk)
        unflushed += chunk.length
        if (unflushed < FLUSH_BYTES) continue
        unflushed = 0
        await settled(device.queue.onSubmittedWorkDone())
        options.signal.throwIfAborted()
      }
    })
    await settled(device.queue.onSubmittedWorkDone())
    return weights
  } catch (error) {
    weights.dispose()
    throw lost ?? error
  }
}

function makeTensor(device: GPUDevice, tensor: TensorEntry, buffers: Map<Part, GpuPart>): GpuTensor {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC
  const parts = tensor.parts.map((part) => {
    const made: GpuPart = {
      from: part.rows[0],
      to: part.rows[1],
      data: device.createBuffer({ label: tensor.name, size: part.data.length, usage }),
      scales: part.scales
        ? device.createBuffer({ label: `${tensor.name} scales`, size: part.scales.length, usage })
        : null,
    }
    buffers.set(part, made)
    return made
  })
  return { name: tensor.name, ...matrixShape(tensor.shape), dtype: tensor.dtype, parts }
}

function buffersOf(tensors: ReadonlyMap<string, GpuTensor>): GPUBuffer[] {
  return [...tensors.values()].flatMap(({ parts }) =>
    parts.flatMap(({ data, scales }) => (scales ? [data, scales] : [data])),
  )
}
