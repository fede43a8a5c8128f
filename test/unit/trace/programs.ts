/** The programs that the tracer is tested on: one or more of every kind of artist. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = new URL('../../fixtures/programs/trace/', import.meta.url)

export const full = process.env.CODEPERCEPT_FULL === '1'

/** In alphabetical order. */
export const names = readdirSync(folder)
  .filter((name) => name.endsWith('.py'))
  .map((name) => name.slice(0, -3))
  .sort()

export function programPath(name: string): string {
  return fileURLToPath(new URL(`${name}.py`, folder))
}
