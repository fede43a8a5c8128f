import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { SourceFolder } from '../../../src/weights/checkpoint.ts'
import type { Manifest, TensorEntry } from '../../../src/weights/manifest.ts'
import type { ShardSink } from '../../../src/weights/pack.ts'
import type { ByteSource } from '../../../src/weights/safetensors.ts'

export const FIXTURES = new URL('../../fixtures/', import.meta.url)

export function fixture(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(path, FIXTURES)))
}

/** A published folder in memory. */
export function memoryFolder(files: Readonly<Record<string, Uint8Array>>): SourceFolder {
  return {
    async open(name) {
      const bytes = files[name]
      if (!bytes) return null
      const source: ByteSource = {
        size: bytes.length,
        read: async (offset, length) => new Uint8Array(bytes.slice(offset, offset + length)),
      }
      return source
    },
  }
}

/** Keeps the files that are written to it. */
export class MemorySink implements ShardSink {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>()
  #path = ''
  #chunks: Uint8Array[] = []

  async open(path: string): Promise<void> {
    this.#path = path
    this.#chunks = []
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#chunks.push(bytes.slice())
  }

  async close(): Promise<string> {
    const bytes = new Uint8Array(Buffer.concat(this.#chunks))
    this.files.set(this.#path, bytes)
    return createHash('sha256').update(bytes).digest('hex')
  }
}

/** A safetensors file. Data is little-endian bytes. */
export function makeSafetensors(
  tensors: Readonly<Record<string, { dtype: string; shape: readonly number[]; data: Uint8Array }>>,
): Uint8Array<ArrayBuffer> {
  let at = 0
  const header: Record<string, unknown> = {}
  for (const [name, { dtype, shape, data }] of Object.entries(tensors)) {
    header[name] = { dtype, shape, data_offsets: [at, at + data.length] }
    at += data.length
  }
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  return new Uint8Array(Buffer.concat([length, json, ...Object.values(tensors).map(({ data }) => data)]))
}

/** The raw entries of a safetensors file. */
export function rawTensors(
  file: Uint8Array,
): Record<string, { dtype: string; shape: readonly number[]; data: Uint8Array }> {
  const start = 8 + Number(Buffer.from(file.subarray(0, 8)).readBigUInt64LE())
  const header = JSON.parse(Buffer.from(file.subarray(8, start)).toString())
  delete header.__metadata__
  return Object.fromEntries(
    Object.entries<{ dtype: string; shape: number[]; data_offsets: [number, number] }>(header).map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [from, to],
        },
      ]) => [name, { dtype, shape, data: file.slice(start + from, start + to) }],
    ),
  )
}

/** All shards end to end. */
export function joinShards(
  { shards }: Pick<Manifest, 'shards'>,
  files: ReadonlyMap<string, Uint8Array>,
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(shards.map(({ path }) => files.get(path)!)))
}

/** The values of a tensor, decoded byte by byte as the contract words it, without any code of the product. */
export function decodeTensor({ shape, dtype, parts }: TensorEntry, joined: Uint8Array<ArrayBuffer>): Float32Array {
  const view = new DataView(joined.buffer, joined.byteOffset)
  const [rows, cols] = shape.length === 1 ? [1, shape[0]!] : [shape[0]!, shape[1]!]
  const groups = Math.ceil(cols / 32)
  const out = new Float32Array(rows * cols)
  for (const { rows: range, data, scales } of parts) {
    for (let row = range[0]; row < range[1]; row++) {
      const r = row - range[0]
      for (let k = 0; k < cols; k++) {
        const group = Math.floor(k / 32)
        const scale = () =>
          view.getFloat16(scales!.offset + 2 * ((Math.floor(r / 8) * groups + group) * 8 + (r % 8)), true)
        const value = () => {
          switch (dtype) {
            case 'f32':
              return view.getFloat32(data.offset + 4 * (r * cols + k), true)
            case 'f16':
              return view.getFloat16(data.offset + 2 * (r * cols + k), true)
            case 'bf16': {
              const bits = new DataView(new ArrayBuffer(4))
              bits.setUint16(0, view.getUint16(data.offset + 2 * (r * cols + k), true))
              return bits.getFloat32(0)
            }
            case 'q8g32':
              return view.getInt8(data.offset + r * groups * 32 + k) * scale()
            case 'q4g32': {
              const word = view.getUint32(data.offset + r * groups * 16 + Math.floor(k / 8) * 4, true)
              const e = k % 8
              const four = e < 4 ? word & 0x0f0f0f0f : (word >>> 4) & 0x0f0f0f0f
              return (((four >>> (8 * (e % 4))) & 0xff) - 8) * scale()
            }
          }
        }
        out[row * cols + k] = value()
      }
    }
  }
  return out
}
