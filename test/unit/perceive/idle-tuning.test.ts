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

test('tuning begins a while after the last run, once a visit', async () => {
  const { calls, tuning } = tunable(500)
  tuning.resume(false)
  await vi.advanceTimersByTimeAsync(900)
  expect(calls).toEqual([])
  await vi.advanceTimersByTimeAsync(5000)
  expect(calls).toEqual([{ budget: 2000, software: false, stopped: false }])
  tuning.pause()
  tuning.resume(false)
  await vi.advanceTimersByTimeAsync(5000)
  expect(calls).toHaveLength(1)
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
