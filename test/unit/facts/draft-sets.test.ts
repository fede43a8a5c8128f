import { expect, test } from 'vitest'
import { captionOf, factsOf, refine } from '../../../src/facts/index.ts'
import { stringsFor } from '../../../src/strings/index.ts'
import { draftsIn, factsFor, measure } from './draft-sets.ts'
import { CHARTS } from './pictures-charts.ts'
import { FOR_DRAFTS } from './pictures-drafts.ts'
import { FUNCTIONS } from './pictures-functions.ts'
import { SHAPES } from './pictures-shapes.ts'
import { TRACED } from './pictures-traced.ts'
import { TRAPS } from './traps.ts'

const strings = stringsFor('en')

/**
 * Drafts in the voice of captions, each file written before the rules were tried on it. At first sight, one after the
 * other, they gave: held-out 67 of 83 corrected with 2 right things changed, fresh 61 of 91, last 55 of 80 and unseen
 * 69 of 85, these with none (two corrections of unseen were true in an odd word). Each was developed on afterwards but
 * unseen (but for those words): leave its failures alone, so that it goes on to say how new drafts fare. plain is of usual sentences.
 */
const FILES = ['plain.md', 'developed.md', 'held-out.md', 'fresh.md', 'last.md', 'unseen.md']

test.each(FILES)('of the planted errors in %s four of five are corrected, nothing right is changed', (file) => {
  const { pictures, planted, corrected, right, damage, missed } = measure(file)
  console.info(
    `${file}: ${pictures} pictures, ${corrected} of ${planted} corrected, ${right} sentences without an error\n${missed.join('\n')}`,
  )
  expect(pictures).toBeGreaterThanOrEqual(file === 'plain.md' ? 8 : 30)
  expect(damage).toEqual([])
  expect(corrected / planted).toBeGreaterThanOrEqual(0.8)
})

test('edits and marks lie in the draft apart from each other, and the edits make the text', () => {
  for (const file of FILES)
    for (const { picture, text: planted } of draftsIn(file)) {
      const draft = planted.replace(/\{([^{}]+?)=>[^{}]+?\}/g, '$1')
      const { text, edits, unverified } = refine(draft, factsFor(picture), strings)
      const rebuilt = edits.toReversed().reduce((all, { start, from, to }) => {
        return all.slice(0, start) + to + all.slice(start + from.length)
      }, draft)
      expect(rebuilt).toBe(text)
      const places = [...edits.map(({ from, start }) => ({ text: from, start })), ...unverified]
      places.sort((a, b) => a.start - b.start)
      for (const [i, { text: said, start }] of places.entries()) {
        expect(draft.slice(start, start + said.length)).toBe(said)
        expect(start).toBeGreaterThanOrEqual((places[i - 1]?.start ?? 0) + (places[i - 1]?.text.length ?? 0))
      }
      for (const { facts } of edits) expect(facts.length).toBeGreaterThan(0)
    }
})

test.each(TRAPS)('%s: %s', (picture, draft) => {
  expect(refine(draft, factsFor(picture), strings).text).toBe(draft)
})

test('what a caption says from facts alone stands, in both languages', () => {
  const changed = [...CHARTS, ...FUNCTIONS, ...SHAPES, ...FOR_DRAFTS, ...TRACED].flatMap(({ name, trace }) =>
    ['en', 'de'].flatMap((lang) => {
      const facts = factsOf(trace)
      const { alt, description } = captionOf(facts, trace, stringsFor(lang))
      const text = [alt, ...description.flatMap(({ sentences }) => sentences.map((one) => one.text))].join('\n')
      const refined = refine(text, facts, strings)
      return refined.text === text ? [] : [`${name}: ${JSON.stringify(refined.edits)}`]
    }),
  )
  expect(changed).toEqual([])
})

test.each([
  ['bars', 'Das Balkendiagramm zeigt fünf Balken. Der höchste Balken ist Mon mit 9 Einheiten.'],
  ['revenue', 'Der Umsatz liegt im Q1 bei 11.400 € und steigt in Q4 auf 19.300 €.'],
  ['pie', 'Le diagramme est divisé en cinq parts; les pommes (Apples) occupent 60 %.'],
])('a draft on %s in another language stays as it is, and nothing of it is verified', (picture, draft) => {
  expect(refine(draft, factsFor(picture), strings)).toEqual({
    text: draft,
    edits: [],
    unverified: [{ text: draft, start: 0 }],
  })
})

test('without facts nothing is changed, and what it says is marked', () => {
  const { text, edits, unverified } = refine('The chart shows four red bars.', [], strings)
  expect({ text, edits, unverified: unverified.map((one) => one.text) }).toEqual({
    text: 'The chart shows four red bars.',
    edits: [],
    unverified: ['four', 'red'],
  })
})
