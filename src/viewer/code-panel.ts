import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { Strings } from '../strings/index.ts'
import { type CodeLine, renderLines } from './code-lines.ts'
import { icon } from './icons.ts'
import type { Linking } from './linking.ts'
import type { ShownStep } from './step-view.ts'

export interface CodePanel {
  readonly code: string
  readonly lines: readonly CodeLine[]
  /** Text in the editor; null while it is closed. */
  readonly draft: string | null
  /** The program is still growing. */
  readonly busy: boolean
  /** The run is over. */
  readonly ended: boolean
  readonly errorLine: number | undefined
  /** The program is that of this step, where it is not the run's own. */
  readonly step: ShownStep | null
  /** Null while the program on show is not the one that drew. */
  readonly linking: Linking | null
  readonly editable: boolean
  readonly onLast: () => void
  readonly onCopy: () => void
  readonly onSave: () => void
  readonly onEdit: () => void
  readonly onDraft: (draft: string) => void
  readonly onRun: () => void
  readonly onDiscard: () => void
}

/** The program: highlighted lines, or the editor. */
export function renderCode(panel: CodePanel, strings: Strings): TemplateResult {
  const words = strings.code
  return html`<section class="panel">
    <header>
      <h2>${words.heading}</h2>
      <span class="tag">${words.language}</span>
      <span class="space"></span>
      ${panel.code === '' || panel.draft !== null ? nothing : renderActions(panel, strings)}
    </header>
    ${panel.draft === null ? renderWhich(panel, strings) : nothing}
    ${panel.draft === null ? renderProgram(panel, strings) : renderEditor(panel, panel.draft, strings)}
  </section>`
}

/** Which step's program it is, where the drawing is another's. */
function renderWhich({ step, ended, onLast }: CodePanel, { changes: words }: Strings) {
  if (step === null || step.drew) return nothing
  if (!ended && step.at === step.count) return html`<p class="quiet which">${words.best}</p>`
  const where = step.at === 0 ? words.start : words.at(step.at, step.count)
  return html`<p class="quiet which">
    ${step.drawing === null ? words.shown(where) : words.drawn(where)}
    <button type="button" class="small" @click=${onLast}>${words.back}</button>
  </p>`
}

function renderActions(panel: CodePanel, strings: Strings) {
  const words = strings.code
  return html`${
    panel.editable
      ? html`<button type="button" class="small edit" @click=${panel.onEdit}>${icon('edit')}${words.edit}</button>`
      : nothing
  }
    <button type="button" class="small copy" @click=${panel.onCopy}>${icon('copy')}${words.copy}</button>
    <button type="button" class="small" @click=${panel.onSave}>${icon('save')}${words.download}</button>`
}

const NO_LINES: ReadonlySet<number> = new Set()
const NO_CHANGES: ShownStep['changes'] = new Map()

/**
 * A region that scrolls must be reachable by keyboard. It is not live: a screen reader hears the phases alone, and the
 * line that the arrow keys came to.
 */
function renderProgram({ code, lines, busy, ended, errorLine, step, linking }: CodePanel, strings: Strings) {
  const marks = {
    errorLine,
    errorLabel: strings.code.errorLine,
    pointed: linking?.selection.lines ?? NO_LINES,
    changes: step?.changes ?? NO_CHANGES,
    changeLabel: strings.changes.changed,
  }
  const content = code === '' ? nothing : renderLines(lines, marks)
  const made = linking?.links.lines ?? []
  return html`<pre
      part="code"
      class="code"
      dir="ltr"
      tabindex="0"
      role="region"
      aria-label=${strings.code.label}
      aria-describedby=${made.length > 0 ? 'code-keys' : nothing}
      aria-busy=${busy}
      @keydown=${(event: KeyboardEvent) => moveBetween(event, made, linking)}
      @blur=${linking?.blur}
      @pointermove=${(event: PointerEvent) => linking?.point(event.buttons === 0 ? lineOf(event, made) : null)}
      @pointerleave=${linking?.leave}
      @click=${(event: MouseEvent) => hold(event, made, linking)}
    ><code>${content}</code></pre>
    ${made.length > 0 ? html`<p id="code-keys" hidden>${strings.elements.keys}</p>` : nothing}
    ${code === '' ? html`<p class="quiet code-hint">${ended ? strings.code.absent : strings.code.waiting}</p>` : nothing}`
}

/** The line under the pointer, where it made something. */
function lineOf(event: Event, made: readonly number[]): { line: number } | null {
  const line = (event.target as Element).closest('.line')
  const all = (event.currentTarget as Element).querySelectorAll('.line')
  const number = line === null ? 0 : [...all].indexOf(line) + 1
  return made.includes(number) ? { line: number } : null
}

/** A click that ends the selection of text is none. In a shadow root only its type tells, in Chromium. */
function hold(event: MouseEvent, made: readonly number[], linking: Linking | null): void {
  const target = lineOf(event, made)
  if (target && event.detail < 2 && getSelection()?.type !== 'Range') linking?.hold(target)
}

/** Arrow keys move from one line that made something to the next; beyond the last they scroll, as ever. */
function moveBetween(event: KeyboardEvent, made: readonly number[], linking: Linking | null): void {
  if (linking === null || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  const { line } = linking
  if (event.key === 'Enter' && line !== null) linking.hold({ line })
  else {
    const next =
      event.key === 'ArrowDown'
        ? made.find((one) => one > (line ?? 0))
        : event.key === 'ArrowUp'
          ? made.findLast((one) => one < (line ?? Number.POSITIVE_INFINITY))
          : undefined
    if (next === undefined) return
    linking.moveTo(next)
  }
  event.preventDefault()
}

function renderEditor(panel: CodePanel, draft: string, strings: Strings) {
  const words = strings.code
  return html`<textarea
      part="code"
      class="code editor"
      dir="ltr"
      spellcheck="false"
      autocapitalize="off"
      rows=${Math.min(24, draft.split('\n').length + 2)}
      aria-label=${words.editorLabel}
      .value=${live(draft)}
      @input=${(event: Event) => panel.onDraft((event.target as HTMLTextAreaElement).value)}
    ></textarea>
    <div class="editor-actions">
      <button type="button" class="primary" @click=${panel.onRun}>${words.run}</button>
      <button type="button" @click=${panel.onDiscard}>${words.discard}</button>
    </div>`
}
