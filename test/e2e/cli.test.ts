import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ROOT, runNode } from '../../scripts/process.mjs'

const GOLDENS = join(ROOT, 'test/fixtures/nano-v0/goldens')
/** Of refinement: seconds are other ones on every machine. */
const BUDGET = ['--refine', '120', '--refine-renders', '8']
const scratch = mkdtempSync(join(tmpdir(), 'cli-'))
let count = 0

afterAll(() => rmSync(scratch, { recursive: true }))

function newFolder(): string {
  const folder = join(scratch, `case-${count++}`)
  mkdirSync(folder)
  return folder
}

/** Runs `npm start -- …` from a folder, as npm does. */
async function start(args: string[], cwd = scratch): Promise<{ status: number; lines: string[] }> {
  const { status, output } = await runNode([join(ROOT, 'scripts/start.mjs'), ...args], {
    quiet: true,
    env: { INIT_CWD: cwd },
  })
  return { status, lines: output.trim().split('\n') }
}

function readResult(path: string) {
  return JSON.parse(readFileSync(path, 'utf8'))
}

describe('npm start with arguments', () => {
  test('--help prints them', async () => {
    const { status, lines } = await start(['--help'])
    expect(status).toBe(0)
    expect(lines[0]).toBe('npm start')
  })

  test.each([
    [['--colour', 'red'], /--colour/],
    [['missing.png'], /^There is no file missing\.png\.$/m],
  ])('%j ends with status 1 and a sentence', async (args, sentence) => {
    const { status, lines } = await start(args)
    expect(status).toBe(1)
    expect(lines.join('\n')).toMatch(sentence)
    expect(lines.join('\n')).not.toMatch(/\n\s+at /)
  })
})

describe('npm start with pictures', () => {
  test('writes code, figure and result of each, and prints a line for each', async () => {
    const folder = newFolder()
    // A second picture of the same name, which no reader can read.
    mkdirSync(join(folder, 'broken'))
    const broken = join(folder, 'broken', '1-line.png')
    writeFileSync(broken, '')

    const { status, lines } = await start(
      [join(GOLDENS, '1-line.png'), 'broken/1-line.png', '--out', 'made', ...BUDGET],
      folder,
    )
    const made = join(folder, 'made')
    expect(lines.filter((line) => line.includes('1-line.png'))).toEqual([
      expect.stringMatching(/1-line\.png {2}done {2}score [01]\.\d{3} {2}\d+\.\d s {2}made\/1-line\.json$/),
      expect.stringMatching(/^broken\/1-line\.png {2}bad-picture {2}no score {2}.+ s {2}made\/1-line-2\.json$/),
    ])
    expect(status).toBe(0)

    const result = readResult(join(made, '1-line.json'))
    const code = readFileSync(join(made, '1-line.py'), 'utf8')
    const figure = readFileSync(join(made, '1-line.figure.png'))
    expect(result).toMatchObject({ format: 1, code, figures: ['1-line.figure.png'], error: null, stopped: false })
    expect(result.answer).toContain(result.modelCode.trim())
    // It was improved: each step gains, and they lead from the model's score to that of the program that was written.
    expect(result.candidates.map(({ source }: { source: string }) => source)).toContain('measured')
    expect(result.steps.length).toBeGreaterThan(0)
    const gains = result.steps.map(({ gain }: { gain: number }) => gain)
    for (const gain of gains) expect(gain).toBeGreaterThan(-1e-6)
    const climb = gains.reduce((sum: number, gain: number) => sum + gain, result.modelScore)
    expect(result.score.total).toBeCloseTo(climb, 6)
    expect(result.steps.at(-1).code).toBe(code)
    expect(code).toMatch(/^import matplotlib/m)
    expect(figure.subarray(1, 4).toString()).toBe('PNG')
    expect(result.score.reason).toBeNull()
    // The total is the weighted mean of the components, by its definition.
    const components = Object.values<{ value: number; weight: number }>(result.score.components)
    const weights = components.reduce((sum, { weight }) => sum + weight, 0)
    const mean = components.reduce((sum, { value, weight }) => sum + value * weight, 0) / weights
    expect(components.length).toBeGreaterThanOrEqual(4)
    expect(result.score.total).toBeCloseTo(mean, 9)
    expect(mean).toBeGreaterThan(0.1)
    expect(result.timings.tokens).toBeGreaterThan(10)

    expect(readResult(join(made, '1-line-2.json'))).toMatchObject({
      format: 1,
      code: '',
      figures: [],
      score: null,
      error: { code: 'bad-picture', message: expect.any(String) },
    })
    expect(existsSync(join(made, '1-line-2.py'))).toBe(false)
  })

  test('ends with status 1 when the engine cannot work, and still writes the result', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'model'))
    writeFileSync(join(folder, 'model', 'model.json'), '{"format": 1}')
    const { status } = await start([join(GOLDENS, '1-line.png'), '--model', 'model'], folder)
    expect(status).toBe(1)
    expect(readResult(join(folder, '1-line.json'))).toMatchObject({
      format: 1,
      score: null,
      error: { code: 'bad-manifest', message: expect.any(String) },
    })
  })
})
