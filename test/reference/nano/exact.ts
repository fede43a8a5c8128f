/**
 * Whether two traces show the same: the same visible artists and strings; whole numbers equal, others within half a
 * percent of their range; wedges as shares, curves as curves, the figure's size by its aspect; colours that nobody tells
 * apart.
 */
import { differenceCiede2000, parse } from 'culori'
import type { Point, TracedArtist, TracedAxes, TracedFigure } from '../../../src/trace.ts'

/** Share of the range. */
const NEAR = 0.005
/** Of CIEDE2000. */
const SAME_COLOUR = 5
/** From so many points on, and where their numbers differ, a line is compared as it is drawn. */
const CURVE = 25

const distance = differenceCiede2000()

/** What differs, in words; empty where the second shows what the first does. */
export function differences(truth: TracedFigure, found: TracedFigure): string[] {
  const aspect = (truth.width * found.height) / (truth.height * found.width)
  if (Math.abs(aspect - 1) > 2 * NEAR) return [`aspect ${aspect.toFixed(3)}`]
  const [axes, others] = [truth.axes, found.axes].map((all) => all.filter(({ visible }) => visible)) as [
    TracedAxes[],
    TracedAxes[],
  ]
  if (axes.length !== others.length) return [`${others.length} axes for ${axes.length}`]
  const said = axes.flatMap((one, index) => axesDiffer(one, others[index]!))
  const left = shown(found)
  for (const artist of shown(truth)) {
    const same = left.findIndex((other) => artistsAgree(artist, other, truth, found))
    if (same < 0) said.push(`missing ${nameOf(artist)}`)
    else left.splice(same, 1)
  }
  return [...said, ...left.map((artist) => `too much: ${nameOf(artist)}`)]
}

/** Whether the second has the kinds of artists that the first has, as many of each, whatever their numbers. */
export function hasStructureOf(truth: TracedFigure, found: TracedFigure): boolean {
  const kinds = (figure: TracedFigure) =>
    shown(figure)
      .filter(({ role }) => role === 'data')
      .map(({ kind, data, style }) => [kind, data.shape, style.fill === 'none', kind === 'line' && style.dash].join())
      .sort()
      .join(' ')
  return kinds(truth) === kinds(found)
}

const nameOf = ({ type, data, role }: TracedArtist) => `${role} ${type} ${data.text ?? ''}`.trim()

/** Ticks, grids and frames are told by the axes. */
const shown = (figure: TracedFigure): TracedArtist[] =>
  figure.artists.filter(
    ({ visible, clipped, role, path }) =>
      visible && clipped !== 'wholly' && path.box !== null && ['data', 'title', 'label', 'legend'].includes(role),
  )

function axesDiffer(a: TracedAxes, b: TracedAxes): string[] {
  const said: string[] = []
  if (a.decorated !== b.decorated) said.push(b.decorated ? 'axes are drawn' : 'axes are not drawn')
  for (const side of ['x', 'y'] as const) {
    const [one, other] = [a[side], b[side]]
    const range = Math.abs(one.limits[1] - one.limits[0])
    const worst = Math.max(...one.limits.map((limit, end) => Math.abs(limit - other.limits[end]!)))
    if (a.decorated && (worst > 2 * NEAR * range || one.scale !== other.scale)) said.push(`limits of ${side}`)
    if (a.decorated && one.grid !== other.grid) said.push(`grid of ${side}`)
    const texts = (ticks: typeof one.ticks) => ticks.map(({ text }) => text).join('|')
    if (a.decorated && texts(one.ticks) !== texts(other.ticks)) said.push(`tick labels of ${side}`)
  }
  return said
}

