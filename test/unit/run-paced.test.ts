import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Gpu } from '../../src/gpu/device.ts'
import { Pace, type PacedStep } from '../../src/gpu/pace.ts'
import type { Plan } from '../../src/gpu/plan.ts'
import { runPaced } from '../../src/gpu/run-paced.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Milliseconds from the queue to the device and back. */
const LATENCY = 1

interface Timed extends PacedStep {
  /** Milliseconds a row. */
  readonly cost: number
}

/** 36 layers of six kinds of step. */
function layers(costs: readonly number[]): Timed[] {
  const kinds = costs.map((cost): Timed => ({ cost, pipeline: {}, work: (rows) => rows }))
  return Array.from({ length: 36 * kinds.length }, (_, i) => kinds[i % kinds.length]!)
}

/** A device of the fake clock's that takes what the steps cost. */
function device(steps: readonly Timed[]) {
  const submissions: { ms: number; ahead: number }[] = []
  let [free, encoded, under] = [0, 0, 0]
  const queue = {
    submit(buffers: readonly unknown[]) {
      if (buffers.length > 0) submissions.push({ ms: encoded, ahead: ++under })
      free = Math.max(free, performance.now() + LATENCY / 2) + (buffers.length > 0 ? encoded : 0)
    },
    onSubmittedWorkDone: () =>
      new Promise<void>((resolve) => {
        setTimeout(
          () => {
            under = Math.max(0, under - 1)
            resolve()
          },
          free + LATENCY / 2 - performance.now(),
        )
      }),
  }
  const gpu = {
    pace: new Pace(150),
    check() {},
    guard: <T>(work: Promise<T>) => work,
    device: { queue, createCommandEncoder: () => ({ finish: () => ({}) }) },
  } as unknown as Gpu
  const plan = {
    steps,
    encode(_: unknown, rows: number, past: number, begin: number, end: number) {
      encoded = steps.slice(begin, end).reduce((sum, step) => sum + step.cost * step.work(rows, past), 0)
    },
  } as unknown as Plan
  return { gpu, plan, submissions }
}

const { signal } = new AbortController()

/** Five seconds of all 256 rows; no step is longer than 52 ms. */
const COSTS = [0.06, 0.005, 0.2, 0.005, 0.16, 0.1]

test('after a first chunk of few rows no submission exceeds the budget, and two wait for the device at most', async () => {
  const { gpu, plan, submissions } = device(layers(COSTS))
  const first = runPaced(gpu, plan, 16, 0, { signal })
  await vi.advanceTimersByTimeAsync(1000)
  await first
  submissions.length = 0
  const all = runPaced(gpu, plan, 256, 16, { signal })
  await vi.advanceTimersByTimeAsync(10_000)
  await all
  // At least half of each is used.
  expect(submissions.length).toBeLessThan(70)
  for (const { ms, ahead } of submissions) {
    expect(ms).toBeLessThan(150 * 1.1)
    expect(ahead).toBeLessThanOrEqual(2)
  }
})

test('nothing is submitted or told after a Stop', async () => {
  const { gpu, plan, submissions } = device(layers(COSTS))
  const first = runPaced(gpu, plan, 16, 0, { signal })
  await vi.advanceTimersByTimeAsync(1000)
  await first
  const stop = new AbortController()
  const told: number[] = []
  submissions.length = 0
  const run = runPaced(gpu, plan, 256, 16, {
    signal: stop.signal,
    onStep: (done) => {
      told.push(done)
      stop.abort(new Error('stopped'))
    },
  })
  const stopped = expect(run).rejects.toThrow('stopped')
  await vi.advanceTimersByTimeAsync(10_000)
  await stopped
  expect(told).toHaveLength(1)
  expect(submissions.length).toBeLessThanOrEqual(2)
})
