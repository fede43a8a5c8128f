// @ts-check
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir } from './assets.mjs'
import { run } from './process.mjs'

/** matplotlib and numpy as the page's runtime has them. */
const PACKAGES = ['matplotlib==3.10.8', 'numpy==2.4.3']
const PYTHONS = ['python3', 'python', 'py']
const IS_NEW = 'import sys; sys.exit(sys.version_info < (3, 11))'

/** @typedef {{ python: string, note: undefined } | { python: undefined, note: string }} Matplotlib */

/**
 * A CPython with the runtime's matplotlib, in an environment of its own in the cache, made when it is missing; else
 * what keeps it from being made.
 * @param {import('./log.mjs').Log} log
 * @returns {Promise<Matplotlib>}
 */
export async function findMatplotlib(log) {
  const dir = join(cacheDir(), PACKAGES.join('-').replaceAll('==', '-'))
  const python = process.platform === 'win32' ? join(dir, 'Scripts', 'python.exe') : join(dir, 'bin', 'python')
  if (existsSync(python) && (await works(python))) return { python, note: undefined }
  const base = await findPython()
  if (!base) return { python: undefined, note: 'there is no CPython 3.11 or newer here' }
  log('matplotlib', `${base} -m pip install ${PACKAGES.join(' ')}`)
  rmSync(dir, { recursive: true, force: true })
  const made = await run(base, ['-m', 'venv', dir], { quiet: true })
  if (made.status !== 0) return { python: undefined, note: `venv makes no environment: ${lastLine(made.output)}` }
  const options = ['--only-binary', ':all:', '--disable-pip-version-check', '-q', '--timeout', '10', '--retries', '1']
  const got = await run(python, ['-m', 'pip', 'install', ...options, ...PACKAGES], { quiet: true })
  if (got.status !== 0) return { python: undefined, note: `pip gets no matplotlib: ${lastLine(got.output)}` }
  return (await works(python)) ? { python, note: undefined } : { python: undefined, note: 'matplotlib does not load' }
}

async function findPython() {
  for (const python of PYTHONS) if ((await run(python, ['-c', IS_NEW], { quiet: true })).status === 0) return python
  return undefined
}

/** @param {string} python */
async function works(python) {
  const { status } = await run(python, ['-c', 'import matplotlib.backends.backend_agg'], { quiet: true })
  return status === 0
}

/** @param {string} text */
function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? ''
}
