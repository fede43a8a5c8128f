import type { Observation, ReadAxes, ReadMark } from '../observation.ts'
import type { Raster } from '../raster/raster.ts'
import type { Box } from '../trace.ts'
import { calibrate } from './axes/calibrate.ts'
import { framed } from './axes/framed.ts'
import { settleLabels } from './axes/settle.ts'
import { numberOf } from './axes/values.ts'
import { settleCase, settleZeros } from './case.ts'
import { findInk, type Ink } from './ink.ts'
import { measureMarks, pieMarks } from './marks/measure.ts'
import { closedInk } from './shapes/closed.ts'
import { lookOf } from './shapes/look.ts'
import { looseAxes } from './shapes/loose-axes.ts'
import { shapesOn } from './shapes/on-axes.ts'
import { hexOf, type Rgb, rgbOf } from './shapes/pixels.ts'
import { shapesIn } from './shapes/shapes.ts'
import { withLooks } from './shapes/strokes.ts'
import { withSwatches } from './shapes/swatches.ts'
import { tidyTexts, tightened, withoutMarks } from './shapes/tidy.ts'
import { withoutStrays } from './stray.ts'
import type { FoundText, TextReader } from './text.ts'
import { settleUnits } from './units.ts'

/** Less sure text may be part of what was drawn. */
const SURE = 0.8

/** Texts as what stands around them tells: their axis, their size, the others, the unit in them. */
function settleAll(texts: readonly FoundText[], axes: readonly ReadAxes[]): FoundText[] {
  return settleUnits(settleZeros(settleCase(settleLabels(texts, axes))))
}

/** What a picture says by itself: its texts, its axes calibrated by them, and what those measure. */
export async function observe(picture: Raster, reader: TextReader): Promise<Observation> {
  const ink = findInk(picture)
  const found = tidyTexts(await reader.read(picture, ink))
  const calibrated = calibrate(found, ink)
  const isLoose = !calibrated.some(({ x, y }) => x && y)
  const axes = looseAxes(calibrated, found).map((one) => (isLoose ? framed(one, ink) : one))
  const seen = withoutMarks(withoutStrays(found, axes), axes, picture, ink.background)
  const texts = settleAll(seen, axes).map(({ text, alternatives, box, angle, confidence }, i) => ({
    id: `t${i + 1}`,
    text,
    alternatives,
    box,
    angle,
    confidence,
  }))
  const sure = texts.filter(({ confidence }) => confidence >= SURE)
  const numbers = sure.filter(({ text }) => numberOf(text) !== null)
  const boxes = (list: typeof texts) => list.map(({ box }) => box)
  const measured = measureMarks(picture, ink, axes, boxes(sure), boxes(numbers))
  // Without axes and pies a picture is shapes and labels.
  const drawn = axes.flatMap((one, i) =>
    measured.some(({ axis }) => axis === i) ? [] : shapesOn(picture, one, i, boxes(sure)),
  )
  const marks = axes.length + measured.length > 0 ? [...measured, ...drawn] : freeMarks(picture, ink, boxes(sure))
  const background: Rgb = ink.background
  const loose = new Set(found.filter(({ isFree }) => !isFree).map(({ box }) => box))
  const onFills = texts.map((text) => (loose.has(text.box) ? tightened(picture, text) : text))
  const looks = axes.map((one, i) => {
    const drawn = marks.flatMap(({ axis, colour }) => (axis === i && colour ? [colour] : []))
    return { ...one, look: lookOf(picture, one, [...new Set(drawn)].map(rgbOf), background) }
  })
  const ground = ({ axis }: ReadMark) => (looks[axis] ? rgbOf(looks[axis].look.face) : background)
  const colours = [...new Set(marks.flatMap(({ colour }) => (colour ? [colour] : [])))].map(rgbOf)
  return {
    version: 1,
    width: picture.width,
    height: picture.height,
    texts: withSwatches(picture, onFills, axes, colours, background),
    axes: looks,
    marks: withLooks(picture, marks, ground),
    background: hexOf(background),
  }
}

function freeMarks(picture: Raster, ink: Ink, texts: readonly Box[]): ReadMark[] {
  const wedges = pieMarks(picture, closedInk(ink))
  return wedges.length > 0 ? wedges : shapesIn(picture, ink, texts)
}
