import { html, nothing, svg } from 'lit'
import type { ReconstructionResult } from '../perceive/protocol.ts'
import type { Strings } from '../strings/index.ts'
import type { Box } from '../trace.ts'

type Score = NonNullable<ReconstructionResult['score']>
type Verdict = NonNullable<Score['elements']>[number]['verdict']
type Side = 'missing' | 'unsupported'

/** Places that are shown. */
const MOST = 400
/** Share of a picture up to which a place is filled: what is missing may be a thin line across all of it. */
const FILLED = 0.1
/** The score looks at a source of at most this side (`src/fidelity/score.ts`). */
const SCORED_SIDE = 1600

export interface Size {
  readonly width: number
  readonly height: number
}

/** What the score found at fault, in pixels of the picture that each lies over. */
export interface Faults {
  readonly missing: readonly Box[]
  readonly unsupported: readonly Box[]
  readonly source: Size
  readonly drawing: Size
}

/** Null where nothing is at fault, or where the score does not say. */
export function faultsOf(score: Score | null, source: Size | null, drawing: Size | null): Faults | null {
  if (!score?.overlay || source === null || drawing === null) return null
  const { missing, unsupported } = score.overlay
  if (missing.length + unsupported.length === 0) return null
  const onDrawing = toDrawing(score.registration, source, drawing)
  return { missing, unsupported: unsupported.map(onDrawing), source, drawing }
}

/** From pixels of the source to those of the drawing: both were scaled down before one was laid over the other. */
function toDrawing(map: Score['registration'], source: Size, drawing: Size): (box: Box) => Box {
  const { scale, dx, dy } = map ?? { scale: 1, dx: 0, dy: 0 }
  const side = Math.max(source.width, source.height)
  const shrunk = Math.min(1, SCORED_SIDE / side)
  const back = Math.max(1, Math.max(drawing.width, drawing.height) / (side * shrunk))
  const along = (value: number, shift: number) => (value * shrunk * scale + shift) * back
  return ([x0, y0, x1, y1]) => [along(x0, dx), along(y0, dy), along(x1, dx), along(y1, dy)]
}

/** Marks over the picture or the drawing: stripes where the drawing lacks something, dots where it has too much. */
export function renderFaults(faults: Faults, side: Side, { verdicts: words }: Strings) {
  const boxes = faults[side]
  if (boxes.length === 0) return nothing
  const { width, height } = side === 'missing' ? faults.source : faults.drawing
  const label = side === 'missing' ? words.missingAt(boxes.length) : words.unsupportedAt(boxes.length)
  // A pattern of eight units on a picture shown about 400 wide.
  const unit = Math.max(width, height) / 400
  return html`<svg class="overlay faults ${side}" viewBox="0 0 ${width} ${height}" role="img" aria-label=${label}>
    ${pattern(side, unit)}
    ${boxes.slice(0, MOST).map(([x0, y0, x1, y1]) => {
      const grown = 2 * unit
      const filled = (x1 - x0) * (y1 - y0) <= FILLED * width * height
      const at = (name: string) => svg`<rect
        class=${name}
        x=${x0 - grown}
        y=${y0 - grown}
        width=${Math.max(0, x1 - x0) + 2 * grown}
        height=${Math.max(0, y1 - y0) + 2 * grown}
        fill=${name === 'edge' && filled ? `url(#${side}-pattern)` : 'none'}
      />`
      return svg`${at('halo')}${at('edge')}`
    })}
  </svg>`
}

function pattern(side: Side, unit: number) {
  const mark =
    side === 'missing'
      ? svg`<path class="ink" d="M-2 6L6 -2M-2 14L14 -2M2 18L18 2" />`
      : svg`<circle class="dot" cx="4" cy="4" r="1.6" />`
  return svg`<defs>
    <pattern
      id="${side}-pattern"
      class=${side}
      width="8"
      height="8"
      patternUnits="userSpaceOnUse"
      patternTransform="scale(${unit})"
    >${mark}</pattern>
  </defs>`
}

/** What a mark means, under the picture that it lies over. */
export function renderFaultLegend(faults: Faults, side: Side, { verdicts: words }: Strings) {
  if (faults[side].length === 0) return nothing
  return html`<p class="fault-legend quiet">
    <svg class="faults ${side}" viewBox="0 0 24 16" aria-hidden="true">
      ${side === 'missing' ? svg`<path class="ink" d="M2 12L12 2M8 16L22 2M16 16L24 8" />` : svg`<circle class="dot" cx="7" cy="8" r="2" /><circle class="dot" cx="17" cy="8" r="2" />`}
      <rect class="edge" x="1" y="1" width="22" height="14" fill="none" />
    </svg>
    ${words[side]}
  </p>`
}

const byArtist = new WeakMap<NonNullable<Score['elements']>, ReadonlyMap<string, Verdict>>()

/** In words, for an entry of the list of elements; nothing where the picture shows it. */
export function faultOf(
  artists: readonly string[],
  verdicts: Score['elements'],
  { verdicts: words }: Strings,
): string | null {
  if (!verdicts) return null
  const known = byArtist.get(verdicts) ?? new Map(verdicts.map(({ id, verdict }) => [id, verdict]))
  byArtist.set(verdicts, known)
  const own = artists.flatMap((id) => known.get(id) ?? [])
  const faults = own.filter((verdict) => verdict === 'unsupported').length
  if (faults === 0) return null
  return faults === own.length ? words.none : words.some
}
