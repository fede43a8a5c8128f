/** Searches by what numbers are known to move, which costs no drawing: one after another takes the value on its grid that gains most, until none gains enough. */
import type { Fit, Moves } from './fit.ts'
import { onGrid, type Parameter } from './parameters.ts'

const MOST_MOVES = 80
const HOPS = 12
const HOPPING = 3
const MOST_TRIES = 30
/** Next units, which a stride may leap over. */
const CLOSE = 4
/** Of the samples that a parameter moves, pixels each, that a move must gain. */
const LEAST_EACH = 0.12
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

/** `descend`, and again from places near where it came to rest, as long as much is off. The best is kept. */
export function search(fit: Fit, parameters: readonly Parameter[], moves: readonly Moves[]): Fit {
  let best = fit.copy()
  descend(best, parameters, moves)
  const open = parameters.map((_, i) => i).filter((i) => fit.canSee(i))
  const lot = drawLots()
  for (let hop = 0; hop < HOPS && open.length > 1 && !best.isSettled; hop++) {
    // From the start another way, or from the best a little off.
    const next = hop % 3 === 0 ? fit.copy() : best.copy()
    for (let k = 0; k < HOPPING; k++) {
      const i = open[Math.floor(lot() * open.length)]!
      const ways = tries(next, parameters[i]!, i, moves[i]!)
      const by = hop % 3 === 1 ? fit.values[i]! - next.values[i]! : ways[Math.floor(lot() * Math.min(ways.length, 6))]
      if (by) next.move(i, by)
    }
    descend(next, parameters, moves)
    if (next.wholeTotal < best.wholeTotal) best = next
  }
  return best
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
