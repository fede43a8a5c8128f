import type { Literal } from '../../../python/protocol.ts'
import type { DrawnSeries, Name, Shape } from './drawn.ts'

/** Where a call takes a number: its argument's place and name; of a point inside, which of the two. */
const ARGUMENTS: Readonly<Record<Shape, { readonly [name in Name]?: readonly [number, string, number?] }>> = {
  bar: { x: [0, 'x'], y: [1, 'height'] },
  barh: { x: [1, 'width'], y: [0, 'y'] },
  line: { x: [0, 'x'], y: [1, 'y'] },
  points: { x: [0, 'x'], y: [1, 'y'] },
  pie: { share: [0, 'x'] },
  circle: { x: [0, 'xy', 0], y: [0, 'xy', 1], radius: [1, 'radius'] },
  polygon: { x: [0, 'xy', 0], y: [0, 'xy', 1] },
  rectangle: { x: [0, 'xy', 0], y: [0, 'xy', 1], width: [1, 'width'], height: [2, 'height'] },
}

/** Numbers that are no data. */
const STRUCTURE: ReadonlySet<Literal['role']> = new Set(['count', 'size', 'figure', 'alpha', 'index', 'tick', 'limit'])

export function isData({ value, role }: Literal): boolean {
  return typeof value === 'number' && !STRUCTURE.has(role)
}

/**
 * The literals that a column's numbers stand in, one each: a list, or a column of a list of points, that `fits`. The one
 * in the call comes first; null where none or several may be meant.
 */
export function sourceOf(
  { shape, artists }: DrawnSeries,
  name: Name,
  count: number,
  literals: readonly Literal[],
  fits: (values: readonly number[]) => boolean,
): readonly Literal[] | null {
  const [place, keyword, part] = ARGUMENTS[shape][name]!
  const { line } = artists[0]!
  const rank = ([first]: readonly Literal[]) => {
    const { callLine, argument, path } = first!
    if (callLine !== line) return 0
    const inside = part === undefined || path.at(-1) === part
    return inside && (argument === place || argument === keyword) ? 2 : 1
  }
  const found = lists(literals.filter(isData))
    .filter((list) => list.length === count && fits(list.map(({ value }) => value as number)))
    .map((list) => ({ list, rank: rank(list) }))
    // One number alone is like many others.
    .filter(({ rank }) => count > 1 || rank > 0)
    .sort((a, b) => b.rank - a.rank)
  const [first, second] = found
  return first && first.rank !== second?.rank ? first.list : null
}

/** Numbers in a row of a list, or at the same place of each of its rows; and each by itself. */
function lists(literals: readonly Literal[]): Literal[][] {
  const found: Literal[][] = []
  for (const own of containers(literals)) {
    found.push(...own.map((literal) => [literal]))
    const rows = new Map<string, Literal[]>()
    for (const literal of own) {
      literal.path.forEach((_, depth) => {
        const row = JSON.stringify([depth, ...literal.path.slice(0, depth), null, ...literal.path.slice(depth + 1)])
        rows.set(row, [...(rows.get(row) ?? []), literal])
      })
    }
    found.push(...[...rows.values()].filter(({ length }) => length > 1))
  }
  return found
}

/** Literals of one argument or one variable; a variable that is set again is another one. */
function containers(literals: readonly Literal[]): Literal[][] {
  const found: Literal[][] = []
  const open = new Map<string, { literals: Literal[]; paths: Set<string> }>()
  for (const literal of literals) {
    const { name, call, callLine, argument, path, line } = literal
    const key = JSON.stringify([name, call, callLine, argument, name === null && call === null ? line : 0])
    const at = path.join()
    let own = open.get(key)
    if (!own || own.paths.has(at)) {
      own = { literals: [], paths: new Set() }
      open.set(key, own)
      found.push(own.literals)
    }
    own.literals.push(literal)
    own.paths.add(at)
  }
  return found
}
