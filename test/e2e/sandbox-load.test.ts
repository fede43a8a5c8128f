/** The built page stays at hand whatever a program does, and the next program works. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '../../scripts/process.mjs'
import { type OpenedPage, openPage } from '../../src/cli/browser.ts'
import { longestTask } from './main-thread.ts'
import { type ProgramRun, runProgram } from './viewer-runs.ts'

const read = (name: string) => readFileSync(join(ROOT, 'test/fixtures/programs/harm', `${name}.py`), 'utf8')

/** Milliseconds of processor time. */
const LONGEST = 50
const SECOND = 1000
const full = process.env.CODEPERCEPT_FULL === '1'
/** Seconds to the next figure: with the spare, for which the full run waits, and without. */
const NEXT = full ? 5 : 30

/** How each must end; the last ones only with the full run. */
const HARM: readonly { name: string; code: string | null; message?: RegExp; full?: boolean }[] = [
  { name: 'busy', code: 'timeout' },
  { name: 'flood', code: 'output', message: /100 messages/ },
  { name: 'output', code: 'output', message: /characters/, full: true },
  { name: 'giant', code: 'sandbox', full: true },
  { name: 'memory', code: 'memory', full: true },
  { name: 'workers', code: null, full: true },
]

let opened: OpenedPage
/** The next picture, so that a program gets an interpreter of its own. */
let picture = 0
beforeAll(async () => {
  opened = await openPage({ dir: join(ROOT, 'dist'), query: '?sample=off', software: true })
})
afterAll(async () => {
  await opened?.close()
})

const FIGURE = 'import matplotlib.pyplot as plt\nplt.plot([1, 2])\n'

test('a task of the page that takes long would be seen', async () => {
  await runProgram(opened.page, FIGURE, ++picture)
  const longest = await longestTask(opened.page, () =>
    opened.page.evaluate(() => {
      let x = 0
      for (let i = 0; i < 4e8; i++) x += i % 7
      return x
    }),
  )
  expect(longest).toBeGreaterThan(LONGEST)
})

test.for(HARM)('$name: no task of the page above 50 ms, and the next program draws', async (harm, { skip }) => {
  skip(harm.full === true && !full, 'takes long: npm run test:full')
  // A picture that the page rests on, so that there is a spare beside its interpreter.
  if (full) {
    await runProgram(opened.page, FIGURE, ++picture)
    await new Promise((resolve) => setTimeout(resolve, 20 * SECOND))
  } else picture++
  let ended: ProgramRun | undefined
  let next: ProgramRun | undefined
  const longest = await longestTask(opened.page, async () => {
    ended = await runProgram(opened.page, read(harm.name), picture, 5)
    // Time for what goes on after the program's end.
    await new Promise((resolve) => setTimeout(resolve, 2 * SECOND))
    next = await runProgram(opened.page, FIGURE, ++picture)
  })
  console.log(
    `${harm.name}: longest task ${longest.toFixed(1)} ms, ended after ${ended?.seconds.toFixed(1)} s, next figure after ${next?.seconds.toFixed(1)} s`,
  )
  if (harm.code === null) expect(ended?.error).toBeNull()
  else expect(ended?.error).toMatchObject({ code: harm.code, message: expect.stringMatching(harm.message ?? /./) })
  expect(longest).toBeLessThan(LONGEST)
  expect(next).toMatchObject({ error: null, figures: 1 })
  expect(next?.seconds).toBeLessThan(NEXT)
})
