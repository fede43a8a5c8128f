import type { Box, DrawnShape, Point, TracedArtist } from '../trace.ts'

/** Drawn outline of an artist as SVG path data, in pixels of its figure. */
export interface Outline {
  readonly d: string
  /** Width of the stroke that was drawn, pixels. */
  readonly width: number
  readonly filled: boolean
  readonly clip: Box | undefined
}

/** Places and points of one artist that are drawn one by one; more are shown by its box. */
const MOST_POINTS = 20_000

const known = new WeakMap<TracedArtist, readonly Outline[]>()

/** Path data of more makes no picture that a person could read, and takes long: boxes stand for it. */
const MOST_DATA = 400_000

/** The outlines of several artists and of parts of others, those of one look as one. */
export function together(artists: readonly TracedArtist[], parts: readonly (readonly Point[])[]): Outline[] {
  const all = [...artists.flatMap(outlinesOf), ...parts.map(partOutline)]
  const long = all.reduce((sum, { d }) => sum + d.length, 0) > MOST_DATA
  const drawn = long ? artists.flatMap(({ path }) => (path.box ? boxed(path.box, path.clip) : [])) : all
  const looks = Map.groupBy(drawn, ({ width, filled, clip }) => `${width} ${filled} ${clip}`)
  return [...looks.values()].map((same) => ({ ...same[0]!, d: same.map(({ d }) => d).join('') }))
}

/** One outline for all shapes of the same width; of texts and pictures the box. */
function outlinesOf(artist: TracedArtist): readonly Outline[] {
  let found = known.get(artist)
  if (!found) {
    found = trace(artist)
    known.set(artist, found)
  }
  return found
}

function trace({ kind, path }: TracedArtist): Outline[] {
  const { box, clip, shapes } = path
  if (box === null) return []
  const points = shapes.reduce((sum, shape) => sum + pointsOf(shape), 0)
  if (kind === 'text' || kind === 'image' || points === 0 || points > MOST_POINTS) return [boxed(box, clip)]
  const kinds = Map.groupBy(shapes, (shape) => `${shape.stroke?.width ?? 0} ${isFilled(shape)}`)
  return [...kinds.values()].map((same) => ({
    d: same.map(pathData).join(''),
    width: same[0]?.stroke?.width ?? 0,
    filled: same.some(isFilled),
    clip,
  }))
}

const boxed = (box: Box, clip: Box | undefined): Outline => ({ d: rectangle(box), width: 2, filled: true, clip })

/** A side as a stroke, a place as a dot. */
function partOutline(points: readonly Point[]): Outline {
  const [[x = 0, y = 0] = []] = points
  const dot = `M${short(x - 5)} ${short(y)}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z`
  return { d: points.length > 1 ? polyline(points, [0, 0]) : dot, width: 2, filled: points.length < 2, clip: undefined }
}

const isFilled = (shape: DrawnShape): boolean =>
  shape.png !== undefined || (shape.fill !== undefined && shape.fill !== 'none')

const pointsOf = ({ lines, at, png }: DrawnShape): number =>
  png ? 4 : lines.reduce((sum, line) => sum + line.length, 0) * (at?.length ?? 1)

function pathData(shape: DrawnShape): string {
  if (shape.png) return shape.box ? rectangle(shape.box) : ''
  return (shape.at ?? [[0, 0]])
    .map((at) => shape.lines.map((line) => polyline(line, at) + (shape.closed ? 'Z' : '')).join(''))
    .join('')
}

function polyline(line: readonly Point[], [dx = 0, dy = 0]: Point): string {
  return line.map(([x = 0, y = 0], i) => `${i === 0 ? 'M' : 'L'}${short(x + dx)} ${short(y + dy)}`).join('')
}

const rectangle = ([x0, y0, x1, y1]: Box): string =>
  `M${short(x0)} ${short(y0)}H${short(x1)}V${short(y1)}H${short(x0)}Z`

const short = (value: number): number => Math.round(value * 10) / 10
