import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { Strings } from '../strings/index.ts'
import { type CodeLine, renderLines } from './code-lines.ts'
import { icon } from './icons.ts'

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
  /** Lines that a person points at in the description. */
  readonly marked: ReadonlySet<number>
  readonly editable: boolean
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
    ${panel.draft === null ? renderProgram(panel, strings) : renderEditor(panel, panel.draft, strings)}
  </section>`
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

/** A region that scrolls must be reachable by keyboard. It is not live: a screen reader hears the phases alone. */
function renderProgram({ code, lines, busy, ended, errorLine, marked }: CodePanel, strings: Strings) {
  const content = code === '' ? nothing : renderLines(lines, errorLine, strings.code.errorLine, marked)
  return html`<pre
      part="code"
      class="code"
      dir="ltr"
      tabindex="0"
      role="region"
      aria-label=${strings.code.label}
      aria-busy=${busy}
    ><code>${content}</code></pre>
    ${code === '' ? html`<p class="quiet code-hint">${ended ? strings.code.absent : strings.code.waiting}</p>` : nothing}`
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
