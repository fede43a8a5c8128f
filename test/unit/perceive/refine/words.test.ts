import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import type { Observation, ReadText } from '../../../../src/observation.ts'
import { wordChanges } from '../../../../src/perceive/refine/words/words.ts'
import { applyEdits } from '../../../../src/python/edits.ts'
import type { Literal } from '../../../../src/python/protocol.ts'
import type { Box, TracedArtist, TracedFigure } from '../../../../src/trace.ts'
import { artist, axes, figure } from './drawn.ts'

/** What stands in a picture of 200 by 120 pixels, with an area of data from 20 to 180 and 10 to 110. */
function pictureOf(...texts: Partial<ReadText>[]): Observation {
  return {
    version: 1,
    width: 200,
    height: 120,
    axes: [{ box: [20, 10, 180, 110], x: null, y: null }],
    marks: [],
    texts: texts.map((text, i) => ({
      id: `t${i}`,
      text: '',
      alternatives: [],
      box: [80, 1, 120, 9],
      angle: 0,
      confidence: 0.99,
      ...text,
    })),
  }
}

const text = (words: string, box: Box, part: Partial<TracedArtist> = {}): TracedArtist =>
  artist({ kind: 'text', id: words, data: { system: 'data', text: words }, path: { box, shapes: [] }, ...part })

