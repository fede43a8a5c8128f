import type { Gpu } from '../gpu/device.ts'
import { loadFile } from '../weights/load.ts'
import { type FileEntry, type Manifest, parseManifest } from '../weights/manifest.ts'
import type { WeightSource } from '../weights/source.ts'
import { type GpuWeights, uploadWeights } from '../weights/upload.ts'
import { type ModelConfig, parseConfig } from './config.ts'
import { ChatTemplate } from './prompt.ts'
import { Tokenizer } from './tokenizer.ts'

export interface Words {
  readonly tokenizer: Tokenizer
  readonly template: ChatTemplate
}

/** A model folder whose weights are on the device. Owns them. */
export interface ModelFolder {
  readonly manifest: Manifest
  readonly config: ModelConfig
  readonly weights: GpuWeights
  /** Null in a folder without tokenizer files, which only runs ids. */
  readonly words: Words | null
}

export interface OpenOptions {
  readonly signal: AbortSignal
  readonly onLoad?: (loaded: number, total: number) => void
  readonly onVerify?: (verified: number, total: number) => void
}

/**
 * Reads and checks `model.json`, then its words and weights.
 * @throws BadManifestError before anything is allocated; MissingFileError, IntegrityError, NetworkError, OutOfMemoryError
 */
export async function openFolder(gpu: Gpu, source: WeightSource, options: OpenOptions): Promise<ModelFolder> {
  const { signal, onLoad, onVerify } = options
  const manifest = parseManifest(await source.manifest(signal))
  const config = parseConfig(manifest.config, manifest.preprocessor, manifest.generation)
  const words = await readWords(manifest, config, source, signal)
  const weights = await gpu.guard(
    uploadWeights(gpu.device, manifest, source, {
      signal,
      ...(onLoad && { onProgress: onLoad }),
      ...(onVerify && { onVerify }),
    }),
  )
  return { manifest, config, weights, words }
}

async function readWords(
  manifest: Manifest,
  config: ModelConfig,
  source: WeightSource,
  signal: AbortSignal,
): Promise<Words | null> {
  const { tokenizer, tokenizerConfig, chatTemplate } = manifest
  if (!tokenizer || !chatTemplate) return null
  const text = async (entry: FileEntry) => new TextDecoder().decode(await loadFile(entry, source, signal))
  const made = new Tokenizer(
    JSON.parse(await text(tokenizer)),
    tokenizerConfig ? JSON.parse(await text(tokenizerConfig)) : {},
  )
  return { tokenizer: made, template: new ChatTemplate(await text(chatTemplate), made, config) }
}
