import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { convertFolder } from '../../src/cli/convert-folder.ts'
import { writeGoldenFolder } from '../reference/golden-folder.ts'
import { type FormulaModel, formulaImage, formulaModel } from '../reference/qwen3vl.ts'

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url))
const made = fileURLToPath(new URL('../../.cache/test-models/', import.meta.url))

/**
 * Folders that the GPU tests load: the fixtures, unquantised, and models of odd shapes with golden tensors from the
 * float64 reference, all made by the project's own converter.
 */
export async function setup(): Promise<void> {
  for (const name of ['qwen3vl-mini', 'nano-v0']) {
    await convertFolder(join(fixtures, name), join(made, name), { recipe: 'keep' })
  }
  await convertFolder(join(fixtures, 'nano-v0'), join(made, 'nano-default'), { recipe: 'default' })
  await breakFolders()
  await captioningFolder()
  const rope = (section: readonly number[]) => ({
    rope_scaling: { rope_type: 'default', mrope_section: section, mrope_interleaved: true },
  })
  // The model of the published check values, and two pictures in one prompt.
  const standard = formulaModel()
  await oddFolder('formula', standard, [standard.image, formulaImage(16, 8)])
  const untied = formulaModel({ text: { head_dim: 12, num_hidden_layers: 4, ...rope([2, 2, 2]) }, tied: false })
  await oddFolder('formula-untied', untied, [untied.image])
  const wide = formulaModel({
    text: { head_dim: 20, num_hidden_layers: 2, num_attention_heads: 6, num_key_value_heads: 3, ...rope([4, 3, 3]) },
    vision: { hidden_size: 72, num_heads: 1, depth: 5, deepstack_visual_indexes: [1, 4], patch_size: 8 },
  })
  await oddFolder('formula-heads', wide, [wide.image])
}

async function oddFolder(name: string, model: FormulaModel, pictures: FormulaModel['image'][]): Promise<void> {
  const { patch_size: patch, spatial_merge_size: merge } = model.config.vision_config
  const places = pictures.flatMap(({ width, height }, i) => {
    const tokens = (width * height) / (patch * merge) ** 2
    return [5 + i, 122, ...new Array<number>(tokens).fill(120), 123]
  })
  const source = join(made, `${name}-source`)
  await writeGoldenFolder(source, model, [...places, 8, 9], pictures, 8)
  await convertFolder(source, join(made, name), { recipe: 'keep' })
}

/** A copy of the embedded model. */
async function copy(name: string): Promise<string> {
  const dir = join(made, name)
  await rm(dir, { recursive: true, force: true })
  await cp(fileURLToPath(new URL('../../models/nano', import.meta.url)), dir, { recursive: true })
  return dir
}

/** The embedded model with two prompts, of which both show the picture first. */
async function captioningFolder(): Promise<void> {
  const path = join(await copy('captioning'), 'model.json')
  const manifest = JSON.parse(await readFile(path, 'utf8'))
  const order = ['image', 'text']
  const code = { ...manifest.prompts.code, order }
  const caption = { text: 'Say in words what you see, with every number.', order, sampling: { max_new_tokens: 2 } }
  await writeFile(path, JSON.stringify({ ...manifest, prompts: { code, caption } }))
}

/** Copies of the embedded model, each damaged in one way. */
async function breakFolders(): Promise<void> {
  const shard = join(await copy('broken-shard'), 'weights-0000.bin')
  const bytes = await readFile(shard)
  bytes[1_000_000]! ^= 1
  await writeFile(shard, bytes)
  await rm(join(await copy('missing-shard'), 'weights-0000.bin'))
  const manifest = join(await copy('bad-manifest'), 'model.json')
  const text = await readFile(manifest, 'utf8')
  await writeFile(manifest, text.replace('"shape":[128,1536]', '"shape":[128,1536000000]'))
}
