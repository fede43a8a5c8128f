import { BadCheckpointError } from '../errors.ts'
import { unpackBf16, unpackF16 } from './half.ts'
import { type ByteSource, readSafetensorsHeader } from './safetensors.ts'
import type { TensorPlan } from './tensors.ts'

/** The files of a published model folder. */
export interface SourceFolder {
  /** A file for random access, or null when there is none of this name. */
  open(name: string): Promise<ByteSource | null>
}

type SourceDtype = 'f32' | 'f16' | 'bf16'

const SOURCE_DTYPES: Readonly<Record<string, SourceDtype>> = { F32: 'f32', F16: 'f16', BF16: 'bf16' }

interface StoredTensor {
  readonly publishedName: string
  readonly dtype: string
  readonly shape: readonly number[]
  readonly offset: number
  readonly source: ByteSource
}

/** Rows of a tensor as they were published: the bytes of `dtype`, row-major. */
export interface RawRows {
  readonly dtype: SourceDtype
  readonly bytes: Uint8Array<ArrayBuffer>
}

/**
 * The published name (transformers' own) of a tensor that some other tool stored under a name of its own:
 * `model.layers.…`, `visual.…`, `language_model.model.…`.
 */
export function publishedName(name: string): string {
  const vision = /(?:^|\.)(?:visual|vision_tower)\.(.+)$/.exec(name)
  if (vision) return `model.visual.${vision[1]}`
  if (/(?:^|\.)lm_head\.weight$/.test(name)) return 'lm_head.weight'
  const text = /(?:^|\.)((?:embed_tokens|norm)\.weight|layers\.\d+\..+)$/.exec(name)
  return text ? `model.language_model.${text[1]}` : name
}

/** The tensors of `model.safetensors`, or of the files that `model.safetensors.index.json` names. */
export class Checkpoint {
  readonly #tensors: ReadonlyMap<string, StoredTensor>

  private constructor(tensors: ReadonlyMap<string, StoredTensor>) {
    this.#tensors = tensors
  }

  /** @throws BadCheckpointError */
  static async open(folder: SourceFolder): Promise<Checkpoint> {
    const tensors = new Map<string, StoredTensor>()
    for (const file of await tensorFiles(folder)) {
      const source = await folder.open(file)
      if (!source) throw new BadCheckpointError(`${file} is missing`)
      for (const [name, { dtype, shape, offset }] of await readSafetensorsHeader(source, file)) {
        const published = publishedName(name)
        const other = tensors.get(published)
        if (other) throw new BadCheckpointError(`${name} and ${other.publishedName} are the same tensor`)
        tensors.set(published, { publishedName: name, dtype, shape, offset, source })
      }
    }
    return new Checkpoint(tensors)
  }

  /** Names in the published layout. */
  names(): string[] {
    return [...this.#tensors.keys()]
  }

  has(name: string): boolean {
    return this.#tensors.has(name)
  }

  /** The dtype that all sources of `plan` are stored in; f32 when they differ. @throws BadCheckpointError */
  check(plan: TensorPlan): SourceDtype {
    const dtypes = plan.sources.map(({ name, shape }) => {
      const stored = this.#tensors.get(name)
      if (!stored) throw new BadCheckpointError(`the tensor ${name} is missing`)
      if (stored.shape.length !== shape.length || stored.shape.some((n, i) => n !== shape[i])) {
        throw new BadCheckpointError(
          `${name} has the shape [${stored.shape.join(', ')}], config.json asks for [${shape.join(', ')}]`,
        )
      }
      const dtype = SOURCE_DTYPES[stored.dtype]
      if (!dtype) throw new BadCheckpointError(`${name} is ${stored.dtype}, not F32, F16 or BF16`)
      return dtype
    })
    return dtypes.every((dtype) => dtype === dtypes[0]) ? dtypes[0]! : 'f32'
  }

  /**
   * Rows `[from, to)` of a planned tensor, fused. Alternating tensors are read at even bounds.
   * `plan` has passed `check`.
   */
  async rows(plan: TensorPlan, from: number, to: number): Promise<RawRows> {
    const dtype = this.check(plan)
    const cols = plan.shape.at(-1)!
    const stride = cols * (dtype === 'f32' ? 4 : 2)
    const bytes = new Uint8Array((to - from) * stride)
    if (plan.fusion === 'alternate') {
      const count = plan.sources.length
      for (const [i, { name }] of plan.sources.entries()) {
        const part = await this.#read(name, cols, from / count, to / count, dtype)
        for (let row = 0; row < (to - from) / count; row++) {
          bytes.set(part.subarray(row * stride, (row + 1) * stride), (row * count + i) * stride)
        }
      }
      return { dtype, bytes }
    }
    let start = 0
    for (const { name, shape } of plan.sources) {
      const rows = shape.length === 1 ? 1 : shape[0]!
      const first = Math.max(from, start)
      const last = Math.min(to, start + rows)
      if (first < last) {
        bytes.set(await this.#read(name, cols, first - start, last - start, dtype), (first - from) * stride)
      }
      start += rows
    }
    return { dtype, bytes }
  }

  async #read(name: string, cols: number, from: number, to: number, dtype: SourceDtype) {
    const stored = this.#tensors.get(name)!
    const own = SOURCE_DTYPES[stored.dtype]!
    const stride = cols * (own === 'f32' ? 4 : 2)
    const bytes = await stored.source.read(stored.offset + from * stride, (to - from) * stride)
    if (own === dtype) return bytes
    const values = toFloats({ dtype: own, bytes })
    return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  }
}

/** The values of raw rows as f32, exact. */
export function toFloats({ dtype, bytes }: RawRows): Float32Array<ArrayBuffer> {
  if (dtype === 'f32') return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
  const halves = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)
  return dtype === 'f16' ? unpackF16(halves) : unpackBf16(halves)
}

async function tensorFiles(folder: SourceFolder): Promise<string[]> {
  const index = await folder.open('model.safetensors.index.json')
  if (!index) return ['model.safetensors']
  try {
    const { weight_map: map } = JSON.parse(new TextDecoder().decode(await index.read(0, index.size)))
    const files = [...new Set(Object.values(map as Record<string, unknown>))]
    if (files.length > 0 && files.every((file) => typeof file === 'string' && /^[\w.-]+\.safetensors$/.test(file))) {
      return (files as string[]).sort()
    }
  } catch {
    // Falls through to the one error below.
  }
  throw new BadCheckpointError('model.safetensors.index.json has no valid weight_map')
}
