import { of } from '../caption.ts'
import type { Fact } from '../fact.ts'
import { type Claim, colour, open, type Rule, text } from './claim.ts'
import { basicColour } from './colour-words.ts'
import { type Knowledge, mirrored, single } from './knowledge.ts'
import { find } from './patterns.ts'
import { isShared } from './subject.ts'
import type { Sentence } from './tokens.ts'

const OF = [
  'C:c @thing for|of|labelled|labeled|named|called S|P:e !and_S|and_P',
  "S|P|F|L:e 's? @thing? ,? which? @drawn+ C:c @thing? !and_C|or|of|for",
  'C:c @thing , S|P:e ,',
  'S|P:e , C:c @thing ,',
  'S|P:e @thing? ( in? C:c @thing? )',
  'S|P:e ( N @unit? ) ,? @drawn+ C:c @thing? !and_C|or',
] as const
/** What is said of a thing told by its colour; with more said of the name, the name stands. */
const STANDS = [
  'C:c @thing @stands+ S|P:e !and_S|and_P|or',
  'C:c for|stands_for|means|is S|P:e !and_S|and_P|or',
] as const

const CURVE = 'curve|parabola|line|graph|function|wave|plot'

/** Lines that are drawn and shown by no fact. */
const OTHERS =
  / (?:axis|axes|x-axis|y-axis|grid|gridline|gridlines|dashed|dotted|reference|baseline|horizontal line|vertical line|border|outline|outlined|edge|background)(?= )/

/** The colour of what has a name, and of the only one of its kind. */
export const colourClaims: Rule = (sentence, knowledge) => {
  if (sentence.denies) return []
  if (OTHERS.test(` ${sentence.form}`)) return ofNames(sentence, knowledge)
  return [...ofNames(sentence, knowledge), ...ofThings(sentence, knowledge)]
}

function ofNames(sentence: Sentence, knowledge: Knowledge): Claim[] {
  const drawn = coloursIn(knowledge)
  const plain = OF.flatMap((form) =>
    find(sentence, form).flatMap(({ c, e }) => {
      if (!c || !e) return []
      const known = isShared(sentence, e) ? null : colourOf(knowledge, e.name)
      return known ? colour(c, known.colour, [known.fact], drawn) : [open(c)]
    }),
  )
  // "Solar is a quarter of the pie and is shown in orange", of the one name in the sentence.
  const named = sentence.tokens.filter((token) => /^[SP]$/.test(token.class))
  const later = find(
    sentence,
    'and|which|, is|are drawn|shown|plotted|coloured|colored|represented|depicted in|by C:c @thing? !and_C|or',
  ).flatMap(({ c }) => {
    const [one] = named
    const known = one && new Set(named.map(({ name }) => name)).size === 1 ? colourOf(knowledge, one.name) : null
    return c && known ? colour(c, known.colour, [known.fact], drawn) : []
  })
  const stands = STANDS.flatMap((form) =>
    find(sentence, form).flatMap(({ c, e }) => {
      if (!c || !e) return []
      const known = isShared(sentence, e) ? null : colourOf(knowledge, e.name)
      if (!known) return [open(c)]
      const said = basicColour(c.text)
      const other = said === null ? null : knowledge.coloured(said)
      const more = /^(?:, which|, with|at|with|\() ?/.test(
        sentence.form
          .split(' ')
          .slice(e.index + 1)
          .join(' '),
      )
      if (!other || said === known.colour || more) return colour(c, known.colour, [known.fact], drawn)
      return [text(e, other.name, [other.fact])]
    }),
  )
  return [...plain, ...later, ...stands]
}

function ofThings(sentence: Sentence, knowledge: Knowledge): Claim[] {
  const drawn = coloursIn(knowledge)
  const shapes = ['C:c X:x', 'C:c D X:x', 'X:x G? @drawn+ C:c !and_C|or', 'C:c filled? X:x'].flatMap((form) =>
    find(sentence, form).flatMap(({ c, x }) => {
      if (!c || !x) return []
      // A small square marks a right angle, a small circle a point.
      const before = sentence.form.split(' ')[Math.min(c.index, x.index) - 1] ?? ''
      const known = /^(?:small|little|tiny)$/.test(before) ? null : single(knowledge.shapes(x.text.toLowerCase()))
      // What is not filled, or in a tint, has the colour of its outline, and another inside.
      if (!known || /^(?:white|black|(?:very )?(?:light|pale) .*)$/i.test(c.text)) return [open(c)]
      return colour(c, known.value.colour, [known], drawn)
    }),
  )
  const curves = [
    `C:c ${CURVE}`,
    `${CURVE} , bold|thick|thin|solid|dashed|smooth? C:c line|curve`,
    `${CURVE} @drawn+ C:c !and_C|or`,
  ].flatMap((form) =>
    find(sentence, form).flatMap(({ c }) => {
      const known = single([
        ...of(knowledge.facts, 'expression'),
        ...of(knowledge.facts, 'series'),
        ...straight(knowledge),
      ])
      return c && known ? colour(c, known.value.colour, [known], drawn) : c ? [open(c)] : []
    }),
  )
  const bars = [
    'C:c vertical|horizontal bars|columns',
    'C:c bars|columns',
    'bars|columns @drawn|all|same|color|colour|share|one|,|medium* C:c !and_C|or',
  ].flatMap((form) =>
    find(sentence, form).flatMap(({ c }) => {
      const all = of(knowledge.facts, 'count').filter(({ value }) => value.what === 'bar')
      const fact = single(all.filter(({ value }) => value.colour))
      if (!c) return []
      return fact && all.every(({ value }) => value.count === fact.value.count)
        ? colour(c, fact.value.colour, [fact], drawn)
        : [open(c)]
    }),
  )
  return [...shapes, ...curves, ...bars]
}

/** Segments that are all of one colour, told once. */
function straight({ facts }: Knowledge): (Fact & { readonly value: { readonly colour: string } })[] {
  const segments = of(facts, 'segment')
  return segments.length > 0 && segments.every(({ value }) => value.colour === segments[0]?.value.colour)
    ? segments.slice(0, 1)
    : segments
}

function coloursIn({ facts }: Knowledge): Set<string> {
  return new Set(facts.flatMap(({ value }) => ('colour' in value && value.colour ? [value.colour] : [])))
}

interface Known {
  readonly colour: string
  readonly fact: Fact
}

function colourOf({ facts }: Knowledge, name: string): Known | null {
  const fact = single([
    ...of(facts, 'series').filter(({ value }) => value.name === name),
    ...of(facts, 'share').filter(({ value }) => value.name === name),
    ...of(facts, 'expression').filter(({ value }) => value.text === name),
    ...of(facts, 'segment').filter(({ value }) => value.name === name || value.name === mirrored(name)),
  ])
  return fact?.value.colour ? { colour: fact.value.colour, fact } : null
}
