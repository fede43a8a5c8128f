import { BadManifestError, CodePerceptError, IntegrityError, MissingFileError, NetworkError } from '../errors.ts'

export interface FileOptions {
  readonly signal: AbortSignal
  /** Bytes expected: the file is read into one buffer of this size, and refused as soon as it is longer. */
  readonly size?: number
  /** Called with the bytes that came in since the last call. */
  readonly onBytes?: (bytes: number) => void
}

/** Where the files of a model folder come from. */
export interface WeightSource {
  /** The parsed, unchecked `model.json`. */
  manifest(signal: AbortSignal): Promise<unknown>
  /** A file of the folder, by its path in the manifest. @throws MissingFileError, NetworkError, IntegrityError (too long) */
  file(path: string, options: FileOptions): Promise<Uint8Array<ArrayBuffer>>
}

/** A model folder on a web server, by the absolute address of its `model.json`. */
export function httpSource(manifestUrl: string): WeightSource {
  const name = new URL(manifestUrl).pathname.split('/').at(-1) || manifestUrl
  return {
    async manifest(signal) {
      return parseJson(await download(manifestUrl, name, { signal }))
    },
    file(path, options) {
      return download(new URL(path, manifestUrl).href, path, options)
    },
  }
}

/** A model folder in memory: file contents by path, `model.json` among them. */
export function memorySource(files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): WeightSource {
  const get = (path: string) => {
    const bytes = files.get(path)
    if (!bytes) throw new MissingFileError(path)
    return bytes
  }
  return {
    async manifest(signal) {
      signal.throwIfAborted()
      return parseJson(get('model.json'))
    },
    async file(path, { signal, onBytes }) {
      signal.throwIfAborted()
      const bytes = get(path)
      onBytes?.(bytes.length)
      return bytes
    },
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new BadManifestError('it is not JSON')
  }
}

async function download(url: string, path: string, options: FileOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { signal } = options
  try {
    const response = await fetch(url, { signal })
    if (response.status === 404 || response.status === 410) throw new MissingFileError(path)
    if (!response.ok) throw new NetworkError(url, `status ${response.status}`)
    if (!response.body) return new Uint8Array()
    return await collect(response.body, path, options)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof CodePerceptError) throw error
    throw new NetworkError(url, error instanceof Error ? error.message : String(error), error)
  }
}

async function collect(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  path: string,
  { size, onBytes }: FileOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  let bytes = new Uint8Array(size ?? 65536)
  let filled = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return bytes.subarray(0, filled)
    if (filled + value.length > bytes.length) {
      if (size !== undefined) {
        await reader.cancel()
        throw new IntegrityError(path)
      }
      const larger = new Uint8Array(2 * (filled + value.length))
      larger.set(bytes)
      bytes = larger
    }
    bytes.set(value, filled)
    filled += value.length
    onBytes?.(value.length)
  }
}
