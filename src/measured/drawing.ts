import type { Observation, ReadMark, ReadText, Side } from '../observation.ts'
import { pythonNumber } from '../python/literal.ts'
import { colourLiteral, isColour } from './colours.ts'
import { strokeOptions } from './curves.ts'
import { fontSize, type Scale } from './fonts.ts'
import { drawn, list } from './python.ts'
import { type Rounded, rounded } from './rounding.ts'
import { middle, upright } from './words.ts'

const SHAPES: readonly string[] = ['segment', 'circle', 'polygon']
const FONT = 10
/** Pixels by which sides of a polygon lie off a rectangle's, and a place is uncertain. */
const SQUARE = 2
const ERROR = 0.5
/** Share by which the radii of a circle may differ. */
const ROUND = 0.03

export function shapesOf(marks: readonly ReadMark[]): readonly ReadMark[] {
  return marks.filter(
    ({ kind, px, colour }) => SHAPES.includes(kind) && px.length >= 3 && px.every(Number.isFinite) && isColour(colour),
  )
}

/** Pixels as the numbers of a frame: value = a · pixel + b. */
export type Linear = Pick<Side, 'a' | 'b'>

export interface DrawingLines {
  /** Names of matplotlib.patches. */
  readonly patches: readonly string[]
  readonly draw: readonly string[]
}

/** Lines that draw shapes in a frame. */
export function shapeLines(ax: string, shapes: readonly ReadMark[], x: Linear, y: Linear, scale: Scale): DrawingLines {
  const patches = new Set<string>()
  const draw: string[] = []
  const [across, up] = [coordinates(shapes, 0, x), coordinates(shapes, 1, y)]
  for (const [i, mark] of shapes.entries()) {
    const { kind, px, colour } = mark
    const stroke = strokeOptions(mark, scale.pixelsPerPoint)
    const [xs, ys] = [across[i]!, up[i]!]
    if (kind === 'segment') {
      const options = [`[${xs.join(', ')}]`, `[${ys.join(', ')}]`, `color=${colourLiteral(colour!)}`, ...stroke]
      draw.push(`${ax}.plot(${options.join(', ')})`)
      continue
    }
    const edge = isColour(mark.edge) ? mark.edge : colour!
    const face = mark.filled ? `facecolor=${colourLiteral(colour!)}` : 'fill=False'
    const options = [face, ...(mark.filled && !mark.edge ? [] : [`edgecolor=${colourLiteral(edge)}`, ...stroke])]
    const [name, place] = kind === 'circle' ? circleOf(px[2]!, xs, ys, x, y) : polygonOf(px, xs, ys)
    patches.add(name)
    draw.push(`${ax}.add_patch(${name}(${[place, ...options].join(', ')}))`)
  }
  return { patches: [...patches].sort(), draw }
}

function circleOf(radius: number, [x]: readonly string[], [y]: readonly string[], across: Linear, up: Linear) {
  const [rx, ry] = [radius * Math.abs(across.a), radius * Math.abs(up.a)]
  const said = (value: number, { a }: Linear) => oneOf(rounded([value], [ERROR * Math.abs(a)]))
  if (Math.abs(rx - ry) <= ROUND * rx) return ['Circle', `(${x}, ${y}), ${said(rx, across)}`] as const
  return ['Ellipse', `(${x}, ${y}), ${said(2 * rx, across)}, ${said(2 * ry, up)}`] as const
}

function polygonOf(px: readonly number[], xs: readonly string[], ys: readonly string[]) {
  const box = rectangleOf(px)
  if (!box) return ['Polygon', list(xs.map((x, i) => `(${x}, ${ys[i]})`))] as const
  const [x, y] = [xs.map(Number), ys.map(Number)]
  const [left, low] = [Math.min(...x), Math.min(...y)]
  const length = (values: readonly number[]) => pythonNumber(Math.max(...values) - Math.min(...values), 6)
  return ['Rectangle', `(${pythonNumber(left, 6)}, ${pythonNumber(low, 6)}), ${length(x)}, ${length(y)}`] as const
}

/** Places of all shapes along one direction, rounded together. */
function coordinates(shapes: readonly ReadMark[], which: 0 | 1, { a, b }: Linear): string[][] {
  const pixels = shapes.map(({ kind, px }) => (kind === 'circle' ? [px[which]!] : px.filter((_, i) => i % 2 === which)))
  const flat = pixels.flat()
  const { values, decimals } = rounded(
    flat.map((value) => a * value + b),
    flat.map(() => ERROR * Math.abs(a)),
  )
  let next = 0
  return pixels.map((own) => own.map(() => pythonNumber(values[next++]!, decimals)))
}

function oneOf({ values, decimals }: Rounded): string {
  return pythonNumber(values[0]!, decimals)
}

/** Lines that draw a picture's shapes and texts in a frame of its pixels, which counts from the bottom. */
export function drawingLines(ax: string, seen: Observation, scale: Scale): DrawingLines {
  const { patches, draw } = shapeLines(ax, shapesOf(seen.marks), { a: 1, b: 0 }, { a: -1, b: seen.height }, scale)
  const frame = [
    `${ax}.set_xlim(0, ${pythonNumber(seen.width, 0)})`,
    `${ax}.set_ylim(0, ${pythonNumber(seen.height, 0)})`,
    `${ax}.set_aspect("equal")`,
    `${ax}.axis("off")`,
  ]
  return { patches, draw: [...frame, ...draw, ...seen.texts.map((text) => textLine(ax, text, seen.height, scale))] }
}

function rectangleOf(px: readonly number[]): boolean {
  if (px.length !== 8) return false
  const [xs, ys] = [px.filter((_, i) => i % 2 === 0), px.filter((_, i) => i % 2 === 1)]
  const isEnd = (values: readonly number[]) =>
    values.every((value) => Math.min(value - Math.min(...values), Math.max(...values) - value) <= SQUARE)
  return isEnd(xs) && isEnd(ys)
}

function textLine(ax: string, text: ReadText, height: number, scale: Scale): string {
  const [x, y] = middle(text.box)
  const turned = upright(text) ? '' : `, rotation=${pythonNumber(text.angle, 0)}`
  const at = `${pythonNumber(x, 1)}, ${pythonNumber(height - y, 1)}`
  return `${ax}.text(${at}, ${drawn(text.text)}, ha="center", va="center"${turned}${fontSize(text, FONT, scale)})`
}
