import { describe, expect, it } from 'vitest'
import type { ReadAxes, Side } from '../../../src/observation.ts'
import { calibrate } from '../../../src/ocr/axes/calibrate.ts'
import { findInk } from '../../../src/ocr/ink.ts'
import type { FoundText } from '../../../src/ocr/text.ts'

/** A picture of 600 × 450 with a frame over (80, 50)–(560, 400) and what was read around it. */
const [LEFT, TOP, RIGHT, BOTTOM] = [80, 50, 560, 400] as const

type Word = readonly [text: string, middleX: number, middleY: number]

interface Scene {
  readonly frame?: boolean
  /** Tick marks below the frame, left of it. */
  readonly xs?: readonly number[]
  readonly ys?: readonly number[]
  readonly words: readonly Word[]
}

function sides({ frame = true, xs = [], ys = [], words }: Scene): ReadAxes[] {
  const [width, height] = [600, 450]
  const data = new Uint8Array(width * height * 3).fill(255)
  const black = (x0: number, y0: number, x1: number, y1: number) => {
    for (let y = y0; y < y1; y++) data.fill(0, (y * width + x0) * 3, (y * width + x1) * 3)
  }
  if (frame) {
    for (const y of [TOP, BOTTOM]) black(LEFT, y, RIGHT, y + 1)
    for (const x of [LEFT, RIGHT]) black(x, TOP, x + 1, BOTTOM + 1)
  }
  for (const x of xs) black(Math.round(x), BOTTOM, Math.round(x) + 1, BOTTOM + 5)
  for (const y of ys) black(LEFT - 4, Math.round(y), LEFT, Math.round(y) + 1)
  const found = words.map(([text, x, y]): FoundText => {
    const half = text.length * 3
    return {
      text,
      alternatives: [],
      box: [x - half, y - 6, x + half, y + 6],
      angle: 0,
      confidence: 0.99,
      isFree: false,
    }
  })
  return calibrate(found, findInk({ width, height, data }))
}

const every = (n: number, from: number, to: number) =>
  Array.from({ length: n }, (_, i) => from + ((to - from) * i) / (n - 1))

/** Labels below the frame at these pixels. */
function below(texts: readonly string[], px: readonly number[]): Scene {
  return { xs: px, words: texts.map((text, i): Word => [text, px[i]! + 0.5, BOTTOM + 14]) }
}

/** Labels left of the frame, their right ends in line. */
function beside(texts: readonly string[], px: readonly number[]): Scene {
  return { ys: px, words: texts.map((text, i): Word => [text, LEFT - 8 - text.length * 3, px[i]! + 0.5]) }
}

const numeric = (axes: readonly ReadAxes[]): Side[] =>
  axes.flatMap(({ x, y, twin }) => [x, y, twin]).filter((side) => side != null && side.kind !== 'category') as Side[]

const FIVE = every(5, 100, 540)
const SIX = every(6, 90, 550)
const UP = every(5, 380, 70)

