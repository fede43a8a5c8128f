import type { Literal } from '../../../python/protocol.ts'
import type { TracedArtist } from '../../../trace.ts'
import { Placing } from '../placing.ts'
import type { Drawing, Proposer } from '../proposal.ts'
import { type Change, inTurns } from '../turns.ts'
import { type DrawnLine, drawnLines } from './lines.ts'
import { type Pair, pairTexts, saysSame } from './pairs.ts'
import { literalsOf, saying } from './places.ts'
import { readingFor } from './reading.ts'
import { slotChanges } from './slots.ts'

const LONGEST = 200

/** Texts of the program take the strings that were read in their places; what was read and has a slot is added. */
export const words: Proposer = async function* (drawing, { observation }, lab) {
  if (!observation || observation.texts.length === 0) return
  yield* inTurns('word', drawing, async (now) => wordChanges(now, observation, await lab.literals(now.code)))
}

/** In the order of the drawing. */
export function wordChanges(
  drawing: Pick<Drawing, 'code' | 'trace' | 'score'>,
  observation: NonNullable<Parameters<Proposer>[1]['observation']>,
  literals: readonly Literal[],
): Change[] {
  const lines = drawnLines(drawing.trace, new Placing(drawing, observation))
  const texts = observation.texts.filter(({ text }) => text.trim() !== '' && text.length <= LONGEST)
  const pairs = pairTexts(lines, texts)
  const wrong = pairs.filter(({ drawn, read }) => !saysSame(drawn, read))
  const changes = wrong.flatMap((pair) => changesOf(pair, wrong, lines, literals, drawing.trace.artists))
  const paired = new Set(pairs.map(({ read }) => read))
  return [...changes, ...slotChanges(drawing, observation, literals, paired)]
}

function changesOf(
  { drawn, read }: Pair,
  wrong: readonly Pair[],
  lines: readonly DrawnLine[],
  literals: readonly Literal[],
  artists: readonly TracedArtist[],
): Change[] {
  const reading = readingFor(drawn.text, read)
  if (!reading) return []
  const { text: said, sure } = reading
  if (isTaken(drawn, said, wrong, lines)) return []
  return literalsOf(drawn, literals, artists).map((places, option) => ({
    key: `${drawn.artist.id} ${drawn.text} → ${said} in ${places.length}`,
    edits: places.map((literal) => saying(literal, drawn, said)),
    within: sure && option === 0 ? ['all'] : [],
  }))
}

/** Two categories of one name would become one. */
function isTaken(drawn: DrawnLine, said: string, wrong: readonly Pair[], lines: readonly DrawnLine[]): boolean {
  if (drawn.artist.role !== 'tick') return false
  return lines.some(
    (other) =>
      other.artist.role === 'tick' &&
      other.artist.axes === drawn.artist.axes &&
      other.text === said &&
      !wrong.some((pair) => pair.drawn === other),
  )
}
