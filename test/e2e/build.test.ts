import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../../scripts/process.mjs'

const DIST = join(ROOT, 'dist')

/** Text files of the built page: path and content. */
function builtTexts(): [string, string][] {
  return readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(js|mjs|html|css|json)$/.test(path) && statSync(join(DIST, path)).isFile())
    .map((path) => [path.replaceAll('\\', '/'), readFileSync(join(DIST, path), 'utf8')])
}

function directives(html: string): Map<string, string[]> {
  const content = (/http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? '').replaceAll(
    '&#39;',
    "'",
  )
  return new Map(
    content.split(';').map((directive) => {
      const [name = '', ...values] = directive.trim().split(/\s+/)
      return [name, values]
    }),
  )
}

describe('the built page', () => {
  test('holds no decorators, which no browser can parse', () => {
    const found = builtTexts().filter(([, text]) => /@customElement|accessor /.test(text))
    expect(found.map(([path]) => path)).toEqual([])
  })

  test('names no content delivery network', () => {
    const found = builtTexts().flatMap(([path, text]) =>
      (text.match(/https:\/\/cdn[^\s"'`]*|[\w./:-]*(?:jsdelivr|unpkg|gstatic)[^\s"'`]*/g) ?? []).map(
        (address) => `${path}: ${address}`,
      ),
    )
    expect(found).toEqual([])
  })

  test('has every file of the model and of the runtime', () => {
    const manifest = JSON.parse(readFileSync(join(DIST, 'models/nano/model.json'), 'utf8'))
    const runtime = JSON.parse(readFileSync(join(DIST, 'runtime/runtime.json'), 'utf8'))
    expect(manifest.shards.length).toBeGreaterThan(0)
    expect(runtime.files.length).toBeGreaterThan(10)
    for (const { path, size } of manifest.shards) expect(statSync(join(DIST, 'models/nano', path)).size).toBe(size)
    const packs = Object.values<{ files: typeof runtime.files | null }>(runtime.packs).flatMap(
      ({ files }) => files ?? [],
    )
    for (const { path, size } of [...runtime.files, ...packs])
      expect(statSync(join(DIST, 'runtime', path)).size).toBe(size)
  })

  test('has a content policy that lets nothing out and the sandbox document in', () => {
    const page = directives(readFileSync(join(DIST, 'index.html'), 'utf8'))
    const sandbox = directives(readFileSync(join(DIST, 'sandbox.html'), 'utf8'))
    expect(page.get('default-src')).toEqual(["'self'"])
    expect(page.get('connect-src')).toEqual(["'self'", 'blob:'])
    expect(page.get('object-src')).toEqual(["'none'"])
    expect([...page.values()].flat().filter((value) => /^'unsafe-(inline|eval)'|^https?:|\*/.test(value))).toEqual([])
    const shell = sandbox.get('script-src')?.find((value) => value.startsWith("'sha256-"))
    expect(shell).toBeDefined()
    expect(page.get('script-src')).toContain(shell)
    expect(sandbox.get('default-src')).toEqual(["'none'"])
    expect(sandbox.get('connect-src')).toEqual(["'none'"])
  })
})
