import { expect, test } from 'vitest'
import { parseTrace, readTrace } from '../../../src/python/trace.ts'

const axis = {
  label: 'x',
  limits: [0, 1],
  scale: 'linear',
  grid: false,
  ticks: [{ value: 0, text: '0', px: [10, 90] }],
}
const line = {
  id: '0.0',
  kind: 'line',
  type: 'Line2D',
  axes: '0.axes0',
  line: 3,
  call: 'ax.plot',
  loop: { k: 1, name: 'a', last: false },
  role: 'data',
  label: '',
  z: 2,
  visible: true,
  clipped: 'no',
  style: { colour: '#ff0000ff', fill: 'none', width: 1.5, dash: '-', alpha: null },
  data: {
    system: 'data',
    points: [
      [0, 0],
      [1, 1],
    ],
    closed: false,
  },
  path: {
    box: [10, 10, 90, 90],
    shapes: [
      {
        lines: [
          [
            [10, 90],
            [90, 10],
          ],
        ],
        closed: false,
        stroke: { colour: '#ff0000ff', width: 2, cap: 'projecting', join: 'round' },
      },
    ],
  },
}
const axes = {
  id: '0.axes0',
  box: [10, 10, 90, 90],
  projection: 'rectilinear',
  visible: true,
  decorated: true,
  aspect: 'auto',
  title: '',
  x: axis,
  y: axis,
}
const figure = { index: 0, width: 100, height: 100, dpi: 100, face: '#ffffffff', axes: [axes], artists: [line] }

const withArtist = (change: object) => ({ version: 1, figures: [{ ...figure, artists: [{ ...line, ...change }] }] })

const withShape = (shape: object) => withArtist({ path: { box: null, shapes: [shape] } })

test('an honest trace comes through unchanged', () => {
  const trace = { version: 1, figures: [figure] }
  expect(parseTrace(structuredClone(trace))).toEqual(trace)
  expect(readTrace(JSON.stringify(trace))).toEqual(trace)
})

test.each<[string, unknown]>([
  ['nothing', null],
  ['another version', { version: 2, figures: [] }],
  ['too many figures', { version: 1, figures: Array(9).fill(figure) }],
  ['a kind that there is not', withArtist({ kind: 'script' })],
  ['a field that there is not', withArtist({ html: '<img onerror>' })],
  ['a line that is no number', withArtist({ line: '3' })],
  ['a loop of objects', withArtist({ loop: { k: {} } })],
  ['a colour that is style text', withArtist({ style: { ...line.style, colour: 'red;background:url(x)' } })],
  ['a point of one number', withArtist({ data: { system: 'data', points: [[1]] } })],
  [
    'a picture that is no base64',
    withArtist({ path: { box: null, shapes: [{ lines: [], closed: false, png: '"><b>' }] } }),
  ],
  [
    'a wrong point among many',
    withArtist({ data: { system: 'data', points: [...Array(1000).fill([0, 0]), [0], ...Array(500).fill([0, 0])] } }),
  ],
  ['a number that is none', withArtist({ data: { system: 'data', points: Array(9).fill([0, Number.NaN]) } })],
  ['points where a text belongs', withArtist({ label: Array(9).fill([0, 0]) })],
  ['more vectors than are listed', withArtist({ data: { system: 'data', vectors: Array(2001).fill([0, 0]) } })],
  ['a line of too many points', withShape({ lines: [Array(20_002).fill([0, 0])], closed: false })],
  ['points where lines belong', withShape({ lines: Array(9).fill([0, 0]), closed: false })],
  ['more points than are listed', withArtist({ data: { system: 'data', points: Array(2001).fill([0, 0]) } })],
  ['a text without end', withArtist({ data: { system: 'data', text: 'x'.repeat(2001) } })],
  ['axes that there are not', withArtist({ axes: '0.axes1' })],
  ['an id twice', { version: 1, figures: [{ ...figure, artists: [line, line] }] }],
])('%s is refused', (_, data) => {
  expect(parseTrace(data)).toBeNull()
})

test('text that is no JSON, infinite numbers and deep nesting are refused', () => {
  expect(readTrace('{"version":1')).toBeNull()
  expect(readTrace(JSON.stringify({ version: 1, figures: [figure] }).replace('"dpi":100', '"dpi":1e999'))).toBeNull()
  expect(readTrace(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toBeNull()
})

test('many points come through whole', () => {
  const points = Array.from({ length: 2000 }, (_, k) => [k, k + 1])
  const bounds = [
    [0, -9999],
    [9999, 0],
  ]
  const lines = [points, Array(20_000).fill([1.25, 2])]
  const trace = withArtist({
    data: { system: 'data', points, count: 10_000, bounds, text: '"[{\\' },
    path: { box: null, shapes: [{ lines, closed: false, at: points }] },
  })
  expect(readTrace(JSON.stringify(trace))).toEqual(trace)
})

const MOST = 16 * 2 ** 20
const small = JSON.stringify({ ...line, path: { box: null, shapes: [] } })
test.each<[string, () => string]>([
  ['lists', () => `{"version":1,"figures":[${'[],'.repeat(4_000_000)}[]]}`],
  ['numbers', () => `{"version":1,"figures":[${'1,'.repeat(8_000_000)}1]}`],
  ['nested lists', () => '['.repeat(MOST)],
  ['nested objects', () => '{"a":'.repeat(3_000_000)],
  ['names', () => `{${Array.from({ length: 1_000_000 }, (_, k) => `"k${k}":1`).join(',')}}`],
  ['backslashes', () => `{"version":"${'\\'.repeat(MOST - 100)}`],
  ['quotes', () => `["${'\\"'.repeat(MOST / 2 - 10)}`],
  ['artists', () => `{"version":1,"figures":[{"artists":[${Array(30_000).fill(small).join(',')}]}]}`],
])('a large hostile trace of %s is refused soon', (_, make) => {
  const text = make()
  const start = performance.now()
  expect(readTrace(text)).toBeNull()
  expect(performance.now() - start).toBeLessThan(5000)
})
