import { OutOfMemoryError } from '../errors.ts'
import type { Gpu } from './device.ts'

/** Owns the buffers of one plan or model; `dispose()` frees them together. */
export class BufferPool {
  readonly #gpu: Gpu
  readonly #buffers: GPUBuffer[] = []
  #bytes = 0

  constructor(gpu: Gpu) {
    this.#gpu = gpu
  }

  get bytes(): number {
    return this.#bytes
  }

  /** A zeroed storage buffer of `floats` 4-byte values that can be copied from and to. */
  storage(label: string, floats: number): GPUBuffer {
    return this.#make(label, floats * 4, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST)
  }

  uniform(label: string, bytes: number): GPUBuffer {
    return this.#make(label, bytes, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST)
  }

  readback(label: string, bytes: number): GPUBuffer {
    return this.#make(label, bytes, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST)
  }

  #make(label: string, bytes: number, usage: number): GPUBuffer {
    const size = Math.max(16, Math.ceil(bytes / 16) * 16)
    const limits = this.#gpu.device.limits
    const most =
      usage & GPUBufferUsage.STORAGE
        ? Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize)
        : limits.maxBufferSize
    if (size > most) throw new OutOfMemoryError(label, size)
    const buffer = this.#gpu.device.createBuffer({ label, size, usage })
    this.#buffers.push(buffer)
    this.#bytes += size
    return buffer
  }

  dispose(): void {
    for (const buffer of this.#buffers) buffer.destroy()
    this.#buffers.length = 0
    this.#bytes = 0
  }
}

/** Runs `allocate` inside an out-of-memory scope. @throws OutOfMemoryError naming `what` and the bytes of `pool`. */
export async function allocating<T>(gpu: Gpu, what: string, pool: BufferPool, allocate: () => T): Promise<T> {
  gpu.check()
  gpu.device.pushErrorScope('out-of-memory')
  let made: T
  try {
    made = allocate()
  } catch (error) {
    void gpu.device.popErrorScope()
    pool.dispose()
    throw error
  }
  const failed = await gpu.guard(gpu.device.popErrorScope())
  if (failed) {
    const bytes = pool.bytes
    pool.dispose()
    throw new OutOfMemoryError(what, bytes)
  }
  return made
}
