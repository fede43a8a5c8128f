import { afterEach, expect, it } from 'vitest'
import { stringsFor } from '../../src/strings/index.ts'
import { FakeClient, picture, success } from './fake-client.ts'
import { find, mountRun } from './viewer.ts'

afterEach(() => document.body.replaceChildren())

it('shows what matplotlib warns of, with its line, as text', async () => {
  const warning = "UserWarning: Glyph missing <img src=x onerror='globalThis.pwned=1'>"
  const { element, events } = await mountRun(
    new FakeClient([
      [
        { type: 'notice', code: 'python-warning', message: warning, line: 3 },
        { type: 'notice', code: 'matplotlib-log', message: 'findfont: Font family not found' },
        ...success(await picture()),
      ],
    ]),
  )
  const items = [...find(element, '.notices').querySelectorAll('li')].map((item) => item.textContent)
  expect(items).toEqual([expect.stringContaining(warning), 'findfont: Font family not found'])
  expect(items[0]).toMatch(/\b3\b/)
  expect(find(element, '.notices').querySelector('img')).toBeNull()
  expect(events.filter((event) => event.startsWith('notice'))).toHaveLength(2)
})

it('says what the engine tells by its code in the language of the page', async () => {
  const codes = ['pasted-input', 'axis-unsupported', 'repaired', 'model-failed'] as const
  const notices = codes.map((code) => ({ type: 'notice', code, message: 'for developers' }) as const)
  for (const lang of ['en', 'de']) {
    const { element } = await mountRun(new FakeClient([[...notices, ...success(await picture())]]), { lang })
    const items = [...find(element, '.notices').querySelectorAll('li')].map((item) => item.textContent)
    expect(items).toEqual(codes.map((code) => stringsFor(lang).notices.texts[code]))
    expect(items.join()).toContain(
      lang === 'de' ? 'Programm des Modells lief nicht' : 'program of the model did not run',
    )
  }
})
