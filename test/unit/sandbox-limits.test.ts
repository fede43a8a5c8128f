import { afterEach, expect, test, vi } from 'vitest'
import { Interrupt, Output } from '../../src/python/limits.ts'

afterEach(() => vi.useRealTimers())

/** Reads the buffer as the interpreter does, often enough for the clock to be looked at. */
function polled(interrupt: Interrupt): number {
  const { buffer } = interrupt
  let signal = 0
  for (let i = 0; i < 64; i++) signal = buffer[0]
  return signal
}

test('the interrupt is raised past its deadline, rests, and is raised again', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const interrupt = new Interrupt()
  expect(polled(interrupt)).toBe(0)
  interrupt.arm(500)
  vi.advanceTimersByTime(499)
  expect(polled(interrupt)).toBe(0)
  vi.advanceTimersByTime(2)
  expect(polled(interrupt)).toBe(2)
  expect(interrupt.fired).toBe(true)
  interrupt.buffer[0] = 0
  expect(polled(interrupt)).toBe(0)
  vi.advanceTimersByTime(250)
  expect(polled(interrupt)).toBe(2)
  interrupt.disarm()
  vi.advanceTimersByTime(10_000)
  expect(polled(interrupt)).toBe(0)
})

test('output is kept up to its limits, and the first byte beyond them is told once', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const onOver = vi.fn()
  const output = new Output({ outputLines: 3, outputChars: 20 }, onOver)
  // A letter of two bytes that comes in two pieces.
  expect(output.write(bytes('aä\n').slice(0, 2))).toBe(2)
  output.write(bytes('aä\n').slice(2))
  expect(output.text).toBe('aä\n')
  output.write(bytes('b\nc\n'))
  expect(output.over).toBeNull()
  output.write(bytes('d\n'))
  expect(output.over).toContain('3 lines')
  output.write(bytes('e\n'))
  expect(onOver).toHaveBeenCalledTimes(1)
  output.clear()
  expect(output.over).toBeNull()
  output.write(bytes('x'.repeat(21)))
  expect(output.over).toContain('20 characters')
  expect(output.text).toBe('x'.repeat(20))
})
