import { create, globals } from 'webgpu'

/** Dawn crashes once an object from `create` is collected, so they are all kept. */
const kept = globalThis as typeof globalThis & { dawn?: GPU[] }

/** WebGPU without a browser; `flags` are Dawn's, as `backend=null`. */
export function openDawn(flags: readonly string[] = []): GPU {
  Object.assign(globalThis, globals)
  const api = create([...flags]) as unknown as GPU
  kept.dawn ??= []
  kept.dawn.push(api)
  return api
}
