import { BadCheckpointError } from '../errors.ts'

/** Random access to the bytes of a file. */
export interface ByteSource {
  readonly size: number
  /** Exactly `length` bytes from `offset`, in a buffer that starts at a multiple of 8 bytes. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>
}

/** Bytes of one element of each dtype of the format. */
const ELEMENT_BYTES: Readonly<Record<string, number>> = {
  F64: 8,
  I64: 8,
  U64: 8,
  F32: 4,
  I32: 4,
  U32: 4,
  F16: 2,
  BF16: 2,
  I16: 2,
  U16: 2,
  F8_E4M3: 1,
  F8_E5M2: 1,
  I8: 1,
  U8: 1,
  BOOL: 1,
}

/** Where a tensor lies: `offset` and `length` in bytes of the file. */
export interface SafetensorsEntry {
  readonly dtype: string
  readonly shape: readonly number[]
  readonly offset: number
  readonly length: number
}

const MAX_HEADER_BYTES = 100_000_000

/** Reads and checks the header of a safetensors file; `file` is its name in errors. @throws BadCheckpointError */
export async function readSafetensorsHeader(source: ByteSource, file: string): Promise<Map<string, SafetensorsEntry>> {
  const bytes = headerBytes(await source.read(0, Math.min(8, source.size)), source.size, file)
  return parseHeader(await source.read(8, bytes), source.size, file)
}

function fail(file: string, why: string): never {
  throw new BadCheckpointError(`${file}: ${why}`)
}

function headerBytes(head: Uint8Array, fileBytes: number, file: string): number {
  if (fileBytes < 8) fail(file, 'it is no safetensors file')
  const bytes = Number(new DataView(head.buffer, head.byteOffset, 8).getBigUint64(0, true))
  if (bytes > MAX_HEADER_BYTES || 8 + bytes > fileBytes) fail(file, 'it is cut off or no safetensors file')
  return bytes
}

function parseHeader(bytes: Uint8Array, fileBytes: number, file: string): Map<string, SafetensorsEntry> {
  let header: unknown
  try {
    header = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    fail(file, 'its header is not JSON')
  }
  if (typeof header !== 'object' || header === null) fail(file, 'its header is not an object')
  const entries = new Map<string, SafetensorsEntry>()
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') continue
    const entry = checkEntry(value, 8 + bytes.length, fileBytes)
    entries.set(name, entry ?? fail(file, `the entry of ${name} is not valid or the file is cut off`))
  }
  return entries
}

function checkEntry(value: unknown, start: number, size: number): SafetensorsEntry | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { dtype, shape, data_offsets: offsets } = value as Record<string, unknown>
  if (typeof dtype !== 'string' || !isCounts(shape) || !isCounts(offsets) || offsets.length !== 2) return undefined
  const elementBytes = ELEMENT_BYTES[dtype]
  const [begin, end] = offsets as [number, number]
  const bytes = shape.reduce((product, n) => product * n, elementBytes ?? Number.NaN)
  if (end - begin !== bytes || start + end > size) return undefined
  return { dtype, shape, offset: start + begin, length: bytes }
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0)
}

export type TensorData = Float32Array | Float64Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Uint8Array

export interface LoadedTensor {
  readonly dtype: string
  readonly shape: readonly number[]
  /** F32 and F64 as floats, F16 and BF16 as their bits (Uint16Array), I64 as Int32Array (values must fit). */
  readonly data: TensorData
}

/** All tensors of a small safetensors file. @throws BadCheckpointError */
export function parseSafetensors(buffer: ArrayBuffer): Map<string, LoadedTensor> {
  const file = 'the safetensors file'
  const size = buffer.byteLength
  const bytes = headerBytes(new Uint8Array(buffer, 0, Math.min(8, size)), size, file)
  const tensors = new Map<string, LoadedTensor>()
  for (const [name, entry] of parseHeader(new Uint8Array(buffer, 8, bytes), size, file)) {
    const { dtype, shape, offset, length } = entry
    tensors.set(name, { dtype, shape, data: view(dtype, buffer.slice(offset, offset + length)) })
  }
  return tensors
}

function view(dtype: string, bytes: ArrayBuffer): TensorData {
  switch (dtype) {
    case 'F64':
      return new Float64Array(bytes)
    case 'F32':
      return new Float32Array(bytes)
    case 'I64':
      return Int32Array.from(new BigInt64Array(bytes), Number)
    case 'I32':
      return new Int32Array(bytes)
    case 'U32':
      return new Uint32Array(bytes)
    case 'I16':
      return new Int16Array(bytes)
    case 'F16':
    case 'BF16':
    case 'U16':
      return new Uint16Array(bytes)
    default:
      return new Uint8Array(bytes)
  }
}
