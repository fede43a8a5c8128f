import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatManifest } from '../src/cli/convert-folder.ts'
import { FileSink } from '../src/cli/file-sink.ts'
import { dtypeFor } from '../src/weights/convert.ts'
import { describeModel } from '../src/weights/describe.ts'
import { packF16 } from '../src/weights/half.ts'
import {
  cutRows,
  dataBytes,
  GROUP,
  isQuantised,
  MAX_PART_BYTES,
  matrixShape,
  scaleBytes,
} from '../src/weights/layout.ts'
import { type FileEntry, type Manifest, type Part, parseManifest, type TensorEntry } from '../src/weights/manifest.ts'
import { ShardWriter } from '../src/weights/pack.ts'
import { planTensors, type TensorPlan } from '../src/weights/tensors.ts'

export interface RandomFolderOptions {
  /** Published files; every width a multiple of 32, every row count of a matrix of 8. */
  readonly config: Readonly<Record<string, unknown>>
  readonly preprocessor: Readonly<Record<string, unknown>>
  readonly generation?: Readonly<Record<string, unknown>>
  readonly seed: number
  /** Files to copy, and the template's text. */
  readonly words?: { readonly tokenizer: string; readonly tokenizerConfig: string; readonly chatTemplate: string }
  readonly onProgress?: (name: string, done: number, total: number) => void
}

const CHUNK_BYTES = 4 * 2 ** 20

/**
 * Writes a model folder of the default recipe with random quantised weights, without floats to quantise: seconds for
 * a billion weights. The same options give the same bytes. Magnitudes keep activations near 1 through any depth;
 * scales differ from group to group and in sign, so that a kernel which reads a wrong one shows. A complete folder of
 * the same options is kept.
 */
export async function writeRandomFolder(dir: string, options: RandomFolderOptions): Promise<Manifest> {
  const stampPath = join(dir, 'random.json')
  const { onProgress, ...rest } = options
  const stamp = JSON.stringify({ version: 1, ...rest })
  if ((await readFile(stampPath, 'utf8').catch(() => '')) === stamp) {
    return parseManifest(JSON.parse(await readFile(join(dir, 'model.json'), 'utf8')))
  }
  await rm(dir, { recursive: true, force: true })
  await mkdir(dir, { recursive: true })
  const plans = planTensors(options.config, true)
  const random = new Random(options.seed)
  const writer = new ShardWriter(new FileSink(dir))
  const total = plans.reduce((sum, plan) => sum + count(plan), 0)
  let done = 0
  const tensors: TensorEntry[] = []
  for (const plan of plans) {
    tensors.push(await writeTensor(writer, random, plan))
    done += count(plan)
    onProgress?.(plan.name, done, total)
  }
  const shards = await writer.finish()
  const files = options.words && (await copyWords(dir, options.words))
  const manifest = parseManifest({
    format: 1,
    ...describeModel({ license: 'Apache-2.0' }, undefined, 'random'),
    config: options.config,
    preprocessor: options.preprocessor,
    ...(options.generation && { generation: options.generation }),
    ...files,
    tensors,
    shards,
  })
  await writeFile(join(dir, 'model.json'), formatManifest(manifest))
  await writeFile(stampPath, stamp)
  return manifest
}

function count({ shape }: TensorPlan): number {
  return shape.reduce((product, n) => product * n, 1)
}

async function writeTensor(writer: ShardWriter, random: Random, plan: TensorPlan): Promise<TensorEntry> {
  const dtype = dtypeFor('default', plan.role, 'bf16')
  const { rows, cols } = matrixShape(plan.shape)
  const parts: Part[] = []
  if (!isQuantised(dtype)) {
    const values = vectorValues(plan.name, random.floats(rows * cols))
    const bytes = dtype === 'f16' ? packF16(values) : values
    const data = await writer.range([new Uint8Array(bytes.buffer)])
    return { name: plan.name, shape: plan.shape, dtype, parts: [{ rows: [0, rows], data }] }
  }
  if (cols % GROUP !== 0 || rows % 8 !== 0) throw new RangeError(`${plan.name} is ${rows} × ${cols}`)
  // Deviation of a uniform nibble − 8 and of a uniform signed byte.
  const deviation = dtype === 'q4g32' ? 4.64 : 73.9
  const scales = packF16(Float32Array.from({ length: 256 }, (_, i) => scaleOf(i) / (deviation * Math.sqrt(cols))))
  for (const [from, to] of cutRows(dtype, rows, cols, MAX_PART_BYTES)) {
    const data = await writer.range(random.bytes(dataBytes(dtype, to - from, cols)))
    const picks = new Uint16Array(scaleBytes(dtype, to - from, cols) / 2)
    random.pick(picks, scales)
    parts.push({ rows: [from, to], data, scales: await writer.range([new Uint8Array(picks.buffer)]) })
  }
  return { name: plan.name, shape: plan.shape, dtype, parts }
}

/** Between 0.5 and 1.5 in size, half of them negative. */
function scaleOf(i: number): number {
  return (i & 1 ? -1 : 1) * (0.5 + i / 255)
}

/** Gains near 1, biases and learned positions near 0. */
function vectorValues(name: string, random: Float32Array): Float32Array {
  const gain = /norm\d?\.weight$/.test(name)
  return random.map((u) => (gain ? 1 + 0.1 * u : 0.1 * u))
}

async function copyWords(dir: string, words: NonNullable<RandomFolderOptions['words']>) {
  const write = async (path: string, bytes: Uint8Array): Promise<FileEntry> => {
    await writeFile(join(dir, path), bytes)
    return { path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  }
  return {
    tokenizer: await write('tokenizer.json', await readFile(words.tokenizer)),
    tokenizerConfig: await write('tokenizer_config.json', await readFile(words.tokenizerConfig)),
    chatTemplate: await write('chat_template.jinja', new TextEncoder().encode(words.chatTemplate)),
  }
}

/** Marsaglia's xorshift with 32 bits. */
class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed | 0 || 1
  }

  *bytes(length: number): Generator<Uint8Array> {
    for (let at = 0; at < length; at += CHUNK_BYTES) {
      const words = new Uint32Array(Math.ceil(Math.min(CHUNK_BYTES, length - at) / 4))
      this.#fill(words)
      yield new Uint8Array(words.buffer, 0, Math.min(CHUNK_BYTES, length - at))
    }
  }

  /** In [−1, 1). */
  floats(length: number): Float32Array {
    const words = new Uint32Array(length)
    this.#fill(words)
    return Float32Array.from(words, (word) => word / 2 ** 31 - 1)
  }

  /** Fills `target` with entries of `table`, which has 256. */
  pick(target: Uint16Array, table: Uint16Array): void {
    const words = new Uint32Array(target.length)
    this.#fill(words)
    for (let i = 0; i < target.length; i++) target[i] = table[words[i]! >>> 24]!
  }

  #fill(words: Uint32Array): void {
    let s = this.#state
    for (let i = 0; i < words.length; i++) {
      s ^= s << 13
      s ^= s >>> 17
      s ^= s << 5
      words[i] = s
    }
    this.#state = s
  }
}
