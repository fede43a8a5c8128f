import { of } from '../caption.ts'
import type { Countable } from '../fact.ts'
import {
  basicColour,
  type Claim,
  COLOUR,
  claimAt,
  type Knowledge,
  matches,
  type Rule,
  sentenceAt,
} from './knowledge.ts'
import { NUMBER, numberOrSame, readNumber, saysSame } from './numbers.ts'

const NOUNS: Readonly<Record<string, readonly Countable[]>> = {
  bar: ['bar'],
  column: ['bar'],
  slice: ['slice'],
  wedge: ['slice'],
  sector: ['slice'],
  line: ['line', 'segment'],
  curve: ['curve', 'line'],
  point: ['point'],
  dot: ['point'],
  marker: ['point'],
  segment: ['segment'],
  circle: ['circle'],
  polygon: ['polygon'],
  triangle: ['triangle'],
  rectangle: ['rectangle'],
  node: ['node'],
  vertex: ['node'],
  edge: ['edge'],
  series: ['series'],
  category: ['category'],
  bin: ['bin'],
}

const NOUN =
  '(?:bar|column|slice|wedge|sector|line segment|line|curve|(?:data )?point|dot|marker|segment|circle|polygon|triangle|rectangle|node|edge|bin)s?|vertices|vertex|(?:data )?series|categor(?:y|ies)'
const NEUTRAL =
  'vertical|horizontal|upright|coloured|colored|distinct|different|separate|labelled|labeled|named|individual|visible|hidden|dashed|data'

/** What a count of all there is can be said of: not of a part, such as a face, a group or a cycle. */
const SUBJECT =
  '(?:chart|plot|graph|figure|picture|image|drawing|diagram|illustration|network|histogram|pie|tree|cuboid|solid|prism|pyramid|tetrahedron|cube)'
const VERB =
  '(?:shows?|showing|has|contains?|containing|displays?|displaying|depicts?|depicting|features?|featuring|includes?|including|presents?|plots?|draws?|compares?|comparing|with|of|that shows|which shows|consists of|consisting of|made up of|composed of|split into|divided into|is split into|is divided into)'
/** Words before a number that speak of all there is; "it" where nothing else was spoken of. */
const WHOLE = `(?:(?:\\b[Ww]e see|\\b[Tt]here (?:are|is)|(?:(?<!\\p{L})${SUBJECT}|(?:^|${SUBJECT}[^.!?]*[.!?] )It),? ${VERB}) (?:exactly |only |a total of |just )?|^A row of |[Aa] total of |(?:^|[.!?] )(?:Exactly )?)`

/** What after a noun shows that only some are meant. */
const SOME =
  /^\s*(?:,? (?:that|which|whose)|above|below|(?:over|under) (?:\d|a |an )|taller|shorter|higher|lower|longer|greater|larger|smaller|exceed|with (?:a|the|values?)|between|reach|at|on (?:the|either)|in (?:the|each|an?)|lie|stand|rise|fall|per|for each|to the|is|have|has|show|touch|cross|meet|are(?! (?:shown|drawn|plotted|displayed|depicted|visible|compared))|of (?:equal|the same))\b/

/** How many there are of a kind, where the draft speaks of all of them. */
export const countClaims: Rule = (draft, knowledge) => {
  const one = `(?<number>${NUMBER}|[A-Z][a-z]+) (?<words>(?:(?:${NEUTRAL}|${COLOUR}),? )*)(?<noun>${NOUN})(?![\\p{L}-])`
  const claims: Claim[] = []
  let last = -1
  for (const match of matches(draft, `(?<![\\p{L}\\p{N}.,-])${one}`)) {
    const number = match.groups?.number ?? ''
    if (Number.isNaN(readNumber(number))) continue
    const start = match.index
    const end = start + match[0].length
    const before = draft.slice(0, start)
    const whole =
      new RegExp(`${WHOLE}$`, 'u').test(before) ||
      (last >= 0 && /^,? ?(?:and|joined by|connected by) ?$|^, $/.test(draft.slice(last, start)))
    // "Each group has two bars" counts a part at a time.
    if (
      !whole ||
      SOME.test(draft.slice(end)) ||
      /\b(?:each(?! other)|every|both|either|per)\b/i.test(sentenceAt(draft, start))
    )
      continue
    // At a sentence's start only what goes on with "are shown" speaks of all.
    if (
      /(?:^|[.!?] )$/.test(before) &&
      !/^ (?:are (?:shown|drawn|plotted|displayed|depicted|visible|compared)|in total|altogether)/.test(
        draft.slice(end),
      )
    )
      continue
    last = end
    claims.push(...decide(match, knowledge))
  }
  return claims
}

function decide(match: RegExpExecArray & { indices: RegExpIndicesArray }, knowledge: Knowledge): Claim[] {
  const { number = '', words = '', noun = '' } = match.groups ?? {}
  const adjectives = words.split(/,? /).filter(Boolean)
  const colour = new RegExp(COLOUR, 'u').exec(words)?.[0]
  const base = noun
    .replace(/^(?:data|line) /, '')
    .replace('vertices', 'vertex')
    .replace('categories', 'category')
  const [solid] = of(knowledge.facts, 'solid')
  if (solid && /^(?:vertex|edges?)$/.test(base)) {
    const { vertices, visible, hidden } = solid.value
    const unseen = adjectives.some((word) => word === 'hidden' || word === 'dashed')
    const count =
      base === 'vertex' ? vertices : unseen ? hidden : adjectives.includes('visible') ? visible : visible + hidden
    return claimAt(match, 'number', numberOrSame(number, count), [solid])
  }
  const kinds = NOUNS[base === 'series' ? base : base.replace(/s$/, '')] ?? []
  if (adjectives.some((word) => /^(?:visible|hidden|dashed)$/.test(word))) return claimAt(match, 'number', null, [])
  for (const kind of kinds) {
    const all = of(knowledge.facts, 'count').filter(({ value }) => value.what === kind)
    const fact = all.find(({ value }) => value.colour === (colour ? basicColour(colour) : ''))
    if (fact && kind === 'bar' && of(knowledge.facts, 'chart').some(({ value }) => value.type === 'stacked bar')) {
      // A bar is a whole stack to some, a part of it to others.
      const parts = saysSame(number, fact.value.count)
      return claimAt(match, 'number', parts ? number : null, [fact])
    }
    if (fact) return claimAt(match, 'number', numberOrSame(number, fact.value.count), [fact])
    // A colour that nothing has: the colour is wrong, not the number.
    if (colour && all.length > 0) return claimAt(match, 'number', null, all)
  }
  return claimAt(match, 'number', null, [])
}
