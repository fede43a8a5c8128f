import { describe, expect, test } from 'vitest'
import { NoCodeError } from '../../../src/errors.ts'
import { codeOf, finishedCode } from '../../../src/perceive/answer.ts'

describe('the program in an answer', () => {
  test.each([
    ['one Python block', '```python\nx = 1\n```', 'x = 1\n'],
    ['words around it', 'Here it is:\n```python\nx = 1\n```\nIt draws.', 'x = 1\n'],
    ['the first of two', '```python\na\n```\n```python\nb\n```', 'a\n'],
    ['Python before an earlier plain block', '```\nnot this\n```\n```python\nthis\n```', 'this\n'],
    ['a plain block when there is no Python', 'So:\n```\ny = 2\n```', 'y = 2\n'],
    ['py and capitals', '```Py\nz\n```', 'z\n'],
    ['Windows line ends', '```python\r\nx = 1\r\n```', 'x = 1\r\n'],
    ['backticks inside the program', "```python\nprint('``')\n```", "print('``')\n"],
    ['an indented fence, as in a list', '1. So\n   ```python\n   x = 1\n   ```', '   x = 1\n'],
  ])('%s', (_, answer, code) => {
    expect(codeOf(answer)).toEqual({ code, complete: true })
    expect(finishedCode(answer)).toEqual({ code, complete: true })
  })

  test.each([
    ['', null],
    ['``', null],
    ['```pyth', null],
    ['```python\n', { code: '', complete: false }],
    ['```python\nx = 1\n', { code: 'x = 1\n', complete: false }],
    ['```python\nx = 1\n`', { code: 'x = 1\n', complete: false }],
    ['```python\nx = 1\n``', { code: 'x = 1\n', complete: false }],
    ['```python\nx = 1\n```', { code: 'x = 1\n', complete: true }],
  ])('grows with the stream: %j', (answer, found) => {
    expect(codeOf(answer)).toEqual(found)
  })

  test('one that broke off is there as far as it goes', () => {
    expect(finishedCode('```python\nx = [1, 2,')).toEqual({ code: 'x = [1, 2,', complete: false })
  })

  test.each([
    ['Sure:\nimport math\nx = 1\n', 'import math\nx = 1\n'],
    ['from matplotlib import pyplot\nDone.', 'from matplotlib import pyplot\nDone.'],
  ])('without a fence it begins at the first import: %j', (answer, code) => {
    expect(finishedCode(answer)).toEqual({ code, complete: true })
  })

  test.each([
    ['I see a bar chart.', 'no code block'],
    ['from the picture: import of goods', 'no code block'],
    ['', '(nothing)'],
    ['```python\n', 'in the middle of its code block'],
    ['```python\n\n```', 'is empty'],
  ])('without a usable program: %j', (answer, words) => {
    let error: unknown
    try {
      finishedCode(answer)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(NoCodeError)
    expect(error).toMatchObject({ code: 'no-code', answer })
    expect((error as Error).message).toContain(words)
    // It shows what came back.
    expect((error as Error).message).toContain(answer.trim().slice(0, 20))
  })
})
