import { parseConfig } from '../model/config.ts'
import type { DecoderSize } from '../model/decoder-buffers.ts'
import { type MemoryPlan, planMemory } from '../model/memory.ts'
import { parseManifest } from '../weights/manifest.ts'
import { httpSource } from '../weights/source.ts'

/** What a model would take at a size, from its `model.json` alone. */
export async function memoryOf(modelUrl: string, size: Omit<DecoderSize, 'idLimit'>): Promise<MemoryPlan> {
  const manifest = parseManifest(await httpSource(modelUrl).manifest(new AbortController().signal))
  const config = parseConfig(manifest.config, manifest.preprocessor, manifest.generation)
  return planMemory(config, manifest, { ...size, idLimit: config.text.vocab })
}
