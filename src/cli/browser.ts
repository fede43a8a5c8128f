import { chromium, type Page } from 'playwright'
import { findChromium, hasHardwareAdapter, launchOptions } from '../../scripts/chromium.mjs'
import { log } from '../../scripts/log.mjs'
import { type Mount, serve } from '../../scripts/serve.mjs'

export interface BrowserOptions {
  /** The built page's folder: `dist` or `dist-lab`, absolute. */
  readonly dir: string
  /** Query of the address, as in `?sample=off`. */
  readonly query?: string
  /** Further folders that the page can read. */
  readonly mounts?: readonly Mount[]
  /** WebGPU on the CPU; when absent, only where there is no hardware adapter. */
  readonly software?: boolean
}

export interface OpenedPage {
  readonly page: Page
  /** Address of the page's folder, ending in a slash. */
  readonly url: string
  /** What the page reported: console errors and uncaught exceptions. */
  readonly errors: readonly string[]
  /** Addresses on other hosts that the page asked for; none was answered. */
  readonly blocked: readonly string[]
  close(): Promise<void>
}

/** Serves a built page and opens it in a headless Chromium in which every other host is out of reach. */
export async function openPage({ dir, query = '', mounts = [], software }: BrowserOptions): Promise<OpenedPage> {
  const executable = await findChromium({ install: false, log })
  const options = launchOptions(executable, { software: software ?? !(await hasHardwareAdapter(executable)) })
  const server = await serve({ dir, port: 0, mounts })
  const browser = await chromium
    .launch({ ...options, args: [...options.args, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'] })
    .catch(async (error) => {
      await server.close()
      throw error
    })
  const close = async () => {
    await browser.close()
    await server.close()
  }
  try {
    const context = await browser.newContext()
    const errors: string[] = []
    const blocked: string[] = []
    const { origin } = new URL(server.url)
    await context.route(
      (url) => url.origin !== origin && /^https?:$/.test(url.protocol),
      (route) => {
        blocked.push(route.request().url())
        return route.abort()
      },
    )
    const page = await context.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`)
    })
    page.on('websocket', (socket) => blocked.push(socket.url()))
    page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
    await page.goto(server.url + query)
    return { page, url: server.url, errors, blocked, close }
  } catch (error) {
    await close()
    throw error
  }
}
