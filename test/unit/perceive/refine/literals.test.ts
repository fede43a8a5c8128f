import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { LITERAL_ROLES, type Literal } from '../../../../src/python/protocol.ts'
import { full, names, programPath } from '../../trace/programs.ts'
import { bootPython } from '../../trace/pyodide.ts'

let literals: (program: string) => readonly Literal[]
let sameTraces: (program: string, longSide: number) => boolean
beforeAll(async () => {
  const python = await bootPython('refine')
  const told = python.runPython('check.literals_of') as (program: string) => string
  literals = (program) => JSON.parse(told(program))
  sameTraces = python.runPython('check.same_traces') as typeof sameTraces
}, 120_000)

/** Of each literal its text, role, call or name, argument and path, in words. */
const told = (program: string) =>
  literals(program).map(
    ({ text, role, call, argument, name, path }) => `${text} ${role} ${call ?? name ?? ''}(${argument ?? ''}) ${path}`,
  )

test('a literal has the place, the value and the use that it has in the program', () => {
  const [letter, number] = literals('ä = "𝛼"; b = - 1.50\n')
  const common = { line: 1, call: null, callLine: null, argument: null, path: [] }
  expect(letter).toEqual({ ...common, column: 4, text: '"𝛼"', value: '𝛼', role: 'text', name: 'ä' })
  // The letter counts as two units, as it does in the page.
  expect(number).toEqual({ ...common, column: 14, text: '- 1.50', value: -1.5, role: 'value', name: 'b' })
})

test.each([
  ['for i, j in [(0, 1)]:\n  ax.plot(x[i], y[j])', ['0 index i() 0,0', '1 index j() 0,1']],
  [
    'ax.bar(["a"], [3], 0.4, color="red")',
    ['"a" text ax.bar(0) 0', '3 value ax.bar(1) 0', '0.4 bar-width ax.bar(2) ', '"red" colour ax.bar(color) '],
  ],
  [
    'plt.plot([1, -2], "r--", lw=2)',
    ['1 value plt.plot(0) 0', '-2 value plt.plot(0) 1', '"r--" format plt.plot(1) ', '2 size plt.plot(lw) '],
  ],
  ['w = .35\nplt.bar(x - w / 2, y, w)', ['.35 bar-width w() ', '2 index plt.bar(0) ']],
  ['n = 99\nx = np.linspace(0, 1, n)', ['99 count n() ', '0 value np.linspace(0) ', '1 value np.linspace(1) ']],
  ['v = np.array([[1, 2], [3, 4]])', ['1 value v() 0,0', '2 value v() 0,1', '3 value v() 1,0', '4 value v() 1,1']],
  ['d = {"a": 1, "b": 2}', ['"a" text d() 0', '1 value d() 1', '"b" text d() 2', '2 value d() 3']],
  [
    'for (a, b), c in [((1, 2), "k")]:\n  plt.plot([a, b], color=c)',
    ['1 value a() 0,0,0', '2 value b() 0,0,1', '"k" colour c() 0,1'],
  ],
  ['for v, c in zip([1], ["k"]):\n  plt.plot([v], color=c)', ['1 value v() 0,0', '"k" colour c() 0,1']],
  [
    'ax.set_xlim(0, 5)\nax.set(ylim=(1, 2))',
    ['0 limit ax.set_xlim(0) ', '5 limit ax.set_xlim(1) ', '1 limit ax.set(ylim) 0', '2 limit ax.set(ylim) 1'],
  ],
  ['ax.set_xticks([1], ["a"])', ['1 tick ax.set_xticks(0) 0', '"a" text ax.set_xticks(1) 0']],
  [
    'fig, ax = plt.subplots(1, figsize=(5, 3))',
    ['1 count plt.subplots(0) ', '5 figure plt.subplots(figsize) 0', '3 figure plt.subplots(figsize) 1'],
  ],
  ['y = x ** 2 + x[3] % 7', ['2 index y() ', '3 index y() ', '7 index y() ']],
  [
    'ax.text(1, 2, "a", alpha=.5, rotation=30, bbox={"fc": "w"})',
    [
      '1 value ax.text(0) ',
      '2 value ax.text(1) ',
      '"a" text ax.text(2) ',
      '.5 alpha ax.text(alpha) ',
      '30 angle ax.text(rotation) ',
      '"fc" option ax.text(bbox) 0',
      '"w" colour ax.text(bbox) 1',
    ],
  ],
])('%s', (program, expected) => {
  expect(told(program)).toEqual(expected)
})

test('docstrings, f-strings, truths and complex numbers are none, and a broken program has none', () => {
  expect(told('"""doc"""\ndef f():\n  "doc"\nx = f"{1} a", True, None, 2j, b"b", 1e400, 9007199254740993')).toEqual([])
  expect(literals('x = (1')).toEqual([])
  expect(literals('\0')).toEqual([])
  expect(literals(`x = [${'1, '.repeat(5000)}]`)).toHaveLength(2000)
})

/** Every sixteenth; all with `npm run test:full`. */
const sample = names.filter((_, at) => full || at % 16 === 3)

test('literals stand in their program, and a trace without pixels is that of the drawing', () => {
  const unlike: string[] = []
  for (const name of sample) {
    const program = readFileSync(programPath(name), 'utf8')
    const lines = program.split('\n')
    for (const { line, column, text, role } of literals(program)) {
      if (!text.includes('\n')) expect(lines[line - 1]?.slice(column, column + text.length), name).toBe(text)
      expect(LITERAL_ROLES).toContain(role)
    }
    if (!sameTraces(program, 480)) unlike.push(name)
  }
  expect(unlike).toEqual([])
}, 600_000)
