import type { ReadText } from '../../observation.ts'
import { applyEdits } from '../../python/edits.ts'
import { pythonNumber, pythonString, pythonText } from '../../python/literal.ts'
import type { Box, TracedArtist, TracedAxes, TracedFigure } from '../../trace.ts'
import { axesMap } from './axes-map.ts'
import { type Look, proposed, type Scene } from './looks.ts'
import type { Slot } from './program.ts'
import type { Proposal } from './proposal.ts'

/** What was read less surely is not written down. */
const SURE = 0.85
const MOST = 12
/** Share of the smaller box that two texts share when they are one. */
const SAME = 0.2
/** Titles and names of axes lie within this share of the figure's height from the axes, about in their middle. */
const BESIDE = 0.16
const MIDDLE = 0.08
const USUAL_SIZE = 10
const ROWS = ['upper', 'center', 'lower']
const COLUMNS = ['left', 'center', 'right']

/** Texts that were read and are not drawn: titles, names of axes, a legend, and words at their place. */
export const newTexts: Look = async (scene) => {
  const { drawing, target } = scene
  const drawn = drawing.trace.artists.filter(({ kind, path, visible }) => kind === 'text' && path.box && visible)
  // What is drawn elsewhere is to be moved, not to be drawn twice.
  const elsewhere = new Set(drawn.map(({ data }) => data.text))
  const missing = (target.observation?.texts ?? [])
    .filter(({ confidence, text }) => confidence >= SURE && text.trim() !== '' && !elsewhere.has(text))
    .map((text) => ({ text, box: toTrace(scene, text.box) }))
    .filter(({ box }) => !drawn.some(({ path }) => overlap(path.box!, box) > SAME))
    .slice(0, MOST)
  const labels = (await scene.literals())
    .filter(({ argument }) => argument === 'label')
    .map(({ value }) => String(value))
  const legend = newLegend(scene, missing, labels)
  const offers: Proposal[] = [...legend]
  const words: Proposal[] = []
  for (const { text, box } of missing) {
    if (legend.length > 0 && labels.includes(text.text)) continue
    const axes = nearest(drawing.trace, box)
    const slot = axes && scene.program.slot(drawing.trace, axes.id)
    if (!axes || !slot) continue
    const named = asName(scene, text, box, axes, slot)
    if (named) offers.push(...named)
    else if (!isNumberBeside(text, box, axes)) words.push(...(await atPlace(scene, text, box, axes, slot)))
  }
  return [...offers, ...words]
}

/** Labels without a legend that shows them. */
function newLegend(
  { drawing, program }: Scene,
  missing: readonly { readonly text: ReadText; readonly box: Box }[],
  labels: readonly string[],
): Proposal[] {
  if (labels.length === 0 || drawing.trace.artists.some(({ role }) => role === 'legend')) return []
  if (!labels.every((label) => missing.some(({ text }) => text.text === label))) return []
  const entries = missing.filter(({ text }) => labels.includes(text.text))
  const [x, y] = [0, 1].map((c) => {
    const sides = entries.flatMap(({ box }) => [box[c]!, box[c + 2]!])
    return (Math.min(...sides) + Math.max(...sides)) / 2
  }) as [number, number]
  return drawing.trace.axes.flatMap((axes) => {
    const [x0, y0, x1, y1] = axes.box
    const slot = program.slot(drawing.trace, axes.id)
    if (!slot || axes.colourbar || x < x0 || x > x1 || y < y0 || y > y1) return []
    const [row, column] = [
      ROWS[Math.floor((3 * (y - y0)) / (y1 - y0 + 1))]!,
      COLUMNS[Math.floor((3 * (x - x0)) / (x1 - x0 + 1))]!,
    ]
    const place = pythonString(row === column ? 'center' : `${row} ${column}`, program.quote)
    return [`loc=${place}`, ''].flatMap((options) =>
      proposed('add', 'seen', [program.insertAfter(slot, `${slot.axes}.legend(${options})`)], 'text'),
    )
  })
}

