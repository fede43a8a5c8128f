import { afterEach, expect, it } from 'vitest'
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
