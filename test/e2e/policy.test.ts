import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../scripts/process.mjs'
import { openPage } from '../../src/cli/browser.ts'

const PROGRAM = 'import matplotlib.pyplot as plt\nplt.bar([1, 2, 3], [3, 1, 2])\nplt.show()\n'

/** Runs a program on the built page's element, without the model; `autorun` is off for that. */
async function runProgram(code: string) {
  interface Viewer extends HTMLElement {
    autorun: string
    image: Blob
    code: string
    run(): Promise<{ figures: Blob[]; error: unknown; score: { total: number } | null }>
  }
  await customElements.whenDefined('codepercept-viewer')
  const viewer = document.querySelector<Viewer>('codepercept-viewer')!
  viewer.autorun = 'off'
  viewer.image = await (await fetch('samples/bar.png')).blob()
  viewer.code = code
  const { figures, error, score } = await viewer.run()
  return { figures: figures.length, error, scored: score !== null }
}

test.each(['address', 'text'])('under the policy of the built page the sandbox works by its %s', async (way) => {
  const opened = await openPage({ dir: join(ROOT, 'dist'), query: '?sample=off', software: true })
  try {
    const { page, errors, blocked } = opened
    let refused = 0
    if (way === 'text') {
      // As without a network: no service worker answers for an opaque-origin frame, but one does for a fetch.
      await page.route('**/sandbox.html', (route) => {
        if (!route.request().isNavigationRequest()) return route.continue()
        refused++
        return route.abort()
      })
    }
    expect(await page.evaluate(runProgram, PROGRAM)).toEqual({ figures: 1, error: null, scored: true })
    expect(refused > 0).toBe(way === 'text')
    expect(blocked).toEqual([])
    expect(errors.filter((error) => !error.includes('/sandbox.html'))).toEqual([])
  } finally {
    await opened.close()
  }
})

test('the policy of the built page stops a request to another host, from the page and from a worker', async () => {
  const opened = await openPage({ dir: join(ROOT, 'dist'), query: '?sample=off', software: true })
  try {
    const script = (await opened.page.locator('script[type=module]').getAttribute('src')) ?? ''
    const answers = await opened.page.evaluate(async (address) => {
      const ask = (url: string) =>
        fetch(url).then(
          () => 'answered',
          () => 'refused',
        )
      // A worker from a blob: has the policy of the page that makes it.
      const source = `fetch('https://worker.invalid/').then(() => postMessage('answered'), () => postMessage('refused'))`
      const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })))
      const fromWorker = await new Promise((resolve) => worker.addEventListener('message', ({ data }) => resolve(data)))
      worker.terminate()
      return [await ask('https://page.invalid/'), fromWorker, await ask(address)]
    }, script)
    expect(answers).toEqual(['refused', 'refused', 'answered'])
    // Refused by the policy, before there was a request that the harness could have stopped.
    expect(opened.blocked).toEqual([])
    expect(opened.errors.filter((error) => /Content Security Policy/.test(error)).length).toBeGreaterThanOrEqual(2)
  } finally {
    await opened.close()
  }
})
