import { expect, test } from 'vitest'
import { captionOf, factsOf } from '../../../src/facts/index.ts'
import { stringsFor } from '../../../src/strings/index.ts'
import { bars, line, sample, ticks, traceOf } from './build.ts'
import { CHARTS } from './pictures-charts.ts'
import { FUNCTIONS } from './pictures-functions.ts'
import { SHAPES } from './pictures-shapes.ts'
import { TRACED } from './pictures-traced.ts'

const textsOf = (trace: ReturnType<typeof traceOf>, lang: string) =>
  captionOf(factsOf(trace), trace, stringsFor(lang)).description.flatMap(({ sentences }) =>
    sentences.map(({ text }) => text),
  )

const prices = traceOf([
  { title: 'Price', ylabel: 'Price (€)', x: [-0.5, 2.5], y: [0, 2000], xticks: ticks(['Tea', 'Jam', 'Oil']) },
  [bars([1.5, 1234.5, 3])],
])

test.each(['en', 'de'])('every sentence of a caption in %s carries facts, and the alt text is short', (lang) => {
  for (const { trace, name } of [...CHARTS, ...FUNCTIONS, ...SHAPES, ...TRACED]) {
    const facts = factsOf(trace)
    const ids = new Set(facts.map(({ id }) => id))
    const { alt, description } = captionOf(facts, trace, stringsFor(lang))
    expect(alt.length, name).toBeLessThanOrEqual(150)
    expect(alt === '', name).toBe(facts.length === 0)
    for (const { text, facts: own } of description.flatMap(({ sentences }) => sentences)) {
      expect(text).toMatch(/^\S.*\.$/)
      expect(text).not.toMatch(/undefined|NaN| {2}|\[object/)
      expect(own.length).toBeGreaterThan(0)
      for (const id of own) expect(ids).toContain(id)
    }
  }
})

test('a caption of bars in English', () => {
  const { alt } = captionOf(factsOf(prices), prices, stringsFor('en'))
  expect(alt).toBe('Bar chart: Price, with 3 bars and 3 categories. The highest value is 1234.5 €, at Jam.')
  expect(textsOf(prices, 'en')).toContain('Values: Tea 1.5 €, Jam 1234.5 €, and Oil 3 €.')
})

test('a caption of bars in German has German numbers', () => {
  const { alt } = captionOf(factsOf(prices), prices, stringsFor('de'))
  expect(alt).toBe('Balkendiagramm: Price (3 Balken und 3 Kategorien). Der größte Wert ist 1234,5 € bei Jam.')
  expect(textsOf(prices, 'de')).toContain('Werte: Tea 1,5 €, Jam 1234,5 € und Oil 3 €.')
})

test('a line without a name has values that do not run into each other, and no sentence without a subject', () => {
  const points: [number, number][] = [
    [0, 18],
    [1, 11],
    [2, 1],
    [3, 14],
  ]
  const trace = traceOf([{ x: [-0.2, 3.2], y: [0, 20] }, [line(points, { colour: 'purple', marker: true })]])
  const texts = textsOf(trace, 'en')
  expect(texts).toContain('Values: 0: 18, 1: 11, 2: 1, and 3: 14.')
  expect(texts.filter((text) => text.includes('is drawn in'))).toEqual([])
})

test('a drawing of few shapes is named by them', () => {
  const altOf = (name: string, lang: string) => {
    const { trace } = SHAPES.find((picture) => picture.name === name) ?? expect.fail()
    return captionOf(factsOf(trace), trace, stringsFor(lang)).alt
  }
  expect(altOf('parallelogram', 'en')).toMatch(/^Geometric drawing: parallelogram \w+\.$/)
  expect(altOf('cuboid in oblique view', 'en')).toBe('Drawing of a solid: cuboid.')
  expect(altOf('cuboid in oblique view', 'de')).toMatch(/: Quader\.$/)
})

test('a long title is cut', () => {
  const trace = traceOf([{ title: 'x'.repeat(300) }, [line(sample((x) => x, 0, 1))]])
  const { alt } = captionOf(factsOf(trace), trace, stringsFor('en'))
  expect(alt.length).toBe(150)
})

test('shapes named by their colours read as German', () => {
  const { trace } = SHAPES.find(({ name }) => name === 'two circles apart') ?? expect.fail()
  expect(textsOf(trace, 'de')).toContain('Kreis in Rot liegt links von Kreis in Blau.')
  expect(textsOf(trace, 'en')).toContain('Red circle is left of blue circle.')
})

test('sentences on one panel say so, and the alt text names the panels', () => {
  const { trace } = CHARTS.find(({ name }) => name === 'two panels') ?? expect.fail()
  const { alt, description } = captionOf(factsOf(trace), trace, stringsFor('en'))
  expect(alt).toBe('2 panels. In the panel “Left”: Bar chart. In the panel “Right”: Bar chart.')
  const texts = description.flatMap(({ sentences }) => sentences.map(({ text }) => text))
  expect(texts).toContain('In the panel “Left”: Values: a 1 and b 4.')
  expect(texts).toContain('Left is left of Right.')
  expect(texts.filter((text) => text.includes('The title is'))).toEqual([])
})

test('panels without titles are told apart by their places, in both languages', () => {
  const { trace } = TRACED.find(({ name }) => name === 'panels_four.py') ?? expect.fail()
  expect(textsOf(trace, 'en')).toContain('In the lower right panel: Shares: u 25 % and v 75 %.')
  expect(textsOf(trace, 'de')).toContain('Im Feld unten rechts: Anteile: u 25 % und v 75 %.')
})

test('a series of twin axes is told with its scale', () => {
  const { trace } = TRACED.find(({ name }) => name === 'twin_lines.py') ?? expect.fail()
  expect(textsOf(trace, 'en')).toContain('Profit is drawn in red. Profit is read on the right axis, “Profit”.')
  expect(textsOf(trace, 'de')).toContain('Farbe von Profit: Rot. Skala von Profit: rechte Achse, „Profit“.')
})

test('names stay as the drawing has them at the start of a sentence', () => {
  const { trace } = TRACED.find(({ name }) => name === 'abs_value.py') ?? expect.fail()
  expect(textsOf(trace, 'en')).toContain('y = |x-2| has a zero at x ≈ 2.')
  const noise = TRACED.find(({ name }) => name === 'noise.py') ?? expect.fail()
  expect(textsOf(noise.trace, 'de')).toContain('Der größte Wert ist 1,3 bei 7,8.')
})
