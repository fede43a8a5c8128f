import { describe, expect, test } from 'vitest'
import { findBackground } from '../../../src/fidelity/ink.ts'
import { gate, scoreFigure } from '../../../src/fidelity/score.ts'
import type { Raster } from '../../../src/raster/raster.ts'
import { readPair, readPicture } from './pairs.ts'

const filled = (width: number, height: number, rgb: readonly number[]): Raster => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => rgb[i % 3]!),
})
const inverted = ({ width, height, data }: Raster): Raster => ({ width, height, data: data.map((v) => 255 - v) })

test('a gate has no components, and all of them are missing', () => {
  expect(gate('timeout')).toEqual({
    total: 0,
    reason: 'timeout',
    components: {},
    missing: ['elements', 'geometry', 'colour', 'text', 'clarity', 'layout'],
  })
})

test('the total is the weighted mean of the components present', async () => {
  const [source, render] = await readPair('bars.png', 'bars.font.png')
  const { total, components, missing, reason } = scoreFigure(source, render)
  expect(missing).toEqual(['elements', 'text'])
  expect(reason).toBeNull()
  const { geometry, colour, clarity, layout } = components
  expect([geometry?.weight, colour?.weight, clarity?.weight, layout?.weight]).toEqual([20, 15, 10, 10])
  const sum = geometry!.value * 20 + colour!.value * 15 + clarity!.value * 10 + layout!.value * 10
  expect(total).toBeCloseTo(sum / 55, 12)
})

describe('nothing drawn scores 0', () => {
  test.each([
    ['white', [255, 255, 255]],
    ['black', [0, 0, 0]],
    ['grey', [120, 120, 120]],
  ])('%s', async (_, rgb) => {
    const source = await readPicture('lines.png')
    expect(scoreFigure(source, filled(600, 400, rgb))).toEqual(gate('empty'))
    expect(scoreFigure(await readPicture('dark.png'), filled(500, 400, rgb))).toEqual(gate('empty'))
  })
  test('a few specks', async () => {
    const page = filled(600, 400, [255, 255, 255])
    for (const at of [5000, 90_000, 200_000]) page.data.fill(0, at * 3, at * 3 + 3)
    expect(scoreFigure(await readPicture('lines.png'), page).total).toBe(0)
  })
})

test('a page half black scores next to nothing', async () => {
  const page = filled(600, 400, [255, 255, 255])
  page.data.fill(0, 0, 600 * 190 * 3)
  expect(scoreFigure(await readPicture('lines.png'), page).total).toBeLessThan(0.05)
})

test('the paper is found in light and dark pictures', async () => {
  expect(findBackground(await readPicture('lines.png'))).toEqual([255, 255, 255])
  expect(findBackground(await readPicture('dark.png'))).toEqual([0, 0, 0])
})

test('the negative of a picture is not the picture', async () => {
  const source = await readPicture('lines.png')
  const { total, components } = scoreFigure(source, inverted(source))
  expect(components.clarity!.value).toBeLessThan(0.1)
  expect(components.colour!.value).toBeLessThan(0.3)
  expect(total).toBeLessThan(0.75)
})

test('tiny pictures and odd shapes do not break it', () => {
  const dot = (width: number, height: number) => {
    const page = filled(width, height, [255, 255, 255])
    for (let y = Math.floor(height / 3); y < (2 * height) / 3; y++) {
      const from = (y * width + Math.floor(width / 3)) * 3
      page.data.fill(0, from, from + Math.ceil(width / 3) * 3)
    }
    return page
  }
  for (const [width, height] of [
    [12, 12],
    [3000, 40],
    [20, 900],
  ] as const) {
    expect(scoreFigure(dot(width, height), dot(width, height)).total).toBe(1)
    expect(scoreFigure(dot(width, height), dot(height + 30, width)).total).toBeLessThan(1)
  }
  expect(Number.isFinite(scoreFigure(dot(300, 300), dot(1, 1)).total)).toBe(true)
})
