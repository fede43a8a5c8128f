import * as ort from 'onnxruntime-web/wasm'

/** A network with one input and one output, on one thread of WebAssembly. Its inference holds up the thread it runs on. */
export interface Network {
  run(
    input: Float32Array,
    dims: readonly number[],
  ): Promise<{ readonly data: Float32Array; readonly dims: readonly number[] }>
  dispose(): Promise<void>
}

/** Opens an ONNX file. `wasm`: the program of onnxruntime-web's plain build, the one that makes no code of strings. */
export async function openNetwork(model: Uint8Array, wasm: ArrayBuffer): Promise<Network> {
  ort.env.wasm.numThreads = 1
  ort.env.wasm.wasmBinary = wasm
  ort.env.logLevel = 'error'
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] })
  const [input] = session.inputNames
  const [output] = session.outputNames
  return {
    async run(values, dims) {
      const results = await session.run({ [input!]: new ort.Tensor('float32', values, dims) })
      const tensor = results[output!]!
      return { data: tensor.data as Float32Array, dims: tensor.dims }
    },
    dispose: () => session.release(),
  }
}
