import type { Page } from 'playwright'

/** The page's WebGPU adapter in words. */
export function adapterOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const adapter = await navigator.gpu.requestAdapter()
    const { vendor = '', architecture = '', description = '' } = adapter?.info ?? {}
    return [vendor, architecture, description].filter((word) => word !== '').join(' ') || 'unnamed adapter'
  })
}
