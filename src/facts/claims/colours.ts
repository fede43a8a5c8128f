import { of } from '../caption.ts'
import type { Fact } from '../fact.ts'
import { type Claim, COLOUR, claimAt, colourOrSame, isJoined, type Knowledge, matches, type Rule } from './knowledge.ts'

const THING = 'line|curve|bars?|slice|wedge|points?|dots|markers|series|circle|sector|columns?'

/** The colour of what has a name, and of the only one of its kind. */
export const colourClaims: Rule = (draft, knowledge) => {
  const { facts, places, series } = knowledge
  const names = `(?:${series}|${places})`
  const forms = [
    `(?<colour>${COLOUR}) (?:${THING}) (?:for|of|represents?|shows?|stands for|is|labelled|labeled|named|belongs to)(?: the)? ["“]?(?<name>${names})`,
    `(?<name>${names})["”]?(?: (?:${THING}))?,? (?:is|are|appears?|is (?:drawn|shown|plotted|coloured|colored|painted)|are (?:drawn|shown|plotted)|drawn|shown|plotted)(?: in)? (?<colour>${COLOUR})(?![\\p{L}-])`,
    `(?<name>${names})["”]?(?: in| \\() ?(?<colour>${COLOUR})(?![\\p{L}-])`,
    `(?<colour>${COLOUR}) (?:for|stands for|marks|means|is) (?<name>${names})`,
  ]
  const claims: Claim[] = forms.flatMap((form) =>
    matches(draft, form).flatMap((match) => {
      if (isJoined(draft, match.indices.groups?.name?.[0] ?? 0, names)) return []
      const known = colourOf(knowledge, match.groups?.name ?? '')
      return claimAt(
        match,
        'colour',
        known && colourOrSame(match.groups?.colour ?? '', known.colour),
        known ? [known.fact] : [],
      )
    }),
  )
  const shapes = [
    `(?<![\\p{L}-])(?<colour>${COLOUR}) (?<thing>triangle|square|rectangle|circle|hexagon|pentagon|parallelogram|trapezoid|rhombus|curve|line|bars|parabola)(?!\\p{L})`,
    `(?<thing>triangle|square|rectangle|circle|hexagon|pentagon|parallelogram|trapezoid|rhombus|curve|line|[Bb]ars|parabola) (?:is|are|appears)(?: all)?(?: (?:drawn|filled|shown|coloured|colored|painted))?(?: in| with)? (?<colour>${COLOUR})(?![\\p{L}-])`,
  ]
  for (const match of shapes.flatMap((form) => matches(draft, form))) {
    const known = onlyOne(facts, (match.groups?.thing ?? '').toLowerCase())
    claims.push(
      ...claimAt(
        match,
        'colour',
        known && colourOrSame(match.groups?.colour ?? '', known.colour),
        known ? [known.fact] : [],
      ),
    )
  }
  return claims
}

interface Known {
  readonly colour: string
  readonly fact: Fact
}

function colourOf({ facts }: Knowledge, name: string): Known | null {
  const all = [
    ...of(facts, 'series').filter(({ value }) => value.name === name),
    ...of(facts, 'share').filter(({ value }) => value.name === name),
  ]
  const [fact, ...more] = all
  return fact?.value.colour && more.length === 0 ? { colour: fact.value.colour, fact } : null
}

/** Colour of the only shape of a kind, or of all bars; null where there are others. */
function onlyOne(facts: readonly Fact[], thing: string): Known | null {
  if (thing === 'bars') {
    const all = of(facts, 'count').filter(({ value }) => value.what === 'bar')
    const coloured = all.filter(({ value }) => value.colour)
    const [fact] = coloured
    return fact && coloured.length === 1 && all.every(({ value }) => value.count === fact.value.count)
      ? { colour: fact.value.colour, fact }
      : null
  }
  const found: (Fact & { readonly value: { readonly colour: string } })[] =
    thing === 'circle'
      ? of(facts, 'circle')
      : thing === 'curve' || thing === 'parabola'
        ? of(facts, 'expression')
        : thing === 'line'
          ? [...of(facts, 'series'), ...of(facts, 'segment'), ...of(facts, 'expression')]
          : of(facts, 'polygon').filter(({ value }) => value.shape === thing)
  const [fact, ...more] = found
  return fact?.value.colour && more.length === 0 ? { colour: fact.value.colour, fact } : null
}
