import type { Rgb } from '../../fidelity/ink.ts'
import { applyEdits } from '../../python/edits.ts'
import { pythonNumber, pythonString } from '../../python/literal.ts'
import type { Point, TracedArtist, TracedAxes, TracedFigure } from '../../trace.ts'
import { axesMap } from './axes-map.ts'
import { hexOf, mannerOf, nameOf } from './colour-names.ts'
import { type FoundCircle, type FoundLine, findCircle, findDiscs, findLines } from './found-shapes.ts'
import { type Look, proposed, type Scene } from './looks.ts'
import type { Slot } from './program.ts'
import type { Proposal } from './proposal.ts'
import { inkOf, walk } from './sight.ts'
import { dashOf } from './stroke-profile.ts'

/** Of the figure's diagonal: what is shorter is no line of its own. */
const SHORTEST = 0.04
/** Pixels by which an end is drawn to what is there, or to a round number. */
const TO_VERTEX = 7
const TO_ROUND = 1.6
/** Radii in pixels: of markers, of circles. */
const MARKER = { least: 2.5, most: 13 } as const
/** Lines of one proposal. */
const MOST_LINES = 6
const MOST_POINTS = 6
const DEFAULT_WIDTH = 1.5
const UNLIKE = 0.12
/** Pixels of a dash and a gap that other things may hide at an end. */
const HIDDEN = 24
/** CIEDE2000 by which a stroke's colour is uncertain. */
const UNSURE = { clean: 7, soft: 20 } as const

interface Placed {
  readonly axes: TracedAxes
  readonly slot: Slot
  readonly map: NonNullable<ReturnType<typeof axesMap>>
}

/** Straight strokes, all at once and then the longest. */
export const newLines: Look = async (scene) => {
  if (!scene.isSettled) return []
  const { width, height } = scene.drawing.trace
  const lines = findLines(scene.missing.points(), SHORTEST * Math.hypot(width, height)).slice(0, MOST_LINES)
  const written = lines.flatMap((line) => {
    const found = writeLine(scene, line)
    return found ? [found] : []
  })
  const single: Proposal[] = []
  for (const { place, statement } of written) single.push(...(await added(scene, place, [statement], 'line')))
  const slots = new Set(written.map(({ place }) => place.slot.after.from))
  if (written.length < 2 || slots.size > 1) return single
  return [
    ...(await added(
      scene,
      written[0]!.place,
      written.map(({ statement }) => statement),
      'line',
    )),
    ...single,
  ]
}

/** Circles and discs. */
export const newCircles: Look = async (scene) => {
  if (!scene.isSettled) return []
  const { program, missing: ink } = scene
  const circle = findCircle(ink.points(true), MARKER.most, 0.6 * Math.max(ink.width, ink.height))
  const place = circle && placeOf(scene, circle.centre)
  const name = program.patch('Circle')
  if (!circle || !place || !name) return []
  const [x, y] = place.map.grain(circle.centre)
  // On other axes it is an ellipse.
  if (Math.abs(x / y - 1) > 0.03) return []
  const [cx, cy] = near(scene, place, circle.centre)
  const radius = round(circle.radius * x, x)
  const filled = ink.shareOf(circle.centre, 0.7 * circle.radius) > 0.8
  const isOwn = ([px = 0, py = 0]: Point) =>
    Math.hypot(px - circle.centre[0]!, py - circle.centre[1]!) < circle.radius + 3
  const stroke = strokeOf(scene, rimOf(circle), ink.points().filter(isOwn))
  const colour = named(scene, stroke.colour)
  const style = filled ? `color=${colour}` : `fill=False, edgecolor=${colour}${widthOf(scene, stroke, 1)}`
  const owner = place.slot.axes === program.pyplot ? `${place.slot.axes}.gca()` : place.slot.axes
  return added(scene, place, [`${owner}.add_patch(${name}((${cx}, ${cy}), ${radius}, ${style}))`], 'circle')
}

