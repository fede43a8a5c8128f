import type { Observation, ReadAxes, ReadText } from '../observation.ts'
import { pythonNumber } from '../python/literal.ts'
import { colourLiteral, isColour, lightness } from './colours.ts'
import { drawingLines, shapesOf } from './drawing.ts'
import { fontSize, type Scale, scaleOf } from './fonts.ts'
import { legendPlace, panelLines } from './panel.ts'
import { type Pie, pieLines, piesOf } from './pies.ts'
import { drawn, list, Names } from './python.ts'
import { middle, upright, wordsOf } from './words.ts'

/** Where matplotlib puts a lone area of data, as shares of the figure. */
const USUAL = { left: 0.125, right: 0.9, bottom: 0.11, top: 0.88 }
/** Share of the figure by which a place may be off. */
const CLOSE = 0.004
/** Paper darker than this is drawn on in white. */
const DARK = 90
const WHITE = '#ffffff'
const TITLE = 12
const LABEL = 10

/**
 * A plain matplotlib program that draws what was read and measured in a picture; `null` where that is too little: no
 * area of data with a calibrated side, no pie, no shape. Texts of the picture stand in it as escaped literals alone.
 */
export function measuredProgram(observation: Observation): string | null {
  const pies = piesOf(observation)
  const axes = observation.axes.filter(isUsable)
  if (axes.length > 0) return chart({ ...observation, axes }, observation, pies)
  if (pies.length > 0) return pieChart(observation, pies)
  return shapesOf(observation.marks).length > 0 ? drawing(observation) : null
}

/** Shapes and labels without axes, over the whole figure. */
function drawing(seen: Observation): string {
  const scale = scaleOf(seen, seen.texts)
  const { patches, draw } = drawingLines('ax', seen, scale)
  return finish([
    ...head(seen, patches),
    `fig = plt.figure(figsize=${size(scale)})`,
    'ax = fig.add_axes([0, 0, 1, 1])',
    ...paper(seen),
    ...draw,
  ])
}

function isUsable({ box: [x0, y0, x1, y1], x, y }: ReadAxes): boolean {
  const sides = [x, y].filter((side) => side !== null)
  const finite = sides.every(
    ({ a, b, ticks }) => [a, b, ...ticks.map(({ value }) => value)].every(Number.isFinite) && a !== 0,
  )
  return [x0, y0, x1, y1].every(Number.isFinite) && x1 - x0 > 8 && y1 - y0 > 8 && sides.length > 0 && finite
}

function chart(seen: Observation, whole: Observation, pies: readonly Pie[]): string {
  const words = wordsOf(seen)
  const scale = scaleOf(
    seen,
    words.panels.flatMap(({ tickTexts }) => tickTexts),
  )
  const names = new Names()
  const parts = seen.axes.map((one, i) => {
    const ax = seen.axes.length + pies.length === 1 ? 'ax' : `ax${i + 1}`
    const own = seen.marks.filter(({ axis }) => axis >= 0 && whole.axes[axis] === one)
    return { ax, box: one.box, ...panelLines(ax, one, own, words.panels[i]!, scale, names) }
  })
  const lines = [
    ...head(
      seen,
      parts.flatMap(({ patches }) => patches),
    ),
  ]
  for (const { data } of parts) lines.push(...data)
  if (lines.at(-1) !== '') lines.push('')
  if (parts.length === 1) lines.push(...lonePlace(parts[0]!.box, seen, scale))
  else {
    lines.push(`fig = plt.figure(figsize=${size(scale)})`)
    for (const { ax, box } of parts) lines.push(`${ax} = ${place(box, seen)}`)
  }
  lines.push(...paper(seen))
  for (const { draw } of parts) lines.push(...draw)
  lines.push(...words.free.map((text) => freeText(text, seen, scale)))
  return finish(lines)
}

