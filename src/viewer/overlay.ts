import { html, nothing, svg, type TemplateResult } from 'lit'
import { ref } from 'lit/directives/ref.js'
import type { Box, TracedFigure } from '../trace.ts'
import { cssVariables } from './css-variables.ts'
import { HitIndex } from './hit-index.ts'
import type { Links, Selection, Target } from './links.ts'
import { type Outline, together } from './outlines.ts'

/** Screen pixels around the pointer in which thin things are found; a finger hides more. */
const REACH = 6
const TOUCH_REACH = 14

/** What lies over the drawing: outlines of what is selected. It takes no pointer: `targetUnder` tells what is there. */
export function renderOverlay(figure: TracedFigure, { artists, outlines: parts }: Selection): TemplateResult {
  const { width, height } = figure
  const selected = figure.artists.filter(({ id }) => artists.has(id))
  const outlines = together(selected, figure.index === 0 ? parts : [])
  return html`<svg
    class="overlay"
    viewBox="0 0 ${width} ${height}"
    aria-hidden="true"
    focusable="false"
    ${ref((element) => measure(element))}
  >${outlines.length === 0 ? nothing : renderMarks(outlines, figure)}</svg>`
}

/** A veil over all but what is marked, which keeps its own colours, and a ring around it. */
function renderMarks(outlines: readonly Outline[], { width, height, face }: TracedFigure) {
  const clips = new Map(outlines.flatMap(({ clip }) => (clip ? [[clipId(clip), clip] as const] : [])))
  const veil = face.startsWith('#') ? face.slice(0, 7) : '#ffffff'
  const draw = (layer: string) =>
    outlines.map(
      ({ d, width: drawn, filled, clip }) => svg`<path
        class=${filled ? `${layer} filled` : layer}
        d=${d}
        clip-path=${clip ? `url(#${clipId(clip)})` : nothing}
        ${cssVariables({ '--_drawn': `${drawn}px` })}
      />`,
    )
  return svg`<defs>
      ${[...clips].map(
        ([id, [x0, y0, x1, y1]]) => svg`<clipPath id=${id}>
          <rect x=${x0 - 8} y=${y0 - 8} width=${x1 - x0 + 16} height=${y1 - y0 + 16} />
        </clipPath>`,
      )}
      <mask id="around" maskUnits="userSpaceOnUse" x="0" y="0" width=${width} height=${height}>
        <rect width=${width} height=${height} fill="white" />
        ${draw('cut')}
      </mask>
    </defs>
    <g mask="url(#around)">
      <rect class="veil" width=${width} height=${height} fill=${veil} />
      ${draw('halo')} ${draw('ring')}
    </g>`
}

const clipId = (clip: Box): string => `clip-${clip.map(Math.round).join('-')}`

/** Pixels of the figure to one of the screen, so that rings are as wide in a small drawing. */
function measure(element: Element | undefined): void {
  const scale = element instanceof SVGSVGElement ? (element.getScreenCTM()?.a ?? 0) : 0
  if (scale > 0) (element as SVGSVGElement).style.setProperty('--_px', `${1 / scale}px`)
}

const indices = new WeakMap<TracedFigure, HitIndex>()

/** What is under the pointer of an event on the drawing or what holds it; null where there is nothing. */
export function targetUnder(event: MouseEvent, figure: TracedFigure, links: Links): Target | null {
  const overlay = (event.currentTarget as Element).querySelector<SVGSVGElement>('.overlay')
  const matrix = overlay?.getScreenCTM()
  if (!matrix || matrix.a === 0) return null
  let index = indices.get(figure)
  if (!index) {
    index = new HitIndex(figure)
    indices.set(figure, index)
  }
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse())
  const reach = event instanceof PointerEvent && event.pointerType === 'touch' ? TOUCH_REACH : REACH
  const artist = index.at(x, y, reach / matrix.a)
  if (artist === null) return null
  return figure.index === 0 ? links.at(artist, x, y, reach / matrix.a) : { artist }
}