/** Markers: in the lists of those that are drawn alike, else by themselves. */
export const newPoints: Look = async (scene) => {
  if (!scene.isSettled) return []
  const { drawing, sight, program, missing } = scene
  const { mask, width, height } = missing
  const offers: Proposal[] = []
  for (const { centre, radius } of findDiscs(mask, width, height, MARKER.least, MARKER.most).slice(0, MOST_POINTS)) {
    const place = placeOf(scene, centre)
    if (!place) continue
    const [x, y] = near(scene, place, centre)
    offers.push(...intoLists(scene, place.axes.id, Number(x), x, y))
    const size = pythonNumber(Math.max(2, (2 * radius * 72) / drawing.trace.dpi - 1), 0)
    const colour = named(scene, sight.look(centre)?.source ?? [0, 0, 0])
    const options = `color=${colour}${size === '6' ? '' : `, markersize=${size}`}`
    const marker = `${place.slot.axes}.plot(${x}, ${y}, ${pythonString('o', program.quote)}, ${options})`
    offers.push(...(await added(scene, place, [marker], 'point')))
  }
  return offers
}

/** The edits that put a point into the lists that hold those of an artist; ordered by x where they are. */
function intoLists({ drawing, program }: Scene, axes: string, px: number, x: string, y: string): Proposal[] {
  const lists = program.displays().map((open) => program.entries(open)!)
  const listOf = (values: readonly number[]) =>
    lists.find(
      (entries) =>
        entries.length === values.length &&
        entries.every((entry, i) => closeTo(Number(program.text(entry)), values[i]!)),
    )
  const found: Proposal[] = []
  for (const artist of drawing.trace.artists) {
    const points = artist.data.points ?? []
    if (artist.axes !== axes || artist.role !== 'data' || points.length < 2 || artist.data.system !== 'data') continue
    if (artist.type !== 'PathCollection' && artist.kind !== 'line') continue
    const [xs, ys] = [points.map((point) => point[0]!), points.map((point) => point[1]!)]
    const [forX, forY] = [listOf(xs), listOf(ys)]
    if (!forX || !forY || forX === forY) continue
    const sorted = artist.kind === 'line' && xs.every((value, i) => i === 0 || value >= xs[i - 1]!)
    const at = sorted ? xs.findIndex((value) => value > px) : -1
    const edits = [
      { entries: forX, text: x },
      { entries: forY, text: y },
    ].map(({ entries, text }) => {
      const entry = at < 0 ? entries.at(-1)! : entries[at]!
      return at < 0
        ? program.replace({ from: entry.to, to: entry.to }, `, ${text}`)
        : program.replace({ from: entry.from, to: entry.from }, `${text}, `)
    })
    edits.sort((a, b) => a.line - b.line || a.column - b.column)
    found.push(...proposed('add', 'seen', edits, 'point'))
  }
  return found
}

function closeTo(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b))
}

function writeLine(scene: Scene, { points, ...ends }: FoundLine): { place: Placed; statement: string } | null {
  const place = placeOf(scene, [(ends.from[0]! + ends.to[0]!) / 2, (ends.from[1]! + ends.to[1]!) / 2])
  if (!place) return null
  const { axes, slot } = place
  const stroke = strokeOf(scene, [ends.from, ends.to], points)
  const shape = { lines: [[ends.from, ends.to]], closed: false }
  const drawn = { colour: hexOf(stroke.colour), width: stroke.width, cap: 'butt', join: 'round' } as const
  const dash = dashOf(scene.sight, { ...shape, stroke: drawn }, stroke.width)?.[0] ?? '-'
  const quoted = dash === '-' ? '' : `, linestyle=${pythonString(dash, scene.program.quote)}`
  const style = `color=${named(scene, stroke.colour)}${widthOf(scene, stroke, DEFAULT_WIDTH)}${quoted}`
  const [x0, y0, x1, y1] = axes.box
  const [left, right] = [Math.min(ends.from[0]!, ends.to[0]!), Math.max(ends.from[0]!, ends.to[0]!)]
  const [top, bottom] = [Math.min(ends.from[1]!, ends.to[1]!), Math.max(ends.from[1]!, ends.to[1]!)]
  const { from, to } = dash === '-' ? shortened(ends, stroke.width / 2) : ends
  const hidden = dash === '-' ? 0 : HIDDEN
  const [a, b] = [near(scene, place, from, to, hidden), near(scene, place, to, from, hidden)]
  if (bottom - top < 2 && left < x0 + 4 && right > x1 - 4)
    return { place, statement: `${slot.axes}.axhline(${a[1]}, ${style})` }
  if (right - left < 2 && top < y0 + 4 && bottom > y1 - 4)
    return { place, statement: `${slot.axes}.axvline(${a[0]}, ${style})` }
  const [first, last] = from[0]! <= to[0]! ? [a, b] : [b, a]
  return { place, statement: `${slot.axes}.plot([${first[0]}, ${last[0]}], [${first[1]}, ${last[1]}], ${style})` }
}

