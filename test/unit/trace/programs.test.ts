import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { log } from '../../../scripts/log.mjs'
import { findMatplotlib } from '../../../scripts/matplotlib.mjs'
import { parseTrace } from '../../../src/python/trace.ts'
import type { Trace, TracedArtist, TracedAxes } from '../../../src/trace.ts'
import { compare, tracesOfCPython } from './equal.ts'
import { CHARTS } from './expected-charts.ts'
import { SHAPES } from './expected-shapes.ts'
import { full, names, programPath } from './programs.ts'
import { bootChecks, type Checks } from './pyodide.ts'

/** Every fifth; all with `npm run test:full`. */
const sample = names.filter((_, at) => full || at % 5 === 2)

let checks: Checks
beforeAll(async () => {
  checks = await bootChecks()
}, 120_000)

const source = (name: string) => readFileSync(programPath(name), 'utf8')

const traces = new Map<string, Trace>()
function traceOf(name: string): Trace {
  const trace = traces.get(name) ?? parseTrace(JSON.parse(checks.trace(source(name))!))!
  traces.set(name, trace)
  return trace
}

test('every figure can be drawn again from its trace, and tracing changes no pixel of it', () => {
  const poor: string[] = []
  for (const name of sample) {
    const { ending, message, notices, trace, same, f1 } = checks.check(source(name))
    expect(`${name}: ${ending} ${message}`).toBe(`${name}: done `)
    expect(
      notices.filter(([code]) => code === 'trace-incomplete'),
      name,
    ).toEqual([])
    expect(parseTrace(JSON.parse(trace as string)), name).not.toBeNull()
    expect(same, name).toBe(true)
    if (!((f1 as number) >= 0.98)) poor.push(`${name} ${f1?.toFixed(4)}`)
  }
  console.log(`redrawn: ${sample.length - poor.length} of ${sample.length} at .98 or better; ${poor.join(', ')}`)
  expect(poor.length).toBeLessThanOrEqual(0.05 * sample.length)
}, 600_000)

test('CPython and Pyodide trace the same', async ({ skip }) => {
  const { python, note } = await findMatplotlib(log)
  if (!python) skip(note)
  // Every tenth; all with `npm run test:full`.
  const some = names.filter((_, at) => full || at % 10 === 1)
  const texts: number[] = []
  for (const [at, trace] of (await tracesOfCPython(python!, some)).entries()) {
    const name = some[at]!
    // matplotlib places exploded wedges in single precision.
    const told = compare(trace, checks.alike(source(name)), name === 'pie-exploded' ? 1e-6 : 1e-9)
    expect(told.places, name).toEqual([])
    texts.push(...told.texts)
  }
  const close = texts.filter((size) => size <= 0.5).length
  console.log(`texts within half a pixel: ${close} of ${texts.length}; worst ${Math.max(...texts).toFixed(2)} px`)
  expect(texts.length).toBeGreaterThan(100)
  // In some sizes the two round the height of letters apart: a program of many such texts weighs more in the sample.
  expect(close).toBeGreaterThanOrEqual((full ? 0.95 : 0.8) * texts.length)
  expect(Math.max(...texts)).toBeLessThan(4)
}, 600_000)

/** The artists that a statement made. */
function made(
  name: string,
  line: number,
  kind: TracedArtist['kind'],
): { artists: TracedArtist[]; axes: readonly TracedAxes[] } {
  const figure = traceOf(name).figures[0]!
  return { artists: figure.artists.filter((artist) => artist.line === line && artist.kind === kind), axes: figure.axes }
}

test('a loop gives one line a turn, with the variables of that turn', () => {
  const { artists } = made('line-styles', 6, 'line')
  const plots = artists.filter(({ role }) => role === 'data')
  expect(plots.map(({ call }) => call)).toEqual(Array(4).fill('ax.plot'))
  expect(plots.map(({ loop }) => loop)).toEqual([
    { k: 0, style: '-' },
    { k: 1, style: '--' },
    { k: 2, style: ':' },
    { k: 3, style: '-.' },
  ])
  expect(plots.map(({ style }) => [style.dash, style.width])).toEqual([
    ['-', 1],
    ['--', 2],
    [':', 3],
    ['-.', 4],
  ])
  expect(plots.map(({ label }) => label)).toEqual(['style 0', 'style 1', 'style 2', 'style 3'])
  expect(plots[3]!.data.points).toHaveLength(60)
  expect(plots[3]!.data.points![0]).toEqual([0, 3])
})

test('a function and a comprehension say their own lines', () => {
  expect(made('function', 4, 'line').artists.map(({ loop }) => loop)).toEqual([0, 1, 2, 3].map((k) => ({ k })))
  const { artists } = made('comprehension', 3, 'line')
  expect(artists.filter(({ role }) => role === 'data').map(({ loop }) => loop)).toEqual([1, 2, 3].map((k) => ({ k })))
  expect(made('comprehension', 4, 'legend').artists.map(({ data }) => data.names)).toEqual([['1', '2', '3']])
})

