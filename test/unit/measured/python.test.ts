import type { PyodideAPI } from 'pyodide'
import { beforeAll, describe, expect, it } from 'vitest'
import { measuredProgram } from '../../../src/measured/program.ts'
import { drawn, literal, Names, numeral } from '../../../src/measured/python.ts'
import { rounded } from '../../../src/measured/rounding.ts'
import { bootPython } from '../trace/pyodide.ts'
import { BOX, bar, categories, seen, text, upwards } from './observed.ts'

/** What a picture may say to break out of a literal, or to break the program. */
const HOSTILE = [
  'plain',
  'say "hi"',
  "it's",
  'C:\\new\\table',
  'ends in \\',
  '"""',
  '\\"',
  '\\\\"',
  '"); import os; os.remove("x") #',
  'two\nlines',
  'tab\tand\rreturn',
  'line\u2028and\u2029paragraph',
  'nul\u0000end',
  '$x$ costs $5',
  '\\$5',
  '{name} %s %(x)s',
  'Größe · 温度 · Δ',
  '𝒳 🎉',
  'turned \u202e round',
  'half \ud83d alone',
]

describe('literals of Python', () => {
  let python: PyodideAPI

  beforeAll(async () => {
    python = await bootPython('trace')
  }, 120_000)

  const read = (source: string) => {
    python.globals.set('source', source)
    return JSON.parse(
      python.runPython('import ast, json; json.dumps([ord(c) for c in ast.literal_eval(source)])'),
    ) as number[]
  }

  it.each(HOSTILE)('reads back %j', (given) => {
    expect(read(literal(given))).toEqual([...given].map((sign) => sign.codePointAt(0)))
    expect(literal(given)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  })

  it('cuts what no label is as long as', () => {
    expect(read(literal('x'.repeat(5000)))).toHaveLength(200)
  })

  it('draws every sign of a text as itself: a dollar begins no formula', () => {
    expect(drawn('$x$ costs $5')).toBe('"\\\\$x\\\\$ costs \\\\$5"')
  })

  it('runs with hostile words in every place, and draws them', () => {
    const [x, y] = [categories(['a"b', '$c$', 'd\\']), upwards(0, 50, [0, 25, 50])]
    const bars = [10, 20, 30].map((value, i) => bar({ x, y }, i, value))
    const words = [
      text('"); raise SystemExit #\\', [200, 36, 456, 50]),
      text('$\\frac{1$', [280, 460, 376, 472]),
      text("__import__('os')", [100, 70, 200, 80], { swatch: '#1f77b4' }),
      text('a\nb"', [10, 200, 20, 280], { angle: 90 }),
      text('$', [300, 200, 308, 210]),
    ]
    const program = measuredProgram(seen([{ box: BOX, x, y }], bars, words))!
    python.globals.set('program', program)
    const told = python.runPython(`
import json
names = {"__name__": "__main__"}
exec(compile(program, "<measured>", "exec"), names)
figure = names["fig"]
figure.canvas.draw()
ax = figure.axes[0]
json.dumps([ax.get_title(), ax.get_xlabel(), ax.get_ylabel(), ax.get_legend().get_texts()[0].get_text(), [t.get_text() for t in ax.texts], [t.get_text() for t in ax.get_xticklabels()], [int(p.get_height()) for p in ax.patches]])
`) as string
    expect(JSON.parse(told)).toEqual([
      '"); raise SystemExit #\\',
      '\\$\\frac{1\\$',
      'a\nb"',
      // matplotlib shows no entry that begins with a line.
      " __import__('os')",
      ['\\$'],
      ['a"b', '\\$c\\$', 'd\\'],
      [10, 20, 30],
    ])
  })
})

describe('numbers and names', () => {
  it('writes numbers without zeros at their ends, and refuses what is none', () => {
    expect([numeral(1.5, 3), numeral(-0.0001, 2), numeral(1200, 0), numeral(0.1 + 0.2, 2)]).toEqual([
      '1.5',
      '0',
      '1200',
      '0.3',
    ])
    expect(() => numeral(Number.NaN, 1)).toThrow(RangeError)
    expect(() => numeral(Number.POSITIVE_INFINITY, 1)).toThrow(RangeError)
  })

  it('makes names of words that are no names, and gives none twice', () => {
    const names = new Names()
    expect(names.give('North & South', 'values')).toBe('north_south')
    expect(names.give('class', 'values')).toBe('values')
    expect(names.give('plt', 'values')).toBe('values_2')
    expect(names.give('温度', 'values')).toBe('values_3')
    expect(names.give('north south', 'values')).toBe('north_south_2')
    expect(names.give('x; import os', 'values')).toBe('x_import_os')
  })

  it('rounds to what the errors allow', () => {
    const of = (values: number[], error: number) => {
      const { values: told, decimals } = rounded(
        values,
        values.map(() => error),
      )
      return told.map((value) => numeral(value, decimals))
    }
    // On whole numbers all of them, far closer than by chance.
    expect(of([2000.02, 2004.99, 2010.01], 0.03)).toEqual(['2000', '2005', '2010'])
    // Nothing coarser fits: two standard errors of .04 leave one decimal no doubt, and two none.
    expect(of([1.234, 5.678, 9.111], 0.04)).toEqual(['1.23', '5.68', '9.11'].map((one) => Number(one).toFixed(2)))
    expect(of([0.001, -0.002, 0.003], 0.01)).toEqual(['0', '0', '0'])
    expect(of([12_345, 67_890, 45_678], 60)).toEqual(['12300', '67900', '45700'])
  })
})
