import type { Observation } from '../../../observation.ts'
import type { Literal } from '../../../python/protocol.ts'
import type { TracedFigure } from '../../../trace.ts'
import type { RefineReason, StepEdit } from '../../protocol.ts'
import { Placing } from '../placing.ts'
import type { Drawing, Lab, Proposer } from '../proposal.ts'
import { type Change, inTurns } from '../turns.ts'
import { type DrawnSeries, drawnSeries, type Name } from './drawn.ts'
import { limitChanges } from './limits.ts'
import { type Item, movers } from './nudges.ts'
import type { Reading } from './reading.ts'
import { readingsOf } from './readings.ts'
import { written } from './rounding.ts'
import { areShares, writtenShares } from './shares.ts'
import { sourceOf } from './sources.ts'

type Drawn = Pick<Drawing, 'code' | 'trace' | 'score'>

/** Numbers of the program take the values that were measured in the picture: data, shares, shapes, limits of axes. */
export const measured: Proposer = async function* (drawing, { observation }, lab) {
  if (!observation || (observation.marks.length === 0 && observation.axes.length === 0)) return
  yield* inTurns('number', drawing, (now) => measuredChanges(now, observation, lab))
}

/** In the order of the drawing. */
export async function measuredChanges(drawing: Drawn, observation: Observation, lab: Lab): Promise<Change[]> {
  const literals = await lab.literals(drawing.code)
  const placing = new Placing(drawing, observation)
  const all = drawnSeries(drawing.trace)
  const changes: Change[] = []
  const claimed = new Set<Literal>()
  const left: Item[] = []
  const seen = new Set<string>()
  for (const series of all) {
    const readings = readingsOf(series, all, placing, observation)
    if (Object.values(readings).some((column) => column.every((one) => one !== null)))
      for (const { id } of series.artists) seen.add(id)
    for (const [name, column] of Object.entries(readings) as [Name, (Reading | null)[]][]) {
      const source = sourceIn(series, name, literals)
      for (const literal of source ?? []) claimed.add(literal)
      if (source) {
        const texts = name === 'share' ? writtenShares(column, source) : written(column, source)
        texts.forEach((text, i) => {
          if (text !== null) changes.push(changeOf(series, name, source[i]!, text, placing))
        })
      } else if (name !== 'share') {
        column.forEach((reading, index) => {
          if (reading) left.push({ series, name, index, reading })
        })
      }
    }
  }
  const moved = await movers(
    drawing.code,
    left,
    literals.filter((literal) => !claimed.has(literal)),
    lab,
  )
  for (const { literal, text, item } of moved) changes.push(changeOf(item.series, item.name, literal, text, placing))
  const settled = (axes: string) =>
    !changes.some(({ within }) => within.includes(axes)) && isMeasured(drawing.trace, axes, seen)
  return [...changes, ...limitChanges(drawing, literals, placing, settled)]
}

/** Whether all data of some axes were measured, as far as they can move its limits. */
function isMeasured({ artists }: TracedFigure, axes: string, seen: ReadonlySet<string>): boolean {
  const own = artists.filter((artist) => artist.axes === axes && artist.role === 'data' && artist.visible)
  return own.every(({ id, kind, data }) => kind === 'text' || data.system !== 'data' || seen.has(id))
}

function sourceIn(series: DrawnSeries, name: Name, literals: readonly Literal[]): readonly Literal[] | null {
  const drawn = series.columns[name]!
  const fits = (values: readonly number[]) =>
    name === 'share' ? areShares(values, drawn) : values.every((value, i) => isClose(value, drawn[i]!))
  return sourceOf(series, name, drawn.length, literals, fits)
}

const isClose = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a))

function changeOf({ axes, key }: DrawnSeries, name: Name, literal: Literal, to: string, placing: Placing): Change {
  const { line, column, text: from } = literal
  const edit: StepEdit = { line, column, from, to, reason: reasonOf(name, placing.panels.has(axes)), detail: to }
  return { key: `${key} ${name} ${line} ${column} ${to}`, edits: [edit], within: ['all', axes, key] }
}

function reasonOf(name: Name, calibrated: boolean): RefineReason {
  if (name === 'share') return 'measured-share'
  if (!calibrated || name === 'radius') return 'measured-place'
  return name === 'x' || name === 'width' ? 'measured-x' : 'measured-y'
}
