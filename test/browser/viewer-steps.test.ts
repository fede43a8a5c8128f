import { afterEach, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import type { PerceiveEvent, Step } from '../../src/perceive/protocol.ts'
import type { CodePerceptViewerElement } from '../../src/viewer/element.ts'
import { CODE, FakeClient, picture, type Script, success } from './fake-client.ts'
import { climbing, REFINED, refined, STEPS, scored } from './refining.ts'
import { button, find, mount, mountRun, shown, until } from './viewer.ts'

afterEach(() => document.body.replaceChildren())

const BEFORE = 'plt.bar(x, y, colour="red")\nplt.show()\nIt draws <b>bars</b>.\n'
const NAMED = BEFORE.replace('colour', 'color')
const WHOLE = 'import matplotlib.pyplot as plt\nplt.bar(x, y, color="red")\nplt.show()\n'

function repair(index: number, code: string, edits: Step['edits']): PerceiveEvent {
  return { type: 'step', index, kind: 'repair', edits, gain: null, score: null, renders: 1, ms: 1, code }
}

async function mounted(...events: PerceiveEvent[]) {
  const script = success(await picture()).filter((event) => typeof event === 'number' || event.type !== 'code')
  return (await mountRun(new FakeClient([[...events, ...script]]))).element
}

async function refinedRun(attributes: Record<string, string> = {}, further: Script[] = []) {
  const png = await picture()
  const client = new FakeClient([[...scored(png), ...climbing(), ...refined(png)], ...further])
  return { ...(await mountRun(client, attributes)), client }
}

/** Moves the slider over the steps as a person does. */
async function move(element: CodePerceptViewerElement, to: number) {
  const slider = find<HTMLInputElement>(element, '[part=steps] input')
  slider.value = String(to)
  slider.dispatchEvent(new InputEvent('input', { bubbles: true }))
  await element.updateComplete
  return slider
}

const marks = (element: CodePerceptViewerElement) =>
  [...element.shadowRoot!.querySelectorAll('pre.code mark')].map((mark) => mark.textContent)

test('each repair stands in its line, with its reason, as text', async () => {
  const element = await mounted(
    { type: 'code', text: BEFORE, complete: true },
    repair(0, NAMED, [{ line: 1, column: 14, from: 'colour', to: 'color', reason: 'keyword' }]),
    repair(1, WHOLE, [
      { line: 1, column: 0, from: '', to: 'import matplotlib.pyplot as plt\n', reason: 'import' },
      { line: 3, column: 0, from: 'It draws <b>bars</b>.\n', to: '', reason: 'not-code' },
    ]),
    { type: 'code', text: WHOLE, complete: true },
  )
  const panel = find(element, '[part=steps]')
  const items = [...panel.querySelectorAll('ul li')]
  expect(items.map((item) => item.querySelector('.place')!.textContent)).toEqual(['Line 1:', 'Line 1:', 'Line 3:'])
  const [renamed, imported, prose] = items.map((item) => item.querySelector('code')!)
  // What a screen reader hears.
  expect(renamed!.textContent).toBe('plt.bar(x, y, Removed: colourAdded: color="red")')
  expect(imported!.textContent).toBe('Added: import matplotlib.pyplot as plt')
  expect(prose!.querySelector('del')!.textContent).toBe('It draws <b>bars</b>.')
  expect(panel.querySelectorAll('b')).toHaveLength(0)
  expect(items[0]!.textContent).toContain('There is no such argument.')
  expect(panel.querySelector('.climb')).toBeNull()
})

test('of many changes the first are listed, and the others counted', async () => {
  const edit = { line: 1, column: 0, from: 'p', to: 'p'.repeat(5000), reason: 'name' } as const
  const element = await mounted({ type: 'code', text: BEFORE, complete: true }, repair(0, WHOLE, Array(40).fill(edit)))
  const panel = find(element, '[part=steps]')
  expect(panel.querySelectorAll('ul li')).toHaveLength(12)
  expect(panel.textContent).toContain('28 more changes.')
  expect(panel.querySelector('ins')!.textContent!.length).toBeLessThan(400)
})

test('refinement is told step by step, with gain, total and reason', async () => {
  const { element } = await refinedRun()
  const panel = find(element, '[part=steps]')
  expect(panel.textContent).toContain('Fidelity went from 62 to 91 of 100 in 4 steps.')
  expect(panel.textContent).toContain('Of 2 programs, one by the model came closest.')
  expect(find(element, '.climb').getAttribute('aria-label')).toBe('Fidelity went from 62 to 91 of 100 in 4 steps.')
  const items = [...panel.querySelectorAll('ol > li')].map((item) => item.textContent!.replace(/\s+/g, ' ').trim())
  expect(items[0]).toMatch(
    /^words \+2\.1 points fidelity 64\.1 of 100 Line 5: The picture reads “Sales <b>2023<\/b>” here\./,
  )
  expect(items[1]).toContain('Measured 18.5 on the y axis.')
  expect(panel.querySelectorAll('b')).toHaveLength(0)
  expect(element.code).toBe(REFINED)
  expect(find(element, 'pre.code').textContent).toBe(REFINED)
  expect(marks(element)).toEqual([])
})

test('the slider shows the program of each step with what that step changed', async () => {
  const { element } = await refinedRun()
  const slider = find<HTMLInputElement>(element, '[part=steps] input')
  expect([slider.min, slider.max, slider.value]).toEqual(['0', '4', '4'])
  expect(slider.getAttribute('aria-label')).toBe('Program after each step')
  await move(element, 2)
  expect(slider.getAttribute('aria-valuetext')).toBe('Step 2 of 4: numbers, fidelity 84.1 of 100')
  expect(find(element, 'pre.code').textContent).toBe(STEPS[1]!.code)
  expect(marks(element)).toEqual(['18.5', '7'])
  expect(find(element, '[part=steps] [aria-current=step]').textContent).toContain('numbers')
  expect(shown(element)).toContain('Step 2 of 4: this is the program of that step, not the one that is drawn here.')
  // Of a line that went, the line after it.
  await move(element, 4)
  expect(find(element, 'pre.code').textContent).toBe(REFINED)
  expect(shown(element)).not.toContain('this is the program of that step')
  await move(element, 0)
  expect(slider.getAttribute('aria-valuetext')).toBe('Before the first step, fidelity 62 of 100')
  expect(find(element, 'pre.code').textContent).toBe(CODE)
  expect(marks(element)).toEqual([])
  button(element, 'Show the last program').click()
  await element.updateComplete
  expect(slider.value).toBe('4')
  expect(find(element, 'pre.code').textContent).toBe(REFINED)
})

test('the drawing before the first step is kept, and shown with its program', async () => {
  const [first, best] = [await picture('red'), await picture('green')]
  const { element } = await mountRun(new FakeClient([[...scored(first), ...climbing(), ...refined(best)]]))
  expect(await element.toBlob()).toBe(best)
  const drawing = find<HTMLImageElement>(element, '.reconstruction')
  const last = drawing.src
  await move(element, 0)
  expect(await element.toBlob()).toBe(first)
  expect(drawing.src).not.toBe(last)
  expect(drawing.alt).toBe('Reconstruction drawn by the program, fidelity 62 of 100')
  expect(shown(element)).toContain('Before the first step: this is the program of that step, and what it draws.')
  await move(element, 2)
  expect(await element.toBlob()).toBe(best)
  expect(drawing.src).toBe(last)
})

test('the slider is moved by keyboard, and the change is scrolled to', async () => {
  const { element } = await refinedRun()
  const slider = find<HTMLInputElement>(element, '[part=steps] input')
  const list = find(element, '[part=steps] .list')
  slider.focus()
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}')
  await element.updateComplete
  expect(find(element, 'pre.code').textContent).toBe(STEPS[1]!.code)
  await userEvent.keyboard('{Home}{ArrowRight}')
  await element.updateComplete
  expect(find(element, 'pre.code').textContent).toBe(STEPS[0]!.code)
  expect(list.scrollTop).toBeLessThan(20)
  await userEvent.keyboard('{End}')
  await element.updateComplete
  expect(find(element, 'pre.code').textContent).toBe(REFINED)
  const [item, box] = [find(element, '[part=steps] .shown').getBoundingClientRect(), list.getBoundingClientRect()]
  expect(item.bottom).toBeLessThanOrEqual(box.bottom + 1)
})

