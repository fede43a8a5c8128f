import { expect, test } from 'vitest'
import { applyEdits } from '../../src/python/edits.ts'
import { LIMITS } from '../../src/python/protocol.ts'
import { parseMessage, pngSize } from '../../src/python/validate.ts'

/** First bytes of a PNG of 640 × 480, as the format's specification lays them out. */
const PNG = Uint8Array.from(
  '89504e470d0a1a0a0000000d4948445200000280000001e008020000000000000000'
    .match(/../g)!
    .map((hex) => Number.parseInt(hex, 16)),
)
const figure = { type: 'figure', run: 7, png: PNG, width: 640, height: 480 }
const end = { type: 'end', run: 7, ending: { kind: 'done' }, scored: 0, empty: false, stdout: '', trace: null }

test('what an honest sandbox sends passes', () => {
  for (const message of [
    { type: 'hello' },
    { type: 'ready' },
    { type: 'step', done: 1, total: 4 },
    { type: 'failed', why: 'x' },
    { type: 'started', run: 0 },
    { type: 'notice', run: 7, code: 'python-warning', message: 'UserWarning: x', line: 3 },
    { type: 'notice', run: 7, code: 'python-warning', message: 'UserWarning: x' },
    figure,
    end,
    { ...end, ending: { kind: 'error', message: 'NameError', traceback: '', line: 2 }, scored: -1 },
    { ...end, ending: { kind: 'timeout', line: 2 } },
    { ...end, ending: { kind: 'memory' } },
    { ...end, ending: { kind: 'output', what: 'x' } },
    { ...end, ending: { kind: 'unavailable-import', module: 'pandas', line: 1 } },
    { ...end, ending: { kind: 'fatal', message: 'x' } },
  ]) {
    expect(parseMessage(message)).toEqual(message)
  }
})

test('fields that no message has are dropped', () => {
  expect(parseMessage({ type: 'ready', html: '<b>' })).toEqual({ type: 'ready' })
})

test.each([
  ['nothing', undefined],
  ['null', null],
  ['a text', 'ready'],
  ['a number', 1],
  ['a list', [{ type: 'ready' }]],
  ['no type', {}],
  ['an unknown type', { type: 'eval' }],
  ["a name of Object's prototype", { type: 'constructor' }],
  ['a step beyond the last', { type: 'step', done: 5, total: 4 }],
  ['a step that is no number', { type: 'step', done: Number.NaN, total: 4 }],
  ['a failure without words', { type: 'failed' }],
  ['a failure of a megabyte', { type: 'failed', why: 'x'.repeat(2 ** 20) }],
  ['a run that is a text', { type: 'started', run: '7' }],
  ['a run below zero', { type: 'started', run: -1 }],
  ['a notice with an object for a text', { type: 'notice', run: 7, code: 'c', message: { length: 1 } }],
  ['a notice too long', { type: 'notice', run: 7, code: 'c', message: 'x'.repeat(LIMITS.text + 1) }],
  ['a line of zero', { type: 'notice', run: 7, code: 'c', message: 'm', line: 0 }],
  ['a line that is infinite', { type: 'notice', run: 7, code: 'c', message: 'm', line: Number.POSITIVE_INFINITY }],
  ['a figure that is no PNG', { ...figure, png: new TextEncoder().encode('<svg onload="x">'.repeat(9)) }],
  ['a figure of no bytes', { ...figure, png: new Uint8Array() }],
  ['a figure as a list of numbers', { ...figure, png: [...PNG] }],
  ['a figure whose header has another size', { ...figure, width: 641 }],
  ['a figure too wide', { ...figure, png: resized(5000, 480), width: 5000 }],
  ['a figure without height', { ...figure, png: resized(640, 0), height: 0 }],
  ['a figure of too many bytes', { ...figure, png: padded(LIMITS.figureBytes + 1) }],
  ['an end without an ending', { ...end, ending: null }],
  ['an ending of an unknown kind', { ...end, ending: { kind: 'won' } }],
  ['an error without traceback', { ...end, ending: { kind: 'error', message: 'x' } }],
  ['a scored figure that cannot be', { ...end, scored: LIMITS.figures }],
  ['a scored figure between two', { ...end, scored: 0.5 }],
  ['empty as a number', { ...end, empty: 1 }],
  ['an output too long', { ...end, stdout: 'x'.repeat(LIMITS.outputChars + 1) }],
])('%s is refused', (_, message) => {
  expect(parseMessage(message)).toBeNull()
})

test('the bytes of a figure are copied', () => {
  const png = PNG.slice()
  const message = parseMessage({ ...figure, png })
  png.fill(0)
  expect(message).toEqual(figure)
})

test('the size of a PNG is read from its header', () => {
  expect(pngSize(PNG)).toEqual({ width: 640, height: 480 })
  expect(pngSize(PNG.subarray(0, 20))).toBeNull()
})

