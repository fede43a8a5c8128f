import { html, nothing, type TemplateResult } from 'lit'
import type { GroundedCaption } from '../perceive/protocol.ts'
import type { Strings } from '../strings/index.ts'

export interface DraftPanel {
  readonly draft: NonNullable<GroundedCaption['draft']>
  readonly edits: GroundedCaption['edits']
  /** Of the strings; what could be read of a draft is English. */
  readonly lang: string
}

/** Renders words that rest on facts, linked to what these rest on. */
type Link = (sentence: { readonly text: string; readonly facts: readonly string[] }) => TemplateResult

/** What the model wrote about the picture, as the facts left it: corrections, and what could not be checked, in place. */
export function renderDraft({ draft, edits, lang }: DraftPanel, link: Link, strings: Strings): TemplateResult {
  const words = strings.draft
  const { original, unverified } = draft
  const isUnread = unverified.some(({ text }) => text === original)
  return html`<section class="panel" part="draft">
    <header><h2>${words.heading}</h2></header>
    <p class="quiet">${isUnread ? words.unread : summary(edits.length, unverified.length, strings)}</p>
    <p class="draft" lang=${isUnread ? nothing : 'en'}>${isUnread ? original : pieces(draft, edits, lang, strings)}</p>
    ${
      edits.length === 0
        ? nothing
        : html`<h3>${words.corrections}</h3>
            <ol>
              ${edits.map(({ reason, facts }) => html`<li>${link({ text: reason, facts })}</li>`)}
            </ol>`
    }
  </section>`
}

function summary(edits: number, unverified: number, { draft }: Strings): string {
  const first = edits === 0 ? draft.checked : draft.corrected(edits)
  return unverified === 0 ? first : `${first} ${draft.open}`
}

/** The original from place to place. A change is seen as one, and heard as one. */
function pieces(
  { original, unverified }: DraftPanel['draft'],
  edits: DraftPanel['edits'],
  lang: string,
  strings: Strings,
) {
  const words = strings.draft
  if (edits.length + unverified.length === 0) return original
  const places = [
    ...edits.map(({ start, from, to }) => ({
      start,
      end: start + from.length,
      shown: html`<span class="spoken" lang=${lang}>${words.spoken(from, to)}</span
        ><span aria-hidden="true"><del>${from}</del> <ins>${to}</ins></span>`,
    })),
    ...unverified.map(({ start, text }) => ({
      start,
      end: start + text.length,
      shown: html`<span class="unverified">${text}<span class="spoken" lang=${lang}> (${words.unverified})</span></span>`,
    })),
  ].sort((a, b) => a.start - b.start)
  return places.flatMap(({ start, end, shown }, i) => [
    original.slice(places[i - 1]?.end ?? 0, start),
    shown,
    i === places.length - 1 ? original.slice(end) : nothing,
  ])
}
