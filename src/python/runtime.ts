/** The files of the Python runtime: fetched once for all sandboxes, checked, then handed over by reference. */
import { CodePerceptError, IntegrityError, MissingFileError, NetworkError, SandboxError } from '../errors.ts'

interface IndexedFile {
  readonly path: string
  readonly size: number
  readonly sha256: string
}

type Progress = (loaded: number, total: number) => void

interface Load {
  readonly files: Promise<ReadonlyMap<string, Blob>>
  readonly listeners: Set<Progress>
}

const loads = new Map<string, Load>()

/**
 * All files that `runtime.json` lists, by path. `src` is the folder's address and ends in a slash. The load goes on
 * when one caller is stopped, because the next picture needs the same files; a load that failed is tried again by
 * the next call. Throws NetworkError, MissingFileError, IntegrityError, SandboxError.
 */
export async function loadRuntime(
  src: string,
  options: { signal: AbortSignal; onProgress?: Progress },
): Promise<ReadonlyMap<string, Blob>> {
  const { signal, onProgress } = options
  signal.throwIfAborted()
  let load = loads.get(src)
  if (load === undefined) {
    const listeners = new Set<Progress>()
    load = { listeners, files: fetchAll(src, (loaded, total) => listeners.forEach((tell) => void tell(loaded, total))) }
    loads.set(src, load)
    load.files.catch(() => loads.delete(src))
  }
  if (onProgress) load.listeners.add(onProgress)
  const { files, listeners } = load
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      files.then(resolve, reject)
    })
  } finally {
    if (onProgress) listeners.delete(onProgress)
  }
}

async function fetchAll(src: string, onProgress: Progress): Promise<ReadonlyMap<string, Blob>> {
  const index = await readIndex(src)
  const total = index.reduce((sum, file) => sum + file.size, 0)
  let loaded = 0
  const entries = await Promise.all(
    index.map(async (file) => {
      const blob = await fetchFile(src, file, (bytes) => {
        loaded += bytes
        onProgress(loaded, total)
      })
      return [file.path, blob] as const
    }),
  )
  return new Map(entries)
}

async function readIndex(src: string): Promise<readonly IndexedFile[]> {
  const response = await request(src, 'runtime.json')
  const index: unknown = await response.json().catch(() => null)
  const files = (index as { files?: unknown } | null)?.files
  if (!Array.isArray(files) || !files.every(isIndexedFile)) throw new SandboxError('its list of files cannot be read')
  return files
}

function isIndexedFile(value: unknown): value is IndexedFile {
  const file = value as Partial<IndexedFile> | null
  return typeof file?.path === 'string' && typeof file.size === 'number' && typeof file.sha256 === 'string'
}

async function fetchFile(src: string, file: IndexedFile, onBytes: (bytes: number) => void): Promise<Blob> {
  const response = await request(src, file.path)
  const bytes = new Uint8Array(file.size)
  let length = 0
  try {
    const reader = response.body?.getReader()
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      if (length + part.value.length > file.size) throw new IntegrityError(file.path)
      bytes.set(part.value, length)
      length += part.value.length
      onBytes(part.value.length)
    }
  } catch (error) {
    if (error instanceof CodePerceptError) throw error
    throw new NetworkError(src + file.path, 'the connection ended', error)
  }
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const hex = Array.from(sum, (byte) => byte.toString(16).padStart(2, '0')).join('')
  if (length !== file.size || hex !== file.sha256) throw new IntegrityError(file.path)
  return new Blob([bytes])
}

async function request(src: string, path: string): Promise<Response> {
  let response: Response
  try {
    response = await fetch(src + path)
  } catch (error) {
    throw new NetworkError(src + path, 'no answer', error)
  }
  if (!response.ok) throw new MissingFileError(path)
  return response
}
