import { afterEach, expect, test } from 'vitest'
import type { PerceiveEvent, Step } from '../../src/perceive/protocol.ts'
import { FakeClient, picture, success } from './fake-client.ts'
import { find, mountRun } from './viewer.ts'

afterEach(() => document.body.replaceChildren())

const BEFORE = 'plt.bar(x, y, colour="red")\nplt.show()\nIt draws <b>bars</b>.\n'
const NAMED = BEFORE.replace('colour', 'color')
const WHOLE = 'import matplotlib.pyplot as plt\nplt.bar(x, y, color="red")\nplt.show()\n'

function step(index: number, code: string, edits: Step['edits']): PerceiveEvent {
  return { type: 'step', index, kind: 'repair', edits, gain: null, score: null, renders: 1, ms: 1, code }
}

async function mounted(...events: PerceiveEvent[]) {
  const script = success(await picture()).filter((event) => typeof event === 'number' || event.type !== 'code')
  return (await mountRun(new FakeClient([[...events, ...script]]))).element
}

test('each repair stands in its line, with its reason, as text', async () => {
  const element = await mounted(
    { type: 'code', text: BEFORE, complete: true },
    step(0, NAMED, [{ line: 1, column: 14, from: 'colour', to: 'color', reason: 'keyword' }]),
    step(1, WHOLE, [
      { line: 1, column: 0, from: '', to: 'import matplotlib.pyplot as plt\n', reason: 'import' },
      { line: 3, column: 0, from: 'It draws <b>bars</b>.\n', to: '', reason: 'not-code' },
    ]),
    { type: 'code', text: WHOLE, complete: true },
  )
  const panel = find(element, '[part=repairs]')
  const items = [...panel.querySelectorAll('li')]
  expect(items.map((item) => item.querySelector('.place')!.textContent)).toEqual(['Line 1:', 'Line 1:', 'Line 3:'])
  const [renamed, imported, prose] = items.map((item) => item.querySelector('code')!)
  // What a screen reader hears.
  expect(renamed!.textContent).toBe('plt.bar(x, y, Removed: colourAdded: color="red")')
  expect(imported!.textContent).toBe('Added: import matplotlib.pyplot as plt')
  expect(prose!.querySelector('del')!.textContent).toBe('It draws <b>bars</b>.')
  expect(panel.querySelectorAll('b')).toHaveLength(0)
  expect(items[0]!.textContent).toContain('There is no such argument.')
})

test('a program that ran has no such panel', async () => {
  const element = await mounted({ type: 'code', text: WHOLE, complete: true })
  expect(element.shadowRoot!.querySelector('[part=repairs]')).toBeNull()
})

test('of many repairs the first are listed, and the others counted', async () => {
  const edit = { line: 1, column: 0, from: 'p', to: 'p'.repeat(5000), reason: 'name' } as const
  const element = await mounted({ type: 'code', text: BEFORE, complete: true }, step(0, WHOLE, Array(40).fill(edit)))
  const panel = find(element, '[part=repairs]')
  expect(panel.querySelectorAll('li')).toHaveLength(30)
  expect(panel.textContent).toContain('10 more changes.')
  expect(panel.querySelector('ins')!.textContent!.length).toBeLessThan(400)
})