test('bars have values, categories and colours, in one group', () => {
  const { artists, axes } = made('bar-plain', 4, 'polygon')
  expect(artists.map(({ data }) => [data.names, data.values])).toEqual([
    [['red'], [3]],
    [['green'], [7]],
    [['blue'], [5]],
  ])
  expect(artists.map(({ style }) => style.fill)).toEqual(['#ff0000ff', '#008000ff', '#0000ffff'])
  expect(new Set(artists.map(({ group }) => group?.id)).size).toBe(1)
  expect(artists.map(({ group }) => [group?.kind, group?.index])).toEqual([0, 1, 2].map((index) => ['bar', index]))
  expect(artists[1]!.data).toMatchObject({ shape: 'rectangle', centre: [1, 3.5], size: [0.8, 7] })
  expect(axes[0]!.x.scale).toBe('category')
  expect(axes[0]!.y.label).toBe('count')
  expect(made('bar-plain', 5, 'text').artists.map(({ data }) => data.text)).toEqual(['3', '7', '5'])
})

test('wedges have shares, names and angles', () => {
  const { artists } = made('pie-plain', 3, 'polygon')
  expect(artists.map(({ data }) => [data.names, data.radius])).toEqual([
    [['cats'], 1],
    [['dogs'], 1],
    [['birds'], 1],
  ])
  for (const [at, share] of [0.3, 0.45, 0.25].entries()) expect(artists[at]!.data.values![0]).toBeCloseTo(share, 6)
  expect(artists[0]!.data.angles![1]).toBeCloseTo(108, 4)
})

test('points of a triangle and the texts at its corners', () => {
  const outline = made('geometry-triangle', 5, 'line').artists
  expect(outline.map(({ data }) => [data.points, data.closed])).toEqual([
    [
      [
        [0, 0],
        [4, 0],
        [0, 3],
        [0, 0],
      ],
      true,
    ],
  ])
  const { artists, axes } = made('geometry-triangle', 8, 'text')
  expect(artists.map(({ data, loop }) => [data.text, data.points, loop])).toEqual([
    ['A', [[0.1, 0.1]], { name: 'A', x: 0, y: 0 }],
    ['B', [[4.1, 0.1]], { name: 'B', x: 4, y: 0 }],
    ['C', [[0.1, 3.1]], { name: 'C', x: 0, y: 3 }],
  ])
  expect(axes[0]).toMatchObject({ aspect: 1, decorated: false, projection: 'rectilinear' })
})

test('what nobody sees is listed and says why', () => {
  const seen = (line: number) =>
    made('invisible', line, 'line').artists.map(({ visible, clipped }) => [visible, clipped])
  expect(seen(3)).toEqual([[true, 'no']])
  expect(seen(4)).toEqual([[false, 'no']])
  expect(seen(6)).toEqual([[true, 'wholly']])
})

test('round shapes keep their own numbers', () => {
  expect(made('patches-round', 5, 'polygon').artists[0]!.data).toMatchObject({
    shape: 'circle',
    centre: [1, 1],
    radius: 0.8,
  })
  expect(made('patches-round', 6, 'polygon').artists[0]!.data).toMatchObject({
    shape: 'ellipse',
    size: [1.5, 0.8],
    angle: 30,
  })
  expect(made('patches-round', 7, 'polygon').artists[0]!.data).toMatchObject({ shape: 'wedge', angles: [30, 300] })
  expect(made('patches-round', 8, 'polygon').artists[0]!.data).toMatchObject({ closed: false, angles: [0, 120] })
})

test('contours, arrows, tables, images and solids', () => {
  expect(made('contour-lines', 4, 'contour').artists[0]!.data.levels).toEqual([0.5, 1, 2, 3])
  const arrows = made('quiver-plain', 4, 'quiver').artists[0]!.data
  expect([arrows.points!.length, arrows.points![0], arrows.vectors![0]]).toEqual([36, [0, 0], [-2.5, 2.5]])
  expect(made('table-plain', 5, 'table').artists[0]!.data.names).toEqual(['c1', 'c2', 'r1', '1', '2', 'r2', '3', '4'])
  expect(made('image-plain', 3, 'image').artists[0]!.data.image).toEqual({ rows: 4, columns: 6, range: [0, 23] })
  const solid = made('3d-bars', 4, 'collection')
  expect(solid.artists[0]!.data.shapes).toHaveLength(18)
  expect(solid.axes[0]!.projection).toBe('3d')
})

test('many points are counted and thinned out, not dropped', () => {
  const { data, path } = made('scatter-many', 4, 'collection').artists[0]!
  expect([data.points!.length, data.count]).toEqual([2000, 100_000])
  expect(data.bounds![0]!.every((low) => low < -3)).toBe(true)
  expect(path.more).toBeGreaterThan(0)
})

