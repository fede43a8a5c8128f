/** The files of the Python runtime: fetched once for all sandboxes, checked, then handed over by reference. */
import { CodePerceptError, IntegrityError, MissingFileError, NetworkError, SandboxError } from '../errors.ts'

interface IndexedFile {
  readonly path: string
  readonly size: number
  readonly sha256: string
}

type Progress = (loaded: number, total: number) => void

/** Packages that are loaded only when a program imports them. */
export interface Pack {
  readonly name: string
  /** Modules that it brings. */
  readonly imports: readonly string[]
  /** Names for the package loader, in the order of installation. */
  readonly packages: readonly string[]
  /** Null when the folder was made without it. */
  readonly files: readonly IndexedFile[] | null
}

export interface Runtime {
  /** What a boot needs, by path. */
  readonly files: ReadonlyMap<string, Blob>
  readonly packs: readonly Pack[]
}

interface Load {
  readonly runtime: Promise<Runtime>
  readonly listeners: Set<Progress>
}

const loads = new Map<string, Load>()
/** By address of the file. */
const packLoads = new Map<string, Promise<Blob>>()

/**
 * What `runtime.json` lists for a boot. `src` is the folder's address and ends in a slash. The load goes on
 * when one caller is stopped, because the next picture needs the same files; a load that failed is tried again by
 * the next call. Throws NetworkError, MissingFileError, IntegrityError, SandboxError.
 */
export async function loadRuntime(
  src: string,
  options: { signal: AbortSignal; onProgress?: Progress },
): Promise<Runtime> {
  const { signal, onProgress } = options
  signal.throwIfAborted()
  let load = loads.get(src)
  if (load === undefined) {
    const listeners = new Set<Progress>()
    load = {
      listeners,
      runtime: fetchAll(src, (loaded, total) => listeners.forEach((tell) => void tell(loaded, total))),
    }
    loads.set(src, load)
    load.runtime.catch(() => loads.delete(src))
  }
  if (onProgress) load.listeners.add(onProgress)
  const { runtime, listeners } = load
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      runtime.then(resolve, reject)
    })
  } finally {
    if (onProgress) listeners.delete(onProgress)
  }
}

/** The files of packs, by path; fetched once, as those of a boot are. Throws as `loadRuntime` does. */
export async function loadPacks(src: string, packs: readonly Pack[]): Promise<ReadonlyMap<string, Blob>> {
  const files = packs.flatMap((pack) => pack.files ?? [])
  return new Map(await Promise.all(files.map(async (file) => [file.path, await loadPackFile(src, file)] as const)))
}

function loadPackFile(src: string, file: IndexedFile): Promise<Blob> {
  const address = src + file.path
  let load = packLoads.get(address)
  if (load === undefined) {
    load = fetchFile(src, file, () => {})
    packLoads.set(address, load)
    load.catch(() => packLoads.delete(address))
  }
  return load
}

async function fetchAll(src: string, onProgress: Progress): Promise<Runtime> {
  const { files, packs } = await readIndex(src)
  const total = files.reduce((sum, file) => sum + file.size, 0)
  let loaded = 0
  const entries = await Promise.all(
    files.map(async (file) => {
      const blob = await fetchFile(src, file, (bytes) => {
        loaded += bytes
        onProgress(loaded, total)
      })
      return [file.path, blob] as const
    }),
  )
  return { files: new Map(entries), packs }
}

async function readIndex(src: string): Promise<{ files: readonly IndexedFile[]; packs: readonly Pack[] }> {
  const response = await request(src, 'runtime.json')
  const index = (await response.json().catch(() => null)) as { files?: unknown; packs?: unknown } | null
  const packs = Object.entries(index?.packs ?? {}).map(([name, pack]) => ({ name, ...pack }))
  if (!isFiles(index?.files) || !packs.every(isPack)) throw new SandboxError('its list of files cannot be read')
  return { files: index.files, packs }
}

function isPack(value: { name: string } & Partial<Pack>): value is Pack {
  return isNames(value.imports) && isNames(value.packages) && (value.files === null || isFiles(value.files))
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string')
}

function isFiles(value: unknown): value is readonly IndexedFile[] {
  return Array.isArray(value) && value.every(isIndexedFile)
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
