import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../../src/errors.ts'
import { COMPONENTS } from '../../../src/fidelity/types.ts'
import { de } from '../../../src/strings/de.ts'
import { en } from '../../../src/strings/en.ts'
import { languageOf, stringsFor } from '../../../src/strings/index.ts'

/** Paths of all texts: `errors.python.title`; a function is called with numbers. */
function texts(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]]
  if (typeof node === 'function') return [[path, String(node(2, 3))]]
  return Object.entries(node as object).flatMap(([key, value]) => texts(value, path === '' ? key : `${path}.${key}`))
}

/** Words that are the same in both languages. */
const SAME = new Set([
  'code.language',
  'views.code',
  'components.text',
  'amount.megabytes',
  'amount.seconds',
  'facts.charts.graph',
  'facts.charts.histogram',
  'facts.altTitle',
  'facts.count',
  'facts.within',
  'facts.sentences.chart',
  'facts.elements.named',
  // Of words, not of numbers, in what it says.
  'facts.sentences.trend',
])

describe('the strings', () => {
  it('have the same places in every language, none of them empty', () => {
    const english = texts(en)
    const german = texts(de)
    expect(german.map(([path]) => path).sort()).toEqual(english.map(([path]) => path).sort())
    for (const [path, text] of [...english, ...german]) expect(text.trim(), path).not.toBe('')
  })

  it('are translated', () => {
    const english = new Map(texts(en))
    const same = texts(de).filter(([path, text]) => english.get(path) === text && !SAME.has(path))
    expect(same.map(([path]) => path)).toEqual([])
  })

  it('say for every error what it is and what to do', () => {
    for (const strings of [en, de]) {
      expect(Object.keys(strings.errors).sort()).toEqual([...ERROR_CODES].sort())
      for (const code of ERROR_CODES) expect(strings.errors[code].advice, code).toMatch(/\.$/)
    }
  })

  it('name every component of the score', () => {
    expect(Object.keys(en.components).sort()).toEqual([...COMPONENTS].sort())
  })

  it('are chosen by the language tag', () => {
    expect(stringsFor('de-AT')).toBe(de)
    expect(stringsFor('DE')).toBe(de)
    expect(stringsFor('en-GB')).toBe(en)
    expect(stringsFor('fr')).toBe(en)
    expect(languageOf('toString')).toBe('en')
  })
})