test('fits a page of 320 pixels', async () => {
  const { element } = await refinedRun()
  element.style.inlineSize = '320px'
  await move(element, 2)
  for (const selector of ['.viewer', '[part=steps]', '[part=steps] .list']) {
    const { scrollWidth, clientWidth } = find(element, selector)
    expect(scrollWidth, selector).toBeLessThanOrEqual(clientWidth)
  }
})

test('copying, saving and editing take the program on show', async () => {
  const { element } = await refinedRun({ editable: '' })
  await move(element, 1)
  button(element, 'Edit').click()
  await until(() => element.shadowRoot!.querySelector('.editor') !== null)
  expect(find<HTMLTextAreaElement>(element, '.editor').value).toBe(STEPS[0]!.code)
  expect(element.shadowRoot!.querySelector('.improve')).toBeNull()
  button(element, 'Discard changes').click()
  await until(() => element.shadowRoot!.querySelector('.editor') === null)
  expect(element.code).toBe(REFINED)
})

test('while it is refined, the best program so far is on show, and a screen reader hears its score', async () => {
  const png = await picture()
  const { element } = await mount(new FakeClient([[...scored(png), ...climbing(300), ...refined(png)]]))
  element.image = await picture()
  await until(() => element.state === 'refining')
  expect(element.matches(':state(refining)')).toBe(true)
  expect(find(element, '[aria-current=step]').textContent).toContain('Improve')
  await until(() => marks(element).includes("'rebeccapurple'"))
  expect(find(element, 'pre.code').textContent).toBe(STEPS[2]!.code)
  expect(shown(element)).toContain('This is the best program so far.')
  expect(find(element, '.now').textContent).toContain('89 of 100')
  expect(element.code).toBe(CODE)
  await until(() => /^Improved, fidelity \d+ of 100$/.test(find(element, '[role=status]').textContent!))
  await until(() => element.state === 'done')
  expect(find(element, 'pre.code').textContent).toBe(REFINED)
})

test('in German', async () => {
  const { element } = await refinedRun({ lang: 'de' })
  await move(element, 2)
  expect(find(element, '[part=steps] input').getAttribute('aria-valuetext')).toBe(
    'Schritt 2 von 4: Zahlen, Treue 84,1 von 100',
  )
  expect(shown(element)).toContain('Auf der y-Achse gemessen: 18.5.')
})
