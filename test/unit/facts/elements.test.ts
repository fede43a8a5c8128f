import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { elementsOf, factsOf } from '../../../src/facts/index.ts'
import { stringsFor } from '../../../src/strings/index.ts'
import type { Trace, TracedArtist } from '../../../src/trace.ts'
import { dots, line, scatter, text, traceOf } from './build.ts'
import { CHARTS } from './pictures-charts.ts'
import { FUNCTIONS } from './pictures-functions.ts'
import { SHAPES } from './pictures-shapes.ts'
import { TRACED } from './pictures-traced.ts'

const PROGRAMS = join(import.meta.dirname, '../../fixtures/programs/facts')
const traced = (name: string): Trace => JSON.parse(readFileSync(join(PROGRAMS, `${name}.json`), 'utf8'))
const elements = (trace: Trace, lang = 'en') => elementsOf(factsOf(trace, 0), trace, stringsFor(lang), 0)
const names = (trace: Trace, lang = 'en') => elements(trace, lang).map(({ name }) => name)

/** What a person who reads the program would call what it draws. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  bar: ['bar Mon, value 3', 'bar Tue, value 7', 'bar Wed, value 5', 'title “Sales”', 'y-axis “Items”, from 0 to 7.35'],
  sides: [
    'segment AB, length 6',
    'segment BC, length 5',
    'segment AC, length 5',
    'point A at (0, 0)',
    'point B at (6, 0)',
    'point C at (3, 4)',
  ],
  triangle: [
    'triangle ABC',
    'segment AB, length 4',
    'segment BC, length 5',
    'segment AC, length 3',
    'point A at (0, 0)',
    'point B at (4, 0)',
    'point C at (0, 3)',
  ],
  graph: [
    'edge A–B',
    'edge B–C',
    'edge A–C',
    'edge C–D',
    'node A, degree 2',
    'node B, degree 2',
    'node C, degree 3',
    'node D, degree 1',
  ],
  pie: [
    'slice Apples, 50 %',
    'slice Pears, 30 %',
    'slice Plums, 20 %',
    'text “Apples”',
    'text “50.0%”',
    'text “Pears”',
    'text “30.0%”',
    'text “Plums”',
    'text “20.0%”',
    'title “Fruit”',
  ],
  grouped: [
    'bar Mon of Anna, value 3',
    'bar Tue of Anna, value 4',
    'bar Wed of Anna, value 5',
    'bar Mon of Ben, value 6',
    'bar Tue of Ben, value 2',
    'bar Wed of Ben, value 8',
    'legend Anna and Ben',
  ],
  circle: [
    'circle O, centre (4, 4), radius 3',
    'point O at (4, 4)',
    'segment PQ, length 8',
    'point P at (0, 1)',
    'point Q at (8, 1)',
  ],
  lines: ['line Oslo through 3 points', 'line Rome through 3 points', 'legend Oslo and Rome'],
  scatter: ['4 purple points'],
  heat: ['image, 3 rows, 4 columns', 'colour scale, from 0 to 11'],
  fill: ['blue area', 'blue line through 50 points', 'text “peak”'],
  box: ['box plot'],
  err: ['error bars'],
  hist: [
    'bar from 1 to 1.8, value 1',
    'bar from 1.8 to 2.6, value 2',
    'bar from 2.6 to 3.4, value 3',
    'bar from 3.4 to 4.2, value 2',
    'bar from 4.2 to 5, value 1',
  ],
  stem: ['stem plot'],
}

describe('elements of a drawing', () => {
  test.each(Object.entries(EXPECTED))('of %s are called what a person would call them', (program, expected) => {
    expect(names(traced(program))).toEqual(expected)
  })

  test('have German names', () => {
    expect(names(traced('sides'), 'de').slice(0, 4)).toEqual([
      'Strecke AB, Länge 6',
      'Strecke BC, Länge 5',
      'Strecke AC, Länge 5',
      'Punkt A bei (0 | 0)',
    ])
    expect(names(traced('bar'), 'de').at(-1)).toBe('y-Achse „Items“, von 0 bis 7,35')
  })

  test('know their artists, their lines and what is said of them', () => {
    const trace = traced('sides')
    const facts = factsOf(trace, 0)
    const [ab, bc, , a] = elements(trace)
    const kinds = (ids: readonly string[] = []) => ids.map((id) => facts.find((fact) => fact.id === id)?.kind)
    expect(ab?.lines).toEqual([4])
    expect(kinds(ab?.facts)).toEqual(['segment'])
    expect(kinds(bc?.facts)).toEqual(['segment', 'equal-lengths'])
    // A marker and its letter are one point, drawn by two lines.
    expect(a?.artists).toHaveLength(2)
    expect(a?.lines).toEqual([6, 7])
    // Of all bars one is the highest.
    const sales = traced('bar')
    const highest = factsOf(sales, 0).find((fact) => fact.kind === 'extreme' && fact.value.which === 'highest')
    const holders = elements(sales).filter((element) => element.facts.includes(highest?.id ?? ''))
    expect(holders.map(({ name }) => name)).toEqual(['bar Tue, value 7'])
  })

  test('a title is linked to its line, though its fact has none', () => {
    const trace = traced('bar')
    const fact = factsOf(trace, 0).find(({ kind }) => kind === 'title')
    const title = elements(trace).find(({ name }) => name.startsWith('title'))
    expect(title?.lines).toEqual([4])
    expect(title?.facts).toEqual([fact?.id])
  })
})

test('sides of a polygon are parts of it, with what is said of each', () => {
  const trace = traced('triangle')
  const facts = factsOf(trace, 0)
  const [whole, ...rest] = elements(trace)
  const sides = rest.filter(({ part }) => part)
  expect(sides.map(({ part }) => part?.artist)).toEqual(Array(3).fill(whole?.artists[0]))
  // A (0, 0), B (4, 0), C (0, 3): the right angle is at A. Pixels count from above.
  const kinds = sides.map(({ facts: ids }) => ids.map((id) => facts.find((fact) => fact.id === id)?.kind))
  expect(kinds).toEqual([['right-angle'], ['polygon'], ['right-angle']])
  const [[a, b] = []] = sides.map(({ part }) => part!.outline)
  expect(a?.[1]).toBe(b?.[1])
  expect(a?.[0]).toBeLessThan(b?.[0] ?? 0)
  expect(sides.every(({ artists, lines }) => artists.length === 0 && lines.join() === '3')).toBe(true)
})

test('points of one call are parts with their letters', () => {
  const trace = traceOf([
    { x: [-1, 9], y: [-1, 9] },
    [
      scatter(
        [
          [0, 0],
          [4, 0],
          [0, 3],
        ],
        { colour: 'red' },
      ),
      line([
        [0, 0],
        [4, 0],
      ]),
      ...[text(-0.2, -0.2, 'A'), text(4.2, -0.2, 'B'), text(-0.2, 3.2, 'C')],
    ],
  ])
  const all = elements(trace)
  expect(all.map(({ name }) => name)).toEqual([
    'points A, B, and C',
    'point A at (0, 0)',
    'point B at (4, 0)',
    'point C at (0, 3)',
    'segment AB, length 4',
  ])
  // Each takes its letter along; the scene is 496 pixels wide for ten units.
  expect(all[2]).toMatchObject({ artists: ['artist3'], lines: [1, 4], part: { artist: 'artist0' } })
  expect(all[2]?.part?.outline[0]?.[0]).toBeCloseTo(80 + 5 * 49.6, 6)
})

test('of a part of a solid is said what the solid is', () => {
  const trace = traced('cuboid')
  const facts = factsOf(trace, 0)
  for (const element of elements(trace)) {
    expect(element.facts.map((id) => facts.find((fact) => fact.id === id)?.kind)).toEqual(['chart', 'solid', 'count'])
  }
})

test.each(['en', 'de'])('every artist that is seen is in one element with a name, in %s', (lang) => {
  for (const { trace, name } of [...CHARTS, ...FUNCTIONS, ...SHAPES, ...TRACED]) {
    const all = elements(trace, lang)
    const ids = new Set(factsOf(trace, 0).map(({ id }) => id))
    const held = all.flatMap(({ artists }) => artists)
    expect(new Set(held).size, name).toBe(held.length)
    expect(held.toSorted(), name).toEqual(
      trace.figures[0]!.artists.filter(isSeen)
        .map(({ id }) => id)
        .toSorted(),
    )
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    for (const element of all) {
      expect(element.name, name).toMatch(/^\S.*\S$/)
      expect(element.name).not.toMatch(/undefined|NaN| {2}|\[object|, ,/)
      for (const fact of element.facts) expect(ids).toContain(fact)
    }
  }
})

const isSeen = ({ visible, clipped, path, role }: TracedArtist): boolean =>
  visible && clipped !== 'wholly' && path.box !== null && role !== 'frame' && role !== 'grid'

test('of very many elements the rest is one, which says how many they are', () => {
  const many = Array.from({ length: 1000 }, (_, i) =>
    line([
      [i, 0],
      [i, 1 + (i % 7)],
    ]),
  )
  const trace = traceOf([{ x: [0, 1000] }, many])
  const all = elements(trace)
  expect(all).toHaveLength(300)
  expect(all.at(-1)).toMatchObject({ id: 'rest', name: '701 more elements, together' })
  expect(all.at(-1)?.artists).toHaveLength(701)
  expect(all.at(-1)?.lines).toHaveLength(701)
})

test('the elements are those of the figure that is asked for', () => {
  const first = traceOf([
    {},
    [
      line(
        [
          [0, 0],
          [1, 1],
        ],
        { colour: 'red' },
      ),
    ],
  ]).figures[0]!
  const second = { ...traceOf([{}, [dots([[1, 2]], { colour: 'green' })]]).figures[0]!, index: 1 }
  const trace: Trace = { version: 1, figures: [first, second] }
  const named = (index?: number) => elementsOf([], trace, stringsFor('en'), index).map(({ name }) => name)
  expect(named(0)).toEqual(['red line from (0, 0) to (1, 1)'])
  expect(named()).toEqual(['green point at (1, 2)'])
  expect(named(7)).toEqual([])
})
