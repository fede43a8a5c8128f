import { afterEach, expect, test } from 'vitest'
import type { PerceiveEvent } from '../../src/perceive/protocol.ts'
import { FakeClient, picture, success } from './fake-client.ts'
import { find, mountRun } from './viewer.ts'

afterEach(() => document.body.replaceChildren())

const FACTS: Extract<PerceiveEvent, { type: 'facts' }> = {
  type: 'facts',
  facts: [
    { id: 'f1', kind: 'chart', value: { type: 'bar' }, artists: ['0.1'], lines: [4, 2], check: 'bars' },
    { id: 'f2', kind: 'title', value: { text: '<b>Votes</b>' }, artists: [], lines: [], check: 'title' },
  ],
  caption: {
    alt: 'Bar chart: <b>Votes</b>.',
    description: [
      {
        kind: 'overview',
        heading: 'Overview',
        sentences: [
          { text: 'Bar chart.', facts: ['f1'] },
          { text: 'The title is <b>Votes</b>.', facts: ['f2'] },
        ],
      },
    ],
    edits: [],
  },
  elements: [],
}

async function mounted() {
  const script = success(await picture())
  const { element } = await mountRun(new FakeClient([[...script.slice(0, -1), FACTS, ...script.slice(-1)]]))
  return element
}

test('the drawing is described in words, which are text whatever they hold', async () => {
  const element = await mounted()
  const description = find(element, '[part=description]')
  const items = [...description.querySelectorAll('li')].map((item) => item.textContent?.trim())
  expect(items).toEqual(['Bar chart.', 'The title is <b>Votes</b>.'])
  expect(description.querySelectorAll('b')).toHaveLength(0)
  expect(find<HTMLImageElement>(element, 'img[part=reconstruction]').alt).toBe('Bar chart: <b>Votes</b>.')
})

test('a sentence marks the lines of the program that it rests on, by pointer and by keyboard', async () => {
  const element = await mounted()
  const marked = () =>
    [...element.shadowRoot!.querySelectorAll('.line')].flatMap((line, i) =>
      line.classList.contains('marked') ? [i + 1] : [],
    )
  const sentence = find<HTMLButtonElement>(element, '.sentence')
  expect(element.shadowRoot!.querySelectorAll('.sentence')).toHaveLength(1)
  sentence.dispatchEvent(new PointerEvent('pointermove'))
  await element.updateComplete
  expect(marked()).toEqual([2, 4])
  sentence.dispatchEvent(new PointerEvent('pointerleave'))
  await element.updateComplete
  expect(marked()).toEqual([])
  // Enter and space click a button.
  sentence.click()
  await element.updateComplete
  expect(marked()).toEqual([2, 4])
  expect(sentence.getAttribute('aria-pressed')).toBe('true')
  sentence.click()
  await element.updateComplete
  expect(marked()).toEqual([])
})
