import { readFileSync } from 'node:fs'
import { expect, describe as group, it } from 'vitest'
import type { Observation, Side } from '../../../src/observation.ts'
import { describe } from '../../../src/perceive/describe.ts'
import type { Trace } from '../../../src/trace.ts'

// Loaves on six days, most on Saturday (bakery_bars.py).
const trace = JSON.parse(
  readFileSync(new URL('../../fixtures/heldout/bakery_bars.trace.json', import.meta.url), 'utf8'),
) as Trace
const loaves = trace.figures[0]!.artists.flatMap(({ data, call }) => (call === 'ax.bar' ? [data.values![0]!] : []))

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** Bars whose middles are 90 pixels apart, a loaf four pixels high over 400. */
function picture(values: readonly number[], days: readonly string[] = DAYS): Observation {
  const x: Side = {
    kind: 'category',
    a: 1 / 90,
    b: -1,
    residualPx: 0.1,
    ticks: days.map((text, value) => ({ px: 90 * (value + 1), text, value })),
  }
  const y: Side = { kind: 'linear', a: -1 / 4, b: 100, residualPx: 0.2, ticks: [] }
  const marks = values.map((value, i) => ({
    kind: 'bar' as const,
    px: [60 + 90 * i, 400 - 4 * value, 120 + 90 * i, 400],
    data: [i, 0, value],
    se: [0.01, 0.1, 0.1],
    axis: 0,
  }))
  return { version: 1, width: 640, height: 480, texts: [], axes: [{ box: [45, 60, 600, 400], x, y }], marks }
}

group('a drawing described beside its picture', () => {
  it('has no verdicts where the picture was not read', () => {
    expect(describe(trace, null, 'en').facts.every((fact) => fact.picture === undefined)).toBe(true)
  })

  it('marks each value that the picture shows', () => {
    const { facts } = describe(trace, picture(loaves), 'en')
    const verdicts = facts.filter(({ kind }) => kind === 'datum').map((fact) => fact.picture?.verdict)
    expect(verdicts).toEqual(loaves.map(() => 'measured'))
    expect(facts.find(({ kind }) => kind === 'count')!.picture).toEqual({ verdict: 'not-measured' })
  })

  it('holds no value against that of another category', () => {
    const { facts } = describe(trace, picture(loaves, ['Sun', ...DAYS.slice(0, 5)]), 'en')
    const verdicts = facts.filter(({ kind }) => kind === 'datum').map((fact) => fact.picture?.verdict)
    expect(verdicts).toEqual(loaves.map(() => 'not-measured'))
  })

  it('leaves a contradicted value out of the short text and says what was measured', () => {
    const most = Math.max(...loaves)
    const { facts, caption } = describe(trace, picture(loaves.map((value) => (value === most ? 60 : value))), 'en')
    expect(describe(trace, null, 'en').caption.alt).toContain(String(most))
    expect(caption.alt).not.toContain(String(most))
    const denied = facts.filter(({ picture: said }) => said?.verdict === 'contradicted')
    expect(denied.length).toBeGreaterThan(0)
    expect(denied.every(({ picture: said }) => said?.value === 60)).toBe(true)
    expect(
      caption.description.flatMap(({ sentences }) => sentences).some(({ text }) => text.includes(String(most))),
    ).toBe(true)
  })
})
