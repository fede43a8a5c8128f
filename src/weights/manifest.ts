import { type Schema, Validator } from '@cfworker/json-schema'
import { BadManifestError } from '../errors.ts'
import { ALIGNMENT, alignUp, type Dtype, dataBytes, isQuantised, matrixShape, ROW_BLOCK, scaleBytes } from './layout.ts'
import schema from './manifest.schema.json' with { type: 'json' }

/** Bytes of the shards put end to end. Both numbers are multiples of 256; what the tensor leaves over is zero. */
export interface ByteRange {
  readonly offset: number
  readonly length: number
}

/** Rows `[from, to)` of a tensor: one GPU buffer, and one more for the scales of a quantised dtype. */
export interface Part {
  readonly rows: readonly [from: number, to: number]
  readonly data: ByteRange
  readonly scales?: ByteRange
}

/** `shape` is `[n]` (a vector: one row of n columns, part rows `[0, 1]`) or `[rows, columns]`. */
export interface TensorEntry {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: Dtype
  readonly parts: readonly Part[]
}

/** A file beside `model.json`; `sha256` in lower-case hexadecimal. */
export interface FileEntry {
  readonly path: string
  readonly size: number
  readonly sha256: string
}

/** Overrides of `generation`, under the published names. */
export interface Sampling {
  readonly do_sample?: boolean
  readonly temperature?: number
  readonly top_p?: number
  readonly top_k?: number
  readonly presence_penalty?: number
  readonly repetition_penalty?: number
  readonly seed?: number
  readonly max_new_tokens?: number
}

export interface Prompt {
  readonly system?: string
  readonly text: string
  readonly order: readonly ['text', 'image'] | readonly ['image', 'text']
  readonly sampling?: Sampling
}

/** A further turn of a conversation about a picture. */
export interface Turn {
  readonly text: string
  readonly sampling?: Sampling
}

export interface Prompts {
  readonly code: Prompt
  readonly caption?: Prompt
  /** After an answer whose program failed; `{error}` and `{line}` in it stand for what Python said and where. */
  readonly repair?: Turn
}

/** What a manifest says of a model besides its files. */
export interface Description {
  readonly id: string
  readonly license: string
  readonly prompts: Prompts
}

type Published = Readonly<Record<string, unknown>>

/** `model.json` (src/CONTRACTS.md, "Model folder"). */
export interface Manifest extends Description {
  readonly format: 1
  readonly config: Published
  readonly preprocessor: Published
  readonly generation?: Published
  readonly tokenizer?: FileEntry
  readonly tokenizerConfig?: FileEntry
  readonly chatTemplate?: FileEntry
  readonly tensors: readonly TensorEntry[]
  readonly shards: readonly FileEntry[]
}

/** More than any model that a browser can hold; a manifest that asks for more is broken or hostile. */
const MAX_TOTAL_BYTES = 64 * 2 ** 30

/**
 * Checks a parsed `model.json` completely; allocates nothing that grows with what it asks for.
 * @throws BadManifestError naming the first thing that is wrong.
 */
export function parseManifest(json: unknown): Manifest {
  validate(schema, json)
  const manifest = json as Manifest
  const total = checkShards(manifest)
  const names = new Set<string>()
  const ranges: { range: ByteRange; name: string }[] = []
  for (const tensor of manifest.tensors) {
    if (names.has(tensor.name)) reject(`tensor ${tensor.name} is listed twice`)
    names.add(tensor.name)
    checkParts(tensor)
    for (const { data, scales } of tensor.parts) {
      ranges.push({ range: data, name: tensor.name })
      if (scales) ranges.push({ range: scales, name: tensor.name })
    }
  }
  ranges.sort((a, b) => a.range.offset - b.range.offset)
  let end = 0
  for (const { range, name } of ranges) {
    if (range.offset < end) reject(`the bytes of tensor ${name} overlap those of another`)
    end = range.offset + range.length
    if (end > total) reject(`the bytes of tensor ${name} end beyond the shards`)
  }
  return manifest
}

/** Checks the part of a manifest that a person writes. @throws BadManifestError */
export function parseDescription(json: unknown): Description {
  validate({ ...schema, required: ['id', 'license', 'prompts'] }, json)
  return json as Description
}

function validate(by: object, json: unknown): void {
  const { valid, errors } = new Validator(by as Schema, '2020-12').validate(json)
  if (valid) return
  // The deepest unit names the cause, the ones before it only its parents.
  const deepest = errors.reduce((a, b) => (depth(b.instanceLocation) > depth(a.instanceLocation) ? b : a))
  reject(`${deepest.instanceLocation}: ${deepest.error}`)
}

function reject(why: string): never {
  throw new BadManifestError(why)
}

function depth(location: string): number {
  return location.split('/').length
}

function checkShards(manifest: Manifest): number {
  const paths = new Set<string>()
  const files = [manifest.tokenizer, manifest.tokenizerConfig, manifest.chatTemplate, ...manifest.shards]
  for (const file of files) {
    if (!file) continue
    if (paths.has(file.path)) reject(`the file ${file.path} is listed twice`)
    paths.add(file.path)
  }
  let total = 0
  for (const { path, size } of manifest.shards) {
    if (size % ALIGNMENT !== 0) reject(`the size of ${path} is not a multiple of ${ALIGNMENT}`)
    total += size
  }
  if (total > MAX_TOTAL_BYTES) reject('its weights exceed 64 GiB')
  return total
}

function checkParts({ name, shape, dtype, parts }: TensorEntry): void {
  const quantised = isQuantised(dtype)
  if (quantised && shape.length !== 2) reject(`tensor ${name} is quantised but not a matrix`)
  const { rows, cols } = matrixShape(shape)
  let next = 0
  for (const part of parts) {
    const [from, to] = part.rows
    if (from !== next || to <= from || to > rows) reject(`the parts of tensor ${name} do not follow each other`)
    if (quantised && from % ROW_BLOCK !== 0) reject(`a part of tensor ${name} does not start at a multiple of 8 rows`)
    next = to
    const count = to - from
    checkRange(`the data of tensor ${name}`, part.data, dataBytes(dtype, count, cols))
    if (quantised !== (part.scales !== undefined)) {
      reject(`tensor ${name} of dtype ${dtype} has ${quantised ? 'no scales' : 'scales'}`)
    }
    if (part.scales) checkRange(`the scales of tensor ${name}`, part.scales, scaleBytes(dtype, count, cols))
  }
  if (next !== rows) reject(`the parts of tensor ${name} hold ${next} of ${rows} rows`)
}

function checkRange(what: string, { offset, length }: ByteRange, bytes: number): void {
  if (offset % ALIGNMENT !== 0 || length % ALIGNMENT !== 0) reject(`${what} are not aligned to ${ALIGNMENT} bytes`)
  if (length !== alignUp(bytes, ALIGNMENT)) reject(`${what} have ${length} bytes where their shape needs ${bytes}`)
}
