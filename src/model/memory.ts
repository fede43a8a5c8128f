import { MemoryTally } from '../gpu/buffers.ts'
import type { Manifest } from '../weights/manifest.ts'
import type { ModelConfig } from './config.ts'
import { allocateDecode, headName } from './decode-plan.ts'
import type { DecoderSize } from './decoder-buffers.ts'
import { allocateDecoder } from './text.ts'
import { allocateTower } from './vision.ts'

/** GPU memory in bytes that a model takes at one size. */
export interface MemoryPlan {
  readonly weights: number
  /** Keys and values of every position. */
  readonly cache: number
  /** What else the decoder works in, picture features among it. */
  readonly decoder: number
  /** What the tower works in, for a picture of the planned tokens. */
  readonly tower: number
  readonly total: number
  /** The largest buffer, weights among them; the device's binding limit must allow it. */
  readonly largest: { readonly label: string; readonly bytes: number }
}

/**
 * Adds up what loading and planning would allocate, with their own code, and allocates nothing. `lanes`: the device's
 * threads a matrix row (src/gpu/table.ts).
 */
export function planMemory(
  config: ModelConfig,
  manifest: Pick<Manifest, 'tensors'>,
  size: DecoderSize,
  lanes: number,
): MemoryPlan {
  const text = new MemoryTally()
  const head = manifest.tensors.find(({ name }) => name === headName(config))
  const headParts = head?.parts.map(({ rows: [from, to] }) => ({ from, to })) ?? []
  allocateDecode(text, config, headParts, size, lanes)
  const buffers = allocateDecoder(text, config, size)
  const vision = new MemoryTally()
  allocateTower(vision, config, size.pictureTokens * config.vision.merge ** 2)
  const cache = [...buffers.kCache, ...buffers.vCache].reduce((sum, buffer) => sum + buffer.size, 0)
  const parts = manifest.tensors.flatMap(({ name, parts: all }) =>
    all.flatMap(({ data, scales }) => [
      { label: name, bytes: data.length },
      { label: `${name} scales`, bytes: scales?.length ?? 0 },
    ]),
  )
  const weights = parts.reduce((sum, { bytes }) => sum + bytes, 0)
  return {
    weights,
    cache,
    decoder: text.bytes - cache,
    tower: vision.bytes,
    total: weights + text.bytes + vision.bytes,
    largest: [...parts, text.largest, vision.largest].reduce((a, b) => (b.bytes > a.bytes ? b : a)),
  }
}
