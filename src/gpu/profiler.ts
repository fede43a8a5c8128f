import type { Gpu } from './device.ts'
import type { Plan } from './plan.ts'

/** All dispatches of one kernel in a plan: how many, their time in milliseconds, and the bytes that they move. */
export interface KernelProfile {
  readonly kernel: string
  readonly dispatches: number
  readonly ms: number
  readonly bytes: number
}

/** One submission of a plan, by kernel, the slowest first, and in all. */
export interface PlanProfile {
  readonly kernels: readonly KernelProfile[]
  readonly total: KernelProfile
}

/** Queries of one set; WebGPU allows 4,096. */
const MOST_QUERIES = 4096

/** Times each step of a plan with the device's own clock, giving it a pass of its own. */
export class Profiler {
  readonly #gpu: Gpu

  private constructor(gpu: Gpu) {
    this.#gpu = gpu
  }

  /** Null where the device has no timestamp queries. */
  static create(gpu: Gpu): Profiler | null {
    return gpu.device.features.has('timestamp-query') ? new Profiler(gpu) : null
  }

  /**
   * Runs the plan `repeats` times and gives the means. The plan's inputs are the caller's: what it last ran with.
   * Browsers round the clock (Chromium to 0.1 ms), so that short steps need repeats. @throws DeviceLostError
   */
  async run(plan: Plan, rows: number, past: number, repeats = 1): Promise<PlanProfile> {
    const { device } = this.#gpu
    const steps = plan.steps.flatMap((step, index) => (step.grid(rows, past).includes(0) ? [] : [{ step, index }]))
    const perSet = MOST_QUERIES / 2
    const times = new Float64Array(steps.length)
    for (let first = 0; first < steps.length; first += perSet) {
      const some = steps.slice(first, first + perSet)
      const queries = device.createQuerySet({ type: 'timestamp', count: some.length * 2 })
      const bytes = some.length * 16
      const resolved = device.createBuffer({
        size: bytes,
        usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
      })
      const read = device.createBuffer({ size: bytes, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ })
      try {
        for (let repeat = 0; repeat < repeats; repeat++) {
          const encoder = device.createCommandEncoder()
          some.forEach(({ index }, i) => {
            const timestampWrites = {
              querySet: queries,
              beginningOfPassWriteIndex: 2 * i,
              endOfPassWriteIndex: 2 * i + 1,
            }
            plan.encode(encoder, rows, past, index, index + 1, { timestampWrites })
          })
          encoder.resolveQuerySet(queries, 0, some.length * 2, resolved, 0)
          encoder.copyBufferToBuffer(resolved, 0, read, 0, bytes)
          device.queue.submit([encoder.finish()])
          await this.#gpu.guard(read.mapAsync(GPUMapMode.READ))
          const stamps = new BigUint64Array(read.getMappedRange())
          // A clock that was set back in between gives nonsense, which must not hide the other steps.
          some.forEach((_, i) => {
            times[first + i]! += Math.max(0, Number(stamps[2 * i + 1]! - stamps[2 * i]!) / 1e6 / repeats)
          })
          read.unmap()
        }
      } finally {
        queries.destroy()
        resolved.destroy()
        read.destroy()
      }
    }
    return summarise(steps.map(({ step }, i) => ({ ...step, ms: times[i]!, moved: step.bytes(rows, past) })))
  }
}

function summarise(steps: readonly { kernel: string; ms: number; moved: number }[]): PlanProfile {
  const kernels = new Map<string, KernelProfile>()
  const add = (to: KernelProfile | undefined, kernel: string, ms: number, bytes: number): KernelProfile => ({
    kernel,
    dispatches: (to?.dispatches ?? 0) + 1,
    ms: (to?.ms ?? 0) + ms,
    bytes: (to?.bytes ?? 0) + bytes,
  })
  let total: KernelProfile = { kernel: 'all', dispatches: 0, ms: 0, bytes: 0 }
  for (const { kernel, ms, moved } of steps) {
    kernels.set(kernel, add(kernels.get(kernel), kernel, ms, moved))
    total = add(total, 'all', ms, moved)
  }
  return { kernels: [...kernels.values()].sort((a, b) => b.ms - a.ms), total }
}
