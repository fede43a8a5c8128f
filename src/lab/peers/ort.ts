import type * as Ort from 'onnxruntime-web'

export type OrtModule = typeof Ort
export type OrtSession = Ort.InferenceSession
export type OrtTensor = Ort.Tensor
export type OrtFeeds = Record<string, Ort.Tensor>

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

/** The device on which the WebGPU provider runs; there is one once a session was made. */
export async function ortDevice(ort: OrtModule): Promise<GPUDevice> {
  return await ort.env.webgpu.device
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
