/** Runs programs on the built page's element, without the model. */
import type { Page } from 'playwright'
import type { ReconstructionResult } from '../../src/perceive/protocol.ts'

export interface ProgramRun {
  readonly error: ReconstructionResult['error']
  readonly notices: readonly string[]
  readonly figures: number
  readonly seconds: number
}

interface Viewer extends HTMLElement {
  autorun: string
  image: Blob
  code: string
  run(): Promise<ReconstructionResult>
}

/**
 * Runs a program as that of picture number `picture`: those of one picture share an interpreter, another picture's gets
 * one that no program has used. `timeout`: soft limit in seconds.
 */
export function runProgram(page: Page, code: string, picture = 0, timeout = 20): Promise<ProgramRun> {
  return page.evaluate(
    async ([program, number, limit]) => {
      await customElements.whenDefined('codepercept-viewer')
      const viewer = document.querySelector<Viewer>('codepercept-viewer')!
      const canvas = new OffscreenCanvas(64, 64)
      const context = canvas.getContext('2d')!
      context.fillStyle = `rgb(${number & 255} ${number >> 8} 200)`
      context.fillRect(0, 0, 64, 64)
      viewer.autorun = 'off'
      viewer.image = await canvas.convertToBlob({ type: 'image/png' })
      viewer.code = program
      viewer.setAttribute('timeout', String(limit))
      const start = performance.now()
      const { error, notices, figures } = await viewer.run()
      return {
        error,
        notices: notices.map(({ message }) => message),
        figures: figures.length,
        seconds: (performance.now() - start) / 1000,
      }
    },
    [code, picture, timeout] as const,
  )
}
