/** Takes pictures of the viewer in every state, with a scripted engine. usage: npm run screens -- DIR [NAME …] */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContextOptions, chromium, type Page } from 'playwright'
import { createServer } from 'vite'
import { findChromium } from '../../scripts/chromium.mjs'
import { ROOT } from '../../scripts/process.mjs'
import type { CodePerceptViewerElement } from '../../src/viewer/element.ts'
import type { FakeClient } from '../browser/fake-client.ts'

interface Screen {
  readonly name: string
  readonly context?: BrowserContextOptions
  readonly query?: string
  /** Name of a scenario of `test/browser/scenarios.ts`; null shows the page without a picture. */
  readonly scenario: string | null
  readonly view?: 'split' | 'slider' | 'code'
  readonly dir?: 'rtl'
  readonly act?: (page: Page) => Promise<unknown>
}

const dark: BrowserContextOptions = { colorScheme: 'dark' }
const narrow: BrowserContextOptions = { viewport: { width: 320, height: 800 } }

const SCREENS: readonly Screen[] = [
  { name: 'idle', scenario: null },
  { name: 'idle-dark', scenario: null, context: dark },
  { name: 'loading', scenario: 'loading' },
  { name: 'generating', scenario: 'generating' },
  { name: 'running', scenario: 'running' },
  { name: 'done', scenario: 'done' },
  { name: 'done-slider', scenario: 'done', view: 'slider', act: (page) => page.locator('input[type=range]').focus() },
  { name: 'done-code', scenario: 'done', view: 'code' },
  { name: 'done-figures', scenario: 'figures' },
  { name: 'editing', scenario: 'done', act: (page) => page.getByRole('button', { name: 'Edit' }).click() },
  { name: 'error-python', scenario: 'python' },
  { name: 'error-no-code', scenario: 'noCode' },
  { name: 'error-network', scenario: 'network' },
  { name: 'stopped', scenario: 'generating', act: (page) => page.keyboard.press('Escape') },
  { name: 'done-dark', scenario: 'done', context: dark },
  { name: 'error-dark', scenario: 'python', context: dark },
  { name: 'generating-320', scenario: 'generating', context: narrow },
  { name: 'done-320', scenario: 'done', context: narrow },
  { name: 'idle-320', scenario: null, context: narrow },
  { name: 'done-german', scenario: 'done', query: '&lang=de' },
  { name: 'generating-german', scenario: 'generating', query: '&lang=de' },
  { name: 'done-rtl-slider', scenario: 'done', view: 'slider', dir: 'rtl' },
  { name: 'generating-rtl', scenario: 'generating', dir: 'rtl' },
  { name: 'done-contrast', scenario: 'done', context: { forcedColors: 'active' } },
  { name: 'linked', scenario: 'described', act: holdElement },
  { name: 'linked-dark', scenario: 'described', context: dark, act: holdElement },
  { name: 'linked-320', scenario: 'described', context: narrow, act: holdElement },
  { name: 'linked-slider', scenario: 'described', view: 'slider', act: holdElement },
  { name: 'linked-contrast', scenario: 'described', context: { forcedColors: 'active' }, act: holdElement },
  { name: 'linked-rtl', scenario: 'described', dir: 'rtl', act: holdElement },
  { name: 'draft', scenario: 'draft' },
  { name: 'draft-german-dark', scenario: 'draft', query: '&lang=de', context: dark },
  { name: 'draft-320', scenario: 'draft', context: narrow },
  { name: 'refining', scenario: 'refining' },
  { name: 'refining-320', scenario: 'refining', context: narrow },
  { name: 'refining-stopped', scenario: 'refining', act: (page) => page.keyboard.press('Escape') },
  { name: 'refining-contrast', scenario: 'refining', context: { forcedColors: 'active' } },
  { name: 'refined', scenario: 'refined', act: backTwoSteps },
  { name: 'refined-dark', scenario: 'refined', context: dark, act: backTwoSteps },
  { name: 'refined-320', scenario: 'refined', context: narrow, act: backTwoSteps },
  { name: 'refined-german', scenario: 'refined', query: '&lang=de', act: backTwoSteps },
  { name: 'refined-rtl', scenario: 'refined', dir: 'rtl', act: backTwoSteps },
  { name: 'repaired', scenario: 'repaired' },
  { name: 'differing', scenario: 'differing', act: showDifferences },
  { name: 'differing-german-dark', scenario: 'differing', query: '&lang=de', context: dark, act: showDifferences },
  { name: 'differing-320', scenario: 'differing', context: narrow, act: showDifferences },
  { name: 'differing-contrast', scenario: 'differing', context: { forcedColors: 'active' }, act: showDifferences },
  { name: 'drag', scenario: 'done', act: drag },
]

async function holdElement(page: Page): Promise<void> {
  await page.getByRole('option', { name: 'segment AB' }).first().click()
  await page.mouse.move(0, 0)
}

async function backTwoSteps(page: Page): Promise<void> {
  await page.getByRole('slider').focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
}

async function showDifferences(page: Page): Promise<void> {
  await page.locator('.show-faults').click()
}

async function drag(page: Page): Promise<void> {
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['x'], 'x.png', { type: 'image/png' }))
    document.querySelector('codepercept-viewer')!.dispatchEvent(new DragEvent('dragenter', { dataTransfer }))
  })
}

const [directory, ...names] = process.argv.slice(2)
if (directory === undefined) throw new Error('usage: npm run screens -- DIR [NAME …]')
mkdirSync(directory, { recursive: true })

const server = await createServer({
  configFile: join(ROOT, 'vite.config.ts'),
  logLevel: 'error',
  server: { port: 0, hmr: false },
})
await server.listen()
const address = server.resolvedUrls!.local[0]!
const executablePath = await findChromium({ install: false, log: () => {} })
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
try {
  for (const screen of SCREENS) {
    if (names.length === 0 || names.includes(screen.name)) await take(screen, directory)
  }
} finally {
  await browser.close()
  await server.close()
}

async function take(screen: Screen, folder: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...screen.context })
  const page = await context.newPage()
  page.on('pageerror', (error) => process.stderr.write(`${screen.name}: ${error.message}\n`))
  await page.goto(`${address}?sample=off${screen.query ?? ''}`)
  await page.evaluate(
    async ([scenario, view, dir, scenarios]) => {
      await customElements.whenDefined('codepercept-viewer')
      const element = document.querySelector('codepercept-viewer') as CodePerceptViewerElement
      if (dir) document.documentElement.dir = dir
      if (view) element.view = view as 'split'
      if (!scenario) return
      const { client, picture, settled } = await import(/* @vite-ignore */ new URL(scenarios, location.href).href).then(
        (module) => module.scenario(scenario),
      )
      ;(element.constructor as typeof CodePerceptViewerElement).clientFactory = () => client as FakeClient
      element.alt = 'Bar chart'
      element.image = new File([picture], 'bars.png', { type: 'image/png' })
      await settled(element)
      await element.updateComplete
    },
    [screen.scenario, screen.view, screen.dir, `/@fs${join(ROOT, 'test/browser/scenarios.ts')}`] as const,
  )
  await page.waitForTimeout(400)
  await screen.act?.(page)
  await page.waitForTimeout(400)
  await page.screenshot({ path: join(folder, `${screen.name}.png`), fullPage: true })
  await context.close()
}
