import { BadCheckpointError } from '../errors.ts'
import { Checkpoint, type RawRows, type SourceFolder, toFloats } from './checkpoint.ts'
import { packF16 } from './half.ts'
import {
  cutRows,
  type Dtype,
  isQuantised,
  MAX_PART_BYTES,
  MAX_SHARD_BYTES,
  matrixShape,
  ROW_BLOCK,
  scaleBytes,
} from './layout.ts'
import type { FileEntry, Part, TensorEntry } from './manifest.ts'
import { type ShardSink, ShardWriter } from './pack.ts'
import { quantise } from './quantise.ts'
import { planTensors, type Role, type TensorPlan } from './tensors.ts'

export const RECIPES = ['default', 'q8', 'q4', 'keep'] as const
/** default: decoder q4, embedding, head and vision q8. q8, q4: all matrices. keep: matrices as published. */
export type Recipe = (typeof RECIPES)[number]

export interface ConvertOptions {
  readonly recipe: Recipe
  /** Called after each tensor with the number of weights done and in all. */
  readonly onProgress?: (name: string, done: number, total: number) => void
  /** Called with a sentence for what was left out or is unusual. */
  readonly onNote?: (note: string) => void
  /** Smaller limits, for tests. */
  readonly shardBytes?: number
  readonly partBytes?: number
  /** Weights converted at a time; bounds memory. */
  readonly chunkWeights?: number
}

/** The dtype of a tensor of this role; `stored` is the published one. */
export function dtypeFor(recipe: Recipe, role: Role, stored: Dtype): Dtype {
  if (role === 'vector') return 'f32'
  if (recipe === 'keep') return stored
  if (role === 'positions') return 'f16'
  if (recipe === 'q4' || (recipe === 'default' && role === 'decoder')) return 'q4g32'
  return 'q8g32'
}

/** True when the head is the embedding. The files decide when the configuration does not say. */
function isTied(config: Readonly<Record<string, unknown>>, checkpoint: Checkpoint): boolean {
  const text = config.text_config as Readonly<Record<string, unknown>> | undefined
  const said = config.tie_word_embeddings ?? text?.tie_word_embeddings
  return typeof said === 'boolean' ? said : !checkpoint.has('lm_head.weight')
}

/**
 * Converts the tensors of a published Qwen3-VL folder and writes them as shards. The same input gives the same bytes.
 * Everything is checked against `config` before the first byte is written.
 * @throws BadCheckpointError
 */
export async function convertTensors(
  config: Readonly<Record<string, unknown>>,
  folder: SourceFolder,
  sink: ShardSink,
  options: ConvertOptions,
): Promise<{ tensors: TensorEntry[]; shards: FileEntry[] }> {
  const { recipe, onProgress, onNote } = options
  const { shardBytes = MAX_SHARD_BYTES, partBytes = MAX_PART_BYTES, chunkWeights = 2 ** 21 } = options
  const checkpoint = await Checkpoint.open(folder)
  const plans = planTensors(config, isTied(config, checkpoint))
  const dtypes = plans.map((plan) => dtypeFor(recipe, plan.role, checkpoint.check(plan)))
  const used = new Set(plans.flatMap(({ sources }) => sources.map(({ name }) => name)))
  const unused = checkpoint.names().filter((name) => !used.has(name))
  if (unused.length > 0) onNote?.(`not used: ${unused.join(', ')}`)

  const writer = new ShardWriter(sink, shardBytes)
  const total = plans.reduce((sum, plan) => sum + weights(plan), 0)
  let done = 0
  const tensors: TensorEntry[] = []
  for (const [i, plan] of plans.entries()) {
    const dtype = dtypes[i]!
    const { rows, cols } = matrixShape(plan.shape)
    const parts: Part[] = []
    for (const [from, to] of cutRows(dtype, rows, cols, partBytes)) {
      parts.push(await writePart(writer, checkpoint, plan, dtype, [from, to], chunkWeights))
    }
    tensors.push({ name: plan.name, shape: plan.shape, dtype, parts })
    done += weights(plan)
    onProgress?.(plan.name, done, total)
  }
  return { tensors, shards: await writer.finish() }
}

function weights({ shape }: TensorPlan): number {
  return shape.reduce((product, n) => product * n, 1)
}

async function writePart(
  writer: ShardWriter,
  checkpoint: Checkpoint,
  plan: TensorPlan,
  dtype: Dtype,
  [from, to]: [number, number],
  chunkWeights: number,
): Promise<Part> {
  const { cols } = matrixShape(plan.shape)
  const step = Math.max(ROW_BLOCK, Math.floor(chunkWeights / cols / ROW_BLOCK) * ROW_BLOCK)
  const scales = new Uint16Array(scaleBytes(dtype, to - from, cols) / 2)
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let scalesDone = 0
    for (let row = from; row < to; row += step) {
      const end = Math.min(to, row + step)
      const raw = await checkpoint.rows(plan, row, end)
      if (!isQuantised(dtype)) {
        yield encode(plan.name, raw, dtype)
        continue
      }
      const made = quantiseNamed(plan.name, dtype, toFloats(raw), end - row, cols)
      scales.set(made.scales, scalesDone)
      scalesDone += made.scales.length
      yield made.data
    }
  }
  const data = await writer.range(chunks())
  if (!isQuantised(dtype)) return { rows: [from, to], data }
  return { rows: [from, to], data, scales: await writer.range([bytesOf(scales)]) }
}

function quantiseNamed(name: string, dtype: 'q4g32' | 'q8g32', values: Float32Array, rows: number, cols: number) {
  try {
    return quantise(dtype, values, rows, cols)
  } catch (error) {
    if (error instanceof RangeError) throw new BadCheckpointError(`${name} cannot be quantised: ${error.message}`)
    throw error
  }
}

/** Raw rows in an unquantised dtype. bf16 is only ever kept, so what is rounded becomes f16. */
function encode(name: string, raw: RawRows, dtype: 'f32' | 'f16' | 'bf16'): Uint8Array {
  if (raw.dtype === dtype) return raw.bytes
  const values = toFloats(raw)
  if (dtype === 'f32') return bytesOf(values)
  if (values.some((v) => !(Math.abs(v) < 65520))) {
    throw new BadCheckpointError(`${name} holds values beyond the range of f16; convert with --recipe keep`)
  }
  return bytesOf(packF16(values))
}

function bytesOf(array: Float32Array | Uint16Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}
