import { expect, test } from 'vitest'
import { formulaOf } from '../../../src/facts/expressions.ts'

test.each<[string, (x: number) => number]>([
  ['y = 2x^2 - 3x + 1', (x) => 2 * x * x - 3 * x + 1],
  ['f(x) = 2sin(x)', (x) => 2 * Math.sin(x)],
  ['g(t) = -t^2+3t', (t) => -t * t + 3 * t],
  ['|x-2| + |x|', (x) => Math.abs(x - 2) + Math.abs(x)],
  ['2|x|', (x) => 2 * Math.abs(x)],
  ['e^(-x^2/2)', (x) => Math.exp(-x * x * 0.5)],
  ['x²·√(x)', (x) => x * x * Math.sqrt(x)],
  ['sin(2πx)/x', (x) => Math.sin(2 * Math.PI * x) / x],
  ['sin^2(x)', (x) => Math.sin(x) ** 2],
  ['sin 2x + 1', (x) => Math.sin(2 * x) + 1],
  ['(x+1)(x-2)', (x) => (x + 1) * (x - 2)],
  ['-x^2', (x) => -(x ** 2)],
  ['x**-1', (x) => 1 / x],
  ['ln x', Math.log],
])('%s is read as a formula', (text, want) => {
  const formula = formulaOf(text) ?? expect.fail()
  for (const x of [0.3, 1, 2.7]) expect(formula(x)).toBeCloseTo(want(x), 12)
})

test.each(['Oslo', 'y = ax + b', 'σ = 1', 'x +', '(x', '|x', '', 'max(x)', 'y = '])('%j is no formula', (text) => {
  expect(formulaOf(text)).toBeNull()
})
