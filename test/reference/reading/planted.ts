import type { Fact } from '../../../src/facts/fact.ts'
import { againstPicture } from '../../../src/facts/index.ts'
import type { Observation, ReadMark } from '../../../src/observation.ts'
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
const CYCLE = ['1f77b4', 'ff7f0e', '2ca02c', 'd62728', '9467bd', '8c564b', 'e377c2', '7f7f7f', 'bcbd22', '17becf']

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
      count(right, drawn(seen, truth, frame, i, 0))
      count(wrong, drawn(seen, truth, frame, i, i % 2 === 0 ? PLANTED : -PLANTED))
    }
  }
  return { right, wrong }
}

interface Made {
  readonly fact: Fact
  readonly trace: Trace
}

/** The picture's program with value `i` of one axes off, and the fact about it. */
function drawn(seen: Observation, truth: PictureTruth, frame: number, i: number, off: number): Made | null {
  const made = truth.axes.map((axes, k) => artistsOf(seen, truth, axes, k === frame ? i : -1, off))
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

function artistsOf(seen: Observation, truth: PictureTruth, axes: TruthAxes, i: number, off: number) {
  const { bars, markers, wedges = [], x, y } = axes
  if (wedges.length > 0) {
    // Dark styles have colours of their own.
    if (truth.style !== 'default') return null
    const parts = wedges.map(([from, to], k) => (((to - from + 360) % 360) / 360) * 100 + (k === i ? off * 100 : 0))
    const list = pie(
      parts,
      parts.map(String),
      CYCLE.map((hex) => `#${hex}ff`),
    )
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
      return flat ? rect(left, low, w + more, h) : rect(left, low, w, h + more)
    })
    const [, , w, h] = bars[i] ?? [0, 0, 0, 0]
    return { list, value: (flat ? w : h) + grow, at: '', index: i, share: false }
  }
  if (markers.length === 0) return { list: [] as Draft[], value: 0, at: '', index: 0, share: false }
  const points = markers.map(([u, v], k) => [u, v + (k === i ? off * range(y) : 0)])
  const colour = cycleColour(
    seen.marks.filter(({ kind }) => kind === 'marker' || kind === 'vertex'),
    axes,
    seen,
  )
  if (!colour) return null
  const artist = truth.kind === 'points' ? scatter(points, { colour }) : line(points, { colour, marker: true })
  const point = points[i] ?? [0, 0]
  return { list: [artist], value: point[1]!, at: String(point[0]), index: 0, share: false }
}

/** The colour of matplotlib's cycle that the one series on these axes is nearest to; null of several. */
function cycleColour(marks: readonly ReadMark[], { box }: TruthAxes, { axes }: Observation): string | null {
  const own = marks.filter(({ axis }) => {
    const [x0, , x1] = axes[axis]!.box
    return (x0 + x1) / 2 > box[0] && (x0 + x1) / 2 < box[2]
  })
  if (new Set(own.map(({ series }) => series)).size > 1) return null
  const read = own[0]?.colour ?? '#1f77b4'
  const channels = (hex: string) => [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  const off = (hex: string) => Math.hypot(...channels(hex).map((v, c) => v - channels(read.slice(1))[c]!))
  return `#${[...CYCLE].sort((a, b) => off(a) - off(b))[0]}ff`
}
