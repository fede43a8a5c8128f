import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT, runNode } from '../../scripts/process.mjs'
import { writeGoldenFolder } from '../reference/golden-folder.ts'
import { formulaImage, formulaModel } from '../reference/qwen3vl.ts'

const scratch = mkdtempSync(join(tmpdir(), 'parity-'))
const small = join(scratch, 'small')

beforeAll(async () => {
  const model = formulaModel()
  await writeGoldenFolder(small, model, model.ids, [model.image], 4)
})
afterAll(() => rmSync(scratch, { recursive: true }))

async function parity(...folders: string[]) {
  const { status, output } = await runNode([join(ROOT, 'src/cli/parity.ts'), ...folders], { quiet: true })
  return { status, lines: output.trim().split('\n') }
}

describe('npm run parity', () => {
  test('prints a line a stage with its figures, and ends with status 0 when all agree', async () => {
    const { status, lines } = await parity(small)
    expect(status).toBe(0)
    for (const stage of ['vision.merged', 'vision.deepstack1', 'text.layer2_last', 'logits_last', 'forced_logits']) {
      expect(lines).toContainEqual(
        expect.stringMatching(new RegExp(`^ok +${stage.replace('.', '\\.')} +rms \\d\\.\\d\\de-\\d+ +max `)),
      )
    }
    expect(lines).toContainEqual(expect.stringMatching(/^ok +greedy +0 of 4 differ$/))
  })

  test('names the stage that is beyond its tolerance, and ends with status 1', async () => {
    const file = join(small, 'golden.safetensors')
    const bytes = readFileSync(file)
    const broken = Buffer.from(bytes)
    const header = JSON.parse(broken.subarray(8, 8 + Number(broken.readBigUInt64LE(0))).toString())
    const [start] = header['vision.merged'].data_offsets
    const at = 8 + Number(broken.readBigUInt64LE(0)) + start
    broken.writeFloatLE(broken.readFloatLE(at) * 1.2, at)
    writeFileSync(file, broken)
    const { status, lines } = await parity(small)
    writeFileSync(file, bytes)
    expect(status).toBe(1)
    expect(lines.filter((line) => line.startsWith('FAIL'))).toEqual([expect.stringMatching(/^FAIL +vision\.merged /)])
    expect(lines.at(-1)).toMatch(/, not vision\.merged$/)
  })

  test('a folder without golden tensors is a sentence', async () => {
    const { status, lines } = await parity(join(ROOT, 'test/fixtures/nano-v0'))
    expect(status).toBe(1)
    expect(lines.join('\n')).toMatch(/golden\.json is missing/)
    expect(lines.join('\n')).not.toMatch(/\n\s+at /)
  })

  const full = process.env.CODEPERCEPT_FULL === '1'
  test('a picture of more than 1,000 tokens', async (context) => {
    if (!full) context.skip('takes minutes: npm run test:full')
    const model = formulaModel()
    const [columns, rows] = [36, 30]
    const ids = [5, 122, ...new Array<number>(columns * rows).fill(120), 123, 8]
    const wide = { ...model, preprocessor: { ...model.preprocessor, size: { shortest_edge: 64, longest_edge: 1e6 } } }
    const large = join(scratch, 'large')
    await writeGoldenFolder(large, wide, ids, [formulaImage(columns * 8, rows * 8)], 2)
    expect(existsSync(join(large, 'golden.safetensors'))).toBe(true)
    const { status, lines } = await parity(large)
    expect(lines.filter((line) => line.startsWith('FAIL'))).toEqual([])
    expect(status).toBe(0)
  }, 900_000)
})
