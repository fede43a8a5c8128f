import { describe, expect, it } from 'vitest'
import { dayOf, numberOf, valuesOf } from '../../../src/ocr/axes/values.ts'

describe('numbers of labels', () => {
  it.each([
    ['12', 12],
    ['−0.25', -0.25],
    ['–3', -3],
    ['.5', 0.5],
    ['1,000', 1000],
    ['12 500', 12500],
    ['1,234,567.5', 1234567.5],
    ['40%', 40],
    ['$15', 15],
    ['25 °C', 25],
    ['3k', 3000],
    ['1.5M', 1.5e6],
    ['1e6', 1e6],
    ['10⁵', 1e5],
    ['10⁻²', 0.01],
    ['2 × 10^3', 2000],
  ])('%s', (text, value) => {
    expect(numberOf(text)).toBeCloseTo(value, 9)
  })

  it.each(['Oslo', '', '1-2', '12:30', 'A1', '1.2.3', '-', '2016-12-01'])('none in "%s"', (text) => {
    expect(numberOf(text)).toBeNull()
  })

  it('offers repairs after what was read', () => {
    const values = valuesOf('20', ['2.0'], false)
    expect(values[0]).toMatchObject({ value: 20, cost: 0 })
    expect(values).toContainEqual({ value: 2, cost: 0.3, text: '2.0' })
    expect(values.find(({ value }) => value === -20)!.cost).toBeGreaterThan(0.3)
    expect(valuesOf('1O', [], false).map(({ value }) => value)).toContain(10)
    expect(valuesOf('1500-', [], false).map(({ value }) => value)).toContain(1500)
    expect(valuesOf('Oslo', ['Osio'], false)).toEqual([])
  })

  it('reads a raised last digit as an exponent', () => {
    expect(valuesOf('105', [], true)[0]).toMatchObject({ value: 1e5, cost: 0 })
    expect(valuesOf('105', [], false)[0]).toMatchObject({ value: 105, cost: 0 })
  })
})

describe('dates of labels', () => {
  it.each([
    ['1970-01-02', 1],
    ['2000-03-01', 11017],
    ['2013.10-15', 15993],
    ['2020-07', 18444],
    ['Jan 2000', 10957],
    ['3 Feb 1970', 33],
  ])('%s', (text, day) => {
    expect(dayOf(text)).toBe(day)
  })

  it.each(['2013-13-01', '2013-02-30', '12', 'Oslo', '20-04-01'])('none in "%s"', (text) => {
    expect(dayOf(text)).toBeNull()
  })
})
