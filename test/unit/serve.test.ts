import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filePath, serve } from '../../scripts/serve.mjs'

const root = mkdtempSync(join(tmpdir(), 'serve-'))
let server: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  for (const folder of ['site/assets', 'site-secret', 'model']) mkdirSync(join(root, folder), { recursive: true })
  const files = {
    'site/index.html': '<p>page</p>',
    'site/engine.wasm': 'wasm',
    'site/module.mjs': 'export {}',
    'site/assets/main-B4xk_29f.js': 'main()',
    'site/with space.txt': 'space',
    'site-secret/key.txt': 'secret',
    'secret.txt': 'secret',
    'model/model.json': '{}',
  }
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text)
  server = await serve({ dir: join(root, 'site'), port: 0, mounts: [{ prefix: '/mnt/m/', dir: join(root, 'model') }] })
})

afterAll(async () => {
  await server.close()
  rmSync(root, { recursive: true })
})

/** `fetch` would tidy the path first; this sends it as it is. */
function rawStatus(path: string): Promise<number> {
  const { hostname, port } = new URL(server.url)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method: 'GET' }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.once('error', reject).end()
  })
}

test.each([
  ['', 'text/html; charset=utf-8', 'no-cache'],
  ['engine.wasm', 'application/wasm', 'no-cache'],
  ['module.mjs', 'text/javascript; charset=utf-8', 'no-cache'],
  ['assets/main-B4xk_29f.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ['mnt/m/model.json?x=1', 'application/json; charset=utf-8', 'no-cache'],
  ['with%20space.txt', 'text/plain; charset=utf-8', 'no-cache'],
])('serves /%s as %s, %s', async (path, type, cache) => {
  const response = await fetch(server.url + path)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe(type)
  expect(response.headers.get('cache-control')).toBe(cache)
})

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/assets/../../secret.txt',
  '/..\\secret.txt',
  '/..%5csecret.txt',
  '/../site-secret/key.txt',
  '/mnt/m/../secret.txt',
  '/mnt/m/%2e%2e/secret.txt',
  '/%00',
  '/%',
  '/missing.txt',
  '/assets',
])('finds nothing at %s', async (path) => {
  expect(await rawStatus(path)).toBe(404)
})

test('no address leads out of its folder', () => {
  const mounts = [{ prefix: '/', dir: join(root, 'site') }]
  expect(filePath('/../secret.txt', mounts)).toBeUndefined()
  expect(filePath('//etc/passwd', mounts)).toBe(join(root, 'site', 'etc', 'passwd'))
  expect(filePath('/assets/../index.html', mounts)).toBe(join(root, 'site', 'index.html'))
})

test('answers GET and HEAD only', async () => {
  const head = await fetch(server.url, { method: 'HEAD' })
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '11', ''])
  const post = await fetch(server.url, { method: 'POST', body: 'x' })
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
})

test('says 304 to whoever has the current version', async () => {
  const tag = (await fetch(server.url)).headers.get('etag') ?? ''
  expect((await fetch(server.url, { headers: { 'if-none-match': tag } })).status).toBe(304)
  expect((await fetch(server.url, { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
})

test('takes a free port when its own is taken', async () => {
  const first = await serve({ dir: root })
  const second = await serve({ dir: root })
  expect(second.url).not.toBe(first.url)
  await Promise.all([first.close(), second.close()])
  await expect(serve({ dir: root, port: Number(new URL(server.url).port) })).rejects.toThrow('EADDRINUSE')
})
