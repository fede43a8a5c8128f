import { expect, test } from 'vitest'
import { PythonError, SandboxError, TimeoutError } from '../../src/errors.ts'
import type { Observation } from '../../src/observation.ts'
import type { ReadOptions } from '../../src/perceive/reader.ts'
import type { RunOptions, RunOutcome } from '../../src/python/host.ts'
import type { TracedFigure } from '../../src/trace.ts'

import { events, GOOD, NOTHING, png, traced } from './scripted.ts'

// The pipeline with a scripted model and interpreter: what it emits, in which order, whatever fails.

test('a good run: tokens, code, figure, score, done', async () => {
  const { all, last, log, types } = await events({})
  expect(types.filter((type, i) => type !== types[i - 1] && type !== 'token')).toEqual([
    'observation',
    'code',
    ...new Array(types.filter((t, i) => t === 'code' && types[i - 1] === 'token').length - 1).fill('code'),
    'figure',
    'score',
    'done',
  ])
  const codes = all.filter((event) => event.type === 'code')
  expect(codes.at(-1)).toEqual({ type: 'code', text: 'plot()\n', complete: true })
  expect(codes.slice(0, -1).every((event) => !event.complete)).toBe(true)
  expect(last.result).toMatchObject({ answer: GOOD, code: 'plot()\n', model: 'scripted', error: null, stopped: false })
  // The same picture came back.
  expect(last.result.score).toMatchObject({ total: 1, reason: null })
  // Python boots before the model has read the picture.
  expect(log.indexOf('boot')).toBeLessThan(log.indexOf('read'))
})

/** Two figures, of which the second is scored. */
async function twoFigures(options: RunOptions, figures: readonly TracedFigure[]): Promise<RunOutcome> {
  const drawn = [
    { index: 0, png: await png('red') },
    { index: 1, png: await png('blue') },
  ].map((figure) => {
    return { ...figure, width: 220, height: 200 }
  })
  for (const figure of drawn) options.onFigure?.(figure)
  return { figures: drawn, scored: 1, empty: false, stdout: '', notices: [], trace: { version: 1, figures } }
}

test('a trace comes before the score, the scored figure first; facts and description are of that one', async () => {
  const run = (_: string, options: RunOptions) => twoFigures(options, [traced(0, 'First'), traced(1, 'Second')])
  const { all, last, types } = await events({ run }, { code: 'draw()', lang: 'de' })
  expect(types.filter((type) => type === 'trace' || type === 'score' || type === 'facts')).toEqual([
    'trace',
    'score',
    'facts',
  ])
  const trace = all.find((event) => event.type === 'trace')!.trace
  expect(trace.figures.map(({ index, axes }) => [index, axes[0]!.title])).toEqual([
    [0, 'Second'],
    [1, 'First'],
  ])
  const { facts, caption, elements } = last.result
  expect(facts!.map(({ kind, value }) => [kind, value])).toEqual([['title', { text: 'Second' }]])
  expect(caption).toMatchObject({ edits: [], description: [{ heading: 'Überblick' }] })
  expect(elements).toEqual([{ id: 'e1', name: 'Titel „Second“', artists: ['1.0'], lines: [4], facts: [facts![0]!.id] }])
  expect(all.find((event) => event.type === 'facts')).toEqual({ type: 'facts', facts, caption, elements })
  expect(last.result.trace).toEqual(trace)
})

test('what was read comes once, and facts are held against it', async () => {
  const text = { id: 't1', text: 'Second', alternatives: [], box: [90, 5, 130, 17], angle: 0, confidence: 1 } as const
  const observation: Observation = { ...NOTHING, texts: [text] }
  const run = (_: string, options: RunOptions) => twoFigures(options, [traced(0, 'First'), traced(1, 'Second')])
  const observe = async () => {
    await new Promise((resolve) => setTimeout(resolve, 30))
    return observation
  }
  const { last, types } = await events({ run, observe }, { code: 'draw()' })
  expect(types.filter((type) => type === 'observation')).toHaveLength(1)
  // The description waits for it.
  expect(types.indexOf('observation')).toBeLessThan(types.indexOf('facts'))
  expect(last.result.observation).toEqual(observation)
  expect(last.result.facts!.map(({ picture }) => picture)).toEqual([{ verdict: 'measured' }])
  expect(last.result.timings.ocr).toBeGreaterThan(20)
})

test('a picture that cannot be read, or is not to be read, costs nothing else', async () => {
  const run = (_: string, options: RunOptions) => twoFigures(options, [traced(0, 'First'), traced(1, 'Second')])
  const observe = async (): Promise<Observation> => {
    throw new Error('no networks')
  }
  const { last } = await events({ run, observe }, { code: 'draw()' })
  expect(last).toMatchObject({ type: 'done', result: { observation: null, score: { total: 1 } } })
  expect(last.result.notices.map(({ code }) => code)).toEqual(['ocr-unavailable'])
  expect(last.result.facts![0]).not.toHaveProperty('picture')
  const off = await events({ run, observe }, { code: 'draw()', ocr: false })
  expect(off.last.result).toMatchObject({ observation: null, notices: [] })
})

