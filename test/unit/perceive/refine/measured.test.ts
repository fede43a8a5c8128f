import { describe, expect, test } from 'vitest'
import type { Observation, ReadMark, Side } from '../../../../src/observation.ts'
import { measuredChanges } from '../../../../src/perceive/refine/measured/measured.ts'
import { decimalsOf } from '../../../../src/perceive/refine/measured/rounding.ts'
import { writtenShares } from '../../../../src/perceive/refine/measured/shares.ts'
import type { Lab } from '../../../../src/perceive/refine/proposal.ts'
import { applyEdits } from '../../../../src/python/edits.ts'
import type { Literal } from '../../../../src/python/protocol.ts'
import type { TracedArtist, TracedFigure } from '../../../../src/trace.ts'
import { artist, axes, figure } from './drawn.ts'

const side = (a: number, b: number, part: Partial<Side> = {}): Side => ({
  kind: 'linear',
  a,
  b,
  residualPx: 0.1,
  ticks: [0, 5, 10].map((value) => ({ px: (value - b) / a, text: `${value}`, value })),
  ...part,
})
/** An area of data from 20 to 180 and 10 to 110 pixels of which both sides say 0 to 10. */
const FRAME = { box: [20, 10, 180, 110], x: side(1 / 16, -1.25), y: side(-0.1, 11) } as const
const NAMED = { ...FRAME, x: side(1 / 64, -1, { kind: 'category', ticks: [] }) }

function pictureOf(
  marks: readonly Partial<ReadMark>[],
  frame: Observation['axes'][number] | null = FRAME,
): Observation {
  const all = marks.map((mark): ReadMark => ({ kind: 'marker', px: [], data: [], se: [], axis: 0, ...mark }))
  return { version: 1, width: 200, height: 120, texts: [], axes: frame ? [frame] : [], marks: all }
}

const marker = (x: number, y: number): Partial<ReadMark> => ({
  kind: 'marker',
  data: [x, y],
  se: [0.01, 0.01],
  px: [(x + 1.25) * 16, (11 - y) * 10],
  series: 0,
  colour: '#1f77b4',
})

/** Each number of a one-line call `ax.f([…], […])` by its argument and place in the list. */
function literalsOf(code: string, part: Partial<Literal> = {}): Literal[] {
  const literals: Literal[] = []
  code.split('\n').forEach((line, i) => {
    let [argument, place, depth] = [0, 0, 0]
    for (const match of line.matchAll(/[[\](),]|-?\d+(?:\.\d+)?/g)) {
      const sign = match[0]
      if (sign === '[') [depth, place] = [depth + 1, 0]
      else if (sign === ']') depth--
      else if (sign === ',' && depth > 0) place++
      else if (sign === ',') argument++
      else if (/\d/.test(sign))
        literals.push({
          line: i + 1,
          column: match.index,
          text: sign,
          value: Number(sign),
          role: line.includes('lim') ? 'limit' : 'value',
          call: /\w+\.\w+/.exec(line)?.[0] ?? null,
          callLine: i + 1,
          argument,
          name: null,
          path: depth > 0 ? [place] : [],
          ...part,
        })
    }
  })
  return literals
}

const lab = (literals: readonly Literal[], trace: Lab['trace'] = async (codes) => codes.map(() => null)): Lab => ({
  literals: async () => literals,
  trace,
})

async function mended(code: string, trace: TracedFigure, seen: Observation, use = lab(literalsOf(code))) {
  const changes = await measuredChanges({ code, trace, score: { total: 0 } as never }, seen, use)
  const edits = changes.flatMap((change) => change.edits).sort((a, b) => a.line - b.line || a.column - b.column)
  return { code: applyEdits(code, edits), reasons: edits.map(({ reason }) => reason) }
}

const line = (x: number[], y: number[], part: Partial<TracedArtist> = {}): TracedArtist =>
  artist({
    call: 'ax.plot',
    data: { system: 'data', points: x.map((at, i) => [at, y[i]!]) },
    style: {
      colour: '#1f77b4ff',
      fill: 'none',
      width: 1,
      dash: '-',
      alpha: null,
      marker: { shape: 'o', size: 6, face: '#1f77b4ff', edge: '#1f77b4ff' },
    },
    ...part,
  })