/** Ends of solid lines stand out by half their width. */
function shortened({ from, to }: Pick<FoundLine, 'from' | 'to'>, by: number): Pick<FoundLine, 'from' | 'to'> {
  const share = by / Math.max(1, Math.hypot(to[0]! - from[0]!, to[1]! - from[1]!))
  const move = (a: Point, b: Point): Point => [a[0]! + (b[0]! - a[0]!) * share, a[1]! + (b[1]! - a[1]!) * share]
  return { from: move(from, to), to: move(to, from) }
}

/** Statements for axes; where they would move the axes, first such that do not. */
async function added(
  scene: Scene,
  { slot, axes }: Placed,
  statements: readonly string[],
  thing: string,
): Promise<Proposal[]> {
  const { drawing, program, lab } = scene
  const write = (some: readonly string[]) =>
    proposed('add', 'seen', [program.insertAfter(slot, some.join(`\n${slot.indent}`))], thing)
  const plain = write(statements)
  const code = applyEdits(drawing.code, plain[0]!.edits)
  const figure = code === null ? null : (await lab.trace([code]))[0]
  if (!figure) return []
  if (!hasMoved(axes, figure)) return plain
  const still = statements.map((one) =>
    one.includes('.plot(') ? one.replace(/\)$/, ', scalex=False, scaley=False)') : one,
  )
  return [...write(still), ...plain]
}

function hasMoved({ id, box, x, y }: TracedAxes, { axes }: TracedFigure): boolean {
  const now = axes.find((one) => one.id === id)
  if (!now) return true
  const differ = (a: number, b: number, range: number) => Math.abs(a - b) > 0.002 * Math.abs(range)
  const moved = (side: 'x' | 'y', before: TracedAxes['x']) =>
    before.limits.some((limit, i) => differ(limit, now[side].limits[i]!, before.limits[1] - before.limits[0]))
  return moved('x', x) || moved('y', y) || box.some((side, i) => Math.abs(side - now.box[i]!) > 0.5)
}

function placeOf({ drawing, program }: Scene, [px = 0, py = 0]: Point): Placed | null {
  for (const axes of drawing.trace.axes) {
    const [x0, y0, x1, y1] = axes.box
    if (axes.colourbar || px < x0 || px > x1 || py < y0 || py > y1) continue
    const map = axesMap(axes)
    const slot = program.slot(drawing.trace, axes.id)
    if (map && slot) return { axes, slot, map }
  }
  return null
}

/**
 * The data of a place as written numbers: of a vertex that is near, or round. An end of a line that comes from `other`
 * may go on for `hidden` pixels to a vertex that lies on it.
 */
