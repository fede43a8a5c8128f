import { of } from '../caption.ts'
import { type Claim, claimAt, matches, type Rule } from './knowledge.ts'

const QUOTED = `["“'‘](?<text>[^"”'’]+)["”'’]`
const CHARTS = {
  bar: 'bar',
  'grouped bar': 'bar',
  'stacked bar': 'bar',
  pie: 'pie',
  line: 'line',
  scatter: 'scatter',
} as const

/** Titles, labels of axes, and the kind of a chart. */
export const labelClaims: Rule = (draft, { facts }) => {
  const claims: Claim[] = []
  const titles = of(facts, 'title')
  for (const match of matches(draft, `(?:titled|entitled|headed|[Tt]itle (?:is|reads|says)|[Tt]itle:) ${QUOTED}`)) {
    const stands = titles.find(({ value }) => value.text === match.groups?.text)
    const [title, ...more] = stands ? [stands] : titles
    claims.push(...claimAt(match, 'text', title && more.length === 0 ? title.value.text : null, titles))
  }
  for (const match of matches(
    draft,
    `(?<axis>x|y|horizontal|vertical)[- ]axis,?(?: is)? (?:labelled|labeled|shows|reads|is called|represents|label(?:led)? (?:is|reads)) ${QUOTED}`,
  )) {
    const axis = /^(?:x|horizontal)$/.test(match.groups?.axis ?? '') ? 'x' : 'y'
    const fact = of(facts, 'axis').find(({ value }) => value.axis === axis)
    claims.push(...claimAt(match, 'text', fact?.value.label ?? null, fact ? [fact] : []))
  }
  for (const match of matches(
    draft,
    `(?<name>[A-Z]{2})(?:,| is)? (?:labelled|labeled|marked|bears the label) ${QUOTED}`,
  )) {
    const fact = of(facts, 'label').find(
      ({ value }) => value.of === `segment ${[...(match.groups?.name ?? '')].sort().join('')}`,
    )
    claims.push(...claimAt(match, 'text', fact?.value.text ?? null, fact ? [fact] : []))
  }
  const [chart] = of(facts, 'chart')
  const kind = chart && CHARTS[chart.value.type as keyof typeof CHARTS]
  for (const match of kind
    ? matches(draft, '\\b(?<kind>[Bb]ar|[Pp]ie|[Ll]ine|[Ss]catter) (?:chart|plot|graph|diagram)\\b')
    : []) {
    const was = match.groups?.kind ?? ''
    const right = /^[A-Z]/.test(was) ? kind?.replace(/^./, (c) => c.toUpperCase()) : kind
    claims.push(...claimAt(match, 'kind', right ?? null, chart ? [chart] : []))
  }
  return claims
}
