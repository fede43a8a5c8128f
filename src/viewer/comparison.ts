import { html, nothing, type TemplateResult } from 'lit'
import type { ReconstructionResult } from '../perceive/protocol.ts'
import type { Strings } from '../strings/index.ts'
import type { TracedFigure } from '../trace.ts'
import { cssVariables } from './css-variables.ts'
import { icon } from './icons.ts'
import type { Linking } from './linking.ts'
import { renderOverlay, targetUnder } from './overlay.ts'
import { renderReading } from './reading-overlay.ts'
import { type Faults, renderFaultLegend, renderFaults, type Size } from './verdict-overlay.ts'

/** Original and reconstruction as the comparison shows them. */
export interface Comparison {
  readonly original: { readonly src: string; readonly alt: string }
  readonly reconstruction: { readonly src: string; readonly alt: string } | null
  /** What was drawn there, once it is known. */
  readonly drawn: { readonly figure: TracedFigure; readonly linking: Linking } | null
  /** What was read off the original, once it is known. */
  readonly reading: ReconstructionResult['observation']
  /** Where the two differ, once that is known. */
  readonly faults: Faults | null
  /** In place of a reconstruction. */
  readonly placeholder: unknown
  /** Beside the name of the reconstruction. */
  readonly actions: unknown
  /** Width over height of the original, once it is known. */
  readonly ratio: number | null
  /** Divider of the slider, percent from the start of the line. */
  readonly position: number
  /** Of the original, once it has loaded. */
  readonly onSize: (size: Size) => void
  readonly onPosition: (percent: number) => void
}

export function renderSplit(view: Comparison, strings: Strings): TemplateResult {
  return html`<div class="pictures">
    <figure>
      <figcaption>
        <span>${strings.figures.original}</span>
        ${view.reading === null && view.faults === null ? nothing : renderChoices(view, strings)}
      </figcaption>
      <div class="stage">
        ${renderOriginal(view)} ${view.reading === null ? nothing : renderReading(view.reading, strings)}
        ${view.faults === null ? nothing : renderFaults(view.faults, 'missing', strings)}
      </div>
      ${view.faults === null ? nothing : renderFaultLegend(view.faults, 'missing', strings)}
    </figure>
    <figure>
      <figcaption><span>${strings.figures.reconstruction}</span>${view.actions}</figcaption>
      <div
        class="stage ${view.reconstruction === null ? 'empty' : ''}"
        @pointermove=${(event: PointerEvent) => point(event, view)}
        @pointerleave=${view.drawn?.linking.leave}
        @click=${(event: MouseEvent) => hold(event, view)}
      >
        ${view.reconstruction === null ? view.placeholder : renderReconstruction(view.reconstruction, view)}
        ${view.faults === null ? nothing : renderFaults(view.faults, 'unsupported', strings)}
      </div>
      ${view.faults === null ? nothing : renderFaultLegend(view.faults, 'unsupported', strings)}
    </figure>
  </div>`
}

/** What may be shown over the pictures. */
function renderChoices({ reading, faults }: Comparison, strings: Strings) {
  const choice = (name: string, label: string) => html`<label class="reading-choice">
    <input type="checkbox" class=${name} />${label}
  </label>`
  return html`<span class="end">
    ${reading === null ? nothing : choice('show-reading', strings.reading.show)}
    ${faults === null ? nothing : choice('show-faults', strings.verdicts.show)}
  </span>`
}

/** Both pictures in one place with a divider. The range input lies over them unseen: it brings pointer and keys. */
export function renderSlider(view: Comparison, strings: Strings): TemplateResult {
  if (view.reconstruction === null) return renderSplit(view, strings)
  const { position } = view
  return html`<figure class="slider" ${cssVariables({ '--_position': `${position}%`, '--_ratio': `${view.ratio ?? 4 / 3}` })}>
    <figcaption>
      <span>${strings.figures.original}</span>
      <span class="end">${view.actions}<span>${strings.figures.reconstruction}</span></span>
    </figcaption>
    <div
      class="stage"
      @pointermove=${(event: PointerEvent) => point(isOnDrawing(event, position) ? event : null, view)}
      @pointerleave=${view.drawn?.linking.leave}
    >
      ${renderOriginal(view)} ${renderReconstruction(view.reconstruction, view)}
      <input
        type="range"
        min="0"
        max="100"
        .value=${String(position)}
        aria-label=${strings.figures.compare}
        aria-valuetext=${strings.figures.compareValue(position, 100 - position)}
        @input=${(event: Event) => view.onPosition((event.target as HTMLInputElement).valueAsNumber)}
      />
      <div class="divider" part="divider"><div class="handle" part="handle">${icon('move')}</div></div>
    </div>
  </figure>`
}

function renderOriginal({ original, onSize }: Comparison) {
  const loaded = (event: Event) => {
    const { naturalWidth, naturalHeight } = event.target as HTMLImageElement
    if (naturalHeight > 0) onSize({ width: naturalWidth, height: naturalHeight })
  }
  return html`<img part="original" class="original" src=${original.src} alt=${original.alt} @load=${loaded} />`
}

function renderReconstruction({ src, alt }: { readonly src: string; readonly alt: string }, { drawn }: Comparison) {
  return html`<img part="reconstruction" class="reconstruction" src=${src} alt=${alt} />
    ${drawn === null ? nothing : renderOverlay(drawn.figure, drawn.linking.selection)}`
}

/** A finger that moves scrolls the page, and a pressed button moves the slider: neither points. */
function point(event: PointerEvent | null, { drawn }: Comparison): void {
  if (drawn === null || event?.pointerType === 'touch') return
  const free = event !== null && event.buttons === 0
  const target = free ? targetUnder(event, drawn.figure, drawn.linking.links) : null
  drawn.linking.point(target)
  if (event) (event.currentTarget as HTMLElement).style.cursor = target === null ? '' : 'pointer'
}

/** A click or tap holds what is there; beside everything it lets go. */
function hold(event: MouseEvent, { drawn }: Comparison): void {
  if (drawn === null) return
  const target = targetUnder(event, drawn.figure, drawn.linking.links)
  if (target === null) drawn.linking.release()
  else drawn.linking.hold(target)
}

/** The drawing is seen behind the divider, as the text runs. */
function isOnDrawing(event: PointerEvent, position: number): boolean {
  const stage = event.currentTarget as Element
  const { left, right, width } = stage.getBoundingClientRect()
  const along = stage.matches(':dir(rtl)') ? right - event.clientX : event.clientX - left
  return along >= (position / 100) * width
}

/** Buttons for a program that drew several figures; nothing where there is one. */
export function renderFigureChoice(count: number, shown: number, choose: (index: number) => void, strings: Strings) {
  if (count < 2) return nothing
  return html`<div class="group" role="group" aria-label=${strings.figures.choose}>
    ${Array.from({ length: count }, (_, index) => {
      const label = strings.figures.number(index + 1, count)
      return html`<button
        type="button"
        aria-pressed=${index === shown}
        aria-label=${label}
        @click=${() => choose(index)}
      >
        ${index + 1}
      </button>`
    })}
  </div>`
}