test('Stop while the picture is read keeps what is there', async () => {
  const stop = new AbortController()
  const observe = (signal: AbortSignal) =>
    new Promise<Observation>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      setTimeout(() => stop.abort(), 50)
    })
  const { last } = await events({ observe }, {}, stop.signal)
  expect(last).toMatchObject({ type: 'stopped', result: { observation: null, notices: [], error: null } })
})

test('a trace that cannot be described costs neither drawing nor score', async () => {
  const broken = { ...traced(0, 'First'), axes: [null] } as unknown as TracedFigure
  const run = (_: string, options: RunOptions) => twoFigures(options, [broken, broken])
  const { last } = await events({ run }, { code: 'draw()' })
  expect(last).toMatchObject({
    type: 'done',
    result: { facts: null, caption: null, elements: null, score: { total: 1 } },
  })
  expect(last.result.notices.map(({ code }) => code)).toEqual(['no-description'])
  expect(last.result.figures).toHaveLength(2)
})

/** A draft of one word. */
const words = async (): Promise<string> => 'Words.'
/** Draws two figures, of which the second is scored. */
const second = (_: string, options: RunOptions) => twoFigures(options, [traced(0, 'First'), traced(1, 'Second')])

test('a model that can is asked for its words after the score, and facts correct them', async () => {
  const draft = async ({ onPhase, onText }: ReadOptions): Promise<string> => {
    onPhase('vision', 1, 1, 'steps')
    for (const count of [1, 2]) {
      onText('…', count)
      onPhase('decode', count, 9, 'tokens')
    }
    return 'A **chart** titled "Third", with two red bars.'
  }
  const { all, last, log } = await events({ run: second, draft })
  expect(log.indexOf('run')).toBeLessThan(log.indexOf('caption'))
  const order = all.flatMap((event) =>
    event.type === 'phase' ? (event.phase === 'caption' ? [`caption ${event.loaded}`] : []) : [event.type],
  )
  const described = order.slice(order.indexOf('score'))
  // A person does not wait for the model to read what the facts say.
  expect(described).toEqual(['score', 'facts', 'caption 0', 'caption 1', 'caption 2', 'facts', 'done'])
  const [first, then] = all.filter((event) => event.type === 'facts')
  expect(first!.caption).not.toHaveProperty('draft')
  expect(then!.facts).toEqual(first!.facts)
  expect(then!.caption).toMatchObject({ alt: first!.caption.alt, description: first!.caption.description })
  const id = first!.facts.find(({ kind }) => kind === 'title')!.id
  expect(then!.caption.edits).toEqual([
    { from: 'Third', to: 'Second', start: 20, facts: [id], reason: expect.stringMatching(/“Third”.*“Second”/) },
  ])
  expect(then!.caption.draft).toEqual({
    text: 'A **chart** titled "Second", with two red bars.',
    original: 'A **chart** titled "Third", with two red bars.',
    unverified: [
      { text: 'two', start: 33 },
      { text: 'red', start: 37 },
    ],
  })
  expect(last.result.caption).toEqual(then!.caption)
  expect(last.result.timings.caption).toBeGreaterThanOrEqual(0)
  expect(all.some((event) => event.type === 'token' && event.text === '…')).toBe(false)
})

test.each([
  ['a program that was given', { draft: words, run: second }, { code: 'draw()' }],
  ['no facts', { draft: words }, {}],
  ['a model without such a prompt', { run: second }, {}],
] as const)('nobody asks for words with %s', async (_, script, request) => {
  const { all, last, log } = await events(script, request)
  expect(log).not.toContain('caption')
  expect(all.filter((event) => event.type === 'phase' && event.phase === 'caption')).toEqual([])
  expect(last.type).toBe('done')
  expect(last.result.caption ?? {}).not.toHaveProperty('draft')
})

test('a draft that fails costs only the draft, and an empty one is none', async () => {
  const failing = await events({ run: second, draft: () => Promise.reject(new SandboxError('the device is gone')) })
  expect(failing.last.type).toBe('done')
  expect(failing.last.result).toMatchObject({ score: { total: 1 }, caption: { edits: [] }, error: null })
  expect(failing.last.result.caption).not.toHaveProperty('draft')
  expect(failing.last.result.notices.map(({ code }) => code)).toEqual(['no-draft'])
  const empty = await events({ run: second, draft: async () => ' \n' })
  expect(empty.all.filter((event) => event.type === 'facts')).toHaveLength(1)
  expect(empty.last.result).toMatchObject({ notices: [], caption: { edits: [] } })
})

test('Stop while the model describes keeps figures, score, facts and the caption from them', async () => {
  const stop = new AbortController()
  const draft = async ({ signal }: ReadOptions): Promise<string> => {
    stop.abort()
    signal.throwIfAborted()
    return 'Words.'
  }
  const { last } = await events({ run: second, draft }, {}, stop.signal)
  expect(last.type).toBe('stopped')
  expect(last.result).toMatchObject({ stopped: true, error: null, notices: [], score: { total: 1 } })
  expect(last.result.figures).toHaveLength(2)
  expect(last.result.facts).toHaveLength(1)
  expect(last.result.caption!.description).toHaveLength(1)
})

