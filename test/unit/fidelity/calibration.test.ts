import { describe, expect, test } from 'vitest'
import { scoreFigure } from '../../../src/fidelity/score.ts'
import { pairs, readPicture } from './pairs.ts'

const MINUTE = 60_000

/*
 * Goals: the same figure at least .9; ladders never rise by more than .02; unrelated figures below .45. Where pixels alone
 * miss a goal, the case stands here by name with the bound it is held to, so that it can be seen and cannot get worse.
 */

/** Pale dotted and marked lines, half as thick again. */
const MISSED_SAME: Readonly<Record<string, number>> = { 'line-0 width': 0.89, 'line-1 width': 0.885 }

/** Parts that move onto other parts, and a wrong part that grows smaller, so that there is less of it. */
const MISSED_RISE: Readonly<Record<string, number>> = { 'poly-0 resize': 0.035, 'circuit move': 0.08 }

describe('the same figure drawn otherwise', () => {
  test.each(pairs.scenes.map((scene) => [scene.name, scene] as const))(
    '%s',
    async (name, { source, same }) => {
      const picture = await readPicture(source)
      const identical = scoreFigure(picture, picture)
      for (const component of Object.values(identical.components)) expect(component.value).toBeCloseTo(1, 12)
      for (const [how, file] of Object.entries(same)) {
        const { total } = scoreFigure(picture, await readPicture(file))
        expect(total, how).toBeGreaterThanOrEqual(MISSED_SAME[`${name} ${how}`] ?? 0.9)
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
      expect(rise).toBeLessThanOrEqual(MISSED_RISE[name] ?? 0.02)
      expect(last).toBeLessThan(1)
    },
    MINUTE,
  )
})

describe('unrelated figures of the same family', () => {
  // The goal of .45 is missed by pairs that are nearly alike, that share a grid, or (pies) disc and palette: 28 of these 147.
  // The last column is how many of a family's 21 pairs miss it today.
  test.each([
    ['bar', 0.3, 1],
    ['line', 0.31, 2],
    ['func', 0.385, 7],
    ['poly', 0.26, 3],
    ['circ', 0.26, 6],
    ['pie', 0.44, 9],
    ['cuboid', 0.29, 0],
  ])(
    '%s',
    async (family, meanAtMost, missed) => {
      const pictures = await Promise.all(pairs.families[family]!.map(readPicture))
      const totals: number[] = []
      pictures.forEach((a, i) => {
        for (const b of pictures.slice(i + 1)) totals.push(scoreFigure(a, b).total)
      })
      expect(totals.reduce((sum, total) => sum + total, 0) / totals.length).toBeLessThan(meanAtMost)
      expect(totals.filter((total) => total >= 0.45).length).toBeLessThanOrEqual(missed)
      expect(Math.max(...totals)).toBeLessThan(0.7)
    },
    MINUTE,
  )
})
