import { expect, test } from 'vitest'
import type { Measured } from '../../../src/facts/measured-values.ts'
import { isMisread } from '../../../src/facts/misread.ts'

const seen = (expected: number, value: number): Measured => ({ value, expected, se: 0.1, range: 100 })

test('a scale is doubted when all of its values are one linear map of what was drawn', () => {
  // Ticks read as a tenth of what they say.
  expect(isMisread([10, 35, 70, 90].map((value) => seen(value, value / 10)))).toBe(true)
  // Shifted by one tick.
  expect(isMisread([10, 35, 70, 90].map((value) => seen(value, value + 20)))).toBe(true)
})

test('values that are wrong each in its own way are denied', () => {
  expect(isMisread([seen(10, 40), seen(35, 12), seen(70, 55), seen(90, 95)])).toBe(false)
  // One wrong among right ones.
  expect(isMisread([seen(10, 10), seen(35, 35), seen(70, 40), seen(90, 90)])).toBe(false)
  // Two values are on some line whatever they are.
  expect(isMisread([seen(10, 40), seen(70, 55)])).toBe(false)
})
