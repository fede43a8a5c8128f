import { expect, test } from 'vitest'
import { PythonError } from '../../src/errors.ts'
import type { RunOutcome } from '../../src/python/host.ts'

import { events, GOOD, png, type Script } from './scripted.ts'

// Answers that do not run, with a scripted model and interpreter.

function drawsGood(programs: string[]): NonNullable<Script['run']> {
  return async (program, options) => {
    programs.push(program)
    const isGood = program === 'good\n'
    const drawn = { index: 0, png: await png(isGood ? 'blue' : 'red'), width: 220, height: 200 }
    options.onFigure?.(drawn)
    if (!isGood) throw new PythonError(`NameError: name '${program.trim()}' is not defined`, 1)
    const notices = [{ code: 'python-warning', message: 'UserWarning: x' }]
    return { figures: [drawn], scored: 0, empty: false, stdout: '', notices, trace: null }
  }
}
const edits = [{ line: 1, column: 0, from: 'x', to: 'y', reason: 'name' }] as const

test('a program that fails is repaired until it runs; what it drew before is forgotten', async () => {
  const programs: string[] = []
  const asked: unknown[] = []
  const repair = async (program: string, error: unknown) => {
    asked.push((error as PythonError).reason)
    return { program: program === 'plot()\n' ? 'better\n' : 'good\n', edits }
  }
  const { all, last, types } = await events({ run: drawsGood(programs), repair })
  expect(programs).toEqual(['plot()\n', 'better\n', 'good\n'])
  expect(asked).toEqual(["NameError: name 'plot()' is not defined", "NameError: name 'better' is not defined"])
  expect(types.slice(types.indexOf('step'))).toEqual([
    'step',
    'step',
    'code',
    'notice',
    'notice',
    'figure',
    'score',
    'done',
  ])
  expect(all.filter((event) => event.type === 'code').at(-1)).toEqual({ type: 'code', text: 'good\n', complete: true })
  const { steps, code, modelCode, score, figures, notices, error, timings } = last.result
  const kept = { kind: 'repair', edits, gain: null, score: null }
  expect(steps).toMatchObject([
    { ...kept, index: 0, renders: 0, code: 'better\n' },
    { ...kept, index: 1, renders: 1, code: 'good\n' },
  ])
  expect([code, modelCode, error]).toEqual(['good\n', 'plot()\n', null])
  expect(notices.map((notice) => notice.code)).toEqual(['repaired', 'python-warning'])
  expect([score!.total, figures.length]).toEqual([1, 1])
  expect(timings.repair).toBeGreaterThanOrEqual(0)
})

test.each([
  ['no rule fits', async () => null],
  ['a repair leads back', async () => ({ program: 'plot()\n', edits })],
  ['they go on and on', async (program: string) => ({ program: `${program}x`, edits })],
] as const)('where %s the error is that of the model’s program', async (_, repair) => {
  const programs: string[] = []
  const { last, types } = await events({ run: drawsGood(programs), repair })
  expect(last).toMatchObject({ type: 'error', error: { code: 'python', line: 1 } })
  expect(last.result.error!.message).toContain("'plot()'")
  expect(last.result).toMatchObject({ code: 'plot()\n', modelCode: 'plot()\n', steps: [], notices: [] })
  expect(last.result.score).toMatchObject({ total: 0, reason: 'python' })
  expect(types).not.toContain('step')
  expect(programs.length).toBeLessThanOrEqual(13)
})

test('a repaired program that draws nothing is no repair', async () => {
  const run = async (program: string): Promise<RunOutcome> => {
    if (program === 'plot()\n') throw new PythonError('NameError: x', 1)
    return { figures: [], scored: -1, empty: true, stdout: '', notices: [], trace: null }
  }
  const { last } = await events({ run, repair: async () => ({ program: 'pass\n', edits }) })
  expect(last).toMatchObject({ type: 'error', error: { code: 'python' }, result: { code: 'plot()\n', steps: [] } })
})

test('a program that was given is never changed', async () => {
  const { last, log } = await events(
    { run: drawsGood([]), repair: async () => ({ program: 'good\n', edits }) },
    { code: 'x' },
  )
  expect(log).not.toContain('repair')
  expect(last).toMatchObject({ type: 'error', result: { code: 'x', modelCode: null, steps: [] } })
})

test('a program that runs is not repaired', async () => {
  const { last, log } = await events({})
  expect(log).not.toContain('repair')
  expect(last.result).toMatchObject({ steps: [], code: 'plot()\n', modelCode: 'plot()\n' })
})

test('an answer that broke off is drawn as far as it goes, or says that it broke off', async () => {
  const answer = '```python\ngood\n'
  const { last } = await events({ run: drawsGood([]), answer })
  expect(last).toMatchObject({ type: 'done', result: { code: 'good\n', score: { total: 1 }, steps: [] } })
  expect(last.result.notices.map(({ code }) => code)).toEqual(['unfinished'])
  const failed = await events({ run: drawsGood([]), answer: '```python\nx = [' })
  expect(failed.last).toMatchObject({ type: 'error', error: { code: 'no-code' }, result: { score: { total: 0 } } })
  const repaired = await events({
    run: drawsGood([]),
    answer: '```python\nx = [',
    repair: async () => ({ program: 'good\n', edits }),
  })
  expect(repaired.last.result.notices.map(({ code }) => code)).toEqual(['repaired', 'python-warning', 'unfinished'])
})

test('Stop while it is repaired keeps the program of the model', async () => {
  const stop = new AbortController()
  const repair = async () => {
    stop.abort()
    return { program: 'better\n', edits }
  }
  const { last } = await events({ run: drawsGood([]), repair }, {}, stop.signal)
  expect(last).toMatchObject({ type: 'stopped', result: { code: 'plot()\n', steps: [], score: null } })
})

test('where no rule helps a model with a prompt for it is asked once more', async () => {
  const programs: string[] = []
  const asked: unknown[] = []
  const again = async (failed: unknown) => {
    asked.push(failed)
    return 'Sorry.\n```python\ngood\n```'
  }
  const { last, log } = await events({ run: drawsGood(programs), again })
  expect(asked).toEqual([{ answer: GOOD, error: "NameError: name 'plot()' is not defined", line: 1 }])
  expect(programs).toEqual(['plot()\n', 'good\n'])
  expect(log).toEqual(expect.arrayContaining(['repair', 'ask again']))
  const { steps, code, modelCode, notices, error } = last.result
  expect(steps).toMatchObject([{ index: 0, kind: 'repair', edits: [], code: 'good\n' }])
  expect([code, modelCode, error]).toEqual(['good\n', 'plot()\n', null])
  expect(notices.map((notice) => notice.code)).toEqual(['repaired', 'python-warning'])
})

test.each([
  ['has no program', 'I cannot.'],
  ['does not run', '```python\nworse\n```'],
])('where its second answer %s the error is that of the first', async (_, answer) => {
  const { last } = await events({ run: drawsGood([]), again: async () => answer })
  expect(last.result.error).toMatchObject({ code: 'python', message: expect.stringContaining('plot()') })
  expect(last.result.steps).toEqual([])
})
