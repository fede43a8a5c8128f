import { afterEach, describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import type { Point, Trace } from '../../src/trace.ts'
import { marked, mountDescribed, onScreen } from './linked.ts'
import { find } from './viewer.ts'
import { violations } from './violations.ts'

afterEach(() => {
  document.body.replaceChildren()
  document.documentElement.style.colorScheme = ''
})

describe('accessibility of what is linked', () => {
  for (const [scheme, view] of [
    ['light', 'split'],
    ['dark', 'slider'],
  ] as const) {
    it(`holds with an element held, ${scheme}, ${view}`, async () => {
      document.documentElement.style.colorScheme = scheme
      const { element } = await mountDescribed('arc', { view, editable: '' })
      element.shadowRoot!.querySelectorAll<HTMLElement>('[role=option]')[2]!.click()
      await element.updateComplete
      expect(marked(element)).toMatchObject({ elements: ['segment AB, length 4'], lines: [3], rings: 1 })
      expect(await violations()).toEqual([])
    })
  }

  it('holds at 320 pixels, where nothing is cut off', async () => {
    const { element } = await mountDescribed('three_lines')
    element.style.inlineSize = '320px'
    element.shadowRoot!.querySelectorAll<HTMLElement>('[role=option]')[0]!.click()
    await element.updateComplete
    expect(element.scrollWidth).toBeLessThanOrEqual(320)
    const list = find(element, '.elements')
    expect(list.scrollWidth).toBeLessThanOrEqual(list.clientWidth)
    expect(await violations()).toEqual([])
  })

  it('gives options of at least 24 pixels, the list a name and a hint', async () => {
    const { element } = await mountDescribed('sides')
    const list = find(element, '[role=listbox]')
    const [option] = list.querySelectorAll('[role=option]')
    expect(option!.getBoundingClientRect().height).toBeGreaterThanOrEqual(24)
    const text = (attribute: string) => find(element, `#${list.getAttribute(attribute)}`).textContent
    expect(text('aria-labelledby')).toBe('Elements of the drawing')
    expect(text('aria-describedby')).toContain('arrow keys')
  })
})

describe('a drawing of 2,000 artists', () => {
  /** The first side as often as that, each a little turned. */
  const crowd = (trace: Trace): Trace => {
    const [figure] = trace.figures
    const [side] = figure!.artists
    const artists = Array.from({ length: 2000 }, (_, i) => {
      const lines = [Array.from({ length: 50 }, (_, k): Point => [13 * k, 240 + 200 * Math.sin(k / 9 + i / 50)])]
      return {
        ...side!,
        id: `0.${i}`,
        path: { ...side!.path, box: [0, 40, 637, 440] as const, shapes: [{ ...side!.path.shapes[0]!, lines }] },
      }
    })
    return { ...trace, figures: [{ ...figure!, artists }] }
  }

  it('lists 300 elements, the last of which stands for the rest', async () => {
    const { element } = await mountDescribed('sides', {}, crowd)
    const options = [...element.shadowRoot!.querySelectorAll<HTMLElement>('[role=option]')]
    expect(options).toHaveLength(300)
    expect(options[299]!.textContent).toContain('1701 more elements, together')
  })

  it('marks the rest of them all at once', async () => {
    const { element } = await mountDescribed('sides', {}, crowd)
    element.shadowRoot!.querySelectorAll<HTMLElement>('[role=option]')[299]!.click()
    await element.updateComplete
    expect(marked(element)).toMatchObject({ lines: [4], rings: 1701 })
  })

  it('is pointed at in less than 4 ms', async () => {
    const { element } = await mountDescribed('sides', {}, crowd)
    const stage = find(element, '.reconstruction').closest('.stage')!
    const times: number[] = []
    const shown: number[] = []
    for (let k = 0; k < 60; k++) {
      const { x, y } = onScreen(element, [(k * 37) % 640, 60 + ((k * 53) % 360)])
      const start = performance.now()
      stage.dispatchEvent(new PointerEvent('pointermove', { clientX: x, clientY: y, bubbles: true }))
      times.push(performance.now() - start)
      await element.updateComplete
      shown.push(performance.now() - start)
    }
    const [median, whole] = [times, shown].map((all) => all.toSorted((a, b) => a - b)[30]!) as [number, number]
    console.log(`2,000 artists: pointermove ${median.toFixed(2)} ms, with what is marked then ${whole.toFixed(2)} ms`)
    expect(marked(element).rings).toBeGreaterThan(0)
    expect(median).toBeLessThan(4)
  })
})

it('keeps what is marked in sight, without moving the page', async () => {
  const { element } = await mountDescribed('bar')
  element.style.setProperty('--codepercept-code-height', '4rem')
  const code = find(element, 'pre.code')
  const before = scrollY
  await userEvent.hover(element.shadowRoot!.querySelectorAll('[role=option]')[4]!)
  await element.updateComplete
  const line = element.shadowRoot!.querySelector('.line.marked')!.getBoundingClientRect()
  const box = code.getBoundingClientRect()
  expect(line.top).toBeGreaterThanOrEqual(box.top)
  expect(line.bottom).toBeLessThanOrEqual(box.bottom)
  expect(code.scrollTop).toBeGreaterThan(0)
  expect(before).toBeLessThanOrEqual(scrollY)
})
