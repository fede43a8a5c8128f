import { describe, expect, it } from 'vitest'
import { fitAxis, type TickLabel } from '../../../src/ocr/axes/fit.ts'
import { valuesOf } from '../../../src/ocr/axes/values.ts'

/** Labels as read, with their pixels. */
const labels = (...read: readonly (readonly [px: number, text: string, ...alternatives: string[]])[]): TickLabel[] =>
  read.map(([px, text, ...alternatives]) => ({ px, text, values: valuesOf(text, alternatives, false) }))

describe('axis maps', () => {
  it('fits a line through labels and leaves a wrong one out', () => {
    const fit = fitAxis(labels([300, '0'], [250, '5'], [200, '10'], [150, '75'], [100, '20']), 1.5)!
    expect(fit.kind).toBe('linear')
    expect(fit.a).toBeCloseTo(-0.1, 6)
    expect(fit.b).toBeCloseTo(30, 6)
    expect(fit.ticks.map(({ value }) => value)).toEqual([0, 5, 10, 20])
  })

  it('mends a lost point where the neighbours say so', () => {
    const fit = fitAxis(labels([300, '1.0'], [250, '1.5'], [200, '20'], [150, '2.5']), 1.5)!
    expect(fit.ticks.map(({ value }) => value)).toEqual([1, 1.5, 2, 2.5])
  })

  it('mends lost minus signs', () => {
    const fit = fitAxis(labels([0, '20'], [50, '-10'], [100, '0'], [150, '10'], [200, '20']), 1.5)!
    expect(fit.ticks.map(({ value }) => value)).toEqual([-20, -10, 0, 10, 20])
  })

  it('fits powers of ten to a logarithm', () => {
    const fit = fitAxis(labels([400, '1'], [300, '10'], [200, '100'], [100, '1000']), 1.5)!
    expect(fit.kind).toBe('log')
    expect(fit.a).toBeCloseTo(-0.01, 9)
    expect(fit.b).toBeCloseTo(4, 9)
  })

  it('refuses what two maps fit, two labels, and labels that do not agree', () => {
    expect(fitAxis(labels([0, '1000'], [100, '10000']), 1.5)).toBeNull()
    expect(fitAxis(labels([0, '3'], [50, '17'], [100, '4'], [150, '90']), 1.5)).toBeNull()
    expect(fitAxis(labels([0, 'Oslo'], [50, 'Rome'], [100, 'Lima']), 1.5)).toBeNull()
  })

  it('gives pixels off the line as its residual', () => {
    const fit = fitAxis(labels([0, '0'], [100.5, '10'], [200, '20'], [299.5, '30']), 1.5)!
    expect(fit.residualPx).toBeGreaterThan(0.2)
    expect(fit.residualPx).toBeLessThan(0.5)
  })
})
