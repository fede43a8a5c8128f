import { InsecureContextError, IntegrityError } from '../errors.ts'
import type { ByteRange, FileEntry, Manifest, Part, TensorEntry } from './manifest.ts'
import type { WeightSource } from './source.ts'

export interface LoadOptions {
  readonly signal: AbortSignal
  /** Bytes that came in, of all shards. */
  readonly onProgress?: (loaded: number, total: number) => void
  /** Bytes whose checksum was found right, of all shards. */
  readonly onVerify?: (verified: number, total: number) => void
}

/** Takes one piece of a tensor: `bytes` belong at `offset` (bytes) of the data or scales of `part`. */
export type Consume = (
  tensor: TensorEntry,
  part: Part,
  kind: 'data' | 'scales',
  offset: number,
  bytes: Uint8Array<ArrayBuffer>,
) => void | Promise<void>

interface Slot {
  readonly tensor: TensorEntry
  readonly part: Part
  readonly kind: 'data' | 'scales'
  readonly range: ByteRange
}

/** Total bytes of the shards. */
export function shardBytes(manifest: Manifest): number {
  return manifest.shards.reduce((sum, shard) => sum + shard.size, 0)
}

/** A file of the model folder, its size and checksum verified. @throws IntegrityError and those of the source */
export async function loadFile(
  entry: FileEntry,
  source: WeightSource,
  signal: AbortSignal,
  onBytes?: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await source.file(entry.path, { signal, size: entry.size, ...(onBytes && { onBytes }) })
  await verify(entry, bytes)
  signal.throwIfAborted()
  return bytes
}

/**
 * Streams all shards in order through `consume`, each verified before any of it is handed on.
 * The next shard comes in while this one is consumed, so at most two are in memory.
 * @throws IntegrityError, what the source throws, what `consume` throws, or the signal's reason.
 */
export async function loadShards(
  manifest: Manifest,
  source: WeightSource,
  { signal, onProgress, onVerify }: LoadOptions,
  consume: Consume,
): Promise<void> {
  const total = shardBytes(manifest)
  const slots = slotsByOffset(manifest)
  // A failure here must also end the download that runs ahead.
  const ended = new AbortController()
  const either = AbortSignal.any([signal, ended.signal])
  let loaded = 0
  const fetchShard = async (entry: FileEntry) => {
    const options = {
      signal: either,
      size: entry.size,
      onBytes: (bytes: number) => {
        loaded += bytes
        onProgress?.(loaded, total)
      },
    }
    return source.file(entry.path, options)
  }
  try {
    let start = 0
    let first = 0
    let ahead: Promise<Uint8Array<ArrayBuffer>> | undefined = fetchShard(manifest.shards[0]!)
    for (const [index, entry] of manifest.shards.entries()) {
      const bytes: Uint8Array<ArrayBuffer> = await ahead!
      const next = manifest.shards[index + 1]
      ahead = next && fetchShard(next)
      // Awaited above in its turn; without this its failure would go unhandled when this shard fails first.
      ahead?.catch(() => {})
      await verify(entry, bytes)
      signal.throwIfAborted()
      const end = start + entry.size
      onVerify?.(end, total)
      while (first < slots.length && slots[first]!.range.offset + slots[first]!.range.length <= start) first++
      for (let i = first; i < slots.length && slots[i]!.range.offset < end; i++) {
        const { tensor, part, kind, range } = slots[i]!
        const from = Math.max(range.offset, start)
        const to = Math.min(range.offset + range.length, end)
        await consume(tensor, part, kind, from - range.offset, bytes.subarray(from - start, to - start))
        signal.throwIfAborted()
      }
      start = end
    }
  } catch (error) {
    ended.abort()
    throw error
  }
}

function slotsByOffset(manifest: Manifest): Slot[] {
  const slots: Slot[] = []
  for (const tensor of manifest.tensors) {
    for (const part of tensor.parts) {
      slots.push({ tensor, part, kind: 'data', range: part.data })
      if (part.scales) slots.push({ tensor, part, kind: 'scales', range: part.scales })
    }
  }
  return slots.sort((a, b) => a.range.offset - b.range.offset)
}

async function verify(entry: FileEntry, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if (bytes.length !== entry.size) throw new IntegrityError(entry.path)
  if (!globalThis.crypto?.subtle) throw new InsecureContextError()
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  if (hex !== entry.sha256) throw new IntegrityError(entry.path)
}
