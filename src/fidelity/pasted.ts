import type { TracedArtist, TracedFigure } from '../trace.ts'
import { type Drawing, INK } from './ink.ts'
import { isSeen, type Placing, placed } from './outlines.ts'

/** So many cells can hold a whole picture. */
const CELLS = 4096
/** Share of the source's ink that one element may explain. */
const MOST = 0.5
/** A map of values fills its area; a pasted picture has the source's paper in it. */
const PAPER = 0.3

/** Whether one image, mesh or set of points of very many cells stands for most of what the source shows: the input, pasted. */
export function isPasted(figure: TracedFigure, place: Placing, { ink, raster }: Drawing): boolean {
  const suspects = figure.artists.filter((artist) => isSeen(artist) && cellsOf(artist) > CELLS)
  if (suspects.length === 0) return false
  const { width, height } = raster
  let all = 0
  for (let i = 0; i < ink.length; i++) if (ink[i]! > INK) all++
  return suspects.some((artist) => {
    const [x0, y0, x1, y1] = placed(artist.path.box!, place)
    let [inked, area] = [0, 0]
    for (let y = Math.max(0, Math.floor(y0)); y < Math.min(height, y1); y++) {
      for (let x = Math.max(0, Math.floor(x0)); x < Math.min(width, x1); x++) {
        area++
        if (ink[y * width + x]! > INK) inked++
      }
    }
    if (inked <= MOST * all) return false
    // Colours given one by one are a picture; values drawn by a scale of colours may be data.
    return !isMapped(artist) || area - inked > PAPER * area
  })
}

function cellsOf({ data, kind, style }: TracedArtist): number {
  if (data.image) return data.image.rows * data.image.columns
  // Curves and contours have many vertices and are no cells.
  const isSet = kind === 'collection' || (kind === 'line' && style.marker !== undefined)
  return isSet ? (data.count ?? Math.max(data.points?.length ?? 0, data.shapes?.length ?? 0)) : 0
}

function isMapped({ data }: TracedArtist): boolean {
  return data.image !== undefined && data.image.range !== null
}