/** A title or the name of an axis, by its place; null for others. */
function asName(
  { drawing, program }: Scene,
  text: ReadText,
  box: Box,
  axes: TracedAxes,
  slot: Slot,
): Proposal[] | null {
  const { width, height } = drawing.trace
  const [x0, y0, x1, y1] = axes.box
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  const isMiddle = Math.abs(x - (x0 + x1) / 2) < MIDDLE * width
  const isTall = text.text.length > 2 && box[3] - box[1] > 2 * (box[2] - box[0])
  const turned = Math.abs(text.angle - 90) < 10 || isTall
  const onPlt = slot.axes === program.pyplot
  const write = (name: string) =>
    proposed(
      'add',
      'seen',
      [
        program.insertAfter(
          slot,
          `${slot.axes}.${onPlt ? name : `set_${name}`}(${pythonText(text.text, program.quote)})`,
        ),
      ],
      'text',
    )
  if (!turned && isMiddle && axes.title === '' && y < y0 && y > y0 - BESIDE * height) return write('title')
  if (!turned && isMiddle && axes.x.label === '' && y > y1 && y < y1 + BESIDE * height && !isNumber(text))
    return write('xlabel')
  const isLeft = x < x0 && Math.abs(y - (y0 + y1) / 2) < 2 * MIDDLE * height
  return turned && isLeft && axes.y.label === '' ? write('ylabel') : null
}

/** A text at its place in data: drawn once without pixels, then moved and sized to where it was read. */
async function atPlace(scene: Scene, text: ReadText, box: Box, axes: TracedAxes, slot: Slot): Promise<Proposal[]> {
  const { drawing, program, lab } = scene
  const map = axesMap(axes)
  if (!map) return []
  const rotation = Math.abs(text.angle) > 5 ? `, rotation=${pythonNumber(text.angle, 0)}` : ''
  const [gx, gy] = map.grain([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])
  const statement = (x: number, y: number, size: number) => {
    const at = [x, y].map((value, i) => pythonNumber(value, Math.ceil(-Math.log10(2 * [gx, gy][i]!))))
    const font = Math.abs(size - USUAL_SIZE) < 1 ? '' : `, fontsize=${pythonNumber(size, 0)}`
    return `${slot.axes}.text(${at.join(', ')}, ${pythonText(text.text, program.quote)}${font}${rotation})`
  }
  let [x, y, size] = [...map.toData([box[0], box[3]]), USUAL_SIZE]
  const before = drawing.trace.artists.length
  for (let round = 0; round < 2; round++) {
    const code = applyEdits(drawing.code, [program.insertAfter(slot, statement(x, y, size))])
    const figure = code === null ? undefined : (await lab.trace([code]))[0]
    const drawn = figure && newText(figure, before, text.text)
    if (!drawn) return []
    const [a, b, c, d] = drawn
    const ratio = Math.max(box[2] - box[0], box[3] - box[1]) / Math.max(c - a, d - b)
    if (round === 0 && Math.abs(ratio - 1) > 0.15) {
      size = Math.round(size * ratio)
      continue
    }
    const moved = map.toPixels([x, y])
    ;[x, y] = map.toData([moved[0] + (box[0] + box[2] - a - c) / 2, moved[1] + (box[1] + box[3] - b - d) / 2])
    break
  }
  return proposed('add', 'seen', [program.insertAfter(slot, statement(x, y, size))], 'text')
}

function newText({ artists }: TracedFigure, before: number, text: string): Box | null {
  const found = artists.filter(
    (one: TracedArtist) => one.kind === 'text' && one.role === 'data' && one.data.text?.replaceAll('\\$', '$') === text,
  )
  return artists.length > before ? (found.at(-1)?.path.box ?? null) : null
}

function nearest({ axes }: TracedFigure, box: Box): TracedAxes | null {
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  const far = ({ box: [x0, y0, x1, y1] }: TracedAxes) =>
    Math.hypot(Math.max(x0 - x, 0, x - x1), Math.max(y0 - y, 0, y - y1))
  return axes.filter(({ colourbar }) => colourbar === undefined).sort((a, b) => far(a) - far(b))[0] ?? null
}

/** A label of a tick that the program's axes do not have: those are the numbers' to mend. */
function isNumberBeside(text: ReadText, box: Box, { box: [x0, y0, x1, y1] }: TracedAxes): boolean {
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  return isNumber(text) && (x < x0 || x > x1 || y < y0 || y > y1)
}

function isNumber({ text }: ReadText): boolean {
  return /^[\s\d.,+\-−–%°×^eE]+$/.test(text)
}

function toTrace({ sight }: Scene, [x0, y0, x1, y1]: Box): Box {
  return [...sight.toTrace([x0, y0]), ...sight.toTrace([x1, y1])]
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0])
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1])
  if (width <= 0 || height <= 0) return 0
  const area = ([x0, y0, x1, y1]: Box) => Math.max(1, (x1 - x0) * (y1 - y0))
  return (width * height) / Math.min(area(a), area(b))
}
