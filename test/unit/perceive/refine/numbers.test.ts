import { expect, test } from 'vitest'
import { numbers } from '../../../../src/perceive/refine/numbers/numbers.ts'
import { editOf, onGrid, parametersOf, written } from '../../../../src/perceive/refine/numbers/parameters.ts'
import { polish } from '../../../../src/perceive/refine/numbers/polish.ts'
import type { Drawing, Lab, Proposal, Proposer } from '../../../../src/perceive/refine/proposal.ts'
import { applyEdits } from '../../../../src/python/edits.ts'
import type { Literal, LiteralRole } from '../../../../src/python/protocol.ts'
import type { Raster } from '../../../../src/raster/raster.ts'
import type { TracedFigure } from '../../../../src/trace.ts'

/*
 * A language of its own: `line x y x y …` draws a stroke through points, `scale s` enlarges all that follows, `count n`
 * says nothing to the drawing. So nothing here depends on Python.
 */

const WIDTH = 240
const HEIGHT = 200
const STROKE = 2

function literalsOf(code: string): Literal[] {
  return code.split('\n').flatMap((text, at) =>
    [...text.matchAll(/[+-]?\d*\.?\d+/g)].map((found, index): Literal => {
      const role: LiteralRole = text.startsWith('count') ? 'count' : 'value'
      const [line, value] = [at + 1, Number(found[0])]
      const place = { call: text.split(' ')[0]!, callLine: line, argument: index, name: null, path: [] }
      return { line, column: found.index, text: found[0], value, role, ...place }
    }),
  )
}

function linesOf(code: string): [number, number][][] {
  let scale = 1
  return code.split('\n').flatMap((line) => {
    const given = line.replaceAll(/[()]/g, '').split(' ').slice(1).map(Number)
    if (line.startsWith('scale')) scale = given[0]!
    if (!line.startsWith('line')) return []
    return [given.flatMap((x, i): [number, number][] => (i % 2 === 0 ? [[scale * x, scale * given[i + 1]!]] : []))]
  })
}

function traced(code: string): TracedFigure {
  const artists = linesOf(code).map((points, at) => {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
    const stroke = { colour: '#000000ff', width: STROKE, cap: 'butt', join: 'miter' }
    const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
    const path = { box, shapes: [{ lines: [points], closed: false, stroke }] }
    const style = { colour: '#000000ff', fill: 'none', width: 1, dash: '-', alpha: null }
    const seen = { role: 'data', label: '', z: 2, visible: true, clipped: 'no' }
    return {
      id: `0.${at}`,
      kind: 'line',
      type: 'Line2D',
      axes: null,
      line: at,
      call: 'line',
      ...seen,
      style,
      data: {},
      path,
    }
  })
  const size = { index: 0, width: WIDTH, height: HEIGHT, dpi: 72, face: '#ffffffff' }
  return { ...size, axes: [], artists } as unknown as TracedFigure
}

/** Black where a stroke's middle is nearer than half its width, grey over a pixel at its border. */
function painted(code: string): Raster {
  const data = new Uint8Array(3 * WIDTH * HEIGHT).fill(255)
  const lines = linesOf(code)
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      let near = Number.POSITIVE_INFINITY
      for (const points of lines)
        for (let i = 0; i + 1 < points.length; i++)
          near = Math.min(near, toSegment(x + 0.5, y + 0.5, points[i]!, points[i + 1]!))
      const share = Math.min(1, Math.max(0, STROKE / 2 + 0.5 - near))
      data.fill(Math.round(255 * (1 - share)), 3 * (y * WIDTH + x), 3 * (y * WIDTH + x) + 3)
    }
  }
  return { width: WIDTH, height: HEIGHT, data }
}

function toSegment(x: number, y: number, [ax, ay]: [number, number], [bx, by]: [number, number]): number {
  const square = (bx - ax) ** 2 + (by - ay) ** 2
  const share = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square))
  return Math.hypot(ax + share * (bx - ax) - x, ay + share * (by - ay) - y)
}

const lab: Lab = {
  literals: async (code) => literalsOf(code),
  trace: async (codes) => codes.map(traced),
}

const drawn = (code: string): Drawing =>
  ({ code, raster: painted(code), trace: traced(code), score: { total: 0.5 } }) as unknown as Drawing

