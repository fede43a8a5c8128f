import { expect, test } from 'vitest'
import { fromF16, packF16, toF16, unpackBf16, unpackF16 } from '../../../src/weights/half.ts'

// The reference is the engine's own Float16Array.
const ALL = Uint16Array.from({ length: 65536 }, (_, i) => i)
const VALUES = new Float16Array(ALL.buffer)

function isNan(bits: number): boolean {
  return (bits & 0x7fff) > 0x7c00
}

test('every f16 has the value that the engine gives it', () => {
  const ours = unpackF16(ALL)
  for (let bits = 0; bits < 65536; bits++) {
    if (!Object.is(ours[bits], VALUES[bits]) || !Object.is(fromF16(bits), VALUES[bits])) {
      expect(ours[bits], `bits ${bits}`).toBe(VALUES[bits])
    }
  }
})

test('every f16 comes back from its value', () => {
  const back = packF16(Float32Array.from(VALUES))
  for (let bits = 0; bits < 65536; bits++) {
    const same = isNan(bits) ? isNan(back[bits]!) : back[bits] === bits
    if (!same) expect(back[bits]).toBe(bits)
  }
})

test('the middle between two neighbours goes to the even one, its own neighbours to the nearer one', () => {
  const f32 = new Float32Array(1)
  const bits = new Uint32Array(f32.buffer)
  for (let low = 0; low < 0x7bff; low++) {
    f32[0] = (VALUES[low]! + VALUES[low + 1]!) / 2
    const middle = bits[0]!
    const even = low % 2 === 0 ? low : low + 1
    if (toF16(f32[0]) !== even) expect(toF16(f32[0]), `middle after ${low}`).toBe(even)
    bits[0] = middle - 1
    if (toF16(f32[0]) !== low) expect(toF16(f32[0]), `below the middle after ${low}`).toBe(low)
    bits[0] = middle + 1
    if (toF16(-f32[0]) !== (0x8000 | (low + 1))) expect(toF16(-f32[0])).toBe(0x8000 | (low + 1))
  }
})

test('the largest values round as IEEE 754 says', () => {
  expect(toF16(65504)).toBe(0x7bff)
  expect(toF16(65519.99)).toBe(0x7bff)
  expect(toF16(65520)).toBe(0x7c00)
  expect(toF16(-1e30)).toBe(0xfc00)
  expect(toF16(2 ** -25)).toBe(0)
  expect(toF16(-(2 ** -25) * 1.0001)).toBe(0x8001)
})

test('bf16 is the upper half of an f32', () => {
  expect([...unpackBf16(Uint16Array.of(0x3f80, 0xc049, 0x0001, 0x7f80))]).toEqual([
    1,
    -3.140625,
    2 ** -133,
    Number.POSITIVE_INFINITY,
  ])
})
