import { describe, expect, test } from 'vitest'
import { Program } from '../../../../src/perceive/refine/program.ts'
import { applyEdits } from '../../../../src/python/edits.ts'
import { artist, figure } from './drawn.ts'

const read = (code: string) => Program.read(code)!

describe('statements', () => {
  test('span their brackets, strings and continued lines', () => {
    const program = read(`import a  # b; (
x = [1,
     2]  # three

s = '''one
 two'''
y = 1 + \\
    2
for k in x:
    if k: f(k)
    g("a;b")
h(); i()
`)
    expect(program.statements.map(({ line, last, parent, sole }) => [line, last, parent, sole])).toEqual([
      [1, 1, -1, true],
      [2, 3, -1, true],
      [5, 6, -1, true],
      [7, 8, -1, true],
      [9, 9, -1, true],
      [10, 10, 4, false],
      [11, 11, 4, true],
      [12, 12, -1, false],
    ])
  })

  test.each(['f(1', "x = 'a", 'f(1]', "x = '''a\n"])('are not read where something is not closed: %s', (code) => {
    expect(Program.read(code)).toBeNull()
  })
})

describe('calls', () => {
  const program = read(`ax.plot([0, 1], (2, 3),
        'r--', lw=2, label='a, b')
axs[0, 1].plot(f(x), **more)
def plot(a): pass
plot(1); self.plot(2)
`)

  test('are found with their arguments', () => {
    const [call] = program.calls('ax.plot', 1)
    expect(call!.arguments.map((one) => [one.keyword, program.text(one.value)])).toEqual([
      [null, '[0, 1]'],
      [null, '(2, 3)'],
      [null, "'r--'"],
      ['lw', '2'],
      ['label', "'a, b'"],
    ])
    expect(program.calls('axs[0,1].plot', 3)).toHaveLength(1)
    expect(program.calls('ax.plot', 3)).toEqual([])
  })

  test('of a plain name are no methods and no definitions', () => {
    expect(program.calls('plot').map((call) => program.text(call))).toEqual(['plot(1)'])
  })

  test('take another keyword', () => {
    const edit = program.addKeyword(program.calls('ax.plot', 1)[0]!, 'color', "'b'")
    expect(applyEdits(program.code, [edit])).toContain("label='a, b', color='b')\n")
  })

  test('are not told apart on one line', () => {
    const twice = read('f(ax.plot(1), ax.plot(2))\n')
    expect(twice.callOf({ line: 1, call: 'ax.plot' })).toBeNull()
  })
})

describe('entries', () => {
  const program = read("v = [1, (2, 3),\n     'a,b',]\n")
  test.each([
    [0, "v = [(2, 3),\n     'a,b',]\n"],
    [1, "v = [1, 'a,b',]\n"],
    [2, 'v = [1, (2, 3),]\n'],
  ])('%d goes with its comma', (index, code) => {
    expect(applyEdits(program.code, [program.dropEntry(program.entries(4)!, index)])).toBe(code)
  })

  test('the only one leaves brackets', () => {
    const one = read('v = [1]')
    expect(applyEdits('v = [1]', [one.dropEntry(one.entries(4)!, 0)])).toBe('v = []')
  })
})

describe('a statement that goes', () => {
  test('goes with its lines', () => {
    const program = read('a = 1\nb(\n  2)  # c\nd()')
    expect(applyEdits(program.code, [program.remove(program.statementAt(3)!)!])).toBe('a = 1\nd()')
    expect(applyEdits(program.code, [program.remove(program.statementAt(4)!)!])).toBe('a = 1\nb(\n  2)  # c\n')
  })

  test('leaves its block something', () => {
    const program = read('for k in x:\n    f(k)\ng()\n')
    expect(applyEdits(program.code, [program.remove(program.statementAt(2)!)!])).toBe('for k in x:\n    pass\ng()\n')
  })

  test('does not go where others would go with it', () => {
    const program = read('f(); g()\nfor k in x:\n    h(k)\n')
    expect(program.remove(program.statementAt(1)!)).toBeNull()
    expect(program.remove(program.statementAt(2)!)).toBeNull()
  })
})

describe('a slot for a statement', () => {
  const HEAD = 'import matplotlib.pyplot as plt\n'
  const put = (code: string, at: readonly [line: number, call: string][], axes = 'a0') => {
    const program = read(HEAD + code)
    const artists = at.map(([line, call], i) => artist({ id: `x${i}`, axes, line: line + 1, call }))
    const slot = program.slot(figure({ artists }), axes)
    return slot && applyEdits(program.code, [program.insertAfter(slot, `${slot.axes}.new()`)])!.slice(HEAD.length)
  }

  test('follows what the axes have, before the end', () => {
    expect(put('fig, ax = plt.subplots()\nax.plot(x)  # a\n\nfig.tight_layout()\nplt.show()\n', [[2, 'ax.plot']])).toBe(
      'fig, ax = plt.subplots()\nax.plot(x)  # a\nax.new()\n\nfig.tight_layout()\nplt.show()\n',
    )
  })

  test('is that of these axes among several', () => {
    const program = read('axs[0].plot(x)\naxs[1].plot(x)\n')
    const artists = [
      artist({ id: 'p', axes: 'a0', line: 1, call: 'axs[0].plot' }),
      artist({ id: 'q', axes: 'a1', line: 2, call: 'axs[1].plot' }),
    ]
    expect(program.slot(figure({ artists, axes: ['a0', 'a1'] }), 'a0')).toMatchObject({
      axes: 'axs[0]',
      after: { line: 1 },
    })
  })

  test('stands behind loops', () => {
    expect(put('for k in x:\n    ax.plot(k)\n    f()\ng()', [[2, 'ax.plot']])).toBe(
      'for k in x:\n    ax.plot(k)\n    f()\nax.new()\ng()',
    )
  })

  test('is not there where the loop sets the axes', () => {
    expect(put('for k, ax in enumerate(axs):\n    ax.plot(k)\n', [[2, 'ax.plot']])).toBeNull()
    expect(put('for k in x:\n    ax = axs[k]\n    ax.plot(k)\n', [[3, 'ax.plot']])).toBeNull()
  })

  test('stays in the function that draws', () => {
    expect(put('def f(ax):\n    for k in x:\n        ax.plot(k)\nf(plt.gca())\nplt.show()\n', [[3, 'ax.plot']])).toBe(
      'def f(ax):\n    for k in x:\n        ax.plot(k)\n    ax.new()\nf(plt.gca())\nplt.show()\n',
    )
  })

  test('is found by the patches that were added', () => {
    expect(put('c = plt.Circle((0, 0), 1)\nax.add_patch(c)\nplt.show()', [[1, 'plt.Circle']])).toBe(
      'c = plt.Circle((0, 0), 1)\nax.add_patch(c)\nax.new()\nplt.show()',
    )
  })

  test('keeps to pyplot, and to the line ends that are there', () => {
    expect(put('plt.plot(x)\r\nplt.show()\r\n', [[1, 'plt.plot']])).toBe('plt.plot(x)\nplt.new()\r\nplt.show()\r\n')
  })
})

test('patches are called as they were imported', () => {
  expect(read('from matplotlib.patches import Circle, Wedge\n').patch('Circle')).toBe('Circle')
  expect(read('import matplotlib.patches as mp\n').patch('Ellipse')).toBe('mp.Ellipse')
  expect(read('from matplotlib import pyplot as plt\n').patch('Circle')).toBe('plt.Circle')
  expect(read('from matplotlib import pyplot as plt\n').patch('Wedge')).toBeNull()
})
