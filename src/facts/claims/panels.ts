import { of } from '../caption.ts'
import type { Fact } from '../fact.ts'
import { Knowledge } from './knowledge.ts'
import { read } from './reading.ts'
import type { Sentence } from './tokens.ts'

interface Read {
  readonly sentence: Sentence
  readonly knowledge: Knowledge
}

/**
 * A draft's sentences, each with what is known of what it speaks of: the picture, or the one panel whose names it uses.
 * What holds for one panel says nothing of the others.
 */
export function readPanels(draft: string, facts: readonly Fact[]): Read[] {
  const panels = Map.groupBy(facts, panelOf)
  const whole = panels.get('') ?? []
  panels.delete('')
  const readings = [whole, ...[...panels.values()].map((own) => [...whole, ...own])].map((own) => {
    const knowledge = new Knowledge(own)
    return read(draft, knowledge.names).map((sentence) => ({ sentence, knowledge }))
  })
  const [first = [], ...others] = readings
  return first.map((plain, i) => {
    const speaking = others
      .map((reading) => reading[i])
      .filter((one) => one !== undefined && usesNames(one, plain, draft))
    return speaking.length === 1 ? (speaking[0] ?? plain) : plain
  })
}

const panelOf = (fact: Fact): string => ('panel' in fact && typeof fact.panel === 'string' ? fact.panel : '')

/** Whether a sentence holds names that only the panel gives, or its title. */
function usesNames({ sentence, knowledge }: Read, { sentence: plain }: Read, draft: string): boolean {
  const count = ({ tokens }: Sentence) => tokens.filter(({ class: kind }) => /^[SPALGFV]$/.test(kind)).length
  if (count(sentence) > count(plain)) return true
  const text = draft.slice(sentence.start, sentence.end)
  return of(knowledge.facts, 'title').some((fact) => panelOf(fact) !== '' && text.includes(fact.value.text))
}
