/** Numbers of a program that may be moved, as parameters with a grid of values that their own digits suggest. */
import type { Literal } from '../../../python/protocol.ts'
import type { StepEdit } from '../../protocol.ts'

/** Counts, sizes, indices, formats and the figure's own are never moved. */
const MOVED: ReadonlySet<string> = new Set(['value', 'limit', 'tick', 'angle', 'bar-width'])
const MOST = 120
/** How far a value is looked for, as a share of it. */
const REACH = 0.3
/** Units of the last digit that it may move at least. */
const LEAST_UNITS = 3

export interface Parameter {
  readonly literal: Literal
  readonly value: number
  readonly decimals: number
  /** Of the last digit written. */
  readonly unit: number
  /** How far it may be moved from where it is. */
  readonly reach: number
}

/** Plain decimal numbers alone: others (`1e3`, `0xff`) are rarely places. */
const DECIMAL = /^([+-]?)\s*(\d*)(?:\.(\d*))?$/

export function parametersOf(literals: readonly Literal[]): readonly Parameter[] {
  const found: Parameter[] = []
  for (const literal of literals) {
    const { value, role, text } = literal
    const digits = DECIMAL.exec(text)
    if (typeof value !== 'number' || !MOVED.has(role) || !digits) continue
    const decimals = digits[3]?.length ?? 0
    const unit = 10 ** -decimals
    found.push({ literal, value, decimals, unit, reach: Math.max(REACH * Math.abs(value), LEAST_UNITS * unit) })
  }
  return found.length > MOST ? [] : found
}

/** The list, tuple or call that a number is an entry of, by name. */
export function listOf({ literal: { call, callLine, argument, name, path, line } }: Parameter): string {
  return JSON.stringify([call, callLine, argument, name, call === null ? line : 0, path.slice(0, -1)])
}

/** The nearest value that has as many decimals. */
export function onGrid({ decimals }: Parameter, value: number): number {
  return Number(value.toFixed(decimals)) + 0
}

/** As the literal is written: its decimals, its sign where it has one, `.5` without a nought where it had none. */
export function written({ literal: { text }, decimals }: Parameter, value: number): string {
  const digits = Math.abs(value).toFixed(decimals)
  const isBare = /^[+-]?\s*\./.test(text)
  const sign = value < 0 && Number(digits) !== 0 ? '-' : text.startsWith('+') ? '+' : ''
  const end = text.endsWith('.') ? '.' : ''
  return sign + (isBare && digits.startsWith('0.') ? digits.slice(1) : digits) + end
}

export function editOf(parameter: Parameter, value: number, reason: StepEdit['reason']): StepEdit {
  const { line, column, text } = parameter.literal
  return { line, column, from: text, to: written(parameter, value), reason }
}
