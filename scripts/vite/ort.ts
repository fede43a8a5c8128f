import type { Plugin } from 'vite'

/**
 * onnxruntime-web gets its WebAssembly program as bytes (src/backends/onnx.ts); the address that it would look for
 * itself would put a second copy of 14 MB into the build.
 */
export function ortProgram(): Plugin {
  return {
    name: 'codepercept-ort-program',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('ort.wasm.bundle.min.mjs')) return
      const address = /new URL\("ort-wasm-simd-threaded\.wasm",import\.meta\.url\)/g
      if (!address.test(code)) throw new Error('onnxruntime-web no longer names its program as it did')
      return { code: code.replace(address, 'new URL("about:blank")'), map: null }
    },
  }
}
