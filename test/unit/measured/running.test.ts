import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { PyodideAPI } from 'pyodide'
import { beforeAll, describe, expect, it } from 'vitest'
import { measuredProgram } from '../../../src/measured/program.ts'
import { drawn, literal } from '../../../src/measured/python.ts'
import { observe } from '../../../src/ocr/observe.ts'
import { decodePng } from '../../png.ts'
import { compareDrawn } from '../../reference/charts/compare.ts'
import type { ChartTruth } from '../../reference/charts/truth.ts'
import { openOcr } from '../ocr/files.ts'
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

let python: PyodideAPI

beforeAll(async () => {
  python = await bootPython('trace')
}, 120_000)

describe('literals of Python', () => {
  const read = (source: string) => {
    python.globals.set('source', source)
    return JSON.parse(
      python.runPython('import ast, json; json.dumps([ord(c) for c in ast.literal_eval(source)])'),
    ) as number[]
  }

  it.each(HOSTILE)('reads back %j', (given) => {
    expect(read(literal(given))).toEqual([...given.toWellFormed()].map((sign) => sign.codePointAt(0)))
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

/** Of `names["fig"]`: what test/reference/reading/truth.ts says of bars, markers, curves and wedges. */
const DRAWN = `
import json
import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.patches import Rectangle, Wedge
names = {"__name__": "__main__"}
exec(compile(program, "<measured>", "exec"), names)
figure = names["fig"]
figure.canvas.draw()
def numbers(values):
    return [[float(v) for v in row] for row in values]
frames = [{
    "bars": [[float(p.get_x() + p.get_width() / 2), float(p.get_y() + p.get_height() / 2), float(p.get_width()), float(p.get_height())]
             for p in ax.patches if isinstance(p, Rectangle)],
    "wedges": [[float(p.theta1), float(p.theta2)] for p in ax.patches if isinstance(p, Wedge)],
    "markers": [point for c in ax.collections if isinstance(c, PathCollection) for point in numbers(c.get_offsets())],
    "curves": [numbers(line.get_xydata()) for line in ax.lines],
} for ax in figure.axes]
json.dumps({"axes": frames})
`

describe('charts that no model has seen', () => {
  // Made by test/reference/charts/make.ts with a seed of their own and drawn by librsvg.
  const folder = fileURLToPath(new URL('../../fixtures/charts/', import.meta.url))
  const names = readdirSync(folder).filter((name) => name.endsWith('.png'))

  it('are written as programs that draw their values within 1 % of the range, wedges within 1°', async () => {
    const reader = await openOcr()
    let [total, right] = [0, 0]
    for (const name of names) {
      const seen = await observe(await decodePng(readFileSync(folder + name)), reader)
      const truth = JSON.parse(readFileSync(folder + name.replace('.png', '.json'), 'utf8')) as ChartTruth
      python.globals.set('program', measuredProgram(seen)!)
      const share = compareDrawn(truth, JSON.parse(python.runPython(DRAWN)))
      console.log(`${name}: ${share.right} of ${share.total} values`)
      // No chart may fail whole where the others make up for it.
      expect(share.right).toBeGreaterThanOrEqual(0.6 * share.total)
      total += share.total
      right += share.right
    }
    expect(names).toHaveLength(4)
    expect(right / total).toBeGreaterThanOrEqual(0.9)
  }, 60_000)
})
