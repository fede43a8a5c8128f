import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '../../scripts/process.mjs'
import { type OpenedPage, openPage } from '../../src/cli/browser.ts'
import type { ReconstructionResult } from '../../src/perceive/protocol.ts'
import { described } from './description.ts'

interface Viewer extends HTMLElement {
  code: string
  readonly state: string
  readonly result: ReconstructionResult | null
  run(): Promise<ReconstructionResult>
  stop(): Promise<void>
}

/** What a run showed, in the page. */
interface Seen {
  readonly ending: string
  /** Lengths of the program as it streamed in. */
  readonly growth: readonly number[]
  readonly code: string
  readonly score: ReconstructionResult['score']
  readonly error: ReconstructionResult['error']
  readonly notices: readonly string[]
  /** What was read off the picture. */
  readonly texts: readonly string[]
  /** Share of figure pixels that are not white, and how many colours there are. */
  readonly inked: number
  readonly colours: number
}

let opened: OpenedPage
beforeAll(async () => {
  opened = await openPage({ dir: join(ROOT, 'dist'), query: '?sample=off' })
  await opened.page.evaluate(async () => {
    await customElements.whenDefined('codepercept-viewer')
    // What the model writes is looked at here; cli.test.ts has what becomes of it.
    document.querySelector('codepercept-viewer')!.setAttribute('refine', '0')
  })
})
afterAll(async () => {
  await opened?.close()
})

/** Drops a picture file on the element, as a person would, and watches the run to its end. */
function drop(path: string, stopAfter = Number.POSITIVE_INFINITY): Promise<Seen> {
  const bytes = readFileSync(join(ROOT, path)).toString('base64')
  return opened.page.evaluate(dropInPage, { bytes, stopAfter })
}

/** Runs in the page. */
async function dropInPage({ bytes, stopAfter }: { bytes: string; stopAfter: number }): Promise<Seen> {
  const viewer = document.querySelector<Viewer>('codepercept-viewer')!
  const data = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))
  const transfer = new DataTransfer()
  transfer.items.add(new File([data], 'picture.png', { type: 'image/png' }))
  const growth: number[] = []
  const watching = new AbortController()
  const onCode = () => {
    growth.push(viewer.code.length)
    if (growth.length >= stopAfter) void viewer.stop()
  }
  viewer.addEventListener('codechange', onCode, { signal: watching.signal })
  const ending = new Promise<string>((resolve) => {
    for (const type of ['load', 'stop', 'error']) {
      const end = (event: Event) => {
        if (event.target === viewer) resolve(type)
      }
      viewer.addEventListener(type, end, { signal: watching.signal })
    }
  })
  viewer.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
  const type = await ending
  watching.abort()
  const result = viewer.result!
  let [inked, colours] = [0, 0]
  const png = result.figures[0]
  if (png) {
    const bitmap = await createImageBitmap(png)
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!
    context.drawImage(bitmap, 0, 0)
    const pixels = new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer)
    inked = pixels.filter((pixel) => pixel !== 0xffffffff).length / pixels.length
    colours = new Set(pixels).size
  }
  return {
    ending: type,
    growth,
    code: result.code,
    score: result.score,
    error: result.error,
    notices: result.notices.map(({ code }) => code),
    texts: result.observation?.texts.map(({ text }) => text) ?? [],
    inked,
    colours,
  }
}

function expectDrawn(seen: Seen): void {
  expect(seen.error).toBeNull()
  expect(seen.ending).toBe('load')
  // The program came in pieces, growing.
  expect(new Set(seen.growth).size).toBeGreaterThan(10)
  expect(seen.growth).toEqual([...seen.growth].sort((a, b) => a - b))
  expect(seen.code).toContain('import matplotlib.pyplot as plt')
  expect(seen.inked).toBeGreaterThan(0.005)
  expect(seen.colours).toBeGreaterThan(3)
  expect(seen.score?.reason).toBeNull()
  expect(seen.score?.total).toBeGreaterThan(0)
}

test('a picture that is dropped becomes streamed code, a figure and a score', async () => {
  const seen = await drop('public/samples/bar.png')
  expectDrawn(seen)
  // The picture was read beside the model, under the page's policy.
  expect(seen.notices).toEqual([])
  expect(seen.texts).toEqual(expect.arrayContaining(['Data', '20.0', '2.5', 'F', 'G', 'H']))
})

