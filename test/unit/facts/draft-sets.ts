import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Fact, factsOf, refine } from '../../../src/facts/index.ts'
import { stringsFor } from '../../../src/strings/index.ts'
import { CHARTS } from './pictures-charts.ts'
import { FOR_DRAFTS } from './pictures-drafts.ts'
import { FUNCTIONS } from './pictures-functions.ts'
import { SHAPES } from './pictures-shapes.ts'
import { TRACED } from './pictures-traced.ts'

const FOLDER = join(import.meta.dirname, '../../fixtures/drafts')
const PLANT = /\{([^{}]+?)=>([^{}]+?)\}/g
const strings = stringsFor('en')

const facts = new Map(
  [...CHARTS, ...FUNCTIONS, ...SHAPES, ...FOR_DRAFTS, ...TRACED].map(({ name, trace }) => [name, factsOf(trace)]),
)

export function factsFor(picture: string): readonly Fact[] {
  const own = facts.get(picture)
  if (!own) throw new Error(`no picture ${picture}`)
  return own
}

/** Drafts of a file: `## picture`, then the text with its planted errors as `{wrong=>right}`. */
export function draftsIn(file: string): { picture: string; text: string }[] {
  return readFileSync(join(FOLDER, file), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [picture = '', ...lines] = part.split('\n')
      return { picture: picture.trim(), text: lines.join('\n').trim() }
    })
}

export interface Measured {
  readonly pictures: number
  readonly planted: number
  readonly corrected: number
  /** Sentences without a planted error. */
  readonly right: number
  /** What was changed although it is right, or changed to something that is not. */
  readonly damage: readonly string[]
  /** Planted errors that stayed. */
  readonly missed: readonly string[]
}

/** Every planted error alone in an otherwise right draft, then all at once, then none. */
export function measure(file: string): Measured {
  const drafts = draftsIn(file)
  const damage: string[] = []
  const missed: string[] = []
  let planted = 0
  let right = 0
  for (const { picture, text } of drafts) {
    const own = factsFor(picture)
    const good = text.replace(PLANT, '$2')
    right += text.split(/[.!?](?:\s|$)|\n+/).filter((one) => /\p{L}/u.test(one) && !one.includes('=>')).length
    const told = (what: string, { edits }: ReturnType<typeof refine>) =>
      `${picture}: ${what}: ${edits.map(({ from, to, start }) => `${from} → ${to} at ${start}`).join('; ')}`
    const untouched = refine(good, own, strings)
    if (untouched.text !== good) damage.push(told('right draft', untouched))
    const places: { start: number; end: number }[] = []
    let shift = 0
    for (const match of text.matchAll(PLANT)) {
      const [whole, wrong = '', fixed = ''] = match
      planted++
      const at = match.index - shift
      places.push({ start: at, end: at + wrong.length })
      shift += whole.length - wrong.length
      const bad =
        text.slice(0, match.index).replace(PLANT, '$2') +
        wrong +
        text.slice(match.index + whole.length).replace(PLANT, '$2')
      const refined = refine(bad, own, strings)
      if (refined.text === good) continue
      const from = match.index - 25
      missed.push(`${picture}: …${text.slice(Math.max(0, from), match.index + whole.length + 20)}…`)
      if (refined.text !== bad) damage.push(told(`{${wrong}=>${fixed}}`, refined))
    }
    const all = refine(text.replace(PLANT, '$1'), own, strings)
    for (const { from, to, start } of all.edits)
      if (!places.some((place) => start < place.end && start + from.length > place.start))
        damage.push(`${picture}: all: ${from} → ${to} at ${start}`)
  }
  return {
    pictures: new Set(drafts.map(({ picture }) => picture)).size,
    planted,
    corrected: planted - missed.length,
    right,
    damage,
    missed,
  }
}
