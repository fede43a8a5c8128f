import { limitSide } from '../raster/area.ts'
import { findEdges } from '../raster/edges.ts'
import type { Raster } from '../raster/raster.ts'
import { resampleSimilar } from '../raster/similarity.ts'
import { clarity } from './clarity.ts'
import { colour } from './colour.ts'
import { geometry } from './geometry.ts'
import { isBlank, readDrawing } from './ink.ts'
import { layout } from './layout.ts'
import { polish } from './polish.ts'
import { LEVEL, register } from './register.ts'
import { tellingWeights } from './telling.ts'
import { COMPONENTS, type Component, type ComponentName, type GateReason, type Score } from './types.ts'

const WEIGHTS = { elements: 35, geometry: 20, colour: 15, text: 10, clarity: 10, layout: 10 } as const

/** Scoring looks at pictures of at most this side. */
const LONGEST = 1600

/** A score of 0 with its reason: there was nothing that could be compared. */
export function gate(reason: GateReason): Score {
  return { total: 0, reason, components: {}, missing: COMPONENTS }
}

export function scoreFigure(source: Raster, render: Raster): Score {
  const a = limitSide(source, LONGEST)
  const b = limitSide(render, Math.max(a.width, a.height))
  const from = readDrawing(a)
  const drawn = readDrawing(b)
  if (isBlank(drawn) || isBlank(from)) return gate('empty')
  const smallFrom = limitSide(a, LEVEL)
  const fromEdges = findEdges(a)
  const rough = register(a, b, smallFrom, limitSide(b, LEVEL))
  const toRender = rough.exact
    ? rough.toRender
    : polish(fromEdges, findEdges(b), rough.toRender, (2 * b.width) / smallFrom.width)
  const aligned = resampleSimilar(b, a.width, a.height, toRender, drawn.background)
  const to = aligned === b ? drawn : readDrawing(aligned, drawn.background)
  const smallTo = limitSide(aligned, LEVEL)

  const toEdges = findEdges(aligned)
  const [smallFromEdges, smallToEdges] = [findEdges(smallFrom), findEdges(smallTo)]
  const weights = tellingWeights(smallFromEdges, smallToEdges, a.width, a.height)
  const smallWeights = tellingWeights(smallFromEdges, smallToEdges, smallFrom.width, smallFrom.height)
  const values = {
    geometry: geometry(fromEdges, toEdges, weights),
    colour: colour(from, to, weights),
    clarity: clarity(smallFrom, smallTo, smallFromEdges, smallToEdges, smallWeights),
    layout: layout(fromEdges, toEdges, weights),
  }
  return total(values)
}

function total(values: { readonly [name in ComponentName]?: number }): Score {
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
