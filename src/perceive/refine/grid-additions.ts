import { pythonNumber, pythonString } from '../../python/literal.ts'
import { gridSeen } from './grid.ts'
import { type Look, proposed } from './looks.ts'

/** Levels by which matplotlib's grid differs from white, and share of it that paler ones have. */
const USUAL = 255 - 0xb0
const PALER = 0.85
/** Share of a line that is on where it has no gaps. */
const WHOLE = 0.85

/** Grids at the ticks, along both sides or one. */
export const newGrids: Look = async ({ drawing, sight, program }) =>
  drawing.trace.axes.flatMap((axes) => {
    if (axes.projection !== 'rectilinear' || axes.colourbar || axes.x.grid || axes.y.grid) return []
    const seen = { x: gridSeen(sight, axes, 'x'), y: gridSeen(sight, axes, 'y') }
    const one = seen.x ?? seen.y
    const slot = program.slot(drawing.trace, axes.id)
    if (!one || !slot) return []
    const which = seen.x && seen.y ? 'True' : `axis=${pythonString(seen.x ? 'x' : 'y', program.quote)}`
    const alpha = one.contrast / USUAL
    const options = [
      which,
      ...(one.share < WHOLE ? [`linestyle=${pythonString(one.share < 0.5 ? ':' : '--', program.quote)}`] : []),
      ...(alpha < PALER ? [`alpha=${pythonNumber(Math.max(0.1, alpha), 1)}`] : []),
    ]
    const variants = [...new Set([options.join(', '), which])]
    return variants.flatMap((text) =>
      proposed('add', 'seen', [program.insertAfter(slot, `${slot.axes}.grid(${text})`)], 'grid'),
    )
  })
