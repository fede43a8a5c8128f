import type { Page } from 'playwright'
import type { ReconstructionResult } from '../perceive/protocol.ts'

/** Long side of the figures in pixels. */
const SIDE = 1000

/** What is used of `<codepercept-viewer>`; the whole of it belongs to the viewer. */
interface ViewerElement extends HTMLElement {
  autorun: 'on' | 'off'
  image: Blob
  code: string
  run(): Promise<ReconstructionResult>
}

export type Told = Pick<ReconstructionResult, 'trace' | 'facts' | 'caption' | 'notices' | 'error'>

/**
 * Runs one program in the sandbox of the built page (`?sample=off`), as that of a picture of its own, so that it gets an
 * interpreter that no other has used; `index` differs for each program of a page.
 */
export function runProgram(page: Page, source: string, index: number): Promise<Told> {
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
