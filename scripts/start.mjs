// @ts-check
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HELP, parseStart } from './arguments.mjs'
import { chromiumFlags, findChromium, hasHardwareAdapter } from './chromium.mjs'
import { log, runMain, SetupError } from './log.mjs'
import { ROOT, runNode } from './process.mjs'
import { serve } from './serve.mjs'
import { ensureBuild, ensureChromium, ensureDependencies } from './setup.mjs'

// npm runs its scripts in the project's folder; paths count from where the person is.
const caller = process.env.INIT_CWD ?? process.cwd()

await runMain(async () => {
  process.chdir(caller)
  const argv = process.argv.slice(2)
  const { pictures, port, help } = parseStart(argv)
  if (help) {
    console.log(HELP)
    return 0
  }
  await ensureDependencies()
  await ensureBuild()
  if (pictures.length > 0) {
    const env = { CHROME_PATH: await ensureChromium() }
    const { status } = await runNode([join(ROOT, 'src/cli/reconstruct.ts'), ...argv], { cwd: caller, env })
    return status
  }
  const { url, close } = await serve({ dir: join(ROOT, 'dist'), ...(port === undefined ? {} : { port }) }).catch(
    (error) => {
      throw new SetupError(`The page cannot be served: ${error.message}.`)
    },
  )
  log('page', url)
  const closeWindow = await openPage(url)
  log('page', 'Ctrl-C ends it')
  await new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, done)
  })
  closeWindow()
  await close()
  return 0
})

/**
 * Opens the page where there is a display.
 * @param {string} url
 * @returns {Promise<() => void>} closes what was opened
 */
async function openPage(url) {
  const nothing = () => {}
  if (process.platform === 'win32') {
    start('cmd', ['/c', 'start', '', url])
    return nothing
  }
  if (process.platform === 'darwin') {
    start('open', [url])
    return nothing
  }
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return nothing
  let executable
  try {
    executable = await findChromium({ install: false, log })
  } catch {
    log('chromium', 'none found: open the address in a browser with WebGPU')
    return nothing
  }
  return openChromium(executable, url)
}

/**
 * A window of its own with a temporary profile, because Linux browsers often have WebGPU off.
 * @param {string} executable
 * @param {string} url
 */
async function openChromium(executable, url) {
  const software = !(await hasHardwareAdapter(executable))
  log('chromium', software ? 'WebGPU on the CPU (slow): no graphics adapter was found' : 'WebGPU on the graphics card')
  const profile = mkdtempSync(join(tmpdir(), 'codepercept-'))
  const flags = chromiumFlags({ software, headless: false })
  const window = start(executable, [...flags, `--user-data-dir=${profile}`, '--new-window', url])
  return () => {
    window.kill()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

/** @param {string} command @param {readonly string[]} args */
function start(command, args) {
  const child = spawn(command, args, { stdio: 'ignore' })
  child.once('error', (error) => log('page', `could not be opened (${error.message})`))
  return child
}
