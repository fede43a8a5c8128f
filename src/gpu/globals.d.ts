// TypeScript's DOM library has the WebGPU interfaces but not the flag namespaces.
declare const GPUBufferUsage: {
  readonly MAP_READ: number
  readonly MAP_WRITE: number
  readonly COPY_SRC: number
  readonly COPY_DST: number
  readonly INDEX: number
  readonly VERTEX: number
  readonly UNIFORM: number
  readonly STORAGE: number
  readonly INDIRECT: number
  readonly QUERY_RESOLVE: number
}
declare const GPUMapMode: { readonly READ: number; readonly WRITE: number }
declare const GPUShaderStage: { readonly VERTEX: number; readonly FRAGMENT: number; readonly COMPUTE: number }
