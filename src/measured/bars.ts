import type { ReadMark, ReadText, Side } from '../observation.ts'
import { pythonNumber } from '../python/literal.ts'
import { colourLiteral } from './colours.ts'
import { drawn, entry, list, type Names } from './python.ts'
import { median, rounded } from './rounding.ts'
import { middle } from './words.ts'

/** Bars of one colour. */
export interface BarSeries {
  readonly bars: readonly ReadMark[]
  readonly label: string | undefined
}

export interface BarLines {
  /** Data, to stand at the head of the program. */
  readonly data: readonly string[]
  readonly draw: readonly string[]
  /** The categories' side has its names from the bars. */
  readonly named: boolean
  /** Texts that the bars' lines draw. */
  readonly used: readonly ReadText[]
}

/** Of a bar's place along its side, from the category that it stands for: whole bars, and those of groups. */
const AT_CATEGORY = 0.12
const IN_GROUP = 0.49
/** Standard errors within which a base is a common one, or a label's number the bar's. */
const SAME = 4

export function isUpright({ px: [x0, y0, x1, y1], data }: ReadMark, x: Side): boolean {
  // Its first number is its middle along the side it stands on.
  const middleX = x.a * ((x0! + x1!) / 2) + x.b
  const value = x.kind === 'log' ? 10 ** middleX : middleX
  return Math.abs(value - data[0]!) <= 1e-6 * Math.max(1, Math.abs(value)) || y0 === y1
}

export function barLines(
  ax: string,
  series: readonly BarSeries[],
  x: Side,
  y: Side,
  notes: readonly ReadText[],
  names: Names,
): BarLines {
  const up = isUpright(series[0]!.bars[0]!, x)
  const [along, across] = up ? [x, y] : [y, x]
  const sorted = series.map(({ bars, label }) => ({ bars: [...bars].sort((a, b) => a.data[0]! - b.data[0]!), label }))
  const [bar, thick, start] = up ? ['bar', 'width', 'bottom'] : ['barh', 'height', 'left']
  const widthOf = ({ px: [x0, y0, x1, y1] }: ReadMark) => Math.abs(along.a) * (up ? x1! - x0! : y1! - y0!)
  const width = median(sorted.flatMap(({ bars }) => bars.map(widthOf)))
  const count = along.ticks.length
  const categorical = along.kind === 'category'
  const whole = categorical && sorted.every(({ bars }) => bars.every(({ data }) => offset(data[0]!) <= AT_CATEGORY))
  const grouped =
    categorical && !whole && sorted.every(({ bars }) => bars.every(({ data }) => offset(data[0]!) < IN_GROUP))
  const data: string[] = []
  const draw: string[] = []
  const used: ReadText[] = []
  const category = grouped || whole ? categories(along, count) : null
  let places = ''
  if (category) {
    places = names.give(undefined, 'categories')
    data.push(`${places} = ${list(category.map(drawn))}`)
  }
  for (const [k, { bars, label }] of sorted.entries()) {
    const name = names.give(label, sorted.length > 1 ? `values_${k + 1}` : 'values')
    const slots = category ? category.map((_, i) => bars.find(({ data }) => Math.round(data[0]!) === i)) : bars
    const kept = slots.filter((one) => one !== undefined)
    const labels = kept.map((one) => numberOn(one, notes, up))
    const told = labels.length > 0 && labels.every((one) => one !== null)
    const measured = rounded(
      kept.map(({ data }) => data[2]!),
      kept.map(({ se }) => se[2]!),
    )
    const below = kept.map((one) => baseOf(one, across))
    const lower = rounded(
      below,
      kept.map(({ se }) => se[1]!),
    )
    const stacked = below.some((base, i) => Math.abs(base) > SAME * kept[i]!.se[1]!)
    const tips = told ? labels.map((one) => one!.value) : measured.values
    const decimals = told ? Math.max(...labels.map((one) => one!.decimals)) : measured.decimals
    const heights = tips.map((tip, i) => (stacked && !told ? tip - lower.values[i]! : tip))
    const most = Math.max(decimals, stacked ? lower.decimals : 0)
    const written = slots.map((one) => (one ? pythonNumber(heights[kept.indexOf(one)]!, most) : '0'))
    data.push(`${name} = ${list(written)}`)
    const options = [
      ...(stacked
        ? [
            `${start}=${list(slots.map((one) => (one ? pythonNumber(lower.values[kept.indexOf(one)]!, lower.decimals) : '0')))}`,
          ]
        : []),
      ...(Math.abs(width - 0.8) > 0.01 || grouped ? [`${thick}=${pythonNumber(width, placesOf(width))}`] : []),
      ...(bars[0]!.colour ? [`color=${colourLiteral(bars[0]!.colour)}`] : []),
      ...(bars[0]!.edge ? [`edgecolor=${colourLiteral(bars[0]!.edge)}`] : []),
      ...(label ? [`label=${entry(label)}`] : []),
    ]
    let at = places
    if (grouped) {
      const shift = median(bars.map(({ data }) => data[0]! - Math.round(data[0]!)))
      const off = pythonNumber(Math.abs(shift), placesOf(width))
      const range = `np.arange(${category!.length})`
      at = off === '0' ? range : `${range} ${shift < 0 ? '-' : '+'} ${off}`
    } else if (!category) {
      const where = rounded(
        bars.map(({ data }) => data[0]!),
        bars.map(({ se }) => se[0]!),
      )
      const written = list(where.values.map((value) => pythonNumber(value, where.decimals)))
      at = names.give(undefined, sorted.length > 1 ? `places_${k + 1}` : 'places')
      data.push(`${at} = ${written}`)
    }
    const call = `${ax}.${bar}(${[at, name, ...options].join(', ')})`
    if (told) {
      used.push(...labels.map((one) => one!.text))
      const held = names.give(undefined, 'bars')
      draw.push(`${held} = ${call}`, `${ax}.bar_label(${held}, ${list(labels.map((one) => drawn(one!.text.text)))})`)
    } else draw.push(call)
  }
  if (grouped) draw.push(`${ax}.set_${up ? 'x' : 'y'}ticks(np.arange(${category!.length}), ${places})`)
  return { data, draw, named: category !== null, used }
}

