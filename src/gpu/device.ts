import { DeviceLostError, InsecureContextError, NoAdapterError, NoWebGpuError } from '../errors.ts'

/** What of the adapter decides variants and shows in bench records. */
export interface AdapterFacts {
  readonly vendor: string
  readonly architecture: string
  readonly description: string
}

export interface GpuOptions {
  /** `default`: WebGPU's own limits, which every device has; for tests. */
  readonly limits?: 'adapter' | 'default'
}

/** Asked for where they are: the profiler's clock. */
const OPTIONAL_FEATURES: readonly GPUFeatureName[] = ['timestamp-query']

/** An open device with what the project needs to know of it. `dispose()` destroys it with all its buffers. */
export class Gpu {
  readonly device: GPUDevice
  readonly facts: AdapterFacts
  /** Threads a matrix row in matrix–vector kernels: what shaders/matvec.wgsl says of adapters. */
  readonly lanes: number
  #lost: DeviceLostError | undefined
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>()
  readonly #lostListeners = new Set<(error: DeviceLostError) => void>()

  private constructor(device: GPUDevice, info: GPUAdapterInfo) {
    this.device = device
    const software = info.isFallbackAdapter || /swiftshader|llvmpipe/i.test(`${info.architecture} ${info.description}`)
    this.lanes = software ? 1 : 16
    this.facts = { vendor: info.vendor, architecture: info.architecture, description: info.description }
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
      requiredLimits: limits === 'adapter' ? { maxStorageBufferBindingSize, maxBufferSize } : {},
      requiredFeatures: OPTIONAL_FEATURES.filter((feature) => adapter.features.has(feature)),
    })
    return new Gpu(device, adapter.info)
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