test('a device that computes kernels wrongly is told', async () => {
  const { last } = await events({ hasExcluded: true })
  expect(last.result.notices.map(({ code }) => code)).toEqual(['kernel-excluded'])
  expect(last.type).toBe('done')
})

test('phases come in the order of the contract', async () => {
  const { all } = await events({})
  const phases = all.flatMap((event) => (event.type === 'phase' ? [event.phase] : []))
  expect(phases.indexOf('image')).toBeLessThan(phases.indexOf('run'))
  expect(phases.indexOf('run')).toBeLessThan(phases.indexOf('score'))
})

test('code skips the model', async () => {
  const { last, log } = await events({}, { code: 'draw()' })
  expect(log).toEqual(['boot', 'booted', 'run'])
  expect(last.result).toMatchObject({ code: 'draw()', model: null, answer: '' })
})

test.each([
  ['python', () => new PythonError('NameError: x', 3), 3],
  ['timeout', () => new TimeoutError(20, 7), 7],
] as const)('a program that ends in %s scores 0, with the reason and the line', async (code, make, line) => {
  const { last } = await events({ run: () => Promise.reject(make()) })
  expect(last).toMatchObject({ type: 'error', error: { code, line } })
  expect(last.result.score).toMatchObject({ total: 0, reason: code, components: {} })
  expect(last.result.code).toBe('plot()\n')
})

test('what a program drew before it failed keeps its trace and its description', async () => {
  const run = async (_: string, options: RunOptions): Promise<RunOutcome> => {
    options.onFigure?.({ index: 0, png: await png('red'), width: 220, height: 200 })
    options.onTrace?.({ version: 1, figures: [traced(0, 'Half')] })
    throw new PythonError('NameError: x', 3)
  }
  const { last, types } = await events({ run }, { code: 'draw()' })
  expect(types).toEqual(['observation', 'figure', 'trace', 'facts', 'score', 'error'])
  const { trace, facts, figures, error } = last.result
  expect(trace!.figures.map(({ axes }) => axes[0]!.title)).toEqual(['Half'])
  expect(facts!.map(({ kind, value }) => [kind, value])).toEqual([['title', { text: 'Half' }]])
  expect([figures.length, error?.code, error?.line]).toEqual([1, 'python', 3])
})

/** Draws `blue` when a program is "good"; before that something red, and then the error. */
test('an answer without code scores 0 and is shown', async () => {
  const { last, log } = await events({ answer: 'I see bars.' })
  expect(last).toMatchObject({ type: 'error', error: { code: 'no-code' } })
  expect(last.result).toMatchObject({ answer: 'I see bars.', score: { total: 0, reason: 'no-code' } })
  expect(log).not.toContain('run')
})

test('what fails before there is an answer leaves the score open', async () => {
  const broken = await events({ load: () => Promise.reject(new SandboxError('test')) })
  expect(broken.last).toMatchObject({ type: 'error', result: { score: null } })
  const unreadable = await events({}, { picture: new Blob(['']) })
  expect(unreadable.last).toMatchObject({ type: 'error', error: { code: 'bad-picture' }, result: { score: null } })
  const unbooted = await events({ boot: () => Promise.reject(new SandboxError('no frame')) })
  expect(unbooted.last).toMatchObject({ type: 'error', error: { code: 'sandbox' }, result: { score: null } })
  expect(unbooted.last.result.code).toBe('plot()\n')
})

test('a program without a figure, or with empty axes, scores 0', async () => {
  const nothing = { figures: [], scored: -1, empty: true, stdout: '', notices: [], trace: null }
  const { last, all } = await events({ run: async () => nothing })
  expect(last).toMatchObject({ type: 'done', result: { score: { total: 0, reason: 'empty' } } })
  expect(all).toContainEqual(expect.objectContaining({ type: 'notice', code: 'no-figure' }))
})

test('the scored figure is the first of the result', async () => {
  const [first, second] = [await png('red'), await png('blue')]
  const { last } = await events({
    async run(_, { onFigure }) {
      const figures = [first, second].map((bytes, index) => ({ index, png: bytes, width: 220, height: 200 }))
      for (const figure of figures) onFigure?.(figure)
      return { figures, scored: 1, empty: false, stdout: '', notices: [], trace: null }
    },
  })
  expect(new Uint8Array(await last.result.figures[0]!.arrayBuffer())).toEqual(second)
  expect(last.result.figures).toHaveLength(2)
  expect(last.result.score?.total).toBe(1)
})

test('Stop keeps what is there and gives no score', async () => {
  const stop = new AbortController()
  const { last } = await events({ onToken: (count) => count === 5 && stop.abort() }, {}, stop.signal)
  expect(last.type).toBe('stopped')
  expect(last.result).toMatchObject({ stopped: true, error: null, score: null })
  expect(GOOD.startsWith(last.result.answer)).toBe(true)
  expect(last.result.answer.length).toBe(20)
})
