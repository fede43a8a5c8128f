import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { RECIPES, type Recipe } from '../weights/convert.ts'
import { shardBytes } from '../weights/load.ts'
import { convertFolder } from './convert-folder.ts'

const HELP = `npm run convert -- IN_DIR OUT_DIR [options]

Makes a model folder (model.json and shards) from a Qwen3-VL in Hugging Face form:
config.json, preprocessor_config.json, model.safetensors (or its index and files),
and if present generation_config.json, tokenizer.json, tokenizer_config.json, chat template.

  --recipe default   decoder 4 bits; embedding, head and vision 8 bits (the default)
           q8 | q4   all matrices 8 bits, or 4 bits
           keep      matrices as published (bf16, f16 or f32)
           Norms and biases are f32 in every recipe.
  --meta FILE        JSON with any of id, license, prompts
  --id ID            the model's id; otherwise that of --meta, or the name of IN_DIR
  --help             this text

Exit status: 0 when the folder is complete, 1 when arguments or files are wrong.
`

class UsageError extends Error {}

/** Runs the command; returns its exit status. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = readArgs(args)
    if (values.help) {
      process.stdout.write(HELP)
      return 0
    }
    const [inDir, outDir] = positionals
    if (!inDir || !outDir || positionals.length > 2) throw new UsageError('IN_DIR and OUT_DIR are needed.')
    const recipe = values.recipe as Recipe
    if (!RECIPES.includes(recipe)) throw new UsageError(`There is no recipe ${recipe}.`)
    const meta = { ...(values.meta && (await readMeta(values.meta))), ...(values.id && { id: values.id }) }
    const started = Date.now()
    let lastLine = started
    const manifest = await convertFolder(inDir, outDir, {
      recipe,
      meta,
      onNote: (note) => console.log(`note: ${note}`),
      onProgress: (name, done, total) => {
        if (done < total && Date.now() - lastLine < 1000) return
        lastLine = Date.now()
        console.log(`${((100 * done) / total).toFixed(0).padStart(3)} %  ${name}`)
      },
    })
    const { id, license, tensors, shards } = manifest
    if (license === 'unknown') console.log('note: the licence is not known; name it with --meta')
    const size = (shardBytes(manifest) / 1e6).toFixed(1)
    const seconds = ((Date.now() - started) / 1000).toFixed(1)
    console.log(`${id}: ${tensors.length} tensors, ${size} MB in ${shards.length} shards, ${seconds} s`)
    return 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    if (error instanceof UsageError) console.error(`\n${HELP}`)
    return 1
  }
}

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        recipe: { type: 'string', default: 'default' },
        meta: { type: 'string' },
        id: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

async function readMeta(path: string): Promise<Record<string, unknown>> {
  const meta: unknown = JSON.parse(await readFile(path, 'utf8'))
  if (typeof meta !== 'object' || meta === null || Array.isArray(meta)) throw new UsageError(`${path} is no object.`)
  return meta as Record<string, unknown>
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2))
