import { describe, expect, it } from 'vitest'
import { isNumeral, powerOf } from '../../../src/ocr/axes/values.ts'
import { settleZeros } from '../../../src/ocr/case.ts'
import type { FoundText } from '../../../src/ocr/text.ts'
import { settleUnits } from '../../../src/ocr/units.ts'
import { upendedTexts } from '../../../src/ocr/upended.ts'

const found = (text: string, ...alternatives: string[]): FoundText => ({
  text,
  alternatives,
  box: [0, 0, 10, 10],
  angle: 0,
  confidence: 0.95,
  isFree: true,
})

describe('units in brackets', () => {
  it.each([
    ['Energy [kj]', 'Energy [kJ]', 'Energy [kJ]'],
    ['Energy [k]]', 'Energy [kJ]', 'Energy [kJ]'],
    ['Income (°℃)', 'Income (°C)', 'Income (°C)'],
    ['Output (em)', 'Output (cm)', 'Output (cm)'],
    // Nothing else may differ, and what is no unit stays.
    ['Output (em)', 'Qutput (cm)', 'Output (em)'],
    ['Speed (m/s)', 'Speed (mm)', 'Speed (m/s)'],
    ['Votes (all)', 'Votes (al)', 'Votes (all)'],
  ])('%s, perhaps %s: %s', (text, other, settled) => {
    expect(settleUnits([found(text, other)])[0]!.text).toBe(settled)
  })

  it('keep the first reading among the others', () => {
    expect(settleUnits([found('Mass [Kg]', 'Mass [kg]', 'Mas [kg]')])[0]!.alternatives).toEqual([
      'Mass [Kg]',
      'Mas [kg]',
    ])
  })
})

describe('zeros', () => {
  it('are letters among letters', () => {
    expect(settleZeros([found('0'), found('A'), found('r')]).map(({ text }) => text)).toEqual(['O', 'A', 'r'])
  })

  it('stay where other digits stand, and alone', () => {
    expect(settleZeros([found('0'), found('A'), found('12')])[0]!.text).toBe('0')
    expect(settleZeros([found('0'), found('Title')])[0]!.text).toBe('0')
  })
})

describe('powers of ten', () => {
  it.each([
    ['10²', false, 2],
    ['l0⁵', false, 5],
    ['104', true, 4],
    ['104', false, null],
    ['10°', true, 0],
    ['10°', false, null],
    ['Oslo', true, null],
  ] as const)('%s, raised %s: %s', (text, raised, exponent) => {
    expect(powerOf(text, raised)).toBe(exponent)
  })

  it('tells misread numbers and dates from names', () => {
    expect(['lo4', '007.01-01', '2024'].map(isNumeral)).toEqual([true, true, true])
    expect(['Q1', 'Oslo', 'lol', 'May 3'].map(isNumeral)).toEqual([false, false, false, false])
  })
})

describe('turned texts', () => {
  const piece = (x0: number, y0: number, x1: number, y1: number) => ({
    x0,
    y0,
    x1,
    y1,
    size: (x1 - x0) * (y1 - y0) * 0.4,
  })
  const word = Array.from({ length: 5 }, (_, i) => piece(10, 100 + 9 * i, 20, 107 + 9 * i))

  it('are letters above each other', () => {
    expect(upendedTexts(word)).toEqual([word])
  })

  it('are no lines of a paragraph, no labels far apart, and no dashes', () => {
    expect(upendedTexts([...word, ...word.map(({ y0, y1 }) => piece(22, y0, 31, y1))])).toEqual([])
    expect(upendedTexts(Array.from({ length: 5 }, (_, i) => piece(10, 40 * i, 20, 40 * i + 9)))).toEqual([])
    const dashes = Array.from({ length: 6 }, (_, i) => piece(14, 100 + 6 * i, 15, 104 + 6 * i))
    expect(upendedTexts([piece(11, 90, 18, 98), ...dashes])).toEqual([])
  })
})
