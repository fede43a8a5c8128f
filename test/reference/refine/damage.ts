/** Programs with wrong numbers: which literals are worth damaging, and how they are damaged. */

import type { Lab } from '../../../src/perceive/refine/proposal.ts'
import { applyEdits, type PlacedEdit } from '../../../src/python/edits.ts'
import type { Literal } from '../../../src/python/protocol.ts'
import type { TracedFigure } from '../../../src/trace.ts'

/** Numbers that say where and how large something is; counts, sizes, indices and the figure's own are left alone. */
const ROLES: ReadonlySet<string> = new Set(['value', 'limit', 'tick', 'angle', 'bar-width'])
/** Pixels that a literal's change by a tenth must move ink, and that a restored one may leave it away. */
const MOVES = 1
const SHARE = 0.4

export interface Damage {
  readonly code: string
  readonly literals: readonly { readonly literal: Literal; readonly wrong: string }[]
}

export const isInteger = ({ text }: Literal) => /^[+-]?\s*\d+$/.test(text)
const decimals = (text: string) => text.split('.')[1]?.length ?? 0
const written = (value: number, { text }: Literal) => value.toFixed(decimals(text))
const edit = ({ line, column, text }: Literal, to: string): PlacedEdit => ({ line, column, from: text, to })

/** Literals whose change by a tenth (a unit at zero) moves ink. */
export async function movingLiterals(code: string, lab: Lab): Promise<readonly Literal[]> {
  const numbers = (await lab.literals(code)).filter(({ role, value }) => ROLES.has(role) && typeof value === 'number')
  const nudged = numbers.map((literal) => {
    const value = literal.value as number
    return applyEdits(code, [edit(literal, String(value === 0 ? 1 : value * 1.1))]) ?? code
  })
  const [before, ...after] = await lab.trace([code, ...nudged])
  return numbers.filter((_, at) => after[at] && moved(before!, after[at]) >= MOVES)
}

/** Farthest that anything that is data or text has moved, in pixels; infinite where there is something else. */
export function moved(a: TracedFigure, b: TracedFigure | null): number {
  if (b === null) return Number.POSITIVE_INFINITY
  const boxes = ({ artists }: TracedFigure) =>
    artists.filter(({ role }) => role !== 'tick' && role !== 'grid').map(({ path }) => path)
  const [one, two] = [boxes(a), boxes(b)]
  if (one.length !== two.length) return Number.POSITIVE_INFINITY
  let far = 0
  one.forEach((path, at) => {
    const points = pointsOf(path)
    const others = pointsOf(two[at]!)
    if (points.length === others.length) {
      points.forEach(([x, y], i) => {
        far = Math.max(far, Math.hypot(x! - others[i]![0]!, y! - others[i]![1]!))
      })
    } else
      path.box?.forEach((side, i) => {
        far = Math.max(far, Math.abs(side - (two[at]!.box?.[i] ?? side)))
      })
  })
  return far
}

const pointsOf = ({ shapes }: TracedFigure['artists'][number]['path']) =>
  shapes.flatMap(({ lines, at }) => [...(at ?? []), ...(at ? [] : lines.flat())])

/** The same for the same seed. */
export function drawLots(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state / 2 ** 32
  }
}

/** Four in ten of them, at least one, changed by 2 to 20 %, integers by at least 1, zeros by 1; decimals stay as many. */
export function damage(code: string, literals: readonly Literal[], lot: () => number): Damage {
  const order = literals.map((literal) => ({ literal, key: lot() })).sort((a, b) => a.key - b.key)
  const chosen = order.slice(0, Math.max(1, Math.round(SHARE * literals.length))).map(({ literal }) => literal)
  const wrong = chosen.map((literal) => {
    const value = literal.value as number
    const sign = lot() < 0.5 ? -1 : 1
    const share = 0.02 + 0.18 * lot()
    let far = value === 0 ? 1 : Math.abs(value) * share
    if (isInteger(literal)) far = Math.max(1, Math.round(far))
    const to = written(value + sign * far, literal)
    return { literal, wrong: to === literal.text ? written(value + sign * 10 ** -decimals(literal.text), literal) : to }
  })
  wrong.sort((a, b) => a.literal.line - b.literal.line || a.literal.column - b.literal.column)
  const damaged = applyEdits(
    code,
    wrong.map(({ literal, wrong }) => edit(literal, wrong)),
  )
  if (damaged === null) throw new Error('the edits do not fit')
  return { code: damaged, literals: wrong }
}

/**
 * Restored literals of a damage: integers equal, other numbers so that putting the right one in moves nothing by a pixel;
 * all of them where the whole drawing is the original's (`whole`), as shares of a pie may be.
 */
export async function restored(
  original: string,
  found: string,
  { literals }: Damage,
  lab: Lab,
): Promise<{ readonly literals: readonly boolean[]; readonly whole: boolean }> {
  const [before, after] = [named(await lab.literals(original)), named(await lab.literals(found))]
  const names = literals.map(({ literal }) => [...before].find(([, one]) => isAt(one, literal))![0])
  const righted = names.map((name) => {
    const one = after.get(name)
    return (one && applyEdits(found, [edit(one, before.get(name)!.text)])) ?? found
  })
  const [whole, drawn, ...others] = await lab.trace([original, found, ...righted])
  if (whole && drawn && moved(whole, drawn) < MOVES) return { literals: literals.map(() => true), whole: true }
  const right = literals.map(({ literal }, i) => {
    const one = after.get(names[i]!)
    if (!one || !drawn) return false
    return one.value === literal.value || (!isInteger(literal) && moved(drawn, others[i] ?? null) < MOVES)
  })
  return { literals: right, whole: false }
}

const isAt = (one: Literal, other: Literal) => one.line === other.line && one.column === other.column

/** Literals by where they stand in calls and lists, since lines and columns change. */
function named(literals: readonly Literal[]): ReadonlyMap<string, Literal> {
  const counts = new Map<string, number>()
  return new Map(
    literals.map((literal) => {
      const { call, argument, name, path } = literal
      const key = JSON.stringify([call, argument, name, path])
      const count = counts.get(key) ?? 0
      counts.set(key, count + 1)
      return [`${key}${count}`, literal]
    }),
  )
}
