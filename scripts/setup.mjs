// @ts-check
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { findChromium } from './chromium.mjs'
import { log, SetupError } from './log.mjs'
import { ROOT, run, runNode } from './process.mjs'
import { findNativeDriver } from './vulkan.mjs'

/** What a built page is made of; a change in any of these makes it anew. */
const BUILD_INPUTS = [
  'src',
  'shaders',
  'wasm',
  'models/nano',
  'public',
  'scripts/vite',
  'vite.config.ts',
  'tsconfig.json',
  'package-lock.json',
]

/** The two pages: Vite's mode, and the folder that it fills. */
const PAGES = { page: 'dist', lab: 'dist-lab' }

/** Installs the locked dependencies unless `node_modules` holds exactly them. */
export async function ensureDependencies() {
  if (dependenciesCurrent()) return
  log('dependencies', 'npm ci, up to a minute')
  const { status, output } = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=notice'])
  if (status !== 0) throw new SetupError(`The dependencies could not be installed. npm said:\n\n${output.trim()}`)
}

/**
 * Fetches the Python runtime and its packages once.
 * @returns {Promise<string>} its folder
 */
export async function ensureRuntime() {
  const { fetchRuntime } = await import('./fetch-runtime.mjs')
  try {
    const { dir } = await fetchRuntime({ log: (/** @type {string} */ line) => log('python', line) })
    return dir
  } catch (error) {
    throw new SetupError(error instanceof Error ? error.message : String(error))
  }
}

/**
 * Fetches the OCR's networks once.
 * @returns {Promise<string>} its folder
 */
export async function ensureOcr() {
  const { fetchOcr } = await import('./fetch-ocr.mjs')
  try {
    const { dir } = await fetchOcr({ log: (/** @type {string} */ line) => log('ocr', line) })
    return dir
  } catch (error) {
    throw new SetupError(error instanceof Error ? error.message : String(error))
  }
}

/**
 * Builds the pages whose inputs have changed since their last build.
 * @param {readonly (keyof typeof PAGES)[]} [pages]
 */
export async function ensureBuild(pages = ['page']) {
  const [runtime, ocr] = [await ensureRuntime(), await ensureOcr()]
  const inputs = [...BUILD_INPUTS.map((path) => join(ROOT, path)), join(runtime, 'runtime.json'), join(ocr, 'ocr.json')]
  const key = hashFiles(inputs)
  for (const page of pages) {
    const stamp = join(ROOT, '.cache', `build-${page}`)
    if (readStamp(stamp) === key && existsSync(join(ROOT, PAGES[page], 'index.html'))) continue
    log('build', page)
    const vite = join('node_modules', 'vite', 'bin', 'vite.js')
    const { status, output } = await runNode([vite, 'build', '--mode', page, '--logLevel', 'warn'], { quiet: true })
    if (status !== 0) throw new SetupError(`The ${page} could not be built. Vite said:\n\n${output.trim()}`)
    if (output.trim() !== '') console.log(output.trimEnd())
    writeStamp(stamp, key)
  }
}

/**
 * Finds a Chromium, or installs one.
 * @returns {Promise<string>} path of the program
 */
export async function ensureChromium() {
  return findChromium({ install: true, log })
}

/** Finds what the tests without a browser run on, or installs it. */
export async function ensureNativeDriver() {
  return findNativeDriver({ install: true, log })
}

/** npm leaves the list of what it installed in `node_modules`; it must hold all that the lock file asks for. */
function dependenciesCurrent() {
  try {
    const wanted = readPackages('package-lock.json')
    const installed = readPackages(join('node_modules', '.package-lock.json'))
    return Object.entries(wanted).every(
      ([path, entry]) => path === '' || (installed[path] ? installed[path].version === entry.version : entry.optional),
    )
  } catch {
    return false
  }
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function readPackages(path) {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8')).packages
}

/** @param {readonly string[]} args */
function npm(args) {
  // npm names its own script to what it runs; without it the shell finds npm (a .cmd file on Windows).
  const script = process.env.npm_execpath
  if (script?.endsWith('.js') && existsSync(script)) return run(process.execPath, [script, ...args], { quiet: true })
  return run('npm', args, { quiet: true, shell: process.platform === 'win32' })
}

/**
 * One checksum of the names and contents of files and folders; a missing one counts as empty.
 * @param {readonly string[]} paths
 */
function hashFiles(paths) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap(listFiles)) {
    hash.update(`${relative(ROOT, path)}\0`).update(readFileSync(path))
  }
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function listFiles(path) {
  if (!existsSync(path)) return []
  try {
    return readdirSync(path)
      .filter((name) => name !== '__pycache__')
      .sort()
      .flatMap((name) => listFiles(join(path, name)))
  } catch {
    return [path]
  }
}

/** @param {string} path */
function readStamp(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

/** @param {string} path @param {string} text */
function writeStamp(path, text) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
