/** What nothing blocks in the sandbox of the built page, and why it harms nobody: sandbox.md's "not blocked". */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '../../scripts/process.mjs'
import { type OpenedPage, openPage } from '../../src/cli/browser.ts'
import { runProgram } from './viewer-runs.ts'

const read = (name: string) => readFileSync(join(ROOT, 'test/fixtures/programs/harm', name), 'utf8')

let opened: OpenedPage
/** The next picture, so that a program gets an interpreter of its own. */
let picture = 0
beforeAll(async () => {
  opened = await openPage({ dir: join(ROOT, 'dist'), query: '?sample=off', software: true })
})
afterAll(async () => {
  await opened?.close()
})

const CALLS = 'import js\nfrom pyodide.ffi import create_proxy, to_js\n'
const FIGURE = 'import matplotlib.pyplot as plt\nplt.plot([1, 2])\n'

test("a guest's own messages reach nobody", async () => {
  await opened.page.evaluate(() => {
    const heard: unknown[] = []
    Object.assign(window, { heard })
    addEventListener('message', ({ data }) => {
      // The handshake of a sandbox is the shell's, not the guest's.
      if (data !== 'codepercept-sandbox-ready') heard.push(data)
    })
    new BroadcastChannel('x').addEventListener('message', ({ data }) => heard.push(data))
  })
  const forge = `${CALLS}
record = lambda **fields: to_js(fields, dict_converter=js.Object.fromEntries)
heard = []
channel = js.BroadcastChannel.new('x')
channel.onmessage = create_proxy(lambda event: heard.append(event.data))
for data in ('codepercept-sandbox-ready', record(type='ready'), record(type='end', run=1, scored=0)):
    js.postMessage(data)
    channel.postMessage(data)
own = js.MessageChannel.new()
js.postMessage('port', to_js([own.port2]))
own.port1.onmessage = create_proxy(lambda event: heard.append(event.data))
import sys
sys.heard = heard
`
  expect((await runProgram(opened.page, forge + FIGURE, ++picture)).figures).toBe(1)
  expect(await opened.page.evaluate(() => Reflect.get(window, 'heard'))).toEqual([])
  await opened.page.evaluate(() => new BroadcastChannel('x').postMessage('secret'))
  const heard = `import sys\nassert sys.heard == [], sys.heard\n${FIGURE}`
  expect((await runProgram(opened.page, heard, picture)).error).toBeNull()
})

test('what a program leaves behind does not reach the next picture', async () => {
  expect((await runProgram(opened.page, read('poison.py'), ++picture)).error).toBeNull()
  // In the poisoned interpreter the check must be able to fail.
  expect((await runProgram(opened.page, read('clean.py'), picture)).error).not.toBeNull()
  expect(await runProgram(opened.page, read('clean.py'), ++picture)).toMatchObject({ error: null, figures: 1 })
})

test.for([
  ['replaces the clock', `${CALLS}js.performance.now = create_proxy(lambda: 0)\nwhile True: pass`],
  ['takes the interrupt away', 'import pyodide_js\npyodide_js.setInterruptBuffer(None)\nwhile True: pass'],
  ['closes its worker', `${CALLS}js.close()\nwhile True: pass`],
  ['leaves by os._exit', 'import os\nos._exit(0)'],
] as const)('a program that %s is ended by the clock of the host', async ([name, program], { skip }) => {
  skip(name !== 'replaces the clock' && process.env.CODEPERCEPT_FULL !== '1', 'takes long: npm run test:full')
  const { error, seconds } = await runProgram(opened.page, program, ++picture, 0.5)
  expect(['timeout', 'python', 'sandbox']).toContain(error?.code)
  expect(seconds).toBeLessThan(30)
})

test('after all that the next picture is drawn', async () => {
  expect(await runProgram(opened.page, read('clean.py'), ++picture)).toMatchObject({ error: null, figures: 1 })
})
