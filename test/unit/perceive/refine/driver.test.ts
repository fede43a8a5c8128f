import { expect, test } from 'vitest'
import type { RefineBudget, StepEdit } from '../../../../src/perceive/protocol.ts'
import { type KeptStep, refineDrawing } from '../../../../src/perceive/refine/driver.ts'
import type { Drawing, Lab, Proposal, Proposer } from '../../../../src/perceive/refine/proposal.ts'

// Programs of one line of letters; the score is the share of them that are `a`.

const scored = (code: string, total: number) => ({ code, score: { total } }) as unknown as Drawing
const shareOf = (code: string) => [...code].filter((letter) => letter === 'a').length / code.length

const edit = (column: number, from: string, to: string): StepEdit => ({ line: 1, column, from, to, reason: 'closer' })
const proposal = (...edits: StepEdit[]): Proposal => ({ kind: 'number', edits })

/** Offers `a` for each letter, one after the other. */
const letters: Proposer = async function* ({ code }) {
  for (const [column, from] of [...code].entries()) yield proposal(edit(column, from, 'a'))
}

interface Run {
  readonly proposers?: readonly Proposer[]
  readonly budget?: RefineBudget
  readonly draw?: (code: string) => Promise<Drawing | null>
  readonly lab?: Lab
  readonly signal?: AbortSignal
  readonly onStep?: (step: KeptStep) => void
  /** Score of the first program. */
  readonly start?: number
}

async function refine(code: string, run: Run = {}) {
  const steps: KeptStep[] = []
  const drawn: string[] = []
  const errors: unknown[] = []
  const draw = run.draw ?? (async (text: string) => scored(text, shareOf(text)))
  const best = await refineDrawing(scored(code, run.start ?? shareOf(code)), {} as never, {
    proposers: run.proposers ?? [letters],
    budget: run.budget ?? { seconds: 60 },
    since: performance.now(),
    draw: (text) => {
      drawn.push(text)
      return draw(text)
    },
    lab: run.lab ?? ({} as Lab),
    signal: run.signal ?? new AbortController().signal,
    onStep: (step) => {
      steps.push(step)
      run.onStep?.(step)
    },
    onProgress: () => {},
    onError: (error) => errors.push(error),
  })
  return { best: best.code, steps, drawn, errors }
}

test('keeps what pays, each step after the one before', async () => {
  const { best, steps, drawn } = await refine('abab')
  expect(best).toBe('aaaa')
  expect(steps.map(({ code, gain, score, renders }) => [code, gain, score, renders])).toEqual([
    ['aaab', 0.25, 0.75, 1],
    ['aaaa', 0.25, 1, 1],
  ])
  // A letter that is right already changes nothing, and nothing is drawn twice.
  expect(drawn).toEqual(['aaab', 'aaaa'])
})

test('leaves what gains too little, falls, fails to draw, or is not of the program', async () => {
  const totals: Record<string, number> = { ab: 0.5005, bb: 0.4 }
  const proposer: Proposer = async function* () {
    yield proposal(edit(0, 'x', 'a'))
    yield proposal(edit(0, 'x', 'b'))
    yield proposal(edit(0, 'x', 'q'))
    yield proposal(edit(0, 'y', 'a'))
  }
  const draw = async (code: string) => (code in totals ? scored(code, totals[code]!) : null)
  const { best, steps, drawn } = await refine('xb', { proposers: [proposer], draw, start: 0.5 })
  expect([best, steps]).toEqual(['xb', []])
  expect(drawn).toEqual(['ab', 'bb', 'qb'])
})

test('a plainer program is kept when it loses nothing', async () => {
  const totals: Record<string, number> = { '2': 0.499, '3': 0.5 }
  const proposer: Proposer = async function* () {
    yield { ...proposal(edit(0, 'x', '2')), plainer: true }
    yield { ...proposal(edit(0, 'x', '3')), plainer: true }
  }
  const draw = async (code: string) => scored(code, totals[code]!)
  const { steps } = await refine('x', { proposers: [proposer], draw, start: 0.5 })
  expect(steps.map(({ code, gain }) => [code, gain])).toEqual([['3', 0]])
})

test('a proposer hears what became of its proposal', async () => {
  const heard: (string | null)[] = []
  const proposer: Proposer = async function* () {
    heard.push((yield proposal(edit(0, 'b', 'c')))?.code ?? null)
    heard.push((yield proposal(edit(0, 'b', 'a')))?.code ?? null)
  }
  await refine('bb', { proposers: [proposer], budget: { seconds: 60, renders: 3 } })
  expect(heard.slice(0, 2)).toEqual([null, 'ab'])
})

test('stops at the number of renders', async () => {
  const { best, drawn } = await refine('bbbbbbbb', { budget: { seconds: 60, renders: 3 } })
  expect(drawn).toHaveLength(3)
  expect(best).toBe('aaabbbbb')
})

test('stops at the seconds', async () => {
  const draw = async (code: string) => {
    await new Promise((resolve) => setTimeout(resolve, 30))
    return scored(code, shareOf(code))
  }
  const { drawn } = await refine('b'.repeat(40), { draw, budget: { seconds: 0.2 } })
  expect(drawn.length).toBeGreaterThan(1)
  expect(drawn.length).toBeLessThan(10)
})

test('a proposer that goes on asking when the budget is spent is ended', async () => {
  let asked = 0
  const proposer: Proposer = async function* (_drawing, _target, lab) {
    for (;;) await lab.trace(['x'])
    // biome-ignore lint/correctness/noUnreachable: a generator has to yield somewhere.
    yield proposal()
  }
  const trace: Lab['trace'] = async () => {
    asked++
    await new Promise((resolve) => setTimeout(resolve, 20))
    return []
  }
  const lab = { literals: async () => [], trace }
  const { errors } = await refine('b', { proposers: [proposer], lab, budget: { seconds: 0.1 } })
  expect(asked).toBeGreaterThan(1)
  expect(errors).toEqual([])
})

test('a proposer that fails does not keep the others from their turn', async () => {
  const failing: Proposer = async function* () {
    yield proposal(edit(0, 'b', 'a'))
    throw new RangeError('odd')
  }
  const { best, errors } = await refine('bb', { proposers: [failing, letters] })
  expect(best).toBe('aa')
  expect(errors[0]).toBeInstanceOf(RangeError)
})

test('a stop rejects with its reason; what was kept has been told', async () => {
  const stop = new AbortController()
  const steps: string[] = []
  const onStep = ({ code }: KeptStep) => {
    steps.push(code)
    if (steps.length === 2) stop.abort(new Error('enough'))
  }
  await expect(refine('bbbb', { signal: stop.signal, onStep })).rejects.toThrow('enough')
  expect(steps).toEqual(['abbb', 'aabb'])
})
