import { of } from '../caption.ts'
import { COLOUR_NAMES } from '../colours.ts'
import type { Fact } from '../fact.ts'

/** A place in a draft that says something: right, wrong with what is right, or open where no fact decides. */
export type Claim = { readonly start: number; readonly end: number; readonly facts: readonly Fact[] } & (
  | { readonly verdict: 'right' | 'open' }
  | { readonly verdict: 'wrong'; readonly right: string }
)

export type Rule = (draft: string, knowledge: Knowledge) => Claim[]

/** What the rules look up: data by name, patterns of names. */
export class Knowledge {
  readonly facts: readonly Fact[]
  /** One name of a category, slice or place of a datum. Never matches when there is none. */
  readonly places: string
  readonly series: string
  readonly points: string
  readonly segments: string

  constructor(facts: readonly Fact[]) {
    this.facts = facts
    this.places = anyOf([
      ...of(facts, 'datum').map(({ value }) => value.at),
      ...of(facts, 'share').map(({ value }) => value.name),
    ])
    this.series = anyOf(of(facts, 'series').map(({ value }) => value.name))
    this.points = anyOf(of(facts, 'point').map(({ value }) => value.name))
    const lines = [
      ...of(facts, 'segment').map(({ value }) => value.name),
      ...of(facts, 'equal-lengths').flatMap(({ value }) => value.names),
      ...of(facts, 'parallel').flatMap(({ value }) => [value.a, value.b]),
      ...of(facts, 'perpendicular').flatMap(({ value }) => [value.a, value.b]),
      ...of(facts, 'polygon').flatMap(({ value }) => sideNames(value.name)),
    ].filter((name) => /^\p{L}/u.test(name))
    this.segments = anyOf([...lines, ...lines.map(mirrored)])
  }

  /** The value at a place: of the series named before in the sentence, or the only one. */
  valueAt(place: string, sentence: string): { value: number; fact: Fact } | null {
    const shares = of(this.facts, 'share').filter(({ value }) => value.name === place)
    const data = of(this.facts, 'datum').filter(({ value }) => value.at === place)
    const named = data.filter(({ value }) => value.series && hasName(sentence, value.series))
    const [share] = shares
    const [datum, ...more] = named.length > 0 ? named : data
    if (share && data.length === 0) return { value: share.value.percent, fact: share }
    return datum && more.length === 0 ? { value: datum.value.value, fact: datum } : null
  }

  lengthOf(segment: string): { value: number; facts: readonly Fact[] } | null {
    const isIt = (name: string) => name === segment || name === mirrored(segment)
    for (const fact of of(this.facts, 'segment'))
      if (isIt(fact.value.name)) return { value: fact.value.length, facts: [fact] }
    const ends = endsOf(segment).map((name) => of(this.facts, 'point').find(({ value }) => value.name === name))
    const [a, b] = ends
    if (!a || !b) return null
    return { value: Math.hypot(a.value.at[0] - b.value.at[0], a.value.at[1] - b.value.at[1]), facts: [a, b] }
  }
}

const endsOf = (segment: string): string[] => segment.match(/[A-Z](?:['′]+|_?\d+)?/g) ?? []
export const mirrored = (segment: string): string => endsOf(segment).toReversed().join('')

const sideNames = (polygon: string): string[] => {
  const ends = endsOf(polygon)
  return ends.map((name, i) => `${name}${ends[(i + 1) % ends.length]}`)
}

/** Pattern for whole words; names are matched by case, so that the point A is not the article. */
function anyOf(names: readonly string[]): string {
  const distinct = [...new Set(names)].filter(Boolean).sort((a, b) => b.length - a.length)
  if (distinct.length === 0) return '(?!)'
  return `(?<![\\p{L}\\p{N}_.,])(?:${distinct.map(literal).join('|')})(?![\\p{L}\\p{N}_]|[.,]\\d)`
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
export const hasName = (text: string, name: string): boolean => new RegExp(anyOf([name]), 'u').test(text)

/** The sentence around an offset. */
export function sentenceAt(draft: string, at: number): string {
  const before = draft.slice(0, at).search(/[.!?;]\s+[^.!?;]*(?:\.\d[^.!?;]*)*$/)
  const after = draft.slice(at).search(/[.!?;](?:\s|$)/)
  return draft.slice(before < 0 ? 0 : before + 1, after < 0 ? undefined : at + after)
}

/** Matches with the places of their groups. */
export function matches(draft: string, pattern: string): (RegExpExecArray & { indices: RegExpIndicesArray })[] {
  return [...draft.matchAll(new RegExp(pattern, 'dgu'))] as (RegExpExecArray & { indices: RegExpIndicesArray })[]
}

/** Whether a name goes before the match that shares what is said: "A and B have 10" says nothing of B alone. */
export function isJoined(draft: string, at: number, names: string): boolean {
  return new RegExp(`(?:${names})(?: and| or|,| plus| \\+| &) (?:the )?$`, 'u').test(
    draft.slice(Math.max(0, at - 80), at),
  )
}

/** The claim that a group of a match makes. `right` null: no fact decides. */
export function claimAt(
  match: { indices: RegExpIndicesArray } & RegExpExecArray,
  group: string,
  right: string | null,
  facts: readonly Fact[],
): Claim[] {
  const place = match.indices.groups?.[group]
  const text = match.groups?.[group]
  if (!place || text === undefined) return []
  const [start, end] = place
  if (right === null) return [{ start, end, facts, verdict: 'open' }]
  return [text === right ? { start, end, facts, verdict: 'right' } : { start, end, facts, verdict: 'wrong', right }]
}

const SHADES: Readonly<Record<string, string>> = {
  gray: 'grey',
  navy: 'blue',
  violet: 'purple',
  crimson: 'red',
  turquoise: 'cyan',
}

export const COLOUR = `(?:(?:light|dark|bright|pale|deep|royal|sky) )?(?:${[...COLOUR_NAMES, ...Object.keys(SHADES)].join('|')})`

/** The basic name of a colour in a draft. */
export const basicColour = (text: string): string => {
  const word = text.split(' ').at(-1) ?? ''
  return SHADES[word] ?? word
}

/** `right`, unless the draft's word says the same. */
export const colourOrSame = (text: string, right: string): string => (basicColour(text) === right ? text : right)