function pieChart(seen: Observation, pies: readonly Pie[]): string {
  const names = new Names()
  // Boxes of texts on the wedges are loose.
  const beside = seen.texts.filter(({ box }) =>
    pies.every(({ x, y, radius }) => Math.hypot(middle(box)[0] - x, middle(box)[1] - y) > radius),
  )
  const scale = scaleOf(
    seen,
    beside.filter(({ text }) => text.length > 1),
  )
  const left = new Set(seen.texts.filter(({ text }) => text.trim() !== ''))
  const data: string[] = []
  const draw: string[] = []
  for (const [i, pie] of pies.entries()) {
    const ax = pies.length === 1 ? 'ax' : `ax${i + 1}`
    const lines = pieLines(ax, pie, [...left], names)
    for (const text of lines.used) left.delete(text)
    data.push(...lines.data)
    // Its axes reach a quarter of the radius past the rim.
    const reach = 1.25 * pie.radius
    const box = [pie.x - reach, pie.y - reach, pie.x + reach, pie.y + reach] as const
    draw.push(`${ax} = ${place(box, seen)}`, ...lines.draw)
    const above = [...left].filter(
      (text) => upright(text) && text.box[3] < pie.y - pie.radius && text.swatch === undefined,
    )
    const title = above.sort((a, b) => b.box[3] - a.box[3])[0]
    if (title && Math.abs(middle(title.box)[0] - pie.x) < 12) {
      left.delete(title)
      draw.push(`${ax}.set_title(${drawn(title.text)}${fontSize(title, TITLE, scale)})`)
    }
    if (lines.legend.length > 0) {
      for (const text of lines.legend) left.delete(text)
      draw.push(`${ax}.legend(${list(lines.legend.map(({ text }) => drawn(text)))}, ${legendPlace(lines.legend, box)})`)
    }
  }
  const lines = [...head(seen), ...data, '', `fig = plt.figure(figsize=${size(scale)})`, ...paper(seen), ...draw]
  lines.push(...[...left].map((text) => freeText(text, seen, scale)))
  return finish(lines)
}

function head(seen: Observation, patches: readonly string[] = []): string[] {
  const names = [...new Set(patches)].sort()
  const dark = isColour(seen.background) && lightness(seen.background) < DARK
  return [
    'import matplotlib.pyplot as plt',
    'import numpy as np',
    ...(names.length > 0 ? [`from matplotlib.patches import ${names.join(', ')}`] : []),
    '',
    ...(dark ? ['plt.style.use("dark_background")', ''] : []),
  ]
}

/** Without the import that nothing uses. */
function finish(lines: readonly string[]): string {
  const used = lines.some((line) => /\bnp\./.test(line))
  return `${[...lines.filter((line) => used || line !== 'import numpy as np'), 'plt.show()'].join('\n')}\n`
}

function paper({ background }: Observation): string[] {
  if (!isColour(background) || background === WHITE) return []
  return [`fig.set_facecolor(${colourLiteral(background)})`]
}

function size({ width, height }: Scale): string {
  return `(${pythonNumber(width, 1)}, ${pythonNumber(height, 2)})`
}

function shares([x0, y0, x1, y1]: ReadAxes['box'], { width, height }: Observation) {
  return { left: x0 / width, right: x1 / width, bottom: 1 - y1 / height, top: 1 - y0 / height }
}

function lonePlace(box: ReadAxes['box'], seen: Observation, scale: Scale): string[] {
  const own = shares(box, seen)
  const moved = (Object.keys(own) as (keyof typeof own)[]).filter((side) => Math.abs(own[side] - USUAL[side]) > CLOSE)
  const told = moved.map((side) => `${side}=${pythonNumber(own[side], 3)}`)
  return [
    `fig, ax = plt.subplots(figsize=${size(scale)})`,
    ...(told.length > 0 ? [`fig.subplots_adjust(${told.join(', ')})`] : []),
  ]
}

function place(box: ReadAxes['box'], seen: Observation): string {
  const { left, right, bottom, top } = shares(box, seen)
  return `fig.add_axes(${list([left, bottom, right - left, top - bottom].map((share) => pythonNumber(share, 3)))})`
}

/** A text where it stands in the figure. */
function freeText(text: ReadText, { width, height }: Observation, scale: Scale): string {
  const [x, y] = middle(text.box)
  const at = `${pythonNumber(x / width, 3)}, ${pythonNumber(1 - y / height, 3)}`
  const turned = upright(text) ? '' : `, rotation=${pythonNumber(text.angle, 0)}`
  return `fig.text(${at}, ${drawn(text.text)}, ha="center", va="center"${turned}${fontSize(text, LABEL, scale)})`
}
