import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { IdleSpare } from '../../../src/perceive/idle-spare.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function counted() {
  let boots = 0
  return {
    keeper: {
      async keepSpare() {
        boots++
      },
    },
    boots: () => boots,
  }
}

test('the spare boots a while after the last run, once', async () => {
  const { keeper, boots } = counted()
  const spare = new IdleSpare()
  const onDone = vi.fn()
  spare.resume(keeper, onDone)
  expect(boots()).toBe(0)
  await vi.advanceTimersByTimeAsync(2000)
  expect(boots()).toBe(1)
  expect(onDone).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(boots()).toBe(1)
})

test('a run that begins at once puts it off', async () => {
  const { keeper, boots } = counted()
  const spare = new IdleSpare()
  spare.resume(keeper, () => {})
  await vi.advanceTimersByTimeAsync(100)
  spare.pause()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(boots()).toBe(0)
  spare.resume(keeper, () => {})
  await vi.advanceTimersByTimeAsync(2000)
  expect(boots()).toBe(1)
})

test('it waits until the page is seen, unless a run begins before', async () => {
  const { keeper, boots } = counted()
  const spare = new IdleSpare()
  spare.setVisible(false)
  spare.resume(keeper, () => {})
  await vi.advanceTimersByTimeAsync(60_000)
  expect(boots()).toBe(0)
  spare.setVisible(true)
  await vi.advanceTimersByTimeAsync(2000)
  expect(boots()).toBe(1)

  spare.setVisible(false)
  spare.resume(keeper, () => {})
  spare.pause()
  spare.setVisible(true)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(boots()).toBe(1)
})
