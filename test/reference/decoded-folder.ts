import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { Tensor } from './formula.ts'
import type { Tensors } from './qwen3vl.ts'

interface Range {
  readonly offset: number
  readonly length: number
}

interface Entry {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: string
  readonly parts: readonly { readonly rows: readonly [number, number]; readonly data: Range; readonly scales?: Range }[]
}

/**
 * The tensors of a model folder under their published names, decoded when they are asked for, bit by bit and without
 * the project's own code: what the stored bytes mean is written here a second time, from src/CONTRACTS.md alone.
 */
export class DecodedFolder implements Tensors {
  readonly #dir: string
  readonly #tensors: ReadonlyMap<string, Entry>
  readonly #shards: readonly { readonly path: string; readonly size: number }[]
  readonly #text: {
    readonly num_attention_heads: number
    readonly num_key_value_heads: number
    readonly head_dim: number
  }

  constructor(dir: string) {
    const manifest = JSON.parse(readFileSync(join(dir, 'model.json'), 'utf8'))
    this.#dir = dir
    this.#tensors = new Map((manifest.tensors as Entry[]).map((entry) => [entry.name, entry]))
    this.#shards = manifest.shards
    this.#text = manifest.config.text_config
  }

  get(name: string): Tensor | undefined {
    const whole = this.#tensors.get(name)
    if (whole) return { shape: whole.shape, data: this.#decode(whole, (row) => row, whole.shape[0]!) }
    const projection = /^(.*)\.self_attn\.([qkv])_proj\.weight$/.exec(name)
    if (projection) {
      const entry = this.#tensors.get(`${projection[1]}.self_attn.qkv_proj.weight`)!
      const { num_attention_heads: heads, num_key_value_heads: kv, head_dim: size } = this.#text
      const [from, rows] = { q: [0, heads], k: [heads, kv], v: [heads + kv, kv] }[projection[2] as 'q' | 'k' | 'v']!
      return this.#rows(entry, (row) => row - from! * size, rows! * size)
    }
    const half = /^(.*)\.mlp\.(gate|up)_proj\.weight$/.exec(name)
    if (!half) return undefined
    const entry = this.#tensors.get(`${half[1]}.mlp.gate_up_proj.weight`)!
    const odd = half[2] === 'up' ? 1 : 0
    return this.#rows(entry, (row) => (row % 2 === odd ? (row - odd) / 2 : -1), entry.shape[0]! / 2)
  }

  #rows(entry: Entry, place: (row: number) => number, rows: number): Tensor {
    return { shape: [rows, entry.shape[1]!], data: this.#decode(entry, place, rows) }
  }

  /** Row r of the tensor goes to row `place(r)` of the result, or nowhere when there is no such row. */
  #decode({ shape, dtype, parts }: Entry, place: (row: number) => number, rows: number): Float32Array {
    if (shape.length === 1) return floats(dtype, this.#read(parts[0]!.data), shape[0]!)
    const cols = shape[1]!
    const out = new Float32Array(rows * cols)
    for (const { rows: range, data, scales } of parts) {
      const bytes = this.#read(data)
      const scaling = scales && this.#read(scales)
      for (let row = range[0]; row < range[1]; row++) {
        const target = place(row)
        if (target < 0 || target >= rows) continue
        const local = row - range[0]
        if (!scaling) {
          const size = dtype === 'f32' ? 4 : 2
          const line = bytes.subarray(local * cols * size, (local + 1) * cols * size)
          out.set(floats(dtype, line, cols), target * cols)
          continue
        }
        for (let group = 0; group < cols / 32; group++) {
          const at = ((local >> 3) * (cols / 32) + group) * 8 + (local & 7)
          const scale = half(scaling[2 * at]! | (scaling[2 * at + 1]! << 8))
          const to = target * cols + group * 32
          if (dtype === 'q8g32') {
            const from = local * cols + group * 32
            for (let i = 0; i < 32; i++) out[to + i] = ((bytes[from + i]! << 24) >> 24) * scale
          } else {
            const from = (local * cols + group * 32) / 2
            for (let i = 0; i < 16; i++) {
              const byte = bytes[from + i]!
              const element = to + (i >> 2) * 8 + (i & 3)
              out[element] = ((byte & 15) - 8) * scale
              out[element + 4] = ((byte >> 4) - 8) * scale
            }
          }
        }
      }
    }
    return out
  }

  /** A range of the shards put end to end. */
  #read({ offset, length }: Range): Uint8Array {
    const out = new Uint8Array(length)
    let start = 0
    for (const { path, size } of this.#shards) {
      const from = Math.max(offset, start)
      const to = Math.min(offset + length, start + size)
      if (from < to) {
        const file = openSync(join(this.#dir, path), 'r')
        readSync(file, out, from - offset, to - from, from - start)
        closeSync(file)
      }
      start += size
    }
    return out
  }
}

function floats(dtype: string, bytes: Uint8Array, count: number): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Float32Array.from({ length: count }, (_, i) =>
    dtype === 'f32' ? view.getFloat32(4 * i, true) : half(view.getUint16(2 * i, true)),
  )
}

/** IEEE binary16, without infinities. */
function half(bits: number): number {
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023]
  const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15)
  return bits & 0x8000 ? -size : size
}
