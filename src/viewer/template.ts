import { html, nothing, type TemplateResult } from 'lit'
import type { Strings } from '../strings/index.ts'
import type { CodeLine } from './code-lines.ts'
import { renderCode } from './code-panel.ts'
import { type Comparison, renderFigureChoice, renderSlider, renderSplit } from './comparison.ts'
import { renderDescription, sentenceLink } from './description-panel.ts'
import { renderDraft } from './draft-panel.ts'
import { renderElements } from './elements-panel.ts'
import { icon } from './icons.ts'
import { PictureIntake } from './intake.ts'
import type { Linking } from './linking.ts'
import { renderNotices, renderProblem } from './problem-panel.ts'
import { renderProgress } from './progress-panel.ts'
import { isBusy, type Run, type ViewerState } from './run.ts'
import { outOf100, renderScore, renderTimings } from './score-panel.ts'
import type { ShownStep } from './step-view.ts'
import { renderSteps } from './steps-panel.ts'
import { faultsOf, type Size } from './verdict-overlay.ts'

const VIEWS = ['split', 'slider', 'code'] as const
type View = (typeof VIEWS)[number]

/** All that is on show, and what a person can do. */
export interface ViewerModel {
  readonly strings: Strings
  readonly lang: string
  readonly state: ViewerState
  readonly run: Run | null
  /** Address of the picture. */
  readonly picture: string | null
  readonly alt: string | null
  readonly view: View
  /** Address of the drawing. */
  readonly figure: string | null
  readonly figureIndex: number
  /** Of the picture, once it has loaded. */
  readonly size: Size | null
  readonly position: number
  readonly code: string
  /** The step whose program that is, where it is not the run's own. */
  readonly step: ShownStep | null
  /** Steps that the program on show stands after. */
  readonly at: number
  readonly lines: readonly CodeLine[]
  readonly draft: string | null
  readonly editable: boolean
  readonly dragging: boolean
  /** What a person points at, in any of drawing, program and description. */
  readonly linking: Linking
  /** What a screen reader hears. */
  readonly status: string
  readonly onView: (view: View) => void
  readonly onChoose: () => void
  readonly onChosen: (event: Event) => void
  readonly onGenerate: () => void
  readonly onStop: () => void
  readonly onSize: (size: Size) => void
  readonly onPosition: (percent: number) => void
  readonly onFigure: (index: number) => void
  readonly onSaveFigure: () => void
  readonly onSaveResult: () => void
  readonly onSaveCode: () => void
  readonly onCopy: () => void
  readonly onEdit: () => void
  readonly onDraft: (draft: string) => void
  readonly onDiscard: () => void
  readonly onRunDraft: () => void
  /** Null: the last. */
  readonly onStep: (at: number | null) => void
  readonly onImprove: () => void
}

/** The whole viewer. */
export function renderViewer(model: ViewerModel): TemplateResult {
  const { strings, run } = model
  const result = run?.result ?? null
  return html`<div class="viewer">
    <p class="spoken" role="status">${model.status}</p>
    ${renderToolbar(model)} ${renderPictures(model)}
    <div part="caption" hidden><slot name="caption" @slotchange=${showWhenFilled}></slot></div>
    ${run === null ? nothing : renderRun(model, run)}
    ${
      result?.error
        ? html`<div part="error"><slot name="error">${renderProblem(result.error, result, strings)}</slot></div>`
        : nothing
    }
    ${renderNotices(run?.notices ?? [], strings)}
    ${model.picture === null && model.code === '' ? nothing : renderDetails(model)}
    <input type="file" accept=${PictureIntake.accept} hidden @change=${model.onChosen} />
    <div class="over" ?hidden=${!model.dragging}><p>${strings.drop.over}</p></div>
  </div>`
}

/** A part around a slot would take room even when nothing stands in it. */
function showWhenFilled({ target }: Event): void {
  const slot = target as HTMLSlotElement
  slot.parentElement!.hidden = slot.assignedNodes().length === 0
}

function renderToolbar(model: ViewerModel) {
  const { strings, run } = model
  if (model.picture === null) return html`<div part="toolbar" class="toolbar bare"><slot name="actions"></slot></div>`
  return html`<div part="toolbar" class="toolbar" role="group" aria-label=${strings.actions.toolbar}>
    <div class="group" role="group" aria-label=${strings.views.label}>
      ${VIEWS.map(
        (view) =>
          html`<button type="button" aria-pressed=${model.view === view} @click=${() => model.onView(view)}>
            ${strings.views[view]}
          </button>`,
      )}
    </div>
    <span class="space"></span>
    <slot name="actions"></slot>
    <button type="button" @click=${model.onChoose}>${icon('picture')}${strings.actions.choose}</button>
    <button
      type="button"
      class="again ${run === null ? 'primary' : ''}"
      ?disabled=${isBusy(model.state)}
      @click=${model.onGenerate}
    >
      ${icon('again')}${run === null ? strings.actions.generate : strings.actions.again}
    </button>
  </div>`
}

