import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ROOT, runNode } from '../../scripts/process.mjs'

const scratch = mkdtempSync(join(tmpdir(), 'score-'))
afterAll(() => rmSync(scratch, { recursive: true }))

/** `bars` of test/fixtures/fidelity/make.py, which drew bars.png. */
const BARS = `import matplotlib.pyplot as plt
import numpy as np
fig, ax = plt.subplots(figsize=(6, 4))
x = np.arange(4)
ax.bar(x - .2, [3, 5, 2, 6], .4, label='before')
ax.bar(x + .2, [4, 4, 5, 3], .4, label='after')
ax.set_xticks(x, ['north', 'east', 'south', 'west'])
ax.legend(loc='lower right')
ax.set_ylabel('cases')
`
writeFileSync(join(scratch, 'bars.py'), BARS)
writeFileSync(join(scratch, 'other.py'), BARS.replace('[3, 5, 2, 6]', '[1, 2, 6, 3]').replace('west', 'home'))
writeFileSync(join(scratch, 'wrong.py'), 'x = 1\nx.missing\n')
writeFileSync(join(scratch, 'broken.png'), 'no picture')
const picture = (name: string) => join(ROOT, 'test/fixtures/fidelity', name)

async function score(...args: string[]) {
  const { status, output } = await runNode([join(ROOT, 'scripts/run.mjs'), 'score', ...args], {
    quiet: true,
    env: { INIT_CWD: scratch },
  })
  const line = output.split('\n').find((text) => text.startsWith('{'))
  return { status, output, told: line === undefined ? null : JSON.parse(line) }
}

test('npm run score prints the whole score of a drawing with its program', async () => {
  const bars = picture('bars.png')
  const { status, told } = await score(bars, bars, '--code', 'bars.py', '--reference-code', 'other.py')
  expect(status).toBe(0)
  expect(told).toMatchObject({ reason: null, missing: [], error: null, unread: null })
  expect(Object.keys(told.components).sort()).toEqual(['clarity', 'colour', 'elements', 'geometry', 'layout', 'text'])
  // The page's letters are another FreeType's than those of the picture.
  expect(told.total).toBeGreaterThan(0.98)
  expect(told.corrected).toBeGreaterThan(0.97)
  expect(told.registration).toMatchObject({ scale: 1, dx: 0, dy: 0 })
  expect(told.interval[0]).toBeLessThanOrEqual(told.interval[1])
  expect(told.overlay).toEqual({ missing: [], unsupported: [] })
  const verdicts = told.elements.map(({ verdict }: { verdict: string }) => verdict)
  expect(verdicts.length).toBeGreaterThan(15)
  expect(new Set(verdicts)).toEqual(new Set(['supported']))
  // Of eight bars four are elsewhere, and one of the four categories, in order, kind, colour and place all alike.
  expect(told.codeScore).toMatchObject({ layout: 1, type: 1, colour: 1, order: 1 })
  expect(told.codeScore.coordinates).toBeLessThan(0.9)
  expect(told.codeScore.text).toBeLessThan(1)
})

test('without a program elements and text are missing, and a program that fails gives 0 and its error', async () => {
  const plain = await score(picture('bars.png'), picture('bars.dpi-70.png'))
  expect(plain.status).toBe(0)
  expect(plain.told).toMatchObject({ reason: null, missing: ['elements', 'text'], codeScore: null, error: null })
  expect(plain.told.total).toBeGreaterThan(0.9)
  const wrong = await score(picture('bars.png'), picture('bars.png'), '--code', 'wrong.py')
  expect(wrong.status).toBe(0)
  expect(wrong.told).toMatchObject({ total: 0, reason: 'python', codeScore: null, error: { code: 'python', line: 2 } })
})

test('it says what is wrong with its arguments and files', async () => {
  const none = await score()
  expect(none.status).toBe(1)
  expect(none.output).toMatch(/npm run score -- source\.png render\.png/)
  const alone = await score(picture('bars.png'), picture('bars.png'), '--reference-code', 'bars.py')
  expect(alone.status).toBe(1)
  expect(alone.output).toMatch(/--code is needed/)
  const absent = await score('absent.png', 'broken.png')
  expect(absent.output).toMatch(/The picture absent\.png cannot be read/)
  const broken = await score(picture('bars.png'), 'broken.png')
  expect(broken.status).toBe(1)
  expect(broken.output).toMatch(/The drawing: .+/)
})
