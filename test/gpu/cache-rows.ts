import type { CacheFormat } from '../../src/gpu/kernels/kv-cache.ts'
import { fromF16, toF16 } from '../../src/weights/half.ts'

/** Rows of the KV cache, packed here value by value, with what the packed bits stand for. */
export interface CacheRows {
  readonly words: Uint32Array
  readonly values: Float64Array
}

export function packCache(rows: ArrayLike<number>, head: number, format: CacheFormat): CacheRows {
  const count = rows.length / head
  const values = new Float64Array(rows.length)
  const groups = Math.ceil(head / 32)
  const bytes = { f32: 4 * head, f16: 2 * head, int8: head + 4 * Math.ceil(groups / 2) }[format]
  const view = new DataView(new ArrayBuffer(count * bytes))
  for (let row = 0; row < count; row++) {
    const at = row * bytes
    for (let group = 0; group < groups; group++) {
      const dims = Array.from({ length: Math.min(32, head - group * 32) }, (_, i) => group * 32 + i)
      const top = Math.max(...dims.map((d) => Math.abs(rows[row * head + d]!)))
      const bits = toF16(Math.fround(Math.fround(top) / 127))
      const scale = fromF16(bits)
      if (format === 'int8') view.setUint16(at + head + 2 * group, bits, true)
      for (const d of dims) {
        const value = rows[row * head + d]!
        let kept = Math.fround(value)
        if (format === 'f32') {
          view.setFloat32(at + 4 * d, value, true)
        } else if (format === 'f16') {
          view.setUint16(at + 2 * d, toF16(value), true)
          kept = fromF16(toF16(value))
        } else {
          const level = Math.max(-127, Math.min(127, roundEven(Math.fround(value / scale))))
          view.setInt8(at + d, level)
          kept = level * scale
        }
        values[row * head + d] = kept
      }
    }
  }
  return { words: new Uint32Array(view.buffer), values }
}

function roundEven(value: number): number {
  const rounded = Math.round(value)
  return Math.abs(value - Math.trunc(value)) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded
}
