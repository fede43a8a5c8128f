import { expect, test } from 'vitest'
import { PythonError } from '../../src/errors.ts'
import type { RunOptions } from '../../src/python/host.ts'
import { events, png, type Script, traced } from './scripted.ts'

// Best of several answers, with a scripted model and interpreter: a program draws in the colour that it names.

const answer = (program: string) => `\`\`\`python\n${program}\n\`\`\``

async function draws(program: string, options: RunOptions) {
  const colour = /red|blue|purple/.exec(program)?.[0]
  if (colour === undefined) throw new PythonError("NameError: name 'x' is not defined", 1)
  const drawn = { index: 0, png: await png(colour), width: 220, height: 200 }
  options.onFigure?.(drawn)
  const trace = { version: 1 as const, figures: [traced(0, program.trim())] }
  return { figures: [drawn], scored: 0, empty: false, stdout: '', notices: [], trace }
}

const choice = (first: string, ...others: string[]): Script => ({
  answer: answer(first),
  others: others.map(answer),
  run: draws,
})

test('the best of several answers is what the person gets', async () => {
  const script = choice('red', 'purple', 'blue', 'red')
  const { all, last, types } = await events(script, { candidates: 4 })
  const { code, modelCode, modelScore, candidates, steps, score, figures } = last.result
  expect(code).toBe('blue\n')
  expect(modelCode).toBe('red\n')
  // The same program is not drawn twice, and one that is as good as can be needs no rival.
  expect(candidates.map(({ source, code: program }) => [source, program])).toEqual([
    ['model', 'red\n'],
    ['model', 'purple\n'],
    ['model', 'blue\n'],
  ])
  const [first, , third] = candidates.map((candidate) => candidate.score!)
  expect(first).toBe(modelScore)
  expect(third!).toBeGreaterThan(first!)
  expect(score!.total).toBe(third)
  expect(steps.at(-1)).toMatchObject({ kind: 'candidate', edits: [], code: 'blue\n', score: third })
  expect(figures).toHaveLength(1)
  const told = types.slice(types.indexOf('score') + 1)
  expect(told.filter((type) => type !== 'step')).toEqual(['facts', 'code', 'figure', 'trace', 'score', 'facts', 'done'])
  // The words of further answers are not streamed over the first.
  const text = all.flatMap((event) => (event.type === 'token' ? [event.text] : [])).join('')
  expect(text).toBe(answer('red'))
})

test('nothing is told again when the first answer is the best', async () => {
  const { last, types } = await events(choice('blue', 'red'), { candidates: 2 })
  expect(last.result.steps).toEqual([])
  expect(types.filter((type) => type === 'figure')).toHaveLength(1)
})

test('another answer takes the place of one that does not run', async () => {
  const { last } = await events(choice('broken', 'purple'), { candidates: 2 })
  const { error, code, modelScore, candidates, notices } = last.result
  expect([last.type, error, code, modelScore]).toEqual(['done', null, 'purple\n', null])
  expect(candidates.map(({ score }) => score === null)).toEqual([true, false])
  expect(notices.map((notice) => notice.code)).toEqual(['model-failed'])
})

test('where no answer runs the error is that of the first', async () => {
  const { last } = await events(choice('broken', 'damaged'), { candidates: 2 })
  expect(last.result.error).toMatchObject({ code: 'python', line: 1 })
  expect(last.result.score).toMatchObject({ total: 0, reason: 'python' })
  expect(last.result.candidates.map(({ score }) => score)).toEqual([null, null])
})

test('a stop keeps the best so far', async () => {
  const stop = new AbortController()
  const script = choice('red', 'purple', 'blue')
  const run: Script['run'] = async (program, options) => {
    if (program === 'blue\n') stop.abort(new Error('stopped'))
    options.signal.throwIfAborted()
    return draws(program, options)
  }
  const { last } = await events({ ...script, run }, { candidates: 3 }, stop.signal)
  expect(last.type).toBe('stopped')
  expect(last.result.code).toBe('purple\n')
  expect(last.result.score!.total).toBe(last.result.candidates[1]!.score)
})
