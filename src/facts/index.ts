import type { Trace, TracedAxis, TracedFigure } from '../trace.ts'
import { addColourbars } from './charts/tables.ts'
import { addChart } from './charts.ts'
import { type Fact, Ledger } from './fact.ts'
import { addGeometry } from './geometry.ts'
import { addGraph } from './graphs.ts'
import { addPanels, addShapesLayout } from './layout.ts'
import { panelsOf } from './panels.ts'
import { addRoundSolid } from './round-solids.ts'
import { plainText, type Scene } from './scene.ts'
import { addSolid } from './solids.ts'
import { addTwins } from './twins.ts'

export { type Caption, captionOf, type Sentence } from './caption.ts'
export { type DrawnElement, elementsOf } from './elements.ts'
export type { Fact, FactKind, FactOf, FactValues } from './fact.ts'
export { againstPicture, pairPanels } from './measured.ts'
export { heightAt, type Panel } from './measured-values.ts'
export { type Edit, type Refined, refine } from './refine.ts'

/** What holds for a figure of the trace, the last one unless told; leaves out what it cannot establish. */
export function factsOf(trace: Trace, figureIndex?: number): Fact[] {
  const figure =
    figureIndex === undefined ? trace.figures.at(-1) : trace.figures.find(({ index }) => index === figureIndex)
  if (!figure) return []
  const ledger = new Ledger()
  for (const { role, axes, data, visible, id, line } of figure.artists)
    if (role === 'title' && axes === null && visible && data.text?.trim())
      ledger.add('title', { text: plainText(data.text) }, 'title of the figure', [
        { artists: [id], lines: line === null ? [] : [line] },
      ])
  const panels = panelsOf(figure)
  if (panels.length > 1) ledger.add('count', { what: 'panel', colour: '', count: panels.length }, 'axes', [])
  for (const { name, scenes } of panels) {
    const own = ledger.in(name)
    const [scene, ...more] = scenes
    if (scene && more.length === 0) addScene(own, scene, figure)
    else addTwins(own, scenes, figure, addScene)
  }
  addPanels(ledger, figure)
  return ledger.list()
}

function addScene(ledger: Ledger, scene: Scene, figure: TracedFigure, name = (label: string) => label): void {
  const { axes } = scene
  if (axes.title) ledger.add('title', { text: plainText(axes.title) }, 'title of the axes', [])
  addAxes(ledger, scene)
  addColourbars(ledger, scene, figure)
  const crowded = isCrowded(scene)
  if ((!crowded || axes.projection === '3d') && addSolid(ledger, scene, figure)) return
  if (!crowded && axes.projection === 'rectilinear' && !axes.decorated) addRoundSolid(ledger, scene)
  const solid = ledger.list().some((fact) => fact.kind === 'solid' && fact.panel === ledger.panel)
  if (!solid && addChart(ledger, scene, name)) return
  if (crowded || axes.projection !== 'rectilinear' || CHART_CALLS.some((call) => scene.groups.has(call))) return
  const own = new Ledger()
  if ((solid || !addGraph(ledger, scene)) && addGeometry(own, scene, solid)) {
    addShapesLayout(own, figure, axes.id, shapeNames(own.list()))
    ledger.take(own.list())
  }
}

/** Elements of one axes that are compared with each other, pair by pair; of more nobody would read what holds. */
const MOST_ELEMENTS = 300

function isCrowded({ segments, paths, polygons, circles, markers, texts }: Scene): boolean {
  const lists = [segments, paths, polygons, circles, markers, texts]
  return lists.reduce((sum, { length }) => sum + length, 0) > MOST_ELEMENTS
}

/** Calls that draw charts of which nothing more is told: their strokes are no geometry. */
const CHART_CALLS = [
  'stem',
  'errorbar',
  'boxplot',
  'bxp',
  'violinplot',
  'eventplot',
  'hexbin',
  'bar',
  'barh',
  'hist',
  'table',
  'fill_between',
  'broken_barh',
  'stackplot',
]

function addAxes(ledger: Ledger, scene: Scene): void {
  const { axes } = scene
  const spatial = axes.projection === '3d'
  if (!spatial && (!axes.decorated || axes.projection !== 'rectilinear')) return
  for (const name of ['x', 'y', 'z'] as const) {
    const axis = axes[name]
    if (!axis) continue
    const [from, to] = axis.limits
    // Without a label it is told where numbers stand at it; those of a picture's cells count its pixels.
    const numbers = axis.scale !== 'category' && scene.images.length === 0 && !spatial && hasNumbers(axis)
    if (axis.label || numbers)
      ledger.add(
        'axis',
        { axis: name, label: plainText(axis.label), from, to, scale: axis.scale },
        'limits of the axis',
        [],
      )
  }
}

const hasNumbers = ({ ticks, scale }: TracedAxis): boolean => {
  const texts = ticks.map(({ text }) => text.trim()).filter(Boolean)
  return texts.length > 1 && (scale === 'date' || texts.every((text) => /^[-−]?[\d.,]+$|mathdefault/.test(text)))
}

/** Names of circles and polygons by their artists. */
function shapeNames(facts: readonly Fact[]): Map<string, string> {
  const names = new Map<string, string>()
  for (const fact of facts) {
    const shape = fact.kind === 'polygon' ? fact.value.shape : fact.kind === 'circle' ? 'circle' : null
    const [artist] = fact.artists
    if (!shape || artist === undefined || (fact.kind !== 'polygon' && fact.kind !== 'circle')) continue
    const { name, colour } = fact.value
    names.set(artist, name && !/^\d+$/.test(name) ? `${shape} ${name}` : colour ? `${colour} ${shape}` : shape)
  }
  return names
}
