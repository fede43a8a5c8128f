import { describe, expect, test } from 'vitest'
import { Pace, type PacedStep } from '../../src/gpu/pace.ts'

interface Timed extends PacedStep {
  /** Milliseconds a unit of work. */
  readonly cost: number
}

/** 24 layers of four kinds of step, and one at the end; work counts rows, the third's also positions. */
function steps(costs: readonly [number, number, number, number, number]): Timed[] {
  const kinds = costs.map((cost, i): Timed => {
    const work = i === 2 ? (rows: number, past: number) => rows * (past + rows) : (rows: number) => rows
    return { cost, pipeline: {}, work }
  })
  return [...Array.from({ length: 96 }, (_, i) => kinds[i % 4]!), kinds[4]!]
}

/** Runs a plan as `runPaced` does; the submissions, with what their steps took. */
function run(pace: Pace, plan: readonly Timed[], rows: number, past: number) {
  const submissions: { ms: number; steps: number }[] = []
  for (let begin = 0; begin < plan.length; ) {
    const end = pace.end(plan, begin, rows, past)
    const part = plan.slice(begin, end)
    const ms = part.reduce((sum, step) => sum + step.cost * step.work(rows, past), 0)
    pace.learn(part, rows, past, ms)
    submissions.push({ ms, steps: part.length })
    begin = end
  }
  return submissions
}

describe('pacing', () => {
  test('what was never timed goes alone, then no submission of several steps exceeds the budget', () => {
    const pace = new Pace(150)
    const plan = steps([0.5, 0.2, 0.002, 1, 0.4])
    const first = run(pace, plan, 16, 0)
    expect(first.slice(0, 4).map((submission) => submission.steps)).toEqual([1, 1, 1, 1])
    for (const past of [16, 144, 400]) {
      for (const { ms, steps: count } of run(pace, plan, 128, past)) {
        if (count > 1) expect(ms).toBeLessThan(150 * 1.1)
      }
    }
  })

  test('the budget is used: half of it at least in all but the last', () => {
    const pace = new Pace(150)
    const plan = steps([0.05, 0.02, 0.0002, 0.1, 0.04])
    run(pace, plan, 16, 0)
    run(pace, plan, 64, 16)
    const submissions = run(pace, plan, 128, 80)
    expect(submissions.length).toBeGreaterThan(1)
    for (const { ms } of submissions.slice(0, -1)) expect(ms).toBeGreaterThan(75)
  })

  test('a chunk has as many rows as keep each step within the budget, never less than the fewest', () => {
    const pace = new Pace(150)
    const plan = steps([0.5, 0.2, 0.002, 1, 0.4])
    expect(pace.rows(plan, 0, 1000)).toBe(16)
    run(pace, plan, 16, 0)
    // The dearest step takes 1 ms a row.
    expect(pace.rows(plan, 16, 1000)).toBe(128)
    expect(pace.rows(plan, 16, 100)).toBe(100)
    // At 2,000 positions the attention's 128 rows would take 128 · 2,128 · .002 = 545 ms.
    expect(pace.rows(plan, 2000, 1000)).toBe(32)
    const slow = steps([50, 20, 0.2, 100, 40])
    const other = new Pace(150)
    run(other, slow, 16, 0)
    expect(other.rows(slow, 16, 1000)).toBe(16)
    expect(run(other, slow, 16, 16).every((submission) => submission.steps === 1 || submission.ms < 150 * 1.1)).toBe(
      true,
    )
  })

  test('a device that slows down gets smaller submissions', () => {
    const pace = new Pace(150)
    const fast = steps([0.05, 0.02, 0.0002, 0.1, 0.04])
    run(pace, fast, 16, 0)
    const before = run(pace, fast, 128, 16).length
    const slow = fast.map((step) => ({ ...step, cost: step.cost * 4 }))
    for (let i = 0; i < 3; i++) run(pace, slow, 128, 16)
    const after = run(pace, slow, 128, 16)
    expect(after.length).toBeGreaterThan(2 * before)
    for (const { ms } of after) expect(ms).toBeLessThan(150 * 1.1)
  })

  test('steps that are left out cost nothing', () => {
    const pace = new Pace(150)
    const none: Timed = { cost: 1, pipeline: {}, work: () => 0 }
    expect(pace.end([none, none, none], 0, 16, 0)).toBe(3)
    expect(pace.knows(none, 16, 0)).toBe(true)
  })
})
