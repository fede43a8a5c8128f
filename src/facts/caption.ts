import type { Strings } from '../strings/index.ts'
import type { Trace } from '../trace.ts'
import { type Fact, of } from './fact.ts'
import { SECTIONS, type Section } from './sentences.ts'
import { Words } from './words.ts'

export { of } from './fact.ts'
export type { Section, Sentence } from './sentences.ts'
export { Words } from './words.ts'

export interface Caption {
  /** At most 150 characters. */
  readonly alt: string
  readonly description: readonly Section[]
}

const ALT_LIMIT = 150
/** Shapes that an alt text names; more are counted in the long text. */
const MOST_SHAPES = 3

/** A caption from facts alone, in the language of the strings. The trace tells only whether something was drawn. */
export function captionOf(facts: readonly Fact[], trace: Trace, strings: Strings): Caption {
  const words = new Words(strings)
  const panels = [...Map.groupBy(facts, ({ panel }) => panel ?? '')].sort(
    ([a], [b]) => Number(a !== '') - Number(b !== ''),
  )
  const description = (Object.keys(SECTIONS) as Section['kind'][])
    .map((kind) => ({
      kind,
      heading: strings.facts.sections[kind],
      sentences: panels.flatMap(([panel, own]) =>
        SECTIONS[kind](own, words).map((sentence) =>
          panel === '' ? sentence : { ...sentence, text: `${words.inPanel(panel)}: ${sentence.text}` },
        ),
      ),
    }))
    .filter(({ sentences }) => sentences.length > 0)
  return { alt: trace.figures.length === 0 ? '' : altOf(facts, words), description }
}

function altOf(facts: readonly Fact[], words: Words): string {
  const whole = facts.filter(({ panel }) => panel === undefined)
  const parts = whole.length < facts.length ? panelParts(facts, whole, words) : plainParts(whole, words)
  let alt = ''
  for (const part of parts.filter(Boolean).map((one) => one.replace(/\s+/g, ' '))) {
    const next = alt ? `${alt}. ${part}` : part
    if (next.length < ALT_LIMIT) alt = next
  }
  const head = parts[0]?.replace(/\s+/g, ' ')
  if (!alt && head) return `${[...head].slice(0, ALT_LIMIT - 1).join('')}…`
  return alt && !/[.…]$/.test(alt) ? `${alt}.` : alt
}

/** Title, number of panels, and what each shows. */
function panelParts(facts: readonly Fact[], whole: readonly Fact[], words: Words): string[] {
  const counts = of(whole, 'count').map((fact) => words.count(fact))
  const [title] = of(whole, 'title')
  const head = [title?.value.text, words.list(counts)].filter(Boolean).join(': ')
  const panels = [...Map.groupBy(facts, ({ panel }) => panel ?? '')].filter(([panel]) => panel !== '')
  return [head, ...panels.map(([panel, own]) => [words.inPanel(panel), kindsOf(own, words)].filter(Boolean).join(': '))]
}

/** `Line chart and bar chart`. */
function kindsOf(facts: readonly Fact[], words: Words): string {
  const kinds = new Set(of(facts, 'chart').map(({ value }) => words.table.charts[value.type] ?? ''))
  return words.list([...kinds].map((kind, i) => (i === 0 ? kind : words.table.within(kind))))
}

function plainParts(facts: readonly Fact[], words: Words): string[] {
  const { table } = words
  const title = of(facts, 'title')[0]
  const kind = kindsOf(facts, words)
  const head = kind && title ? table.altTitle(kind, title.value.text) : kind || title?.value.text || ''
  const extremes = of(facts, 'extreme').filter(({ value }) => value.which === 'highest')
  // One series is what any chart has.
  const counts = of(facts, 'count').filter(
    ({ value }) =>
      !value.colour &&
      !(value.what === 'series' && value.count === 1) &&
      !(value.what === 'edge' && of(facts, 'solid').length > 0),
  )
  const shapes = [
    ...[...of(facts, 'solid'), ...of(facts, 'polyhedron')].map(({ value }) => words.shape(value.shape)),
    ...of(facts, 'sphere').map(() => words.shape('sphere')),
    ...of(facts, 'polygon').map(({ value }) => `${words.shape(value.shape)} ${value.name}`.trim()),
  ]
  const shown = shapes.filter(Boolean)
  const named = shown.length > 0 && shown.length <= MOST_SHAPES ? table.altTitle(head, words.list(shown)) : head
  const first = counts.length > 0 ? table.altWith(head, words.list(counts.map((fact) => words.count(fact)))) : named
  return [
    first,
    ...of(facts, 'expression').map(({ value }) => value.text),
    ...extremes
      .slice(0, 1)
      .map(({ value, unit }) =>
        table.sentences
          .extreme(words.name(value.series), value.which, words.at(value.at), words.value(value.value, unit))
          .replace(/\.$/, ''),
      ),
  ]
}