function resized(width: number, height: number): Uint8Array {
  const bytes = PNG.slice()
  const view = new DataView(bytes.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return bytes
}

function padded(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  bytes.set(PNG)
  return bytes
}

const edit = { line: 3, column: 0, from: 'a', to: 'b', reason: 'name' }

test('repairs pass when every edit is one, and nothing else of them does', () => {
  const repaired = (edits: unknown) => parseMessage({ type: 'repaired', run: 7, edits })
  expect(repaired(null)).toEqual({ type: 'repaired', run: 7, edits: null })
  expect(repaired([edit, { ...edit, html: '<b>' }])).toEqual({ type: 'repaired', run: 7, edits: [edit, edit] })
  for (const wrong of [
    [],
    {},
    [null],
    [{ ...edit, line: 0 }],
    [{ ...edit, column: -1 }],
    [{ ...edit, column: 0.5 }],
    [{ ...edit, from: 1 }],
    [{ ...edit, to: 'x'.repeat(LIMITS.editChars + 1) }],
    [{ ...edit, reason: 'toString' }],
    [edit, { ...edit, reason: '<b>' }],
    Array(LIMITS.edits + 1).fill(edit),
  ]) {
    expect(repaired(wrong), JSON.stringify(wrong)?.slice(0, 60)).toBeNull()
  }
})

const literal = {
  line: 3,
  column: 0,
  text: '- 1_0.50',
  value: -10.5,
  role: 'value',
  call: 'ax.plot',
  callLine: 3,
  argument: 0,
  name: null,
  path: [1],
}

test('literals pass when every one is one, and nothing else of them does', () => {
  const told = (literals: unknown) => parseMessage({ type: 'literals', run: 7, literals })
  const text = { ...literal, text: '"a"', value: 'a', role: 'text', argument: 'label', call: null, callLine: null }
  const hex = { ...literal, text: '0x1F', value: 31, name: 'x', path: [] }
  expect(told([])).toEqual({ type: 'literals', run: 7, literals: [] })
  expect(told([{ ...literal, html: '<b>' }, text, hex])).toEqual({
    type: 'literals',
    run: 7,
    literals: [literal, text, hex],
  })
  for (const wrong of [
    null,
    {},
    [null],
    [{ ...literal, line: 0 }],
    [{ ...literal, column: 0.5 }],
    [{ ...literal, text: '' }],
    [{ ...literal, text: 'x'.repeat(LIMITS.text + 1) }],
    [{ ...literal, value: 10.5 }],
    [{ ...literal, value: Number.NaN, text: 'nan' }],
    [{ ...literal, value: [1] }],
    [{ ...literal, role: 'toString' }],
    [{ ...literal, call: 1 }],
    [{ ...literal, callLine: undefined }],
    [{ ...literal, argument: -1 }],
    [{ ...literal, name: {} }],
    [{ ...literal, path: ['0'] }],
    [{ ...literal, path: Array(LIMITS.literalDepth + 1).fill(0) }],
    [literal, { ...literal, path: null }],
    Array(LIMITS.literals + 1).fill(literal),
  ]) {
    expect(told(wrong), JSON.stringify(wrong)?.slice(0, 60)).toBeNull()
  }
})

test('a trace of one of several programs is a text of a fair length or none', () => {
  const traced = { type: 'traced', run: 7, index: 1, trace: '{}' }
  expect(parseMessage(traced)).toEqual(traced)
  for (const odd of [undefined, {}, 1, ' '.repeat(LIMITS.traceChars + 1)])
    expect(parseMessage({ ...traced, trace: odd })).toEqual({ ...traced, trace: null })
  for (const wrong of [{ index: LIMITS.programs }, { index: -1 }, { run: '7' }])
    expect(parseMessage({ ...traced, ...wrong })).toBeNull()
})

test('edits are those of the program or none', () => {
  const program = 'a = "ä𝛼"; b\nc\n'
  const at = (line: number, column: number, from: string, to: string) =>
    ({ line, column, from, to, reason: 'name' }) as const
  expect(applyEdits(program, [at(1, 0, 'a', 'x'), at(1, 11, 'b\nc', 'd'), at(3, 0, '', 'e\n')])).toBe(
    'x = "ä𝛼"; d\ne\n',
  )
  expect(applyEdits(program, [at(1, 0, 'b', 'x')])).toBeNull()
  expect(applyEdits(program, [at(4, 0, '', 'x')])).toBeNull()
  // Beyond its line, and out of order.
  expect(applyEdits(program, [at(1, 13, 'c', 'x')])).toBeNull()
  expect(applyEdits(program, [at(2, 0, 'c', 'x'), at(1, 0, 'a', 'x')])).toBeNull()
})
