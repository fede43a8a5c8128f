/** Files of a folder whose index gives their sizes and checksums: fetched, checked, handed over as Blobs. */
import { CodePerceptError, IntegrityError, MissingFileError, NetworkError } from './errors.ts'

export interface IndexedFile {
  readonly path: string
  readonly size: number
  readonly sha256: string
}

export function areIndexedFiles(value: unknown): value is readonly IndexedFile[] {
  return Array.isArray(value) && value.every(isIndexedFile)
}

function isIndexedFile(value: unknown): value is IndexedFile {
  const file = value as Partial<IndexedFile> | null
  return typeof file?.path === 'string' && typeof file.size === 'number' && typeof file.sha256 === 'string'
}

/**
 * One file of the folder at `src`, which ends in a slash. `onBytes`: what each part brought.
 * Throws NetworkError, MissingFileError, IntegrityError.
 */
export async function fetchIndexedFile(
  src: string,
  file: IndexedFile,
  onBytes: (bytes: number) => void = () => {},
): Promise<Blob> {
  const response = await requestFile(src, file.path)
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

/** Throws NetworkError, MissingFileError. */
export async function requestFile(src: string, path: string): Promise<Response> {
  let response: Response
  try {
    response = await fetch(src + path)
  } catch (error) {
    throw new NetworkError(src + path, 'no answer', error)
  }
  if (!response.ok) throw new MissingFileError(path)
  return response
}