function renderPictures(model: ViewerModel) {
  if (model.picture === null) return renderDropZone(model)
  if (model.view === 'code') return nothing
  const { strings, run } = model
  const earlier = model.step?.drawing ? model.step : null
  const score = (earlier ? earlier.total : run?.score?.total) ?? null
  const general = strings.figures.reconstructionAlt(score === null ? null : outOf100(score))
  // Of an earlier drawing neither trace nor verdicts are kept.
  const drawn = earlier ? undefined : run?.trace?.figures[model.figureIndex]
  const comparison: Comparison = {
    original: { src: model.picture, alt: model.alt ?? strings.figures.originalAlt },
    reconstruction:
      model.figure === null ? null : { src: model.figure, alt: (!earlier && run?.caption?.alt) || general },
    drawn: drawn ? { figure: drawn, linking: model.linking } : null,
    reading: run?.observation ?? null,
    faults: model.figureIndex === 0 ? faultsOf(run?.score ?? null, model.size, drawn ?? null) : null,
    placeholder: html`<slot name="poster">
      <p class="quiet">${run?.result ? strings.figures.absent : strings.figures.waiting}</p>
    </slot>`,
    actions: html`<span class="end">${renderFigureChoice(earlier ? 0 : (run?.figures.length ?? 0), model.figureIndex, model.onFigure, strings)}
    ${
      model.figure === null
        ? nothing
        : html`<button type="button" class="small" @click=${model.onSaveFigure}>
          ${icon('save')}${strings.actions.savePng}
        </button>`
    }</span>`,
    ratio: model.size && model.size.width / model.size.height,
    position: model.position,
    onSize: model.onSize,
    onPosition: model.onPosition,
  }
  return model.view === 'slider' ? renderSlider(comparison, strings) : renderSplit(comparison, strings)
}

function renderDropZone({ strings, onChoose }: ViewerModel) {
  return html`<div class="drop">
    <slot name="poster">
      <div class="drop-inside">
        ${icon('picture')}
        <p class="drop-title">${strings.drop.title}</p>
        <p class="quiet">${strings.drop.hint}</p>
        <button type="button" class="primary" @click=${onChoose}>${strings.actions.choose}</button>
        <p class="quiet">${strings.drop.private}</p>
      </div>
    </slot>
  </div>`
}

function renderRun({ state, strings, lang, onStop }: ViewerModel, run: Run) {
  return html`<div part="progress" class="progress">
    <div class="progress-inside"><slot name="progress">${renderProgress(run, strings, lang)}</slot></div>
    ${
      isBusy(state)
        ? html`<button
          type="button"
          class="stop"
          title=${strings.actions.stopHint}
          @click=${onStop}
        >
          ${icon('stop')}${strings.actions.stop}
        </button>`
        : nothing
    }
  </div>`
}

function renderDetails(model: ViewerModel) {
  const { strings, lang, run, state } = model
  const result = run?.result ?? null
  return html`<div class="details">
    ${renderCode(
      {
        code: model.code,
        lines: model.lines,
        draft: model.draft,
        busy: state === 'loading' || state === 'generating',
        ended: result !== null,
        errorLine: model.step === null ? result?.error?.line : undefined,
        step: model.step,
        linking: model.linking.fits(model.code) ? model.linking : null,
        editable: model.editable && !isBusy(state) && model.picture !== null,
        onLast: () => model.onStep(null),
        onCopy: model.onCopy,
        onSave: model.onSaveCode,
        onEdit: model.onEdit,
        onDraft: model.onDraft,
        onRun: model.onRunDraft,
        onDiscard: model.onDiscard,
      },
      strings,
    )}
    ${run === null ? nothing : renderHistory(model, run)}
    ${
      run?.elements && run.elements.length > 0
        ? renderElements(
            { linking: model.linking, other: model.figureIndex !== 0, verdicts: run.score?.elements },
            strings,
          )
        : nothing
    }
    <section class="panel" part="score">
      <header>
        <h2>${strings.score.heading}</h2>
        <span class="space"></span>
        ${
          result === null
            ? nothing
            : html`<button type="button" class="small" @click=${model.onSaveResult}>
              ${icon('save')}${strings.actions.saveResult}
            </button>`
        }
      </header>
      ${renderScore(run?.score ?? null, result === null, strings, lang)}
      ${renderTimings(result?.timings ?? {}, strings, lang)}
    </section>
    ${run?.caption ? renderDescription({ caption: run.caption, facts: run.facts ?? [], lang, linking: model.linking }, strings) : nothing}
    ${
      run?.caption?.draft
        ? renderDraft(
            { draft: run.caption.draft, edits: run.caption.edits, lang },
            sentenceLink(model.linking, strings),
            strings,
          )
        : nothing
    }
  </div>`
}

/** The steps of a run, and the way to more of them: a program that was drawn and scored can be refined. */
function renderHistory({ strings, lang, state, at, draft, onStep, onImprove }: ViewerModel, run: Run) {
  const { history, result, score } = run
  const refining = state === 'refining'
  const open = result !== null && result.error === null && draft === null && score?.reason === null
  if (history.steps.length === 0 && !refining && !open) return nothing
  return renderSteps({ history, at, refining, open, lang, onStep, onImprove }, strings)
}
