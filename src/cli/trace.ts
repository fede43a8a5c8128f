/** `npm run trace -- program.py …`: runs each program in the built page's sandbox and prints what it drew, a line each. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { runMain, SetupError } from '../../scripts/log.mjs'
import { ROOT } from '../../scripts/process.mjs'
import type { ReconstructionResult } from '../perceive/protocol.ts'
import { openPage } from './browser.ts'

/** Long side of the figures in pixels. */
const SIDE = 1000

await runMain(async () => {
  const programs = process.argv.slice(2)
  if (programs.length === 0) throw new SetupError('Which programs? npm run trace -- program.py …')
  const sources = await Promise.all(
    programs.map((path) =>
      readFile(path, 'utf8').catch(() => {
        throw new SetupError(`The program ${path} cannot be read.`)
      }),
    ),
  )
  const { page, errors, close } = await openPage({ dir: join(ROOT, 'dist'), query: '?sample=off' })
  try {
    for (const [index, source] of sources.entries()) {
      const { trace, facts, caption, notices, error } = await run(page, source, index)
      const line = { program: programs[index], trace, facts, caption, notices, error }
      process.stdout.write(`${JSON.stringify(line)}\n`)
    }
    return 0
  } catch (error) {
    throw new SetupError([`The page failed: ${error instanceof Error ? error.message : error}`, ...errors].join('\n'))
  } finally {
    await close()
  }
})

/** What is used of `<codepercept-viewer>`; the whole of it belongs to the viewer. */
interface ViewerElement extends HTMLElement {
  autorun: 'on' | 'off'
  image: Blob
  code: string
  run(): Promise<ReconstructionResult>
}

type Told = Pick<ReconstructionResult, 'trace' | 'facts' | 'caption' | 'notices' | 'error'>

/** Runs one program as that of a picture of its own, so that it gets an interpreter that no other has used. */
function run(page: Page, source: string, index: number): Promise<Told> {
  return page.evaluate(
    async ([code, side, number]) => {
      await customElements.whenDefined('codepercept-viewer')
      const element = document.querySelector<ViewerElement>('codepercept-viewer')
      if (!element) throw new Error('The page has no <codepercept-viewer>')
      const canvas = new OffscreenCanvas(side, side)
      const context = canvas.getContext('2d')!
      context.fillStyle = 'white'
      context.fillRect(0, 0, side, side)
      // No two pictures are the same.
      context.fillStyle = `rgb(${number & 255} ${(number >> 8) & 255} 0)`
      context.fillRect(0, 0, 1, 1)
      element.autorun = 'off'
      element.image = await canvas.convertToBlob({ type: 'image/png' })
      element.code = code
      const { trace, facts, caption, notices, error } = await element.run()
      return { trace, facts, caption, notices, error }
    },
    [source, SIDE, index] as const,
  )
}
