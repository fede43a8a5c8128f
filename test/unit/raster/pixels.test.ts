import { expect, test } from 'vitest'
import { limitSide, resizeArea } from '../../../src/raster/area.ts'
import { distanceTransform } from '../../../src/raster/distance.ts'
import { DIRECTIONS, findEdges } from '../../../src/raster/edges.ts'
import type { Raster } from '../../../src/raster/raster.ts'
import { resampleSimilar } from '../../../src/raster/similarity.ts'

function grey(width: number, height: number, value: (x: number, y: number) => number): Raster {
  const data = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; i++) data.fill(value(i % width, Math.floor(i / width)), i * 3, i * 3 + 3)
  return { width, height, data }
}
const channel = ({ data }: Raster) => [...data].filter((_, i) => i % 3 === 0)

test('area: means of whole and of broken pixels', () => {
  const row = grey(4, 1, (x) => [0, 100, 200, 40][x]!)
  expect(channel(resizeArea(row, 2, 1))).toEqual([50, 120])
  // Thirds: (0 + 100/3) / (4/3) = 25; (100·2/3 + 200·2/3) / (4/3) = 150; (200/3 + 40) / (4/3) = 80.
  expect(channel(resizeArea(row, 3, 1))).toEqual([25, 150, 80])
  expect(
    channel(
      resizeArea(
        grey(2, 4, (x, y) => x * 10 + y * 20),
        1,
        2,
      ),
    ),
  ).toEqual([15, 55])
})

test('limitSide keeps what fits and the proportions of what does not', () => {
  const picture = grey(300, 100, () => 9)
  expect(limitSide(picture, 300)).toBe(picture)
  expect(limitSide(picture, 150)).toMatchObject({ width: 150, height: 50 })
})

test('distance: equals the search over all pixels', () => {
  const [width, height] = [37, 23]
  const mask = new Uint8Array(width * height)
  for (let k = 0; k < 12; k++) mask[(k * 7919) % mask.length] = 1
  const found = distanceTransform(mask, width, height)
  for (let i = 0; i < mask.length; i++) {
    let nearest = Infinity
    for (let j = 0; j < mask.length; j++) {
      if (!mask[j]) continue
      const dx = (i % width) - (j % width)
      const dy = Math.floor(i / width) - Math.floor(j / width)
      nearest = Math.min(nearest, Math.hypot(dx, dy))
    }
    expect(found[i]).toBeCloseTo(nearest, 4)
  }
  expect(distanceTransform(new Uint8Array(6), 3, 2)).toEqual(new Float32Array(6).fill(Infinity))
})

test('edges: one chain on a step, with the direction of its gradient', () => {
  const upright = findEdges(grey(12, 9, (x) => (x < 6 ? 20 : 220)))
  expect(upright.points.length).toBe(7)
  expect(new Set(upright.points.values().map((p) => p % 12)).size).toBe(1)
  expect(new Set(upright.points.values().map((p) => upright.map[p]! - 1))).toEqual(new Set([0]))
  const level = findEdges(grey(12, 9, (_, y) => (y < 4 ? 220 : 20)))
  expect(new Set(level.points.values().map((p) => level.map[p]! - 1))).toEqual(new Set([(3 * DIRECTIONS) / 2]))
  expect(findEdges(grey(12, 9, (x) => x * 5)).points.length).toBe(0)
})

test('similarity: a shift by whole pixels is exact, outside is paper', () => {
  const source = grey(5, 4, (x, y) => x * 40 + y * 10)
  const moved = resampleSimilar(source, 5, 4, { scale: 1, dx: 2, dy: 1 }, [1, 1, 1])
  expect(channel(moved)).toEqual(channel(grey(5, 4, (x, y) => (x < 3 && y < 3 ? (x + 2) * 40 + (y + 1) * 10 : 1))))
})
