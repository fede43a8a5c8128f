import { describe, expect, it } from 'vitest'
import type { Step, StepEdit } from '../../../src/perceive/protocol.ts'
import { changedPlaces } from '../../../src/viewer/changed-places.ts'

const BEFORE = 'a = 1\nplot(a, "x")\nshow()\n'

function places(code: string, ...edits: readonly [line: number, column: number, from: string, to: string][]) {
  const step: Step = {
    index: 0,
    kind: 'number',
    edits: edits.map(([line, column, from, to]): StepEdit => ({ line, column, from, to, reason: 'fitted' })),
    gain: 0.1,
    score: 0.9,
    renders: 1,
    ms: 1,
    code,
  }
  return Object.fromEntries(changedPlaces(BEFORE, step))
}

describe('the places that a step changed', () => {
  it('are those of the program after it', () => {
    expect(places('a = 12.5\nplot(a, "long")\nshow()\n', [1, 4, '1', '12.5'], [2, 9, 'x', 'long'])).toEqual({
      1: [[4, 8]],
      2: [[9, 13]],
    })
  })

  it('move along a line with what was changed before them', () => {
    expect(places('a = 1\nscatter(a, "y")\nshow()\n', [2, 0, 'plot', 'scatter'], [2, 9, 'x', 'y'])).toEqual({
      2: [
        [0, 7],
        [12, 13],
      ],
    })
  })

  it('are lines where lines came in, and a line without a place where something went', () => {
    expect(places('a = 1\nplot(a, "x")\ngrid()\ntext()\nshow()\n', [3, 0, '', 'grid()\ntext()\n'])).toEqual({
      3: [[0, 6]],
      4: [[0, 6]],
    })
    expect(places('a = 1\nshow()\n', [2, 0, 'plot(a, "x")\n', ''])).toEqual({ 2: [] })
  })

  it('are none where the edits do not lead from the one program to the other', () => {
    expect(places('a = 2\nplot(a, "x")\nshow()\n', [1, 4, '3', '2'])).toEqual({})
    expect(places('a = 2\nplot(a, "x")\nshow()\n', [1, 4, '1', '5'])).toEqual({})
    expect(places('a = 2\n', [9, 0, '1', '2'])).toEqual({})
  })
})
