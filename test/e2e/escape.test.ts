/** Programs that try to get out of the sandbox of the built page, with a server that writes down every request. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '../../scripts/process.mjs'
import { type OpenedPage, openPage } from '../../src/cli/browser.ts'
import { type LeakServer, openLeakServer } from './leak-server.ts'
import { runProgram } from './viewer-runs.ts'

const PROGRAMS = join(ROOT, 'test/fixtures/programs/escape')
const read = (name: string) => readFileSync(join(PROGRAMS, name), 'utf8')
const HELPERS = new Set(['probing.py', 'collect.py'])
const families = readdirSync(PROGRAMS).filter((name) => name.endsWith('.py') && !HELPERS.has(name))

let opened: OpenedPage
let leaks: LeakServer
beforeAll(async () => {
  leaks = await openLeakServer()
  opened = await openPage({ dir: join(ROOT, 'dist'), query: '?sample=off', software: true })
  await opened.page.evaluate(() => {
    localStorage.setItem('secret', 'of the page')
    sessionStorage.setItem('secret', 'of the page')
    // biome-ignore lint/suspicious/noDocumentCookie: what a probe tries to read
    document.cookie = 'secret=1'
  })
})
afterAll(async () => {
  await opened?.close()
  await leaks?.close()
})

/** What of the page a program could have changed. */
function stateOfPage() {
  return opened.page.evaluate(async () => ({
    address: location.href,
    title: document.title,
    elements: [...document.querySelectorAll('body *, html > :not(body, head, iframe)')].map(
      (element) => element.localName,
    ),
    // Of this picture's interpreter and of the spare.
    frames: new Set([...document.querySelectorAll('iframe')].map((frame) => frame.getAttribute('sandbox'))),
    stored: [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie],
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    polluted: Object.keys(Object.prototype),
  }))
}

let before: Awaited<ReturnType<typeof stateOfPage>>

test('the page can run a program', async () => {
  expect(await runProgram(opened.page, 'import matplotlib.pyplot as plt\nplt.plot([1, 2])')).toMatchObject({
    error: null,
    figures: 1,
  })
  before = await stateOfPage()
})

/** Runs a program of probes; name and outcome of each. */
async function outcomesOf(probes: string): Promise<string[][]> {
  const helper = read('probing.py').replace('@LEAK@', `${leaks.url}leak/`).replace('@PAGE@', opened.url)
  const program = `${helper}\n${probes}`
  expect((await runProgram(opened.page, program)).error).toBeNull()
  await new Promise((resolve) => setTimeout(resolve, 1500))
  const { notices, error } = await runProgram(opened.page, read('collect.py'))
  expect(error).toBeNull()
  return notices.flatMap((notice) => {
    const [, name, outcome] = /^UserWarning: (.+) :: (.+)/.exec(notice) ?? []
    return name && outcome ? [[name, outcome]] : []
  })
}

test('a probe that comes through would be told', async () => {
  const outcomes = await outcomesOf(`
async def answered():
    await asyncio.sleep(0.1)
    return "later"

async def heard():
    channel = js.MessageChannel.new()
    channel.port2.postMessage("sent")
    channel.port1.start()
    return await first_event(channel.port1, "message")

attempts({
    "at once": lambda: 1 + 1,
    "later": answered,
    "event": heard,
    "worker of blob:": lambda: nested("tell('runs')"),
    "third level": lambda: nested(
        "new Worker(URL.createObjectURL(new Blob(['postMessage(1 + 1)']))).onmessage = (event) => tell(event.data)"
    ),
})`)
  expect(outcomes).toEqual([
    ['at once', 'DONE 2'],
    ['later', 'DONE later'],
    ['event', 'DONE sent'],
    ['worker of blob:', 'DONE runs'],
    ['third level', 'DONE 2'],
  ])
})

test.each(families)('%s: every probe is refused', async (family) => {
  const tried = read(family).match(/^ {4}"[^"]+":/gm)?.length ?? 0
  expect(tried).toBeGreaterThan(0)
  const outcomes = await outcomesOf(read(family))
  expect(outcomes.filter(([, outcome]) => !outcome?.startsWith('refused'))).toEqual([])
  expect(outcomes).toHaveLength(tried)
})

test('a script by way of C ends the interpreter and does nothing else', async () => {
  for (const call of ['emscripten_run_script(b"self.x = 1")', 'emscripten_run_script_int(b"1")']) {
    const { error } = await runProgram(opened.page, `import ctypes\nctypes.CDLL(None).${call}`)
    expect(error).toMatchObject({ code: 'python', message: expect.stringContaining('EvalError') })
  }
})

test('no request has left, and the page is as it was', async () => {
  expect(leaks.seen).toEqual([])
  expect(opened.blocked).toEqual([])
  expect(await stateOfPage()).toEqual(before)
  // The browser tells of what it refused the guest; nothing else failed.
  expect(opened.errors.filter((error) => error && !/Content Security Policy|blob:|sandbox/.test(error))).toEqual([])
})

test('the server would have seen a leak', async () => {
  await fetch(`${leaks.url}leak/control`)
  expect(leaks.seen).toEqual(['GET /leak/control'])
})
