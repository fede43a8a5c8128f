import type { Gpu } from './device.ts'
import type { Plan } from './plan.ts'

export interface PacedOptions {
  readonly signal: AbortSignal
  /** Steps that are done. Not called after a Stop. */
  readonly onStep?: (done: number, total: number) => void
}

/** Submissions that wait for the device at once: it never idles, and a Stop waits for no more than these. */
const IN_FLIGHT = 2

/** Runs a plan in submissions within the device's budget. @throws the signal's reason, DeviceLostError */
export async function runPaced(gpu: Gpu, plan: Plan, rows: number, past: number, options: PacedOptions): Promise<void> {
  const { pace, device } = gpu
  const { steps } = plan
  pace.latency ??= await latencyOf(gpu)
  const { latency } = pace
  const under: Promise<void>[] = []
  let ended = 0
  for (let begin = 0; begin < steps.length; ) {
    options.signal.throwIfAborted()
    gpu.check()
    const end = pace.end(steps, begin, rows, past)
    const part = steps.slice(begin, end)
    const known = part.every((step) => pace.knows(step, rows, past))
    const encoder = device.createCommandEncoder()
    plan.encode(encoder, rows, past, begin, end)
    const sent = performance.now()
    device.queue.submit([encoder.finish()])
    const done = gpu.guard(device.queue.onSubmittedWorkDone()).then(() => {
      const now = performance.now()
      // Behind another submission the way to the device costs nothing.
      const ms = sent > ended ? Math.max(0, now - sent - latency) : now - ended
      ended = now
      pace.learn(part, rows, past, ms)
      // What was under way at a Stop must not be told after the end of the run.
      if (!options.signal.aborted) options.onStep?.(end, steps.length)
    })
    // What a Stop leaves behind ends unheard.
    done.catch(() => {})
    under.push(done)
    while (under.length >= (known ? IN_FLIGHT : 1)) await under.shift()
    begin = end
  }
  await Promise.all(under)
}

/** Milliseconds of a submission of nothing. */
async function latencyOf(gpu: Gpu): Promise<number> {
  const { queue } = gpu.device
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < 3; i++) {
    const start = performance.now()
    queue.submit([])
    await gpu.guard(queue.onSubmittedWorkDone())
    least = Math.min(least, performance.now() - start)
  }
  return least
}
