import type { Observation } from '../observation.ts'
import type { Trace, TracedArtist, TracedAxes, TracedFigure } from '../trace.ts'
import type { Fact, FactOf } from './fact.ts'
import { barMeasured, type Measured, type Panel, pointMeasured, wedgeMeasured } from './measured-values.ts'
import { isDenied, isMisread, valuesOf } from './misread.ts'

/** Of the size of all panels, by which a panel of the drawing may stand elsewhere in the picture. */
const ELSEWHERE = 0.15

/**
 * The facts, each with what the source picture says of it: values of bars, markers and lines against what was measured
 * on the picture's own axes, shares against its wedges, titles and axis labels against its texts; `not-measured` where
 * the picture does not tell.
 */
export function againstPicture(
  facts: readonly Fact[],
  trace: Trace,
  observation: Observation,
  figureIndex = 0,
): Fact[] {
  const figure = trace.figures.find(({ index }) => index === figureIndex)
  const artists = new Map(figure?.artists.map((artist) => [artist.id, artist]))
  const panels = figure ? pairPanels(figure, observation) : new Map<string, Panel>()
  const misread = new Set(
    [...panels].filter(([id, panel]) => isMisread(valuesOf(id, panel, figure!, observation))).map(([id]) => id),
  )
  const texts = new Set(observation.texts.map(({ text }) => plain(text)))
  const verdict = (fact: Fact): Fact['picture'] => {
    if (fact.kind === 'title' && texts.has(plain(fact.value.text))) return { verdict: 'measured' }
    if (fact.kind === 'axis' && texts.has(plain(fact.value.label))) return { verdict: 'measured' }
    const drawn = fact.artists.map((id) => artists.get(id)).filter((artist) => artist !== undefined)
    if (drawn.length !== 1 || misread.has(drawn[0]!.axes ?? '')) return { verdict: 'not-measured' }
    return judged(measuredOf(fact, drawn[0]!, panels, observation, [...artists.values()]))
  }
  const held = facts.map((fact) => ({ ...fact, picture: verdict(fact) }) as Fact)
  // An extreme rests on all values, and is as true as its own.
  const values = new Map(
    held.flatMap((fact) => (fact.kind === 'datum' ? [[placeOf(fact), fact.picture] as const] : [])),
  )
  return held.map((fact) => {
    const own = fact.kind === 'extreme' ? values.get(placeOf(fact)) : undefined
    return own ? { ...fact, picture: own } : fact
  })
}

const placeOf = ({ panel, value }: FactOf<'datum'> | FactOf<'extreme'>): string =>
  JSON.stringify([panel, value.series, value.at])

function measuredOf(
  fact: Fact,
  artist: TracedArtist,
  panels: ReadonlyMap<string, Panel>,
  { marks }: Observation,
  artists: readonly TracedArtist[],
): Measured | null {
  if (fact.kind === 'share') return wedgeMeasured(artist, fact.value.percent, marks, artists)
  if (fact.kind !== 'datum' && fact.kind !== 'extreme') return null
  const panel = panels.get(artist.axes ?? '')
  if (!panel) return null
  const own = marks.filter(({ axis }) => axis === panel.axis)
  const { at, value } = fact.value
  if (isNamedOtherwise(at, panel)) return null
  return barMeasured(artist, value, panel, own) ?? pointMeasured(artist, at, value, panel, own)
}

function judged(found: Measured | null): Fact['picture'] {
  if (!found) return { verdict: 'not-measured' }
  return isDenied(found) ? { verdict: 'contradicted', value: found.value } : { verdict: 'measured' }
}

/** Whether the picture has another category in that place: its value is not this one's. */
function isNamedOtherwise(at: string, { frame, axes }: Panel): boolean {
  return (['x', 'y'] as const).some((name) => {
    const side = axes[name]
    const drawn = frame[name].ticks.find(({ text }) => plain(text) === plain(at))
    if (side?.kind !== 'category' || !drawn) return false
    const read = side.ticks.find(({ value }) => value === Math.round(drawn.value))
    return plain(read?.text ?? '') !== plain(at)
  })
}

/** Which axes of the picture are which of the drawing, by id, by their places among each other; none where that is not plain. */
export function pairPanels(figure: TracedFigure, { axes }: Pick<Observation, 'axes'>): Map<string, Panel> {
  const frames = figure.axes.filter(
    ({ visible, projection, colourbar, inset }) => visible && projection === 'rectilinear' && !colourbar && !inset,
  )
  const places = new Map<string, Panel>()
  // Two scales in one place: which one a mark is on is not told.
  if (frames.length !== axes.length || frames.some(({ twin }) => twin)) return places
  const [drawn, read] = [spread(frames.map(({ box }) => box)), spread(axes.map(({ box }) => box))]
  const used = new Set<number>()
  for (const [i, frame] of frames.entries()) {
    const near = read
      .map(([x, y], axis) => ({ axis, off: Math.max(Math.abs(x - drawn[i]![0]), Math.abs(y - drawn[i]![1])) }))
      .sort((a, b) => a.off - b.off)[0]
    if (!near || near.off > ELSEWHERE || used.has(near.axis)) return new Map()
    used.add(near.axis)
    places.set(frame.id, { frame, axes: axes[near.axis]!, axis: near.axis })
  }
  return places
}

/** Middles of boxes as shares of the box around all. */
function spread(boxes: readonly TracedAxes['box'][]): (readonly [number, number])[] {
  const [x0, y0] = [Math.min(...boxes.map((box) => box[0])), Math.min(...boxes.map((box) => box[1]))]
  const [x1, y1] = [Math.max(...boxes.map((box) => box[2])), Math.max(...boxes.map((box) => box[3]))]
  return boxes.map((box) => [
    ((box[0] + box[2]) / 2 - x0) / (x1 - x0 || 1),
    ((box[1] + box[3]) / 2 - y0) / (y1 - y0 || 1),
  ])
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[−–—‒]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
}
