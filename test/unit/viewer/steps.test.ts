import { describe, expect, it } from 'vitest'
import type { Phase } from '../../../src/perceive/protocol.ts'
import { STEPS, Steps } from '../../../src/viewer/steps.ts'

function stepsAfter(...phases: readonly (Phase | readonly [Phase, number, number])[]): Steps {
  const steps = new Steps()
  for (const each of phases) {
    const [phase, loaded, total] = typeof each === 'string' ? ([each, 0, 1] as const) : each
    steps.advance({ phase, loaded, total, unit: 'steps' })
  }
  return steps
}

const statuses = (steps: Steps) => STEPS.map((step) => steps.status(step)).join(' ')

describe('Steps', () => {
  it('goes from step to step', () => {
    expect(statuses(stepsAfter('load'))).toBe('active pending pending pending pending pending pending')
    expect(statuses(stepsAfter('queue', 'load', 'verify', 'image', 'vision'))).toBe(
      'done active pending pending pending pending pending',
    )
  })

  it('starts Python beside the model without hiding what a person waits for', () => {
    const steps = stepsAfter('load', 'boot', 'image', 'prefill')
    expect(statuses(steps)).toBe('done active pending active pending pending pending')
    expect(steps.current).toBe('read')
    expect(steps.progress?.phase).toBe('prefill')
    expect(statuses(stepsAfter('load', 'boot', ['boot', 1, 1]))).toBe(
      'active pending pending done pending pending pending',
    )
  })

  it('names the start of Python when nothing else is under way', () => {
    expect(stepsAfter('boot').current).toBe('python')
  })

  it('does not go back for a late report', () => {
    const steps = stepsAfter('prefill', 'decode', 'prefill')
    expect(steps.current).toBe('write')
    expect(steps.progress?.phase).toBe('decode')
  })

  it('shows the model being loaded after the picture was decoded', () => {
    const steps = stepsAfter('image', 'boot', 'load')
    expect(statuses(steps)).toBe('active pending pending active pending pending pending')
    expect(steps.progress?.phase).toBe('load')
    steps.advance({ phase: 'vision', loaded: 0, total: 1, unit: 'tokens' })
    expect(statuses(steps)).toBe('done active pending active pending pending pending')
  })

  it('skips the model when a program was given', () => {
    const steps = stepsAfter('boot', 'run', 'score')
    steps.finish()
    expect(statuses(steps)).toBe('skipped skipped skipped done done done skipped')
  })

  it('draws, scores and describes the best program within refining', () => {
    const steps = stepsAfter('load', 'decode', 'run', 'score', 'refine', 'run', 'score', 'facts')
    expect(statuses(steps)).toBe('done skipped done skipped done done active')
    expect(steps.progress?.phase).toBe('facts')
    steps.finish()
    expect(statuses(steps)).toBe('done skipped done skipped done done done')
  })

  it('ends where it was', () => {
    const stopped = stepsAfter('load', 'image', 'decode')
    stopped.end('stopped')
    expect(statuses(stopped)).toBe('done done stopped pending pending pending pending')
    expect(stopped.current).toBeNull()
  })
})
