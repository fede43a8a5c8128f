import { describe, expect, it } from 'vitest'
import { Names } from '../../../src/measured/python.ts'
import { rounded } from '../../../src/measured/rounding.ts'
import { pythonNumber } from '../../../src/python/literal.ts'

describe('numbers and names', () => {
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
      return told.map((value) => pythonNumber(value, decimals))
    }
    // On whole numbers all of them, far closer than by chance.
    expect(of([2000.02, 2004.99, 2010.01], 0.03)).toEqual(['2000', '2005', '2010'])
    // Nothing coarser fits: two standard errors of .04 leave one decimal no doubt, and two none.
    expect(of([1.234, 5.678, 9.111], 0.04)).toEqual(['1.23', '5.68', '9.11'].map((one) => Number(one).toFixed(2)))
    expect(of([0.001, -0.002, 0.003], 0.01)).toEqual(['0', '0', '0'])
    expect(of([12_345, 67_890, 45_678], 60)).toEqual(['12300', '67900', '45700'])
  })
})
