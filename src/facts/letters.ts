import type { Point, TracedArtist, TracedFigure } from '../trace.ts'
import { Names } from './names.ts'
import { scenesOf } from './scene.ts'

/** Ends and corners of one axes; of more, letters name few. */
const MOST_PLACES = 300

/** Letters that stand beside vertices, for what no fact is about: the edges of a solid, say. Read when first asked. */
export class Letters {
  readonly #figure: TracedFigure
  #names: Map<string, Names> | null = null

  constructor(figure: TracedFigure) {
    this.#figure = figure
  }

  /** `ABC` where every point of an artist has a letter, else `''`. */
  of({ axes, data }: TracedArtist, points: readonly Point[]): string {
    if (data.system !== 'data' || points.length < 2 || axes === null) return ''
    this.#names ??= this.#read()
    const letters = this.#names.get(axes)?.ofPolygon(points.map(([x = 0, y = 0]) => [x, y])) ?? ''
    // As facts name segments: AB, never BA.
    return points.length === 2 && letters.length === 2 ? [...letters].sort().join('') : letters
  }

  #read(): Map<string, Names> {
    return new Map(
      scenesOf(this.#figure).flatMap((scene) => {
        const { axes, segments, paths, polygons, texts } = scene
        const places = [
          ...segments.flatMap(({ from, to }) => [from, to]),
          ...[...paths, ...polygons].flatMap(({ points }) => points),
        ]
        const few = places.length <= MOST_PLACES && texts.length > 0 && axes.projection === 'rectilinear'
        return few ? [[axes.id, new Names(scene, places)] as const] : []
      }),
    )
  }
}
