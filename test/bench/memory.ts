import { readFile } from 'node:fs/promises'
import type { CDPSession, Page } from 'playwright'

/** Bytes. `gpu` is null where the system does not tell (other than Linux). */
export interface MemorySample {
  /** Live objects of JavaScript. */
  readonly heap: number
  /** The same and the array buffers that it holds. */
  readonly withBuffers: number
  readonly gpu: number | null
}

const INTERVAL_MS = 250

/** Samples the memory of a page while it works, from outside, and keeps the peaks since the last `take`. */
export class MemoryWatch {
  readonly #page: CDPSession
  readonly #browser: CDPSession
  readonly #timer: NodeJS.Timeout
  #sampling: Promise<void> | undefined
  #heap = 0
  #withBuffers = 0
  #gpu: number | null = null

  private constructor(page: CDPSession, browser: CDPSession) {
    this.#page = page
    this.#browser = browser
    this.#timer = setInterval(() => void this.#sample(), INTERVAL_MS)
  }

  static async start(page: Page): Promise<MemoryWatch> {
    const browser = page.context().browser()
    if (!browser) throw new Error('The page has no browser of its own.')
    return new MemoryWatch(await page.context().newCDPSession(page), await browser.newBrowserCDPSession())
  }

  /** Peaks since the last call. */
  async take(): Promise<MemorySample> {
    // One that began before the end of the stage may have missed it.
    await this.#sampling
    await this.#sample()
    const peaks = { heap: this.#heap, withBuffers: this.#withBuffers, gpu: this.#gpu }
    this.#heap = this.#withBuffers = 0
    this.#gpu = null
    return peaks
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #sample(): Promise<void> {
    this.#sampling ??= this.#measure().finally(() => {
      this.#sampling = undefined
    })
    return this.#sampling
  }

  async #measure(): Promise<void> {
    try {
      const usage: { usedSize: number; backingStorageSize?: number } = await this.#page.send('Runtime.getHeapUsage')
      this.#heap = Math.max(this.#heap, usage.usedSize)
      this.#withBuffers = Math.max(this.#withBuffers, usage.usedSize + (usage.backingStorageSize ?? 0))
      const { processInfo } = await this.#browser.send('SystemInfo.getProcessInfo')
      const gpu = processInfo.find(({ type }) => type === 'GPU')
      const bytes = gpu && (await resident(gpu.id))
      if (bytes) this.#gpu = Math.max(this.#gpu ?? 0, bytes)
    } catch {
      // The page is closing; what was sampled so far holds.
    }
  }
}

/** Resident bytes of a process on Linux. */
async function resident(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}
