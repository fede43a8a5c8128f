import { describe, expect, test } from 'vitest'
import { findCircle, findDiscs, findLines } from '../../../../src/perceive/refine/found-shapes.ts'
import { hasMarkers, shapesOf } from '../../../../src/perceive/refine/marker-shape.ts'
import { Sight } from '../../../../src/perceive/refine/sight.ts'
import { dashOf, widthRatio } from '../../../../src/perceive/refine/stroke-profile.ts'
import type { Raster } from '../../../../src/raster/raster.ts'
import { Canvas } from './canvas.ts'
import { drawing, figure } from './drawn.ts'

const BLACK = [0, 0, 0] as const
const BLANK = new Canvas(200, 120).raster()
const inked = ({ width, data }: Raster) => {
  const points = Array.from({ length: data.length / 3 }, (_, i) => i).filter((i) => data[i * 3]! < 128)
  return points.map((i) => [(i % width) + 0.5, Math.floor(i / width) + 0.5])
}
const sight = (picture: Raster, render = BLANK) =>
  new Sight(drawing('', figure({ artists: [] }), render), { picture, observation: null })

describe('strokes among ink', () => {
  const near = (point: readonly number[], x: number, y: number) => Math.hypot(point[0]! - x, point[1]! - y) < 2
  test.each([
    ['level', [20, 30], [180, 30], []],
    ['steep', [50, 10], [70, 110], []],
    ['dashed', [20, 20], [170, 100], [7.4, 3.2]],
    ['dotted', [20, 100], [170, 20], [2, 3.3]],
  ] as const)('a %s one', (_name, from, to, dash) => {
    const found = findLines(inked(new Canvas(200, 120).line(from, to, 2, BLACK, dash).raster()), 20)
    expect(found).toHaveLength(1)
    const [a, b] = [found[0]!.from, found[0]!.to]
    // The last dash may end before the stroke does.
    const slack = dash.length > 0 ? 4 : 0
    expect(
      Math.abs(Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!) - Math.hypot(from[0] - to[0], from[1] - to[1])),
    ).toBeLessThan(2 + slack)
    expect(near(a, from[0], from[1]) || near(b, from[0], from[1])).toBe(true)
  })

  test('those of a triangle meet in its corners', () => {
    const corners = [
      [30, 100],
      [170, 100],
      [90, 20],
    ] as const
    const canvas = new Canvas(200, 120)
    for (const [i, corner] of corners.entries()) canvas.line(corners.at(i - 1)!, corner, 2, BLACK)
    const found = findLines(inked(canvas.raster()), 20)
    expect(found).toHaveLength(3)
    for (const [x, y] of corners)
      expect(found.flatMap(({ from, to }) => [from, to]).filter((end) => near(end, x, y))).toHaveLength(2)
  })

  test('none in areas', () => {
    expect(findLines(inked(new Canvas(200, 120).rect(40, 30, 120, 90, BLACK).raster()), 20)).toEqual([])
  })
})

describe('circles among ink', () => {
  test('a ring that is cut by other strokes', () => {
    const canvas = new Canvas(200, 120).ring([90, 60], 40, 2, BLACK).rect(0, 55, 200, 63, [255, 255, 255])
    const circle = findCircle(inked(canvas.line([10, 10], [190, 20], 2, BLACK).raster()), 13, 100)!
    expect(circle.centre[0]).toBeCloseTo(90, 0)
    expect(circle.centre[1]).toBeCloseTo(60, 0)
    expect(Math.abs(circle.radius - 40)).toBeLessThan(0.5)
  })

  test('none in a rectangle', () => {
    const canvas = new Canvas(200, 120)
    canvas.line([40, 20], [160, 20], 2, BLACK).line([160, 20], [160, 100], 2, BLACK)
    canvas.line([160, 100], [40, 100], 2, BLACK).line([40, 100], [40, 20], 2, BLACK)
    expect(findCircle(inked(canvas.raster()), 13, 100)).toBeNull()
  })

  test('discs of markers, not rings and not strokes', () => {
    const canvas = new Canvas(200, 120).disc([50, 40], 5, BLACK).ring([100, 60], 8, 2, BLACK)
    const mask = new Uint8Array(200 * 120)
    for (const [x, y] of inked(canvas.line([120, 20], [180, 100], 3, BLACK).raster()))
      mask[Math.floor(y!) * 200 + Math.floor(x!)] = 1
    expect(findDiscs(mask, 200, 120, 2.5, 13)).toEqual([{ centre: [50, 40], radius: 5 }])
  })
})