/** Literals of a program in single or double quotes, each with the call `ax.…` on its line. */
function literalsOf(code: string, part: Partial<Literal> = {}): Literal[] {
  return code.split('\n').flatMap((line, i) =>
    [...line.matchAll(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/g)].map((match) => ({
      line: i + 1,
      column: match.index,
      text: match[0],
      value: match[0].slice(1, -1),
      role: 'text' as const,
      call: /(\w+\.\w+)\(/.exec(line)?.[1] ?? null,
      callLine: i + 1,
      argument: 0,
      name: null,
      path: line.includes('[') ? [i] : [],
      ...part,
    })),
  )
}

/** The program with all that is sure. */
function mended(code: string, trace: TracedFigure, seen: Observation, literals = literalsOf(code)): string | null {
  const changes = wordChanges({ code, trace, score: { total: 0 } as never }, seen, literals)
  const edits = changes.filter(({ within }) => within.length > 0).flatMap((change) => change.edits)
  return applyEdits(
    code,
    edits.sort((a, b) => a.line - b.line || a.column - b.column),
  )
}

const title = (words: string) => text(words, [80, 1, 120, 9], { role: 'title', line: 1, call: 'ax.set_title' })
const titled = (words: string) => figure({ artists: [title(words)], axes: [axes('a0', { title: words })] })

describe('words that are drawn', () => {
  test('become those that were read in their place, with the program’s quotes', () => {
    const seen = pictureOf({ text: 'Sales in 2024' })
    expect(mended(`ax.set_title("Votes")`, titled('Votes'), seen)).toBe(`ax.set_title("Sales in 2024")`)
  })

  test('stay where they may have been read so, where little was read, and where nothing was', () => {
    const code = `ax.set_title('Votes')`
    expect(mended(code, titled('Votes'), pictureOf({ text: 'Vofes', alternatives: ['Votes'] }))).toBe(code)
    expect(mended(code, titled('Votes'), pictureOf({ text: 'Sales', confidence: 0.4 }))).toBe(code)
    expect(mended(code, titled('Votes'), pictureOf())).toBe(code)
  })

  test('stay where they are formulas', () => {
    const code = `ax.set_title('$x^2$')`
    expect(mended(code, titled('$x^2$'), pictureOf({ text: 'x3' }))).toBe(code)
  })

  test('stay where no literal says them', () => {
    const code = `ax.set_title(f'Votes of {year}')`
    expect(mended(code, titled('Votes of 2023'), pictureOf({ text: 'Votes of 2024' }), [])).toBe(code)
  })

  test('are told by place on an axis, so that a shifted list is shifted back', () => {
    const code = `ax.bar(['D', 'E'], [1, 2])`
    const drawn = ['D', 'E'].map((name, i) =>
      text(name, [50 + 60 * i, 112, 58 + 60 * i, 119], { role: 'tick', line: null }),
    )
    const seen = pictureOf({ text: 'E', box: [50, 112, 58, 119] }, { text: 'F', box: [110, 112, 118, 119] })
    expect(mended(code, figure({ artists: drawn }), seen)).toBe(`ax.bar(['E', 'F'], [1, 2])`)
  })

  test('never make two categories one', () => {
    const code = `ax.bar(['D', 'E'], [1, 2])`
    const drawn = ['D', 'E'].map((name, i) =>
      text(name, [50 + 60 * i, 112, 58 + 60 * i, 119], { role: 'tick', line: null }),
    )
    const seen = pictureOf({ text: 'E', box: [50, 112, 58, 119] }, { text: 'E', box: [110, 112, 118, 119] })
    expect(mended(code, figure({ artists: drawn }), seen)).toBe(code)
  })

  test('are letters where letters are drawn, also of a string that a loop takes apart', () => {
    const code = `for p, s in zip(points, 'ABC'): ax.text(*p, s)`
    const letter = text('B', [60, 60, 68, 68], { loop: { s: 'B' } })
    const seen = pictureOf({ text: '0', alternatives: ['O'], box: [60, 60, 68, 68] })
    const [change] = wordChanges(
      { code, trace: figure({ artists: [letter] }), score: {} as never },
      seen,
      literalsOf(code),
    )
    expect(applyEdits(code, change!.edits)).toBe(`for p, s in zip(points, 'AOC'): ax.text(*p, s)`)
  })

  test('are changed in their own call where another says the same', () => {
    const code = `ax.set_title('Votes')\nax.set_ylabel('Votes')`
    const label = text('Votes', [2, 40, 10, 80], { role: 'label', line: 2, call: 'ax.set_ylabel' })
    const drawn = figure({ artists: [title('Votes'), label], axes: [axes('a0', { title: 'Votes' })] })
    const seen = pictureOf({ text: 'Sales' }, { text: 'Votes', box: [2, 40, 10, 80], angle: 90 })
    expect(mended(code, drawn, seen)).toBe(`ax.set_title('Sales')\nax.set_ylabel('Votes')`)
  })
})

describe('words that are not drawn', () => {
  const bar = artist({ line: 2, call: 'ax.bar', path: { box: [40, 40, 60, 110], shapes: [] } })

  test('are added where the program has an empty slot for them', () => {
    const code = `fig, ax = plt.subplots()\nax.bar([1], [2])\nplt.show()\n`
    const seen = pictureOf({ text: 'Sales' }, { text: 'Year', box: [90, 112, 110, 119] })
    expect(mended(code, figure({ artists: [bar] }), seen, [])).toBe(
      `fig, ax = plt.subplots()\nax.bar([1], [2])\nax.set_title('Sales')\nax.set_xlabel('Year')\nplt.show()\n`,
    )
  })

  test('fill an empty title', () => {
    const code = `ax.set_title("")\nax.bar([1], [2])`
    const empty = literalsOf(`ax.set_title("")`)
    expect(mended(code, figure({ artists: [bar] }), pictureOf({ text: 'Sales' }), empty)).toBe(
      `ax.set_title("Sales")\nax.bar([1], [2])`,
    )
  })

  test('are left out where they were hardly read', () => {
    const code = `fig, ax = plt.subplots()\nax.bar([1], [2])\n`
    expect(mended(code, figure({ artists: [bar] }), pictureOf({ text: 'Sales', confidence: 0.7 }), [])).toBe(code)
    expect(mended(code, figure({ artists: [bar] }), pictureOf({ text: '(-)' }), [])).toBe(code)
  })
})

test('no text of a picture becomes code', () => {
  const hostile = [
    `'); import os; os.system('x') #`,
    `"); import os #`,
    `\\'); raise SystemExit #`,
    `a\\`,
    `'''`,
    `"""`,
    `a\nimport os\n`,
    `\r\nimport os`,
    `\u2028import os\u2029`,
    `{__import__("os")}`,
    `%s %(x)s`,
    `$\\frac{1}{2}$ x`,
    `$5`,
    `\\N{DASH}\\x41\\u0041`,
    `\u202e)('x.tes`,
    `\0\x1b[0m`,
    `\ud83d`,
  ]
  const heads = [`'Votes'`, `"Votes"`, `r'Votes'`, `'''Votes'''`, `u"Votes"`, `("Vo" 'tes')`]
  const programs = hostile.flatMap((words) =>
    heads.map((head) => {
      const code = `ax.set_title(${head})\nax.bar([1], [2])\n`
      const at = head.startsWith('(') ? { text: head.slice(1, -1), column: 14 } : { text: head, column: 13 }
      const literal = { ...literalsOf(`ax.set_title('Votes')`)[0]!, ...at }
      const drawn = figure({
        artists: [title('Votes'), artist({ line: 2, call: 'ax.bar' })],
        axes: [axes('a0', { title: 'Votes' })],
      })
      const seen = pictureOf({ text: words }, { text: words, box: [80, 112, 120, 119] })
      const changed = mended(code, drawn, seen, [literal])
      expect(changed).not.toBeNull()
      return changed!
    }),
  )
  const check = `import ast, json, sys
for text in json.load(sys.stdin):
    for node in ast.walk(ast.parse(text)):
        assert isinstance(node, (ast.Module, ast.Expr, ast.Call, ast.Attribute, ast.Name, ast.Load, ast.Constant, ast.List)), text
        assert not isinstance(node, ast.Name) or node.id == "ax", text
print("calls alone")`
  let printed: string
  try {
    printed = execFileSync('python3', ['-c', check], { input: JSON.stringify(programs), encoding: 'utf8' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    console.log('programs are not read by Python: there is no python3')
    return
  }
  expect(printed.trim()).toBe('calls alone')
  // What is drawn is what was read: the dollar begins no formula.
  expect(programs.some((program) => program.includes(String.raw`\\$5`))).toBe(true)
})
