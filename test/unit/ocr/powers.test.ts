import { describe, expect, it } from 'vitest'
import { fitPowers } from '../../../src/ocr/axes/powers.ts'

const SPINE = { from: 50, to: 450 }
/** Ticks at once to nine times each power from 10⁰ on, where 1 is at `one` and ten times as much `decade` pixels on. */
const logarithmic = (one: number, decade: number) =>
  [-2, -1, 0, 1, 2]
    .flatMap((n) => [1, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => one + decade * (n + Math.log10(k))))
    .filter((px) => px > SPINE.from + 2 && px < SPINE.to - 2)
const at = (px: number, exponent: number) => ({ px, text: `10^${exponent}`, exponent })

describe('maps by minor ticks', () => {
  it('need one power', () => {
    const side = fitPowers([at(120, 1)], logarithmic(120, 250), SPINE)!
    expect(side.kind).toBe('log')
    // 250 pixels on stands a hundred.
    expect(side.a * 370 + side.b).toBeCloseTo(2, 6)
    expect(side.ticks.map(({ value }) => value)).toEqual([10])
  })

  it('tell which way values grow', () => {
    const side = fitPowers([at(380, 3)], logarithmic(380, -160), SPINE)!
    expect(side.a * 220 + side.b).toBeCloseTo(4, 6)
  })

  it('are refused where another label says otherwise', () => {
    const marks = logarithmic(120, 200)
    expect(fitPowers([at(120, 0), at(320, 1)], marks, SPINE)).not.toBeNull()
    expect(fitPowers([at(120, 0), at(320, 2)], marks, SPINE)).toBeNull()
  })

  it('are refused with ticks at equal steps, with too few, and with many that they do not explain', () => {
    const even = Array.from({ length: 16 }, (_, i) => 70 + 24 * i)
    expect(fitPowers([at(70, 1)], even, SPINE)).toBeNull()
    expect(fitPowers([at(120, 1)], logarithmic(120, 250).slice(0, 6), SPINE)).toBeNull()
    const marks = logarithmic(120, 250)
    expect(fitPowers([at(120, 1)], [...marks, 90.5, 131, 148, 170, 210], SPINE)).toBeNull()
  })
})
