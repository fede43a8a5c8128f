// @ts-check
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { cacheDir } from './assets.mjs'
import { isDebian, isRoot } from './chromium.mjs'
import { currentNode, ROOT, run } from './process.mjs'

const MANIFESTS = '/usr/share/vulkan/icd.d'
const APT = '/etc/apt'

/** Manifest of the driver that the tests without a browser run on, or what keeps them from running. */
/** @typedef {{ driver: string, note: undefined } | { driver: undefined, note: string }} NativeDriver */

/**
 * Finds Mesa's lavapipe, a Vulkan driver on the CPU that has f16 and subgroups of 8, if Dawn accepts it. With `install`,
 * it is installed on Debian as root; where Debian's own is too old for Dawn, its backport is unpacked into the cache.
 * @param {{ install: boolean, log: import('./log.mjs').Log }} options
 * @returns {Promise<NativeDriver>}
 */
export async function findNativeDriver({ install, log }) {
  if (process.platform !== 'linux') return { driver: undefined, note: 'lavapipe is looked for on Linux only' }
  const backport = join(cacheDir(), 'lavapipe', 'lvp_icd.json')
  if (existsSync(backport) && (await probe(backport)) === undefined) return { driver: backport, note: undefined }
  if (install && !lavapipe()) await installMesa(log)
  const mesa = lavapipe()
  if (!mesa) {
    return { driver: undefined, note: 'there is no lavapipe (Debian, Ubuntu: "apt-get install mesa-vulkan-drivers")' }
  }
  const refusal = await probe(mesa)
  if (refusal === undefined) return { driver: mesa, note: undefined }
  if (install && isDebian() && (await unpackBackport(backport, log)) && (await probe(backport)) === undefined) {
    return { driver: backport, note: undefined }
  }
  return { driver: undefined, note: `Dawn refuses the lavapipe here, ${refusal}; that of Mesa 25 is known to work` }
}

function lavapipe() {
  const name = existsSync(MANIFESTS)
    ? readdirSync(MANIFESTS).find((file) => /^lvp_icd\b.*\.json$/.test(file))
    : undefined
  return name && join(MANIFESTS, name)
}

/** @param {import('./log.mjs').Log} log */
async function installMesa(log) {
  if (!isRoot || !isDebian()) return
  log('vulkan', 'apt-get install mesa-vulkan-drivers')
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const packages = ['mesa-vulkan-drivers', 'libvulkan1']
  const install = () =>
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env, quiet: true })
  if ((await install()).status === 0) return
  await run('apt-get', ['update', '-qq'], { env, quiet: true })
  await install()
}

/**
 * Unpacks the driver of Debian's backports beside its manifest, without installing it; the libraries that it needs are
 * those of the installed one. apt checks its signature. False when there is none.
 * @param {string} manifest where the manifest goes
 * @param {import('./log.mjs').Log} log
 */
async function unpackBackport(manifest, log) {
  const release = /^VERSION_CODENAME=(\w+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]
  const mirror = debianMirror()
  if (!release || !mirror) return false
  const dir = dirname(manifest)
  rmSync(dir, { recursive: true, force: true })
  for (const folder of ['lists/partial', 'archives/partial']) mkdirSync(join(dir, folder), { recursive: true })
  const suites = [release, `${release}-updates`, `${release}-backports`]
  writeFileSync(join(dir, 'sources.list'), suites.map((suite) => `deb ${mirror} ${suite} main\n`).join(''))
  const apt = (/** @type {string[]} */ ...words) => {
    const settings = {
      'Dir::Etc::sourcelist': join(dir, 'sources.list'),
      'Dir::Etc::sourceparts': '-',
      'Dir::State::lists': join(dir, 'lists'),
      'Dir::Cache::archives': join(dir, 'archives'),
      'Dir::Cache::pkgcache': '',
      'Dir::Cache::srcpkgcache': '',
    }
    const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])
    return run('apt-get', [...options, '-qq', ...words], { cwd: dir, quiet: true, silenceMs: 60_000 })
  }
  log('vulkan', `mesa-vulkan-drivers of ${release}-backports, into the cache`)
  if ((await apt('update')).status !== 0) return false
  if ((await apt('download', '-t', `${release}-backports`, 'mesa-vulkan-drivers')).status !== 0) return false
  const archive = readdirSync(dir).find((file) => file.endsWith('.deb'))
  if (!archive) return false
  if ((await run('dpkg', ['-x', join(dir, archive), join(dir, 'root')], { quiet: true })).status !== 0) return false
  const library = findFile(join(dir, 'root', 'usr', 'lib'), 'libvulkan_lvp.so')
  if (!library) return false
  for (const folder of ['lists', 'archives']) rmSync(join(dir, folder), { recursive: true, force: true })
  const text = { file_format_version: '1.0.0', ICD: { api_version: '1.3.0', library_path: library } }
  writeFileSync(manifest, JSON.stringify(text))
  return true
}

/** Address of the machine's own Debian archive. */
function debianMirror() {
  const folder = join(APT, 'sources.list.d')
  const files = existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : []
  const text = [join(APT, 'sources.list'), ...files]
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  return /\bhttps?:\/\/\S+\/debian\/?(?=\s)/.exec(text)?.[0]
}

/** @param {string} dir @param {string} name */
function findFile(dir, name) {
  const found = readdirSync(dir, { recursive: true, encoding: 'utf8' }).find((file) => basename(file) === name)
  return found && join(dir, found)
}

/**
 * Why Dawn gives no adapter on this driver; undefined when it does. In a process of its own: Dawn may end it.
 * @param {string} manifest
 */
async function probe(manifest) {
  const program = [
    "import { create, globals } from 'webgpu'",
    'Object.assign(globalThis, globals, { dawn: create([]) })',
    'const adapter = await globalThis.dawn.requestAdapter()',
    'process.exit(adapter ? 0 : 3)',
  ].join('\n')
  const env = { VK_ICD_FILENAMES: manifest, VK_DRIVER_FILES: manifest }
  const options = { env, quiet: true, cwd: ROOT, silenceMs: 20_000 }
  const { status, output } = await run(currentNode(), ['--input-type=module', '-e', program], options)
  if (status === 0) return undefined
  const said = output.split('\n').find((line) => /^Warning: /.test(line))
  return said?.replace('Warning: ', '').replace(/\.$/, '') ?? `no adapter (status ${status})`
}
