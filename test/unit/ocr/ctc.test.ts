import { describe, expect, it } from 'vitest'
import { readCtc } from '../../../src/ocr/ctc.ts'

/** Probabilities of blank, a, b at each step. */
const steps = (...rows: readonly (readonly [number, number, number])[]) => Float32Array.from(rows.flat())
const none = new Float32Array(3)
const read = (data: Float32Array, priors = none) => readCtc(data, data.length / 3, 3, priors)

describe('connectionist temporal classification', () => {
  it('joins repeats and parts them by blanks', () => {
    const sure = (index: 0 | 1 | 2) => [0, 1, 2].map((i) => (i === index ? 0.998 : 0.001)) as [number, number, number]
    expect(read(steps(sure(1), sure(1), sure(2)))[0]!.signs).toEqual([1, 2])
    expect(read(steps(sure(1), sure(0), sure(1)))[0]!.signs).toEqual([1, 1])
    expect(read(steps(sure(0), sure(0)))[0]).toEqual({ signs: [], confidence: 0 })
  })

  it('parts equal signs by a step that is nothing but blank', () => {
    expect(read(steps([0.01, 0.98, 0.01], [1, 0, 0], [0.01, 0.98, 0.01]))[0]!.signs).toEqual([1, 1])
  })

  it('adds up the paths of a reading', () => {
    // The likeliest path is blank blank (.36); the reading "a" has three paths: .24 + .24 + .16.
    const [best, second] = read(steps([0.6, 0.4, 0], [0.6, 0.4, 0]))
    expect(best!.signs).toEqual([1])
    expect(second!.signs).toEqual([])
  })

  it('gives the other readings in order', () => {
    const found = read(steps([0.1, 0.6, 0.3]))
    expect(found.map(({ signs }) => signs)).toEqual([[1], [2], []])
    expect(found[0]!.confidence).toBeCloseTo(0.6, 6)
  })

  it('weighs classes by their priors', () => {
    expect(read(steps([0.1, 0.5, 0.4]), Float32Array.of(0, -1, 0))[0]!.signs).toEqual([2])
  })
})
