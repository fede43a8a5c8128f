import type { TracedArtist, TracedAxis } from '../trace.ts'
import type { Ledger, Source } from './fact.ts'
import { tidy } from './plane.ts'
import { plainText } from './scene.ts'

export interface Datum extends Source {
  readonly at: string
  readonly value: number
}

/** What facts about artists rest on. */
export const sourcesOf = (artists: readonly TracedArtist[]): Source[] =>
  artists.map(({ id, line }) => ({ artists: [id], lines: line === null ? [] : [line] }))

/** Days since 1970-01-01 → `2024-02-01`, with the time where it is not midnight. */
export function dateOf(days: number): string {
  const date = new Date(Math.round(days * 86_400) * 1000)
  if (Number.isNaN(date.getTime())) return String(tidy(days))
  const text = date.toISOString()
  return (
    text.slice(0, 10) +
    (text.slice(11, 19) === '00:00:00' ? '' : ` ${text.slice(11, text.slice(17, 19) === '00' ? 16 : 19)}`)
  )
}

/** Category at a place of an axis: its date, the tick's text where one stands there, else the number. */
export function placeName(axis: TracedAxis, value: number): string {
  if (axis.scale === 'date') return dateOf(value)
  const range = Math.abs(axis.limits[1] - axis.limits[0])
  const tick = axis.ticks.find((one) => Math.abs(one.value - value) < 1e-6 * range)
  const text = plainText(tick?.text ?? '')
  // A category whose tick is hidden has no name that a reader sees.
  if (axis.scale === 'category' && !text) return ''
  // Powers on a logarithmic axis stand for their numbers.
  if (axis.scale !== 'category' && /mathdefault/.test(tick?.text ?? '')) return String(tidy(value))
  const number = Number(text.replace('−', '-'))
  // Ticks write 1 as `1.00` where their neighbours need it, and 1,000,000 as 1 beside `1e6`.
  const powers = Math.log10(value / number)
  const same = value === number || (axis.scale !== 'category' && Math.abs(powers - Math.round(powers)) < 1e-6)
  return text && !same ? text : String(tidy(value))
}

/** `Price (€)` or `Speed in km/h` → the unit. */
export function unitOf(label: string): string | undefined {
  // f(n) has no unit, nor has what names a scale or a year.
  const unit = /(?:\s\(|\[)([^()[\]]{1,12})[)\]]\s*$/.exec(label)?.[1] ?? /\bin ([^\s]{1,8})$/.exec(label)?.[1]
  return unit && !/^[xn]$|\d{3}|log|scale|total/i.test(unit) ? unit : undefined
}

/** Values, extremes, order and trend of one series. Extremes only where one datum alone has them. */
export function addData(
  ledger: Ledger,
  series: string,
  data: readonly Datum[],
  options: { unit?: string | undefined; ordered: boolean },
): void {
  const extra = options.unit ? { unit: options.unit } : {}
  const distinct = new Set(data.map((datum) => datum.at)).size === data.length
  if (!distinct) return
  if (data.length <= 30) {
    for (const datum of data)
      ledger.add('datum', { series, at: datum.at, value: datum.value }, 'drawn value', [datum], extra)
  }
  if (data.length < 2) return
  for (const which of ['highest', 'lowest'] as const) {
    const best = which === 'highest' ? Math.max(...data.map((d) => d.value)) : Math.min(...data.map((d) => d.value))
    const [only, ...others] = data.filter((datum) => datum.value === best)
    if (only && others.length === 0) {
      ledger.add(
        'extreme',
        { series, which, at: only.at, value: only.value },
        'one value beyond all others',
        data,
        extra,
      )
    }
  }
  const values = data.map((datum) => datum.value)
  if (data.length > 2 && data.length <= 12 && new Set(values).size === values.length && !options.ordered) {
    const names = data.toSorted((a, b) => b.value - a.value).map((datum) => datum.at)
    ledger.add('order', { series, names }, 'sorted values', data)
  }
  if (data.length > 2 && options.ordered) {
    const steps = values.slice(1).map((value, i) => Math.sign(value - (values[i] ?? 0)))
    const [step] = steps
    if (step !== undefined && steps.every((one) => one === step)) {
      const direction = step > 0 ? 'rising' : step < 0 ? 'falling' : 'constant'
      ledger.add('trend', { series, direction }, 'every step goes one way', data)
    }
  }
}
