import { BufferPool } from './buffers.ts'
import type { Gpu } from './device.ts'
import { PlanBuilder } from './plan.ts'

const THREADS = 16384
/** vec4 reads of a thread: 64 MiB in all, more than any cache on the way. */
const EACH = 256
const BYTES = THREADS * EACH * 16
const RUNS = 5

/** Bytes a second that a plain reading kernel reaches, from the fastest of several runs. Takes a fraction of a second. */
export async function measureBandwidth(gpu: Gpu): Promise<number> {
  const pool = new BufferPool(gpu)
  try {
    const data = pool.storage('stream', BYTES / 4)
    const sums = pool.storage('stream sums', THREADS)
    const builder = new PlanBuilder(gpu)
    builder.step({
      name: 'stream',
      variant: { shader: 'stream', constants: { THREADS, EACH } },
      bindings: { 0: data, 1: sums },
      grid: () => [THREADS / 64, 1, 1],
    })
    const plan = await builder.build()
    let best = Number.POSITIVE_INFINITY
    // The first run also fills the buffer with zeros.
    for (let run = 0; run <= RUNS; run++) {
      await gpu.guard(gpu.device.queue.onSubmittedWorkDone())
      const started = performance.now()
      plan.submit(1, 0)
      await gpu.guard(gpu.device.queue.onSubmittedWorkDone())
      if (run > 0) best = Math.min(best, performance.now() - started)
    }
    return (BYTES * 1000) / best
  } finally {
    pool.dispose()
  }
}
