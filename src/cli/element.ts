import type { Page } from 'playwright'
import type { Phase, ReconstructionResult } from '../perceive/protocol.ts'

/** The result as it leaves the page: figures as base64 of their PNG bytes. */
export type PageResult = ReconstructionResult<string>

export interface Progress {
  readonly phase: Phase
  readonly loaded: number
  readonly total: number
}

/** What is used of `<codepercept-viewer>` and its events; the whole of them belongs to the viewer. */
interface ViewerElement extends HTMLElement {
  image: Blob
}
interface ResultEvent extends Event {
  readonly result: ReconstructionResult
}

declare global {
  /** Put into the page by `driveElement`. */
  var reportProgress: (progress: Progress) => void
}

/**
 * Takes hold of the page's element. The function that comes back hands it one picture, as if a person had picked it,
 * and waits for what comes of it. Failures of a run are in the result; it rejects only when the page itself dies.
 */
export async function driveElement(
  page: Page,
  attributes: Readonly<Record<string, string>>,
  onProgress: (progress: Progress) => void,
): Promise<(path: string) => Promise<PageResult>> {
  await page.exposeFunction('reportProgress', onProgress)
  await page.evaluate(prepareElement, attributes)
  const died = new Promise<never>((_, reject) => {
    page.once('crash', () => reject(new Error('the page crashed')))
    page.once('close', () => reject(new Error('the page was closed')))
  })
  // A page that ends after the last picture is no failure.
  died.catch(() => {})
  return async (path) => {
    const picker = await page.evaluateHandle(() => Object.assign(document.createElement('input'), { type: 'file' }))
    await picker.setInputFiles(path)
    return Promise.race([page.evaluate(runElement, picker), died])
  }
}

/** Runs in the page. */
async function prepareElement(attributes: Readonly<Record<string, string>>): Promise<void> {
  await customElements.whenDefined('codepercept-viewer')
  const element = document.querySelector('codepercept-viewer')
  if (element === null) throw new Error('The page has no <codepercept-viewer>')
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  let last = 0
  element.addEventListener('progress', (event: Event) => {
    const { phase, loaded, total } = event as Event & Progress
    if (performance.now() - last < 200 && loaded < total) return
    last = performance.now()
    reportProgress({ phase, loaded, total })
  })
}

/** Runs in the page. */
async function runElement(picker: HTMLInputElement): Promise<PageResult> {
  const element = document.querySelector<ViewerElement>('codepercept-viewer')
  const file = picker.files?.[0]
  if (!element || !file) throw new Error('The page has no element or no picture')
  const result = await new Promise<ReconstructionResult>((resolve) => {
    const endings = new AbortController()
    const end = (event: Event) => {
      // An <img> inside the element's own tree has events of these names too.
      if (event.target !== element) return
      endings.abort()
      resolve((event as ResultEvent).result)
    }
    for (const type of ['load', 'stop', 'error']) element.addEventListener(type, end, { signal: endings.signal })
    element.image = file
  })
  const figures = await Promise.all(
    result.figures.map(async (png) => {
      const bytes = new Uint8Array(await png.arrayBuffer())
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    }),
  )
  return { ...result, figures }
}