function near(
  { drawing }: Scene,
  { axes, map }: Placed,
  point: Point,
  other: Point = point,
  hidden = 0,
): [string, string] {
  let best: { data: Point; far: number } | null = null
  const [ux, uy] = [point[0]! - other[0]!, point[1]! - other[1]!]
  const length = Math.max(1, Math.hypot(ux, uy))
  for (const artist of drawing.trace.artists) {
    for (const data of verticesOf(artist, axes.id)) {
      const [x, y] = map.toPixels(data)
      const [dx, dy] = [x - point[0]!, y - point[1]!]
      const far = Math.hypot(dx, dy)
      const isOnIt = Math.abs(dx * uy - dy * ux) <= 1.5 * length && dx * ux + dy * uy >= 0
      if (far <= (isOnIt ? Math.max(hidden, TO_VERTEX) : TO_VERTEX) && (!best || far < best.far)) best = { data, far }
    }
  }
  const [gx, gy] = map.grain(point)
  const [x = 0, y = 0] = best?.data ?? map.toData(point)
  return best ? [exact(x), exact(y)] : [round(x, gx), round(y, gy)]
}

function verticesOf({ role, axes, data }: TracedArtist, id: string): readonly Point[] {
  if (role !== 'data' || axes !== id || data.system !== 'data') return []
  return (data.points?.length ?? 0) <= 40 ? (data.points ?? []) : []
}

function exact(value: number): string {
  return pythonNumber(value, 6)
}

/** The roundest number within a pixel or two. */
function round(value: number, grain: number): string {
  for (const step of [1, 0.5, 0.25, 0.1]) {
    const rounded = Math.round(value / step) * step
    if (step >= 2 * grain && Math.abs(rounded - value) <= TO_ROUND * grain) return pythonNumber(rounded, 2)
  }
  return pythonNumber(value, Math.ceil(-Math.log10(grain)))
}

function rimOf({ centre: [x = 0, y = 0], radius }: FoundCircle): Point[] {
  return Array.from({ length: 73 }, (_, i) => {
    const angle = (i / 72) * 2 * Math.PI
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
  })
}

/** A missing stroke as the source shows it. */
interface Stroke {
  readonly colour: Rgb
  /** Pixels. */
  readonly width: number
}

/** Colour by the strongest of the points that are its own; width by how much across it is of that colour. */
function strokeOf({ sight }: Scene, line: readonly Point[], points: readonly Point[]): Stroke {
  const looks = points.flatMap((point) => {
    const look = sight.look(point)
    return look ? [look.source] : []
  })
  looks.sort((a, b) => inkOf(b, sight.paper) - inkOf(a, sight.paper))
  const strong = looks.slice(0, Math.max(1, Math.ceil(looks.length * 0.4)))
  const colour = [0, 1, 2].map(
    (c) => strong.map((one) => one[c]!).sort((a, b) => a - b)[strong.length >> 1]!,
  ) as unknown as Rgb
  const contrast = Math.max(1, inkOf(colour, sight.paper))
  const widths = walk({ lines: [line], closed: false }, 100).flatMap(({ point, normal }) => {
    let [sum, peak] = [0, 0]
    for (let along = -5; along <= 5; along += 0.5) {
      const look = sight.look([point[0] + normal[0] * along, point[1] + normal[1] * along])
      // An area that is a little like the stroke is none of it.
      const share = look ? Math.max(0, 1 - inkOf(look.source, colour) / contrast - UNLIKE) / (1 - UNLIKE) : 0
      sum += share
      peak = Math.max(peak, share)
    }
    return peak > 0.7 ? [sum / 2] : []
  })
  return { colour, width: widths.sort((a, b) => a - b)[widths.length >> 1] ?? 1 }
}

function named({ program, sight }: Scene, colour: readonly [number, number, number]): string {
  const used = /(["'])(tab:\w+|C\d|#[0-9a-f]{6}|[bgrcmyk])\1/.exec(program.code)?.[2]
  return pythonString(
    nameOf(colour, used ? mannerOf(used) : 'css', sight.isSoft ? UNSURE.soft : UNSURE.clean),
    program.quote,
  )
}

/** `, linewidth=2`, or nothing where that is what it has anyway. */
function widthOf({ drawing }: Scene, { width }: Stroke, usual: number): string {
  const points = (width * 72) / drawing.trace.dpi
  const rounded = points < 1 ? Math.round(points * 10) / 10 : Math.round(points * 2) / 2
  return Math.abs(points - usual) < 0.3 || rounded === usual ? '' : `, linewidth=${pythonNumber(rounded, 1)}`
}