/** Nothing here tells an axis: any map is wrong. */
const REFUSED: readonly (readonly [string, Scene])[] = [
  ['only 1000 and 10000 read', below(['1000', '10000'], [120, 520])],
  ['only 1000 and 10000 read upwards', beside(['1000', '10000'], [350, 80])],
  ['one label', below(['5'], [300])],
  ['two labels', below(['0', '10'], [100, 500])],
  ['two labels upwards', beside(['0', '10'], [380, 80])],
  ['two labels and a word', below(['0', 'Oslo', '10'], [100, 300, 500])],
  ['numbers at random', below(['3', '17', '4', '90', '12'], FIVE)],
  ['numbers at random upwards', beside(['7', '1', '9', '2', '30'], UP)],
  ['falling and rising', below(['1', '2', '3', '2', '1'], FIVE)],
  ['all the same', below(['5', '5', '5', '5', '5'], FIVE)],
  ['all zero', below(['0', '0', '0', '0'], every(4, 100, 540))],
  ['squares at equal steps', below(['1', '4', '9', '16', '25'], FIVE)],
  ['squares upwards', beside(['1', '4', '9', '16', '25'], UP)],
  ['cubes', below(['1', '8', '27', '64', '125'], FIVE)],
  ['primes', below(['2', '3', '7', '13', '29'], FIVE)],
  ['telephone numbers', below(['555', '1234', '42', '9981'], every(4, 100, 540))],
  [
    'numbers in text without a frame',
    {
      frame: false,
      words: [
        ['in', 100, 200],
        ['2019', 150, 200],
        ['of', 200, 200],
        ['35', 240, 200],
        ['and', 290, 200],
        ['12', 330, 200],
      ],
    },
  ],
  [
    'a row of counts without a frame',
    { frame: false, words: every(5, 100, 500).map((x, i): Word => [`${i + 1}`, x, 200]) },
  ],
  [
    'a column of counts without a frame',
    { frame: false, words: every(6, 60, 360).map((y, i): Word => [`${i + 1}.`, 60, y]) },
  ],
  [
    'page numbers',
    {
      frame: false,
      words: [
        ['12', 40, 430],
        ['13', 560, 430],
      ],
    },
  ],
  [
    'a table of numbers',
    {
      frame: false,
      words: every(4, 80, 320).flatMap((y, r) =>
        every(4, 100, 500).map((x, c): Word => [`${(r * 7 + c * 13 + 5) % 31}`, x, y]),
      ),
    },
  ],
  ['a table of years', { frame: false, words: every(4, 80, 320).map((y, r): Word => [`${2010 + r}`, 60, y]) }],
  [
    'values above bars',
    { words: every(5, 120, 520).map((x, i): Word => [`${[5, 12, 7, 20, 3][i]}`, x, 200 - i * 20]) },
  ],
  [
    'values in a row inside a frame',
    { words: every(5, 120, 520).map((x, i): Word => [`${[5, 12, 7, 20, 3][i]}`, x, 200]) },
  ],
  ['counts in a row inside a frame', { words: every(5, 120, 520).map((x, i): Word => [`${i + 1}`, x, 220]) }],
  ['a legend of numbers', { words: every(4, 80, 140).map((y, i): Word => [`${i + 1}`, 500, y]) }],
  [
    'numbers of points near a title',
    {
      words: [
        ['1', 120, 30],
        ['2', 240, 30],
        ['3', 360, 30],
        ['4', 480, 30],
      ],
    },
  ],
  ['versions', below(['1.2.3', '1.2.4', '1.2.5', '1.2.6'], every(4, 100, 540))],
  ['times of day', below(['9:30', '10:00', '10:30', '11:00'], every(4, 100, 540))],
  ['fractions as words', below(['1/2', '1/3', '1/4', '1/5'], every(4, 100, 540))],
  ['ranges', below(['0-9', '10-19', '20-29', '30-39'], every(4, 100, 540))],
  ['a doubling at equal steps', below(['3', '7', '12', '29', '31'], FIVE)],
  ['a broken axis', below(['0', '1', '2', '90', '91', '92'], SIX)],
  ['a broken axis upwards', beside(['0', '10', '20', '500', '510', '520'], every(6, 380, 70))],
  [
    'two scales in a row without a frame',
    { frame: false, words: every(6, 90, 550).map((x, i): Word => [`${[1, 2, 3, 1, 2, 3][i]}`, x, 300]) },
  ],
  ['months as numbers, wrapped', below(['10', '11', '12', '1', '2', '3'], SIX)],
  ['hours, wrapped', below(['22', '23', '0', '1'], every(4, 100, 540))],
  ['degrees, wrapped', below(['180', '270', '0', '90'], every(4, 100, 540))],
  ['numbers of houses', below(['1', '3', '4', '9', '11', '20'], SIX)],
  ['ranks', beside(['1', '5', '2', '4', '3'], UP)],
]

