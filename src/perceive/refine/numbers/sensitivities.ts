/** What each number of a program moves, from traces of programs in which it alone is another. */
import { applyEdits } from '../../../python/edits.ts'
import type { TracedFigure } from '../../../trace.ts'
import type { Lab } from '../proposal.ts'
import type { Moves } from './fit.ts'
import type { Rgb } from './ink.ts'
import { listOf, type Parameter } from './parameters.ts'
import { Sampled, type Ways } from './samples.ts'

/** Share of a value that it is nudged by at first. */
const NUDGE = 0.05
/** Pixels: less is lost among the whole pixels that matplotlib draws on, more is no longer straight. */
const LEAST = 4
const MOST = 40
const WANTED = 12
/** Less is no move. */
const STILL = 0.4

const NONE: Moves = {
  samples: new Int32Array(),
  sampleWays: new Float64Array(),
  texts: new Int32Array(),
  textWays: new Float64Array(),
}

/** For each parameter, at these values; one that moves nothing, or breaks the program, has no moves. */
export async function sensitivities(
  code: string,
  parameters: readonly Parameter[],
  values: readonly number[],
  base: Sampled,
  paper: Rgb,
  lab: Lab,
): Promise<readonly Moves[]> {
  // Inwards: beyond the largest of a list a number drags the limits along, as the next largest does not when it shrinks.
  const nudges = parameters.map((parameter, i) => {
    const list = parameters.flatMap((other, k) => (listOf(other) === listOf(parameter) ? [values[k]!] : []))
    const mean = list.reduce((sum, value) => sum + value, 0) / list.length
    return (values[i]! > mean ? -1 : 1) * Math.max(NUDGE * Math.abs(values[i]!), parameter.unit)
  })
  const moves: Moves[] = parameters.map(() => NONE)
  const [figure] = await lab.trace([code])
  // Samples keep the names that they have in the base, wherever the program has them by now.
  const from = figure && new Sampled(figure, paper).movesOf(base)
  if (!from) return moves
  let open = parameters.map((_, i) => i)
  for (let pass = 0; pass < 2 && open.length > 0; pass++) {
    const codes = open.map((i) => withValue(code, parameters[i]!, values[i]! + nudges[i]!))
    const traces = await lab.trace(codes)
    const again: number[] = []
    open.forEach((i, at) => {
      const told = movesBy(traces[at] ?? null, base, from, nudges[i]!, paper)
      if (!told) return
      moves[i] = told.moves
      if (told.far <= STILL || (told.far >= LEAST && told.far <= MOST)) return
      nudges[i] = nudges[i]! * Math.min(10, WANTED / told.far)
      again.push(i)
    })
    open = again
  }
  return moves
}

/** The program with one number, as exact as it comes. */
function withValue(code: string, { literal }: Parameter, value: number): string {
  const { line, column, text } = literal
  const to = value < 0 ? `(${value})` : String(value)
  return applyEdits(code, [{ line, column, from: text, to }]) ?? code
}

function movesBy(
  figure: TracedFigure | null,
  base: Sampled,
  from: Ways,
  nudge: number,
  paper: Rgb,
): { moves: Moves; far: number } | null {
  const ways = figure && new Sampled(figure, paper).movesOf(base)
  if (!ways) return null
  const samples = sparse(ways.samples, from.samples, nudge)
  const texts = sparse(ways.texts, from.texts, nudge)
  const moves = { samples: samples.places, sampleWays: samples.ways, texts: texts.places, textWays: texts.ways }
  return { moves, far: Math.max(samples.far, texts.far) }
}

function sparse(
  ways: Float64Array,
  from: Float64Array,
  nudge: number,
): { places: Int32Array; ways: Float64Array; far: number } {
  const places: number[] = []
  const some: number[] = []
  let far = 0
  for (let i = 0; i < ways.length; i += 2) {
    const [x, y] = [ways[i]! - from[i]!, ways[i + 1]! - from[i + 1]!]
    const way = Math.hypot(x, y)
    far = Math.max(far, way)
    if (way <= STILL) continue
    places.push(i / 2)
    some.push(x / nudge, y / nudge)
  }
  return { places: Int32Array.from(places), ways: Float64Array.from(some), far }
}
