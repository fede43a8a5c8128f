// @ts-check
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isDebian, isRoot } from './chromium.mjs'
import { currentNode, ROOT, run } from './process.mjs'

const MANIFESTS = '/usr/share/vulkan/icd.d'

/** Manifest of the driver that the tests without a browser run on, or what keeps them from running. */
/** @typedef {{ driver: string, note: undefined } | { driver: undefined, note: string }} NativeDriver */

/**
 * Finds Mesa's lavapipe, a Vulkan driver on the CPU that has f16 and subgroups of 8, if Dawn accepts it. With `install`,
 * it is installed on Debian as root.
 * @param {{ install: boolean, log: import('./log.mjs').Log }} options
 * @returns {Promise<NativeDriver>}
 */
export async function findNativeDriver({ install, log }) {
  if (process.platform !== 'linux') return { driver: undefined, note: 'lavapipe is looked for on Linux only' }
  if (install && !lavapipe()) await installMesa(log)
  const mesa = lavapipe()
  if (!mesa) {
    return { driver: undefined, note: 'there is no lavapipe (Debian, Ubuntu: "apt-get install mesa-vulkan-drivers")' }
  }
  const refusal = await probe(mesa)
  if (refusal === undefined) return { driver: mesa, note: undefined }
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
