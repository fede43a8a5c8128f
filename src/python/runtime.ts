/** The files of the Python runtime: fetched once for all sandboxes, checked, then handed over by reference. */
import { SandboxError } from '../errors.ts'
import { areIndexedFiles, fetchIndexedFile, type IndexedFile, requestFile } from '../indexed-files.ts'

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
    load = fetchIndexedFile(src, file)
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
      const blob = await fetchIndexedFile(src, file, (bytes) => {
        loaded += bytes
        onProgress(loaded, total)
      })
      return [file.path, blob] as const
    }),
  )
  return { files: new Map(entries), packs }
}

async function readIndex(src: string): Promise<{ files: readonly IndexedFile[]; packs: readonly Pack[] }> {
  const response = await requestFile(src, 'runtime.json')
  const index = (await response.json().catch(() => null)) as { files?: unknown; packs?: unknown } | null
  const packs = Object.entries(index?.packs ?? {}).map(([name, pack]) => ({ name, ...pack }))
  if (!areIndexedFiles(index?.files) || !packs.every(isPack)) throw new SandboxError('its list of files cannot be read')
  return { files: index.files, packs }
}

function isPack(value: { name: string } & Partial<Pack>): value is Pack {
  return isNames(value.imports) && isNames(value.packages) && (value.files === null || areIndexedFiles(value.files))
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string')
}
