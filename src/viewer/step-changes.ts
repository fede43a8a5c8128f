import { html, nothing } from 'lit'
import type { Step } from '../perceive/protocol.ts'
import type { Strings } from '../strings/index.ts'

/** Changes of one step that are listed. */
const MOST = 12
/** Characters of a change, and of what stands before and after it, that are shown. */
const LONG = { text: 300, around: 60 }

type Edit = Step['edits'][number]

/** What a step changed in the program before it: each change in its line, and why. */
export function renderChanges(before: string, { edits }: Step, strings: Strings) {
  if (edits.length === 0) return nothing
  const lines = before.split('\n')
  return html`<ul>
      ${edits.slice(0, MOST).map((edit) => renderChange(edit, lines, strings))}
    </ul>
    ${edits.length > MOST ? html`<p class="quiet">${strings.changes.more(edits.length - MOST)}</p>` : nothing}`
}

function renderChange(edit: Edit, lines: readonly string[], strings: Strings) {
  const { line, column, from, to } = edit
  const { changes: words } = strings
  const start = (lines[line - 1] ?? '').slice(0, column)
  const removed = from.split('\n')
  const last = lines[line + removed.length - 2] ?? ''
  const end = last.slice((removed.length === 1 ? column : 0) + removed.at(-1)!.length)
  const piece = (label: string, shown: unknown) => html`<span class="spoken">${label}: </span>${shown}`
  return html`<li>
    <span class="place">${words.place(line)}</span> ${reasonOf(edit, strings)}
    <code
      >${start.slice(-LONG.around)}${from === '' ? nothing : piece(words.removed, html`<del>${short(from)}</del>`)}${
        to === '' ? nothing : piece(words.added, html`<ins>${short(to)}</ins>`)
      }${to.endsWith('\n') ? nothing : end.slice(0, LONG.around)}</code
    >
  </li>`
}

function short(text: string): string {
  const kept = text.replace(/\n$/, '')
  return kept.length > LONG.text ? `${kept.slice(0, LONG.text)}…` : kept
}

/** Why a change was made, in a sentence. */
function reasonOf({ reason, detail = '' }: Edit, { repair, refine }: Strings): string {
  return reason in refine.reasons
    ? refine.reasons[reason as keyof typeof refine.reasons](detail)
    : repair.reasons[reason as keyof typeof repair.reasons]
}
