import { afterEach, expect, test } from 'vitest'
import type { PerceiveEvent } from '../../src/perceive/protocol.ts'
import { FakeClient, picture, success } from './fake-client.ts'
import { find, mountRun } from './viewer.ts'

afterEach(() => document.body.replaceChildren())

type Facts = Extract<PerceiveEvent, { type: 'facts' }>

const ORIGINAL = 'The chart has four <b>bars</b>.\nThe tallest, red one is 20 high.'
const TOLD: Facts = {
  type: 'facts',
  facts: [
    { id: 'f1', kind: 'count', value: { what: 'bar', colour: '', count: 3 }, artists: [], lines: [4], check: 'bars' },
  ],
  caption: { alt: 'Bar chart.', description: [], edits: [] },
  elements: [],
}
const DRAFT: Facts['caption'] = {
  ...TOLD.caption,
  edits: [{ from: 'four', to: 'three', start: 14, facts: ['f1'], reason: 'The draft says four, three were drawn.' }],
  draft: {
    text: ORIGINAL.replace('four', 'three'),
    original: ORIGINAL,
    unverified: [
      { text: 'tallest', start: 36 },
      { text: 'red', start: 45 },
    ],
  },
}

/** The viewer after a run that told these captions one after the other. */
async function mounted(...captions: Facts['caption'][]) {
  const script = success(await picture())
  const told = captions.map((caption) => ({ ...TOLD, caption }))
  const { element } = await mountRun(new FakeClient([[...script.slice(0, -1), ...told, ...script.slice(-1)]]))
  return element
}

test('the corrected words of the model stand in full, and each change is seen and heard', async () => {
  const element = await mounted(TOLD.caption, DRAFT)
  const text = find(element, '[part=draft] .draft')
  const without = (selector: string) => {
    const copy = text.cloneNode(true) as Element
    for (const gone of copy.querySelectorAll(selector)) gone.remove()
    return copy.textContent
  }
  expect(text.querySelector('del')!.textContent).toBe('four')
  expect(text.querySelector('ins')!.textContent).toBe('three')
  expect(text.querySelectorAll('b')).toHaveLength(0)
  // What a screen reader hears.
  expect(without('[aria-hidden]')).toBe(
    'The chart has three (corrected, the model wrote four) <b>bars</b>.\n' +
      'The tallest (not checked), red (not checked) one is 20 high.',
  )
  // What is seen.
  expect(without('.spoken')).toBe('The chart has four three <b>bars</b>.\nThe tallest, red one is 20 high.')
  expect([...text.querySelectorAll('.unverified')].map((one) => one.textContent!.replace(/ \(.*/, ''))).toEqual([
    'tallest',
    'red',
  ])
})

test('a correction leads to the lines of the program that it rests on', async () => {
  const element = await mounted(DRAFT)
  const reason = find<HTMLButtonElement>(element, '[part=draft] li button')
  expect(reason.textContent!.trim()).toBe('The draft says four, three were drawn.')
  reason.click()
  await element.updateComplete
  const lines = [...element.shadowRoot!.querySelectorAll('.line')]
  expect(lines.findIndex((line) => line.classList.contains('marked'))).toBe(3)
})

test('without a draft there is no such panel', async () => {
  const element = await mounted(TOLD.caption)
  expect(element.shadowRoot!.querySelector('[part=draft]')).toBeNull()
})

test('a draft that could not be read says so, and stands as it was written', async () => {
  const original = 'Vier Balken.'
  const unverified = [{ text: original, start: 0 }]
  const element = await mounted({ ...TOLD.caption, draft: { text: original, original, unverified } })
  expect(find(element, '[part=draft] .draft').textContent).toBe(original)
  expect(find(element, '[part=draft] .quiet').textContent).toContain('could not be checked')
})
