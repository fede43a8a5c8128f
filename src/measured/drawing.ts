import type { Observation, ReadMark, ReadText } from '../observation.ts'
import { colourLiteral, isColour } from './colours.ts'
import { strokeOptions } from './curves.ts'
import { fontSize, type Scale } from './fonts.ts'
import { drawn, list, numeral } from './python.ts'
import { middle, upright } from './words.ts'

const SHAPES = ['segment', 'circle', 'polygon'] as const
const FONT = 10
/** Pixels by which sides of a polygon lie off a rectangle's. */
const SQUARE = 2

export function shapesOf({ marks }: Observation): readonly ReadMark[] {
  return marks.filter(
    ({ kind, px }) => (SHAPES as readonly string[]).includes(kind) && px.length >= 3 && px.every(Number.isFinite),
  )
}

/** Lines that draw shapes and texts in a frame of pixels that counts from the bottom. */
export function drawingLines(
  ax: string,
  seen: Observation,
  scale: Scale,
): { patches: readonly string[]; draw: readonly string[] } {
  const patches = new Set<string>()
  const draw = [
    `${ax}.set_xlim(0, ${numeral(seen.width, 0)})`,
    `${ax}.set_ylim(0, ${numeral(seen.height, 0)})`,
    `${ax}.set_aspect("equal")`,
    `${ax}.axis("off")`,
  ]
  const at = (x: number, y: number) => `${numeral(x, 1)}, ${numeral(seen.height - y, 1)}`
  for (const mark of shapesOf(seen)) {
    const { kind, px, colour } = mark
    if (!isColour(colour)) continue
    const stroke = strokeOptions(mark, scale.pixelsPerPoint)
    if (kind === 'segment') {
      const [x0, y0, x1, y1] = px.map((value, i) => numeral(i % 2 ? seen.height - value : value, 1))
      draw.push(
        `${ax}.plot(${[`[${x0}, ${x1}]`, `[${y0}, ${y1}]`, `color=${colourLiteral(colour)}`, ...stroke].join(', ')})`,
      )
      continue
    }
    const edge = isColour(mark.edge) ? mark.edge : colour
    const face = mark.filled ? `facecolor=${colourLiteral(colour)}` : 'fill=False'
    const options = [face, ...(mark.filled && !mark.edge ? [] : [`edgecolor=${colourLiteral(edge)}`, ...stroke])]
    let patch: string
    if (kind === 'circle') {
      patches.add('Circle')
      patch = `Circle((${at(px[0]!, px[1]!)}), ${[numeral(px[2]!, 1), ...options].join(', ')})`
    } else {
      const box = rectangleOf(px)
      patches.add(box ? 'Rectangle' : 'Polygon')
      const corners = Array.from({ length: px.length / 2 }, (_, i) => `(${at(px[2 * i]!, px[2 * i + 1]!)})`)
      patch = box
        ? `Rectangle((${at(box[0], box[3])}), ${[numeral(box[2] - box[0], 1), numeral(box[3] - box[1], 1), ...options].join(', ')})`
        : `Polygon(${[list(corners), ...options].join(', ')})`
    }
    draw.push(`${ax}.add_patch(${patch})`)
  }
  for (const text of seen.texts) draw.push(textLine(ax, text, at, scale))
  return { patches: [...patches].sort(), draw }
}

function rectangleOf(px: readonly number[]): readonly [number, number, number, number] | null {
  if (px.length !== 8) return null
  const [xs, ys] = [px.filter((_, i) => i % 2 === 0), px.filter((_, i) => i % 2 === 1)]
  const ends = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const
  const isSquare =
    xs.every((x) => Math.min(x - ends[0], ends[2] - x) <= SQUARE) &&
    ys.every((y) => Math.min(y - ends[1], ends[3] - y) <= SQUARE)
  return isSquare ? ends : null
}

function textLine(ax: string, text: ReadText, at: (x: number, y: number) => string, scale: Scale): string {
  const [x, y] = middle(text.box)
  const turned = upright(text) ? '' : `, rotation=${numeral(text.angle, 0)}`
  return `${ax}.text(${at(x, y)}, ${drawn(text.text)}, ha="center", va="center"${turned}${fontSize(text, FONT, scale)})`
}
