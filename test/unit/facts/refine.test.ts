import { expect, test } from 'vitest'
import { factsOf, refine } from '../../../src/facts/index.ts'
import { stringsFor } from '../../../src/strings/index.ts'
import { PLANTED, RIGHT } from './drafts.ts'
import { CHARTS } from './pictures-charts.ts'
import { FUNCTIONS } from './pictures-functions.ts'
import { SHAPES } from './pictures-shapes.ts'

const strings = stringsFor('en')
const facts = new Map([...CHARTS, ...FUNCTIONS, ...SHAPES].map(({ name, trace }) => [name, factsOf(trace)]))
const factsFor = (picture: string) => facts.get(picture) ?? expect.fail(`no picture ${picture}`)

test('at least 95 % of planted errors are corrected, and nothing else changes', () => {
  expect(PLANTED.length).toBeGreaterThanOrEqual(60)
  const misses = PLANTED.flatMap(([picture, draft]) => {
    const wrong = draft.replace(/\{(.+?)=>.+?\}/g, '$1')
    const right = draft.replace(/\{.+?=>(.+?)\}/g, '$1')
    const { text } = refine(wrong, factsFor(picture), strings)
    return text === right ? [] : [`${picture}: ${wrong} → ${text}`]
  })
  const told = `${PLANTED.length - misses.length} of ${PLANTED.length} corrected\n${misses.join('\n')}`
  console.info(told)
  expect(misses.length / PLANTED.length, told).toBeLessThanOrEqual(0.05)
})

test('no right sentence is damaged', () => {
  expect(RIGHT.length).toBeGreaterThanOrEqual(60)
  const damaged = RIGHT.flatMap(([picture, draft]) => {
    const { text } = refine(draft, factsFor(picture), strings)
    return text === draft ? [] : [`${picture}: ${draft} → ${text}`]
  })
  expect(damaged).toEqual([])
})

test('the corrected drafts stay as they are', () => {
  const changed = PLANTED.flatMap(([picture, draft]) => {
    const right = draft.replace(/\{.+?=>(.+?)\}/g, '$1')
    const { text } = refine(right, factsFor(picture), strings)
    return text === right ? [] : [`${right} → ${text}`]
  })
  expect(changed).toEqual([])
})

test('an edit says where, by which facts and why', () => {
  const own = factsFor('bars')
  const { edits } = refine('Oh! The chart shows five bars.', own, strings)
  expect(edits).toEqual([
    {
      from: 'five',
      to: 'three',
      start: 20,
      facts: own
        .filter((fact) => fact.kind === 'count' && fact.value.what === 'bar' && !fact.value.colour)
        .map(({ id }) => id),
      reason: 'The draft says “five”; what was drawn says “three”.',
    },
  ])
})

test('a claim that no fact decides is marked, not changed', () => {
  const draft = 'It shows two circles.'
  expect(refine(draft, factsFor('bars'), strings)).toEqual({
    text: draft,
    edits: [],
    unverified: [{ text: 'two', start: 9 }],
  })
})

test('facts of one panel correct no draft on the picture', () => {
  const draft = 'The chart shows five bars, and a has the value 9.'
  expect(refine(draft, factsFor('two panels'), strings).edits).toEqual([])
})
