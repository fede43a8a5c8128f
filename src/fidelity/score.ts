import type { Observation } from '../observation.ts'
import { limitSide } from '../raster/area.ts'
import { type Edges, findEdges } from '../raster/edges.ts'
import type { Raster } from '../raster/raster.ts'
import { resampleSimilar, type Similarity } from '../raster/similarity.ts'
import type { Box, TracedFigure } from '../trace.ts'
import { bootstrap } from './bootstrap.ts'
import { corrected } from './chance.ts'
import { clarity } from './clarity.ts'
import { clean } from './clean.ts'
import { cachedDifference, colour } from './colour.ts'
import { compareElements, type Elements } from './elements.ts'
import { fadeGrid, fadeLegend } from './furniture.ts'
import { geometry } from './geometry.ts'
import { type Drawing, isBlank, readDrawing } from './ink.ts'
import { readLabels, scaledTexts, textValue } from './labels.ts'
import { layout } from './layout.ts'
import { placing, traceOutlines } from './outlines.ts'
import { isPasted } from './pasted.ts'
import { polish } from './polish.ts'
import { LEVEL, register } from './register.ts'
import { residual } from './residual.ts'
import { compareStyle } from './style.ts'
import { spread, tellingWeights } from './telling.ts'
import { COMPONENTS, type Component, type ComponentName, type GateReason, type Overlay, type Score } from './types.ts'

/*
 * The fidelity score. The render is registered to the source by a uniform scale and a shift; then four components are
 * measured on pixels, and two more where the trace of the drawing is at hand: `elements` and `text` (elements.ts, labels.ts).
 * Without it they stand in `missing`.
 *
 * Chance: pictures of one family share frames, grids and rims whatever they show. Instead of subtracting a constant, each
 * place is weighed by how much it tells (telling.ts): what a picture repeats in its own mirror images counts a tenth.
 * Identical pictures still score 1 in every component, and nothing is learned from data. Ink that meets no ink counts as
 * disagreeing in colour, and layout and clarity look at outlines, so that paper and large fills do not add up to a score.
 */

/** Percent of the full definition. */
const WEIGHTS = { elements: 35, geometry: 20, colour: 15, text: 10, clarity: 10, layout: 10 } as const

/** Scoring looks at pictures of at most this side. */
const LONGEST = 1600

/** Share of dashes and markers in the component of colour and style. */
const STYLE = 0.4

/** Share of elements from which two drawings are related at all, and what pixels count for without: a search needs a slope. */
const RELATED = 0.3
const UNRELATED = 0.1

/** What following a moved part must gain over leaving the render where it is. */
const MARGIN = 0.05

/** A score of 0 with its reason: there was nothing that could be compared. */
export function gate(reason: GateReason): Score {
  return { total: 0, reason, components: {}, missing: COMPONENTS }
}

/** What is known beside the pixels. */
export interface Known {
  /** Of the drawing that `render` shows. */
  readonly trace?: TracedFigure
  /** Of the source. */
  readonly observation?: Observation
}

/** How faithfully `render` shows what `source` shows, 0 to 1; the sizes may differ. A blank picture on either side closes the gate. */
export function scoreFigure(source: Raster, render: Raster, { trace, observation }: Known = {}): Score {
  const { raster: a } = clean(limitSide(source, LONGEST))
  const { raster: b } = clean(limitSide(render, Math.max(a.width, a.height)))
  const from = readDrawing(a)
  const drawn = readDrawing(b)
  if (isBlank(from) || isBlank(drawn)) return gate('empty')
  const small = limitSide(a, LEVEL)
  const smallEdges = findEdges(small)
  const edges = findEdges(a)
  const { raster: aligned, map } = align(a, edges, small, smallEdges, drawn)
  const to = aligned === b ? drawn : readDrawing(aligned, drawn.background)
  const place = trace && placing(trace, map, b.width, edges)
  if (trace && place && isPasted(trace, place, from)) return gate('pasted-input')
  const texts = scaledTexts(observation, a.width / source.width)
  const toEdges = findEdges(aligned)
  const labels = trace && place && readLabels(trace, place, from, to, toEdges, texts)
  const smallTo = limitSide(aligned, LEVEL)
  const smallToEdges = findEdges(smallTo)
  const smallWeights = tellingWeights(smallEdges, smallToEdges)
  const outlines = trace && place && traceOutlines(trace, place)
  if (labels && outlines) {
    fadeLegend(smallWeights, small, small.width / a.width, trace, place, labels)
    fadeGrid(smallWeights, small, small.width / a.width, trace, outlines)
  }
  const weights = spread(smallWeights, small.width, small.height, a.width, a.height)
  const difference = cachedDifference()
  const pixels = {
    geometry: geometry(edges, toEdges, weights),
    colour: colour(from, to, weights, difference),
    clarity: clarity(small, smallTo, smallEdges, smallToEdges, smallWeights),
    layout: layout(edges, toEdges, weights),
  }
  const registration = {
    ...map,
    residual: residual(edges, toEdges),
    aspect: (render.width * source.height) / (render.height * source.width) - 1,
    background: Math.max(...from.background.map((value, c) => Math.abs(value - drawn.background[c]!))),
  }
  if (!labels || !outlines) return corrected({ ...total(pixels), registration })
  const style = compareStyle(trace, outlines, from, to, difference)
  const elements = compareElements(trace, outlines, place, edges, toEdges, weights, labels, style.likeness)
  const known = { ...pixels, colour: withStyle(pixels.colour, style.value) }
  const whole = (value: number | undefined) =>
    total({ ...lessChance(known, value), elements: value, text: textValue(labels) })
  const score = whole(elements.value)
  return corrected(
    {
      ...score,
      registration,
      elements: elements.verdicts,
      overlay: overlay(elements, source.width / a.width),
      interval: bootstrap(elements.terms, (value) => whole(value).total),
    },
    trace,
  )
}

