import { Gpu, type GpuOptions } from '../gpu/device.ts'
import { sameChoice } from '../gpu/table.ts'
import { tunedChoice } from '../gpu/tune.ts'
import { type Excluded, useVerified } from '../gpu/verify.ts'
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

/** A model folder on a device of its own. `dispose` gives the device back, with every buffer on it. */
export interface ModelFolder {
  readonly gpu: Gpu
  readonly manifest: Manifest
  readonly config: ModelConfig
  readonly weights: GpuWeights
  /** Null in a folder without tokenizer files, which only runs ids. */
  readonly words: Words | null
  /** Kernels that this device computes wrongly, of those that it would use and those that tuning tried. */
  readonly excluded: readonly Excluded[]
  dispose(): void
}

export interface OpenOptions extends GpuOptions {
  readonly signal: AbortSignal
  readonly onLoad?: (loaded: number, total: number) => void
  readonly onVerify?: (verified: number, total: number) => void
  /** Sees the model before anything is allocated for it; what it throws ends the opening. */
  readonly beforeUpload?: (model: Pick<ModelFolder, 'gpu' | 'manifest' | 'config' | 'words'>) => void
}

/**
 * Opens a device, reads and checks `model.json` and its words, and fills the device with the weights.
 * @throws BadManifestError before anything is allocated; MissingFileError, IntegrityError, NetworkError,
 *   NoWebGpuError, NoAdapterError, OutOfMemoryError, DeviceLostError, or the signal's reason
 */
export async function openFolder(source: WeightSource, options: OpenOptions): Promise<ModelFolder> {
  const { signal, onLoad, onVerify } = options
  const gpu = await Gpu.open(options)
  try {
    const manifest = parseManifest(await source.manifest(signal))
    const config = parseConfig(manifest.config, manifest.preprocessor, manifest.generation)
    const tuned = await tunedChoice(gpu.facts)
    // What a software adapter has by the table is what the tests run.
    const tested = gpu.facts.software && sameChoice(tuned.choice, gpu.kernels)
    const wrong = tested ? [] : await useVerified(gpu, tuned.choice)
    const known = new Set(wrong.map(({ variant }) => variant))
    const excluded = [...tuned.excluded.filter(({ variant }) => !known.has(variant)), ...wrong]
    const words = await readWords(manifest, config, source, signal)
    options.beforeUpload?.({ gpu, manifest, config, words })
    const weights = await gpu.guard(
      uploadWeights(gpu.device, manifest, source, {
        signal,
        ...(onLoad && { onProgress: onLoad }),
        ...(onVerify && { onVerify }),
      }),
    )
    return { gpu, manifest, config, weights, words, excluded, dispose: () => gpu.dispose() }
  } catch (error) {
    gpu.dispose()
    throw error
  }
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
