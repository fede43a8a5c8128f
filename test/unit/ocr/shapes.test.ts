import { describe, expect, it } from 'vitest'
import type { ReadMark } from '../../../src/observation.ts'
import { findInk } from '../../../src/ocr/ink.ts'
import { shapesIn } from '../../../src/ocr/shapes/shapes.ts'
import { opened } from '../../../src/raster/opening.ts'
import type { Raster } from '../../../src/raster/raster.ts'

const [WIDTH, HEIGHT] = [360, 240]

/** A white picture with smooth edges: each pixel is the mean of 16 places of `colourAt`. */
function picture(colourAt: (x: number, y: number) => readonly [number, number, number] | null): Raster {
  const data = new Uint8Array(WIDTH * HEIGHT * 3)
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const sums = [0, 0, 0]
      for (let k = 0; k < 16; k++) {
        const colour = colourAt(x + ((k % 4) + 0.5) / 4, y + (Math.floor(k / 4) + 0.5) / 4) ?? [255, 255, 255]
        for (let c = 0; c < 3; c++) sums[c]! += colour[c]! / 16
      }
      for (let c = 0; c < 3; c++) data[(y * WIDTH + x) * 3 + c] = Math.round(sums[c]!)
    }
  }
  return { width: WIDTH, height: HEIGHT, data }
}

const shapes = (raster: Raster, texts: readonly (readonly [number, number, number, number])[] = []) =>
  shapesIn(raster, findInk(raster), texts)

/** Distance from a straight piece, and the share of it where the place lies. */
function along(x: number, y: number, [ax, ay, bx, by]: readonly [number, number, number, number]) {
  const [dx, dy] = [bx - ax, by - ay]
  const share = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)
  return { share, off: Math.abs((x - ax) * dy - (y - ay) * dx) / Math.hypot(dx, dy), length: Math.hypot(dx, dy) }
}

const BLACK = [0, 0, 0] as const
const of = (marks: readonly ReadMark[], kind: ReadMark['kind']) => marks.filter((mark) => mark.kind === kind)

describe('shapes of a picture without axes', () => {
  it('tells straight strokes that cross, with their widths and dashes', () => {
    const solid = [40, 50, 300, 180] as const
    const dashed = [60, 200, 320, 60] as const
    const marks = shapes(
      picture((x, y) => {
        const [a, b] = [along(x, y, solid), along(x, y, dashed)]
        if (a.share >= 0 && a.share <= 1 && a.off <= 1.5) return BLACK
        return b.share >= 0 && b.share <= 1 && b.off <= 1 && (b.share * b.length) % 14 < 8 ? [200, 0, 0] : null
      }),
    )
    expect(marks).toHaveLength(2)
    const black = marks.find(({ dash }) => !dash)!
    const red = marks.find(({ dash }) => dash === 'dashed')!
    expect(black.width).toBeGreaterThan(2.4)
    expect(black.width).toBeLessThan(3.6)
    expect(red.colour).toMatch(/^#[a-f][0-9a-f][0-3][0-9a-f][0-3][0-9a-f]$/)
    for (const [mark, truth] of [
      [black, solid],
      [red, dashed],
    ] as const) {
      const px = mark.px[0]! < mark.px[2]! ? mark.px : [mark.px[2]!, mark.px[3]!, mark.px[0]!, mark.px[1]!]
      for (const [i, value] of truth.entries()) expect(Math.abs(px[i]! - value)).toBeLessThan(8)
    }
  })

  it('tells a circle with its radius drawn, and a disc', () => {
    const spoke = [120, 120, 180, 80] as const
    const marks = shapes(
      picture((x, y) => {
        const spot = along(x, y, spoke)
        if (Math.abs(Math.hypot(x - 120, y - 120) - 72) <= 1) return [0, 0, 200]
        if (spot.share >= 0 && spot.share <= 1 && spot.off <= 1) return [0, 0, 200]
        return Math.hypot(x - 290, y - 110) <= 30 ? [0, 128, 0] : null
      }),
    )
    const circles = of(marks, 'circle')
    expect(circles).toHaveLength(2)
    const ring = circles.find(({ filled }) => !filled)!
    const disc = circles.find(({ filled }) => filled)!
    for (const [mark, truth] of [
      [ring, [120, 120, 72]],
      [disc, [290, 110, 30]],
    ] as const)
      for (const [i, value] of truth.entries()) expect(Math.abs(mark.px[i]! - value)).toBeLessThan(1)
    expect(disc.colour).toMatch(/^#0[0-3]8[0-2]0[0-3]$/)
    expect(of(marks, 'segment')).toHaveLength(1)
  })

  it('tells a box with a pale fill and an outline, whatever stands in it', () => {
    const marks = shapes(
      picture((x, y) => {
        const isIn = x > 100 && x < 220 && y > 80 && y < 140
        const isInner = x > 102 && x < 218 && y > 82 && y < 138
        if (isIn && !isInner) return BLACK
        if (x > 140 && x < 146 && y > 100 && y < 120) return BLACK
        return isInner ? [219, 234, 254] : null
      }),
      [[136, 98, 150, 122]],
    )
    expect(marks).toHaveLength(1)
    const [box] = marks
    expect(box).toMatchObject({ kind: 'polygon', filled: true, colour: '#dbeafe', edge: '#000000' })
    const xs = box!.px.filter((_, i) => i % 2 === 0)
    const ys = box!.px.filter((_, i) => i % 2 === 1)
    expect(Math.abs(Math.min(...xs) - 101)).toBeLessThan(2.5)
    expect(Math.abs(Math.max(...xs) - 219)).toBeLessThan(2.5)
    expect(Math.abs(Math.min(...ys) - 81)).toBeLessThan(2.5)
    expect(Math.abs(Math.max(...ys) - 139)).toBeLessThan(2.5)
  })

  it('finds nothing in an empty picture and in noise', () => {
    expect(shapes(picture(() => null))).toEqual([])
    let state = 1
    const noise = picture(() => null)
    for (let i = 0; i < noise.data.length; i++) {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31
      noise.data[i] = state >> 23
    }
    expect(shapes(noise)).toEqual([])
  })
})

it('opening a mask takes out strokes of two pixels and keeps rectangles', () => {
  const [width, height] = [12, 9]
  const isRectangle = (x: number, y: number) => x >= 2 && x < 6 && y >= 3 && y < 7
  const isStroke = (_x: number, y: number) => y === 4 || y === 5
  const at = (test: (x: number, y: number) => boolean) =>
    Uint8Array.from({ length: width * height }, (_, i) => (test(i % width, Math.floor(i / width)) ? 1 : 0))
  expect(
    opened(
      at((x, y) => isRectangle(x, y) || isStroke(x, y)),
      width,
      height,
    ),
  ).toEqual(at(isRectangle))
})
