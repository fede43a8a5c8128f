import { type Panel, pairPanels } from '../../facts/index.ts'
import type { Observation } from '../../observation.ts'
import type { Box, Point, TracedArtist, TracedAxes } from '../../trace.ts'
import type { Drawing } from './proposal.ts'

/** A score is of a picture of at most this side. */
const LONGEST = 1600

/** The way between pixels of a drawing and those of the picture that it is held against. */
export class Placing {
  /** By id of the drawing's axes. */
  readonly panels: ReadonlyMap<string, Panel>
  /** All rectilinear axes of the drawing, by id. */
  readonly frames: ReadonlyMap<string, TracedAxes>
  /** From lengths of the drawing to those of the picture. */
  readonly grow: number
  readonly #scale: number
  readonly #shift: Point

  constructor({ trace, score }: Pick<Drawing, 'trace' | 'score'>, observation: Observation) {
    this.panels = pairPanels(trace, observation)
    const frames = trace.axes.filter(({ projection }) => projection === 'rectilinear')
    this.frames = new Map(frames.map((frame) => [frame.id, frame]))
    const [wide, drawn] = [Math.max(observation.width, observation.height), Math.max(trace.width, trace.height)]
    this.grow = wide / drawn
    const { scale, dx, dy } = score.registration ?? { scale: drawn / wide, dx: 0, dy: 0 }
    this.#scale = scale * (score.registration ? Math.min(1, LONGEST / wide) : 1)
    this.#shift = [dx, dy]
  }

  /** Where the picture may have what the artist's box holds, as large as it is drawn there: by the whole, and by its axes. */
  boxes({ axes }: TracedArtist, box: Box): Box[] {
    const middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] as const
    const places = [this.toPicture(middle)]
    const panel = this.panels.get(axes ?? '')
    if (panel) places.push(within(middle, panel.frame.box, panel.axes.box))
    const [w, h] = [((box[2] - box[0]) / 2) * this.grow, ((box[3] - box[1]) / 2) * this.grow]
    return places.map(([x, y]) => [x! - w, y! - h, x! + w, y! + h])
  }

  /** Pixels of the picture from each end of axes as drawn to that of the area that was read for them. */
  ends({ frame, axes }: Panel): Box {
    return frame.box.map((end, i) => axes.box[i]! - end * this.grow) as unknown as Box
  }

  toPicture([x, y]: Point): Point {
    return [(x! - this.#shift[0]!) / this.#scale, (y! - this.#shift[1]!) / this.#scale]
  }

  /** What linear axes of the drawing have at a pixel of the picture, were they drawn there; with the units of a pixel. */
  dataAt([x, y]: Point, { box, x: across, y: up }: TracedAxes): { readonly at: Point; readonly units: Point } {
    // As figures of one size lie: what registration follows may be the very part that is wrong.
    const [u, v] = [x! / this.grow, y! / this.grow]
    const units = [
      (across.limits[1] - across.limits[0]) / (box[2] - box[0]),
      (up.limits[1] - up.limits[0]) / (box[3] - box[1]),
    ]
    const at = [across.limits[0] + (u - box[0]) * units[0]!, up.limits[0] + (box[3] - v) * units[1]!]
    return { at, units: units.map((unit) => Math.abs(unit / this.grow)) }
  }
}

/** Beyond a box's sides lengths stay as they are: what stands around axes keeps its distance from them. */
function within([x, y]: Point, from: Box, to: Box): Point {
  return [inside(x!, from[0], from[2], to[0], to[2]), inside(y!, from[1], from[3], to[1], to[3])]
}

function inside(at: number, low: number, high: number, toLow: number, toHigh: number): number {
  if (at < low) return toLow + at - low
  if (at > high) return toHigh + at - high
  return toLow + ((at - low) / (high - low || 1)) * (toHigh - toLow)
}
