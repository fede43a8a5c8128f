import { html, nothing, svg, type TemplateResult } from 'lit'
import type { ReconstructionResult } from '../perceive/protocol.ts'
import type { Strings } from '../strings/index.ts'
import { renderMarks } from './reading-marks.ts'

type Observation = NonNullable<ReconstructionResult['observation']>
type Axes = Observation['axes'][number]

/** Half a tick's mark, pixels of the picture. */
const TICK = 6

/** What was read off the picture, over it: boxes of texts, frames of axes, a mark at each tick, outlines of what was measured. Its list is beside it. */
export function renderReading({ width, height, texts, axes, marks }: Observation, strings: Strings): TemplateResult {
  const words = strings.reading
  return html`<svg class="overlay reading" viewBox="0 0 ${width} ${height}" role="img" aria-label=${words.label}>
    ${texts.map(
      ({ box: [x0, y0, x1, y1], text }) =>
        svg`<rect class="text" x=${x0} y=${y0} width=${x1 - x0} height=${y1 - y0}><title>${text}</title></rect>`,
    )}
    ${axes.map((one) => renderAxes(one))}
    ${renderMarks(marks)}
  </svg>`
}

function renderAxes({ box: [x0, y0, x1, y1], x, y, twin }: Axes) {
  const level = (px: number, at: number) => svg`<line x1=${at - TICK} x2=${at + TICK} y1=${px} y2=${px} />`
  return svg`<g class="axes">
    <rect x=${x0} y=${y0} width=${x1 - x0} height=${y1 - y0} />
    ${x?.ticks.map(({ px }) => svg`<line x1=${px} x2=${px} y1=${y1 - TICK} y2=${y1 + TICK} />`)}
    ${y?.ticks.map(({ px }) => level(px, x0))}
    ${twin?.ticks.map(({ px }) => level(px, x1))}
  </g>`
}

/** Tag of a sentence: what the picture says of the facts it rests on; nothing where it says nothing. */
export function renderVerdict(
  facts: readonly NonNullable<ReconstructionResult['facts']>[number][],
  { reading: words }: Strings,
  lang: string,
) {
  const verdicts = facts.flatMap(({ picture }) => (picture ? [picture] : []))
  const denied = verdicts.filter(({ verdict }) => verdict === 'contradicted')
  if (denied.length > 0) {
    const format = new Intl.NumberFormat(lang, { maximumSignificantDigits: 4 })
    const values = denied.flatMap(({ value }) => (value === undefined ? [] : [format.format(value)]))
    return html` <span class="verdict denied">${words.contradicted(values.join(', '))}</span>`
  }
  const measured = verdicts.length > 0 && verdicts.every(({ verdict }) => verdict === 'measured')
  return measured ? html` <span class="verdict">${words.measured}</span>` : nothing
}
