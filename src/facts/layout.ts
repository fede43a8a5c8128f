import type { TracedArtist, TracedFigure } from '../trace.ts'
import type { Ledger, Source } from './fact.ts'

interface Large extends Source {
  readonly name: string
  readonly box: readonly [number, number, number, number]
}

/** Where panels lie to each other: their titles' names, boxes apart by more than a pixel. */
export function addPanels(ledger: Ledger, figure: TracedFigure): void {
  const panels: Large[] = figure.axes
    .filter(
      (axes) =>
        axes.visible &&
        axes.colourbar === undefined &&
        axes.inset === undefined &&
        axes.twin === undefined &&
        axes.title,
    )
    .map((axes) => ({ name: axes.title, box: axes.box, artists: [], lines: [] }))
  if (panels.length < 2 || panels.length > 4 || new Set(panels.map(({ name }) => name)).size < panels.length) return
  relate(ledger, panels, 'boxes of the panels')
}

/** States what lies fully left of or above what, level with it. */
function relate(ledger: Ledger, all: readonly Large[], check: string): void {
  for (const a of all) {
    for (const b of all) {
      if (a === b) continue
      const level = a.box[1] < b.box[3] && b.box[1] < a.box[3]
      const upright = a.box[0] < b.box[2] && b.box[0] < a.box[2]
      if (level && a.box[2] < b.box[0] - 1)
        ledger.add('relation', { a: a.name, relation: 'left of', b: b.name }, check, [a, b])
      if (upright && a.box[3] < b.box[1] - 1)
        ledger.add('relation', { a: a.name, relation: 'above', b: b.name }, check, [a, b])
    }
  }
}

/** Relations of and layers among two to five named shapes. */
export function addShapesLayout(
  ledger: Ledger,
  figure: TracedFigure,
  axes: string,
  names: ReadonlyMap<string, string>,
): void {
  const shapes = figure.artists.flatMap((artist) => {
    const name = names.get(artist.id)
    return artist.axes === axes && name && artist.path.box
      ? [{ name, box: artist.path.box, artist, ...sourceOf(artist) }]
      : []
  })
  const unique = shapes.filter(({ name }) => shapes.filter((other) => other.name === name).length === 1)
  if (unique.length < 2 || unique.length > 5 || unique.length < shapes.length) return
  relate(ledger, unique, 'boxes of the shapes')
  const touching = unique.filter((a) =>
    unique.some(
      (b) =>
        a !== b &&
        isFilled(a.artist) &&
        isFilled(b.artist) &&
        a.box[0] < b.box[2] &&
        b.box[0] < a.box[2] &&
        a.box[1] < b.box[3] &&
        b.box[1] < a.box[3],
    ),
  )
  // Artists come in the order of drawing.
  if (touching.length > 1)
    ledger.add(
      'layers',
      { names: touching.map(({ name }) => name) },
      'order of drawing of filled shapes that meet',
      touching,
    )
}

const isFilled = (artist: TracedArtist): boolean =>
  artist.style.fill !== 'none' && artist.path.shapes.some((shape) => shape.fill)

const sourceOf = (artist: TracedArtist): Source => ({
  artists: [artist.id],
  lines: artist.line === null ? [] : [artist.line],
})
