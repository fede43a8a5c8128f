import { describe, expect, test } from 'vitest'
import { dequantise, quantise } from '../../../src/weights/quantise.ts'

/** Even numbers from −1 to 1, the same in each run. */
function noise(count: number, seed: number): Float32Array {
  let state = seed
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state / 2 ** 31 - 1) * (1 + (state & 3))
  })
}

describe('bytes worked out by hand', () => {
  test('q8g32: largest weight on 127, signed bytes in order, scale as f16', () => {
    const row = new Float32Array(33)
    row.set([127, -127, 1, -1, 63.4, 63.6])
    row[32] = -254
    const { data, scales } = quantise('q8g32', row, 1, 33)
    expect(data.length).toBe(8 * 64)
    expect([...data.subarray(0, 7)]).toEqual([127, 129, 1, 255, 63, 64, 0])
    expect([...data.subarray(32, 34)]).toEqual([129, 0])
    expect(data.subarray(34).every((byte) => byte === 0)).toBe(true)
    // [1][2 groups][8]: 1.0 for group 0 of row 0, 2.0 for group 1, zero for the padding rows.
    expect([...scales]).toEqual([0x3c00, 0, 0, 0, 0, 0, 0, 0, 0x4000, 0, 0, 0, 0, 0, 0, 0])
  })

  test('q4g32: in each word low nibbles are elements 0–3, high nibbles 4–7; zero is 8', () => {
    // Levels −8…7, every one an exact multiple of the scale 0.5.
    const levels = Array.from({ length: 32 }, (_, i) => (i % 16) - 8)
    const { data, scales } = quantise(
      'q4g32',
      Float32Array.from(levels, (q) => q / 2),
      1,
      32,
    )
    expect([...data.subarray(0, 16)]).toEqual([
      0x40, 0x51, 0x62, 0x73, 0xc8, 0xd9, 0xea, 0xfb, 0x40, 0x51, 0x62, 0x73, 0xc8, 0xd9, 0xea, 0xfb,
    ])
    expect(data.length).toBe(8 * 16)
    expect(data.subarray(16).every((byte) => byte === 0x88)).toBe(true)
    expect([...scales]).toEqual([0x3800, 0, 0, 0, 0, 0, 0, 0])
  })

  test('q4g32: a short row is padded with zeros, which are nibbles of 8', () => {
    const { data } = quantise('q4g32', Float32Array.of(-8, 7), 1, 2)
    expect([...data.subarray(0, 4)]).toEqual([0x80, 0x8f, 0x88, 0x88])
    expect(data.subarray(4).every((byte) => byte === 0x88)).toBe(true)
  })

  test('scales lie as [rows/8][groups][8]', () => {
    // Row r, group g has the constant 127 · (r + 1) · 2^g.
    const rows = 10
    const values = new Float32Array(rows * 64)
    for (let r = 0; r < rows; r++) for (let k = 0; k < 64; k++) values[r * 64 + k] = 127 * (r + 1) * 2 ** (k >> 5)
    const { scales } = quantise('q8g32', values, rows, 64)
    const decoded = [...new Float16Array(scales.buffer)]
    expect(decoded).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7, 8],
      ...[2, 4, 6, 8, 10, 12, 14, 16],
      ...[9, 10, 0, 0, 0, 0, 0, 0],
      ...[18, 20, 0, 0, 0, 0, 0, 0],
    ])
  })
})

describe.each([
  [13, 72],
  [8, 256],
  [3, 4304],
])('%i × %i', (rows, cols) => {
  const values = noise(rows * cols, rows + cols)

  /** Calls `check` with the indices of each group of each row. */
  function eachGroup(check: (from: number, to: number) => void): void {
    for (let row = 0; row < rows; row++) {
      for (let k = 0; k < cols; k += 32) check(row * cols + k, row * cols + Math.min(cols, k + 32))
    }
  }

  test('q8g32: no weight is off by more than half a step, and what f16 takes from the scale', () => {
    const back = dequantise('q8g32', quantise('q8g32', values, rows, cols), rows, cols)
    eachGroup((from, to) => {
      const largest = Math.max(...values.subarray(from, to).map(Math.abs))
      const bound = (largest / 127) * (0.5 + 127 * 2 ** -11)
      for (let i = from; i < to; i++) {
        if (!(Math.abs(back[i]! - values[i]!) <= bound)) expect(Math.abs(back[i]! - values[i]!)).toBeLessThan(bound)
      }
    })
  })

  test('q4g32: the squared error of no group exceeds that of plain rounding to 15 levels', () => {
    const back = dequantise('q4g32', quantise('q4g32', values, rows, cols), rows, cols)
    let ours = 0
    let theirs = 0
    eachGroup((from, to) => {
      const largest = Math.max(...values.subarray(from, to).map(Math.abs))
      const step = new Float16Array([largest / 7])[0]!
      let error = 0
      let plain = 0
      for (let i = from; i < to; i++) {
        error += (back[i]! - values[i]!) ** 2
        plain += (step * Math.round(values[i]! / step) - values[i]!) ** 2
      }
      if (!(error <= plain * (1 + 1e-6))) expect(error).toBeLessThanOrEqual(plain)
      ours += error
      theirs += plain
    })
    expect(ours).toBeLessThan(0.9 * theirs)
  })
})

test('groups of zeros, and of weights too small for any f16 scale, become zero', () => {
  for (const dtype of ['q4g32', 'q8g32'] as const) {
    const values = new Float32Array(64)
    values[40] = 1e-12
    expect(dequantise(dtype, quantise(dtype, values, 1, 64), 1, 64).every((v) => v === 0)).toBe(true)
  }
})

test('weights that are not finite or too large are refused', () => {
  for (const dtype of ['q4g32', 'q8g32'] as const) {
    expect(() => quantise(dtype, Float32Array.of(1, Number.NaN), 1, 2)).toThrow(RangeError)
    expect(() => quantise(dtype, Float32Array.of(1, Number.NEGATIVE_INFINITY), 1, 2)).toThrow(RangeError)
    expect(() => quantise(dtype, Float32Array.of(1e9), 1, 1)).toThrow(RangeError)
  }
})
