import { expect, test } from 'vitest'
import { codeScore } from '../../../src/fidelity/code-score.ts'
import type { TracedArtist, TracedFigure } from '../../../src/trace.ts'
import { traceOf } from './pairs.ts'

const line = (id: number, colour: string, points: number[][], type: Partial<TracedArtist> = {}): TracedArtist => ({
  id: `0.${id}`,
  kind: 'line',
  type: 'Line2D',
  axes: '0.axes0',
  line: 1,
  call: 'ax.plot',
  role: 'data',
  label: '',
  z: 2,
  visible: true,
  clipped: 'no',
  style: { colour, fill: 'none', width: 1, dash: '-', alpha: null },
  data: { system: 'data', points },
  path: { box: [0, 0, 9, 9], shapes: [] },
  ...type,
})
const text = (said: string): TracedArtist =>
  line(9, '#000000ff', [], { kind: 'text', role: 'title', data: { system: 'axes', text: said } })

function figure(
  artists: TracedArtist[],
  box: readonly [number, number, number, number] = [10, 10, 90, 90],
): TracedFigure {
  const axis = { label: '', limits: [0, 100] as const, scale: 'linear', grid: false, ticks: [] }
  const axes = {
    id: '0.axes0',
    box,
    projection: 'rectilinear' as const,
    visible: true,
    decorated: true,
    aspect: 1,
    title: '',
    x: axis,
    y: axis,
  }
  return { index: 0, width: 100, height: 100, dpi: 100, face: '#ffffffff', axes: [axes], artists }
}

const RED = '#d62728ff'
const BLUE = '#1f77b4ff'
const truth = figure([
  line(0, RED, [
    [0, 0],
    [50, 50],
  ]),
  line(1, BLUE, [
    [0, 80],
    [90, 10],
  ]),
  text('Title'),
])

test('a drawing against itself is 1 in every part', () => {
  for (const trace of [truth, traceOf('scatter.png'), traceOf('pie-0.png')]) {
    expect(codeScore(trace, trace)).toEqual({
      total: 1,
      text: 1,
      layout: 1,
      type: 1,
      colour: 1,
      coordinates: 1,
      order: 1,
    })
  }
})

test('coordinates count within 1 % of the range, each once', () => {
  const near = figure([
    line(0, RED, [
      [0.9, 0],
      [50, 50.9],
    ]),
    line(1, BLUE, [
      [0, 80],
      [90, 10],
    ]),
    text('Title'),
  ])
  expect(codeScore(truth, near).coordinates).toBe(1)
  const off = figure([
    line(0, RED, [
      [2, 0],
      [50, 50],
    ]),
    line(1, BLUE, [
      [0, 80],
      [90, 10],
    ]),
    text('Title'),
  ])
  expect(codeScore(truth, off).coordinates).toBeCloseTo(0.75, 12)
  // Two points in the place of one: 3 of 4 and 5.
  const twice = figure([
    line(0, RED, [
      [0, 0],
      [0, 0],
      [50, 50],
    ]),
    line(1, BLUE, [
      [0, 80],
      [60, 10],
    ]),
    text('Title'),
  ])
  expect(codeScore(truth, twice).coordinates).toBeCloseTo((2 * 3) / 9, 12)
})

test('each part sees its own change', () => {
  const other = (artists: TracedArtist[], box?: readonly [number, number, number, number]) =>
    codeScore(truth, figure(artists, box))
  const [a, b, title] = truth.artists as [TracedArtist, TracedArtist, TracedArtist]
  expect(other([a, b, text('Other')]).text).toBe(0)
  expect(other([a, b, title], [10, 10, 50, 90]).layout).toBeCloseTo(0.5, 12)
  expect(other([a, title]).type).toBeCloseTo(2 / 3, 12)
  expect(other([a, { ...b, style: { ...b.style, colour: '#2ca02cff' } }, title]).colour).toBeCloseTo(0.5, 12)
  // τ = −1.
  expect(other([b, a, title]).order).toBe(0)
})

test('the total is the mean of the six', () => {
  const { total, ...parts } = codeScore(
    truth,
    figure([
      line(0, RED, [
        [0, 0],
        [50, 50],
      ]),
    ]),
  )
  expect(Object.keys(parts)).toHaveLength(6)
  expect(total).toBeCloseTo(Object.values(parts).reduce((sum, part) => sum + part, 0) / 6, 12)
})