test('the drawing is described, and its elements, code and sentences are linked both ways', async () => {
  const { page } = opened
  const before = await described(page)
  expect(before.alt).toMatch(/^Bar chart.*\.$/)
  expect(before.alt.length).toBeLessThanOrEqual(150)
  expect(before.sentences[0]).toBe('Bar chart.')
  expect(before.sentences.length).toBeGreaterThan(3)
  const bars = before.elements.filter((name) => /^bar .+, value [\d.]+$/.test(name))
  expect(bars.length).toBeGreaterThan(1)
  expect(before.marked).toEqual({ elements: [], sentences: [], code: [] })

  // From the list, by keyboard.
  await page.getByRole('option', { name: bars[0]! }).focus()
  await page.keyboard.press('ArrowDown')
  const bySteps = await described(page)
  expect(bySteps.marked.elements).toEqual([bars[1]])
  expect(bySteps.marked.code).toHaveLength(1)
  expect(bySteps.marked.code[0]).toContain('bar(')
  expect(bySteps.marked.sentences.join()).toContain('Values')

  // From the drawing, at the place where the list has marked the bar.
  await page.keyboard.press('Enter')
  await page.locator('[part=reconstruction]').scrollIntoViewIfNeeded()
  const { ring } = await described(page)
  await page.keyboard.press('Escape')
  // The tab key would scroll the page away from there.
  await page.getByRole('option', { name: bars[1]! }).blur()
  expect((await described(page)).marked.elements).toEqual([])
  await page.mouse.move(ring!.x, ring!.y)
  expect((await described(page)).marked).toEqual(bySteps.marked)

  // From the program.
  await page.getByText('bar(', { exact: false }).first().hover()
  expect((await described(page)).marked.elements).toEqual(bars)
  await page.mouse.move(0, 0)
})

test('a second picture is drawn without a reload', async () => {
  const seen = await drop('public/samples/pie.png')
  expectDrawn(seen)
  expect(seen.code).toContain('pie(')
})

test('Stop in mid-stream keeps the partial code, and the next picture is drawn', async () => {
  const seen = await drop('public/samples/line.png', 8)
  expect(seen.ending).toBe('stop')
  expect(seen.code.length).toBeGreaterThan(0)
  // The whole program draws; what was there when it was stopped does not.
  expect(seen.code).not.toContain('ax.plot(')
  expect(seen.score).toBeNull()
  expectDrawn(await drop('public/samples/line.png'))
})

test('a program that loops for ever ends in the time-out error, and the next picture is drawn', async () => {
  const outcome = await opened.page.evaluate(async () => {
    const viewer = document.querySelector<Viewer>('codepercept-viewer')!
    viewer.setAttribute('timeout', '2')
    viewer.code = 'import matplotlib.pyplot as plt\nn = 0\nwhile True:\n    n += 1\n'
    const start = performance.now()
    const { error, score } = await viewer.run()
    viewer.removeAttribute('timeout')
    return { error, score, seconds: (performance.now() - start) / 1000, state: viewer.state }
  })
  expect(outcome.error).toMatchObject({ code: 'timeout' })
  expect([3, 4]).toContain(outcome.error?.line)
  expect(outcome.state).toBe('error')
  expect(outcome.score).toMatchObject({ total: 0, reason: 'timeout', components: {} })
  expect(outcome.seconds).toBeLessThan(30)
  expectDrawn(await drop('public/samples/cuboid.png'))
})

test('a program that no interrupt reaches is killed, and its sandbox is replaced at once', async () => {
  const outcome = await opened.page.evaluate(async () => {
    const viewer = document.querySelector<Viewer>('codepercept-viewer')!
    viewer.setAttribute('timeout', '1')
    viewer.code = 'import time\ntime.sleep(1000)\n'
    const before = document.querySelector('iframe')
    const { error } = await viewer.run()
    viewer.removeAttribute('timeout')
    return { error, killed: before?.isConnected === false }
  })
  expect(outcome).toMatchObject({ error: { code: 'timeout' }, killed: true })
  // Nobody asked for another run.
  await expect.poll(() => opened.page.locator('iframe').count(), { timeout: 2000 }).toBe(1)
  expectDrawn(await drop('public/samples/polygon.png'))
})

test('nothing was asked of any other host, and nothing failed unheard', () => {
  expect(opened.blocked).toEqual([])
  expect(opened.errors).toEqual([])
})
