import { applyEdits } from '../../../python/edits.ts'
import { pythonNumber } from '../../../python/literal.ts'
import type { Literal } from '../../../python/protocol.ts'
import type { Lab } from '../proposal.ts'
import { type DrawnSeries, drawnSeries, type Name } from './drawn.ts'
import type { Reading } from './reading.ts'
import { decimalsOf, written } from './rounding.ts'
import { isData } from './sources.ts'

/** A number that is drawn with what was measured for it. */
export interface Item {
  readonly series: DrawnSeries
  readonly name: Name
  readonly index: number
  readonly reading: Reading
}

/** What a literal should say, and the first of what it moves. */
export interface Moved {
  readonly literal: Literal
  readonly text: string
  readonly item: Item
}

/** Literals that are tried. */
const MOST = 48
/** Standard errors within which what a literal moves agrees. */
const AGREED = 3

/**
 * Which literal moves what was measured, told by tracing the program with each of them nudged: one that brings all that
 * it moves to where it was measured is worth a change.
 */
export async function movers(
  code: string,
  items: readonly Item[],
  literals: readonly Literal[],
  lab: Lab,
): Promise<Moved[]> {
  const drawn = items.map(numberOf)
  const wrong = items.map(({ reading }, i) => Math.abs(reading.value - drawn[i]!) > AGREED * reading.se)
  if (!wrong.some(Boolean)) return []
  const rank = ({ value }: Literal) => (drawn.some((number, i) => wrong[i] && number === value) ? 0 : 1)
  const tried = literals
    .filter(isData)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MOST)
    .map((literal) => ({ literal, ...nudged(code, literal) }))
  const traces = await lab.trace(tried.map(({ code }) => code))
  const found = tried.flatMap(({ literal, step }, at) => {
    const trace = traces[at]
    if (!trace) return []
    const series = new Map(drawnSeries(trace).map((one) => [one.key, one]))
    const slopes = items.map(({ series: { key }, name, index }, i) => {
      const moved = series.get(key)?.columns[name]?.[index]
      return moved === undefined ? 0 : (moved - drawn[i]!) / step
    })
    return explained(literal, items, drawn, slopes, wrong)
  })
  const [taken, kept] = [new Set<Item>(), [] as Moved[]]
  for (const one of found.sort((a, b) => b.moves.length - a.moves.length)) {
    if (one.moves.some((item) => taken.has(item))) continue
    for (const item of one.moves) taken.add(item)
    kept.push(one)
  }
  return kept
}

const numberOf = ({ series, name, index }: Item) => series.columns[name]![index]!

function nudged(code: string, { line, column, text, value }: Literal): { code: string; step: number } {
  const decimals = decimalsOf(text)
  const step = 10 ** -decimals
  const to = pythonNumber((value as number) + step, decimals)
  return { code: applyEdits(code, [{ line, column, from: text, to }]) ?? code, step }
}

/** The literal's change that brings all that it moves to where that was measured; nothing where there is none. */
function explained(
  literal: Literal,
  items: readonly Item[],
  drawn: readonly number[],
  slopes: readonly number[],
  wrong: readonly boolean[],
): (Moved & { readonly moves: readonly Item[] })[] {
  const moved = items.flatMap((item, i) => {
    const slope = slopes[i]!
    if (Math.abs(slope) < 1e-9) return []
    const change = (item.reading.value - drawn[i]!) / slope
    return [{ item, change, se: item.reading.se / Math.abs(slope), wrong: wrong[i]! }]
  })
  const sure = moved.reduce((sum, { se }) => sum + 1 / se ** 2, 0)
  const change = moved.reduce((sum, one) => sum + one.change / one.se ** 2, 0) / sure
  const agreed = moved.every((one) => Math.abs(one.change - change) <= AGREED * one.se)
  if (!agreed || !moved.some((one) => one.wrong)) return []
  const reading = { value: (literal.value as number) + change, se: 1 / Math.sqrt(sure) }
  const [text] = written([reading], [literal])
  const first = moved.find((one) => one.wrong)!.item
  return text ? [{ literal, text, item: first, moves: moved.map(({ item }) => item) }] : []
}
