import { describe, expect, test } from 'vitest'
import { scoreFigure } from '../../../src/fidelity/score.ts'
import { pairs, readPicture } from './pairs.ts'

const MINUTE = 60_000

/** Ladders on which pixels alone rise by more than .02, and by how much at most: parts that move onto other parts. */
const KNOWN_RISES: Readonly<Record<string, number>> = { 'func-0 resize': 0.03, 'circuit move': 0.09 }

describe('the same figure drawn otherwise', () => {
  test.each(pairs.scenes.map((scene) => [scene.name, scene] as const))(
    '%s',
    async (_, { source, same }) => {
      const picture = await readPicture(source)
      const identical = scoreFigure(picture, picture)
      for (const component of Object.values(identical.components)) expect(component.value).toBeCloseTo(1, 12)
      for (const [how, file] of Object.entries(same)) {
        expect(scoreFigure(picture, await readPicture(file)).total, how).toBeGreaterThanOrEqual(0.9)
      }
    },
    MINUTE,
  )
})

describe('ladders of edits never rise', () => {
  const ladders = pairs.scenes.flatMap(({ name, source, ladders }) =>
    Object.entries(ladders ?? {}).map(([edit, steps]) => [`${name} ${edit}`, source, steps] as const),
  )
  test.each(ladders)(
    '%s',
    async (name, source, steps) => {
      const picture = await readPicture(source)
      let last = 1
      let rise = 0
      for (const step of steps) {
        const { total } = scoreFigure(picture, await readPicture(step))
        rise = Math.max(rise, total - last)
        last = total
      }
      expect(rise).toBeLessThanOrEqual(KNOWN_RISES[name] ?? 0.02)
      expect(last).toBeLessThan(0.97)
    },
    MINUTE,
  )
})

describe('unrelated figures of the same family', () => {
  // Pixels alone cannot keep every pair below .45: some are nearly alike, and pies share disc and palette. The share that
  // stays above, measured on 36 pairs of each family, is asserted.
  test.each([
    ['bar', 0.33, 0.2],
    ['line', 0.38, 0.2],
    ['func', 0.38, 0.2],
    ['poly', 0.25, 0],
    ['circ', 0.32, 0.25],
    ['pie', 0.5, 0.5],
    ['cuboid', 0.32, 0.1],
  ])(
    '%s',
    async (family, meanAtMost, shareAbove) => {
      const pictures = await Promise.all(pairs.families[family]!.map(readPicture))
      const totals: number[] = []
      pictures.forEach((a, i) => {
        for (const b of pictures.slice(i + 1)) totals.push(scoreFigure(a, b).total)
      })
      expect(totals.reduce((sum, total) => sum + total, 0) / totals.length).toBeLessThan(meanAtMost)
      expect(totals.filter((total) => total >= 0.45).length / totals.length).toBeLessThanOrEqual(shareAbove)
    },
    MINUTE,
  )
})
