import { colourDistance } from '../../../measured/colours.ts'
import { middle, upright, wordsOf } from '../../../measured/words.ts'
import type { Observation, ReadText } from '../../../observation.ts'
import { pythonText } from '../../../python/literal.ts'
import type { Literal } from '../../../python/protocol.ts'
import type { TracedArtist, TracedAxes } from '../../../trace.ts'
import type { StepEdit } from '../../protocol.ts'
import { Placing } from '../placing.ts'
import { Program } from '../program.ts'
import type { Drawing } from '../proposal.ts'
import type { Change } from '../turns.ts'
import { isFormula } from './lines.ts'

/** From here on a text is added that the program does not have. */
const SURE = 0.85
/** Levels between the colour of a legend's swatch and that of what it stands for. */
const SAME_COLOUR = 40
/** Share of the axes' width by which a title may lie off their middle. */
const OFF_MIDDLE = 0.06
/** Heights of a title above its axes. */
const ABOVE = 3

type Slot = 'title' | 'xlabel' | 'ylabel'

/** Texts that were read and not drawn, for whose place the program has a slot that is empty. */
export function slotChanges(
  drawing: Pick<Drawing, 'code' | 'trace' | 'score'>,
  observation: Observation,
  literals: readonly Literal[],
  paired: ReadonlySet<ReadText>,
): Change[] {
  const program = Program.read(drawing.code)
  if (!program) return []
  const { trace } = drawing
  const words = wordsOf(observation).panels
  const placing = new Placing(drawing, observation)
  const isNew = (text: ReadText | undefined): text is ReadText =>
    text !== undefined &&
    !paired.has(text) &&
    text.confidence >= SURE &&
    /\p{L}/u.test(text.text) &&
    !isFormula(text.text)
  return trace.axes.flatMap((frame) => {
    if (!frame.visible || frame.colourbar !== undefined) return []
    const panel = placing.panels.get(frame.id)
    const found = panel && words[panel.axis]
    const wanted: [Slot, ReadText | undefined, string][] = [
      ['title', found?.title ?? (panel ? undefined : titleOver(frame, drawing, placing, observation)), frame.title],
      ['xlabel', found?.xLabel, frame.x.label],
      ['ylabel', found?.yLabel, frame.y.label],
    ]
    const changes = wanted.flatMap(([slot, text, drawn]): Change[] => {
      if (drawn.trim() !== '' || !isNew(text)) return []
      const edit = emptyLiteral(slot, frame, drawing, literals, text) ?? statement(program, drawing, frame, slot, text)
      return edit ? [{ key: `${frame.id} ${slot} ${text.text}`, edits: [edit], within: ['all'] }] : []
    })
    const legend = legendChange(program, drawing, frame, found?.legend.filter(isNew) ?? [])
    return legend ? [...changes, legend] : changes
  })
}

const said = ({ text }: ReadText) => text.replace(/\s+/g, ' ').trim()

/** `set_title('')`, where it can be of these axes alone. */
function emptyLiteral(
  slot: Slot,
  frame: TracedAxes,
  { trace }: Pick<Drawing, 'trace'>,
  literals: readonly Literal[],
  text: ReadText,
): StepEdit | undefined {
  const own = literals.filter(
    ({ value, call }) => value === '' && call !== null && new RegExp(`\\b(set_)?${slot}$`).test(call),
  )
  const [one] = own
  if (!one || own.length > 1 || trace.axes.some(({ id, colourbar }) => id !== frame.id && colourbar === undefined))
    return
  const to = pythonText(said(text), one.text.includes('"') ? '"' : "'")
  return { line: one.line, column: one.column, from: one.text, to, reason: 'read', detail: said(text) }
}

function statement(
  program: Program,
  { trace }: Pick<Drawing, 'trace'>,
  frame: TracedAxes,
  name: Slot,
  text: ReadText,
): StepEdit | undefined {
  const slot = program.slot(trace, frame.id)
  if (!slot) return
  const method = slot.axes === program.pyplot ? name : `set_${name}`
  const written = `${slot.axes}.${method}(${pythonText(said(text), program.quote)})`
  return { ...program.insertAfter(slot, written), reason: 'read', detail: said(text) }
}

/** Of axes without marks to calibrate them, as of a pie: the lowest text over their middle. */
function titleOver(
  frame: TracedAxes,
  { trace }: Pick<Drawing, 'trace'>,
  placing: Placing,
  { texts }: Observation,
): ReadText | undefined {
  if (trace.axes.filter(({ visible }) => visible).length !== 1) return
  const [x0, y0] = placing.toPicture([frame.box[0], frame.box[1]]) as readonly [number, number]
  const [x1] = placing.toPicture([frame.box[2], frame.box[1]]) as readonly [number, number]
  return texts
    .filter((text) => {
      const height = text.box[3] - text.box[1]
      const isOver = text.box[3] <= y0 + height / 2 && text.box[3] >= y0 - ABOVE * height
      return upright(text) && isOver && Math.abs(middle(text.box)[0] - (x0 + x1) / 2) <= OFF_MIDDLE * (x1 - x0)
    })
    .sort((a, b) => b.box[3] - a.box[3])[0]
}

/** Labels for what has the colours of a legend's swatches, and the legend itself. */
function legendChange(
  program: Program,
  { trace }: Pick<Drawing, 'trace'>,
  frame: TracedAxes,
  entries: readonly (ReadText & { readonly swatch: string })[],
): Change | undefined {
  const own = trace.artists.filter(({ axes }) => axes === frame.id)
  const calls = entries.flatMap((entry) => {
    const alike = own.filter((artist) => artist.role === 'data' && !artist.loop && hasColour(artist, entry.swatch))
    const made = new Set(alike.map(({ line, call }) => `${line} ${call}`))
    const call = made.size === 1 ? program.callOf(alike[0]!) : null
    const isNamed = call?.arguments.some(
      ({ keyword, value }) => keyword === 'label' || program.text(value).startsWith('*'),
    )
    return call && !isNamed ? [{ call, entry }] : []
  })
  if (
    calls.length === 0 ||
    calls.length < entries.length ||
    new Set(calls.map(({ call }) => call.from)).size < calls.length
  )
    return
  const edits: StepEdit[] = calls.map(({ call, entry }) => ({
    ...program.addKeyword(call, 'label', pythonText(said(entry), program.quote)),
    reason: 'read',
    detail: said(entry),
  }))
  if (!own.some(({ role }) => role === 'legend')) {
    const slot = program.slot(trace, frame.id)
    if (!slot) return
    edits.push({
      ...program.insertAfter(slot, `${slot.axes}.legend()`),
      reason: 'read',
      detail: entries.map(said).join(', '),
    })
  }
  return { key: `${frame.id} legend ${entries.map(said).join('|')}`, edits, within: ['all'] }
}

function hasColour({ style }: TracedArtist, colour: string): boolean {
  const shown = [style.marker?.face, style.fill, style.colour].filter((one) => one && one !== 'none')
  return shown.some((one) => colourDistance(one!.slice(0, 7), colour) <= SAME_COLOUR)
}
