import { html, nothing, type TemplateResult } from 'lit'
import type { ErrorRecord } from '../errors.ts'
import type { Notice, ReconstructionResult } from '../perceive/protocol.ts'
import type { Strings } from '../strings/index.ts'
import { icon } from './icons.ts'

/** A failure: what it is, what to do, and what came back. */
export function renderProblem(
  error: ErrorRecord,
  result: ReconstructionResult | null,
  strings: Strings,
): TemplateResult {
  const { title, advice } = strings.errors[error.code]
  return html`<div class="problem">
    ${icon('warning')}
    <div>
      <h2>${title}</h2>
      <p>${advice}</p>
      ${renderEvidence(error, result, strings)}
    </div>
  </div>`
}

function renderEvidence(error: ErrorRecord, result: ReconstructionResult | null, strings: Strings) {
  const words = strings.problem
  switch (error.code) {
    case 'no-webgpu':
    case 'no-adapter':
    case 'insecure-context':
      return nothing
    case 'no-code': {
      const answer = result?.answer.trim() ?? ''
      return html`<h3>${words.answer}</h3>
        <pre class="evidence" tabindex="0" role="region" aria-label=${words.answer}>${answer || words.nothing}</pre>`
    }
    case 'python':
    case 'timeout':
    case 'memory':
    case 'output':
    case 'unavailable-import':
      return html`${renderPlace(error, result, strings)}
        <p class="evidence">${error.message}</p>`
    default:
      return html`<details>
        <summary>${words.details}</summary>
        <p class="evidence">${error.message}</p>
      </details>`
  }
}

function renderPlace({ line }: ErrorRecord, result: ReconstructionResult | null, strings: Strings) {
  const text = line === undefined ? undefined : result?.code.split('\n')[line - 1]
  if (line === undefined || text === undefined) return nothing
  return html`<p class="place"><span>${strings.problem.line(line)}</span> <code>${text.trim()}</code></p>`
}

/** What a person should know that is no failure. */
export function renderNotices(notices: readonly Notice[], strings: Strings) {
  if (notices.length === 0) return nothing
  return html`<div class="notices">
    ${icon('info')}
    <div>
      <h2>${strings.notices.heading}</h2>
      <ul>
        ${notices.map((notice) => {
          const text = textOf(notice, strings)
          return html`<li>${notice.line === undefined ? text : strings.notices.line(notice.line, text)}</li>`
        })}
      </ul>
    </div>
  </div>`
}

function textOf({ code, message }: Notice, { notices: { texts } }: Strings): string {
  return Object.hasOwn(texts, code) ? texts[code as keyof typeof texts] : message
}
