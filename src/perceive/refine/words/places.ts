import { pythonText, type Quote } from '../../../python/literal.ts'
import type { Literal } from '../../../python/protocol.ts'
import type { TracedArtist } from '../../../trace.ts'
import type { StepEdit } from '../../protocol.ts'
import type { DrawnLine } from './lines.ts'

/**
 * The string literals that a drawn line may come from, likeliest first, each a set that is changed together: a name that
 * stands in several places is one. None for what is put together by the program.
 */
export function literalsOf(
  { artist, index }: DrawnLine,
  literals: readonly Literal[],
  artists: readonly TracedArtist[],
): Literal[][] {
  const text = artist.data.text ?? ''
  const drawn = literals.filter(isDrawn)
  const same = drawn.filter(({ value }) => value === text)
  if (same.length === 0) return index === 0 ? lettersOf(text, artist.loop !== undefined, drawn) : []
  const here = ({ line, callLine, path }: Literal) =>
    artist.role === 'tick' ? path.length > 0 : callLine === artist.line || line === artist.line
  const own = same.filter(here)
  // Equal texts of one call stand in its order.
  const alike = artists.filter(
    ({ data, line, role }) => data.text === text && line === artist.line && role === artist.role,
  )
  if (own.length > 1 && own.length === alike.length) return [[own[alike.indexOf(artist)]!], same]
  const sure = artist.role === 'tick' ? own.length > 0 : own.length === 1
  return sure && own.length < same.length ? [own, same] : [same]
}

/** A text, or a name in data: `options` of calls only look like words. */
function isDrawn({ role, call, value }: Literal): boolean {
  return typeof value === 'string' && (role === 'text' || (role === 'option' && call === null))
}

/** `for point, name in zip(points, 'ABCD')`: the one string that a loop takes its letters from. */
function lettersOf(text: string, inLoop: boolean, drawn: readonly Literal[]): Literal[][] {
  if ([...text].length !== 1 || !inLoop) return []
  const found = drawn.filter(({ value }) => String(value).split(text).length === 2)
  return found.length === 1 ? [found] : []
}

/** The literal with the line said otherwise. */
export function saying(literal: Literal, drawn: DrawnLine, words: string): StepEdit {
  const { line, column, text: from } = literal
  const value = String(literal.value).replaceAll('\\$', '$')
  const whole = drawn.artist.data.text === literal.value
  const lines = value.split('\n')
  const said = whole
    ? lines.map((one, at) => (at === drawn.index ? words : one)).join('\n')
    : value.replace(drawn.text, () => words)
  const quote: Quote = from.includes('"') && !/^[a-z]*'/i.test(from) ? '"' : "'"
  return { line, column, from, to: pythonText(said, quote), reason: 'read', detail: words }
}
