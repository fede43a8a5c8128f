import { expect, test } from 'vitest'
import { type Fact, factsOf } from '../../../src/facts/index.ts'
import { brief } from './brief.ts'
import { bars, line, rect, sample, text, traceOf } from './build.ts'
import { linesOf, type Picture } from './pictures.ts'
import { CHARTS } from './pictures-charts.ts'
import { FUNCTIONS } from './pictures-functions.ts'
import { SHAPES } from './pictures-shapes.ts'
import { TRACED } from './pictures-traced.ts'

const pictures: Picture[] = [...CHARTS, ...FUNCTIONS, ...SHAPES, ...TRACED]
// Two places that `datum`'s empty series leaves are one in an expectation.
const plain = (line: string) => line.replace(/\s+/g, ' ').trim()

// Limits of axes without a label have a test of their own.
const isExpected = (fact: Fact) => fact.kind !== 'axis' || fact.value.label !== ''

test('facts of hand-written pictures: no false one, recall at least .9', () => {
  expect(pictures.length).toBeGreaterThanOrEqual(60)
  let found = 0
  let hit = 0
  let wanted = 0
  const misses: string[] = []
  for (const { name, trace, facts } of pictures) {
    const want = new Set(linesOf(facts).map(plain))
    const got = new Set(factsOf(trace).filter(isExpected).map(brief).map(plain))
    wanted += want.size
    found += got.size
    for (const line of got) {
      if (want.has(line)) hit++
      else misses.push(`${name}: unexpected ${line}`)
    }
    for (const line of want) if (!got.has(line)) misses.push(`${name}: missing ${line}`)
  }
  const told = `${pictures.length} pictures, precision ${(hit / found).toFixed(3)}, recall ${(hit / wanted).toFixed(3)}\n${misses.join('\n')}`
  console.info(told)
  expect(hit / found, told).toBe(1)
  expect(hit / wanted, told).toBeGreaterThanOrEqual(0.9)
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
