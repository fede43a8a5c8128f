import { html, nothing, type TemplateResult } from 'lit'
import type { ReconstructionResult } from '../perceive/protocol.ts'
import type { Strings } from '../strings/index.ts'

export interface DescriptionPanel {
  readonly caption: NonNullable<ReconstructionResult['caption']>
  readonly facts: NonNullable<ReconstructionResult['facts']>
  /** Lines of the program that are marked now. */
  readonly marked: ReadonlySet<number>
  /** A person points at a sentence, or moves to it: the lines that its facts rest on; none when they leave it. */
  readonly onPoint: (lines: readonly number[]) => void
}

/** What the drawing shows, in words: a short text and a long one, each sentence linked to the program. */
export function renderDescription(
  { caption, facts, marked, onPoint }: DescriptionPanel,
  strings: Strings,
): TemplateResult {
  const words = strings.description
  const lines = new Map(facts.map((fact) => [fact.id, fact.lines]))
  const sentence = ({ text, facts: ids }: { readonly text: string; readonly facts: readonly string[] }) => {
    const own = [...new Set(ids.flatMap((id) => lines.get(id) ?? []))].sort((a, b) => a - b)
    if (own.length === 0) return html`<li>${text}</li>`
    const pressed = own.length === marked.size && own.every((line) => marked.has(line))
    return html`<li>
      <button
        type="button"
        class="sentence"
        aria-pressed=${pressed}
        title=${words.lines(own.length, own.join(', '))}
        @click=${() => onPoint(pressed ? [] : own)}
        @pointerenter=${() => onPoint(own)}
        @pointerleave=${() => onPoint([])}
      >
        ${text}
      </button>
    </li>`
  }
  return html`<section class="panel" part="description">
    <header><h2>${words.heading}</h2></header>
    ${caption.alt === '' ? nothing : html`<p class="alt"><strong>${words.short}</strong> ${caption.alt}</p>`}
    ${
      caption.description.length === 0
        ? html`<p class="quiet">${words.none}</p>`
        : caption.description.map(
            ({ heading, sentences }) => html`<h3>${heading}</h3>
              <ul>
                ${sentences.map(sentence)}
              </ul>`,
          )
    }
  </section>`
}
