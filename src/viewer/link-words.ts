import type { ReconstructionResult } from '../perceive/protocol.ts'
import type { Strings } from '../strings/index.ts'
import type { Links, Target } from './links.ts'

/** Names and sentences that are spoken; more would not be listened to. */
const MOST = 4

/** What a screen reader hears of something that was reached or held: what it is, its lines, what is said of it. */
export function wordsOf(
  target: Target,
  links: Links,
  caption: ReconstructionResult['caption'],
  strings: Strings,
): string {
  const selection = links.follow(target)
  const names = [...selection.elements].flatMap((id) => links.element(id)?.name ?? [])
  if ('line' in target) return strings.elements.spokenLine(target.line, someOf(names, strings))
  const lines = [...selection.lines].sort((a, b) => a - b)
  const where = lines.length === 0 ? [] : [`${strings.description.lines(lines.length, lines.join(', '))}.`]
  if ('facts' in target) return [`${someOf(names, strings)}.`, ...where].join(' ')
  const sentences = (caption?.description ?? []).flatMap((section) => section.sentences)
  const about = sentences.filter(({ facts }) => facts.some((id) => selection.facts.has(id)))
  return [`${someOf(names, strings)}.`, ...where, ...about.slice(0, MOST).map(({ text }) => text)].join(' ')
}

function someOf(names: readonly string[], strings: Strings): string {
  const said = names.slice(0, MOST).join(', ')
  return names.length > MOST ? strings.elements.andMore(said, names.length - MOST) : said
}
