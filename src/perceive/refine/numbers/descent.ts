/** Searches by what numbers are known to move, which costs no drawing: one after another takes the value on its grid that gains most, until none gains enough. */
import type { Fit, Moves } from './fit.ts'
import { listOf, onGrid, type Parameter } from './parameters.ts'

const MOST_MOVES = 80
/** Hops by how many samples and parameters there are, so that all take about as long. */
const HOPS = { work: 200_000, least: 8, most: 60 }
const HOPPING = 3
/** Least squares between a hop and the way down. */
const STEPS = 3
/** Of the samples, what moves more moves everything. */
const GLOBAL = 0.7
/** Numbers of a list that may be in even steps. */
const LEAST_EVEN = 4
const MOST_TRIES = 30
/** Next units, which a stride may leap over. */
const CLOSE = 4
/** Of the samples that a parameter moves, pixels each, that a move must gain. */
const LEAST_EACH = 0.05
const LEAST = 3

export function descend(fit: Fit, parameters: readonly Parameter[], moves: readonly Moves[]): void {
  const open = parameters.map((_, i) => i).filter((i) => fit.canSee(i))
  const known = new Map<number, { gain: number; by: number }>()
  for (let turn = 0; turn < MOST_MOVES; turn++) {
    let best = { gain: 0, parameter: -1, by: 0 }
    for (const i of open) {
      const told = known.get(i) ?? bestOf(fit, parameters[i]!, i, moves[i]!)
      known.set(i, told)
      if (told.gain > best.gain) best = { ...told, parameter: i }
    }
    if (best.parameter >= 0) {
      fit.move(best.parameter, best.by)
      for (const i of open) if (fit.share(i, best.parameter)) known.delete(i)
    } else {
      if (!tryPairs(fit, parameters, moves, open)) return
      known.clear()
    }
  }
}

function bestOf(fit: Fit, parameter: Parameter, index: number, moves: Moves): { gain: number; by: number } {
  const least = LEAST + LEAST_EACH * (moves.samples.length + moves.texts.length)
  let best = { gain: 0, by: 0 }
  for (const by of tries(fit, parameter, index, moves)) {
    const gain = fit.gain(index, by) - least
    if (gain > best.gain) best = { gain, by }
  }
  return best
}

/**
 * `descend`, and as long as much is off again from other places: with lists in even steps, with what moves nearly
 * everything set elsewhere and the rest fitted to that, and from near the best. The best is kept.
 */
export function search(fit: Fit, parameters: readonly Parameter[], moves: readonly Moves[]): Fit {
  const open = parameters.map((_, i) => i).filter((i) => fit.canSee(i))
  const isGlobal = (i: number) => moves[i]!.samples.length > GLOBAL * fit.count
  const [all, parts] = [open.filter(isGlobal), open.filter((i) => !isGlobal(i))]
  const even = evenLists(parameters, fit.values)
  let best = fit.copy()
  const take = (next: Fit) => {
    descend(next, parameters, moves)
    if (next.wholeTotal < best.wholeTotal) best = next
  }
  descend(best, parameters, moves)
  if (even.length > 0 && !best.isSettled) {
    const next = fit.copy()
    for (const { index, value } of even) next.move(index, value - parameters[index]!.value - next.values[index]!)
    take(next)
  }
  const lot = drawLots()
  const pick = (some: readonly number[]) => some[Math.floor(lot() * some.length)]!
  const hops = Math.min(HOPS.most, Math.max(HOPS.least, HOPS.work / (fit.count * moves.length)))
  for (let hop = 0; hop < hops && open.length > 1 && !best.isSettled; hop++) {
    const next = hop % 2 === 0 ? fit.copy() : best.copy()
    if (all.length > 0 && hop % 4 < 3) {
      for (let k = 0; k <= hop % 2; k++) {
        const i = pick(all)
        next.move(i, pick([-3, -2, -1, 1, 2, 3]) * parameters[i]!.unit)
      }
      for (let k = 0; k < STEPS && next.step(parts); k++);
      for (const i of parts) {
        const { value } = parameters[i]!
        next.move(i, onGrid(parameters[i]!, value + next.values[i]!) - value - next.values[i]!)
      }
    } else {
      for (let k = 0; k < HOPPING; k++) {
        const i = pick(open)
        const ways = tries(next, parameters[i]!, i, moves[i]!)
        if (ways.length > 0) next.move(i, pick(ways.slice(0, 6)))
      }
    }
    take(next)
  }
  return best
}

