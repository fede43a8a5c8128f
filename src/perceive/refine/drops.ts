/** Proposes to take out what the source does not show (refinement.md). */
import type { PlacedEdit } from '../../python/edits.ts'
import type { TracedArtist } from '../../trace.ts'
import { gridSeen } from './grid.ts'
import { type Look, proposed, proposerOf, type Scene } from './looks.ts'
import type { Program } from './program.ts'
import type { Proposal } from './proposal.ts'
import type { Span, Statement } from './python-text.ts'
import { likeliest } from './trials.ts'

/** Lists of more entries are data that no one wrote by hand; variants that are traced. */
const MOST_ENTRIES = 30
const MOST_VARIANTS = 60
const THINGS = { bar: 'bar', barh: 'bar', hist: 'bar', pie: 'wedge' } as const

/** What a person would call an artist. */
export function thingOf({ kind, group, data, style, type }: TracedArtist): string {
  const whole = THINGS[group?.kind as keyof typeof THINGS]
  if (whole) return whole
  if (kind === 'text') return 'text'
  if (data.shape === 'circle') return 'circle'
  return type === 'PathCollection' || (style.marker && style.dash === 'none') ? 'point' : 'line'
}

/** Statements of which most of what they draw is not seen, and entries of lists whose absence explains the source better. */
const unseen: Look = async (scene) => {
  const { drawing, program } = scene
  const lost = drawing.trace.artists.filter((one) => isOwn(one) && !scene.isSupported(one.id))
  const many = drawing.trace.artists.filter((one) => one.role === 'data' && (one.data.points?.length ?? 0) > 1)
  const first = lost[0] ?? many.find(({ style, type }) => style.marker || type === 'PathCollection')
  if (!first || (lost.length === 0 && drawing.score.overlay?.unsupported.length === 0)) return []
  const variants = [...statements(scene, lost), ...entries(program, thingOf(first))].slice(0, MOST_VARIANTS)
  return likeliest(drawing.code, scene.base, variants, scene.fit, scene.lab)
}

/** Grids that the source does not have. */
const grids: Look = async ({ drawing, sight, program }) => {
  const drawn = drawing.trace.axes.filter(({ x, y }) => x.grid || y.grid)
  if (drawn.length === 0 || drawn.some((axes) => gridSeen(sight, axes, 'x') || gridSeen(sight, axes, 'y'))) return []
  const made = program.statements.filter((one) => /\.grid\(/.test(program.text(one)))
  return proposed(
    'drop',
    'not-seen',
    made.map((one) => program.remove(one)),
    'grid',
  )
}

export const drops = proposerOf([grids, unseen])

function isOwn({ line, role, kind, path }: TracedArtist): boolean {
  return (
    line !== null && path.box !== null && (role === 'data' || role === 'legend' || (role !== 'tick' && kind === 'text'))
  )
}

function statements({ drawing, program }: Scene, lost: readonly TracedArtist[]): Proposal[] {
  const lines = [...new Set(lost.map(({ line }) => line!))]
  return lines.flatMap((line) => {
    const all = drawing.trace.artists.filter((one) => one.line === line && isOwn(one))
    if (lost.filter((one) => one.line === line).length < 0.5 * all.length) return []
    const statement = program.statementAt(line)
    const edits = statement ? withUses(program, statement).map((one) => program.remove(one)) : []
    return proposed('drop', 'not-seen', edits, thingOf(all[0]!))
  })
}

/** A statement with those after it that use the name that it gives. */
function withUses(program: Program, statement: Statement): readonly Statement[] {
  const name = /^(\w+)\s*,?\s*=(?!=)/.exec(program.text(statement))?.[1]
  if (!name) return [statement]
  const uses = new RegExp(`(?<![\\w.])${name}(?!\\w)`)
  return program.statements.filter(
    (one) => one === statement || (one.from > statement.from && uses.test(program.text(one))),
  )
}

/** One entry less in a list, and at the same place in all lists that are as long. */
function entries(program: Program, thing: string): Proposal[] {
  const lists = program
    .displays()
    .map((open) => ({ open, entries: program.entries(open)! }))
    .filter((list) => list.entries.length <= MOST_ENTRIES)
  const families: (readonly { open: number; entries: readonly Span[] }[])[] = []
  for (const length of new Set(lists.map((list) => list.entries.length))) {
    const alike = lists.filter((list) => list.entries.length === length)
    const outer = alike.filter(
      (list) => !alike.some((other) => other.open < list.open && other.entries.at(-1)!.to > list.open),
    )
    if (outer.length > 1 && length > 2) families.push(outer)
    families.push(...alike.map((one) => [one]))
  }
  return families.flatMap((family) =>
    family[0]!.entries.flatMap((_, i) => {
      const edits: PlacedEdit[] = family.map((list) => program.dropEntry(list.entries, i))
      return proposed('drop', 'not-seen', edits, thing)
    }),
  )
}
