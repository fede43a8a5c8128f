import { html, nothing, type TemplateResult } from 'lit'
import type { Strings } from '../strings/index.ts'
import { icon } from './icons.ts'
import type { Run } from './run.ts'
import { outOf100 } from './score-panel.ts'
import { type Progress, STEPS, type StepStatus } from './steps.ts'

/** Steps of a run, what is under way, and how far it is. */
export function renderProgress(run: Run, strings: Strings, lang: string): TemplateResult {
  const { steps } = run
  const progress = steps.current === null ? null : steps.progress
  return html`<ol class="steps">
      ${STEPS.map((step) => {
        const status = steps.status(step)
        return html`<li class="step ${status}" aria-current=${steps.current === step ? 'step' : nothing}>
          <span class="mark">${markOf(status)}</span>
          <span class="name">${strings.steps[step]}</span>
          <span class="spoken">${strings.stepStatus[status]}</span>
        </li>`
      })}
    </ol>
    ${run.result === null ? renderNow(run, progress, strings, lang) : nothing}
    ${run.state === 'stopped' ? html`<p class="now">${strings.status.stopped}</p>` : nothing}`
}

function renderNow(run: Run, progress: Progress | null, strings: Strings, lang: string): TemplateResult {
  const phrase = phraseOf(run, progress, strings)
  const share = progress === null ? null : shareOf(progress)
  const percent = share === null ? nothing : Math.round(share * 100)
  return html`<div class="now">
      <span>${phrase}</span>
      <span class="amount">${progress === null ? nothing : amountOf(run, progress, strings, lang)}</span>
    </div>
    <div
      class="bar ${share === null ? 'unknown' : ''}"
      role="progressbar"
      aria-label=${phrase}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${percent}
    >
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect class="fill" width=${share === null ? 30 : share * 100} height="4" />
      </svg>
    </div>`
}

function phraseOf(run: Run, progress: Progress | null, strings: Strings): string {
  if (run.controller.signal.aborted) return strings.status.stopping
  if (progress === null) return strings.status.loading
  return isPreparing(progress) ? strings.status.preparing : strings.phases[progress.phase]
}

/** All bytes are there and checked; the graphics device takes the model in, and no phase says how far that is. */
function isPreparing({ phase, loaded, total }: Progress): boolean {
  return phase === 'verify' && loaded >= total
}

/**
 * 0 to 1, or null where the end is not known: of an answer only the most that it may have, and after the last report
 * of a phase what comes next has yet to say how long it is.
 */
function shareOf({ phase, loaded, total }: Progress): number | null {
  if (phase === 'decode' || phase === 'caption' || phase === 'queue' || total <= 1 || loaded >= total) return null
  return loaded / total
}

function amountOf(run: Run, progress: Progress, strings: Strings, lang: string): string {
  const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 })
  if (progress.phase === 'decode') {
    const count = Math.max(run.tokens, progress.loaded)
    return strings.amount.tokens(count, number.format(count))
  }
  if (progress.phase === 'caption')
    return progress.loaded === 0 ? '' : strings.amount.tokens(progress.loaded, number.format(progress.loaded))
  if (progress.phase === 'refine') {
    const score = run.history.steps.at(-1)?.score ?? run.score?.total ?? null
    return score === null ? '' : strings.score.of100(outOf100(score))
  }
  if (progress.total <= 0 || progress.unit === 'steps' || isPreparing(progress)) return ''
  if (progress.unit === 'bytes') {
    const megabytes = (bytes: number) => number.format(bytes / 1e6)
    return strings.amount.megabytes(strings.amount.of(megabytes(progress.loaded), megabytes(progress.total)))
  }
  const of = strings.amount.of(number.format(progress.loaded), number.format(progress.total))
  return strings.amount.tokens(progress.total, of)
}

function markOf(status: StepStatus) {
  if (status === 'done') return icon('check')
  if (status === 'failed') return icon('cross')
  if (status === 'stopped') return icon('stop')
  return nothing
}