/** Limits at the frame's ends; what is found must be within 2 % of them. */
const RIGHT_OR_REFUSED: readonly [string, Scene, number, number, ('linear' | 'log')?][] = [
  ['reversed', below(['10', '8', '6', '4', '2'], FIVE), 10 + 4 / 11, 2 - 4 / 11],
  ['half misread', below(['0', '17', '20', '3', '40', '99'], SIX), -10 / 9.2, 50 + 10 / 9.2],
  ['a label misread', below(['0', '10', '70', '30', '40'], FIVE), -20 / 11, 40 + 20 / 11],
  ['a minus lost', below(['20', '-10', '0', '10', '20'], FIVE), -20 - 20 / 11, 20 + 20 / 11],
  ['a point lost', below(['0.0', '0.5', '10', '1.5', '2.0'], FIVE), -1 / 11, 2 + 1 / 11],
  ['all points lost', below(['00', '05', '10', '15', '20'], FIVE), -1 / 11, 2 + 1 / 11],
  ['a label off its row', offRow(), -20 / 11, 40 + 20 / 11],
  ['years', below(['2010', '2012', '2014', '2016', '2018'], FIVE), 2010 - 4 / 11, 2018 + 4 / 11],
  [
    'a narrow range',
    below(['1000.1', '1000.2', '1000.3', '1000.4', '1000.5'], FIVE),
    1000.1 - 0.1 * (2 / 11),
    1000.5 + 0.1 * (2 / 11),
  ],
  [
    'small steps',
    below(['0.001', '0.002', '0.003', '0.004', '0.005'], FIVE),
    0.001 - 0.001 * (2 / 11),
    0.005 + 0.001 * (2 / 11),
  ],
  ['thousands', below(['1,000', '2,000', '3,000', '4,000', '5,000'], FIVE), 1000 - 2000 / 11, 5000 + 2000 / 11],
  ['k', below(['1k', '2k', '3k', '4k', '5k'], FIVE), 1000 - 2000 / 11, 5000 + 2000 / 11],
  ['percent', below(['0%', '25%', '50%', '75%', '100%'], FIVE), -50 / 11, 100 + 50 / 11],
  ['a letter for a digit', below(['0', '1O', '20', '3O', '40'], FIVE), -20 / 11, 40 + 20 / 11],
  ['powers of ten', below(['1', '10', '100', '1000', '10000'], FIVE), -2 / 11, 4 + 2 / 11, 'log'],
  ['1000 and 10000 of a linear axis and 0', below(['0', '1000', '10000'], [100, 140, 500]), -500, 11_500],
  ['three labels of a linear axis', below(['0', '50', '100'], [100, 320, 540]), -50 / 11, 100 + 50 / 11],
  ['a gap between labels', below(['0', '10', '40'], [100, 210, 540]), -20 / 11, 40 + 20 / 11],
  ['one more number in the row', below(['0', '10', '20', '30', '40', '7'], [...FIVE, 555]), -20 / 11, 40 + 20 / 11],
  ['negative', below(['-4', '-3', '-2', '-1', '0'], FIVE), -4 - 2 / 11, 2 / 11],
  ['uneven ticks', below(['0', '1', '5', '10'], [100, 144, 320, 540]), -5 / 11, 10 + 5 / 11],
  ['signs of other scripts', below(['−2', '−1', '0', '1', '2'], FIVE), -2 - 2 / 11, 2 + 2 / 11],
  ['a word among numbers', below(['0', '10', 'today', '30', '40'], FIVE), -20 / 11, 40 + 20 / 11],
]

function offRow(): Scene {
  const scene = below(['0', '10', '20', '30', '40'], FIVE)
  return {
    ...scene,
    words: scene.words.map(([text, x, y], i): Word => (i === 2 ? [text, x + 30, y + 5] : [text, x, y])),
  }
}

describe('axes that would mislead', () => {
  it('has enough of them', () => {
    expect(REFUSED.length + RIGHT_OR_REFUSED.length).toBeGreaterThanOrEqual(60)
  })

  it.each(REFUSED)('refuses %s', (_name, scene) => {
    expect(
      numeric(sides(scene)).map(({ kind, ticks }) => `${kind} ${ticks.map(({ text }) => text).join(' ')}`),
    ).toEqual([])
  })

  it.each(RIGHT_OR_REFUSED)('is right or refuses: %s', (_name, scene, from, to, kind) => {
    for (const side of numeric(sides(scene))) {
      expect(side.kind).toBe(kind ?? 'linear')
      expect(Math.abs(side.a * (LEFT + 0.5) + side.b - from) / Math.abs(to - from)).toBeLessThan(0.02)
      expect(Math.abs(side.a * (RIGHT + 0.5) + side.b - to) / Math.abs(to - from)).toBeLessThan(0.02)
    }
  })

  it('reads most of those that can be read', () => {
    const read = RIGHT_OR_REFUSED.filter((one) => numeric(sides(one[1])).length > 0)
    expect(read.length).toBeGreaterThanOrEqual(0.6 * RIGHT_OR_REFUSED.length)
  })
})
