import { rounded } from '../../../measured/rounding.ts'
import { valueAt } from '../../../measured/sides.ts'
import type { Side } from '../../../observation.ts'
import { pythonNumber } from '../../../python/literal.ts'
import type { Literal } from '../../../python/protocol.ts'
import type { TracedAxes } from '../../../trace.ts'
import type { StepEdit } from '../../protocol.ts'
import type { Placing } from '../placing.ts'
import { Program } from '../program.ts'
import type { Drawing } from '../proposal.ts'
import type { Change } from '../turns.ts'
import { written } from './rounding.ts'

type Way = 'x' | 'y'

/** Pixels by which an end of a side is uncertain, and from which on it is another one than is drawn. */
const ERROR_PX = 0.6
const CLEARLY_PX = 2.5
/** Pixels by which the area that was read may be another than the drawn one. */
const ASIDE_PX = 3
/** Share of the range, too. */
const CLEARLY = 0.008
/** Pixels by which the ticks of a side may lie off its map. */
const TRUSTED = 1

/**
 * Limits of axes that differ clearly from those of the picture: in the program's own literals, else, where its data are
 * `settled` as the picture has them, in a new statement.
 */
export function limitChanges(
  drawing: Pick<Drawing, 'code' | 'trace'>,
  literals: readonly Literal[],
  placing: Placing,
  settled: (axes: string) => boolean,
): Change[] {
  const program = Program.read(drawing.code)
  return [...placing.panels.values()].flatMap((panel) =>
    (['x', 'y'] as const).flatMap((way): Change[] => {
      const { frame, axes } = panel
      const side = axes[way]
      const [x0, y0, x1, y1] = axes.box
      const ends = side && endsOf(side, way === 'x' ? [x0, x1] : [y1, y0])
      if (!side || !ends || !frame.decorated || frame[way].scale !== 'linear') return []
      // Of axes that are partly seen the area that was read is smaller.
      if (placing.ends(panel).some((off, i) => i % 2 === (way === 'x' ? 0 : 1) && Math.abs(off) > ASIDE_PX)) return []
      const range = Math.abs(ends[1].value - ends[0].value)
      const limit = Math.max(CLEARLY_PX * Math.abs(side.a), CLEARLY * range)
      const wrong = ends.map(({ value }, i) => Math.abs(value - frame[way].limits[i]!) > limit)
      if (!wrong.some(Boolean)) return []
      const key = `${frame.id} ${way} ${ends.map(({ text }) => text).join()}`
      const own = limitsIn(literals, way, frame, drawing.trace.axes.length === 1)
      if (own) {
        const edits = own.flatMap((literal, i): StepEdit[] => {
          const { line, column, text: from } = literal
          const [to = null] = written([{ value: ends[i]!.value, se: ERROR_PX * Math.abs(side.a) }], [literal])
          return wrong[i] && to !== null ? [{ line, column, from, to, reason: `limit-${way}`, detail: to }] : []
        })
        return edits.length > 0 ? [{ key, edits, within: ['all', frame.id] }] : []
      }
      // matplotlib's own limits follow the data, and come right with them.
      const slot = settled(frame.id) && frame.aspect === 'auto' && program?.slot(drawing.trace, frame.id)
      if (!program || !slot) return []
      const method = slot.axes === program.pyplot ? `${way}lim` : `set_${way}lim`
      const detail = ends.map(({ text }) => text).join(', ')
      const edit = program.insertAfter(slot, `${slot.axes}.${method}(${detail})`)
      return [{ key, edits: [{ ...edit, reason: `limit-${way}`, detail }], within: [] }]
    }),
  )
}

/** Values at both ends of a linear side, from left to right and from bottom to top. */
function endsOf(side: Side, pixels: readonly [number, number]) {
  if (side.kind !== 'linear' || side.residualPx > TRUSTED || side.ticks.length < 3) return null
  const error = ERROR_PX * Math.abs(side.a)
  return pixels.map((px) => {
    const value = valueAt(side, px)
    const tick = side.ticks.find((one) => Math.abs(one.value - value) <= 2 * error)
    const one = rounded([tick?.value ?? value], [tick ? error / 100 : error])
    return { value, text: pythonNumber(one.values[0]!, Math.min(12, one.decimals)) }
  }) as [End, End]
}

interface End {
  readonly value: number
  readonly text: string
}

/** The two literals that set these limits, lower first. */
function limitsIn(
  literals: readonly Literal[],
  way: Way,
  frame: TracedAxes,
  alone: boolean,
): readonly [Literal, Literal] | null {
  const drawn = frame[way].limits
  const at = (end: 0 | 1) =>
    literals.filter((literal) => literal.value === drawn[end] && literal.role === 'limit' && isLimit(literal, way, end))
  const [low, high] = [at(0), at(1)]
  // Axes of one grid may be set alike: then whose they are is not told.
  if (low.length !== 1 || high.length !== 1 || low[0] === high[0]) return null
  return alone || low[0]!.callLine === high[0]!.callLine ? [low[0]!, high[0]!] : null
}

const NAMES = {
  x: [
    ['left', 'xmin'],
    ['right', 'xmax'],
  ],
  y: [
    ['bottom', 'ymin'],
    ['top', 'ymax'],
  ],
} as const

function isLimit({ call, argument, path }: Literal, way: Way, end: 0 | 1): boolean {
  const method = call?.split('.').at(-1) ?? ''
  if (method === `set_${way}lim` || method === `${way}lim`) {
    if (path.length > 0) return path.at(-1) === end
    return (
      argument === end || (typeof argument === 'string' && (NAMES[way][end] as readonly string[]).includes(argument))
    )
  }
  if (method === 'axis') return argument === 0 && path[0] === end + (way === 'x' ? 0 : 2)
  return argument === `${way}lim` && path.at(-1) === end
}
