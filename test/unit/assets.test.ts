import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fetchAssets, readZipMember } from '../../scripts/assets.mjs'

let folder = ''
let server: Server
let address = ''
/** sha256 of "hello\n", as sha256sum prints it. */
const HELLO = '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03'

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assets-'))
  server = createServer((request, response) => {
    if (request.url === '/hello.txt') response.end('hello\n')
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  process.env.TEST_ASSETS_DIR = folder
})
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

function asset(path: string) {
  const sources = [{ directory: 'TEST_ASSETS_DIR', file: 'given.txt' }, { url: `${address}/${path}` }]
  return { path, role: 'test', sha256: HELLO, sources }
}

test('a file with another checksum is passed over for the next source, which is named', async () => {
  const lines: string[] = []
  const target = join(folder, 'a')
  await writeFile(join(folder, 'given.txt'), 'hallo\n')
  await fetchAssets([asset('hello.txt')], target, (line) => lines.push(line), join(folder, 'scratch'))
  expect(await readFile(join(target, 'hello.txt'), 'utf8')).toBe('hello\n')
  expect(lines).toEqual([
    expect.stringMatching(/TEST_ASSETS_DIR.*skipped.*another checksum/),
    expect.stringMatching(/the network .*: 1 files/),
  ])
})

test('the first source that has the file serves it, and a file that is there is left alone', async () => {
  const lines: string[] = []
  const target = join(folder, 'b')
  await writeFile(join(folder, 'given.txt'), 'hello\n')
  for (let i = 0; i < 2; i++) {
    await fetchAssets([asset('hello.txt')], target, (line) => lines.push(line), join(folder, 'scratch'))
  }
  expect(lines).toEqual([expect.stringMatching(/TEST_ASSETS_DIR: 1 files/)])
})

test('what is optional may stay missing, and a folder without it still serves the rest', async () => {
  const lines: string[] = []
  const target = join(folder, 'd')
  await writeFile(join(folder, 'given.txt'), 'hello\n')
  const optional = (file: string) => ({
    ...asset(file),
    sources: [{ directory: 'TEST_ASSETS_DIR', file }],
    optional: true,
  })
  const assets = [optional('none.txt'), optional('given.txt')]
  await fetchAssets(assets, target, (line) => lines.push(line), join(folder, 'scratch'))
  expect(await readdir(target)).toEqual(['given.txt'])
  expect(lines).toEqual([expect.stringMatching(/TEST_ASSETS_DIR: 1 files, then skipped .*none\.txt/)])
})

test('when no source works one error names them all', async () => {
  await rm(join(folder, 'given.txt'), { force: true })
  const fetching = fetchAssets([asset('none.txt')], join(folder, 'c'), () => {}, join(folder, 'scratch'))
  await expect(fetching).rejects.toThrow(/none\.txt[\s\S]*TEST_ASSETS_DIR[\s\S]*the network[\s\S]*404/)
})

test('a member of a real zip archive is read as it was packed', async () => {
  // The standard library that npm's pyodide carries; this.py has not changed since 2004.
  const zip = join(import.meta.dirname, '../../node_modules/pyodide/python_stdlib.zip')
  const bytes = await readZipMember(zip, 'this.py')
  expect(bytes.toString('latin1')).toMatch(/^s = """Gur Mra bs Clguba, ol Gvz Crgref/)
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(
    '481d0cb3de511eae0b5713dad18542b07eafd9c013bb7690f7497bad49923a71',
  )
  await expect(readZipMember(zip, 'none.py')).rejects.toThrow('none.py')
})
