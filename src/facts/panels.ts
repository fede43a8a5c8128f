import type { Box, TracedAxes, TracedFigure } from '../trace.ts'
import { plainText, type Scene, scenesOf } from './scene.ts'

/** Axes in one place (twins have two scales), and what a reader calls them among others; `''` where they are alone. */
export interface Panel {
  readonly name: string
  readonly scenes: readonly Scene[]
}

const ROWS = [[''], ['upper', 'lower'], ['upper', 'middle', 'lower']]
const COLUMNS = [[''], ['left', 'right'], ['left', 'centre', 'right']]

/** Panels in which something is drawn. A title names one, else its place. */
export function panelsOf(figure: TracedFigure): Panel[] {
  const groups: Scene[][] = []
  const all = scenesOf(figure)
  const drawn = all.filter(isDrawn)
  for (const scene of drawn.length > 0 ? drawn : all) {
    const twin = groups.find((group) => group.some(({ axes }) => areTwins(axes, scene.axes)))
    if (twin) twin.push(scene)
    else groups.push([scene])
  }
  if (groups.length < 2) return groups.map((scenes) => ({ name: '', scenes }))
  const titles = groups.map(titleOf)
  const boxes = groups.map((group) => group[0]?.axes.box)
  const insets = groups.map(
    (group, i) => group.some(({ axes }) => axes.inset !== undefined) || boxes.some((box) => isWithin(boxes[i], box)),
  )
  const outer = groups.filter((_, i) => !insets[i])
  const places = placesOf(outer.map((group) => group[0]?.axes.box ?? [0, 0, 0, 0]))
  const inner = insets.filter(Boolean).length
  let inset = 0
  let free = 0
  return groups.map((scenes, i) => {
    const title = titles[i] ?? ''
    const own = title !== '' && titles.indexOf(title) === titles.lastIndexOf(title)
    const place = insets[i] ? (inner === 1 ? 'inset' : `inset ${++inset}`) : (places[free++] ?? '')
    return { name: own ? title : place, scenes }
  })
}

/** Axes put inside of others without saying so. */
const isWithin = (inner: Box | undefined, outer: Box | undefined): boolean =>
  inner !== undefined &&
  outer !== undefined &&
  inner[0] > outer[0] + 1 &&
  inner[1] > outer[1] + 1 &&
  inner[2] < outer[2] - 1 &&
  inner[3] < outer[3] - 1

const titleOf = (group: readonly Scene[]): string =>
  plainText(group.map(({ axes }) => axes.title).find((title) => title !== '') ?? '')

const areTwins = (a: TracedAxes, b: TracedAxes): boolean =>
  (a.twin === b.id || b.twin === a.id || (a.twin !== undefined && a.twin === b.twin)) &&
  a.box.every((side, i) => Math.abs(side - (b.box[i] ?? 0)) < 1)

/** Texts alone (a caption in axes of its own) make no panel. */
function isDrawn({
  axes,
  artists,
  markers,
  segments,
  paths,
  polygons,
  circles,
  wedges,
  images,
  areas,
}: Scene): boolean {
  if (artists.some((artist) => artist.group !== undefined || artist.kind === 'table')) return true
  const lists = [markers, segments, paths, polygons, circles, wedges, images, areas]
  return lists.some(({ length }) => length > 0) || axes.projection === '3d'
}

/** `upper left` in a full grid of at most three by three, else `panel 2` in reading order; one alone is `main`. */
function placesOf(boxes: readonly Box[]): string[] {
  if (boxes.length === 1) return ['main']
  const middle = ([x0, y0, x1, y1]: Box, axis: 0 | 1) => (axis === 0 ? (x0 + x1) / 2 : (y0 + y1) / 2)
  const bands = (axis: 0 | 1) => {
    const sorted = boxes.map((box) => middle(box, axis)).sort((a, b) => a - b)
    const starts = sorted.filter((at, i) => i === 0 || at - (sorted[i - 1] ?? 0) > 12)
    return (box: Box) => ({ at: starts.findLastIndex((start) => middle(box, axis) >= start), of: starts.length })
  }
  const [column, row] = [bands(0), bands(1)]
  const cells = boxes.map((box) => ({ column: column(box), row: row(box) }))
  const distinct = new Set(cells.map((cell) => `${cell.row.at} ${cell.column.at}`)).size === boxes.length
  const [first] = cells
  const [rows, columns] = [ROWS[(first?.row.of ?? 0) - 1], COLUMNS[(first?.column.of ?? 0) - 1]]
  if (rows && columns && distinct && rows.length * columns.length === boxes.length)
    return cells.map((cell) => `${rows[cell.row.at] ?? ''} ${columns[cell.column.at] ?? ''}`.trim())
  const order = boxes.toSorted((a, b) => middle(a, 1) - middle(b, 1) || middle(a, 0) - middle(b, 0))
  return boxes.map((box) => `panel ${order.indexOf(box) + 1}`)
}
