import { describe, expect, it } from 'vitest'
import { BadManifestError } from '../../../src/errors.ts'
import { parseConfig } from '../../../src/model/config.ts'
import { mropeAxes, positionTable, promptPositions, ropeTable, visionAngles } from '../../../src/model/positions.ts'
import { readSafetensors } from '../../safetensors.ts'
import { fixture, published4B } from './fixtures.ts'

const formula = { ids: { image: 120, visionStart: 122, visionEnd: 123 }, vision: { merge: 2 } as never }

/** One axis of `[tokens][4]`. */
const axis = (positions: Uint32Array, n: number) => Array.from(positions).filter((_, i) => i % 4 === n)
const six = [120, 120, 120, 120, 120, 120]

describe('promptPositions', () => {
  it('walks text, one picture, text', () => {
    const grids = [{ t: 1, h: 4, w: 6 }] as const
    const { positions, delta } = promptPositions([5, 6, 7, 122, ...six, 123, 8, 9], grids, formula)
    expect(axis(positions, 0)).toEqual([0, 1, 2, 3, 4, 4, 4, 4, 4, 4, 7, 8, 9])
    expect(axis(positions, 1)).toEqual([0, 1, 2, 3, 4, 4, 4, 5, 5, 5, 7, 8, 9])
    expect(axis(positions, 2)).toEqual([0, 1, 2, 3, 4, 5, 6, 4, 5, 6, 7, 8, 9])
    expect(axis(positions, 3).every((x) => x === 0)).toBe(true)
    expect(delta).toBe(-3)
  })

  it('walks two pictures', () => {
    const grids = [
      { t: 1, h: 4, w: 6 },
      { t: 1, h: 2, w: 4 },
    ] as const
    const ids = [5, 122, ...six, 123, 6, 122, 120, 120, 123, 7]
    const { positions, delta } = promptPositions(ids, grids, formula)
    expect(axis(positions, 0)).toEqual([0, 1, 2, 2, 2, 2, 2, 2, 5, 6, 7, 8, 8, 10, 11])
    expect(axis(positions, 1)).toEqual([0, 1, 2, 2, 2, 3, 3, 3, 5, 6, 7, 8, 8, 10, 11])
    expect(axis(positions, 2)).toEqual([0, 1, 2, 3, 4, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(delta).toBe(-3)
  })

  it('equals the golden positions of the fixture', () => {
    const config = parseConfig(fixture('qwen3vl-mini/config.json'), fixture('qwen3vl-mini/preprocessor_config.json'))
    const golden = fixture<{ prompt_ids: number[]; rope_delta: number }>('qwen3vl-mini/golden.json')
    const { positions, delta } = promptPositions(golden.prompt_ids, [{ t: 1, h: 14, w: 20 }], config)
    const expected = Array.from(readSafetensors('qwen3vl-mini/golden.safetensors').get('positions')!.data)
    expect([0, 1, 2].flatMap((n) => axis(positions, n))).toEqual(expected)
    expect(delta).toBe(golden.rope_delta)
  })

  it('gives the worked example of 448 × 336', () => {
    const { config, preprocessor } = published4B()
    const pads = new Array<number>(140).fill(151655)
    const ids = [151644, 872, 198, 151652, ...pads, 151653, 74785, 279, 2168, 13, 151645, 198, 151644, 77091, 198]
    const grid = { t: 1, h: 20, w: 28 } as const
    const { positions, delta } = promptPositions(ids, [grid], parseConfig(config, preprocessor))
    const at = (i: number) => Array.from(positions.subarray(i * 4, i * 4 + 3))
    expect(ids.length).toBe(154)
    expect([3, 4, 5, 17, 18, 31, 32, 143, 144, 153].map(at)).toEqual([
      [3, 3, 3],
      [4, 4, 4],
      [4, 4, 5],
      [4, 4, 17],
      [4, 5, 4],
      [4, 5, 17],
      [4, 6, 4],
      [4, 13, 17],
      [18, 18, 18],
      [27, 27, 27],
    ])
    expect(delta).toBe(-126)
  })

  it('counts on without a picture', () => {
    const { positions, delta } = promptPositions([5, 6, 7], [], formula)
    expect([0, 1, 2].map((n) => axis(positions, n))).toEqual([
      [0, 1, 2],
      [0, 1, 2],
      [0, 1, 2],
    ])
    expect(delta).toBe(0)
  })

  it('refuses a prompt whose picture tokens are not those of the pictures', () => {
    const grid = { t: 1, h: 4, w: 6 } as const
    expect(() => promptPositions([5, ...six.slice(1), 6], [grid], formula)).toThrow(BadManifestError)
    expect(() => promptPositions([5, ...six, 120, 6], [grid], formula)).toThrow(BadManifestError)
    expect(() => promptPositions([5, 6], [grid], formula)).toThrow(BadManifestError)
    expect(() => promptPositions(six, [], formula)).toThrow(BadManifestError)
  })
})

describe('rotary tables', () => {
  it('interleaves the axes', () => {
    const axes = Array.from(mropeAxes([24, 20, 20], 128))
    expect(axes.slice(0, 60)).toEqual(Array.from({ length: 60 }, (_, j) => j % 3))
    expect(axes.slice(60)).toEqual([0, 0, 0, 0])
    expect(Array.from(mropeAxes([4, 2, 2], 16))).toEqual([0, 1, 2, 0, 1, 2, 0, 0])
    expect(Array.from(mropeAxes([2, 2, 2], 12))).toEqual([0, 1, 2, 0, 1, 2])
    expect(Array.from(mropeAxes([5, 3, 2], 20))).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 0, 0])
  })

  it('turns by position × frequency', () => {
    const table = ropeTable(5000000, 128, 3)
    expect(table.length).toBe(3 * 128)
    const angle = (position: number, j: number) => {
      const at = (position * 64 + j) * 2
      return Math.atan2(table[at + 1]!, table[at]!)
    }
    for (const [j, frequency] of [1, 0.78582998, 0.61752876, 0.48527261].entries()) {
      expect(angle(0, j)).toBe(0)
      expect(angle(1, j)).toBeCloseTo(frequency, 6)
      expect(angle(2, j)).toBeCloseTo(2 * frequency, 6)
    }
    expect(table[(64 + 63) * 2 + 1]).toBeCloseTo(2.54507979e-7, 13)
  })

  it('rounds the angle to float32 at large positions', () => {
    const position = 40001
    const table = ropeTable(5000000, 128, position + 1)
    // 40001 × fround(0.78582998) = 31433.985…, of which float32 keeps steps of 1/512.
    const frequency = Math.fround(5000000 ** (-1 / 64))
    const angle = Math.round(position * frequency * 512) / 512
    expect(table[(position * 64 + 1) * 2]).toBeCloseTo(Math.cos(angle), 7)
    expect(Math.abs(Math.cos(angle) - Math.cos(position * frequency))).toBeGreaterThan(1e-6)
  })

  it('turns patches by row, then column, block after block', () => {
    const { config, preprocessor } = published4B()
    const angles = visionAngles({ t: 1, h: 4, w: 6 }, parseConfig(config, preprocessor))
    expect(angles.length).toBe(24 * 64)
    // Row 6: second block, bottom left, so patch row 1, patch column 2.
    const [row, column] = [1, 2]
    for (const k of [0, 1, 15]) {
      const frequency = 10000 ** (-k / 16)
      expect(angles[(6 * 32 + k) * 2]).toBeCloseTo(Math.cos(row * frequency), 6)
      expect(angles[(6 * 32 + k) * 2 + 1]).toBeCloseTo(Math.sin(row * frequency), 6)
      expect(angles[(6 * 32 + 16 + k) * 2]).toBeCloseTo(Math.cos(column * frequency), 6)
      expect(angles[(6 * 32 + 16 + k) * 2 + 1]).toBeCloseTo(Math.sin(column * frequency), 6)
    }
  })
})