function artistsAgree(a: TracedArtist, b: TracedArtist, truth: TracedFigure, found: TracedFigure): boolean {
  if (a.kind !== b.kind || (a.data.text ?? '').trim() !== (b.data.text ?? '').trim()) return false
  // A title or a label is where matplotlib puts it.
  if (a.kind === 'text' && a.role !== 'data') return true
  if (!coloursAgree(a.style.colour, b.style.colour) || !coloursAgree(a.style.fill, b.style.fill)) return false
  if (a.style.dash !== b.style.dash || a.style.marker?.shape !== b.style.marker?.shape) return false
  const frames = [frameOf(a, truth), frameOf(b, found)] as const
  if (a.data.angles && b.data.angles) {
    return a.data.angles.every((angle, end) => turn(angle - b.data.angles![end]!) <= 360 * NEAR)
  }
  const [points, others] = [a.data.points ?? [], b.data.points ?? []]
  const isCurve = a.kind === 'line' && (points.length !== others.length || points.length > CURVE)
  // Without decoration nobody can tell the units.
  if (isCurve || a.kind === 'text' || !frames[0]?.decorated) return drawnAgree(a, b, truth, found)
  return pointsAgree(points, others, frames[0])
}

const frameOf = ({ axes }: TracedArtist, { axes: all }: TracedFigure) => all.find(({ id }) => id === axes)

const turn = (angle: number) => Math.abs(((((angle + 180) % 360) + 360) % 360) - 180)

function coloursAgree(a: string, b: string): boolean {
  if (a === b) return true
  if (a === 'none' || b === 'none') return false
  const [one, other] = [parse(a.slice(0, 7)), parse(b.slice(0, 7))]
  return one !== undefined && other !== undefined && distance(one, other) <= SAME_COLOUR
}

function pointsAgree(points: readonly Point[], others: readonly Point[], axes: TracedAxes): boolean {
  if (points.length !== others.length) return false
  const ranges = [axes.x, axes.y].map(({ limits }) => Math.abs(limits[1] - limits[0]))
  return points.every((point, index) =>
    point.every((value, at) => {
      const off = Math.abs(value - others[index]![at]!)
      return Number.isInteger(value) ? off < 1e-6 : off <= NEAR * (ranges[at] ?? 1)
    }),
  )
}

/** As drawn: each place of one is near a place of the other, both ways, as a share of the figure's longer side. */
function drawnAgree(a: TracedArtist, b: TracedArtist, truth: TracedFigure, found: TracedFigure): boolean {
  if (a.kind === 'text') {
    const centre = ({ path }: TracedArtist, side: number) => {
      const [x0, y0, x1, y1] = path.box!
      return [(x0 + x1) / 2 / side, (y0 + y1) / 2 / side] as const
    }
    const [p, q] = [centre(a, longer(truth)), centre(b, longer(found))]
    return Math.hypot(p[0] - q[0], p[1] - q[1]) <= 2 * NEAR
  }
  const [one, other] = [places(a, longer(truth)), places(b, longer(found))]
  const reach = (from: Place[], to: Place[]) =>
    Math.max(...from.map(([x, y]) => Math.min(...to.map(([u, v]) => Math.hypot(x - u, y - v)))))
  return one.length > 0 && other.length > 0 && Math.max(reach(one, other), reach(other, one)) <= NEAR
}

type Place = readonly [number, number]
const longer = ({ width, height }: TracedFigure) => Math.max(width, height)
/** Places along an outline, as shares of the longer side. */
const STEP = 0.002

function places({ path }: TracedArtist, side: number): Place[] {
  const all: Place[] = []
  for (const { lines, at = [[0, 0]] } of path.shapes) {
    for (const shift of at) {
      for (const line of lines) {
        for (const [index, point] of line.entries()) {
          const from = line[index - 1] ?? point
          const pieces = Math.max(1, Math.ceil(Math.hypot(point[0]! - from[0]!, point[1]! - from[1]!) / (STEP * side)))
          for (let piece = 1; piece <= pieces; piece++) {
            const along = (axis: 0 | 1) => from[axis]! + ((point[axis]! - from[axis]!) * piece) / pieces + shift[axis]!
            all.push([along(0) / side, along(1) / side])
          }
        }
      }
    }
  }
  return all
}
