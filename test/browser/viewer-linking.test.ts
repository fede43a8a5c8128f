import { afterEach, describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import type { CodePerceptViewerElement } from '../../src/viewer/element.ts'
import { FakeClient, picture } from './fake-client.ts'
import { marked, mountDescribed, NOTHING_MARKED, onScreen } from './linked.ts'
import { describedRun, traced } from './traced.ts'
import { button, find, mount, mountRun, until } from './viewer.ts'

afterEach(() => document.body.replaceChildren())

// sides.py: A (0, 0), B (6, 0), C (3, 4); line 4 draws the sides in a loop, 6 the points, 7 their letters.
const MIDDLE_OF_AB = [328, 393] as const
const NOWHERE = [328, 250] as const
const AB = {
  lines: [4],
  elements: ['segment AB, length 6'],
  sentences: ['Segment AB goes from (0, 0) to (6, 0), length 6.'],
  rings: 1,
}

/** Moves the pointer of a real browser to a pixel of the figure. */
async function pointAt(
  element: CodePerceptViewerElement,
  pixel: readonly [number, number],
  act: 'hover' | 'click' = 'hover',
) {
  const stage = find(element, '.reconstruction').closest<HTMLElement>('.stage')!
  stage.scrollIntoView({ block: 'center' })
  const { left, top } = stage.getBoundingClientRect()
  const { x, y } = onScreen(element, pixel)
  await userEvent[act](stage, { position: { x: x - left - stage.clientLeft, y: y - top - stage.clientTop } })
  await element.updateComplete
}

const press = async (element: CodePerceptViewerElement, keys: string) => {
  await userEvent.keyboard(keys)
  await element.updateComplete
}

const options = (element: CodePerceptViewerElement) => [
  ...element.shadowRoot!.querySelectorAll<HTMLElement>('[role=option]'),
]

describe('pointing at the drawing', () => {
  it('marks the line, the element and the sentences of what is there', async () => {
    const { element } = await mountDescribed('sides')
    await pointAt(element, MIDDLE_OF_AB)
    expect(marked(element)).toEqual(AB)
    await pointAt(element, NOWHERE)
    expect(marked(element)).toEqual(NOTHING_MARKED)
  })

  it('holds on a click, lets go on a second, beside everything, and on Esc', async () => {
    const { element, events } = await mountDescribed('sides')
    await pointAt(element, MIDDLE_OF_AB, 'click')
    await userEvent.unhover(find(element, '.stage'))
    await pointAt(element, NOWHERE)
    expect(marked(element)).toEqual(AB)
    expect(options(element)[0]!.getAttribute('aria-selected')).toBe('true')
    await press(element, '{Escape}')
    expect(marked(element)).toEqual(NOTHING_MARKED)
    await pointAt(element, MIDDLE_OF_AB, 'click')
    await pointAt(element, NOWHERE, 'click')
    expect(marked(element)).toEqual(NOTHING_MARKED)
    expect(events.filter((event) => event.startsWith('stop'))).toEqual([])
  })

  it('finds the same in a drawing of any size, also a scaled one', async () => {
    const { element } = await mountDescribed('sides')
    for (const [width, scale] of [
      [320, 1],
      [900, 1],
      [700, 0.7],
    ]) {
      element.style.cssText = `inline-size: ${width}px; transform: scale(${scale}); transform-origin: 0 0`
      await new Promise(requestAnimationFrame)
      await pointAt(element, MIDDLE_OF_AB)
      expect(marked(element), `${width} px × ${scale}`).toEqual(AB)
      await pointAt(element, NOWHERE)
    }
  })

  it('holds on a tap, and does not point while a finger moves', async () => {
    const { element } = await mountDescribed('sides')
    const stage = find(element, '.reconstruction').closest('.stage')!
    const { x, y } = onScreen(element, MIDDLE_OF_AB)
    const finger = { clientX: x, clientY: y + 8, pointerType: 'touch', bubbles: true }
    stage.dispatchEvent(new PointerEvent('pointermove', finger))
    await element.updateComplete
    expect(marked(element)).toEqual(NOTHING_MARKED)
    stage.dispatchEvent(new PointerEvent('click', finger))
    await element.updateComplete
    expect(marked(element)).toEqual(AB)
  })

  it('does not take the slider: pressing moves it, the covered side is not pointed at', async () => {
    const { element } = await mountDescribed('sides', { view: 'slider' })
    const slider = find<HTMLInputElement>(element, 'input[type=range]')
    await pointAt(element, [450, 393])
    expect(marked(element)).toEqual(AB)
    await pointAt(element, [200, 393])
    expect(marked(element)).toEqual(NOTHING_MARKED)
    await pointAt(element, [160, 393], 'click')
    expect(slider.valueAsNumber).toBeLessThan(30)
    await pointAt(element, NOWHERE)
    expect(marked(element)).toEqual(NOTHING_MARKED)
    await pointAt(element, [200, 393])
    expect(marked(element)).toEqual(AB)
  })

  it('runs with the text in a slider from the right', async () => {
    const { element } = await mountDescribed('sides', { view: 'slider', dir: 'rtl' })
    await pointAt(element, [200, 393])
    expect(marked(element)).toEqual(AB)
    await pointAt(element, [450, 393])
    expect(marked(element)).toEqual(NOTHING_MARKED)
  })
})

describe('the list of elements', () => {
  it('is one stop of the tab key; arrows, Home, End and letters move', async () => {
    const { element } = await mountDescribed('sides')
    const focused = () => element.shadowRoot!.activeElement?.querySelector('span')?.textContent
    find(element, '.improve').focus()
    await press(element, '{Tab}')
    expect(focused()).toBe('segment AB, length 6')
    expect(marked(element)).toEqual(AB)
    await press(element, '{ArrowDown}')
    expect(marked(element)).toEqual({
      lines: [4],
      elements: ['segment BC, length 5'],
      sentences: ['Segment BC goes from (6, 0) to (3, 4), length 5.', 'AC and BC are equally long, 5.'],
      rings: 1,
    })
    await press(element, '{End}')
    expect(focused()).toBe('point C at (3, 4)')
    await press(element, '{Home}p')
    expect(focused()).toBe('point A at (0, 0)')
    // A point and its letter are drawn by two lines.
    expect(marked(element)).toMatchObject({ lines: [6, 7], rings: 2 })
    await press(element, '{Shift>}{Tab}{/Shift}')
    expect(element.shadowRoot!.activeElement?.matches('.improve')).toBe(true)
    expect(marked(element)).toEqual(NOTHING_MARKED)
    await press(element, '{Tab}')
    expect(focused()).toBe('point A at (0, 0)')
    await press(element, '{Tab}')
    expect(element.shadowRoot!.activeElement?.matches('[role=option]')).toBe(false)
  })

  it('holds on Enter and says what belongs to it; Esc lets go', async () => {
    const { element } = await mountDescribed('sides')
    find(element, '.improve').focus()
    await press(element, '{Tab}{ArrowDown}{Enter}')
    const status = find(element, '[role=status]')
    await until(() => status.textContent?.includes('BC') ?? false)
    expect(status.textContent).toBe(
      'segment BC, length 5. Program, line 4. Segment BC goes from (6, 0) to (3, 4), length 5. AC and BC are equally long, 5.',
    )
    options(element)[1]!.blur()
    await element.updateComplete
    expect(marked(element).elements).toEqual(['segment BC, length 5'])
    options(element)[1]!.focus()
    await press(element, '{Escape}')
    options(element)[1]!.blur()
    await element.updateComplete
    expect(marked(element)).toEqual(NOTHING_MARKED)
  })

  it('marks what the pointer is over', async () => {
    const { element } = await mountDescribed('sides')
    await userEvent.hover(options(element)[0]!)
    await element.updateComplete
    expect(marked(element)).toEqual(AB)
    await userEvent.hover(find(element, 'h2'))
    await element.updateComplete
    expect(marked(element)).toEqual(NOTHING_MARKED)
  })
})

describe('the program', () => {
  const points = ['point A at (0, 0)', 'point B at (6, 0)', 'point C at (3, 4)']

  it('marks all that a line drew, by keyboard', async () => {
    const { element } = await mountDescribed('sides')
    find(element, 'pre.code').focus()
    expect(marked(element)).toEqual(NOTHING_MARKED)
    await press(element, '{ArrowDown}')
    expect(marked(element)).toMatchObject({ lines: [4], rings: 3 })
    await press(element, '{ArrowDown}')
    expect(marked(element)).toMatchObject({ lines: [6], elements: points, rings: 3 })
    const status = find(element, '[role=status]')
    await until(() => status.textContent === `Line 6: ${points.join(', ')}`)
    await press(element, '{Enter}{Tab}{Shift>}{Tab}{/Shift}')
    expect(marked(element)).toMatchObject({ lines: [6], elements: points })
    await press(element, '{ArrowUp}')
    expect(marked(element)).toMatchObject({ lines: [4] })
    await press(element, '{Escape}{Tab}{Tab}{Escape}')
    expect(marked(element).lines).toEqual([4])
  })

  it('marks all that a line drew, by pointer', async () => {
    const { element } = await mountDescribed('sides')
    const lines = element.shadowRoot!.querySelectorAll('.line')
    await userEvent.hover(lines[5]!)
    await element.updateComplete
    expect(marked(element)).toMatchObject({ lines: [6], elements: points, rings: 3 })
    expect(marked(element).sentences).toContain('Point A is at (0, 0).')
    await userEvent.hover(lines[0]!)
    await element.updateComplete
    expect(marked(element)).toEqual(NOTHING_MARKED)
    await userEvent.click(lines[3]!)
    await userEvent.hover(find(element, 'h2'))
    await element.updateComplete
    expect(marked(element)).toMatchObject({ lines: [4], rings: 3 })
  })

  it('lets text be selected', async () => {
    const { element } = await mountDescribed('sides')
    const line = element.shadowRoot!.querySelectorAll<HTMLElement>('.line')[3]!
    const end = { sourcePosition: { x: 70, y: 10 }, targetPosition: { x: 160, y: 10 } }
    await userEvent.dragAndDrop(line, line, end)
    expect(getSelection()?.toString()).toMatch(/\w/)
    await userEvent.hover(find(element, 'h2'))
    await element.updateComplete
    expect(marked(element)).toEqual(NOTHING_MARKED)
    getSelection()?.removeAllRanges()
  })

  it('is linked no longer when it is another than the one that drew', async () => {
    const { element } = await mountDescribed('sides')
    await pointAt(element, MIDDLE_OF_AB, 'click')
    element.code = 'import matplotlib.pyplot as plt\n\n\nplt.plot([1, 2])\n'
    await element.updateComplete
    expect(marked(element)).toEqual({ ...AB, lines: [] })
    await userEvent.hover(element.shadowRoot!.querySelectorAll('.line')[3]!)
    await element.updateComplete
    expect(marked(element)).toEqual({ ...AB, lines: [] })
  })

  it('keeps the drawing linked to the list while a person edits', async () => {
    const { element } = await mountDescribed('sides', { editable: '' })
    button(element, 'Edit').click()
    await until(() => element.shadowRoot!.activeElement?.matches('textarea') ?? false)
    await userEvent.fill(find(element, 'textarea'), 'print(1)')
    await pointAt(element, MIDDLE_OF_AB)
    expect(marked(element)).toEqual({ ...AB, lines: [] })
  })
})

describe('the sentences', () => {
  it('mark what they tell of, by keyboard and by pointer', async () => {
    const { element } = await mountDescribed('sides')
    const sentences = [...element.shadowRoot!.querySelectorAll<HTMLElement>('.sentence')]
    const equal = sentences.find((one) => one.textContent?.includes('equally long'))!
    const expected = {
      lines: [4],
      elements: ['segment BC, length 5', 'segment AC, length 5'],
      sentences: ['AC and BC are equally long, 5.'],
      rings: 2,
    }
    find(element, 'pre.code').focus()
    for (let k = 0; k < 40 && element.shadowRoot!.activeElement !== equal; k++) await press(element, '{Tab}')
    expect(marked(element)).toEqual(expected)
    equal.blur()
    await userEvent.hover(equal)
    await element.updateComplete
    expect(marked(element)).toEqual(expected)
  })

  it('know the artists of a title, of which their fact tells nothing', async () => {
    const { element } = await mountDescribed('bar')
    const title = [...element.shadowRoot!.querySelectorAll<HTMLElement>('.sentence')].find((one) =>
      one.textContent?.includes('title'),
    )!
    await userEvent.hover(title)
    await element.updateComplete
    expect(marked(element)).toMatchObject({ lines: [4], elements: ['title “Sales”'], rings: 1 })
  })
})

describe('a part of what one call draws', () => {
  // triangle.py: A (0, 0), B (4, 0), C (0, 3), the right angle at A; line 3 draws the outline.
  const ab = {
    lines: [3],
    elements: ['segment AB, length 4'],
    sentences: ['At A, AB and AC form a right angle.'],
    rings: 1,
  }

  it('is found in the drawing; where two meet, the whole is', async () => {
    const { element } = await mountDescribed('triangle')
    await pointAt(element, [328, 354])
    expect(marked(element)).toEqual(ab)
    await pointAt(element, [179.5, 354])
    expect(marked(element)).toMatchObject({ lines: [3], elements: ['triangle ABC'], rings: 1 })
  })

  it('is found in the list, and by what is said of it', async () => {
    const { element } = await mountDescribed('triangle')
    await userEvent.hover(options(element)[1]!)
    await element.updateComplete
    expect(marked(element)).toEqual(ab)
    const sentences = [...element.shadowRoot!.querySelectorAll<HTMLElement>('.sentence')]
    await userEvent.hover(sentences.find((one) => one.textContent?.includes('right angle'))!)
    await element.updateComplete
    expect(marked(element)).toEqual({ ...ab, elements: ['segment AB, length 4', 'segment AC, length 3'], rings: 2 })
    await userEvent.hover(sentences.find((one) => one.textContent?.includes('vertices'))!)
    await element.updateComplete
    expect(marked(element)).toMatchObject({ elements: ['triangle ABC'], rings: 1 })
  })
})

describe('several figures', () => {
  it('show no outlines of the first in another, and link its lines', async () => {
    const { element } = await mountDescribed('sides', {}, (trace) => {
      const [first] = trace.figures
      const artists = first!.artists
        .filter(({ line }) => line === 6)
        .map((artist) => ({ ...artist, id: artist.id.replace('0.', '1.') }))
      return { ...trace, figures: [first!, { ...first!, index: 1, artists }] }
    })
    await pointAt(element, MIDDLE_OF_AB, 'click')
    button(element, '2').click()
    await element.updateComplete
    expect(marked(element)).toEqual({ ...AB, rings: 0 })
    await press(element, '{Escape}')
    await pointAt(element, MIDDLE_OF_AB)
    expect(marked(element)).toEqual(NOTHING_MARKED)
    // The marker of B.
    await pointAt(element, [553, 393])
    expect(marked(element)).toEqual({ lines: [6], elements: [], sentences: [], rings: 1 })
    expect(find(element, '#elements-hint').textContent).toBe('These are of the first figure.')
  })
})

describe('a run', () => {
  it('begins without a selection', async () => {
    const { element } = await mountDescribed('sides')
    await pointAt(element, MIDDLE_OF_AB, 'click')
    await pointAt(element, NOWHERE)
    await element.run()
    await element.updateComplete
    expect(marked(element)).toEqual(NOTHING_MARKED)
  })

  it('goes on when Esc lets go of something, and stops with the next', async () => {
    const { code, trace } = await traced('sides')
    const script = await describedRun(code, trace)
    const { element, events } = await mount(new FakeClient([[...script.slice(0, -1), 3_600_000]]), { autorun: 'off' })
    element.image = await picture()
    void element.generate()
    await until(() => element.shadowRoot!.querySelector('[role=option]') !== null)
    await pointAt(element, MIDDLE_OF_AB, 'click')
    await pointAt(element, NOWHERE)
    await press(element, '{Escape}')
    expect(marked(element)).toEqual(NOTHING_MARKED)
    expect(element.state).toBe('running')
    await press(element, '{Escape}')
    await until(() => element.state === 'stopped')
    expect(events.filter((event) => event.startsWith('stop'))).toHaveLength(1)
    // What was there stays, and stays linked.
    await pointAt(element, MIDDLE_OF_AB)
    expect(marked(element)).toEqual(AB)
  })

  it('without a description links lines and drawing alone', async () => {
    const { code, trace } = await traced('sides')
    const script = (await describedRun(code, trace)).filter((step) => typeof step === 'number' || step.type !== 'facts')
    const { element } = await mountRun(new FakeClient([script]))
    await pointAt(element, MIDDLE_OF_AB)
    expect(marked(element)).toEqual({ lines: [4], elements: [], sentences: [], rings: 1 })
    expect(options(element)).toEqual([])
  })
})
