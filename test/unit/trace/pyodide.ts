/** The runtime of the page, booted in Node, with the project's Python package and checks of it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadPyodide, type PyodideAPI } from 'pyodide'
import { fetchRuntime } from '../../../scripts/fetch-runtime.mjs'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const core = join(root, 'node_modules/pyodide/')

/** What test/reference/trace/check.py says of a program. */
export interface Check {
  readonly ending: string
  readonly message: string
  readonly notices: readonly (readonly [code: string, message: string, line: number])[]
  readonly trace: string | null
  readonly same?: boolean
  readonly f1?: number
}

export interface Checks {
  check(program: string): Check
  /** JSON of its trace alone, which is soon done; null when there is none. */
  trace(program: string): string | null
  /** JSON of a trace where texts count alike, whatever their letters. */
  alike(program: string): string
}

export async function bootChecks(): Promise<Checks> {
  const python = await bootPython('trace')
  const check = python.runPython('check.check') as (program: string) => string
  const trace = python.runPython('check.trace') as Checks['trace']
  const alike = python.runPython('check.alike') as Checks['alike']
  return { check: (program) => JSON.parse(check(program)), trace, alike }
}

/** An interpreter that has imported `check` of a folder of test/reference. */
export async function bootPython(reference: string): Promise<PyodideAPI> {
  const { dir } = await fetchRuntime({ log: () => {} })
  const lockFileContents = JSON.parse(readFileSync(join(dir, 'pyodide-lock.json'), 'utf8'))
  const pyodide = await loadPyodide({
    indexURL: core,
    packageBaseUrl: `${dir}/`,
    lockFileContents,
    env: { HOME: '/home/pyodide', MPLBACKEND: 'agg', PYTHONHASHSEED: '0' },
    stdout: () => {},
    stderr: () => {},
  } as Parameters<typeof loadPyodide>[0])
  // With what it needs; the optional packs are no part of this.
  await pyodide.loadPackage('matplotlib', { messageCallback: () => {} })
  pyodide.unpackArchive(new Uint8Array(readFileSync(join(dir, 'compiled.zip'))).buffer, 'zip', { extractDir: '/' })
  for (const base of ['wasm/python', `test/reference/${reference}`]) {
    for (const path of readdirSync(join(root, base), { recursive: true, encoding: 'utf8' })) {
      if (!path.endsWith('.py')) continue
      const target = `/home/pyodide/${path.replaceAll('\\', '/')}`
      pyodide.FS.mkdirTree(target.slice(0, target.lastIndexOf('/')))
      pyodide.FS.writeFile(target, readFileSync(join(root, base, path)))
    }
  }
  pyodide.runPython('import sys; sys.path.insert(0, "/home/pyodide"); import check; check.runner.warm()')
  return pyodide
}
