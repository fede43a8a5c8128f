import type { Fact } from '../../../src/facts/fact.ts'
import { againstPicture } from '../../../src/facts/index.ts'
import type { Observation } from '../../../src/observation.ts'
import type { Trace } from '../../../src/trace.ts'
import { type Draft, line, pie, rect, scatter, traceOf } from '../../unit/facts/build.ts'
import type { PictureTruth, TruthAxes } from './truth.ts'

/** How facts fared: all, those marked measured, and those marked contradicted. */
export interface Verdicts {
  total: number
  measured: number
  contradicted: number
}

/** Share of the axis range (of a wedge: of the whole) by which a planted value is off. */
const PLANTED = 0.05

/** Verdicts on the true values of a picture, and on each of them when it alone is drawn wrong. */
export function judgePlanted(seen: Observation, truth: PictureTruth): { right: Verdicts; wrong: Verdicts } {
  const right = { total: 0, measured: 0, contradicted: 0 }
  const wrong = { total: 0, measured: 0, contradicted: 0 }
  const count = (sum: Verdicts, made: Made | null) => {
    if (!made) return
    const [fact] = againstPicture([made.fact], made.trace, seen)
    sum.total++
    if (fact?.picture?.verdict === 'measured') sum.measured++
    if (fact?.picture?.verdict === 'contradicted') sum.contradicted++
  }
  for (let frame = 0; frame < truth.axes.length; frame++) {
    const { bars, markers, wedges = [] } = truth.axes[frame]!
    const values = bars.length || markers.length || wedges.length
    for (let i = 0; i < values; i++) {
      count(right, drawn(truth, frame, i, 0))
      count(wrong, drawn(truth, frame, i, i % 2 === 0 ? PLANTED : -PLANTED))
    }
  }
  return { right, wrong }
}

interface Made {
  readonly fact: Fact
  readonly trace: Trace
}

/** The picture's program with value `i` of one axes off, and the fact about it. */
function drawn(truth: PictureTruth, frame: number, i: number, off: number): Made | null {
  const made = truth.axes.map((axes, k) => artistsOf(truth, axes, k === frame ? i : -1, off))
  if (made.some((one) => one === null)) return null
  const trace = traceOf(
    ...truth.axes.map(({ box, x, y }, k): Parameters<typeof traceOf>[number] => [
      {
        box: [...box] as [number, number, number, number],
        ...(x ? { x: [...x.limits] as [number, number] } : {}),
        ...(y ? { y: [...y.limits] as [number, number] } : {}),
      },
      made[k]!.list,
    ]),
  )
  const before = made.slice(0, frame).reduce((sum, one) => sum + one!.list.length, 0)
  const { value, at, index, share } = made[frame]!
  const fact = {
    id: 'f1',
    kind: share ? 'share' : 'datum',
    value: share ? { name: 'a', percent: value, colour: 'C0' } : { series: 'a', at, value },
    artists: [`artist${before + index}`],
    lines: [1],
    check: 'test',
  } as Fact
  return { fact, trace }
}

function artistsOf(truth: PictureTruth, axes: TruthAxes, i: number, off: number) {
  const { bars, markers, wedges = [], x, y } = axes
  const colours = {
    bars: axes.colours.bars.map((hex) => `${hex}ff`),
    markers: axes.colours.markers.map((hex) => `${hex}ff`),
    wedges: axes.colours.wedges.map((hex) => `${hex}ff`),
  }
  if (wedges.length > 0) {
    const parts = wedges.map(([from, to], k) => (((to - from + 360) % 360) / 360) * 100 + (k === i ? off * 100 : 0))
    const list = pie(parts, parts.map(String), colours.wedges)
    return { list, value: parts[i] ?? 0, at: '', index: i, share: true }
  }
  if (!x || !y || x.kind === 'log' || y.kind === 'log') return null
  const flat = truth.kind === 'bars_across'
  const range = (side: typeof x) => Math.abs(side.limits[1] - side.limits[0])
  if (bars.length > 0) {
    const grow = off * range(flat ? x : y)
    const list = bars.map(([cx, cy, w, h], k) => {
      const more = k === i ? grow : 0
      const [left, low] = [cx - w / 2, cy - h / 2]
      const look = { colour: colours.bars[k]! }
      return flat ? rect(left, low, w + more, h, look) : rect(left, low, w, h + more, look)
    })
    const [, , w, h] = bars[i] ?? [0, 0, 0, 0]
    return { list, value: (flat ? w : h) + grow, at: '', index: i, share: false }
  }
  const points = markers.map(([u, v], k) => [u, v + (k === i ? off * range(y) : 0)] as [number, number])
  const series = [...new Set(colours.markers)]
  const list = series.map((colour): Draft => {
    const own = points.filter((_, k) => colours.markers[k] === colour)
    const scattered = truth.kind === 'points' || truth.kind === 'clouds'
    return scattered ? scatter(own, { colour }) : line(own, { colour, marker: true })
  })
  const [u, v] = points[i] ?? [0, 0]
  return { list, value: v, at: String(u), index: Math.max(0, series.indexOf(colours.markers[i]!)), share: false }
}
