import { expect, test } from 'vitest'
import { factsOf } from '../../../src/facts/index.ts'
import { agreement, isExpected, pictures } from './agreement.ts'
import { brief } from './brief.ts'
import { bars, line, rect, sample, text, traceOf } from './build.ts'

test('facts of hand-written pictures: no false one, recall at least .9', () => {
  expect(pictures.length).toBeGreaterThanOrEqual(60)
  const { precision, recall, misses } = agreement()
  const told = `${pictures.length} pictures, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}\n${misses.join('\n')}`
  console.info(told)
  expect(precision, told).toBe(1)
  expect(recall, told).toBeGreaterThanOrEqual(0.9)
})

test.each(pictures)('facts of $name have ids of their own, sources and a check, and are plain data', ({ trace }) => {
  const facts = factsOf(trace)
  expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length)
  const artists = new Set(trace.figures[0]?.artists.map(({ id }) => id))
  for (const fact of facts) {
    expect(fact.check).not.toBe('')
    for (const id of fact.artists) expect(artists).toContain(id)
  }
  expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
})

test('the same picture by other calls has the same facts', () => {
  const factsFor = (name: string) =>
    factsOf((pictures.find((one) => one.name === name) ?? expect.fail(name)).trace)
      .filter(isExpected)
      .map(brief)
      .sort()
  expect(factsFor('right triangle as a closed line')).toEqual(factsFor('right triangle'))
  const withoutNames = factsFor('bars').filter((line) => !/^(?:title|axis)/.test(line))
  expect(factsFor('bars by a loop of rectangles')).toEqual(withoutNames)
})

test('of a crowd of strokes nothing is told pair by pair, and it takes no time', () => {
  const strokes = Array.from({ length: 2000 }, (_, i) =>
    line(
      [
        [i % 50, i % 7],
        [i % 31, i % 11],
      ],
      { colour: 'black' },
    ),
  )
  const trace = traceOf([{ x: [0, 50], y: [0, 11], decorated: false, equal: true }, strokes])
  const start = performance.now()
  expect(factsOf(trace)).toEqual([])
  expect(performance.now() - start).toBeLessThan(1000)
})

test('axes without a label are told by their ends where numbers stand at them', () => {
  const axesOf = (name: string) =>
    factsOf((pictures.find((one) => one.name === name) ?? expect.fail(name)).trace)
      .map(brief)
      .filter((told) => told.startsWith('axis'))
  expect(axesOf('parabola')).toEqual(['axis x  -3..3', 'axis y  -5..5'])
  expect(axesOf('bars by a loop of rectangles')).toEqual(['axis y  0..8'])
  for (const name of ['pie', 'heat.py', 'square.py']) expect(axesOf(name)).toEqual([])
})

test.each([
  ['bars', [bars(Array.from({ length: 1000 }, (_, i) => (i * 7) % 13))]],
  ['curves', Array.from({ length: 1000 }, (_, i) => line(sample((x) => Math.sin(i * x), 0, 10, 60)))],
  ['shapes and texts', Array.from({ length: 500 }, (_, i) => [rect(i % 90, i % 70, 2, 3), text(i % 80, i % 60, 'A')])],
])('a thousand artists take less than 300 ms: %s', (_, drafts) => {
  const trace = traceOf([{ x: [0, 100], y: [0, 100] }, drafts])
  expect(trace.figures[0]?.artists.length).toBe(1000)
  // The better of two runs, as other tests run beside it.
  const times = [1, 2].map(() => {
    const start = performance.now()
    factsOf(trace)
    return performance.now() - start
  })
  expect(Math.min(...times)).toBeLessThan(300)
})
