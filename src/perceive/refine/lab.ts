import type { PythonHost } from '../../python/host.ts'
import type { Raster } from '../../raster/raster.ts'
import type { Lab } from './proposal.ts'

/** The sandbox as proposers see it. `timeout`: seconds that a program may take. Throws the signal's reason alone. */
export function labOf(python: PythonHost, picture: Raster, timeout: number, signal: AbortSignal): Lab {
  const longSide = Math.max(picture.width, picture.height)
  return {
    literals: (code) => python.literals(code, signal),
    trace: (codes) => python.traceAll(codes, { timeout, longSide, signal }),
  }
}
