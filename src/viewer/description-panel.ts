import { html, nothing, type TemplateResult } from 'lit'
import type { ReconstructionResult } from '../perceive/protocol.ts'
import type { Strings } from '../strings/index.ts'
import type { Linking } from './linking.ts'
import { renderVerdict } from './reading-overlay.ts'

export interface DescriptionPanel {
  readonly caption: NonNullable<ReconstructionResult['caption']>
  readonly facts: NonNullable<ReconstructionResult['facts']>
  readonly lang: string
  readonly linking: Linking
}

/** Words that rest on facts, linked to drawing and program. */
export function sentenceLink(
  linking: Linking,
  { description: words }: Strings,
): (sentence: { readonly text: string; readonly facts: readonly string[] }) => TemplateResult {
  const { links, selection } = linking
  return ({ text, facts }) => {
    const target = { facts }
    const { lines, artists } = links.follow(target)
    if (lines.size + artists.size === 0) return html`${text}`
    const own = [...lines].sort((a, b) => a - b)
    const linked = facts.some((id) => selection.facts.has(id))
    return html`<button
        type="button"
        class=${linked ? 'sentence linked' : 'sentence'}
        aria-pressed=${linking.isHeld(target)}
        title=${own.length === 0 ? nothing : words.lines(own.length, own.join(', '))}
        @click=${() => linking.hold(target)}
        @focus=${(event: FocusEvent) => linking.focus(event, target)}
        @blur=${linking.blur}
        @pointermove=${() => linking.point(target)}
        @pointerleave=${linking.leave}
      >
        ${text}
      </button>`
  }
}

/** What the drawing shows, in words: a short text and a long one, each sentence linked to drawing and program. */
export function renderDescription(
  { caption, facts, lang, linking }: DescriptionPanel,
  strings: Strings,
): TemplateResult {
  const words = strings.description
  const sentence = sentenceLink(linking, strings)
  const known = new Map(facts.map((fact) => [fact.id, fact]))
  const verdict = (ids: readonly string[]) =>
    renderVerdict(
      ids.flatMap((id) => known.get(id) ?? []),
      strings,
      lang,
    )
  return html`<section class="panel" part="description">
    <header><h2>${words.heading}</h2></header>
    ${caption.alt === '' ? nothing : html`<p class="alt"><strong>${words.short}</strong> ${caption.alt}</p>`}
    ${
      caption.description.length === 0
        ? html`<p class="quiet">${words.none}</p>`
        : caption.description.map(
            ({ heading, sentences }) => html`<h3>${heading}</h3>
              <ul>
                ${sentences.map((one) => html`<li>${sentence(one)}${verdict(one.facts)}</li>`)}
              </ul>`,
          )
    }
  </section>`
}
