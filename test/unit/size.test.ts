import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { firstScripts } from '../../scripts/size.mjs'

test('the scripts before first paint are the entry, the preloads and their static imports', () => {
  const dist = mkdtempSync(join(tmpdir(), 'size-'))
  mkdirSync(join(dist, 'assets'))
  const files = {
    'index.html':
      '<script type="module" crossorigin src="./assets/index.js"></script><link rel="modulepreload" href="./assets/a.js"><link rel="stylesheet" href="./assets/x.css">',
    'assets/index.js': 'import{b as c}from"./b.js";import"./a.js";const d=()=>import("./late.js");',
    'assets/a.js': "export{e}from'./c.js';",
    'assets/b.js': 'import*as f from"./c.js";import{g}from"lit";',
    'assets/c.js': 'import"./b.js";',
    'assets/late.js': '',
  }
  for (const [path, text] of Object.entries(files)) writeFileSync(join(dist, path), text)
  const paths = firstScripts(dist).map(({ path }) => path)
  rmSync(dist, { recursive: true })
  expect(paths.sort()).toEqual(['assets/a.js', 'assets/b.js', 'assets/c.js', 'assets/index.js'])
})