function offset(place: number): number {
  return Math.abs(place - Math.round(place))
}

function placesOf(width: number): number {
  return Math.max(2, 2 - Math.floor(Math.log10(width)))
}

function categories(side: Side, count: number): string[] | null {
  const named = Array.from({ length: count }, (_, i) => side.ticks.find(({ value }) => value === i)?.text)
  const texts = named.filter((text) => text !== undefined)
  // Two of one name would be one category.
  return texts.length === count && new Set(texts).size === count ? texts : null
}

/** Bars that begin where their axis does come from 0: their foot is cut off. */
function baseOf({ data, px, se }: ReadMark, across: Side): number {
  if (across.kind === 'log') return 0
  const base = data[1]!
  if (Math.abs(base) <= SAME * se[1]! || px.length === 0) return 0
  const lowest = Math.min(...across.ticks.map(({ value }) => value))
  const step = stepOf(across)
  // No tick below, and no other bar's tip: the axis is cut.
  return base > 0 && lowest > 0 && base <= lowest + SAME * se[1]! && lowest - base < step ? 0 : base
}

function stepOf({ ticks }: Side): number {
  const values = ticks.map(({ value }) => value).sort((a, b) => a - b)
  return values.length > 1 ? values[1]! - values[0]! : Infinity
}

interface Told {
  readonly text: ReadText
  readonly value: number
  readonly decimals: number
}

/** A number that stands at a bar's tip and says its value. */
function numberOn({ px: [x0, y0, x1, y1], data, se }: ReadMark, notes: readonly ReadText[], up: boolean): Told | null {
  for (const text of notes) {
    const digits = text.text.replace(/[−–]/g, '-').replace(/,(?=\d{3}\b)/g, '')
    if (!/^-?\d+(\.\d+)?\s?%?$/.test(digits)) continue
    const [u, v] = middle(text.box)
    const inRow = up ? u > x0! - 2 && u < x1! + 2 : v > y0! - 2 && v < y1! + 2
    const near = up ? v > y0! - 28 && v < y1! + 28 : u > x0! - 48 && u < x1! + 48
    const value = Number.parseFloat(digits)
    const decimals = digits.split('.')[1]?.replace(/\D/g, '').length ?? 0
    if (inRow && near && Math.abs(value - (data[2]! - 0)) <= SAME * se[2]! + 0.5 * 10 ** -decimals)
      return { text, value, decimals }
  }
  return null
}
