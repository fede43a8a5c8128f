import type * as Ort from 'onnxruntime-web'

export type OrtModule = typeof Ort
export type OrtSession = Ort.InferenceSession
export type OrtTensor = Ort.Tensor

let loaded: Promise<OrtModule> | undefined

/** onnxruntime-web with its WebGPU provider from the folder at `url`, which ends in a slash. */
export function loadOrt(url: string): Promise<OrtModule> {
  loaded ??= import(/* @vite-ignore */ `${url}ort.webgpu.min.mjs`).then((ort: OrtModule) => {
    ort.env.wasm.wasmPaths = url
    ort.env.logLevel = 'error'
    return ort
  })
  return loaded
}

/** A session on a WebGPU device. */
export interface GpuSession {
  readonly session: OrtSession
  readonly device: GPUDevice
}

/** A session on the device that the provider makes for itself. */
export async function openSession(
  ort: OrtModule,
  model: Uint8Array<ArrayBuffer>,
  options: Ort.InferenceSession.SessionOptions = {},
): Promise<GpuSession> {
  const session = await ort.InferenceSession.create(model, { ...options, executionProviders: ['webgpu'] })
  return { session, device: await ort.env.webgpu.device }
}

let plainDevice: Promise<GPUDevice> | undefined

/** A session on a device without subgroups. */
export async function openSessionWithoutSubgroups(ort: OrtModule, model: Uint8Array<ArrayBuffer>): Promise<GpuSession> {
  plainDevice ??= makePlainDevice()
  const device = await plainDevice
  const session = await ort.InferenceSession.create(model, { executionProviders: [{ name: 'webgpu', device }] })
  return { session, device }
}

/** All that the adapter has, but subgroups. */
async function makePlainDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) throw new Error('There is no WebGPU adapter')
  const features = [...adapter.features].filter((name) => !name.includes('subgroup')) as GPUFeatureName[]
  const limits: Record<string, number> = {}
  for (const name in adapter.limits) {
    const limit = adapter.limits[name as keyof GPUSupportedLimits]
    if (typeof limit === 'number') limits[name] = limit
  }
  return adapter.requestDevice({ requiredFeatures: features, requiredLimits: limits })
}

/** A tensor in GPU memory of the provider's device, filled with `values` or zeros. */
export function gpuTensor(
  ort: OrtModule,
  device: GPUDevice,
  dims: readonly number[],
  values?: Float32Array<ArrayBuffer>,
): OrtTensor {
  const floats = dims.reduce((product, n) => product * n, 1)
  const buffer = device.createBuffer({
    size: Math.max(16, Math.ceil(floats / 4) * 16),
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
  })
  if (values) device.queue.writeBuffer(buffer, 0, values)
  return ort.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims, dispose: () => buffer.destroy() })
}
