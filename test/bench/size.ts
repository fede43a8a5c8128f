import { join } from 'node:path'
import { ROOT } from '../../scripts/process.mjs'
import { FIRST_PAINT_LIMIT, firstScripts } from '../../scripts/size.mjs'
import type { Measured } from './bench.ts'

/** JavaScript that the built page loads before its first paint. */
export async function benchSize(): Promise<Measured> {
  const bytes = firstScripts(join(ROOT, 'dist')).reduce((sum, { gzip }) => sum + gzip, 0)
  const metric = { name: 'size: JavaScript before first paint', value: bytes / 1000, unit: 'kB gzip' } as const
  return { adapter: 'none', metrics: [{ ...metric, goal: FIRST_PAINT_LIMIT / 1000, better: 'lower' }] }
}
