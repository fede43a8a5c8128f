import { describe, expect, it } from 'vitest'
import { measuredProgram } from '../../../src/measured/program.ts'
import type { Observation, ReadMark } from '../../../src/observation.ts'
import { BOX, bar, categories, point, rightwards, seen, text, upwards } from './observed.ts'

const lines = (observation: Observation) => measuredProgram(observation)?.split('\n') ?? []

describe('the measured program', () => {
  it('writes bars by their categories', () => {
    const [x, y] = [categories(['Oslo', 'Rome', 'Lima']), upwards(0, 50, [0, 10, 20, 30, 40, 50])]
    const bars = [12.03, 40.98, 26.97].map((value, i) => bar({ x, y }, i, value))
    const title = text('Sales by city', [280, 36, 376, 50])
    expect(measuredProgram(seen([{ box: BOX, x, y }], bars, [title]))).toBe(`import matplotlib.pyplot as plt

categories = ["Oslo", "Rome", "Lima"]
values = [12, 41, 27]

fig, ax = plt.subplots(figsize=(6.4, 4.8))
ax.bar(categories, values, color="tab:blue")
ax.set_xlim(-0.5, 2.5)
ax.set_ylim(0, 50)
ax.set_yticks([0, 10, 20, 30, 40, 50])
ax.set_title("Sales by city"${''})
plt.show()
`)
  })

  it('stacks bars that begin where others end', () => {
    const [x, y] = [categories(['a', 'b', 'c']), upwards(0, 50, [0, 25, 50])]
    const lower = [10, 20, 15].map((value, i) => bar({ x, y }, i, value))
    const upper = [10, 20, 15].map((base, i): ReadMark => {
      const one = bar({ x, y }, i, base + 5, { series: 1, colour: '#ff7f0e' })
      return { ...one, data: [i, base, base + 5] }
    })
    const program = lines(seen([{ box: BOX, x, y }], [...lower, ...upper]))
    expect(program).toContain('values_2 = [5, 5, 5]')
    expect(program).toContain('ax.bar(categories, values_2, bottom=[10, 20, 15], color="tab:orange")')
  })

  it('sets grouped bars side by side and names them by the legend', () => {
    const [x, y] = [categories(['a', 'b', 'c']), upwards(0, 50, [0, 25, 50])]
    const group = (shift: number, series: number, colour: string) =>
      [10, 20, 30].map((value, i) => {
        const one = bar({ x, y }, i + shift, value + series, { series, colour })
        const [x0, y0, x1, y1] = one.px as [number, number, number, number]
        const quarter = (x1 - x0) / 4
        return { ...one, px: [x0 + quarter, y0, x1 - quarter, y1] }
      })
    const legend = [
      text('North', [500, 80, 540, 90], { swatch: '#1f77b4' }),
      text('South', [500, 100, 540, 110], { swatch: '#ff7f0e' }),
    ]
    const marks = [...group(-0.2, 0, '#1f77b4'), ...group(0.2, 1, '#ff7f0e')]
    const program = lines(seen([{ box: BOX, x, y }], marks, legend))
    expect(program).toContain('north = [10, 20, 30]')
    expect(program).toContain('ax.bar(np.arange(3) - 0.2, north, width=0.4, color="tab:blue", label="North")')
    expect(program).toContain('ax.bar(np.arange(3) + 0.2, south, width=0.4, color="tab:orange", label="South")')
    expect(program).toContain('ax.set_xticks(np.arange(3), categories)')
    expect(program).toContain('ax.legend(loc="upper right")')
    expect(program[1]).toBe('import numpy as np')
  })

  it('takes the value that stands on a bar', () => {
    const [x, y] = [categories(['a', 'b', 'c']), upwards(0, 500, [0, 250, 500])]
    const values = [123, 302, 417]
    const bars = values.map((value, i) => bar({ x, y }, i, value + 0.6))
    const labels = bars.map(({ px }, i) =>
      text(String(values[i]), [(px[0]! + px[2]!) / 2 - 9, px[1]! - 14, (px[0]! + px[2]!) / 2 + 9, px[1]! - 4]),
    )
    const program = lines(seen([{ box: BOX, x, y }], bars, labels))
    expect(program).toContain('values = [123, 302, 417]')
    expect(program).toContain('ax.bar_label(bars, ["123", "302", "417"])')
  })

  it('joins markers that a line joins, and leaves others alone', () => {
    const [x, y] = [rightwards(2000, 2010, [2000, 2005, 2010]), upwards(0, 10, [0, 5, 10])]
    const places = [2001, 2003, 2006, 2009]
    const markers = places.map((year, i) => point({ x, y }, year + 0.01, 2 + i, { radius: 4 }))
    const corners = markers.map((one): ReadMark => ({ ...one, kind: 'vertex', width: 3, dash: 'dashed' }))
    const axes = [{ box: BOX, x, y }]
    const joined = lines(seen(axes, [...markers, ...corners]))
    expect(joined).toContain('x = [2001, 2003, 2006, 2009]')
    expect(joined).toContain('y = [2, 3, 4, 5]')
    expect(joined).toContain('ax.plot(x, y, marker="o", linestyle="--", linewidth=2.2, color="tab:red")')
    expect(lines(seen(axes, markers))).toContain('ax.scatter(x, y, s=33, color="tab:red")')
  })

  it('tells scales: powers of ten, days, labels that are not plain numbers', () => {
    const log = { ...upwards(0, 4, []), kind: 'log' as const }
    const ticks = [1, 2, 3].map((power) => ({ px: (power - log.b) / log.a, text: `10${power}`, value: 10 ** power }))
    const days = { ...rightwards(18_262, 18_628, []), kind: 'date' as const }
    const dated = ['2020-02-01', '2020-07-01'].map((text) => {
      const value = Date.parse(text) / 86_400_000
      return { px: (value - days.b) / days.a, text, value }
    })
    const program = lines(seen([{ box: BOX, x: { ...days, ticks: dated }, y: { ...log, ticks } }], []))
    expect(program).toContain('ax.set_yscale("log")')
    expect(program).toContain('ax.set_ylim(1, 10000)')
    expect(program).toContain(
      'ax.set_xticks(np.array(["2020-02-01", "2020-07-01"], dtype="datetime64[D]"), ["2020-02-01", "2020-07-01"])',
    )
    const percent = upwards(0, 100, [0, 50, 100])
    const named = { ...percent, ticks: percent.ticks.map((tick) => ({ ...tick, text: `${tick.value} %` })) }
    const other = lines(seen([{ box: BOX, x: rightwards(0, 1, [0, 0.5, 1]), y: named }], []))
    expect(other).toContain('ax.set_yticks([0, 50, 100], ["0 %", "50 %", "100 %"])')
  })

  it('writes the shares of a pie from the top or the right, with labels and percents', () => {
    const wedge = (from: number, to: number, colour: string): ReadMark => ({
      kind: 'wedge',
      px: [320, 250, 150],
      data: [from, to],
      se: [0.2, 0.2],
      axis: -1,
      colour,
    })
    const wedges = [wedge(0.1, 90.2, '#1f77b4'), wedge(90.2, 234.1, '#ff7f0e'), wedge(234.1, 360.1, '#2ca02c')]
    const texts = [
      text('Corn', [440, 120, 470, 131]),
      text('Rice', [110, 200, 140, 211]),
      text('Oats', [420, 390, 450, 401]),
    ]
    const program = lines(seen([], wedges, texts))
    expect(program).toContain('shares = [40, 35, 25]')
    expect(program).toContain('labels = ["Rice", "Oats", "Corn"]')
    expect(program).toContain(
      'ax.pie(shares, labels=labels, colors=["tab:orange", "tab:green", "tab:blue"], startangle=90)',
    )
  })

  it('draws shapes and labels where there are no axes', () => {
    const shape = (kind: ReadMark['kind'], px: number[], more: Partial<ReadMark>): ReadMark => ({
      kind,
      px,
      data: [],
      se: [],
      axis: -1,
      ...more,
    })
    const program = lines(
      seen(
        [],
        [
          shape('polygon', [100, 100, 200, 100, 200, 180, 100, 180], {
            colour: '#ffeeaa',
            edge: '#000000',
            width: 2,
            filled: true,
          }),
          shape('circle', [400, 240, 60], { colour: '#0000ff', width: 1, filled: false }),
          shape('segment', [200, 140, 340, 240], { colour: '#000000', width: 1.5, dash: 'dashed' }),
        ],
        [text('A', [145, 134, 155, 146])],
      ),
    )
    expect(program).toContain('from matplotlib.patches import Circle, Rectangle')
    expect(program.find((line) => line.includes('Rectangle('))).toMatch(
      /^ax\.add_patch\(Rectangle\(\(100, 300\), 100, 80, facecolor="#ffeeaa", edgecolor="black"/,
    )
    expect(program.find((line) => line.includes('Circle('))).toMatch(
      /Circle\(\(400, 240\), 60, fill=False, edgecolor="blue"/,
    )
    expect(program.find((line) => line.startsWith('ax.plot('))).toMatch(
      /^ax\.plot\(\[200, 340\], \[340, 240\], color="black", linestyle="--"/,
    )
    expect(program.find((line) => line.startsWith('ax.text('))).toMatch(
      /^ax\.text\(150, 340, "A", ha="center", va="center"/,
    )
  })

  it('gives nothing where too little was read, and leaves out what is no number', () => {
    expect(measuredProgram(seen([], []))).toBeNull()
    expect(measuredProgram(seen([], [], [text('words', [10, 10, 60, 20])]))).toBeNull()
    expect(measuredProgram(seen([{ box: BOX, x: null, y: null }], []))).toBeNull()
    expect(
      measuredProgram(seen([{ box: BOX, x: { ...rightwards(0, 1, [0, 1]), a: Number.NaN }, y: null }], [])),
    ).toBeNull()
    const [x, y] = [rightwards(0, 1, [0, 1]), upwards(0, 1, [0, 1])]
    const bad = point({ x, y }, 0.5, Number.NaN)
    const good = point({ x, y }, 0.25, 0.75)
    const program = lines(seen([{ box: BOX, x, y }], [bad, good]))
    expect(program).toContain('x = [0.25]')
    expect(program).toContain('y = [0.75]')
  })
})
