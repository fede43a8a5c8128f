import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { BadCheckpointError } from '../errors.ts'
import type { SourceFolder } from '../weights/checkpoint.ts'
import { type ConvertOptions, convertTensors } from '../weights/convert.ts'
import { describeModel } from '../weights/describe.ts'
import { type FileEntry, type Manifest, parseManifest } from '../weights/manifest.ts'
import { FileSink } from './file-sink.ts'

type Json = Record<string, unknown>

export interface FolderOptions extends ConvertOptions {
  /** Overrides of id, license, prompts. */
  readonly meta?: Json
}

/**
 * Converts a published model folder (Hugging Face form) into a model folder. `model.json` is written last, so a
 * folder that has one is complete. The same input gives the same bytes.
 * @throws BadCheckpointError, BadManifestError
 */
export async function convertFolder(inDir: string, outDir: string, options: FolderOptions): Promise<Manifest> {
  const config = (await readJson(inDir, 'config.json')) ?? missing('config.json')
  checkConfig(config)
  const preprocessor = (await readPreprocessor(inDir)) ?? missing('preprocessor_config.json')
  const generation = await readJson(inDir, 'generation_config.json')
  const description = describeModel(options.meta ?? {}, generation, basename(resolve(inDir)))

  await mkdir(outDir, { recursive: true })
  await rm(join(outDir, 'model.json'), { force: true })
  const folder = new NodeFolder(inDir)
  try {
    const { tensors, shards } = await convertTensors(config, folder, new FileSink(outDir), options)
    const files = await copyTokenizer(inDir, outDir)
    if (!files.tokenizer) options.onNote?.('no tokenizer.json: only token ids can be run')
    const { id, license, prompts } = description
    const manifest = parseManifest({
      format: 1,
      id,
      license,
      config,
      preprocessor,
      ...(generation && { generation }),
      ...files,
      prompts,
      tensors,
      shards,
    })
    await removeOldShards(outDir, shards)
    await writeFile(join(outDir, 'model.json'), formatManifest(manifest))
    return manifest
  } finally {
    await folder.close()
  }
}

/** JSON with one line for each tensor and file, so that a diff shows what changed. */
export function formatManifest(manifest: Manifest): string {
  const list = (items: readonly unknown[]) => `[\n${items.map((item) => `  ${JSON.stringify(item)}`).join(',\n')}\n ]`
  const fields = Object.entries(manifest).map(
    ([key, value]) => ` ${JSON.stringify(key)}: ${Array.isArray(value) ? list(value) : JSON.stringify(value)}`,
  )
  return `{\n${fields.join(',\n')}\n}\n`
}

function missing(file: string): never {
  throw new BadCheckpointError(`${file} is missing`)
}

/** Both published forms are accepted (rope_theta in text_config, or in its rope_parameters); a missing theta is not. */
function checkConfig(config: Json): void {
  if (config.model_type !== 'qwen3_vl') {
    throw new BadCheckpointError(`its model_type is ${JSON.stringify(config.model_type)}, not "qwen3_vl"`)
  }
  const text = (config.text_config ?? {}) as Json
  const parameters = (text.rope_parameters ?? {}) as Json
  if (typeof (text.rope_theta ?? parameters.rope_theta) !== 'number') {
    throw new BadCheckpointError('config.json has no rope_theta')
  }
}

async function readOptional(dir: string, file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(join(dir, file))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function readJson(dir: string, file: string): Promise<Json | undefined> {
  const bytes = await readOptional(dir, file)
  if (!bytes) return undefined
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json
  } catch {
    // Falls through to the one error below.
  }
  throw new BadCheckpointError(`${file} is not a JSON object`)
}

/** Newer releases of transformers keep the image processor inside `processor_config.json`. */
async function readPreprocessor(dir: string): Promise<Json | undefined> {
  const own = await readJson(dir, 'preprocessor_config.json')
  if (own) return own
  return (await readJson(dir, 'processor_config.json'))?.image_processor as Json | undefined
}

type TokenizerFiles = Partial<Pick<Manifest, 'tokenizer' | 'tokenizerConfig' | 'chatTemplate'>>

async function copyTokenizer(inDir: string, outDir: string): Promise<TokenizerFiles> {
  const write = async (path: string, bytes: Uint8Array): Promise<FileEntry> => {
    await writeFile(join(outDir, path), bytes)
    return { path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  }
  const tokenizer = await readOptional(inDir, 'tokenizer.json')
  const config = await readOptional(inDir, 'tokenizer_config.json')
  const template = await readChatTemplate(inDir)
  return {
    ...(tokenizer && { tokenizer: await write('tokenizer.json', tokenizer) }),
    ...(config && { tokenizerConfig: await write('tokenizer_config.json', config) }),
    ...(template && { chatTemplate: await write('chat_template.jinja', template) }),
  }
}

/** The template as text: its own file, or a string, or the `default` of a named list, in JSON. */
async function readChatTemplate(dir: string): Promise<Uint8Array | undefined> {
  const file = await readOptional(dir, 'chat_template.jinja')
  if (file) return file
  for (const name of ['chat_template.json', 'tokenizer_config.json']) {
    const stored = (await readJson(dir, name))?.chat_template
    const template = Array.isArray(stored) ? stored.find((entry) => entry?.name === 'default')?.template : stored
    if (typeof template === 'string' && template !== '') return new TextEncoder().encode(template)
  }
  return undefined
}

/** Removes shards that an earlier conversion left here and this one did not write. */
async function removeOldShards(dir: string, shards: readonly FileEntry[]): Promise<void> {
  const written = new Set(shards.map(({ path }) => path))
  for (const name of await readdir(dir)) {
    if (/^weights-\d{4}\.bin$/.test(name) && !written.has(name)) await rm(join(dir, name))
  }
}

class NodeFolder implements SourceFolder {
  readonly #dir: string
  readonly #handles: FileHandle[] = []

  constructor(dir: string) {
    this.#dir = dir
  }

  async open(name: string) {
    let handle: FileHandle
    try {
      handle = await open(join(this.#dir, name))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
    this.#handles.push(handle)
    const { size } = await handle.stat()
    const read = async (offset: number, length: number) => {
      const bytes = new Uint8Array(length)
      for (let filled = 0; filled < length; ) {
        const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled)
        if (bytesRead === 0) throw new BadCheckpointError(`${name} ends too early`)
        filled += bytesRead
      }
      return bytes
    }
    return { size, read }
  }

  async close(): Promise<void> {
    await Promise.all(this.#handles.map((handle) => handle.close()))
  }
}
