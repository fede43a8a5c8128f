import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { pythonNumber, pythonString, pythonText } from '../../../src/python/literal.ts'

describe('a string literal', () => {
  test.each([
    ['plain', 'Height (m)', "'Height (m)'"],
    ['with both quotes', `it's "so"`, `'it\\'s "so"'`],
    ['with a backslash at its end', 'a\\', "'a\\\\'"],
    ['over several lines', 'a\nb\r\u2028c', "'a\\nb\\x0d\\u2028c'"],
    ['with a zero', 'a\0b', "'a\\x00b'"],
    ['that turns the direction of writing', 'a\u202eb\u2066c\u200bd', "'a\\u202eb\\u2066c\\u200bd'"],
    ['with half of a pair', 'a\ud83db', "'a\\ufffdb'"],
    ['beyond the basic plane', 'a\u{1f600}b\u{e0041}', "'a\u{1f600}b\\U000e0041'"],
    ['that would leave the literal', "'); import os  #", "'\\'); import os  #'"],
  ])('%s', (_name, text, literal) => {
    expect(pythonString(text)).toBe(literal)
  })

  test('keeps to the quotes that are asked for', () => {
    expect(pythonString(`it's "so"`, '"')).toBe(`"it's \\"so\\""`)
  })

  test('draws dollars as such', () => {
    expect(pythonText('$5 to $9')).toBe("'\\\\$5 to \\\\$9'")
    expect(pythonText('a\\$b')).toBe("'a\\\\\\\\$b'")
  })

  test('has in Python the value that was meant', () => {
    const texts = [
      `it's "so"`,
      'a\\',
      'a\nb\r\u2028c\0\u0085',
      "'''",
      '\\u0041 \\N{DASH}',
      '{x!r} %d',
      '\u{1f600}é\u202e',
    ]
    const program = `import json\nprint(json.dumps([${texts.flatMap((text) => [pythonString(text), pythonString(text, '"')]).join(', ')}]))`
    let printed: string
    try {
      printed = execFileSync('python3', ['-c', program], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      console.log('literals are not read by Python: there is no python3')
      return
    }
    expect(JSON.parse(printed)).toEqual(texts.flatMap((text) => [text, text]))
  })
})

test.each([
  [3, 2, '3'],
  [2.71549, 2, '2.72'],
  [2.5, 3, '2.5'],
  [-0.001, 2, '0'],
  [1200, 0, '1200'],
  [1234, -2, '1200'],
  [0.1 + 0.2, 15, '0.3'],
  [1e21, 2, '1e+21'],
])('the number %d to %d places is %s', (value, decimals, text) => {
  expect(pythonNumber(value, decimals)).toBe(text)
})

test('what is no number is refused', () => {
  expect(() => pythonNumber(Number.NaN, 2)).toThrow(RangeError)
})