/** What most of a list is in steps of, for those of its numbers that are not: `[0, 1, 3, 3]` is better [0, 1, 2, 3]. */
function evenLists(
  parameters: readonly Parameter[],
  moved: Float64Array,
): readonly { readonly index: number; readonly value: number }[] {
  const lists = new Map<string, { index: number; at: number; value: number }[]>()
  parameters.forEach((parameter, index) => {
    const at = parameter.literal.path.at(-1)
    if (at === undefined) return
    const key = listOf(parameter)
    lists.set(key, [...(lists.get(key) ?? []), { index, at, value: parameter.value + moved[index]! }])
  })
  return [...lists.values()].flatMap((list) => {
    if (list.length < LEAST_EVEN) return []
    let best = { count: 0, start: 0, step: 0 }
    for (const one of list) {
      for (const two of list) {
        if (two.at <= one.at) continue
        const step = (two.value - one.value) / (two.at - one.at)
        const start = one.value - step * one.at
        const count = list.filter(({ at, value }) => Math.abs(start + step * at - value) < 1e-9).length
        if (step !== 0 && count > best.count) best = { count, start, step }
      }
    }
    const { count, start, step } = best
    return count < Math.max(3, list.length / 2)
      ? []
      : list.map(({ index, at }) => ({ index, value: start + step * at }))
  })
}

/** The same ones each time. */
function drawLots(): () => number {
  let state = 12_345
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state / 2 ** 32
  }
}

/** Two at once, by few units each, where neither gains alone; true when some did. */
function tryPairs(
  fit: Fit,
  parameters: readonly Parameter[],
  moves: readonly Moves[],
  open: readonly number[],
): boolean {
  let best = { gain: 0, one: 0, by: 0, two: 0, also: 0 }
  const near = (i: number) =>
    [-2, -1, 1, 2]
      .map((units) => units * parameters[i]!.unit)
      .filter((by) => Math.abs(fit.values[i]! + by) <= parameters[i]!.reach)
  for (const one of open) {
    const least = LEAST + LEAST_EACH * (moves[one]!.samples.length + moves[one]!.texts.length)
    for (const by of near(one)) {
      const first = fit.gain(one, by)
      // What costs far too much is not made good by another.
      if (first < -0.5 * fit.total) continue
      fit.move(one, by)
      for (const two of open) {
        if (two === one || !fit.share(one, two)) continue
        for (const also of near(two)) {
          const gain = first + fit.gain(two, also) - least - LEAST
          if (gain > best.gain) best = { gain, one, by, two, also }
        }
      }
      fit.move(one, -by)
    }
  }
  if (best.gain <= 0) return false
  fit.move(best.one, best.by)
  fit.move(best.two, best.also)
  return true
}

/** Ways from where a parameter is to where it may go. */
export function tries(
  fit: Fit,
  parameter: Parameter,
  index: number,
  { sampleWays, textWays }: Moves,
): readonly number[] {
  const { unit, reach, value } = parameter
  let far = 0
  for (const ways of [sampleWays, textWays])
    for (let k = 0; k < ways.length; k += 2) far = Math.max(far, Math.hypot(ways[k]!, ways[k + 1]!))
  if (far === 0) return []
  const stride = Math.max(1, Math.ceil(1 / (far * unit)), Math.ceil(reach / unit / MOST_TRIES))
  const moved = fit.values[index]!
  const found: number[] = []
  const add = (units: number) => {
    const to = onGrid(parameter, value + moved + units * unit) - value
    if (Math.abs(to) <= reach && to !== moved) found.push(to - moved)
  }
  const count = Math.ceil((2 * reach) / unit / stride)
  for (let k = 1; k <= count; k++) for (const sign of [-1, 1]) add(sign * k * stride)
  if (stride > 1) for (let k = 1; k <= CLOSE; k++) for (const sign of [-1, 1]) add(sign * k)
  return found
}
