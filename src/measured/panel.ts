import type { ReadAxes, ReadMark, ReadText, Side } from '../observation.ts'
import { pythonNumber } from '../python/literal.ts'
import { barLines } from './bars.ts'
import { colourDistance, colourLiteral, isColour } from './colours.ts'
import { curveLines } from './curves.ts'
import { shapeLines, shapesOf } from './drawing.ts'
import { fontSize, type Scale } from './fonts.ts'
import { drawn, type Names } from './python.ts'
import { roundedOne } from './rounding.ts'
import { decimalsOf, sideLines, valueAt } from './sides.ts'
import { middle, type PanelWords, upright } from './words.ts'

/** Lines of a program about one area of data. */
export interface PanelLines {
  readonly data: readonly string[]
  readonly draw: readonly string[]
  /** Names of matplotlib.patches. */
  readonly patches: readonly string[]
}

/** Points of matplotlib's fonts. */
const TITLE = 12
const LABEL = 10
/** Levels by which the colour of a legend's entry may differ from its marks'. */
const SAME_COLOUR = 60
/** Pixels by which a title may lie off the middle. */
const OFF_MIDDLE = 12
const WHITE = '#ffffff'

export function panelLines(
  ax: string,
  axes: ReadAxes,
  marks: readonly ReadMark[],
  words: PanelWords,
  scale: Scale,
  names: Names,
): PanelLines {
  const { x, y, look } = axes
  const [x0, y0, x1, y1] = axes.box
  const data: string[] = []
  const draw: string[] = []
  const patches: string[] = []
  if (look && isColour(look.face) && look.face !== WHITE) draw.push(`${ax}.set_facecolor(${colourLiteral(look.face)})`)
  let named = { x: false, y: false }
  let notes = words.notes
  if (x && y) {
    const all = seriesOf(marks, words)
    const bars = all.filter((one) => one.bars.length > 0)
    if (bars.length > 0) {
      const lines = barLines(ax, bars, x, y, notes, names)
      data.push(...lines.data)
      draw.push(...lines.draw)
      const category = x.kind === 'category' ? 'x' : 'y'
      if (lines.named) named = { ...named, [category]: true }
      notes = notes.filter((note) => !lines.used.includes(note))
    }
    const curves = all.filter((one) => one.markers.length + one.corners.length > 0)
    const lines = curveLines(ax, curves, x, y, scale.pixelsPerPoint, names)
    data.push(...lines.data)
    draw.push(...lines.draw)
    const shapes = shapeLines(ax, shapesOf(marks), x, y, scale)
    draw.push(...shapes.draw)
    patches.push(...shapes.patches)
  }
  if (x) draw.push(...sideLines(ax, 'x', x, x0, x1, named.x))
  else draw.push(`${ax}.set_xticks([])`)
  if (y) draw.push(...sideLines(ax, 'y', y, y1, y0, named.y))
  else draw.push(`${ax}.set_yticks([])`)
  draw.push(...lookLines(ax, axes), ...wordLines(ax, axes, words, notes, scale))
  if (axes.twin) {
    const twin = names.give(undefined, 'twin')
    draw.push(`${twin} = ${ax}.twinx()`, ...sideLines(twin, 'y', axes.twin, y1, y0))
  }
  return { data, draw, patches }
}

interface Series {
  readonly bars: ReadMark[]
  readonly markers: ReadMark[]
  readonly corners: ReadMark[]
  label: string | undefined
}

/** Marks by colour, each with the text that a legend gives it. */
function seriesOf(marks: readonly ReadMark[], { legend }: PanelWords): Series[] {
  const found = new Map<number, Series>()
  for (const mark of marks) {
    if (![...mark.data, ...mark.se, ...mark.px].every(Number.isFinite)) continue
    const one = found.get(mark.series ?? -1) ?? { bars: [], markers: [], corners: [], label: undefined }
    found.set(mark.series ?? -1, one)
    if (mark.kind === 'bar') one.bars.push(mark)
    if (mark.kind === 'marker') one.markers.push(mark)
    if (mark.kind === 'vertex') one.corners.push(mark)
  }
  const all = [...found.values()].filter(
    ({ bars, markers, corners }) => bars.length + markers.length + corners.length > 0,
  )
  const free = new Set(all)
  const order: Series[] = []
  for (const { text, swatch } of legend) {
    const far = (one: Series) => colourDistance([...one.bars, ...one.markers, ...one.corners][0]!.colour, swatch)
    const nearest = [...free].sort((a, b) => far(a) - far(b))[0]
    if (!nearest || far(nearest) > SAME_COLOUR) continue
    nearest.label = text
    free.delete(nearest)
    order.push(nearest)
  }
  // As the legend lists them.
  return [...order, ...all.filter((one) => free.has(one))]
}