/** Where the source shows next to nothing of what the program draws, what agrees of its pixels does so by chance. */
function lessChance<Names extends ComponentName>(
  values: { readonly [name in Names]: number },
  elements = 1,
): { readonly [name in Names]: number } {
  const trust = Math.min(1, UNRELATED + ((1 - UNRELATED) * elements) / RELATED)
  const scaled = Object.entries<number>(values).map(([name, value]) => [name, value * trust])
  return Object.fromEntries(scaled) as { [name in Names]: number }
}

/** Colours of ink and, where the trace has dashes or markers, these. */
function withStyle(colours: number, style: number | undefined): number {
  return style === undefined ? colours : (1 - STYLE) * colours + STYLE * style
}

function overlay({ missing, unsupported }: Elements, scale: number): Overlay {
  const back = (box: Box) => box.map((side) => Math.round(side * scale)) as unknown as Box
  return { missing: missing.map(back), unsupported: unsupported.map(back) }
}

/** The render drawn over the source (`raster` itself when it already lies there), and the way from the source to it. */
function align(
  source: Raster,
  edges: Edges,
  small: Raster,
  smallEdges: Edges,
  { raster, background }: Drawing,
): { raster: Raster; map: Similarity } {
  const draw = (map: Similarity) => ({
    raster: resampleSimilar(raster, source.width, source.height, map, background),
    map,
  })
  const smallRender = limitSide(raster, LEVEL)
  const { still, best } = register(smallEdges, findEdges(smallRender))
  // From points of small pictures to points of large ones.
  const enlarged = ({ scale, dx, dy }: Similarity): Similarity => {
    const grow = raster.width / smallRender.width
    if (scale === 1 && raster.width === source.width && small.width === smallRender.width) {
      return { scale, dx: dx * grow, dy: dy * grow }
    }
    return { scale: (scale * grow * small.width) / source.width, dx: dx * grow, dy: dy * grow }
  }
  if (best === still) return draw(enlarged(still))
  // Registration counts all edges alike. Where it follows a large part that was moved, the rest may tell more.
  const gain = (map: Similarity) => {
    const moved = findEdges(resampleSimilar(smallRender, small.width, small.height, map, background))
    return geometry(smallEdges, moved, tellingWeights(smallEdges, moved))
  }
  if (gain(still) + MARGIN > gain(best)) return draw(enlarged(still))
  return draw(polish(edges, findEdges(raster), enlarged(best), (2 * raster.width) / smallRender.width))
}

function total(values: { readonly [name in ComponentName]?: number | undefined }): Score {
  const components: { [name in ComponentName]?: Component } = {}
  let [sum, weights] = [0, 0]
  for (const name of COMPONENTS) {
    const value = values[name]
    if (value === undefined) continue
    components[name] = { value, weight: WEIGHTS[name] }
    sum += value * WEIGHTS[name]
    weights += WEIGHTS[name]
  }
  return { total: sum / weights, reason: null, components, missing: COMPONENTS.filter((name) => !(name in components)) }
}
