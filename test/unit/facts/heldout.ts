import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Fact, factsOf, refine } from '../../../src/facts/index.ts'
import { readTrace } from '../../../src/python/trace.ts'
import { stringsFor } from '../../../src/strings/index.ts'

const FOLDER = fileURLToPath(new URL('../../fixtures/heldout/', import.meta.url))

/** What a statement says at least; fields that are left out may have any value. */
interface Statement {
  readonly kind: string
  readonly value: Readonly<Record<string, unknown>>
}

/** NAME.json beside NAME.py. Written from the program alone; `half` says whether its failures may guide the work. */
interface HeldOut {
  readonly half: 'open' | 'closed'
  readonly expected: readonly Statement[]
  readonly false: readonly Statement[]
  readonly right: readonly string[]
  readonly wrong: readonly { readonly text: string; readonly fixed: string; readonly what: string }[]
}

export interface Measured {
  readonly name: string
  readonly half: 'open' | 'closed'
  readonly facts: readonly Fact[]
  readonly expected: number
  readonly missing: readonly Statement[]
  readonly false: readonly { readonly statement: Statement; readonly fact: Fact }[]
  readonly right: number
  readonly damaged: readonly { readonly text: string; readonly became: string }[]
  readonly wrong: number
  readonly uncorrected: readonly { readonly text: string; readonly fixed: string; readonly became: string }[]
}

export function measureAll(): Measured[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.py') && file !== 'trace.py')
    .map((file) => measure(file.slice(0, -'.py'.length)))
}

function measure(name: string): Measured {
  const held: HeldOut = JSON.parse(readFileSync(`${FOLDER}${name}.json`, 'utf8'))
  const trace = readTrace(readFileSync(`${FOLDER}${name}.trace.json`, 'utf8'))
  if (!trace) throw new Error(`${name}.trace.json is no trace`)
  const facts = factsOf(trace, 0)
  const directed = facts.some((fact) => fact.kind === 'graph' && fact.value.directed)
  const refined = (text: string) => refine(text, facts, stringsFor('en')).text
  return {
    name,
    half: held.half,
    facts,
    expected: held.expected.length,
    missing: held.expected.filter((statement) => !facts.some((fact) => says(fact, statement, directed))),
    false: held.false.flatMap((statement) =>
      facts.filter((fact) => says(fact, statement, directed)).map((fact) => ({ statement, fact })),
    ),
    right: held.right.length,
    damaged: held.right.map((text) => ({ text, became: refined(text) })).filter(({ text, became }) => became !== text),
    wrong: held.wrong.length,
    uncorrected: held.wrong
      .map(({ text, fixed }) => ({ text, fixed, became: refined(text) }))
      .filter(({ fixed, became }) => became !== fixed),
  }
}

/** Pairs whose two sides may change places. */
const SYMMETRIC: Readonly<Record<string, readonly [string, string]>> = {
  parallel: ['a', 'b'],
  perpendicular: ['a', 'b'],
  intersection: ['a', 'b'],
}

/** Whether a fact says at least what the statement says; edges count both ways unless they are arrows. */
function says(fact: Fact, { kind, value }: Statement, directed: boolean): boolean {
  if (fact.kind !== kind) return false
  const told: Readonly<Record<string, unknown>> = { ...fact.value }
  const ordered = kind === 'order' || kind === 'layers'
  const fits = (given: Readonly<Record<string, unknown>>) =>
    Object.entries(given).every(([key, want]) => {
      // The ends of a segment, whichever comes first.
      if (key === 'ends') return sameList([told.from, told.to], want as unknown[], false)
      if (key === 'colour') return colourFits(String(told.colour), String(want))
      if (kind === 'expression' && key === 'text') return expressionFits(String(told.text), String(want))
      if (Array.isArray(want)) return sameList(told[key], want, ordered || typeof want[0] === 'number')
      return same(told[key], want)
    })
  if (fits(value)) return true
  const [a, b] = kind === 'edge' && !directed ? ['from', 'to'] : (SYMMETRIC[kind] ?? [])
  if (a === undefined || b === undefined || !(a in value) || !(b in value)) return false
  return fits({ ...value, [a]: value[b], [b]: value[a] })
}

/** Lists are the same in any order unless theirs says something, as in coordinates. */
function sameList(told: unknown, want: readonly unknown[], ordered: boolean): boolean {
  if (!Array.isArray(told) || told.length !== want.length) return false
  if (ordered) return want.every((one, k) => same(told[k], one))
  const left = [...told]
  return want.every((one) => {
    const found = left.findIndex((other) => (Array.isArray(one) ? sameList(other, one, true) : same(other, one)))
    if (found >= 0) left.splice(found, 1)
    return found >= 0
  })
}

function same(told: unknown, want: unknown): boolean {
  if (typeof want === 'number') return typeof told === 'number' && near(told, want)
  if (typeof want === 'boolean') return told === want
  if (typeof told !== 'string' || typeof want !== 'string') return false
  return want.split(' / ').some((one) => sameName(told, one))
}

/** One percent, and a hundredth about zero. */
function near(told: number, want: number): boolean {
  return Math.abs(told - want) <= Math.max(0.01 * Math.abs(want), 0.01)
}

const SHAPE = /^(?:circle|node|point|segment|polygon|triangle|square|rectangle|box) (?=.)/
const STROKE = /^(\p{Lu})(\p{Lu})$/u

/** `circle A` is `A`, `ab` is `AB` and, for a segment named by its ends, `BA`. */
function sameName(told: string, want: string): boolean {
  const plain = (text: string) => text.replace('−', '-').replace(SHAPE, '').trim().toLowerCase()
  if (plain(told) === plain(want)) return true
  const number = Number.parseFloat(plain(told))
  if (plain(want) !== '' && plain(told) === String(number)) return near(number, Number(plain(want)))
  const ends = STROKE.exec(want)
  return ends !== null && told === `${ends[2]}${ends[1]}`
}

/** `dark blue` is told of what is expected to be `blue`. */
function colourFits(told: string, want: string): boolean {
  if (want === '') return told === ''
  return want.split(' / ').some((one) => told.toLowerCase().split(/[ -]/).includes(one))
}

function expressionFits(told: string, want: string): boolean {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replaceAll('−', '-')
      .replaceAll(/[\s$*·]/g, '')
  return want.split(' / ').some((one) => plain(told).includes(plain(one)))
}
