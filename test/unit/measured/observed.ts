import type { Observation, ReadAxes, ReadMark, ReadText, Side } from '../../../src/observation.ts'

/** A picture of matplotlib's usual size and layout: its area reaches from (80, 57.6) to (576, 427.2). */
export const BOX = [80, 57.6, 576, 427.2] as const

let count = 0

export function text(words: string, box: ReadText['box'], more: Partial<ReadText> = {}): ReadText {
  return { id: `t${++count}`, text: words, alternatives: [], box, angle: 0, confidence: 1, ...more }
}

/** A linear side through two ends of the area, with ticks at values. */
export function side(ends: readonly [number, number], low: number, high: number, values: readonly number[]): Side {
  const a = (high - low) / (ends[1] - ends[0])
  const b = low - a * ends[0]
  const ticks = values.map((value) => ({ px: (value - b) / a, text: String(value), value }))
  return { kind: 'linear', a, b, residualPx: 0.1, ticks }
}

export function categories(names: readonly string[]): Side {
  const a = names.length / (BOX[2] - BOX[0])
  const b = -0.5 - a * BOX[0]
  return {
    kind: 'category',
    a,
    b,
    residualPx: 0.1,
    ticks: names.map((name, i) => ({ px: (i - b) / a, text: name, value: i })),
  }
}

export const upwards = (low: number, high: number, values: readonly number[]) =>
  side([BOX[3], BOX[1]], low, high, values)
export const rightwards = (low: number, high: number, values: readonly number[]) =>
  side([BOX[0], BOX[2]], low, high, values)

const pixel = ({ a, b }: Side, value: number) => (value - b) / a

/** A bar from 0 to a value over a category. */
export function bar(
  { x, y }: { x: Side; y: Side },
  place: number,
  value: number,
  more: Partial<ReadMark> = {},
): ReadMark {
  const px = [pixel(x, place - 0.4), pixel(y, value), pixel(x, place + 0.4), pixel(y, 0)]
  const error = 0.4 * Math.abs(y.a)
  return {
    kind: 'bar',
    px,
    data: [place, 0, value],
    se: [0.4 * x.a, error, error],
    axis: 0,
    series: 0,
    colour: '#1f77b4',
    ...more,
  }
}

export function point({ x, y }: { x: Side; y: Side }, u: number, v: number, more: Partial<ReadMark> = {}): ReadMark {
  const se = [0.5 * Math.abs(x.a), 0.5 * Math.abs(y.a)]
  return {
    kind: 'marker',
    px: [pixel(x, u), pixel(y, v)],
    data: [u, v],
    se,
    axis: 0,
    series: 0,
    colour: '#d62728',
    ...more,
  }
}

export function seen(
  axes: readonly ReadAxes[],
  marks: readonly ReadMark[],
  texts: readonly ReadText[] = [],
): Observation {
  return { version: 1, width: 640, height: 480, texts, axes, marks, background: '#ffffff' }
}
