import { html, nothing, type TemplateResult } from 'lit'
import type { ReconstructionResult, Timings } from '../perceive/protocol.ts'
import type { Strings } from '../strings/index.ts'

type Score = NonNullable<ReconstructionResult['score']>

const COMPONENTS = ['elements', 'geometry', 'colour', 'text', 'clarity', 'layout'] as const
const TIMES = [
  'load',
  'image',
  'vision',
  'prefill',
  'decode',
  'boot',
  'run',
  'repair',
  'score',
  'ocr',
  'facts',
  'caption',
  'refine',
] as const

/** A total or component of 0 to 1 as a person reads it: 0 to 100. */
export function outOf100(value: number): number {
  return Math.round(value * 100)
}

/** The fidelity score with its parts; without a score a sentence in its place. */
export function renderScore(score: Score | null, waiting: boolean, strings: Strings, lang: string): TemplateResult {
  const words = strings.score
  if (score === null) return html`<p class="quiet">${waiting ? words.waiting : words.none}</p>`
  const total = outOf100(score.total)
  return html`<div class="total">
      <svg class="ring" viewBox="0 0 64 64" role="img" aria-label=${words.of100(total)}>
        <circle class="track" cx="32" cy="32" r="27" />
        <circle class="fill" cx="32" cy="32" r="27" pathLength="100" stroke-dasharray="${total} 100" />
        <text x="32" y="33">${total}</text>
      </svg>
      <p>${score.reason === null ? words.meaning : words.gates[score.reason]}</p>
    </div>
    ${Object.keys(score.components).length === 0 ? nothing : renderComponents(score, strings, lang)}
    ${renderMissing(score, strings, lang)} ${renderCertainty(score, strings)}`
}

/** How far the total can be trusted. */
function renderCertainty({ interval, corrected }: Score, { score: words }: Strings) {
  if (interval === undefined && corrected === undefined) return nothing
  const [from, to] = interval ?? []
  return html`<p class="small-print">
    ${from === undefined || to === undefined ? nothing : words.interval(outOf100(from), outOf100(to))}
    ${corrected === undefined ? nothing : words.corrected(Math.max(0, outOf100(corrected)))}
  </p>`
}

function renderComponents(score: Score, strings: Strings, lang: string): TemplateResult {
  const words = strings.score
  const number = new Intl.NumberFormat(lang)
  return html`<table class="components">
    <caption class="spoken">
      ${words.table}
    </caption>
    <thead>
      <tr>
        <th scope="col">${words.component}</th>
        <th scope="col" colspan="2">${words.value}</th>
        <th scope="col" class="number">${words.weight}</th>
      </tr>
    </thead>
    <tbody>
      ${COMPONENTS.map((name) => {
        const component = score.components[name]
        if (component === undefined) return nothing
        const value = outOf100(component.value)
        return html`<tr>
          <th scope="row">${strings.components[name]}</th>
          <td class="bar-cell" aria-hidden="true">
            <svg class="part-bar" viewBox="0 0 100 6" preserveAspectRatio="none">
              <rect class="track" width="100" height="6" />
              <rect class="fill" width=${value} height="6" />
            </svg>
          </td>
          <td class="number">${number.format(value)}</td>
          <td class="number quiet">${number.format(component.weight)}</td>
        </tr>`
      })}
    </tbody>
  </table>`
}

function renderMissing(score: Score, strings: Strings, lang: string) {
  // A closed gate leaves out every component; its sentence says enough.
  if (score.missing.length === 0 || score.reason !== null) return nothing
  const list = new Intl.ListFormat(lang).format(score.missing.map((name) => strings.components[name]))
  return html`<p class="quiet missing">${strings.score.missing(list)}</p>`
}

/** Seconds a step, and all together. */
export function renderTimings(timings: Timings, strings: Strings, lang: string) {
  const seconds = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const format = (ms: number) => strings.amount.seconds(seconds.format(ms / 1000))
  const rows = TIMES.flatMap((name) => {
    const ms = timings[name]
    return ms === undefined ? [] : [html`<div><dt>${strings.timings[name]}</dt><dd>${format(ms)}</dd></div>`]
  })
  if (rows.length === 0) return nothing
  const { tokens } = timings
  return html`<details class="timings">
    <summary>${strings.timings.heading}</summary>
    <dl>
      ${rows}
      ${
        tokens === undefined
          ? nothing
          : html`<div><dt>${strings.timings.answer}</dt><dd>${strings.amount.tokens(tokens, new Intl.NumberFormat(lang).format(tokens))}</dd></div>`
      }
    </dl>
  </details>`
}
