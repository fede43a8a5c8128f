import { expect, test } from 'vitest'
import { importedModules } from '../../src/python/imports.ts'

test.each([
  ['import sympy', ['sympy']],
  ['import numpy as np, scipy.stats as st', ['numpy', 'scipy']],
  ['from scipy.optimize import curve_fit', ['scipy']],
  ['from sympy import (\n  sin,\n  cos,\n)', ['sympy']],
  ['try:\n    import sympy\nexcept ImportError: import mpmath', ['sympy', 'mpmath']],
  ['def f():\n\tfrom sympy.abc import x; import scipy', ['sympy', 'scipy']],
  ['if True: import networkx # graph', ['networkx']],
  ['from . import sympy', []],
  ['x = "to import sympy"\nimportant = 1\nfrom_ = 2', []],
])('%j names %j', (program, names) => {
  expect([...importedModules(program)]).toEqual(names)
})

test('a line of a million characters is read in a moment', () => {
  for (const piece of ['import ', ':', 'from a', ' ', 'import a,']) {
    const start = performance.now()
    importedModules(piece.repeat(1_000_000 / piece.length))
    expect(performance.now() - start, piece).toBeLessThan(2000)
  }
})
