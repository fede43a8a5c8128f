import { REFERENCE } from '../gpu/table.ts'
import { parseConfig } from '../model/config.ts'
import { type MemoryPlan, planMemory } from '../model/memory.ts'
import { DEFAULT_LIMITS, planSize, type SizeNeed } from '../model/plan-size.ts'
import { parseManifest } from '../weights/manifest.ts'
import { httpSource } from '../weights/source.ts'

/** What a model would take on a GPU of WebGPU's default limits, from its `model.json` alone. */
export async function memoryOf(modelUrl: string, need: SizeNeed): Promise<MemoryPlan> {
  const manifest = parseManifest(await httpSource(modelUrl).manifest(new AbortController().signal))
  const config = parseConfig(manifest.config, manifest.preprocessor, manifest.generation)
  const { lanes } = REFERENCE
  const size = planSize({ config, manifest, words: null }, need, { ...DEFAULT_LIMITS, lanes })
  return planMemory(config, manifest, size, lanes)
}
