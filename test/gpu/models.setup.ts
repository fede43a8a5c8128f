import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { convertFolder } from '../../src/cli/convert-folder.ts'

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url))
const made = fileURLToPath(new URL('../../.cache/test-models/', import.meta.url))

/** Model folders that the GPU tests load, unquantised, made from the fixtures by the project's own converter. */
export async function setup(): Promise<void> {
  for (const name of ['qwen3vl-mini', 'nano-v0']) {
    await convertFolder(join(fixtures, name), join(made, name), { recipe: 'keep' })
  }
}
