import { readFileSync } from 'node:fs'

/** A tensor of a golden file; integers and bytes come as they are, bf16 and f16 as float32. */
export interface GoldenTensor {
  readonly dtype: string
  readonly shape: readonly number[]
  readonly data: Float32Array | Int32Array | Uint8Array
}

/** A plain reader for test files, independent of `src/weights`: name to tensor. `file` is relative to `test/fixtures`. */
export function readSafetensors(file: string): Map<string, GoldenTensor> {
  const bytes = readFileSync(new URL(`fixtures/${file}`, import.meta.url))
  return parseSafetensors(new Uint8Array(bytes))
}

export function parseSafetensors(bytes: Uint8Array): Map<string, GoldenTensor> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start = 8 + Number(view.getBigUint64(0, true))
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, start))) as Record<string, Entry>
  const tensors = new Map<string, GoldenTensor>()
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue
    const [from, to] = entry.data_offsets
    const data = decode(entry.dtype, bytes.slice(start + from, start + to))
    if (data.length !== entry.shape.reduce((a, b) => a * b, 1)) throw new Error(`${name}: size and shape differ`)
    tensors.set(name, { dtype: entry.dtype, shape: entry.shape, data })
  }
  return tensors
}

/** The tensor of that name as float32; an error when it is missing or of another type. */
export function floats(tensors: ReadonlyMap<string, GoldenTensor>, name: string): Float32Array {
  const data = tensors.get(name)?.data
  if (!(data instanceof Float32Array)) throw new Error(`${name} is missing or not a float tensor`)
  return data
}

interface Entry {
  readonly dtype: string
  readonly shape: readonly number[]
  readonly data_offsets: readonly [number, number]
}

function decode(dtype: string, bytes: Uint8Array<ArrayBuffer>): GoldenTensor['data'] {
  switch (dtype) {
    case 'U8':
      return bytes
    case 'F32':
      return new Float32Array(bytes.buffer)
    case 'I32':
      return new Int32Array(bytes.buffer)
    case 'BF16':
      return new Float32Array(Uint32Array.from(new Uint16Array(bytes.buffer), (x) => x << 16).buffer)
    case 'F16':
      return Float32Array.from(new Uint16Array(bytes.buffer), half)
    default:
      throw new Error(`dtype ${dtype} is not read here`)
  }
}

function half(bits: number): number {
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  const size =
    exponent === 31
      ? fraction === 0
        ? Number.POSITIVE_INFINITY
        : Number.NaN
      : exponent === 0
        ? fraction * 2 ** -24
        : (1 + fraction / 1024) * 2 ** (exponent - 15)
  return bits & 0x8000 ? -size : size
}
