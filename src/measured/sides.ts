import type { Side } from '../observation.ts'
import { pythonNumber } from '../python/literal.ts'
import { drawn, list, literal } from './python.ts'
import { rounded } from './rounding.ts'

/** Pixels by which a limit may be moved onto a round number. */
const LIMIT_ERROR = 0.35
const DAY_MS = 86_400_000

/** What a side shows at a pixel, in the numbers that its axis counts in; of a log side the value. */
export function valueAt({ kind, a, b }: Side, px: number): number {
  return kind === 'log' ? 10 ** (a * px + b) : a * px + b
}

/**
 * Lines that give an axis its scale, its limits and its ticks. `low`, `high`: pixels of its ends, in its own direction;
 * `named`: its categories are told where they are drawn.
 */
export function sideLines(
  name: string,
  way: 'x' | 'y',
  side: Side,
  low: number,
  high: number,
  named = false,
): string[] {
  const { kind, ticks } = side
  const lines: string[] = []
  if (kind === 'log') lines.push(`${name}.set_${way}scale("log")`)
  lines.push(`${name}.set_${way}lim(${limits(side, low, high).join(', ')})`)
  const sorted = [...ticks].sort((a, b) => a.value - b.value)
  if (sorted.length === 0 || named) return lines
  const texts = sorted.map(({ text }) => text)
  if (kind === 'category')
    return [
      ...lines,
      ...labelled(
        name,
        way,
        sorted.map(({ value }) => pythonNumber(value, 0)),
        texts,
      ),
    ]
  if (kind === 'date') {
    const days = daysLiteral(sorted.map(({ value }) => value))
    return [...lines, `${name}.set_${way}ticks(${days}, ${list(texts.map(drawn))})`]
  }
  const values = sorted.map(({ value }) => value)
  if (kind === 'log' && isOwnLog(values, texts)) return lines
  const decimals = Math.max(...values.map(decimalsOf))
  const own = values.every((value, i) => plain(texts[i]!) === value.toFixed(decimals)) && kind !== 'log'
  return [
    ...lines,
    ...labelled(
      name,
      way,
      values.map((value) => pythonNumber(value, decimals)),
      texts,
      own,
    ),
  ]
}

function labelled(
  name: string,
  way: 'x' | 'y',
  places: readonly string[],
  texts: readonly string[],
  own = false,
): string[] {
  const labels = own ? '' : `, ${list(texts.map(drawn))}`
  return [`${name}.set_${way}ticks(${list(places)}${labels})`]
}

function limits(side: Side, low: number, high: number): string[] {
  const { kind, a } = side
  const ends = [valueAt(side, low), valueAt(side, high)]
  if (kind === 'log')
    return ends.map((value) => {
      const decimals = Math.max(0, 3 - Math.floor(Math.log10(value)))
      const power = 10 ** Math.round(Math.log10(value))
      return pythonNumber(Math.abs(Math.log10(value / power) / a) < 2 * LIMIT_ERROR ? power : value, decimals)
    })
  // As dates count in days, limits may be numbers.
  const error = LIMIT_ERROR * Math.abs(a)
  return ends.map((value) => {
    const one = rounded([value], [error])
    const tick = side.ticks.find((tick) => Math.abs(tick.value - value) <= 2 * error)
    return tick ? pythonNumber(tick.value, decimalsOf(tick.value)) : pythonNumber(one.values[0]!, one.decimals)
  })
}

/** matplotlib's own labels of powers of ten are raised; signs that say them plainly are not. */
function isOwnLog(values: readonly number[], texts: readonly string[]): boolean {
  const isPower = values.every((value) => Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9)
  return isPower && values.length > 1 && !texts.every((text, i) => Number(plain(text)) === values[i])
}

/** Days since 1970 as dates, which matplotlib counts in. */
export function daysLiteral(values: readonly number[]): string {
  const days = values.map((value) => {
    const day = new Date(Math.round(value) * DAY_MS)
    return Number.isNaN(day.getTime()) ? '1970-01-01' : day.toISOString().slice(0, 10)
  })
  return `np.array(${list(days.map(literal))}, dtype="datetime64[D]")`
}

function plain(text: string): string {
  return text.replace(/[−–]/g, '-')
}

/** Decimals that a tick's value has, ten at most. */
export function decimalsOf(value: number): number {
  for (let decimals = 0; decimals < 10; decimals++) {
    if (Math.abs(value - Number(value.toFixed(decimals))) < 1e-9 * Math.max(1, Math.abs(value))) return decimals
  }
  return 10
}
