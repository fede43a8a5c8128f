import { describe, expect, it } from 'vitest'
import { leastRectangle } from '../../../src/ocr/rectangle.ts'
import { boxOf, cropRegion, regionOf, turned } from '../../../src/ocr/region.ts'
import type { Raster } from '../../../src/raster/raster.ts'

/** A picture whose red is its column and green its row. */
function map(width: number, height: number): Raster {
  const data = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; i++) data.set([i % width, Math.floor(i / width), 0], i * 3)
  return { width, height, data }
}
const pixel = ({ data, width }: Raster, x: number, y: number) => [
  ...data.slice((y * width + x) * 3, (y * width + x) * 3 + 2),
]

describe('regions of a picture', () => {
  it('copies an upright region pixel by pixel', () => {
    const crop = cropRegion(map(40, 30), regionOf([10, 5, 20, 9]), 10, 4)
    expect(pixel(crop, 0, 0)).toEqual([10, 5])
    expect(pixel(crop, 9, 3)).toEqual([19, 8])
  })

  it('reads a column from bottom to top when turned by a quarter', () => {
    // A y label: its first letter is at the bottom.
    const crop = cropRegion(map(40, 30), turned(regionOf([10, 5, 14, 25]), 1), 20, 4)
    expect(pixel(crop, 0, 0)).toEqual([10, 24])
    expect(pixel(crop, 19, 3)).toEqual([13, 5])
  })

  it('repeats the border outside of the picture', () => {
    const crop = cropRegion(map(40, 30), regionOf([-4, -4, 4, 4]), 8, 8)
    expect(pixel(crop, 0, 0)).toEqual([0, 0])
    expect(pixel(crop, 7, 7)).toEqual([3, 3])
  })

  it('averages where it shrinks', () => {
    const crop = cropRegion(map(200, 100), regionOf([0, 0, 200, 100]), 2, 1)
    expect(pixel(crop, 0, 0)[0]).toBeGreaterThan(45)
    expect(pixel(crop, 0, 0)[0]).toBeLessThan(54)
  })

  it('bounds a turned region', () => {
    const [x0, y0, x1, y1] = boxOf({ cx: 50, cy: 50, width: 20, height: 10, angle: 90 })
    expect([x0, y0, x1, y1]).toEqual([45, 40, 55, 60])
  })
})

describe('least rectangle', () => {
  it('finds a turned strip with its angle', () => {
    const turn = Math.PI / 6
    const corners = [
      [-40, -5],
      [40, -5],
      [40, 5],
      [-40, 5],
    ].map(
      ([u, v]) =>
        [100 + u! * Math.cos(turn) + v! * Math.sin(turn), 80 - u! * Math.sin(turn) + v! * Math.cos(turn)] as const,
    )
    const region = leastRectangle(corners)
    expect(region.angle).toBeCloseTo(30, 6)
    expect(region.width).toBeCloseTo(80, 6)
    expect(region.height).toBeCloseTo(10, 6)
    expect(region.cx).toBeCloseTo(100, 6)
  })

  it('keeps what is nearly upright, or short, upright', () => {
    expect(
      leastRectangle([
        [0, 0],
        [100, 2],
        [100, 12],
        [0, 10],
      ]).angle,
    ).toBe(0)
    expect(
      leastRectangle([
        [0, 5],
        [8, 0],
        [13, 8],
        [5, 13],
      ]).angle,
    ).toBe(0)
  })
})
