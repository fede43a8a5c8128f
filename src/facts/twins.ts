import type { TracedAxis, TracedFigure } from '../trace.ts'
import { type Fact, Ledger, type Side } from './fact.ts'
import { plainText, type Scene } from './scene.ts'

type AddScene = (ledger: Ledger, scene: Scene, figure: TracedFigure, name: (label: string) => string) => void

/** Two scales in one place: each series is told with the scale that it is read on; counts are of both together. */
export function addTwins(ledger: Ledger, scenes: readonly Scene[], figure: TracedFigure, addScene: AddScene): void {
  const own = scenesWithScale(
    scenes.map((scene) => withTicks(scene, scenes)),
    figure,
  )
  const parts = own.map(({ scene, axis, scale, side }) => {
    const part = new Ledger()
    addScene(part, scene, figure, (label) => label || withoutUnit(scale) || side || '')
    return part.list().map((fact): Fact => {
      if (fact.kind === 'series')
        return { ...fact, value: { ...fact.value, ...(side ? { side } : {}), ...(scale ? { scale } : {}) } }
      if (fact.kind === 'axis' && fact.value.axis === axis && side) return { ...fact, value: { ...fact.value, side } }
      return fact
    })
  })
  const names = parts.map((facts) => new Set(facts.map(seriesOf)))
  const counts = Map.groupBy(
    parts.flat().filter((fact) => fact.kind === 'count'),
    ({ value }) => `${value.what} ${value.colour}`,
  )
  parts.forEach((facts, i) => {
    for (const fact of facts) {
      if (fact.kind === 'count') continue
      // A name that both have tells neither apart.
      const series = seriesOf(fact)
      if (series !== null && (series === '' || names.some((other, k) => k !== i && other.has(series)))) continue
      ledger.take([fact])
    }
    addScale(ledger, facts, own[i])
  })
  for (const same of counts.values()) {
    const [first] = same
    if (!first || (same.length > 1 && !ADDED.includes(first.value.what))) continue
    // Series of one part alone are not those of the drawing.
    if (first.value.what === 'series' && same.length < parts.length) continue
    const count = same.reduce((sum, { value }) => sum + value.count, 0)
    ledger.add('count', { ...first.value, count }, first.check, same)
  }
}

const ADDED = ['bar', 'line', 'curve', 'point', 'series', 'segment', 'circle', 'polygon']

/** A shared axis has its texts on one of the twins alone. */
function withTicks(scene: Scene, all: readonly Scene[]): Scene {
  const axes = { ...scene.axes }
  for (const axis of ['x', 'y'] as const) {
    const own = scene.axes[axis]
    const other = all.find(
      ({ axes: twin }) =>
        twin[axis].limits.every((limit, i) => limit === own.limits[i]) && twin[axis].ticks.some(({ text }) => text),
    )
    if (other && !own.ticks.some(({ text }) => text))
      axes[axis] = { ...own, ticks: other.axes[axis].ticks, scale: other.axes[axis].scale }
  }
  return { ...scene, axes }
}

interface Scaled {
  readonly scene: Scene
  readonly axis: 'x' | 'y'
  readonly scale: string
  readonly side: Side | undefined
}

function scenesWithScale(scenes: readonly Scene[], figure: TracedFigure): Scaled[] {
  const same = (axis: 'x' | 'y') =>
    scenes.every(({ axes }) => axes[axis].limits.every((limit, i) => limit === scenes[0]?.axes[axis].limits[i]))
  const axis = same('y') && !same('x') ? 'x' : 'y'
  return scenes.map((scene) => ({
    scene,
    axis,
    scale: plainText(scene.axes[axis].label),
    side: sideOf(scene, axis, figure),
  }))
}

/** Where the scale's texts stand. */
function sideOf({ axes }: Scene, axis: 'x' | 'y', figure: TracedFigure): Side | undefined {
  const texts = new Set([axes[axis].label, ...axes[axis].ticks.map(({ text }) => text)].filter(Boolean))
  const [x0, y0, x1, y1] = axes.box
  for (const { kind, role, data, path, axes: id } of figure.artists) {
    if (id !== axes.id || kind !== 'text' || (role !== 'label' && role !== 'tick') || !path.box) continue
    if (!texts.has(data.text ?? '')) continue
    const [x, y] = [(path.box[0] + path.box[2]) / 2, (path.box[1] + path.box[3]) / 2]
    if (axis === 'y' && y > y0 - 20 && y < y1 + 20 && (x < x0 || x > x1)) return x < x0 ? 'left' : 'right'
    if (axis === 'x' && x > x0 - 20 && x < x1 + 20 && (y < y0 || y > y1)) return y < y0 ? 'top' : 'bottom'
  }
  return undefined
}

/** A series that only its values tell has its scale told too. */
function addScale(ledger: Ledger, facts: readonly Fact[], own: Scaled | undefined): void {
  if (!own?.side && !own?.scale) return
  const named = new Set(facts.flatMap((fact) => (fact.kind === 'series' ? [fact.value.name] : [])))
  const values = facts.filter((fact) => fact.kind === 'datum')
  for (const [name, data] of Map.groupBy(values, ({ value }) => value.series)) {
    if (!name || named.has(name)) continue
    const { side, scale } = own
    ledger.add(
      'series',
      { name, colour: '', size: data.length, ...(side ? { side } : {}), ...(scale ? { scale } : {}) },
      'values on one of two scales',
      data,
    )
  }
}

function seriesOf(fact: Fact): string | null {
  switch (fact.kind) {
    case 'series':
      return fact.value.name
    case 'datum':
    case 'extreme':
    case 'order':
    case 'trend':
    case 'error':
      return fact.value.series
    case 'zero':
    case 'extremum':
    case 'intercept':
    case 'asymptote':
    case 'period':
    case 'hole':
      return fact.value.name
    default:
      return null
  }
}

const withoutUnit = (label: TracedAxis['label']): string => label.replace(/\s*[([][^()[\]]{1,12}[)\]]\s*$/, '')
