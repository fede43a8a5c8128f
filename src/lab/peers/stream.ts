import type { Gpu } from '../../gpu/device.ts'
import { median } from './race.ts'

const BYTES = 2 ** 27
const THREADS = 2 ** 14
const RUNS = 7

/**
 * How a thread walks through memory. Neighbours on neighbouring bytes is what real GPUs want; a range of its own for
 * each thread is what software adapters, which run threads on cores, may prefer.
 */
const WALKS = {
  neighbours: 'i * THREADS + thread',
  ranges: 'thread * STEPS + i',
} as const
const ELEMENTS = { u32: 4, 'vec4<u32>': 16 } as const

/** The most bytes a second that a kernel reads which does nothing but add up 128 MiB; the best of four kernels. */
export async function measureStream(gpu: Gpu): Promise<number> {
  const { device } = gpu
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST
  const source = device.createBuffer({ size: BYTES, usage })
  const out = device.createBuffer({ size: THREADS * 4, usage })
  // Pages that were never written may all be one page of zeros.
  device.queue.writeBuffer(source, 0, new Uint32Array(BYTES / 4).fill(3))
  let best = 0
  for (const walk of Object.values(WALKS)) {
    for (const [type, size] of Object.entries(ELEMENTS)) {
      const pipeline = await gpu.pipeline('stream', code(type, BYTES / size / THREADS, walk))
      const bindGroup = device.createBindGroup({
        layout: pipeline.getBindGroupLayout(0),
        entries: [source, out].map((buffer, binding) => ({ binding, resource: { buffer } })),
      })
      const times: number[] = []
      for (let run = 0; run <= RUNS; run++) {
        const start = performance.now()
        const encoder = device.createCommandEncoder()
        const pass = encoder.beginComputePass()
        pass.setPipeline(pipeline)
        pass.setBindGroup(0, bindGroup)
        pass.dispatchWorkgroups(THREADS / 64)
        pass.end()
        device.queue.submit([encoder.finish()])
        await device.queue.onSubmittedWorkDone()
        if (run > 0) times.push(performance.now() - start)
      }
      best = Math.max(best, (1000 * BYTES) / median(times))
    }
  }
  return best
}

function code(type: string, steps: number, walk: string): string {
  const sum = type === 'u32' ? 'acc' : 'acc.x + acc.y + acc.z + acc.w'
  return `
const THREADS: u32 = ${THREADS}u;
const STEPS: u32 = ${steps}u;
@group(0) @binding(0) var<storage, read> source: array<${type}>;
@group(0) @binding(1) var<storage, read_write> out: array<u32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let thread = id.x;
  var acc = ${type}();
  for (var i = 0u; i < STEPS; i++) { acc += source[${walk}]; }
  out[thread] = ${sum};
}`
}
