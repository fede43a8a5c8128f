/** 16-bit floats: f16 (IEEE binary16) and bf16, to and from f32. Rounding is to nearest, ties to even. */

const f32 = new Float32Array(1)
const u32 = new Uint32Array(f32.buffer)

/** Bits of the f16 nearest to the f32 with these bits. Beyond 65,504 (from 65,520 on) it is infinite. */
function narrow(bits: number): number {
  const sign = (bits >>> 16) & 0x8000
  const abs = bits & 0x7fffffff
  if (abs > 0x7f800000) return sign | 0x7e00
  if (abs >= 0x477ff000) return sign | 0x7c00
  if (abs >= 0x38800000) {
    const rebased = abs - 0x38000000
    return sign | ((rebased + 0xfff + ((rebased >>> 13) & 1)) >>> 13)
  }
  if (abs <= 0x33000000) return sign
  // Subnormal: the significand counts units of 2^-24.
  const shift = 126 - (abs >>> 23)
  const significand = (abs & 0x7fffff) | 0x800000
  const whole = significand >>> shift
  const rest = significand & ((1 << shift) - 1)
  const half = 1 << (shift - 1)
  return sign | (whole + (rest > half || (rest === half && (whole & 1) === 1) ? 1 : 0))
}

let table: Float32Array | undefined

/** The value of every f16, by its bits. */
function f16Values(): Float32Array {
  if (table) return table
  const values = new Float32Array(65536)
  const bits = new Uint32Array(values.buffer)
  for (let h = 0; h < 65536; h++) {
    const sign = (h & 0x8000) << 16
    const exponent = (h >>> 10) & 31
    const fraction = h & 0x3ff
    if (exponent === 31) bits[h] = sign | 0x7f800000 | (fraction << 13)
    else if (exponent > 0) bits[h] = sign | ((exponent + 112) << 23) | (fraction << 13)
    else values[h] = (sign ? -1 : 1) * fraction * 2 ** -24
  }
  table = values
  return values
}

/** Bits of the f16 nearest to `value`. */
export function toF16(value: number): number {
  f32[0] = value
  return narrow(u32[0]!)
}

/** Value of the f16 with these bits. */
export function fromF16(bits: number): number {
  return f16Values()[bits]!
}

/** f32 values → bits of the nearest f16. */
export function packF16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length)
  const out = new Uint16Array(values.length)
  for (let i = 0; i < out.length; i++) out[i] = narrow(bits[i]!)
  return out
}

/** Bits of f16 → f32 values, exact. */
export function unpackF16(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const values = f16Values()
  const out = new Float32Array(bits.length)
  for (let i = 0; i < out.length; i++) out[i] = values[bits[i]!]!
  return out
}

/** Bits of bf16 → f32 values, exact. */
export function unpackBf16(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const out = new Float32Array(bits.length)
  const words = new Uint32Array(out.buffer)
  for (let i = 0; i < words.length; i++) words[i] = bits[i]! << 16
  return out
}