function lookLines(ax: string, { look }: ReadAxes): string[] {
  if (!look) return []
  const lines: string[] = []
  const hidden = (['left', 'right', 'top', 'bottom'] as const).filter((side) => !look.spines.includes(side))
  if (hidden.length > 0)
    lines.push(`${ax}.spines[[${hidden.map((side) => `"${side}"`).join(', ')}]].set_visible(False)`)
  const { x, y } = look.grid
  const colour = isColour(x ?? undefined) ? x : y
  if (isColour(colour ?? undefined)) {
    const way = x && y ? '' : `axis="${x ? 'x' : 'y'}", `
    lines.push(`${ax}.grid(${way}color=${colourLiteral(colour!)})`, `${ax}.set_axisbelow(True)`)
  }
  return lines
}

function wordLines(
  ax: string,
  { box: [x0, y0, x1, y1], x, y }: ReadAxes,
  { title, xLabel, yLabel, legend }: PanelWords,
  notes: readonly ReadText[],
  scale: Scale,
): string[] {
  const lines: string[] = []
  if (title) {
    const [u] = middle(title.box)
    const left = Math.abs(u - (x0 + x1) / 2) > OFF_MIDDLE && Math.abs(title.box[0] - x0) < OFF_MIDDLE
    lines.push(`${ax}.set_title(${drawn(title.text)}${left ? ', loc="left"' : ''}${fontSize(title, TITLE, scale)})`)
  }
  if (xLabel) lines.push(`${ax}.set_xlabel(${drawn(xLabel.text)}${fontSize(xLabel, LABEL, scale)})`)
  if (yLabel) lines.push(`${ax}.set_ylabel(${drawn(yLabel.text)}${fontSize(yLabel, LABEL, scale)})`)
  for (const note of notes) {
    const [u, v] = middle(note.box)
    const turned = upright(note) ? '' : `, rotation=${pythonNumber(note.angle, 0)}`
    const place = [x ? placed(x, u) : undefined, y ? placed(y, v) : undefined]
    const options = `, ha="center", va="center"${turned}${fontSize(note, LABEL, scale)}`
    if (place[0] !== undefined && place[1] !== undefined)
      lines.push(`${ax}.text(${place.join(', ')}, ${drawn(note.text)}${options})`)
    else {
      const at = [pythonNumber((u - x0) / (x1 - x0), 3), pythonNumber((y1 - v) / (y1 - y0), 3)].join(', ')
      lines.push(`${ax}.text(${at}, ${drawn(note.text)}, transform=${ax}.transAxes${options})`)
    }
  }
  if (legend.length > 0) lines.push(`${ax}.legend(${legendPlace(legend, [x0, y0, x1, y1])})`)
  return lines
}

function placed(side: Side, px: number): string | undefined {
  const value = valueAt(side, px)
  if (!Number.isFinite(value)) return undefined
  return side.kind === 'log'
    ? pythonNumber(value, decimalsOf(Number(value.toPrecision(3))))
    : roundedOne(value, 0.5 * Math.abs(side.a))
}

/** Where a legend stands: in a corner, or outside by its place. */
export function legendPlace(texts: readonly ReadText[], [x0, y0, x1, y1]: ReadAxes['box']): string {
  const left = Math.min(...texts.map(({ box }) => box[0]))
  const right = Math.max(...texts.map(({ box }) => box[2]))
  const top = Math.min(...texts.map(({ box }) => box[1]))
  const bottom = Math.max(...texts.map(({ box }) => box[3]))
  const [u, v] = [(left + right) / 2, (top + bottom) / 2]
  const row = texts.length > 1 && bottom - top < 1.8 * (texts[0]!.box[3] - texts[0]!.box[1])
  const columns = row ? `, ncols=${texts.length}` : ''
  if (u > x1 || v < y0 || v > y1 || u < x0) {
    const at = [pythonNumber((u - x0) / (x1 - x0), 2), pythonNumber((y1 - v) / (y1 - y0), 2)].join(', ')
    return `loc="center", bbox_to_anchor=(${at})${columns}`
  }
  const third = (share: number, names: readonly [string, string, string]) => names[Math.min(2, Math.floor(3 * share))]!
  const down = third((v - y0) / (y1 - y0), ['upper', 'center', 'lower'])
  const across = third((u - x0) / (x1 - x0), ['left', 'center', 'right'])
  const loc = down === 'center' && across === 'center' ? 'center' : `${down} ${across}`
  return `loc="${loc}"${columns}`
}
