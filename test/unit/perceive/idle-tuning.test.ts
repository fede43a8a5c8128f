import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { IdleTuning, type Tunable } from '../../../src/perceive/idle-tuning.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Tunes for `ms` or until it is stopped. */
function tunable(ms: number) {
  const calls: { budget: number; software: boolean; stopped: boolean }[] = []
  const made: Tunable = {
    async tune({ budget, signal, software }) {
      const call = { budget, software, stopped: false }
      calls.push(call)
      await new Promise<void>((resolve, reject) => {
        setTimeout(resolve, ms)
        signal.addEventListener('abort', () => {
          call.stopped = true
          reject(signal.reason)
        })
      })
    },
  }
  return { calls, tuning: new IdleTuning(made, () => Date.now()) }
}

test('tuning begins a while after the last run, for at most the budget of a visit', async () => {
  const { calls, tuning } = tunable(1200)
  tuning.resume(false)
  await vi.advanceTimersByTimeAsync(900)
  expect(calls).toEqual([])
  await vi.advanceTimersByTimeAsync(5000)
  expect(calls).toEqual([{ budget: 2000, software: false, stopped: false }])
  for (let visit = 0; visit < 3; visit++) {
    tuning.pause()
    tuning.resume(false)
    await vi.advanceTimersByTimeAsync(5000)
  }
  // A candidate that was begun is finished; then nothing is left.
  expect(calls.map(({ budget }) => budget)).toEqual([2000, 800])
})

test('a run that ended before the model was there costs no budget', async () => {
  const budgets: number[] = []
  const nothing: Tunable = { tune: async ({ budget }) => void budgets.push(budget) }
  const tuning = new IdleTuning(nothing, () => Date.now())
  tuning.resume(false)
  await vi.advanceTimersByTimeAsync(1500)
  tuning.pause()
  tuning.resume(false)
  await vi.advanceTimersByTimeAsync(1500)
  expect(budgets).toEqual([2000, 2000])
})

test('a run stops it at once, and what is left of the budget is used later', async () => {
  const { calls, tuning } = tunable(5000)
  tuning.resume(true)
  await vi.advanceTimersByTimeAsync(1600)
  tuning.pause()
  expect(calls).toEqual([{ budget: 2000, software: true, stopped: true }])
  tuning.resume(true)
  await vi.advanceTimersByTimeAsync(1100)
  expect(calls[1]!.budget).toBe(1400)
})

test('a run that comes before it begins puts it off', async () => {
  const { calls, tuning } = tunable(500)
  tuning.resume(false)
  await vi.advanceTimersByTimeAsync(800)
  tuning.pause()
  await vi.advanceTimersByTimeAsync(5000)
  expect(calls).toEqual([])
})

test('a failure is nobody’s', async () => {
  const tuning = new IdleTuning({ tune: () => Promise.reject(new Error('lost')) }, () => Date.now())
  tuning.resume(false)
  await vi.advanceTimersByTimeAsync(2000)
})