describe('data', () => {
  test('of a line take the values of the markers', async () => {
    const drawn = figure({ artists: [line([0, 4, 8], [3, 5, 7])] })
    const seen = pictureOf([marker(0.004, 3.01), marker(4, 6.02), marker(8.01, 6.99)])
    expect(await mended('ax.plot([0, 4, 8], [3, 5, 7])', drawn, seen)).toEqual({
      code: 'ax.plot([0, 4, 8], [3, 6, 7])',
      reasons: ['measured-y'],
    })
  })

  test('take decimals where the program’s own are too few, and no more than were measured', async () => {
    const drawn = figure({ artists: [line([0, 4, 8], [3, 5, 7])] })
    const seen = pictureOf([marker(0, 3), marker(4, 5.513), marker(8, 7)])
    expect((await mended('ax.plot([0, 4, 8], [3, 5, 7])', drawn, seen)).code).toBe('ax.plot([0, 4, 8], [3, 5.5, 7])')
  })

  test('stay where they are as measured, and where the picture has no marks of theirs', async () => {
    const code = 'ax.plot([0, 4, 8], [3, 5, 7])'
    const drawn = figure({ artists: [line([0, 4, 8], [3, 5, 7])] })
    expect((await mended(code, drawn, pictureOf([marker(0, 3.02), marker(4, 4.98), marker(8, 7.02)]))).code).toBe(code)
    const red = [marker(0, 3), marker(4, 6), marker(8, 7)].map((mark) => ({ ...mark, colour: '#ff0000' }))
    expect((await mended(code, drawn, pictureOf(red))).code).toBe(code)
    expect((await mended(code, drawn, pictureOf([], null))).code).toBe(code)
  })

  test('of bars take their heights, by where they stand; a base under the frame is as drawn', async () => {
    const bars = [4, 6].map((height, i) =>
      artist({
        id: `b${i}`,
        kind: 'polygon',
        call: 'ax.bar',
        group: { id: 'g', kind: 'bar', index: i },
        style: { colour: '#1f77b4ff', fill: '#1f77b4ff', width: 1, dash: '-', alpha: null },
        data: {
          system: 'data',
          shape: 'rectangle',
          points: [
            [i - 0.4, 0],
            [i + 0.4, 0],
            [i + 0.4, height],
            [i - 0.4, height],
          ],
        },
        path: { box: [58 + 64 * i, 110 - 10 * height, 109 + 64 * i, 110], shapes: [] },
      }),
    )
    const bar = (middle: number, tip: number): Partial<ReadMark> => ({
      kind: 'bar',
      px: [middle - 26, 110 - 10 * tip, middle + 26, 111],
      data: [middle / 64 - 1, -0.09, tip],
      se: [0.01, 0.02, 0.02],
      colour: '#1f77b4',
    })
    // Names may be counted in any order: the second bar of the picture is the right one.
    const seen = pictureOf([bar(147.5, 8.01), bar(83.5, 4.02)], NAMED)
    const { code, reasons } = await mended('ax.bar(names, [4, 6])', figure({ artists: bars }), seen)
    expect(code).toBe('ax.bar(names, [4, 8])')
    expect(reasons).toEqual(['measured-y'])
  })

  test('of a triangle’s marker lie off the middle of its ink', async () => {
    const shape = {
      lines: [
        [
          [0, -6],
          [-6, 6],
          [6, 6],
        ],
      ],
      closed: true,
      at: [[100, 50]],
    }
    const drawn = figure({
      artists: [line([5], [6], { path: { box: [94, 44, 106, 56], shapes: [shape] } })],
    })
    // Two pixels further down: the middle of its ink.
    expect((await mended('ax.plot([5], [6])', drawn, pictureOf([marker(5, 5.8)]))).code).toBe('ax.plot([5], [6])')
    expect((await mended('ax.plot([5], [6])', drawn, pictureOf([marker(5, 6.8)]))).code).toBe('ax.plot([5], [7])')
  })

  test('that the program computes are told by what a nudge of each number moves', async () => {
    const code = 'draw(7, 3)'
    const draw = (text: string) => {
      const [factor, start] = [...text.matchAll(/-?\d+/g)].map(([number]) => Number(number))
      return figure({ artists: [line([0, 4], [start!, start! + factor! / 2])] })
    }
    const seen = pictureOf([marker(0, 3), marker(4, 5.5)])
    const use = lab(literalsOf(code), async (codes) => codes.map(draw))
    expect((await mended(code, draw(code), seen, use)).code).toBe('draw(5, 3)')
  })

  test('of shapes outside of axes come from their pixels', async () => {
    const circle = artist({
      kind: 'polygon',
      call: 'plt.Circle',
      style: { colour: '#ff0000ff', fill: 'none', width: 1, dash: '-', alpha: null },
      data: { system: 'data', shape: 'circle', centre: [3, 4], radius: 2 },
    })
    const corners = [
      [1, 1],
      [6, 1],
      [1, 5],
    ]
    const polygon = artist({
      id: 'x1',
      kind: 'polygon',
      line: 2,
      call: 'plt.Polygon',
      data: { system: 'data', shape: 'polygon', points: [...corners, corners[0]!] },
    })
    const off = axes('a0', { decorated: false, box: [20, 10, 120, 110] })
    const px = ([x, y]: readonly number[]) => [20 + 10 * x!, 110 - 10 * y!]
    const seen = pictureOf(
      [
        { kind: 'circle', axis: -1, px: [...px([4.02, 4.01]), 30.1], data: [], se: [], colour: '#ff0000' },
        {
          kind: 'polygon',
          axis: -1,
          px: [
            [1, 1],
            [1.02, 5],
            [7.01, 1],
          ].flatMap(px),
          data: [],
          se: [],
          colour: '#1f77b4',
        },
      ],
      null,
    )
    const code = 'plt.Circle([3, 4], 2)\nplt.Polygon([1, 1, 6, 1, 1, 5])'
    const literals = literalsOf(code).map((literal) =>
      literal.line === 2 ? { ...literal, path: [literal.path[0]! >> 1, literal.path[0]! % 2] } : literal,
    )
    const found = await mended(code, figure({ artists: [circle, polygon], axes: [off] }), seen, lab(literals))
    expect(found.code).toBe('plt.Circle([4, 4], 3)\nplt.Polygon([1, 1, 7, 1, 1, 5])')
    expect(found.reasons).toEqual(['measured-place', 'measured-place', 'measured-place'])
  })
})