test.each([
  ['line-loglog', { x: { scale: 'log' }, y: { scale: 'log', label: 'rate [1/s]', grid: true } }],
  ['line-dates', { x: { scale: 'date' } }],
  [
    'line-category',
    {
      title: 'animals',
      x: { scale: 'category', ticks: [{ text: 'ant' }, { text: 'bee' }, { text: 'cat' }, { text: 'dog' }] },
    },
  ],
  [
    'axes-inverted',
    {
      x: {
        scale: 'linear',
        ticks: [
          { value: 1, text: 'one' },
          { value: 2, text: 'two' },
          { value: 3, text: 'three' },
        ],
      },
    },
  ],
  ['polar-line', { projection: 'polar', title: 'spiral' }],
])('the axes of %s', (name, told) => {
  expect(made(name, 1, 'line').axes[0]).toMatchObject(told)
})

test('axes say whose twin, inset or scale of colours they are', () => {
  const [first, second] = made('axes-twin', 1, 'line').axes
  expect(second!.twin).toBe(first!.id)
  const inset = made('axes-inset', 1, 'line').axes
  expect(inset.find((axes) => axes.inset !== undefined)?.inset).toBe(inset[0]!.id)
  const { artists, axes } = made('hexbin', 4, 'collection')
  expect(axes[1]!.colourbar).toBe(artists[0]!.id)
})

const EXPECTED = { ...CHARTS, ...SHAPES }

test.each(Object.keys(EXPECTED))('%s is traced as its text says', (name) => {
  for (const { line, kind, call, artists } of EXPECTED[name]!) {
    const found = made(name, line, kind).artists
    expect(found.map((artist) => artist.call)).toEqual(artists.map(() => call))
    expect(found).toMatchObject(artists)
  }
})

test.each([
  ['stem-plain', 4, 'plt.stem', 'stem', ['line', 'line', 'collection']],
  [
    'errorbar-both',
    4,
    'plt.errorbar',
    'errorbar',
    ['line', 'line', 'line', 'line', 'line', 'collection', 'collection'],
  ],
  ['bar-errors', 3, 'plt.bar', 'bar', ['polygon', 'polygon', 'polygon', 'line', 'line', 'collection']],
  ['table-plain', 5, 'ax.table', 'table', ['table', ...Array(8).fill('polygon'), ...Array(8).fill('text')]],
])('what one call draws is one group: %s', (name, line, call, kind, kinds) => {
  const parts = traceOf(name).figures[0]!.artists.filter((artist) => artist.line === line && artist.group)
  expect(new Set(parts.map((part) => part.call))).toEqual(new Set([call]))
  expect(new Set(parts.map(({ group }) => `${group!.kind} ${group!.id}`)).size).toBe(1)
  expect(parts[0]!.group!.kind).toBe(kind)
  expect(parts.map((part) => part.kind as string).sort()).toEqual(kinds.sort())
})

test('numbers come through to the last digit', () => {
  const numbers = [0.1 + 0.2, 1 / 3, 1e-300, 12345678.000000002, -5e-324]
  const { trace } = checks.check(`import matplotlib.pyplot as plt\nplt.plot([${numbers}], 'o')\nplt.show()`)
  const { artists } = parseTrace(JSON.parse(trace!))!.figures[0]!
  expect(artists.find(({ line }) => line === 2)!.data.points).toEqual(numbers.map((y, x) => [x, y]))
})

test('an artist that cannot be recorded is told, and costs no other', () => {
  const { trace, notices, same } = checks.check(`
import matplotlib.pyplot as plt
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform
class Odd(Line2D):
    def draw(self, renderer):
        gc = renderer.new_gc()
        gc.get_joinstyle = lambda: 1 / 0
        renderer.draw_path(gc, Path([(100, 100), (300, 200)]), IdentityTransform())
plt.gca().add_line(Odd([0, 1], [0, 1]))
plt.plot([3, 4])
plt.show()`)
  expect(notices.filter(([code]) => code === 'trace-incomplete')).toEqual([
    ['trace-incomplete', 'ZeroDivisionError: division by zero', 0],
  ])
  const { artists } = parseTrace(JSON.parse(trace!))!.figures[0]!
  expect(artists.find(({ type }) => type === 'Odd')).toMatchObject({ line: 11, path: { shapes: [] } })
  expect(artists.find(({ line }) => line === 12)!.path.shapes).toHaveLength(1)
  expect(same).toBe(true)
})

test('an artist that cannot be described is told, and costs no other', () => {
  const { ending, trace, notices } = checks.check(`
import matplotlib.pyplot as plt
from matplotlib.lines import Line2D
class Odd(Line2D):
    def get_markersize(self):
        raise ValueError('planted')
plt.gca().add_line(Odd([0, 1], [0, 1], marker='o'))
plt.plot([3, 4])
plt.show()`)
  expect(ending).toBe('done')
  expect(notices).toEqual([['trace-incomplete', 'Odd: ValueError: planted', 0]])
  const { artists } = parseTrace(JSON.parse(trace!))!.figures[0]!
  expect(artists.find(({ type }) => type === 'Odd')!.kind).toBe('other')
  expect(artists.find(({ line }) => line === 8)!.kind).toBe('line')
})
