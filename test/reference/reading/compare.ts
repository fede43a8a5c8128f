import type { Observation, ReadText, Side } from '../../../src/observation.ts'
import type { PictureTruth, TruthSide, TruthText } from './truth.ts'

export interface Tally {
  total: number
  right: number
  /** Right, or among the alternatives. */
  among: number
}

export interface TextComparison {
  /** By role. */
  readonly roles: Map<string, Tally>
  /** Texts read where none is, and all texts read. */
  readonly spurious: number
  readonly read: number
  readonly misses: readonly string[]
}

/** Pixels by which a text's centre may lie outside its true box. */
const REACH = 3

/** Pairs texts one to one by place; the same string after NFKC, one kind of minus and space, ticks by value. */
export function compareTexts({ texts }: Observation, truth: PictureTruth): TextComparison {
  const roles = new Map<string, Tally>()
  const used = new Set<ReadText>()
  const misses: string[] = []
  const at = (one: TruthText) => texts.filter((read) => !used.has(read) && isIn(read, one))
  for (const one of truth.texts.filter(({ role }) => role !== 'cut')) {
    const here = at(one)
    const hit = here.find(({ text }) => isSame(text, one.text)) ?? here[0]
    if (hit) used.add(hit)
    const right = hit !== undefined && isSame(hit.text, one.text)
    const among = right || (hit?.alternatives.some((text) => isSame(text, one.text)) ?? false)
    const tally = roles.get(one.role) ?? { total: 0, right: 0, among: 0 }
    tally.total++
    if (right) tally.right++
    if (among) tally.among++
    roles.set(one.role, tally)
    if (!right) misses.push(`${one.role} ${one.text} → ${hit?.text ?? 'nothing'}`)
  }
  for (const one of truth.texts.filter(({ role }) => role === 'cut')) for (const read of at(one)) used.add(read)
  return { roles, spurious: texts.length - used.size, read: texts.length, misses }
}

function isIn({ box }: ReadText, { box: [x0, y0, x1, y1] }: TruthText): boolean {
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  return x > x0 - REACH && x < x1 + REACH && y > y0 - REACH && y < y1 + REACH
}

function isSame(a: string, b: string): boolean {
  const [x, y] = [plain(a), plain(b)]
  return x === y || (x !== '' && y !== '' && Number(x) === Number(y))
}

function plain(text: string): string {
  return text
    .replace(/\$\\mathdefault\{([^$]*)\}\$/, '$1')
    .replace(/\^\{([^}]*)\}/g, '$1')
    .normalize('NFKC')
    .replace(/[−–—‒]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
}

export interface AxisComparison {
  /** By kind of axis: how many there are, are found, and are within .5 % of their range at both ends. */
  readonly kinds: Map<string, { total: number; found: number; exact: number }>
  /** Maps that are off by more than 2 %, or of an axis that is not there. */
  readonly wrong: readonly string[]
}

const EXACT = 0.005
const WRONG = 0.02

/** Pairs sides by their places and measures the larger error at the two ends, as a share of the range. */
export function compareAxes({ axes }: Observation, truth: PictureTruth): AxisComparison {
  const kinds = new Map<string, { total: number; found: number; exact: number }>()
  const wrong: string[] = []
  const read = axes.flatMap(({ x, y, twin }) => [
    ...(x ? [{ direction: 'x' as const, side: x }] : []),
    ...(y ? [{ direction: 'y' as const, side: y }] : []),
    ...(twin ? [{ direction: 'y' as const, side: twin }] : []),
  ])
  const used = new Set<Side>()
  for (const frame of truth.axes) {
    for (const direction of ['x', 'y'] as const) {
      const side = frame[direction]
      if (!side) continue
      const tally = kinds.get(side.kind) ?? { total: 0, found: 0, exact: 0 }
      kinds.set(side.kind, tally)
      tally.total++
      const errors = read
        .filter((one) => one.direction === direction && !used.has(one.side) && spans(one.side, side))
        .map((one) => ({ side: one.side, error: one.side.kind === side.kind ? errorOf(one.side, side) : Infinity }))
        .sort((a, b) => a.error - b.error)
      const [best] = errors
      if (!best || best.error > WRONG) continue
      used.add(best.side)
      tally.found++
      if (best.error <= EXACT) tally.exact++
    }
  }
  for (const { direction, side } of read)
    if (!used.has(side)) wrong.push(`${direction} ${side.kind} ${side.ticks.map(({ text }) => text).join(' ')}`)
  return { kinds, wrong }
}

function spans({ ticks }: Side, { pixels }: TruthSide): boolean {
  const [low, high] = [Math.min(...pixels) - REACH, Math.max(...pixels) + REACH]
  return ticks.every(({ px }) => px >= low && px <= high)
}

function errorOf({ a, b }: Side, { kind, limits, pixels }: TruthSide): number {
  const [from, to] = kind === 'log' ? limits.map(Math.log10) : limits
  const ends = [a * pixels[0] + b - from!, a * pixels[1] + b - to!]
  return Math.max(...ends.map(Math.abs)) / Math.abs(to! - from!)
}