describe('positionTable', () => {
  it('reads a table of 48 × 48 for a grid of 20 × 28', () => {
    const { indices, weights } = positionTable({ t: 1, h: 20, w: 28 }, 48, 2)
    expect(Array.from(indices.subarray(4, 8))).toEqual([1, 2, 49, 50])
    expect(Array.from(indices.subarray(12, 16))).toEqual([97, 98, 145, 146])
    for (const [i, x] of [0.259259, 0.740741, 0, 0].entries()) expect(weights[4 + i]).toBeCloseTo(x, 6)
    // 0.136452, 0.389863, 0.122807, 0.350877: patch (1, 1) lies at 47/19 and 47/27 of the table.
    const exact = [(10 * 7) / 513, (10 * 20) / 513, (9 * 7) / 513, (9 * 20) / 513]
    for (const [i, x] of exact.entries()) expect(weights[12 + i]).toBeCloseTo(x, 7)
  })

  it('stays inside the table at its last corner and for a single patch', () => {
    const { indices, weights } = positionTable({ t: 1, h: 4, w: 6 }, 5, 2)
    expect(Math.max(...indices)).toBe(24)
    expect(weights[23 * 4]! + weights[23 * 4 + 1]! + weights[23 * 4 + 2]! + weights[23 * 4 + 3]!).toBeCloseTo(1, 6)
    // The last row holds the bottom right patch: all of its weight lies on the table's last row.
    const last = [0, 1, 2, 3]
      .filter((i) => indices[23 * 4 + i] === 24)
      .reduce((sum, i) => sum + weights[23 * 4 + i]!, 0)
    expect(last).toBeCloseTo(1, 6)
    const single = positionTable({ t: 1, h: 1, w: 1 }, 5, 1)
    expect(Array.from(single.weights)).toEqual([1, 0, 0, 0])
  })
})
