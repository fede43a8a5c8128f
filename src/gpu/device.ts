import { DeviceLostError, InsecureContextError, NoAdapterError, NoWebGpuError } from '../errors.ts'
import { Pace } from './pace.ts'
import { type AdapterFacts, type KernelChoice, tableChoice } from './table.ts'

/** Asked for where the adapter has them: variants, and the profiler's clock. */
const FEATURES: readonly GPUFeatureName[] = ['shader-f16', 'subgroups', 'timestamp-query']

export interface GpuOptions {
  /** `default`: WebGPU's own limits, which every device has; for tests. */
  readonly limits?: 'adapter' | 'default'
}

/** An open device with what the project needs to know of it. `dispose()` destroys it with all its buffers. */
export class Gpu {
  readonly device: GPUDevice
  readonly facts: AdapterFacts
  /** What was learnt of this device's speed. */
  readonly pace = new Pace()
  #kernels: KernelChoice
  #lost: DeviceLostError | undefined
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>()
  readonly #lostListeners = new Set<(error: DeviceLostError) => void>()

  private constructor(device: GPUDevice, facts: AdapterFacts) {
    this.device = device
    this.facts = facts
    this.#kernels = tableChoice(facts)
    void device.lost.then((why) => {
      this.#lost = new DeviceLostError(why.message || why.reason || 'unknown reason')
      for (const listener of this.#lostListeners) listener(this.#lost)
    })
  }

  /** @throws InsecureContextError, NoWebGpuError, NoAdapterError */
  static async open({ limits = 'adapter' }: GpuOptions = {}): Promise<Gpu> {
    if (globalThis.isSecureContext === false) throw new InsecureContextError()
    if (!('gpu' in navigator) || !navigator.gpu) throw new NoWebGpuError()
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' })
    if (!adapter) throw new NoAdapterError()
    // The published limits suffice for every model (parts of at most 128 MiB); more is asked for only where it helps.
    const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits
    const device = await adapter.requestDevice({
      requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
      requiredLimits: limits === 'adapter' ? { maxStorageBufferBindingSize, maxBufferSize } : {},
    })
    return new Gpu(device, readFacts(adapter.info, device))
  }

  /** The variants to make plans of: the table's until `use`. */
  get kernels(): KernelChoice {
    return this.#kernels
  }

  /** Of `kernels`; 1 on software adapters. */
  get lanes(): number {
    return this.#kernels.lanes
  }

  /** Plans made from now on take these variants. */
  use(kernels: KernelChoice): void {
    this.#kernels = kernels
  }

  /** The reason once the device is lost. */
  get lost(): DeviceLostError | undefined {
    return this.#lost
  }

  /** @throws DeviceLostError when the device is gone. */
  check(): void {
    if (this.#lost) throw this.#lost
  }

  /**
   * Settles as `work` does, but rejects with DeviceLostError when the device goes first: a lost device leaves some
   * promises pending for ever.
   */
  async guard<T>(work: Promise<T>): Promise<T> {
    // What is left behind when the device goes first rejects later, unheard.
    work.catch(() => {})
    this.check()
    let listener: ((error: DeviceLostError) => void) | undefined
    const lost = new Promise<never>((_, reject) => {
      listener = reject
      this.#lostListeners.add(reject)
    })
    try {
      return await Promise.race([work, lost])
    } catch (error) {
      // The queue's own errors arrive a turn before `device.lost` settles.
      await Promise.resolve()
      throw this.#lost ?? error
    } finally {
      if (listener) this.#lostListeners.delete(listener)
    }
  }

  /** A pipeline for complete WGSL text, made once a device and text. */
  pipeline(label: string, code: string): Promise<GPUComputePipeline> {
    let made = this.#pipelines.get(code)
    if (!made) {
      const module = this.device.createShaderModule({ label, code })
      made = this.device.createComputePipelineAsync({
        label,
        layout: 'auto',
        compute: { module, entryPoint: 'main' },
      })
      this.#pipelines.set(code, made)
    }
    return made
  }

  dispose(): void {
    this.device.destroy()
  }
}

function readFacts(info: GPUAdapterInfo, device: GPUDevice): AdapterFacts {
  const { vendor, architecture, description } = info
  const subgroups = device.features.has('subgroups')
  return {
    vendor,
    architecture,
    description,
    software: info.isFallbackAdapter || /swiftshader|llvmpipe/i.test(`${architecture} ${description}`),
    f16: device.features.has('shader-f16'),
    subgroups: subgroups ? [info.subgroupMinSize, info.subgroupMaxSize] : [0, 0],
    int8: navigator.gpu.wgslLanguageFeatures.has('packed_4x8_integer_dot_product'),
  }
}
