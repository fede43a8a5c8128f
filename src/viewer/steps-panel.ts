import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { live } from 'lit/directives/live.js'
import type { Candidate, Step } from '../perceive/protocol.ts'
import type { Strings } from '../strings/index.ts'
import { renderClimb, totalsOf } from './climb.ts'
import { icon } from './icons.ts'
import type { History } from './run.ts'
import { outOf100 } from './score-panel.ts'
import { renderChanges } from './step-changes.ts'

/** Seconds for which the button refines. */
export const MORE_SECONDS = 30
/** Steps that are listed. */
const MOST = 200

export interface StepsPanel {
  readonly history: History
  /** Steps that the program on show stands after. */
  readonly at: number
  readonly refining: boolean
  /** The program can be refined further. */
  readonly open: boolean
  readonly lang: string
  readonly onStep: (at: number) => void
  readonly onImprove: () => void
}

/** How the program changed, step by step: its fidelity, a slider over its versions, and each change with its reason. */
export function renderSteps(panel: StepsPanel, strings: Strings): TemplateResult {
  const { history, open, onImprove } = panel
  const words = strings.changes
  return html`<section class="panel" part="steps">
    <header>
      <h2>${words.heading}</h2>
      <span class="space"></span>
      ${
        open
          ? html`<button type="button" class="small improve" @click=${onImprove}>
            ${icon('climb')}${words.improve(MORE_SECONDS)}
          </button>`
          : nothing
      }
    </header>
    ${sentences(panel, strings).map((text) => html`<p class="quiet">${text}</p>`)}
    ${history.steps.length === 0 ? nothing : renderVersions(panel, strings)}
  </section>`
}

function sentences({ history: { steps, candidates }, refining }: StepsPanel, strings: Strings): string[] {
  const words = strings.changes
  if (steps.length === 0 && candidates.length < 2) return [refining ? words.searching : words.none]
  const [best] = candidates.toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1))
  const tells = best && (candidates.length > 1 || best.source === 'measured')
  return [
    steps.some(({ kind }) => kind === 'repair') ? words.repaired : '',
    tells ? words.won[best.source](candidates.length) : '',
    climbed(steps, strings),
    steps.some(({ score }) => score !== null) ? words.kept : '',
  ].filter((text) => text !== '')
}

function climbed(steps: readonly Step[], { changes: words }: Strings): string {
  const known = totalsOf(steps).filter((total) => total !== null)
  if (known.length < 2) return ''
  return words.climbed(outOf100(known[0]!), outOf100(known.at(-1)!), known.length - 1)
}

function renderVersions({ history: { start, steps, candidates }, at, lang, onStep }: StepsPanel, strings: Strings) {
  const words = strings.changes
  const totals = totalsOf(steps)
  const numbers = formats(lang, strings)
  const total = totals[at] ?? null
  const where = at === 0 ? words.start : `${words.at(at, steps.length)}: ${words.kinds[steps[at - 1]!.kind]}`
  const text = total === null ? where : `${where}, ${numbers.total(total)}`
  return html`<div class="versions">
      ${renderClimb(totals, at, climbed(steps, strings))}
      <input
        type="range"
        min="0"
        max=${steps.length}
        step="1"
        .value=${live(String(at))}
        aria-label=${words.slider}
        aria-valuetext=${text}
        @input=${(event: Event) => onStep((event.target as HTMLInputElement).valueAsNumber)}
      />
      <p class="where" aria-hidden="true">${text}</p>
    </div>
    <div class="list" tabindex="0" role="region" aria-label=${words.list}>
      <ol>
        ${steps.slice(0, MOST).map((step, i) => {
          const before = i === 0 ? start : steps[i - 1]!.code
          const shown = i + 1 === at
          const source = step.kind === 'candidate' && candidates.find(({ code }) => code === step.code)?.source
          const listed = { before, step, shown, source: source || null }
          return guard([...Object.values(listed), strings], () => renderStep(listed, numbers, strings))
        })}
      </ol>
    </div>
    ${steps.length > MOST ? html`<p class="quiet">${words.more(steps.length - MOST)}</p>` : nothing}`
}

interface ListedStep {
  readonly before: string
  readonly step: Step
  readonly shown: boolean
  /** Of a program that took another's place, once it is known. */
  readonly source: Candidate['source'] | null
}

function renderStep(
  { before, step, shown, source }: ListedStep,
  numbers: ReturnType<typeof formats>,
  strings: Strings,
) {
  return html`<li class=${shown ? 'shown' : ''} aria-current=${shown ? 'step' : nothing}>
    <p class="kind">
      <span>${strings.changes.kinds[step.kind]}</span>
      ${step.gain === null ? nothing : html`<bdi class="gain">${numbers.gain(step.gain)}</bdi>`}
      ${step.score === null ? nothing : html`<span class="quiet">${numbers.total(step.score)}</span>`}
    </p>
    ${source === null ? nothing : html`<p>${strings.changes.source[source]}</p>`}
    ${renderChanges(before, step, strings)}
  </li>`
}

/** Tenths of a point: most steps gain less than one. */
function formats(lang: string, { changes: words }: Strings) {
  const total = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 })
  const gain = new Intl.NumberFormat(lang, { maximumFractionDigits: 1, signDisplay: 'always' })
  return {
    total: (value: number) => words.total(total.format(value * 100)),
    gain: (value: number) => words.gain(gain.format(value * 100)),
  }
}
