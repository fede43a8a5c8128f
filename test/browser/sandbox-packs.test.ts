import { afterAll, expect, test } from 'vitest'
import { PythonError, UnavailableImportError } from '../../src/errors.ts'
import { killSandbox, openSandbox } from '../../src/python/frame.ts'
import { PythonHost, type RunOutcome } from '../../src/python/host.ts'
import { loadRuntime } from '../../src/python/runtime.ts'

const RUNTIME = new URL('/runtime/', location.href).href
const never = new AbortController().signal
const host = new PythonHost({ open: () => openSandbox({ src: '/sandbox.html' }), kill: killSandbox }, RUNTIME)
afterAll(() => host.dispose())

const asked: string[] = []
const fetchHonestly = globalThis.fetch
globalThis.fetch = (input, init) => {
  asked.push(new URL(String(input instanceof Request ? input.url : input), location.href).pathname)
  return fetchHonestly(input, init)
}

/** Packs that set-up found no source for, by name. */
const { packs } = await loadRuntime(RUNTIME, { signal: never })
const unserved = new Set(packs.flatMap(({ name, files }) => (files === null ? [name] : [])))

async function run(program: string): Promise<RunOutcome> {
  if (!host.ready) await host.boot({ signal: never })
  return host.run(program, { timeout: 60, longSide: 640, signal: never })
}

async function failure(program: string): Promise<unknown> {
  return run(program).then(
    () => expect.fail('the program ended well'),
    (error) => error,
  )
}

const skipReason = (pack: string) => `set-up: optional packs that no source serves: ${pack}`

/** A program for each pack that needs it, and what it prints. */
const PROGRAMS = {
  sympy: [
    `import sympy as sp
import matplotlib.pyplot as plt
x = sp.symbols('x')
print(sp.integrate(x ** 2, (x, 0, 3)), sp.solve(x ** 2 - 2, x))
f = sp.lambdify(x, sp.sin(x), 'numpy')
plt.plot([0, 1], f([0, 1]))`,
    '9 [-sqrt(2), sqrt(2)]\n',
  ],
  scipy: [
    `from scipy import stats
from scipy.optimize import brentq
from scipy.spatial import ConvexHull
import matplotlib.pyplot as plt
print(round(brentq(lambda x: x * x - 2, 0, 2), 6), stats.norm.cdf(0), len(ConvexHull([[0, 0], [2, 0], [0, 2], [.5, .5]]).vertices))
plt.plot([0, 1], stats.norm.pdf([0, 1]))`,
    '1.414214 0.5 3\n',
  ],
  networkx: ['import networkx as nx\nimport matplotlib.pyplot as plt\nnx.draw(nx.path_graph(3))\nprint(3)', '3\n'],
  shapely: [
    'from shapely.geometry import Point\nimport matplotlib.pyplot as plt\nplt.plot(*Point(0, 0).buffer(1).exterior.xy)\nprint(1)',
    '1\n',
  ],
} as const

test('a boot fetches no pack, and every pack is known', async () => {
  await host.boot({ signal: never })
  expect(asked.filter((path) => /sympy|mpmath|scipy|networkx|shapely/.test(path))).toEqual([])
  expect(packs.map(({ name }) => name).sort()).toEqual(Object.keys(PROGRAMS).sort())
})

test.for(Object.entries(PROGRAMS))(
  '%s comes when a program imports it, and only then',
  async ([pack, [program, printed]], { skip }) => {
    skip(unserved.has(pack), skipReason(pack))
    const before = asked.length
    const start = performance.now()
    const outcome = await run(program)
    console.log(`${pack}: first program ${((performance.now() - start) / 1000).toFixed(1)} s`)
    expect([outcome.stdout, outcome.figures.length, outcome.empty]).toEqual([printed, 1, false])
    const fetched = asked.slice(before)
    expect(fetched.some((path) => path.includes(`/runtime/${pack}-`))).toBe(true)
    // The same interpreter has it already.
    await run(program)
    expect(asked.slice(before)).toEqual(fetched)
  },
)

test('a pack is there for the next interpreter too, without another fetch', async ({ skip }) => {
  skip(unserved.has('sympy'), skipReason('sympy'))
  const before = asked.length
  await host.boot({ signal: never })
  expect((await run('def f():\n  import mpmath\n  return mpmath.mpf(2)\nprint(f())')).stdout).toBe('2.0\n')
  expect(asked.length).toBe(before)
})

test('a pack that no source serves is named before anything runs', async ({ skip }) => {
  const [pack] = unserved
  skip(pack === undefined, 'every pack has a source here')
  const error = await failure(`print(1)\nimport ${pack}.x as y`)
  expect(error).toBeInstanceOf(UnavailableImportError)
  expect(error).toMatchObject({ line: 2, message: expect.stringContaining(`${pack}, an optional package`) })
  expect((await run(`try:\n  import ${pack}\nexcept ImportError:\n  print("without")`)).stdout).toBe('without\n')
})

test.each(['pandas', 'requests', 'torch', 'tkinter', 'js_no_such'])(
  '%s is refused before anything runs',
  async (module) => {
    const error = await failure(`import builtins\nbuiltins.began = True\nif True:\n  pass\nimport ${module}`)
    expect(error).toBeInstanceOf(UnavailableImportError)
    expect(error).toMatchObject({
      line: 5,
      message: expect.stringMatching(`imports ${module}, which is not available`),
    })
    expect((await run('import builtins\nprint(hasattr(builtins, "began"))')).stdout).toBe('False\n')
  },
)

test.each([
  ['a try', 'try:\n  import pandas\nexcept ImportError:\n  print("without")'],
  ['a function that nobody calls', 'def f():\n  import pandas\nprint("without")'],
  ['a branch that is not taken', 'if False:\n  import pandas\nprint("without")'],
  [
    'a type check',
    'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n  from pandas import Series\nprint("without")',
  ],
])('an import in %s is not refused', async (_, program) => {
  expect((await run(program)).stdout).toBe('without\n')
})

test('an import in a function that is called is told with its line', async () => {
  const error = await failure('def f():\n  import pandas\nprint(1)\nf()')
  expect(error).toBeInstanceOf(UnavailableImportError)
  expect(error).toMatchObject({ code: 'unavailable-import', line: 2 })
})

test('a module that the program takes for there and that breaks is an error of the program', async () => {
  expect(await failure('from math import no_such')).toBeInstanceOf(PythonError)
})
