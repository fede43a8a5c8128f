/**
 * Makes the folder of the Python runtime: Pyodide's core from npm, the wheels that matplotlib needs from the first
 * source that has them, their compiled files, a lock file of these alone, and `runtime.json`, the index that the page checks files against.
 * Plain Node without dependencies; runs after `npm ci`.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { cacheDir, discard, fetchAssets, sha256, writeWhole } from './assets.mjs'
import { compileRuntime } from './compile-runtime.mjs'

/** In the order in which they are installed. fonttools (pdf and ps only) and pytz are left out of matplotlib's needs. */
const PACKAGES = [
  'numpy',
  'matplotlib',
  'pillow',
  'contourpy',
  'kiwisolver',
  'pyparsing',
  'packaging',
  'python-dateutil',
  'six',
  'cycler',
]
const LEFT_OUT = new Set(['fonttools', 'pytz'])
const CORE = { 'pyodide.asm.mjs': 'module', 'pyodide.asm.wasm': 'wasm' }
const COMPILED = { 'python_stdlib.zip': 'stdlib', 'compiled.zip': 'compiled' }
/** A PyPI wheel that redistributes the very files of Pyodide 314.0.3. */
const REDISTRIBUTION = { wheel: 'open-webui==0.12.4', folder: 'open_webui/frontend/pyodide' }
/** Counts up when this script makes another folder of the same inputs. */
const FORM = 2

const modules = fileURLToPath(new URL('../node_modules/pyodide/', import.meta.url))

/**
 * Makes the runtime folder, or finds it made. A second call only checks it.
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<{ dir: string }>} absolute path
 */
export async function fetchRuntime({ log = console.log } = {}) {
  const { version } = JSON.parse(await readFile(join(modules, 'package.json'), 'utf8'))
  const dir = join(cacheDir(), `python-${version}-${FORM}`)
  if (await isWhole(dir)) return { dir }

  const lock = JSON.parse(await readFile(join(modules, 'pyodide-lock.json'), 'utf8'))
  const scratch = join(cacheDir(), `scratch-${process.pid}`)
  try {
    await fetchAssets(await wheelAssets(lock, version), dir, log, scratch)
  } finally {
    await discard(scratch)
  }
  for (const file of Object.keys(CORE)) await writeWhole(join(dir, file), await readFile(join(modules, file)))
  await writeWhole(join(dir, 'pyodide-lock.json'), JSON.stringify(slimLock(lock)))
  log('compiling the Python packages once …')
  await compileRuntime(dir, modules)
  await writeIndex(dir, lock, version)
  return { dir }
}

/** @returns {Promise<import('./assets.mjs').Asset[]>} */
async function wheelAssets(lock, version) {
  // The loader names the address that upstream serves the wheels from; asking it keeps the two in step.
  const loader = await readFile(join(modules, 'pyodide.mjs'), 'utf8')
  const base = /`(https:\/\/[^`]*\/full\/)`/.exec(loader)?.[1]?.replace(/\$\{\w+\}/, version)
  return PACKAGES.map((name) => {
    const { file_name: file, sha256: sum } = lock.packages[name]
    return {
      path: file,
      role: 'wheel',
      sha256: sum,
      sources: [
        { directory: 'CODEPERCEPT_PYODIDE_DIR', file },
        ...(base ? [{ url: base + file }] : []),
        { wheel: REDISTRIBUTION.wheel, member: `${REDISTRIBUTION.folder}/${file}` },
      ],
    }
  })
}

/** npm's lock cut to our packages. */
function slimLock(lock) {
  const packages = {}
  for (const name of PACKAGES) {
    const entry = lock.packages[name]
    packages[name] = { ...entry, depends: entry.depends.filter((need) => !LEFT_OUT.has(need)) }
  }
  return { info: lock.info, packages }
}

async function writeIndex(dir, lock, version) {
  const roles = { ...CORE, ...COMPILED, 'pyodide-lock.json': 'lock' }
  for (const name of PACKAGES) roles[lock.packages[name].file_name] = 'wheel'
  const files = []
  for (const [path, role] of Object.entries(roles)) {
    const bytes = await readFile(join(dir, path))
    files.push({ path, size: bytes.length, sha256: sha256(bytes), role })
  }
  await writeWhole(join(dir, 'runtime.json'), JSON.stringify({ format: 1, pyodide: version, files }, null, 1))
}

/** True when every file of the index is there and sound. */
async function isWhole(dir) {
  try {
    const { files } = JSON.parse(await readFile(join(dir, 'runtime.json'), 'utf8'))
    const sound = await Promise.all(
      files.map(async ({ path, sha256: sum }) => sha256(await readFile(join(dir, path))) === sum),
    )
    return sound.every(Boolean)
  } catch {
    return false
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const { dir } = await fetchRuntime()
    console.log(`Python runtime: ${dir}`)
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
