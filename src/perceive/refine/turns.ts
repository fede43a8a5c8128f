import type { StepEdit } from '../protocol.ts'
import type { Drawing, Proposal, Proposer } from './proposal.ts'

/** A change that a proposer thinks of. */
export interface Change {
  /** What it is, in other words than where it stands: it is offered once, whatever is kept before. */
  readonly key: string
  readonly edits: readonly StepEdit[]
  /** Names of what it belongs to, widest first: the changes of each are offered together before each by itself. */
  readonly within: readonly string[]
}

/**
 * Offers the changes that `find` sees: all of the widest name together, then each narrower one's, then each alone; after
 * one is kept, what is seen then.
 */
export async function* inTurns(
  kind: Proposal['kind'],
  start: Drawing,
  find: (drawing: Drawing) => Promise<readonly Change[]>,
): ReturnType<Proposer> {
  const offered = new Set<string>()
  let drawing = start
  let changes = await find(drawing)
  for (;;) {
    const next = nextOf(changes, offered)
    if (!next) return
    offered.add(next.name)
    const kept = yield { kind, edits: next.edits }
    if (!kept) continue
    drawing = kept
    changes = await find(drawing)
  }
}

interface Offer {
  readonly name: string
  readonly edits: readonly StepEdit[]
}

function nextOf(changes: readonly Change[], offered: ReadonlySet<string>): Offer | undefined {
  const deepest = Math.max(0, ...changes.map(({ within }) => within.length))
  for (let level = 0; level <= deepest; level++) {
    for (const own of groups(changes, level)) {
      const name = JSON.stringify(own.map(({ key }) => key).sort())
      const edits = merged(own)
      if (edits.length > 0 && !offered.has(name)) return { name, edits }
    }
  }
  return undefined
}

/** Changes of one name at that level; beyond the last level each is alone. */
function groups(changes: readonly Change[], level: number): Change[][] {
  const found = new Map<string, Change[]>()
  // A doubtful one has fewer names, and waits for its own turn.
  for (const change of [...changes].sort((a, b) => b.within.length - a.within.length)) {
    const names = change.within.slice(0, level + 1)
    const name = JSON.stringify(level < change.within.length ? names : [...names, change.key])
    found.set(name, [...(found.get(name) ?? []), change])
  }
  return [...found.values()]
}

/** In the order of the text; of two for one place the first, and none where an edit reaches into another. */
function merged(changes: readonly Change[]): StepEdit[] {
  const edits: StepEdit[] = []
  for (const change of changes) {
    const clash = change.edits.some((one) => edits.some((other) => meet(one, other)))
    if (!clash) edits.push(...change.edits)
  }
  return edits.sort((a, b) => a.line - b.line || a.column - b.column)
}

function meet(a: StepEdit, b: StepEdit): boolean {
  const [first, second] = a.line < b.line || (a.line === b.line && a.column <= b.column) ? [a, b] : [b, a]
  const lines = first.from.split('\n')
  const end = [first.line + lines.length - 1, (lines.length === 1 ? first.column : 0) + lines.at(-1)!.length] as const
  const same = first.line === second.line && first.column === second.column && first.from !== '' && second.from !== ''
  return same || second.line < end[0] || (second.line === end[0] && second.column < end[1])
}
