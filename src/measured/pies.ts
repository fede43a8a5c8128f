import type { Observation, ReadMark, ReadText } from '../observation.ts'
import { pythonNumber } from '../python/literal.ts'
import { colourDistance, colourLiteral } from './colours.ts'
import { drawn, list, type Names } from './python.ts'
import { middle } from './words.ts'

/** A disc of wedges with the texts around and on it. */
export interface Pie {
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly wedges: readonly ReadMark[]
}

export interface PieLines {
  readonly data: readonly string[]
  readonly draw: readonly string[]
  readonly used: readonly ReadText[]
  /** Entries of a legend in the wedges' order; none where it lacks one. */
  readonly legend: readonly ReadText[]
}

/** Levels by which the colour of a legend's entry may differ from its wedge's. */
const SAME_COLOUR = 60

/** Radii from the centre within which labels stand. */
const FARTHEST = 1.75
const LABELLED = 0.6
/** Degrees from which a start is taken for the top or the right. */
const ROUND_START = 1

export function piesOf({ marks }: Observation): Pie[] {
  const pies: { x: number; y: number; radius: number; wedges: ReadMark[] }[] = []
  for (const mark of marks) {
    if (mark.kind !== 'wedge') continue
    const [x, y, radius] = mark.px as [number, number, number]
    const own = pies.find((pie) => pie.x === x && pie.y === y && pie.radius === radius)
    if (own) own.wedges.push(mark)
    else pies.push({ x, y, radius, wedges: [mark] })
  }
  return pies.filter(({ wedges }) => wedges.length > 1)
}

export function pieLines(ax: string, pie: Pie, texts: readonly ReadText[], names: Names): PieLines {
  const wedges = [...pie.wedges].sort((a, b) => a.data[0]! - b.data[0]!)
  // A boundary at the top is where a person starts, else one on the right.
  const at = (degrees: number) => wedges.findIndex(({ data }) => turn(data[0]! - degrees) <= ROUND_START)
  const first = Math.max(0, at(90) >= 0 ? at(90) : at(0))
  const ordered = [...wedges.slice(first), ...wedges.slice(0, first)]
  const percents = ordered.map((wedge) => percentOn(wedge, pie, texts))
  const labels = ordered.map((wedge) => labelOf(wedge, pie, texts))
  const shares = ordered.map(({ data }) => ((data[1]! - data[0]!) / 360) * 100)
  const told = percents.every((one, i) => one !== null && Math.abs(one.value - shares[i]!) < 1.2)
  const fine = told && percents.some((one) => one!.decimals > 0)
  const values = shares.map((share, i) => (fine ? pythonNumber(percents[i]!.value, 2) : pythonNumber(share, 1)))
  const name = names.give(undefined, 'shares')
  const data = [`${name} = ${list(values)}`]
  const start = ordered[0]!.data[0]!
  const round = [0, 90, 180, 270].find((degrees) => turn(start - degrees) <= ROUND_START) ?? start
  const named = labels.some((text) => text !== null)
  const options: string[] = []
  if (named) {
    const list_ = names.give(undefined, 'labels')
    data.push(`${list_} = ${list(labels.map((text) => drawn(text?.text ?? '')))}`)
    options.push(`labels=${list_}`)
  }
  if (ordered.every(({ colour }) => colour))
    options.push(`colors=${list(ordered.map(({ colour }) => colourLiteral(colour!)))}`)
  if (told) options.push(`autopct="%.${Math.max(...percents.map((one) => one!.decimals))}f%%"`)
  if (round !== 0) options.push(`startangle=${pythonNumber(round, 1)}`)
  const legend = ordered.flatMap(({ colour }) => {
    const far = (text: ReadText) => colourDistance(text.swatch, colour)
    const [nearest] = texts.filter((text) => far(text) <= SAME_COLOUR).sort((a, b) => far(a) - far(b))
    return nearest ? [nearest] : []
  })
  return {
    data,
    draw: [`${ax}.pie(${[name, ...options].join(', ')})`],
    legend: legend.length === ordered.length ? legend : [],
    used: [...labels, ...(told ? percents.map((one) => one!.text) : [])].filter((text) => text !== null),
  }
}

function turn(degrees: number): number {
  return Math.abs(((((degrees + 180) % 360) + 360) % 360) - 180)
}

/** Degrees and radii of a text's place seen from the centre. */
function polar({ box }: ReadText, { x, y, radius }: Pie): { angle: number; far: number } {
  const [u, v] = middle(box)
  const angle = ((Math.atan2(y - v, u - x) * 180) / Math.PI + 360) % 360
  // Of a label beside the rim, its nearest end.
  const nearX = Math.max(box[0] - x, 0, x - box[2])
  const nearY = Math.max(box[1] - y, 0, y - box[3])
  return { angle, far: Math.hypot(nearX, nearY) / radius }
}

function isWithin(angle: number, { data: [from, to] }: ReadMark): boolean {
  return (((angle - from!) % 360) + 360) % 360 < to! - from!
}

function percentOn(wedge: ReadMark, pie: Pie, texts: readonly ReadText[]) {
  for (const text of texts) {
    const found = /^(\d{1,2}|\d{1,2}\.\d+)\s?%$/.exec(text.text.trim())
    const { angle, far } = polar(text, pie)
    if (!found || far > 1 || !isWithin(angle, wedge)) continue
    return { text, value: Number(found[1]), decimals: found[1]!.split('.')[1]?.length ?? 0 }
  }
  return null
}

/** What stands beside a wedge: the entry of a legend with its colour, or the text outside of the rim nearest to its middle. */
function labelOf(wedge: ReadMark, pie: Pie, texts: readonly ReadText[]): ReadText | null {
  const centre = (wedge.data[0]! + wedge.data[1]!) / 2
  const outside = texts
    .filter(({ text, swatch }) => swatch === undefined && /\p{L}/u.test(text))
    .map((text) => ({ text, ...polar(text, pie) }))
    .filter(({ angle, far }) => far > LABELLED && far < FARTHEST && isWithin(angle, wedge))
    .sort((a, b) => turn(a.angle - centre) - turn(b.angle - centre))
  const [best] = outside
  return best && (best.far > 0.98 || outside.length === 1) && best.far < 1.4 ? best.text : null
}
