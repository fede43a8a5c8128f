import { plain } from '../../../fidelity/labels.ts'
import type { Box, TracedArtist, TracedFigure } from '../../../trace.ts'
import type { Placing } from '../placing.ts'

/** A line of text that the program draws. */
export interface DrawnLine {
  readonly artist: TracedArtist
  readonly text: string
  /** Which of the artist's lines it is, of how many. */
  readonly index: number
  readonly of: number
  /** Where the picture may have it, in its pixels. */
  readonly boxes: readonly Box[]
}

/** The lines of text that are seen, but for formulas: what is read of these is no source text. */
export function drawnLines(trace: TracedFigure, placing: Placing): DrawnLine[] {
  return trace.artists.flatMap((artist) => {
    const { box } = artist.path
    const text = artist.data.text ?? ''
    if (artist.kind !== 'text' || !artist.visible || artist.clipped === 'wholly' || !box || isFormula(text)) return []
    const upright = isUpright(text, box)
    const lines = text.split('\n')
    return lines.flatMap((line, index): DrawnLine[] => {
      if (plain(line) === '') return []
      const own = part(box, index, lines.length, upright)
      return [{ artist, text: line, index, of: lines.length, boxes: placing.boxes(artist, own) }]
    })
  })
}

/** Two dollars that are not escaped make one. */
export function isFormula(text: string): boolean {
  return (text.match(/(?<!\\)\$/g) ?? []).length >= 2
}

/** Letters are taller than wide, so of one or two nothing can be told: they are upright. */
function isUpright(text: string, [x0, y0, x1, y1]: Box): boolean {
  return plain(text).length < 3 || x1 - x0 >= y1 - y0 || text.includes('\n')
}

function part([x0, y0, x1, y1]: Box, index: number, of: number, upright: boolean): Box {
  if (!upright) return [x0 + ((x1 - x0) * index) / of, y0, x0 + ((x1 - x0) * (index + 1)) / of, y1]
  return [x0, y0 + ((y1 - y0) * index) / of, x1, y0 + ((y1 - y0) * (index + 1)) / of]
}