describe('how the source parts a stroke', () => {
  const WIDTH = 2
  const shape = (from: readonly number[], to: readonly number[]) => ({
    lines: [[from, to]],
    closed: false,
    stroke: { colour: '#000000ff', width: WIDTH, cap: 'butt', join: 'round' } as const,
  })
  // In widths, as matplotlib has them.
  const patterns = { '-': [], '--': [3.7, 1.6], ':': [1, 1.65], '-.': [6.4, 1.6, 1, 1.6] } as const
  const ends = [
    [
      [15, 60],
      [185, 60],
    ],
    [
      [15, 15],
      [180, 105],
    ],
  ] as const
  for (const [from, to] of ends) {
    test.each(Object.entries(patterns))(`%s from ${from} to ${to}`, (dash, pattern) => {
      const picture = new Canvas(200, 120)
        .line(
          from,
          to,
          WIDTH,
          BLACK,
          pattern.map((part) => part * WIDTH),
        )
        .raster()
      expect(dashOf(sight(picture), shape(from, to), WIDTH)?.[0]).toBe(dash)
    })
  }

  test('is not told where there is no stroke', () => {
    expect(dashOf(sight(BLANK), shape([15, 60], [185, 60]), WIDTH)).toBeNull()
  })

  test('is told through what lies over it in both pictures', () => {
    const over = (canvas: Canvas) => canvas.disc([60, 60], 8, [255, 0, 0]).disc([120, 60], 8, [0, 0, 255])
    const picture = over(new Canvas(200, 120).line([15, 60], [185, 60], WIDTH, BLACK)).raster()
    const render = over(new Canvas(200, 120).line([15, 60], [185, 60], WIDTH, BLACK, [7.4, 3.2])).raster()
    expect(dashOf(sight(picture, render), shape([15, 60], [185, 60]), WIDTH)).toEqual(['-'])
  })

  test('and how wide it is', () => {
    const line = (width: number) => new Canvas(200, 120).line([15, 15], [180, 105], width, BLACK).raster()
    const ratio = widthRatio(sight(line(4), line(WIDTH)), shape([15, 15], [180, 105]), WIDTH)!
    expect(ratio).toBeGreaterThan(1.7)
    expect(ratio).toBeLessThan(2.3)
  })
})

describe('markers', () => {
  const at = [
    [40, 40],
    [90, 80],
    [150, 50],
  ] as const
  const drawn = (put: (canvas: Canvas, x: number, y: number) => unknown) => {
    const canvas = new Canvas(200, 120)
    for (const [i, place] of at.slice(1).entries()) canvas.line(at[i]!, place, 2, BLACK)
    for (const [x, y] of at) put(canvas, x, y)
    return sight(canvas.raster())
  }
  const h = 6
  test.each([
    ['o', (canvas: Canvas, x: number, y: number) => canvas.disc([x, y], h, BLACK)],
    ['s', (canvas: Canvas, x: number, y: number) => canvas.rect(x - h, y - h, x + h, y + h, BLACK)],
    [
      '^',
      (canvas: Canvas, x: number, y: number) =>
        canvas.polygon(
          [
            [x, y - h],
            [x + h, y + h],
            [x - h, y + h],
          ],
          BLACK,
        ),
    ],
    [
      'D',
      (canvas: Canvas, x: number, y: number) =>
        canvas.polygon(
          [
            [x, y - 1.41 * h],
            [x + 1.41 * h, y],
            [x, y + 1.41 * h],
            [x - 1.41 * h, y],
          ],
          BLACK,
        ),
    ],
  ] as const)('of the shape %s', (shape, put) => {
    const seen = drawn(put)
    expect(hasMarkers(seen, at, h)).toBe(true)
    expect(shapesOf(seen, 'source', at, h)[0]).toBe(shape)
  })

  test('are none where a line merely turns', () => {
    expect(
      hasMarkers(
        drawn(() => undefined),
        at,
        h,
      ),
    ).toBe(false)
  })
})
