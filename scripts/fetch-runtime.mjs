/**
 * Makes the folder of the Python runtime: Pyodide's core from npm, the wheels that matplotlib needs from the first
 * source that has them, those of the optional packs as far as a source has them, their compiled files, a lock file of
 * these alone, and `runtime.json`, the index that the page checks files against.
 * Plain Node without dependencies; runs after `npm ci`.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { cacheDir, discard, fetchAssets, holds, sha256, writeWhole } from './assets.mjs'
import { compileRuntime } from './compile-runtime.mjs'
import { PACKS, packagesOf, withoutSource } from './packs.mjs'

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
const FORM = 3

const modules = fileURLToPath(new URL('../node_modules/pyodide/', import.meta.url))

/**
 * Makes the runtime folder, or finds it made. A second call only checks it.
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<{ dir: string }>} absolute path
 */
export async function fetchRuntime({ log = console.log } = {}) {
  const { version } = JSON.parse(await readFile(join(modules, 'package.json'), 'utf8'))
  const dir = join(cacheDir(), `python-${version}-${FORM}`)
  const known = await readWhole(dir)
  // A folder of one's own may have gained what was missing.
  if (known && (known.length === 0 || !process.env.CODEPERCEPT_PYODIDE_DIR)) {
    tell(known, log)
    return { dir }
  }

  const lock = JSON.parse(await readFile(join(modules, 'pyodide-lock.json'), 'utf8'))
  const scratch = join(cacheDir(), `scratch-${process.pid}`)
  try {
    await fetchAssets(await wheelAssets(lock, version), dir, log, scratch)
  } finally {
    await discard(scratch)
  }
  const held = await heldPacks(lock, dir)
  const missing = Object.keys(PACKS).filter((pack) => !(pack in held))
  tell(missing, log)
  if (known && known.length === missing.length) return { dir }
  for (const file of Object.keys(CORE)) await writeWhole(join(dir, file), await readFile(join(modules, file)))
  await writeWhole(join(dir, 'pyodide-lock.json'), JSON.stringify(slimLock(lock, held)))
  log('compiling the Python packages once …')
  await compileRuntime(dir, modules, PACKAGES, held)
  await writeIndex(dir, lock, version, held)
  return { dir }
}

/** @param {readonly string[]} missing packs */
function tell(missing, log) {
  const line = withoutSource(missing)
  if (line) log(line)
}

/** @returns {Promise<import('./assets.mjs').Asset[]>} */
async function wheelAssets(lock, version) {
  // The loader names the address that upstream serves the wheels from; asking it keeps the two in step.
  const loader = await readFile(join(modules, 'pyodide.mjs'), 'utf8')
  const base = /`(https:\/\/[^`]*\/full\/)`/.exec(loader)?.[1]?.replace(/\$\{\w+\}/, version)
  const asset = (name, redistributed, optional) => {
    const { file_name: file, sha256: sum } = lock.packages[name]
    const sources = [{ directory: 'CODEPERCEPT_PYODIDE_DIR', file }, ...(base ? [{ url: base + file }] : [])]
    if (redistributed) sources.push({ wheel: REDISTRIBUTION.wheel, member: `${REDISTRIBUTION.folder}/${file}` })
    return { path: file, role: 'wheel', sha256: sum, sources, optional }
  }
  const packs = Object.entries(PACKS).flatMap(([pack, { redistributed }]) =>
    packagesOf(pack, lock.packages, PACKAGES).map((name) => asset(name, redistributed, true)),
  )
  return [...PACKAGES.map((name) => asset(name, true, false)), ...packs]
}

/** Packages of the packs whose every wheel is there, by pack. @returns {Promise<Record<string, string[]>>} */
async function heldPacks(lock, dir) {
  const held = {}
  for (const pack of Object.keys(PACKS)) {
    const names = packagesOf(pack, lock.packages, PACKAGES)
    const sound = await Promise.all(
      names.map((name) => holds(join(dir, lock.packages[name].file_name), lock.packages[name].sha256)),
    )
    if (sound.every(Boolean)) held[pack] = names
  }
  return held
}

/** npm's lock cut to our packages. */
function slimLock(lock, packs) {
  const packages = {}
  for (const name of [...PACKAGES, ...Object.values(packs).flat()]) {
    const entry = lock.packages[name]
    packages[name] = { ...entry, depends: entry.depends.filter((need) => !LEFT_OUT.has(need)) }
  }
  return { info: lock.info, packages }
}

/** `files` is what a boot needs; a pack's own files are null when no source had them. */
async function writeIndex(dir, lock, version, held) {
  const entry = async ([path, role]) => {
    const bytes = await readFile(join(dir, path))
    return { path, size: bytes.length, sha256: sha256(bytes), role }
  }
  const wheels = (names) => names.map((name) => [lock.packages[name].file_name, 'wheel'])
  const core = Object.entries({ ...CORE, ...COMPILED, 'pyodide-lock.json': 'lock' })
  const files = await Promise.all([...core, ...wheels(PACKAGES)].map(entry))
  const packs = {}
  for (const pack of Object.keys(PACKS)) {
    const names = packagesOf(pack, lock.packages, PACKAGES)
    const imports = names.flatMap((name) => lock.packages[name].imports)
    const own = [...wheels(held[pack] ?? []), [`compiled-${pack}.zip`, 'compiled']]
    packs[pack] = { imports, packages: names, files: pack in held ? await Promise.all(own.map(entry)) : null }
  }
  await writeWhole(join(dir, 'runtime.json'), JSON.stringify({ format: 1, pyodide: version, files, packs }, null, 1))
}

/** Packs that no source had, when every file of the index is there and sound; else null. */
async function readWhole(dir) {
  try {
    const { files, packs } = JSON.parse(await readFile(join(dir, 'runtime.json'), 'utf8'))
    const all = [...files, ...Object.values(packs).flatMap((pack) => pack.files ?? [])]
    const sound = await Promise.all(all.map(({ path, sha256: sum }) => holds(join(dir, path), sum)))
    if (!sound.every(Boolean)) return null
    return Object.keys(packs).filter((pack) => packs[pack].files === null)
  } catch {
    return null
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
