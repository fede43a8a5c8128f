import { OutOfMemoryError } from '../errors.ts'
import type { Gpu } from './device.ts'

/** What plans allocate through. */
export interface Allocator {
  /** A zeroed storage buffer of `floats` 4-byte values that can be copied from and to. */
  storage(label: string, floats: number): GPUBuffer
  uniform(label: string, bytes: number): GPUBuffer
  /** For copies that are mapped to be read. */
  readback(label: string, bytes: number): GPUBuffer
}

/** Adds up what a plan would allocate and makes nothing; what it gives knows its size and cannot be used. */
export class MemoryTally implements Allocator {
  readonly #sizes: { label: string; bytes: number }[] = []

  get bytes(): number {
    return this.#sizes.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** The largest buffer, which the device's limits must allow. */
  get largest(): { readonly label: string; readonly bytes: number } {
    return this.#sizes.reduce((a, b) => (b.bytes > a.bytes ? b : a), { label: '', bytes: 0 })
  }

  storage(label: string, floats: number): GPUBuffer {
    return this.#count(label, floats * 4)
  }

  uniform(label: string, bytes: number): GPUBuffer {
    return this.#count(label, bytes)
  }

  readback(label: string, bytes: number): GPUBuffer {
    return this.#count(label, bytes)
  }

  #count(label: string, bytes: number): GPUBuffer {
    const size = bufferSize(bytes)
    this.#sizes.push({ label, bytes: size })
    return { label, size } as GPUBuffer
  }
}

function bufferSize(bytes: number): number {
  return Math.max(16, Math.ceil(bytes / 16) * 16)
}

/** Owns the buffers of one plan or model; `dispose()` frees them together. */
export class BufferPool implements Allocator {
  readonly #gpu: Gpu
  readonly #buffers: GPUBuffer[] = []
  #bytes = 0

  constructor(gpu: Gpu) {
    this.#gpu = gpu
  }

  get bytes(): number {
    return this.#bytes
  }

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
    const size = bufferSize(bytes)
    const limits = this.#gpu.device.limits
    const most =
      usage & GPUBufferUsage.STORAGE
        ? Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize)
        : limits.maxBufferSize
    if (size > most) throw new OutOfMemoryError(label, size, most)
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
