import { describe, expect, it } from 'vitest'
import { looseAxes } from '../../../src/ocr/shapes/loose-axes.ts'
import { tidyTexts } from '../../../src/ocr/shapes/tidy.ts'
import type { FoundText } from '../../../src/ocr/text.ts'

const label = (
  text: string,
  x0: number,
  y0: number,
  width = 8 * text.length,
  more: Partial<FoundText> = {},
): FoundText => ({
  text,
  alternatives: [],
  confidence: 1,
  angle: 0,
  isFree: true,
  box: [x0, y0, x0 + width, y0 + 10],
  ...more,
})

/** Labels that end at x = 60, one below the other. */
const column = (texts: readonly string[], step = 50) =>
  texts.map((text, i) => label(text, 60 - 8 * text.length, 50 + step * i))
const row = (texts: readonly string[], y: number, step = 90) =>
  texts.map((text, i) => label(text, 100 + step * i - 4 * text.length, y))

describe('axes that labels alone make', () => {
  it('pairs a column of numbers with the names below it', () => {
    const [axes, ...more] = looseAxes(
      [],
      [...column(['40', '30', '20', '10', '0']), ...row(['Oslo', 'Rome', 'Lima'], 270)],
    )
    expect(more).toEqual([])
    expect(axes!.y!.a * 55 + axes!.y!.b).toBeCloseTo(40, 6)
    expect(axes!.y!.a * 255 + axes!.y!.b).toBeCloseTo(0, 6)
    expect(axes!.x).toMatchObject({ kind: 'category' })
    expect(axes!.x!.ticks.map(({ text, px, value }) => [text, px, value])).toEqual([
      ['Oslo', 100, 0],
      ['Rome', 190, 1],
      ['Lima', 280, 2],
    ])
    expect(axes!.box).toEqual([55, 55, 325, 255])
  })

  it('pairs names in a column with numbers below them', () => {
    const names = ['Oslo', 'Rome', 'Lima'].map((text, i) => label(text, 80 - 32, 60 + 60 * i))
    const [axes] = looseAxes([], [...names, ...row(['0', '5', '10', '15'], 250)])
    // As figures count: from the bottom.
    expect(axes!.y!.ticks.map(({ text, value }) => [text, value])).toEqual([
      ['Oslo', 2],
      ['Rome', 1],
      ['Lima', 0],
    ])
    expect(axes!.x!.a * 370 + axes!.x!.b).toBeCloseTo(15, 6)
  })

  it('takes years, which a logarithmic map would fit as well', () => {
    const [axes] = looseAxes([], [...column(['8', '6', '4', '2', '0']), ...row(['2000', '2005', '2010', '2015'], 270)])
    expect(axes!.x).toMatchObject({ kind: 'linear' })
    expect(axes!.x!.a * 190 + axes!.x!.b).toBeCloseTo(2005, 6)
  })

  it('takes three numbers beside four, not beside three or names', () => {
    const three = column(['20', '10', '0'])
    expect(looseAxes([], [...three, ...row(['0', '5', '10', '15'], 170)])).toHaveLength(1)
    expect(looseAxes([], [...three, ...row(['0', '5', '10'], 170)])).toEqual([])
    expect(looseAxes([], [...three, ...row(['Oslo', 'Rome', 'Lima'], 170)])).toEqual([])
  })

  it.each([
    ['numbers in unequal steps', column(['40', '31', '18', '10', '0'])],
    ['numbers that grow downwards, as in a table', column(['0', '10', '20', '30', '40'])],
    ['too few numbers', column(['20', '10', '0'])],
    [
      'unequal distances',
      column(['40', '30', '20', '10', '0']).map((text, i) => ({
        ...text,
        box: [text.box[0], 50 + 50 * i + 9 * (i % 2), text.box[2], 60 + 50 * i + 9 * (i % 2)] as const,
      })),
    ],
  ])('refuses %s', (_what, numbers) => {
    expect(looseAxes([], [...numbers, ...row(['Oslo', 'Rome', 'Lima'], 270)])).toEqual([])
  })

  it('refuses names that stand elsewhere, and leaves calibrated axes alone', () => {
    const numbers = column(['40', '30', '20', '10', '0'])
    expect(looseAxes([], [...numbers, ...row(['Oslo', 'Rome', 'Lima'], 420)])).toEqual([])
    expect(looseAxes([], [...numbers, ...row(['Oslo', 'Rome', 'Lima'], 20)])).toEqual([])
    const known = looseAxes([], [...numbers, ...row(['0', '1', '2', '3'], 270)])
    expect(looseAxes(known, [...numbers, ...row(['Oslo', 'Rome', 'Lima'], 270)])).toEqual(known)
  })
})

describe('texts made tidy', () => {
  it('takes off tick marks that were read as signs, where a column shows that', () => {
    const marked = [
      ...column(['40', '30']),
      label('20 -', 44, 150, 26),
      label('0+', 52, 250, 17, { alternatives: ['04', 'O+'] }),
    ]
    const tidy = tidyTexts(marked)
    expect(tidy.map(({ text }) => text)).toEqual(['40', '30', '20', '0'])
    expect(tidy[2]!.box[2]).toBe(60)
    // 04 is the mark read as a digit.
    expect(tidy[3]!.alternatives).toEqual(['O'])
    expect(tidyTexts([label('20 -', 44, 150)]).map(({ text }) => text)).toEqual(['20 -'])
  })

  it('keeps a text once', () => {
    expect(tidyTexts([label('May', 100, 100), label('May', 101, 100), label('May', 200, 100)])).toHaveLength(2)
  })
})
