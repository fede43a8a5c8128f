import { expect, test } from 'vitest'
import { PythonError, SandboxError, TimeoutError } from '../../src/errors.ts'
import type { Observation } from '../../src/observation.ts'
import { type Parts, perceive } from '../../src/perceive/pipeline.ts'
import type { PerceiveEvent, RunRequest } from '../../src/perceive/protocol.ts'
import type { ReadOptions } from '../../src/perceive/reader.ts'
import type { Repair, RunOptions, RunOutcome } from '../../src/python/host.ts'
import type { TracedArtist, TracedAxes, TracedFigure } from '../../src/trace.ts'

// The pipeline with a scripted model and interpreter: what it emits, in which order, whatever fails.

const GOOD = 'Sure.\n```python\nplot()\n```'

async function png(colour: string, width = 220, height = 200): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')!
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  context.fillStyle = colour
  context.fillRect(40, 40, 80, 90)
  context.fillRect(150, 20, 30, 150)
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
}

interface Script {
  readonly answer?: string
  readonly load?: () => Promise<void>
  readonly boot?: () => Promise<void>
  readonly run?: (program: string, options: RunOptions) => Promise<RunOutcome>
  readonly repair?: (program: string, error: unknown) => Promise<Repair | null>
  readonly onToken?: (count: number) => void
  readonly hasExcluded?: boolean
  /** What the model says of the picture; without it the model has no prompt for that. */
  readonly draft?: (options: ReadOptions) => Promise<string>
  readonly observe?: (signal: AbortSignal) => Promise<Observation>
}

/** A picture of which nothing is read. */
const NOTHING: Observation = { version: 1, width: 220, height: 200, texts: [], axes: [], marks: [] }

async function parts(script: Script, log: string[] = []): Promise<Parts> {
  const figure = await png('blue')
  const reader = {
    model: 'scripted',
    hasExcluded: script.hasExcluded ?? false,
    canCaption: script.draft !== undefined,
    async caption(_: unknown, options: ReadOptions) {
      log.push('caption')
      return script.draft?.(options)
    },
    async load() {
      log.push('load')
      await script.load?.()
    },
    async read(_: unknown, { signal, onText }: ReadOptions) {
      log.push('read')
      const answer = script.answer ?? GOOD
      let count = 0
      for (const piece of answer.match(/.{1,4}/gs) ?? []) {
        await new Promise((resolve) => setTimeout(resolve))
        signal.throwIfAborted()
        onText(piece, ++count)
        script.onToken?.(count)
      }
      return answer
    },
  }
  const python = {
    ready: false,
    async boot() {
      log.push('boot')
      await script.boot?.()
      log.push('booted')
    },
    async run(program: string, options: RunOptions): Promise<RunOutcome> {
      log.push('run')
      if (script.run) return script.run(program, options)
      const drawn = { index: 0, png: figure, width: 220, height: 200 }
      options.onFigure?.(drawn)
      return { figures: [drawn], scored: 0, empty: false, stdout: '', notices: [], trace: null }
    },
    async repair(program: string, error: unknown): Promise<Repair | null> {
      log.push('repair')
      return script.repair?.(program, error) ?? null
    },
  }
  return {
    reader,
    python,
    modelSrc: 'model.json',
    mayShareInterpreter: false,
    async observe(_: unknown, signal: AbortSignal) {
      return (await script.observe?.(signal)) ?? NOTHING
    },
  } as unknown as Parts
}

async function events(script: Script, request: Partial<RunRequest> = {}, signal = new AbortController().signal) {
  const log: string[] = []
  const all: PerceiveEvent[] = []
  const picture = request.picture ?? new Blob([await png('blue')])
  await perceive({ ...request, picture }, await parts(script, log), signal, (event) => all.push(event))
  const last = all.at(-1)!
  if (last.type !== 'done' && last.type !== 'stopped' && last.type !== 'error') throw new Error('the run did not end')
  expect(all.filter((e) => e.type === 'done' || e.type === 'stopped' || e.type === 'error')).toHaveLength(1)
  return { all, last, log, types: all.map((event) => event.type).filter((type) => type !== 'phase') }
}

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

/** A figure with one text, at the place in which it was drawn. */
function traced(index: number, title: string): TracedFigure {
  const axis = { label: '', limits: [0, 1] as const, scale: 'linear', grid: false, ticks: [] }
  const axes: TracedAxes = {
    id: `${index}.axes0`,
    box: [20, 20, 200, 180],
    projection: 'rectilinear',
    visible: true,
    decorated: true,
    aspect: 'auto',
    title,
    x: axis,
    y: axis,
  }
  const heading: TracedArtist = {
    id: `${index}.0`,
    kind: 'text',
    type: 'Text',
    axes: axes.id,
    line: index + 3,
    call: 'ax.set_title',
    role: 'title',
    label: '',
    z: 3,
    visible: true,
    clipped: 'no',
    style: { colour: '#000000ff', fill: 'none', width: 0, dash: 'none', alpha: null },
    data: { system: 'axes', points: [[0.5, 1]], text: title },
    path: { box: [90, 5, 130, 17], shapes: [] },
  }
  return { index, width: 220, height: 200, dpi: 100, face: '#ffffffff', axes: [axes], artists: [heading] }
}

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
