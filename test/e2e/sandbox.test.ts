/** The sandbox under pages of other content policies, with a server that writes down every request. */
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium, launchOptions } from '../../scripts/chromium.mjs'
import { fetchRuntime } from '../../scripts/fetch-runtime.mjs'
import { buildSandbox } from '../../scripts/vite/sandbox.ts'

const ROOT = join(import.meta.dirname, '../..')
let server: Server
let browser: Browser
let address = ''
let policy = ''
const requests: string[] = []

beforeAll(async () => {
  const [script, { html }, { dir }] = await Promise.all([bundle(), buildSandbox(), fetchRuntime({ log: () => {} })])
  server = createServer((request, response) => {
    const path = request.url ?? ''
    requests.push(path)
    const send = (type: string, body: string | Buffer) => response.setHeader('content-type', type).end(body)
    if (path === '/') {
      response.setHeader('content-security-policy', policy)
      send('text/html', '<!doctype html><script type="module" src="/page.js"></script>')
    } else if (path === '/page.js') send('text/javascript', script)
    else if (path === '/sandbox.html') send('text/html', html)
    else if (/^\/runtime\/[\w.-]+$/.test(path)) {
      readFile(join(dir, path.slice(9))).then(
        (bytes) => send('application/octet-stream', bytes),
        () => response.writeHead(404).end(),
      )
    } else response.setHeader('access-control-allow-origin', '*').end('leaked')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const executablePath = await findChromium({ install: false, log: () => {} })
  browser = await chromium.launch(launchOptions(executablePath, { software: true }))
})
afterAll(async () => {
  await browser?.close()
  server?.close()
})

/** Page side and engine side of the sandbox as one module that a page loads. */
async function bundle(): Promise<string> {
  const output = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry: join(ROOT, 'test/e2e/sandbox-page.ts'), formats: ['es'] } },
  })
  const first = Array.isArray(output) ? output[0] : output
  if (first === undefined || !('output' in first)) throw new Error('the page was not compiled')
  return first.output[0].code
}

/** Boots a sandbox on a page with this content policy, and runs programs one after the other; what they print. */
async function runOn(pagePolicy: string, patience: number, programs: readonly string[]): Promise<string[]> {
  policy = pagePolicy
  const page = await browser.newPage()
  try {
    await page.goto(address)
    await page.waitForFunction(() => 'runPrograms' in window)
    return await page.evaluate(([wait, all]) => window.runPrograms(wait, all), [patience, programs] as const)
  } finally {
    await page.close()
  }
}

/** Tries to reach the server in every way a worker has. */
const LEAKS = (url: string) => `
import asyncio, js
from pyodide.ffi import to_js
from pyodide.http import pyfetch
url = '${url}leak?'
done = []
async def quietly(start):
    try: done.append(str(await start()))
    except BaseException: pass
def blob(code): return js.URL.createObjectURL(js.Blob.new(to_js([code])))
def xhr():
    request = js.XMLHttpRequest.new()
    request.open('GET', url + 'xhr', False)
    request.send()
    done.append('xhr')
for start in (lambda: js.fetch(url + 'fetch'), lambda: pyfetch(url + 'pyfetch')):
    asyncio.ensure_future(quietly(start))
for attempt in (
    xhr,
    lambda: js.importScripts(url + 'importScripts'),
    lambda: js.WebSocket.new(url.replace('http', 'ws') + 'ws'),
    lambda: js.EventSource.new(url + 'events'),
    lambda: js.Worker.new(url + 'worker'),
    lambda: js.Worker.new(blob("fetch('" + url + "nested')")),
    lambda: js.Worker.new(blob("importScripts('" + url + "nested-import')")),
    lambda: js.Worker.new(blob("import('" + url + "nested-module')")),
    lambda: js.FontFace.new('x', 'url(' + url + 'font)').load(),
    lambda: js.navigator.sendBeacon(url + 'beacon'),
):
    try: attempt()
    except BaseException: pass
    done.append('tried')
print(done.count('tried'))
`

test('on a page that allows no inline code the sandbox runs by address, and nothing leaks', async () => {
  requests.length = 0
  const strict = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src 'self'"
  const printed = await runOn(strict, 10_000, ['print(6 * 7)', LEAKS(address), 'pass'])
  expect(printed[0]).toBe('42\n')
  expect(printed[1]).toBe('10\n')
  expect(requests).toContain('/runtime/runtime.json')
  expect(requests.filter((path) => path.includes('leak'))).toEqual([])
})

test("on a page that pins the shell's checksum the sandbox runs by its text, and nothing leaks", async () => {
  requests.length = 0
  const { shellHash } = await buildSandbox()
  const pinned = `default-src 'none'; script-src 'self' '${shellHash}' blob: 'wasm-unsafe-eval'; worker-src blob:; connect-src 'self'; frame-src 'self'`
  const printed = await runOn(pinned, 0, ['print(6 * 7)', LEAKS(address), 'pass'])
  expect(printed.slice(0, 2)).toEqual(['42\n', '10\n'])
  expect(requests.filter((path) => path.includes('leak'))).toEqual([])
})

test('the server would have seen a leak', async () => {
  requests.length = 0
  await fetch(`${address}leak?control`)
  expect(requests).toEqual(['/leak?control'])
})
