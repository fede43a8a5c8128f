import type { PythonHost } from '../../python/host.ts'
import type { Raster } from '../../raster/raster.ts'
import type { Lab } from './proposal.ts'
export function labOf(_python: PythonHost, _picture: Raster, _seconds: number, _signal: AbortSignal): Lab {
  return { literals: async () => [], trace: async (codes) => codes.map(() => null) }
}
