import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { checkRooms, readImports } from '../../scripts/rooms.mjs'

const SRC = fileURLToPath(new URL('../../src', import.meta.url))
const made: string[] = []

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true })
})

/** A small tree of files, by path and text. */
function tree(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'rooms-'))
  made.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

test('every import of src is one that the table of rooms allows', () => {
  expect(checkRooms(SRC)).toEqual([])
})

describe('the check of rooms', () => {
  test('allows what the table allows', () => {
    const src = tree({
      'page/main.ts': "import '../viewer/element.ts'\n",
      'viewer/element.ts':
        "import { open } from '../perceive/client.ts'\nimport type { Score } from '../fidelity/types.ts'\n",
      'perceive/client.ts': "new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })\n",
      'perceive/worker.ts': "import { Fault } from '../errors.ts'\nconst m = await import('../model/load.ts')\n",
      'model/load.ts': "export * from '../weights/upload.ts'\n",
      'weights/upload.ts': "import { x } from '../gpu/x.ts'\n",
      'gpu/x.ts': "import text from '../../shaders/x.wgsl?raw'\nimport { lit } from 'lit'\n",
      'fidelity/types.ts': 'export interface Score {}\n',
      'errors.ts': 'export class Fault {}\n',
    })
    expect(checkRooms(src)).toEqual([])
  })

  test.each([
    ['a static import', 'viewer/a.ts', "import { b } from '../gpu/b.ts'", 'gpu/b.ts'],
    ['an import over several lines', 'viewer/a.ts', "import {\n  b,\n  c,\n} from '../gpu/b.ts'", 'gpu/b.ts'],
    ['a re-export', 'raster/a.ts', "export { b } from '../model/b.ts'", 'model/b.ts'],
    ['an import for its effect', 'fidelity/a.ts', "import '../perceive/b.ts'", 'perceive/b.ts'],
    ['a dynamic import', 'weights/a.ts', "const b = await import('../gpu/b.ts')", 'gpu/b.ts'],
    ['a worker', 'viewer/a.ts', "new Worker(new URL('../perceive/worker.ts', import.meta.url))", 'perceive/worker.ts'],
    ['a folder outside', 'model/a.ts', "import text from '../../shaders/b.wgsl?raw'", '../shaders/b.wgsl'],
    ['a room that is not in the table', 'helpers/a.ts', "import { b } from '../gpu/b.ts'", 'gpu/b.ts'],
    ['values where types alone are allowed', 'cli/a.ts', "import { b } from '../perceive/b.ts'", 'perceive/b.ts'],
  ])('catches %s', (_form, from, text, to) => {
    expect(checkRooms(tree({ [from]: `const first = 1\n${text}\n` }))).toEqual([`${from} may not import ${to}`])
  })

  test('catches an import of types', () => {
    const src = tree({ 'gpu/a.ts': "import type { B } from '../model/b.ts'\n" })
    expect(checkRooms(src)).toEqual(['gpu/a.ts may not import types of model/b.ts'])
  })

  test('catches files of a room that import each other', () => {
    const src = tree({
      'raster/a.ts': "import { b } from './b.ts'\n",
      'raster/b.ts': "import { c } from './c.ts'\n",
      'raster/c.ts': "import type { A } from './a.ts'\n",
    })
    expect(checkRooms(src)).toEqual(['files import each other: raster/a.ts → raster/b.ts → raster/c.ts → raster/a.ts'])
  })

  test('catches rooms that import each other, though no file does', () => {
    const rules = { raster: { all: ['fidelity'] }, fidelity: { all: ['raster'] } }
    const src = tree({
      'raster/a.ts': "import { b } from '../fidelity/b.ts'\n",
      'fidelity/c.ts': "import { d } from '../raster/d.ts'\n",
    })
    expect(checkRooms(src, rules)).toEqual(['rooms import each other: fidelity → raster → fidelity'])
  })

  test('does not take comments, templates and other statements for imports', () => {
    const source = [
      "// import './a.ts'",
      "/* import './b.ts' */",
      "const text = `\nimport './c.ts'\n`",
      'const fence = /```(?:python)?/',
      'export type A = string',
      "import { d } from './d.ts'",
    ].join('\n')
    expect(readImports(source)).toEqual([{ target: './d.ts', type: false }])
  })
})