/** The program after every proposal is kept. */
async function after(
  proposer: Proposer,
  code: string,
  truth: string,
): Promise<{ code: string; proposals: Proposal[] }> {
  const proposals: Proposal[] = []
  const offered = proposer(drawn(code), { picture: painted(truth), observation: null }, lab)
  let told = await offered.next(null)
  while (!told.done && proposals.length < 20) {
    proposals.push(told.value)
    const next: string = applyEdits(code, told.value.edits)!
    code = next
    told = await offered.next(drawn(code))
  }
  return { code, proposals }
}

const TRUTH = 'count 7\nline 20 30 120 150 210 40\nline 30.5 170.0 200.0 180.0'

test.each([
  ['one corner', 'count 7\nline 20 30 128 138 210 40\nline 30.5 170.0 200.0 180.0'],
  ['corners of both lines', 'count 7\nline 20 38 120 150 198 40\nline 30.5 163.5 200.0 171.2'],
  ['nothing', TRUTH],
])('%s wrong are put right, and nothing else is touched', async (_, wrong) => {
  const { code, proposals } = await after(numbers, wrong, TRUTH)
  const [found, right] = [literalsOf(code), literalsOf(TRUTH)]
  found.forEach(({ value, text }, i) => {
    expect(Math.abs((value as number) - (right[i]!.value as number)), `${i}: ${text}`).toBeLessThanOrEqual(1)
    expect(text.split('.')[1]?.length).toBe(right[i]!.text.split('.')[1]?.length)
  })
  expect(proposals.length).toBe(wrong === TRUTH ? 0 : Math.max(1, proposals.length))
  for (const { kind, edits } of proposals) {
    expect(kind).toBe('number')
    expect(new Set(edits.map(({ reason }) => reason))).toEqual(new Set(['fitted']))
  }
})

test('what moves everything is found though a part of it is wrong too', async () => {
  const truth = 'scale 2.0\nline 10 15 60 75 105 20\nline 15 85 100 90'
  const { code } = await after(numbers, 'scale 1.8\nline 10 15 66 75 105 20\nline 15 85 100 90', truth)
  expect(literalsOf(code).map(({ value }) => value)).toEqual([2, 10, 15, 60, 75, 105, 20, 15, 85, 100, 90])
})

test('polish offers single numbers, the wrong one first', async () => {
  const offered = polish(
    drawn('line 20 30 120 150 210 40'),
    { picture: painted('line 20 30 127 150 210 40'), observation: null },
    lab,
  )
  const { value } = await offered.next(null)
  expect(value).toMatchObject({
    kind: 'number',
    edits: [{ line: 1, from: '120', to: expect.stringMatching(/^12[678]$/), reason: 'closer' }],
  })
  await offered.return()
})

test('a program without numbers to move is left alone', async () => {
  expect((await after(numbers, 'count 3', 'count 3')).proposals).toEqual([])
  expect((await after(polish, 'count 3', 'count 3')).proposals).toEqual([])
})

const literal = (text: string, value: number, role: LiteralRole = 'value'): Literal => {
  const place = { call: null, callLine: null, argument: null, name: null, path: [] }
  return { line: 1, column: 0, text, value, role, ...place }
}

test.each([
  ['12.50', 12.5, 13.1, '13.10'],
  ['-3', -3, 4, '4'],
  ['3', 3, -4.4, '-4'],
  ['+2', 2, 5, '+5'],
  ['.5', 0.5, 0.71, '.7'],
  ['-.25', -0.25, -1.5, '-1.50'],
  ['7.', 7, 8.6, '9.'],
  ['0.5', 0.5, -0.04, '0.0'],
])('%s becomes %s written as it was', (text, value, to, expected) => {
  const [parameter] = parametersOf([literal(text, value)])
  expect(written(parameter!, onGrid(parameter!, to))).toBe(expected)
  expect(editOf(parameter!, onGrid(parameter!, to), 'fitted').from).toBe(text)
})

test('counts, sizes, indices, strings and numbers that are not written plainly are no parameters', () => {
  const roles: LiteralRole[] = ['count', 'size', 'figure', 'alpha', 'index', 'colour']
  expect(parametersOf(roles.map((role) => literal('3', 3, role)))).toEqual([])
  expect(parametersOf([literal('1e3', 1000), literal('0x10', 16), literal('1_000', 1000)])).toEqual([])
  expect(parametersOf([{ ...literal('"3"', 0, 'value'), value: '3' }])).toEqual([])
})
