import type { TracedFigure } from '../trace.ts'
import table from './chance.json' with { type: 'json' }
import type { Score } from './types.ts'

/** Kinds of figures with a chance level of their own. */
export type FigureKind = Exclude<keyof typeof table, 'pixels'>

/** The score with its total less what unrelated pictures of that kind of figure get (chance.json, by test/fixtures/fidelity/chance.ts). */
export function corrected(score: Score, trace?: TracedFigure): Score {
  const chance = table[trace === undefined ? 'pixels' : figureKind(trace)]
  return { ...score, corrected: (score.total - chance) / (1 - chance) }
}

/** What most of a figure's data is drawn as. */
export function figureKind({ artists }: TracedFigure): FigureKind {
  const counts = { bar: 0, line: 0, scatter: 0, pie: 0, image: 0, shape: 0 }
  for (const { role, kind, data, style } of artists) {
    if (role !== 'data' || kind === 'text') continue
    if (kind === 'line') counts[style.dash === 'none' && style.marker ? 'scatter' : 'line']++
    else if (kind === 'image') counts.image++
    else if (kind === 'collection') counts[data.image ? 'image' : 'scatter']++
    else if (data.shape === 'wedge') counts.pie++
    else if (data.shape === 'rectangle' && data.values) counts.bar++
    else counts.shape++
  }
  let best: FigureKind = 'shape'
  for (const kind of Object.keys(counts) as (keyof typeof counts)[]) if (counts[kind] > counts[best]) best = kind
  return best
}
