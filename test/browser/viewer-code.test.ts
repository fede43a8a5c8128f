import { afterEach, describe, expect, it } from 'vitest'
import { PythonHighlighter } from '../../src/viewer/highlight.ts'
import { CODE, FakeClient, picture, success } from './fake-client.ts'
import { find, mountRun, until } from './viewer.ts'

afterEach(() => document.body.replaceChildren())

const HOSTILE = `x = '<img src=x onerror="globalThis.pwned=1">' # <script>globalThis.pwned=1</script>`

const flat = (code: string) => new PythonHighlighter().lines(code)

describe('the code on show', () => {
  it('is text, whatever the model wrote', async () => {
    const { element } = await mountRun(new FakeClient([success(await picture(), { code: HOSTILE })]))
    await until(() => find(element, '[part=code]').querySelector('.tok-string') !== null)
    const code = find(element, '[part=code]')
    expect(code.querySelectorAll('img, script')).toHaveLength(0)
    expect(code.textContent).toBe(`${HOSTILE}\n`)
    expect('pwned' in globalThis).toBe(false)
  })

  it('has colours by class and a number for each line', async () => {
    const { element } = await mountRun(new FakeClient([success(await picture())]))
    await until(() => element.shadowRoot!.querySelector('.tok-keyword') !== null)
    const keywords = [...element.shadowRoot!.querySelectorAll('.tok-keyword')].map((piece) => piece.textContent)
    expect(keywords).toEqual(['import', 'as'])
    expect(find(element, '.tok-comment').textContent).toBe('# the heading')
    expect(element.shadowRoot!.querySelectorAll('.line')).toHaveLength(6)
  })
})

describe('PythonHighlighter', () => {
  it('comes to the same colours piece by piece as at once', () => {
    const code = `${CODE}s = """two\nlines"""\nfor i in range(3):\n    print(f'{i}')\n`
    const growing = new PythonHighlighter()
    for (let end = 1; end < code.length; end += 3) {
      const text = growing
        .lines(code.slice(0, end))
        .map((line) => line.map((piece) => piece.text).join(''))
        .join('\n')
      expect(text).toBe(code.slice(0, end))
    }
    expect(growing.lines(code)).toEqual(flat(code))
    expect(growing.lines('x = 1')).toEqual(flat('x = 1'))
  })
})
