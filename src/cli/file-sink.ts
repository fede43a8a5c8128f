import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { ShardSink } from '../weights/pack.ts'

/** Writes shards into a folder and hashes them on the way. */
export class FileSink implements ShardSink {
  readonly #dir: string
  #file: FileHandle | undefined
  #hash = createHash('sha256')

  constructor(dir: string) {
    this.#dir = dir
  }

  async open(path: string): Promise<void> {
    this.#file = await open(join(this.#dir, path), 'w')
    this.#hash = createHash('sha256')
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes)
    await this.#file!.writeFile(bytes)
  }

  async close(): Promise<string> {
    await this.#file!.close()
    return this.#hash.digest('hex')
  }
}
