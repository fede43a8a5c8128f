import { ALIGNMENT, alignUp, MAX_SHARD_BYTES } from './layout.ts'
import type { ByteRange, FileEntry } from './manifest.ts'

/** Where finished files go; hashing is the sink's, so that packing runs anywhere. */
export interface ShardSink {
  open(path: string): Promise<void>
  write(bytes: Uint8Array): Promise<void>
  /** Ends the open file; returns its sha256 in hexadecimal. */
  close(): Promise<string>
}

const ZEROS = new Uint8Array(ALIGNMENT)

/** Writes ranges one after the other into shards of equal size; a range may cross from one shard to the next. */
export class ShardWriter {
  readonly #sink: ShardSink
  readonly #shardBytes: number
  readonly #shards: FileEntry[] = []
  #offset = 0
  #inShard = 0
  #path: string | null = null

  /** `shardBytes`: a multiple of 256, at most 64 MiB. */
  constructor(sink: ShardSink, shardBytes = MAX_SHARD_BYTES) {
    if (shardBytes % ALIGNMENT !== 0 || shardBytes < ALIGNMENT || shardBytes > MAX_SHARD_BYTES) {
      throw new RangeError(`a shard cannot have ${shardBytes} bytes`)
    }
    this.#sink = sink
    this.#shardBytes = shardBytes
  }

  /** Writes what `chunks` yields as one range, zero filled to a multiple of 256 bytes. */
  async range(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<ByteRange> {
    const offset = this.#offset
    for await (const chunk of chunks) await this.#write(chunk)
    const bytes = this.#offset - offset
    await this.#write(ZEROS.subarray(0, alignUp(bytes, ALIGNMENT) - bytes))
    return { offset, length: this.#offset - offset }
  }

  /** Ends the last shard; returns all of them. */
  async finish(): Promise<FileEntry[]> {
    await this.#close()
    return this.#shards
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      if (this.#path === null) {
        this.#path = `weights-${String(this.#shards.length).padStart(4, '0')}.bin`
        await this.#sink.open(this.#path)
      }
      const piece = bytes.subarray(at, at + this.#shardBytes - this.#inShard)
      await this.#sink.write(piece)
      at += piece.length
      this.#inShard += piece.length
      this.#offset += piece.length
      if (this.#inShard === this.#shardBytes) await this.#close()
    }
  }

  async #close(): Promise<void> {
    if (this.#path === null) return
    this.#shards.push({ path: this.#path, size: this.#inShard, sha256: await this.#sink.close() })
    this.#path = null
    this.#inShard = 0
  }
}