test('an outline is told by its sides, and by the corners that its stroke cuts off', async () => {
  const points = [
    [2, 2],
    [8, 2],
    [2, 6],
  ]
  const polygon = artist({ kind: 'polygon', call: 'plt.Polygon', data: { system: 'data', shape: 'polygon', points } })
  const off = axes('a0', { decorated: false, box: [20, 10, 120, 110] })
  const drawn = figure({ artists: [polygon], axes: [off] })
  const code = 'plt.Polygon([2, 2, 8, 2, 2, 6])'
  const literals = literalsOf(code).map((one) => ({ ...one, path: [one.path[0]! >> 1, one.path[0]! % 2] }))
  const mark = { axis: -1, data: [], se: [], colour: '#1f77b4' }
  // The upper corner is at 9 in the picture: 20 pixels from the top.
  const sides = [
    [41, 90, 99, 90],
    [100, 89, 41, 21],
    [40, 22, 40, 89],
  ].map((px) => ({ ...mark, kind: 'segment' as const, px }))
  const area = { ...mark, kind: 'polygon' as const, px: [40, 90, 100, 91, 100, 88, 42, 20, 38, 20] }
  for (const marks of [sides, [area]])
    expect((await mended(code, drawn, pictureOf(marks, null), lab(literals))).code).toBe(
      'plt.Polygon([2, 2, 8, 2, 2, 9])',
    )
  expect((await mended(code, drawn, pictureOf(sides.slice(1), null), lab(literals))).code).toBe(code)
})

describe('limits', () => {
  const drawn = (low: number, high: number, y: number) =>
    figure({
      artists: [line([0, 4, 8], [3, y, 7])],
      axes: [axes('a0', { x: { label: '', limits: [low, high], scale: 'linear', grid: false, ticks: [] } })],
    })
  const seen = pictureOf([marker(0, 3), marker(4, 5), marker(8, 7)])

  test('take the ends of the picture’s axes in the program’s own literals', async () => {
    const code = 'ax.plot([0, 4, 8], [3, 5, 7])\nax.set_xlim(0, 12)'
    expect(await mended(code, drawn(0, 12, 5), seen)).toEqual({
      code: 'ax.plot([0, 4, 8], [3, 5, 7])\nax.set_xlim(0, 10)',
      reasons: ['limit-x'],
    })
  })

  test('are set where all data are as the picture has them, and not before', async () => {
    const wrong = 'ax.plot([0, 4, 8], [3, 9, 7])'
    expect((await mended(wrong, drawn(-1, 9, 9), seen)).code).toBe('ax.plot([0, 4, 8], [3, 5, 7])')
    const right = 'ax.plot([0, 4, 8], [3, 5, 7])'
    expect((await mended(right, drawn(-1, 9, 5), seen)).code).toBe(`${right}\nax.set_xlim(0, 10)`)
  })

  test('are not told by a side of two ticks, or of an area that is another one', async () => {
    const code = 'ax.plot([0, 4, 8], [3, 5, 7])\nax.set_xlim(0, 12)'
    const two = { ...FRAME, x: { ...FRAME.x, ticks: FRAME.x.ticks.slice(0, 2) } }
    expect((await mended(code, drawn(0, 12, 5), { ...seen, axes: [two] })).code).toBe(code)
    const part = { ...FRAME, box: [40, 10, 180, 110] as const }
    expect((await mended(code, drawn(0, 12, 5), { ...seen, axes: [part] })).code).toBe(code)
  })
})

describe('shares of a pie', () => {
  const literal = (text: string): Literal => ({ ...literalsOf('ax.pie([1])')[0]!, text, value: Number(text) })
  const shares = (values: readonly number[]) => {
    const sum = values.reduce((all, value) => all + value, 0)
    return values.map((value) => ({ value: value / sum, se: 0.0006 }))
  }
  test.each([
    ['as few changes as can be', [8, 4, 3], ['8', '5', '3'], [null, '4', null]],
    ['none where the shares are the same', [4, 2], ['2', '1'], [null, null]],
    ['the program’s own sum', [40, 35, 25], ['45', '30', '25'], ['40', '35', null]],
    ['its decimals', [12.5, 37.5, 50], ['12.5', '30', '57.5'], [null, '37.5', '50']],
  ])('%s', (_, truth, texts, expected) => {
    expect(writtenShares(shares(truth), texts.map(literal))).toEqual(expected)
  })
})

test.each([
  ['12', 0],
  ['-1.50', 1],
  ['.25', 2],
  ['1e3', 0],
  ['2.5e-3', 4],
  ['1_000.5', 1],
])('%s has %d decimals', (text, decimals) => {
  expect(decimalsOf(text)).toBe(decimals)
})
