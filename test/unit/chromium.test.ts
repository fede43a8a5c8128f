import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import { chromiumFlags, findChromium, isRoot, launchOptions } from '../../scripts/chromium.mjs'

const here = fileURLToPath(import.meta.url)
const log = () => {}

afterEach(() => vi.unstubAllEnvs())

test('CHROME_PATH goes before every other place', async () => {
  vi.stubEnv('CHROME_PATH', here)
  expect(await findChromium({ install: false, log })).toBe(here)
})

test('a CHROME_PATH that leads nowhere is said, and nothing else is taken in its place', async () => {
  vi.stubEnv('CHROME_PATH', '/missing/chromium')
  await expect(findChromium({ install: true, log })).rejects.toThrow(
    'CHROME_PATH is /missing/chromium, and there is no such file.',
  )
})

test('the sandbox of Chromium is off for root alone', () => {
  expect(chromiumFlags({ software: true }).includes('--no-sandbox')).toBe(process.getuid?.() === 0)
  expect(launchOptions(here, { software: true }).chromiumSandbox).toBe(!isRoot)
})

test('SwiftShader is asked for by name, and a window is not headless', () => {
  expect(chromiumFlags({ software: true })).toEqual(
    expect.arrayContaining(['--headless=new', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']),
  )
  const window = chromiumFlags({ software: false, headless: false }).join(' ')
  expect(window).not.toMatch(/headless|swiftshader/)
  // Vulkan would leave that window white.
  expect(chromiumFlags({ software: true, headless: false }).join(' ')).not.toMatch(/Vulkan/)
  expect(chromiumFlags({ software: true })).toContain('--enable-features=Vulkan')
})
