import { expect, test } from 'vitest'
import { cutRows, dataBytes, MAX_PART_BYTES, rowBytes, scaleBytes } from '../../../src/weights/layout.ts'

test('rows have the bytes of the contract, padded along K only when quantised', () => {
  expect(rowBytes('f32', 72)).toBe(288)
  expect(rowBytes('bf16', 72)).toBe(144)
  expect(rowBytes('q8g32', 72)).toBe(96)
  expect(rowBytes('q4g32', 72)).toBe(48)
  // The 8B's vision tower: K = 4,304 is 134.5 groups.
  expect(rowBytes('q8g32', 4304)).toBe(4320)
})

test('quantised rows come in blocks of 8, with one f16 scale a group', () => {
  expect(dataBytes('q8g32', 9, 64)).toBe(16 * 64)
  expect(dataBytes('f16', 9, 64)).toBe(9 * 128)
  expect(scaleBytes('q4g32', 9, 33)).toBe(16 * 2 * 2)
  expect(scaleBytes('f32', 9, 33)).toBe(0)
})

test("the 4B's embedding at 8 bits is cut into three parts of at most 128 MiB", () => {
  const cuts = cutRows('q8g32', 151936, 2560, MAX_PART_BYTES)
  expect(cuts).toEqual([
    [0, 52424],
    [52424, 104848],
    [104848, 151936],
  ])
  expect(52424 * 2560).toBeLessThanOrEqual(2 ** 27)
  expect((52424 + 8) * 2560).toBeGreaterThan(2 ** 27)
})

test('a block of rows that no part can hold is refused', () => {
  expect(() => cutRows('f32', 16, 100, 3000)).toThrow(RangeError)
})
