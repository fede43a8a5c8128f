import { nothing, type SVGTemplateResult, svg } from 'lit'
import type { ReconstructionResult } from '../perceive/protocol.ts'

type Mark = NonNullable<ReconstructionResult['observation']>['marks'][number]

/** Half width in pixels of a marker whose own is not known, and of a curve's corner. */
const MARKER = 4
const CORNER = 1.5

/** Outlines of what was measured, in pixels of the picture: of curves a line through their places. */
export function renderMarks(marks: readonly Mark[]): (SVGTemplateResult | typeof nothing)[] {
  const curves = Map.groupBy(
    marks.filter(({ kind }) => kind === 'vertex'),
    ({ axis, series }) => `${axis} ${series}`,
  )
  return [
    ...[...curves.values()].map((places) => {
      const points = places.map(({ px }) => `${px[0]},${px[1]}`).join(' ')
      return svg`<polyline class="measured" points=${points} />`
    }),
    ...marks.map(renderMark),
  ]
}

function renderMark({ kind, px, data, radius }: Mark) {
  const [a = 0, b = 0, c = 0, d = 0] = px
  switch (kind) {
    case 'bar':
      return svg`<rect class="measured" x=${a} y=${b} width=${c - a} height=${d - b} />`
    case 'marker':
      return svg`<circle class="measured" cx=${a} cy=${b} r=${radius ?? MARKER} />`
    case 'vertex':
      return svg`<circle class="measured" cx=${a} cy=${b} r=${CORNER} />`
    case 'circle':
      return svg`<circle class="measured" cx=${a} cy=${b} r=${c} />`
    case 'segment':
      return svg`<line class="measured" x1=${a} y1=${b} x2=${c} y2=${d} />`
    case 'polygon':
      return svg`<polygon class="measured" points=${px.join(' ')} />`
    case 'wedge':
      return svg`<path class="measured" d=${sector(a, b, c, data[0] ?? 0, data[1] ?? 0)} />`
    default:
      return nothing
  }
}

/** Outline of a sector between two angles in degrees, anticlockwise from the right. */
function sector(x: number, y: number, radius: number, from: number, to: number): string {
  const at = (degrees: number) => {
    const turn = (degrees * Math.PI) / 180
    return `${x + radius * Math.cos(turn)} ${y - radius * Math.sin(turn)}`
  }
  return `M ${x} ${y} L ${at(from)} A ${radius} ${radius} 0 ${to - from > 180 ? 1 : 0} 0 ${at(to)} Z`
}
