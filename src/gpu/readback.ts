import type { Gpu } from './device.ts'

/** A ring of MAP_READ buffers, so that a value of one submission is read while the next ones run. */
export class ReadbackRing {
  readonly #gpu: Gpu
  readonly #slots: readonly GPUBuffer[]
  #next = 0

  /** The slots stay the caller's. */
  constructor(gpu: Gpu, slots: readonly GPUBuffer[]) {
    this.#gpu = gpu
    this.#slots = slots
  }

  get depth(): number {
    return this.#slots.length
  }

  /** Adds the copy of `bytes` from the start of `source`; the slot is for `read`, which must come before its next turn. */
  copy(encoder: GPUCommandEncoder, source: GPUBuffer, bytes: number): number {
    const slot = this.#next
    this.#next = (slot + 1) % this.#slots.length
    encoder.copyBufferToBuffer(source, 0, this.#slots[slot]!, 0, bytes)
    return slot
  }

  /** Waits for the slot's submission and hands its bytes to `use`. @throws DeviceLostError */
  async read<T>(slot: number, use: (bytes: ArrayBuffer) => T): Promise<T> {
    const buffer = this.#slots[slot]!
    await this.#gpu.guard(buffer.mapAsync(GPUMapMode.READ))
    try {
      return use(buffer.getMappedRange())
    } finally {
      buffer.unmap()
    }
  }
}
