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

/** The values of a tensor, decoded as the contract words it, without any code of the product. */
export function decodeTensor({ shape, dtype, parts }: TensorEntry, joined: Uint8Array<ArrayBuffer>): Float32Array {
  const [rows, cols] = shape.length === 1 ? [1, shape[0]!] : [shape[0]!, shape[1]!]
  const groups = Math.ceil(cols / 32)
  const out = new Float32Array(rows * cols)
  for (const { rows: range, data, scales } of parts) {
    const bytes = joined.slice(data.offset, data.offset + data.length).buffer
    const into = out.subarray(range[0] * cols, range[1] * cols)
    if (dtype === 'f32') into.set(new Float32Array(bytes, 0, into.length))
    else if (dtype === 'f16') into.set(new Float16Array(bytes, 0, into.length))
    else if (dtype === 'bf16') {
      const halves = new Uint16Array(bytes, 0, into.length)
      into.set(new Float32Array(Uint32Array.from(halves, (bits) => bits * 65536).buffer))
    } else {
      const steps = new Float16Array(joined.slice(scales!.offset, scales!.offset + scales!.length).buffer)
      const signed = new Int8Array(bytes)
      const words = new Uint32Array(bytes)
      for (let i = 0; i < into.length; i++) {
        const row = Math.floor(i / cols)
        const k = i % cols
        const scale = steps[(Math.floor(row / 8) * groups + Math.floor(k / 32)) * 8 + (row % 8)]!
        if (dtype === 'q8g32') into[i] = signed[row * groups * 32 + k]! * scale
        else {
          const word = words[row * groups * 4 + Math.floor(k / 8)]!
          const four = k % 8 < 4 ? word & 0x0f0f0f0f : (word >>> 4) & 0x0f0f0f0f
          into[i] = (((four >>> (8 * (k % 4))) & 0xff) - 8) * scale
        }
      }
    }
  }
  return out
}
