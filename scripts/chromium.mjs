// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir, platform } from 'node:os'
import { delimiter, join } from 'node:path'
import { SetupError } from './log.mjs'
import { ROOT, run } from './process.mjs'

const INSTALL_SILENCE_MS = 20_000

export const isRoot = process.getuid?.() === 0

/**
 * Finds a full Chromium (the headless shell has no WebGPU). Order: CHROME_PATH, the system's usual paths,
 * Playwright's cache; then, with `install`, apt on Debian as root and Playwright's download.
 * @param {{ install: boolean, log: import('./log.mjs').Log }} options
 * @returns {Promise<string>} path of the program
 * @throws {SetupError} that says what to install
 */
export async function findChromium({ install, log }) {
  const chosen = process.env.CHROME_PATH
  if (chosen) {
    if (!existsSync(chosen)) throw new SetupError(`CHROME_PATH is ${chosen}, and there is no such file.`)
    return chosen
  }
  const found = systemChromium() ?? cachedChromium()
  if (found) return found
  if (install) {
    const installed = (await installWithApt(log)) ?? (await installWithPlaywright(log))
    if (installed) return installed
  }
  throw new SetupError(
    'No Chromium was found. Install Google Chrome or Chromium (Debian, Ubuntu: "apt-get install chromium"), ' +
      'or run "npx playwright install chromium", or set CHROME_PATH to the program.',
  )
}

/**
 * Chromium's flags for WebGPU. `software`: SwiftShader on the CPU, else the machine's own adapter.
 * @param {{ software: boolean, headless?: boolean }} options
 * @returns {string[]}
 */
export function chromiumFlags({ software, headless = true }) {
  const linux = platform() === 'linux'
  return [
    ...(headless ? ['--headless=new'] : []),
    '--enable-unsafe-webgpu',
    ...(software ? ['--use-webgpu-adapter=swiftshader'] : []),
    // In a window without a graphics card Vulkan leaves the page unpainted; SwiftShader is there without it.
    ...((software ? headless : linux) ? ['--enable-features=Vulkan'] : []),
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--no-default-browser-check',
    ...(isRoot ? ['--no-sandbox'] : []),
  ]
}

/**
 * Playwright's launch options for a headless Chromium with WebGPU.
 * @param {string} executablePath
 * @param {{ software: boolean }} options
 */
export function launchOptions(executablePath, { software }) {
  // Playwright adds --no-sandbox by itself unless it is told to keep the sandbox.
  return { executablePath, headless: true, chromiumSandbox: !isRoot, args: chromiumFlags({ software }) }
}

/**
 * Does this machine give a headless Chromium a hardware WebGPU adapter? Needs the dependencies.
 * @param {string} executablePath
 */
export async function hasHardwareAdapter(executablePath) {
  if (platform() === 'linux' && !existsSync('/dev/dri') && !existsSync('/dev/nvidia0')) return false
  const { chromium } = await import('playwright')
  const browser = await chromium.launch(launchOptions(executablePath, { software: false }))
  try {
    const page = await browser.newPage()
    // WebGPU needs a secure page: an empty answer in the place of one on this machine.
    await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '' }))
    await page.goto('http://127.0.0.1/')
    const probe = page.evaluate(async () => {
      const adapter = await navigator.gpu?.requestAdapter()
      return adapter ? !adapter.info.isFallbackAdapter && adapter.info.architecture !== 'swiftshader' : false
    })
    const late = new Promise((resolve) => setTimeout(resolve, 15_000, false).unref())
    return (await Promise.race([probe, late])) === true
  } catch {
    return false
  } finally {
    await browser.close()
  }
}

function systemChromium() {
  return systemPaths().find((path) => existsSync(path))
}

/** @returns {string[]} */
function systemPaths() {
  if (platform() === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge']
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      apps.map((app) => join(folder, `${app}.app/Contents/MacOS/${app}`)),
    )
  }
  if (platform() === 'win32') {
    const { PROGRAMFILES, LOCALAPPDATA } = process.env
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe']
    return [PROGRAMFILES, process.env['PROGRAMFILES(X86)'], LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [...programs, 'Microsoft\\Edge\\Application\\msedge.exe'].map((path) => join(folder, path)))
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
  const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', ...(process.env.PATH ?? '').split(delimiter)]
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), '/opt/google/chrome/chrome']
}

function cachedChromium() {
  const cache = {
    darwin: join(homedir(), 'Library/Caches/ms-playwright'),
    win32: join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
  }[platform().toString()]
  const folders = [process.env.PLAYWRIGHT_BROWSERS_PATH, cache ?? join(homedir(), '.cache/ms-playwright')]
  return folders
    .filter((folder) => folder !== undefined && existsSync(folder))
    .flatMap((folder) => installedVersions(/** @type {string} */ (folder)))
    .find((path) => existsSync(path))
}

/**
 * The programs that Playwright's cache may hold, newest version first.
 * @param {string} cache
 */
function installedVersions(cache) {
  const programs = [
    'chrome-linux64/chrome',
    'chrome-linux/chrome',
    'chrome-win64/chrome.exe',
    'chrome-win/chrome.exe',
    ...['chrome-mac', 'chrome-mac-x64', 'chrome-mac-arm64'].flatMap((folder) =>
      ['Google Chrome for Testing', 'Chromium'].map((app) => `${folder}/${app}.app/Contents/MacOS/${app}`),
    ),
  ]
  return readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .flatMap((name) => programs.map((program) => join(cache, name, program)))
}

/** @param {import('./log.mjs').Log} log */
async function installWithApt(log) {
  if (!isRoot || !isDebian()) return undefined
  log('chromium', 'apt-get install chromium')
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const update = await run('apt-get', ['update', '-qq'], { env, quiet: true })
  const install = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    env,
    quiet: true,
  })
  const found = systemChromium()
  if (!found) log('chromium', `apt-get gave none: ${lastLine(install.output || update.output)}`)
  return found
}

export function isDebian() {
  try {
    return /^(ID|ID_LIKE)=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

/** @param {import('./log.mjs').Log} log */
async function installWithPlaywright(log) {
  const cli = join(ROOT, 'node_modules', 'playwright', 'cli.js')
  if (!existsSync(cli)) return undefined
  log('chromium', 'playwright install chromium (a large download)')
  const { output, silent } = await run(process.execPath, [cli, 'install', 'chromium', '--no-shell'], {
    quiet: true,
    silenceMs: INSTALL_SILENCE_MS,
  })
  const found = cachedChromium()
  const reason = silent ? 'given up after 20 s without data' : (/Error: (.*)/.exec(output)?.[1] ?? lastLine(output))
  if (!found) log('chromium', `Playwright gave none: ${reason}`)
  return found
}

/** @param {string} text */
function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? ''
}
