import type { Trace } from '../trace.ts'
import { addChart } from './charts.ts'
import { type Fact, Ledger } from './fact.ts'
import { addGeometry } from './geometry.ts'
import { addGraph } from './graphs.ts'
import { addPanels, addShapesLayout } from './layout.ts'
import { plainText, type Scene, scenesOf } from './scene.ts'
import { addSolid } from './solids.ts'

export { type Caption, captionOf, type Sentence } from './caption.ts'
export { type DrawnElement, elementsOf } from './elements.ts'
export type { Fact, FactKind, FactOf, FactValues } from './fact.ts'
export { type Edit, type Refined, refine } from './refine.ts'

/** What holds for a figure of the trace, the last one unless told; leaves out what it cannot establish. */
export function factsOf(trace: Trace, figureIndex?: number): Fact[] {
  const figure =
    figureIndex === undefined ? trace.figures.at(-1) : trace.figures.find(({ index }) => index === figureIndex)
  if (!figure) return []
  const ledger = new Ledger()
  const scenes = scenesOf(figure)
  for (const scene of scenes) {
    const { axes } = scene
    // Values of one panel among several carry its title, so that no two panels contradict each other.
    const prefix = scenes.length > 1 ? plainText(axes.title) : ''
    if (axes.title) ledger.add('title', { text: plainText(axes.title) }, 'title of the axes', [])
    if (scenes.length > 1 && !prefix) continue
    addAxes(ledger, scene, scenes.length > 1)
    const crowded = isCrowded(scene)
    if (!crowded && addSolid(ledger, scene, figure)) continue
    if (scenes.length > 1) {
      // Counts and the like of several panels would be read as one picture's: only what is named is stated.
      const own = new Ledger()
      addChart(own, scene, () => prefix)
      for (const fact of own.list()) {
        if (fact.kind === 'datum' && fact.value.series === prefix) ledger.add('datum', fact.value, fact.check, [fact])
      }
      continue
    }
    if (addChart(ledger, scene, (label) => label)) continue
    if (crowded || axes.projection !== 'rectilinear' || CHART_CALLS.some((call) => scene.groups.has(call))) continue
    if (addGraph(ledger, scene) || !addGeometry(ledger, scene)) continue
    addShapesLayout(ledger, figure, axes.id, shapeNames(ledger.list()))
  }
  addPanels(ledger, figure)
  return ledger.list()
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
]

function addAxes(ledger: Ledger, { axes }: Scene, several: boolean): void {
  if (several || !axes.decorated || axes.projection !== 'rectilinear') return
  for (const name of ['x', 'y'] as const) {
    const axis = axes[name]
    const [from, to] = axis.limits
    if (axis.label)
      ledger.add(
        'axis',
        { axis: name, label: plainText(axis.label), from, to, scale: axis.scale },
        'limits of the axis',
        [],
      )
  }
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
