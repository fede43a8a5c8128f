import { html, nothing } from 'lit'
import type { Step } from '../perceive/protocol.ts'
import type { Strings } from '../strings/index.ts'

/** Changes that are listed. */
const MOST = 30
/** Characters of a change, and of what stands before and after it, that are shown. */
const LONG = { text: 300, around: 60 }

type Edit = Step['edits'][number]

export interface RepairPanel {
  readonly steps: readonly Step[]
  /** The program before the first of them. */
  readonly before: string
}

/** What was changed in the model's program until it ran: each change in its line, and why. */
export function renderRepairs({ steps, before }: RepairPanel, strings: Strings) {
  const words = strings.repair
  const changes = steps.flatMap(({ edits }, i) => {
    const lines = (i === 0 ? before : steps[i - 1]!.code).split('\n')
    return edits.map((edit) => ({ edit, lines }))
  })
  return html`<section class="panel" part="repairs">
    <header><h2>${words.heading}</h2></header>
    <p class="quiet">${words.hint}</p>
    <ol>
      ${changes.slice(0, MOST).map(({ edit, lines }) => renderChange(edit, lines, strings))}
    </ol>
    ${changes.length > MOST ? html`<p class="quiet">${words.more(changes.length - MOST)}</p>` : nothing}
  </section>`
}

function renderChange(edit: Edit, lines: readonly string[], strings: Strings) {
  const { line, column, from, to } = edit
  const { repair } = strings
  const start = (lines[line - 1] ?? '').slice(0, column)
  const removed = from.split('\n')
  const last = lines[line + removed.length - 2] ?? ''
  const end = last.slice((removed.length === 1 ? column : 0) + removed.at(-1)!.length)
  const piece = (label: string, shown: unknown) => html`<span class="spoken">${label}: </span>${shown}`
  return html`<li>
    <span class="place">${repair.place(line)}</span> ${reasonOf(edit, strings)}
    <code
      >${start.slice(-LONG.around)}${from === '' ? nothing : piece(repair.removed, html`<del>${short(from)}</del>`)}${
        to === '' ? nothing : piece(repair.added, html`<ins>${short(to)}</ins>`)
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
