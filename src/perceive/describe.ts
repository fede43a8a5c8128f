import { againstPicture, captionOf, type DrawnElement, elementsOf, type Fact, factsOf } from '../facts/index.ts'
import type { Observation } from '../observation.ts'
import { stringsFor } from '../strings/index.ts'
import type { Trace } from '../trace.ts'
import type { GroundedCaption } from './protocol.ts'

/** What is told of a drawing in words. */
export interface Described {
  readonly facts: readonly Fact[]
  readonly caption: GroundedCaption
  readonly elements: readonly DrawnElement[]
}

/** Facts of a trace's first figure and their words; with an observation, each fact held against the picture. */
export function describe(trace: Trace, observation: Observation | null, lang: string): Described {
  const strings = stringsFor(lang)
  const drawn = factsOf(trace, 0)
  const facts = observation ? againstPicture(drawn, trace, observation) : drawn
  const caption = captionOf(facts, trace, strings)
  const holding = facts.filter(({ picture }) => picture?.verdict !== 'contradicted')
  // Who reads the short text alone sees no mark on a value that the picture denies.
  const { alt } = holding.length < facts.length ? captionOf(holding, trace, strings) : caption
  return { facts, caption: { ...caption, alt, edits: [] }, elements: elementsOf(facts, trace, strings, 0) }
}
